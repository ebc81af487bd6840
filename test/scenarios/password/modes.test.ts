import { describe, expect, it } from '@jest/globals';
import { annotationsOf, logOf, masksOf } from '../../../harness/invariants.ts';
import {
  OLD_PASSWORD,
  passwordReportOf,
  runPassword,
  SECRET_NAME,
  stagesOf,
  valuesOf,
} from '../../../harness/password.ts';
import { withSimulator } from '../../../harness/scenario.ts';
import type { Simulator, SimulatorOptions } from '../../../simulator/simulator.ts';

const PENDING_VALUE = 'Pending=Value-2/z';
const PULL_REQUEST = { name: 'pull_request', payload: { pull_request: { number: 1 } } };

async function withStore(
  use: (simulator: Simulator) => Promise<void>,
  options: SimulatorOptions = {},
): Promise<void> {
  const secrets = [{ name: SECRET_NAME, value: OLD_PASSWORD }];
  await withSimulator({ servers: 0, secrets, ...options }, use);
}

async function withPending(use: (simulator: Simulator) => Promise<void>): Promise<void> {
  await withStore(async (simulator) => {
    simulator.csms.store(SECRET_NAME, PENDING_VALUE, ['pending']);
    await use(simulator);
  });
}

function writesOf({ requests }: Simulator): string[] {
  return requests.filter(({ method }) => method !== 'GET').map(({ method }) => method);
}

describe('mode: prepare', () => {
  it('stores a generated password, masks it, and shows it nowhere', async () => {
    await withStore(async (simulator) => {
      const run = await runPassword(simulator, { mode: 'prepare' });
      expect(stagesOf(simulator)).toEqual(['v1: SYSCURRENT', 'v2: pending']);
      const [, value = ''] = valuesOf(simulator);
      expect(value).toHaveLength(14);
      expect(masksOf(run)).toContain(value);
      expect(run.outputs).toMatchObject({
        password_secret: 'fleet-root@v2',
        version_id: 'v2',
        previous_version_id: 'v1',
        due: 'true',
        resumed: 'false',
      });
      expect(passwordReportOf(run)).toMatchObject({
        ending: 'done',
        result: 'made',
        versions: [{ id: 'v1', stages: ['SYSCURRENT'] }],
        steps: [{ step: 'create_version', stage: 'pending', version_id: 'v2', outcome: 'done' }],
      });
      expect(logOf(run)).toContain(
        'A new password is stored: version v2 of the secret fleet-root is pending.',
      );
      expect(run.summary).toContain('password_secret');
    });
  });

  it.each([
    [{ os: 'linux' }, 20],
    [{ os: 'windows' }, 14],
    [{ length: '26', os: 'linux' }, 26],
  ])('has the length for %j', async (inputs, length) => {
    await withStore(async (simulator) => {
      const run = await runPassword(simulator, { mode: 'prepare', ...inputs });
      expect(valuesOf(simulator)[1]).toHaveLength(length);
      expect(annotationsOf(run, 'warning')).toEqual([]);
    });
  });

  it('warns of a password that a Windows server may not take', async () => {
    await withStore(async (simulator) => {
      const run = await runPassword(simulator, { mode: 'prepare', length: '20' });
      expect(annotationsOf(run, 'warning').join()).toContain('length is over 14');
    });
  });

  it('takes up what is pending, and does not read its value', async () => {
    await withPending(async (simulator) => {
      const run = await runPassword(simulator, { mode: 'prepare', rotate_after: '30d' });
      expect(run.outputs).toMatchObject({ version_id: 'v2', resumed: 'true', due: 'true' });
      expect(simulator.requests.some(({ path }) => path.endsWith('/versions/v2'))).toBe(false);
      expect(writesOf(simulator)).toEqual([]);
    });
  });

  it('changes nothing while the current version is young', async () => {
    await withStore(async (simulator) => {
      const run = await runPassword(simulator, { mode: 'prepare', rotate_after: '12h' });
      expect(run.outputs).toMatchObject({ version_id: 'v1', due: 'false', resumed: 'false' });
      expect(writesOf(simulator)).toEqual([]);
      expect(logOf(run).join()).toContain('The next version is due at');
    });
  });

  it('in a dry run says what it would do, and names no version', async () => {
    await withStore(async (simulator) => {
      const run = await runPassword(simulator, { mode: 'prepare' }, { event: PULL_REQUEST });
      expect(run.outputs).toMatchObject({
        version_id: '',
        password_secret: '',
        due: 'true',
        dry_run: 'true',
      });
      expect(writesOf(simulator)).toEqual([]);
      expect(logOf(run).join('\n')).toContain('would generate a password');
      expect(masksOf(run).every((mask) => mask.length > 14)).toBe(true);
    });
  });

  it.each([
    [403, 'CSMS.0302', 'csms:secretVersion:create'],
    [400, 'CSMS.0401', 'kms:dek:create'],
    [400, 'CSMS.0203', 'The secret has 1 versions'],
    [400, 'CSMS.0109', 'Enable the secret'],
  ])(
    'fails when the store refuses it with %i %s, and says what to do',
    async (status, code, text) => {
      await withStore(async (simulator) => {
        simulator.script({
          match: ({ method }) => method === 'POST',
          status,
          body: ({ rawBody }) => ({ error_code: code, error_msg: `not valid: ${rawBody}` }),
        });
        const run = await runPassword(simulator, { mode: 'prepare' });
        expect(run.exitCode).toBe(1);
        expect(passwordReportOf(run)).toMatchObject({ ending: 'failed', code });
        expect(annotationsOf(run, 'error').join()).toContain(text);
        expect(stagesOf(simulator)).toEqual(['v1: SYSCURRENT']);
      });
    },
  );

  it('says how to create a secret that does not exist', async () => {
    await withStore(async (simulator) => {
      const run = await runPassword(simulator, { mode: 'prepare', secret_name: 'other' });
      expect(annotationsOf(run, 'error').join()).toContain('create it in the console of DEW');
      expect(writesOf(simulator)).toEqual([]);
    });
  });
});

