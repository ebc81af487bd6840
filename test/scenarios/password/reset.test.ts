/** The reset with `password_secret`. */
import { describe, expect, it } from '@jest/globals';
import { runAction } from '../../../harness/action.ts';
import type { ActionOptions, ActionRun } from '../../../harness/action.ts';
import {
  annotationsOf,
  expectConsistentReport,
  logOf,
  masksOf,
  reportOf,
} from '../../../harness/invariants.ts';
import { expectNoValues, OLD_PASSWORD, SECRET_NAME, valuesOf } from '../../../harness/password.ts';
import { preload } from '../../../harness/preload.ts';
import { inputsFor, withSimulator } from '../../../harness/scenario.ts';
import type { Inputs } from '../../../harness/scenario.ts';
import type { Simulator, SimulatorOptions } from '../../../simulator/simulator.ts';

const NEW_PASSWORD = 'Pending=Value-2/z';
const QUICK: ActionOptions = {
  nodeArguments: preload('fast-time'),
  env: { TEST_TIME_FACTOR: '30' },
};

async function withStore(
  use: (simulator: Simulator) => Promise<void>,
  options: SimulatorOptions = {},
  value = NEW_PASSWORD,
): Promise<void> {
  const secrets = [{ name: SECRET_NAME, value: OLD_PASSWORD }];
  await withSimulator({ servers: 3, secrets, ...options }, async (simulator) => {
    simulator.csms.store(SECRET_NAME, value, ['pending']);
    await use(simulator);
  });
}

async function reset(
  simulator: Simulator,
  inputs: Inputs = {},
  options: ActionOptions = {},
): Promise<ActionRun> {
  const before = valuesOf(simulator);
  const run = await runAction(inputsWith(simulator, inputs), options);
  expectNoValues(run, [...before, ...valuesOf(simulator), simulator.secretKey]);
  expectConsistentReport(run, simulator.serverIds);
  return run;
}

function inputsWith(simulator: Simulator, inputs: Inputs): Record<string, string> {
  return inputsFor(simulator, {
    password: undefined,
    password_secret: `${SECRET_NAME}@pending`,
    csms_endpoint: simulator.endpoint,
    ...inputs,
  });
}

function messageOf(run: ActionRun): string {
  return reportOf(run).servers[0]?.message ?? '';
}

function resetsOf({ requests }: Simulator): number {
  return requests.filter(({ path }) => path.endsWith('/os-reset-passwords')).length;
}

