import { expect, it } from '@jest/globals';
import { readSettings } from '../../../src/actions/restart/settings.ts';
import { Inputs } from '../../../src/inputs/inputs.ts';
import { Secrets } from '../../../src/secrets/redact.ts';
import { actionFile } from '../../../harness/action-file.ts';
import { serverIds } from '../../../harness/scenario.ts';

const file = actionFile('restart');

async function settingsOf(values: Readonly<Record<string, string>>, read: string[] = []) {
  const inputs = new Inputs((name) => {
    read.push(name);
    return values[name] ?? '';
  }, {});
  return readSettings({ inputs, event: { name: 'push' }, secrets: new Secrets(() => undefined) });
}

it('declares exactly the inputs that are read', async () => {
  const read: string[] = [];
  await settingsOf({}, read);
  // All actions read it, for messages about endpoints.
  const names = [...new Set(read)].filter((name) => name !== 'csms_endpoint');
  expect(names.sort()).toEqual(file.inputNames.toSorted());
});

it('has the defaults of the source, because an empty input means not given', async () => {
  const given = {
    server_ids: serverIds(9).join(),
    endpoint: 'https://ecs.example.com',
    project_id: 'p',
    auth_token: 'token-of-the-test',
  };
  const [declared, own] = [
    await settingsOf({ ...file.inputDefaults, ...given }),
    await settingsOf(given),
  ];
  expect(declared).toEqual(own);
  expect(own).toMatchObject({
    dryRun: false,
    type: 'soft',
    startStopped: false,
    pauseMs: 30_000,
    maxFailures: 0,
    waveTimeoutMs: 600_000,
    connection: { timeoutMs: 3_000_000 },
  });
  expect(own?.waves.map(({ length }) => length)).toEqual([1, 3, 3, 2]);
});