describe('mode: promote', () => {
  it('moves the stages in order', async () => {
    await withPending(async (simulator) => {
      const run = await runPassword(simulator, { mode: 'promote', version_id: 'v2' });
      expect(stagesOf(simulator)).toEqual(['v1: previous', 'v2: SYSCURRENT']);
      expect(run.outputs).toMatchObject({
        password_secret: 'fleet-root@v2',
        previous_version_id: 'v1',
        due: '',
        resumed: '',
      });
      const again = await runPassword(simulator, { mode: 'promote', version_id: 'v2' });
      expect(passwordReportOf(again)).toMatchObject({ result: 'nothing', steps: [] });
    });
  });

  it('passes with a warning when only the last step fails', async () => {
    await withPending(async (simulator) => {
      simulator.script({
        match: ({ method }) => method === 'DELETE',
        forever: true,
        status: 403,
        body: { error_code: 'CSMS.0302', error_msg: 'no' },
      });
      const run = await runPassword(simulator, { mode: 'promote', version_id: 'v2' });
      expect(run.exitCode).toBe(0);
      expect(annotationsOf(run, 'warning').join()).toContain('The stage pending is left over');
      expect(stagesOf(simulator)).toEqual(['v1: previous', 'v2: SYSCURRENT pending']);
    });
  });

  it('in a dry run lists the steps', async () => {
    await withPending(async (simulator) => {
      const inputs = { mode: 'promote', version_id: 'v2', dry_run: 'true' };
      const run = await runPassword(simulator, inputs);
      expect(passwordReportOf(run).steps).toHaveLength(3);
      expect(writesOf(simulator)).toEqual([]);
    });
  });

  it('changes nothing when another version is pending', async () => {
    await withPending(async (simulator) => {
      simulator.csms.store(SECRET_NAME, 'Another=Value-3', ['pending']);
      const run = await runPassword(simulator, { mode: 'promote', version_id: 'v2' });
      expect(run.exitCode).toBe(1);
      expect(writesOf(simulator)).toEqual([]);
    });
  });
});

describe('mode: abandon', () => {
  it('keeps the value under its own stage, and names no version to use', async () => {
    await withPending(async (simulator) => {
      const run = await runPassword(simulator, { mode: 'abandon', version_id: 'v2' });
      expect(stagesOf(simulator)).toEqual(['v1: SYSCURRENT', 'v2: abandoned']);
      expect(run.outputs['password_secret']).toBe('');
    });
  });
});

describe('every mode', () => {
  it.each(['prepare', 'promote', 'abandon'])(
    'of a fork without credentials sends no request: %s',
    async (mode) => {
      await withStore(async (simulator) => {
        const inputs = {
          mode,
          access_key: '',
          secret_key: '',
          ...(mode !== 'prepare' && { version_id: 'v2' }),
        };
        const run = await runPassword(simulator, inputs, { event: PULL_REQUEST });
        expect(passwordReportOf(run)).toMatchObject({ ending: 'skipped', steps: [] });
        expect(simulator.requests).toEqual([]);
        expect(annotationsOf(run, 'warning').join()).toContain('No request was sent');
      });
    },
  );

  it('ends at a signal, and tells what is done', async () => {
    await withStore(async (simulator) => {
      let kill = (): void => undefined;
      simulator.script({
        match: ({ method }) => {
          if (method !== 'POST') return false;
          kill();
          return true;
        },
        silence: true,
        apply: 'before',
      });
      const run = await runPassword(
        simulator,
        { mode: 'prepare' },
        { onStart: (child) => void (kill = () => void child.kill('SIGTERM')) },
      );
      expect(passwordReportOf(run)).toMatchObject({
        ending: 'failed',
        message: 'the run was cancelled',
      });
      expect(run.milliseconds).toBeLessThan(7_000);
      // The next run takes it up.
      expect(stagesOf(simulator)).toEqual(['v1: SYSCURRENT', 'v2: pending']);
    });
  });
});
