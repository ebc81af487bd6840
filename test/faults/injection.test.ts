/** Hostile text from outside: the log may show it, but the runner must not execute it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';
import { runAction } from '../../harness/action.ts';
import type { ActionOptions, ActionRun } from '../../harness/action.ts';
import { expectConsistentReport } from '../../harness/invariants.ts';
import { expectInert, HOSTILE, SHAPES } from './hostile.ts';
import { SECRETS } from './run-with-fault.ts';

/** Also checks that no server counts as accepted. */
function expectInertReset(run: ActionRun, simulator?: Simulator): void {
  expectInert(run);
  expect(run.outputs['accepted_count'] ?? '0').toBe('0');
  if (simulator !== undefined) expectConsistentReport(run, simulator.serverIds);
}

async function inputs(simulator: Simulator): Promise<Record<string, string>> {
  return Promise.resolve({
    endpoint: simulator.endpoint,
    project_id: simulator.projectId,
    auth_token: simulator.authToken,
    server_ids: simulator.serverIds.join(','),
    password: SECRETS.password,
    max_retries: '0',
  });
}

describe.each(Object.keys(SHAPES))('hostile text in %s', (shape) => {
  it.each([400, 500])('with HTTP %i', async (status) => {
    const simulator = await Simulator.start({ servers: HOSTILE.length });
    simulator.script(
      ...HOSTILE.map((text) => ({
        status,
        body: SHAPES[shape]?.(text) ?? {},
        headers: { 'x-request-id': encodeURI(text.slice(0, 100)) },
      })),
    );
    try {
      const run = await runAction({ ...(await inputs(simulator)), batch_size: '1' });
      expect(run.exitCode).toBe(1);
      expect(simulator.requests).toHaveLength(HOSTILE.length);
      expectInertReset(run, simulator);
    } finally {
      await simulator.close();
    }
  });
});

describe('hostile text in inputs', () => {
  const id = '00000000-0000-4000-8000-000000000001';
  const base = {
    endpoint: 'http://127.0.0.1:9',
    project_id: 'p',
    auth_token: SECRETS.authToken,
    server_ids: id,
    password: SECRETS.password,
  };
  const NAMES = [
    'project_id',
    'server_ids',
    'server_ids_file',
    'dry_run',
    'region',
    'endpoint',
    'api',
    'check_password',
    'os',
    'batch_size',
    'timeout',
    'access_key',
    'password',
  ];

  it.each(HOSTILE.map((text) => ({ text: text.slice(0, 40), whole: text })))(
    'all of them: $text',
    async ({ whole }) => {
      // An environment variable cannot contain a null byte.
      const text = whole.replaceAll('\0', '');
      const run = await runAction({
        ...base,
        ...Object.fromEntries(NAMES.map((name) => [name, text])),
      });
      expect(run.exitCode).toBe(1);
      expect(run.outputs).toEqual({});
      expectInertReset(run);
    },
  );

  it('a list of servers, as text and as JSON', async () => {
    for (const text of [HOSTILE.map(clean0).join(','), JSON.stringify(HOSTILE)]) {
      const run = await runAction({ ...base, server_ids: text });
      expect(run.exitCode).toBe(1);
      expectInertReset(run);
    }
  });

  it.each(['text', 'JSON'])('a file of servers, as %s', async (form) => {
    const options: ActionOptions = {
      prepare: async ({ workspace }) => {
        const content = form === 'JSON' ? JSON.stringify(HOSTILE) : HOSTILE.join('\n');
        await writeFile(join(workspace, 'servers'), content);
      },
    };
    const run = await runAction({ ...base, server_ids: '', server_ids_file: 'servers' }, options);
    expect(run.exitCode).toBe(1);
    expectInertReset(run);
    // The content of a file is never quoted.
    expect(run.stdout).not.toContain('forged');
  });
});

function clean0(text: string): string {
  return text.replaceAll('\0', '');
}