describe('a password in the store', () => {
  it.each([
    ['its stage', 'fleet-root@pending', ['stages/pending', 'versions/v2', 'stages/pending']],
    ['its version', 'fleet-root@v2', ['versions/v2', 'stages/pending']],
  ])(
    'is read by %s, masked, and looked at again right before the first call',
    async (_by, given, store) => {
      await withStore(async (simulator) => {
        const run = await reset(simulator, { password_secret: given });
        expect(run.exitCode).toBe(0);
        expect(masksOf(run)).toContain(NEW_PASSWORD);
        for (const id of simulator.serverIds) {
          expect(simulator.passwordAfterRestart(id)).toBe(NEW_PASSWORD);
        }
        const paths = simulator.requests.map(({ path }) => path.replace(/^.*\/fleet-root\//, ''));
        expect(paths.slice(0, -1)).toEqual(store);
        expect(logOf(run)).toContain('Password: fleet-root@v2.');
      });
    },
  );

  it('may be the current one', async () => {
    await withStore(async (simulator) => {
      const run = await reset(simulator, { password_secret: 'fleet-root@SYSCURRENT' });
      expect(run.exitCode).toBe(0);
      expect(simulator.passwordAfterRestart(simulator.serverIds[0] ?? '')).toBe(OLD_PASSWORD);
    });
  });

  it('without pending or SYSCURRENT is refused by a reset, and only warned of in a dry run', async () => {
    await withStore(async (simulator) => {
      simulator.csms.store(SECRET_NAME, 'Abandoned=Value-3', ['abandoned']);
      const given = { password_secret: 'fleet-root@abandoned' };
      const run = await reset(simulator, given);
      expect(run.outputs['not_sent_count']).toBe('3');
      expect(messageOf(run)).toContain('has neither the stage pending nor SYSCURRENT');
      expect(resetsOf(simulator)).toBe(0);
      const dry = await reset(simulator, { ...given, dry_run: 'true' });
      expect(dry.exitCode).toBe(0);
      expect(annotationsOf(dry, 'warning').join()).toContain('A real reset would be refused');
    });
  });

  it.each([
    ['too short', 'Ab1-xyz', 'must have 8 to 26 characters'],
    ['with a line end', 'Pending=Value-2/z\n', 'contains a blank, a line end'],
    ['with the name of the user', 'Xroot=Value-2/z', 'must not contain root'],
  ])(
    'that breaks a rule is an input error that names the version: %s',
    async (_case, value, rule) => {
      await withStore(
        async (simulator) => {
          const run = await reset(simulator);
          expect(run.exitCode).toBe(1);
          expect(run.outputs['not_sent_count']).toBe('3');
          expect(messageOf(run)).toContain(`password_secret: the value of fleet-root@v2 ${rule}`);
          expect(resetsOf(simulator)).toBe(0);
        },
        {},
        value,
      );
    },
  );

  it.each<[string, string, number, string]>([
    ['the secret does not exist', 'CSMS.0106', 400, 'create it in the console of DEW'],
    ['a right is missing', 'CSMS.0302', 403, 'csms:secretStage:get'],
    ['the secret is not enabled', 'CSMS.0109', 403, 'Enable the secret'],
  ])('sends nothing when %s', async (_case, code, status, advice) => {
    await withStore(async (simulator) => {
      simulator.script({
        match: ({ path }) => path.includes('/secrets/'),
        status,
        body: { error_code: code, error_msg: 'no' },
      });
      const run = await reset(simulator);
      expect(run.outputs['not_sent_count']).toBe('3');
      expect(annotationsOf(run, 'error').join()).toContain(advice);
      expect(resetsOf(simulator)).toBe(0);
    });
  });

  it('is not read where no request is sent to ECS', async () => {
    await withStore(async (simulator) => {
      const run = await reset(simulator, { api: 'v1', dry_run: 'true' });
      expect(run.exitCode).toBe(0);
      expect(simulator.requests).toEqual([]);
    });
  });
});

describe('the second look', () => {
  it('stops the run before the first call when another run has taken the stage', async () => {
    await withStore(async (simulator) => {
      simulator.script({
        match: ({ path }) => {
          // The other run comes after the value is read.
          if (path.endsWith('/versions/v2')) {
            setTimeout(() => simulator.csms.store(SECRET_NAME, 'Other=Value-33', ['pending']), 0);
          }
          return false;
        },
      });
      simulator.script({
        match: ({ path }) => path.endsWith('/versions/v2'),
        apply: 'before',
        delayMs: 200,
      });
      const run = await reset(simulator, { password_secret: 'fleet-root@v2' });
      expect(run.outputs['not_sent_count']).toBe('3');
      expect(messageOf(run)).toContain('fleet-root@v2 lost its stage pending');
      expect(resetsOf(simulator)).toBe(0);
    });
  });

  it('accepts a version that is promoted meanwhile', async () => {
    await withStore(async (simulator) => {
      simulator.script({
        match: ({ path }) => path.endsWith('/stages/pending'),
        status: 400,
        body: { error_code: 'CSMS.0005', error_msg: 'no such stage' },
      });
      simulator.script({
        match: ({ path }) => path.endsWith('/stages/SYSCURRENT'),
        body: { stage: { name: 'SYSCURRENT', version_id: 'v2' } },
      });
      const run = await reset(simulator, { password_secret: 'fleet-root@v2' });
      expect(run.exitCode).toBe(0);
    });
  });

  it('comes again before a late round, which is not sent when the stage has moved', async () => {
    await withStore(
      async (simulator) => {
        simulator.script({
          match: ({ path }) => {
            const isReset = path.endsWith('/os-reset-passwords');
            if (isReset) simulator.csms.store(SECRET_NAME, 'Other=Value-33', ['pending']);
            return false;
          },
        });
        const run = await reset(simulator, { wait_for_servers: '120' }, QUICK);
        expect(resetsOf(simulator)).toBe(2);
        expect(run.outputs).toMatchObject({ accepted_count: '2', failed_count: '1' });
        expect(reportOf(run).servers[2]).toMatchObject({ outcome: 'failed', code: 'Ecs.0603' });
        expect(annotationsOf(run, 'warning').join()).toContain('lost its stage pending');
      },
      { servers: [{}, {}, { busy: 1 }] },
    );
  });
});

describe('a pending version that the service refuses as too weak', () => {
  const WEAK = {
    match: ({ path }: { path: string }) => path.endsWith('/os-reset-passwords'),
    status: 400,
    body: { error: { code: 'Ecs.0011', message: 'weak' } },
  };
  const ABANDON =
    'If no run has ever had a server accepted with this version, use `mode: abandon`. Otherwise keep it';

  it('may be abandoned while no server has accepted it', async () => {
    await withStore(async (simulator) => {
      simulator.script({ ...WEAK, forever: true });
      const run = await reset(simulator, { batch_size: '1', concurrency: '1' });
      expect(run.exitCode).toBe(1);
      expect(run.outputs).toMatchObject({ failed_count: '1', not_sent_count: '2' });
      for (const message of annotationsOf(run, 'error').slice(0, 2)) {
        expect(message).toContain(ABANDON);
      }
    });
  });

  it('is kept when a server of this run has accepted it', async () => {
    await withStore(async (simulator) => {
      let calls = 0;
      simulator.script({
        ...WEAK,
        match: (request) => WEAK.match(request) && (calls += 1) > 1,
        forever: true,
      });
      const run = await reset(simulator, { batch_size: '1', concurrency: '1' });
      expect(run.outputs).toMatchObject({ accepted_count: '1', failed_count: '1' });
      expect(run.stdout).not.toContain('abandon');
      expect(run.summary).not.toContain('abandon');
      expect(annotationsOf(run, 'error').join()).toContain('Keep fleet-root@v2');
    });
  });
});

describe('inputs', () => {
  it.each<[Inputs, string]>([
    [{ password_secret: 'fleet-root' }, 'password_secret is not the name of a secret with'],
    [{ password_secret: 'a@b@c' }, 'password_secret is not the name of a secret with'],
    [{ password_secret: 'fleet-root@latest' }, 'password_secret names the version latest'],
    [{ password: NEW_PASSWORD }, 'password is given together with password_secret'],
    [{ csms_endpoint: undefined }, 'csms_endpoint is empty'],
  ])('%j are refused before the first request', async (inputs, message) => {
    await withStore(async (simulator) => {
      const run = await runAction(inputsWith(simulator, inputs));
      expect(run.exitCode).toBe(1);
      expect(simulator.requests).toEqual([]);
      expect(annotationsOf(run, 'error').join()).toContain(message);
    });
  });
});
