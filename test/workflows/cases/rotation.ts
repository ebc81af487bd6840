import assert from 'node:assert/strict';
import type { Fault, SimulatorOptions } from '../../../simulator/simulator.ts';
import type { Outside, WorkflowRun } from '../act.ts';
import {
  expectAfterRestart,
  expectJobs,
  expectNow,
  expectUntouched,
  keys,
  list,
  NEW,
  OLD,
  output,
  restarted,
  servers,
  waves,
} from '../scene.ts';
import type { Case, Given, Play } from '../scene.ts';

const FIRST_TRY = 'Reset the fleet';
const WAIT = 'Wait ten minutes before the second attempt';
const FOLLOW_UPS = ['Try the remaining servers again', 'Reset the unknown servers again'];

interface Rotation {
  readonly event?: Outside['event'];
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly faults?: (ids: readonly string[]) => Fault[];
  /** The password is in the store under this name, instead of the environment's secret. */
  readonly store?: string;
  /** The content of the store. */
  readonly stored?: string;
  readonly jobStatus?: string;
}

function rotation(options: Rotation = {}): Given {
  const {
    event = 'schedule',
    faults,
    inputs,
    jobStatus = 'SUCCESS',
    store,
    stored = NEW,
  } = options;
  return (simulator) => {
    simulator.script(...(faults?.(simulator.serverIds) ?? []));
    return {
      event,
      ...(inputs !== undefined && { payload: { inputs } }),
      secrets: { ...keys(simulator), ...(store === undefined && { ECS_PASSWORD: NEW }) },
      variables: {
        ECS_ENDPOINT: simulator.endpoint,
        PROJECT_ID: simulator.projectId,
        ...(store !== undefined && { CSMS_SECRET_NAME: store }),
      },
      files: list(simulator),
      stubFiles: {
        'job-status': jobStatus,
        ...(store !== undefined && { [`store/${store}`]: stored }),
      },
    };
  };
}

/** The reset happens, but a proxy in between answers with its own redirect. */
function lostAnswer(id: string | undefined): Fault {
  const match: Fault['match'] = ({ serverIds }) => serverIds.length === 1 && serverIds[0] === id;
  return { match, apply: 'before', redirect: 'https://proxy.example/' };
}

function ran(run: WorkflowRun, names: readonly string[]): string[] {
  return names.filter((name) => name in run.steps);
}

