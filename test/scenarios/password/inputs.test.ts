import { describe, expect, it } from '@jest/globals';
import { runAction } from '../../../harness/action.ts';
import { annotationsOf } from '../../../harness/invariants.ts';
import { OLD_PASSWORD, passwordInputs, SECRET_NAME } from '../../../harness/password.ts';
import { withSimulator } from '../../../harness/scenario.ts';

type Inputs = Readonly<Record<string, string>>;

describe('an input that is not valid', () => {
  it.each<[Inputs, string]>([
    [{}, 'mode is empty: write one of prepare, promote, abandon.'],
    [{ mode: 'rotate' }, 'mode must be one of: prepare, promote, abandon.'],
    [{ mode: 'prepare', secret_name: '' }, 'secret_name is empty'],
    [{ mode: 'prepare', secret_name: 'a b' }, 'secret_name is not the name of a secret'],
    [{ mode: 'prepare', secret_name: '../x' }, 'secret_name is not the name of a secret'],
    [{ mode: 'prepare', version_id: 'v2' }, 'version_id is only for mode: promote'],
    [{ mode: 'prepare', length: '11' }, 'length must be a whole number from 12 to 26.'],
    [{ mode: 'prepare', length: '27' }, 'length must be a whole number from 12 to 26.'],
    [{ mode: 'prepare', os: 'bsd' }, 'os must be one of: any, linux, windows.'],
    [{ mode: 'prepare', rotate_after: '30' }, 'rotate_after is not a number of days or hours'],
    [{ mode: 'prepare', rotate_after: '-1d' }, 'rotate_after is not a number of days or hours'],
    [{ mode: 'prepare', csms_endpoint: 'http://kms.example.com' }, 'csms_endpoint is not https'],
    [
      { mode: 'prepare', csms_endpoint: '' },
      'region is empty: give the region of the secret, such as cn-north-4, or csms_endpoint.',
    ],
    [{ mode: 'promote' }, 'version_id is empty: give the output version_id'],
    [{ mode: 'abandon', version_id: 'latest' }, 'version_id is not the ID of a version'],
    [{ mode: 'promote', version_id: 'fleet-root@v2' }, 'version_id is not the ID of a version'],
  ])('%j stops the run before the first request', async (inputs, message) => {
    const secrets = [{ name: SECRET_NAME, value: OLD_PASSWORD }];
    await withSimulator({ servers: 0, secrets }, async (simulator) => {
      const run = await runAction(passwordInputs(simulator, inputs), { action: 'password' });
      expect(run.exitCode).toBe(1);
      expect(annotationsOf(run, 'error').join('\n')).toContain(message);
      expect(run.outputs).toEqual({});
      expect(simulator.requests).toEqual([]);
    });
  });
});