export const ROTATION: readonly Case[] = [
  {
    title: 'restarts all in waves and skips every follow-up when nothing is left',
    check: async (play) => {
      const options = { servers: servers(12) };
      const { run, simulator } = await play(options, rotation());
      expectJobs(run, { rotate: 'success', restart: 'success' });
      assert.deepEqual(
        ran(run, [WAIT, ...FOLLOW_UPS, 'Read the new password from the secret store']),
        [],
      );
      assert.deepEqual(waves(run), [
        simulator.serverIds.slice(0, 10),
        simulator.serverIds.slice(10),
      ]);
      expectNow(simulator, Array<string>(12).fill(NEW));
      assert.equal(run.artifacts.length, 1);
      const wave = [
        'hcloud ECS BatchRebootServers',
        'hcloud ECS ShowJob',
        'sleep 10',
        'hcloud ECS ShowJob',
      ];
      assert.deepEqual(run.calls, ['hcloud configure set', ...wave, ...wave]);
    },
  },
  {
    title:
      'tries again what remained and what was unknown, after ten minutes, by the same password',
    check: async (play) => {
      // Locked for the first attempt alone: as part of the whole batch, of a half of it, and by itself.
      const locked = (id: string | undefined): Fault => ({
        match: ({ serverIds }) => id !== undefined && serverIds.includes(id),
        times: 3,
        status: 400,
        body: { error: { code: 'Ecs.0605', message: 'The ECS is locked.' } },
      });
      const given = rotation({ faults: ([, , third, last]) => [locked(third), lostAnswer(last)] });
      const { run, simulator } = await play({ servers: servers(4) }, given);
      const [first, second, third, last] = simulator.serverIds;
      expectJobs(run, { rotate: 'success', restart: 'success' });
      assert.deepEqual(output(run, 'reset', 'accepted_server_ids'), [first, second]);
      assert.deepEqual(output(run, 'reset', 'remaining_server_ids'), [third]);
      assert.deepEqual(output(run, 'reset', 'unknown_server_ids'), [last]);
      assert.deepEqual(output(run, 'remaining', 'accepted_server_ids'), [third]);
      assert.deepEqual(output(run, 'unknown', 'accepted_server_ids'), [last]);
      assert.deepEqual(ran(run, [WAIT, ...FOLLOW_UPS]), [WAIT, ...FOLLOW_UPS]);
      assert.equal(run.calls[0], 'sleep 600');
      assert.deepEqual(restarted(run), [first, second, third, last]);
      expectNow(simulator, [NEW, NEW, NEW, NEW]);
      assert.equal(run.artifacts.length, 3);
    },
  },
  {
    title: 'stays red for a server that is still locked, and restarts the others',
    check: async (play) => {
      const options: SimulatorOptions = {
        servers: [...servers(1), { password: OLD, locked: true }, ...servers(1)],
        partialFailure: 'code-only',
      };
      const { run, simulator } = await play(options, rotation());
      const [first, locked, last] = simulator.serverIds;
      expectJobs(run, { rotate: 'failure', restart: 'success' });
      assert.deepEqual(output(run, 'remaining', 'remaining_server_ids'), [locked]);
      assert.deepEqual(ran(run, FOLLOW_UPS), ['Try the remaining servers again']);
      assert.deepEqual(restarted(run), [first, last]);
      expectNow(simulator, [NEW, OLD, NEW]);
      assert.match(run.log, /2 of 3 servers accepted the new password\./);
    },
  },
  {
    title: 'takes the password from the secret store',
    check: async (play) => {
      const given = rotation({ store: 'fleet-password' });
      const { run, simulator } = await play({ servers: servers(2) }, given);
      expectJobs(run, { rotate: 'success', restart: 'success' });
      assert.equal(run.outputs['store']?.['password'], NEW);
      assert.deepEqual(run.masks['store'], [NEW]);
      expectNow(simulator, [NEW, NEW]);
    },
  },
  {
    title: 'resets nothing when the secret store fails',
    check: async (play) => {
      const given = rotation({ store: 'fleet-password' });
      const { run, simulator } = await play({ servers: 2 }, (running) => ({
        ...given(running),
        stubFiles: {},
      }));
      expectJobs(run, { rotate: 'failure' });
      assert.deepEqual(ran(run, [FIRST_TRY, 'Keep the reports']), []);
      expectUntouched(simulator);
    },
  },
  ...[
    ['of several lines', `First-Line-2026\n${NEW}`],
    ['with the line end of Windows', `${NEW}\r\n`],
    ['with a blank', `${NEW} ${NEW}`],
    ['that is empty', '\n'],
  ].map(([what = '', stored = '']) => ({
    title: `prints and uses nothing of a secret ${what}`,
    check: async (play: Play): Promise<void> => {
      const given = rotation({ store: 'fleet-password', stored });
      const { run, simulator } = await play({ servers: 2 }, given);
      expectJobs(run, { rotate: 'failure' });
      assert.match(run.log, /The secret is not one line of printable characters\./);
      assert.doesNotMatch(run.log, /First-Line/);
      assert.equal(run.outputs['store'], undefined);
      assert.deepEqual(ran(run, [FIRST_TRY]), []);
      expectUntouched(simulator);
    },
  })),
  {
    title: 'does not go on to the next wave when a restart fails',
    check: async (play) => {
      const given = rotation({ jobStatus: 'FAIL' });
      const { run, simulator } = await play({ servers: servers(11) }, given);
      expectJobs(run, { rotate: 'success', restart: 'failure' });
      assert.deepEqual(waves(run), [simulator.serverIds.slice(0, 10)]);
    },
  },
  {
    title: 'is red when the fleet is too large for outputs',
    check: async (play) => {
      const { run, simulator } = await play({ servers: servers(4000) }, rotation());
      expectJobs(run, { rotate: 'failure' });
      assert.equal(run.outputs['reset']?.['outputs_truncated'], 'results');
      assert.equal(run.outputs['reset']['accepted_count'], '4000');
      expectAfterRestart(simulator, Array<string>(4000).fill(NEW));
    },
  },
  {
    title: 'resets only the servers that are named, when it is started by hand',
    check: async (play) => {
      const { run, simulator } = await play({ servers: servers(2) }, (running) =>
        rotation({
          event: 'workflow_dispatch',
          inputs: { server_ids: running.serverIds[1], dry_run: 'false' },
        })(running),
      );
      expectJobs(run, { rotate: 'success', restart: 'success' });
      expectNow(simulator, [OLD, NEW]);
    },
  },
  {
    title: 'changes and restarts nothing in a dry run, and does not wait',
    check: async (play) => {
      const given = rotation({
        event: 'workflow_dispatch',
        inputs: { dry_run: 'true' },
        faults: ([, , last]) => [lostAnswer(last)],
      });
      const options: SimulatorOptions = {
        servers: [{}, { locked: true }, {}],
        partialFailure: 'code-only',
      };
      const { run, simulator } = await play(options, given);
      expectJobs(run, { rotate: 'failure' });
      assert.equal(run.outputs['remaining']?.['dry_run'], 'true');
      assert.equal(run.outputs['unknown']?.['dry_run'], 'true');
      assert.deepEqual(ran(run, [WAIT]), []);
      expectUntouched(simulator);
    },
  },
];
