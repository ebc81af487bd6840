import assert from 'node:assert/strict';
import type { Fault } from '../../../simulator/simulator.ts';
import type { Outside } from '../act.ts';
import {
  currentPassword,
  expectRotated,
  fleet,
  nextRunInputs,
  pendingPassword,
  reportsIn,
} from '../rotations.ts';
import {
  expectJobs,
  expectNow,
  expectUntouched,
  fastTime,
  KNOWN_HOSTS,
  list,
  OLD,
  SECRET,
  waves,
} from '../scene.ts';
import type { Case, Given, Play } from '../scene.ts';
import { idToken, signInVariables } from './sign-in.ts';

interface Rotation {
  readonly event?: Outside['event'];
  readonly inputs?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly faults?: (ids: readonly string[]) => Fault[];
}

function rotation({ event = 'schedule', faults, inputs, variables }: Rotation = {}): Given {
  return (simulator, ssh) => {
    simulator.script(...(faults?.(simulator.serverIds) ?? []));
    const { agencyUrn, endpoint, projectId } = simulator;
    return {
      event,
      ...(inputs !== undefined && { payload: { inputs } }),
      variables: {
        ...signInVariables(simulator),
        PROJECT_ID: projectId,
        CSMS_ENDPOINT: endpoint,
        CHECK_AGENCY: agencyUrn,
        RESET_AGENCY: agencyUrn,
        RESTART_AGENCY: agencyUrn,
        RESTART_WAVES: '1,100%',
        RESTART_PAUSE: '2',
        VERIFY_SETTLE: '2',
        VERIFY_PORT: String(ssh[0]?.port),
        ...variables,
      },
      environment: { ...idToken(simulator), ...fastTime(2) },
      files: {
        ...list(simulator),
        [KNOWN_HOSTS]: ssh.map(({ knownHosts }) => knownHosts).join(''),
      },
    };
  };
}

/** The workflow, started by hand with these inputs. */
function byHand(inputs: Readonly<Record<string, string>>): Given {
  return rotation({ event: 'workflow_dispatch', inputs });
}

/** The service refuses this server so many times, also as a part of a batch. */
function locked(id: string | undefined, times: number): Fault {
  return {
    match: ({ path, serverIds }) =>
      path.endsWith('os-reset-passwords') && id !== undefined && serverIds.includes(id),
    times,
    status: 400,
    body: { error: { code: 'Ecs.0605', message: 'The ECS is locked.' } },
  };
}

const GREEN = {
  select: 'success',
  reset: 'success',
  restart: 'success',
  verify: 'success',
  finish: 'success',
};

/** The first run leaves one of four servers. The run that its summary proposes takes this one alone. */
async function expectResumed(
  play: Play,
  options: Parameters<Play>[0],
  first: { readonly given: Given; readonly jobs: Readonly<Record<string, string>> },
  fix: (simulator: Awaited<ReturnType<Play>>['simulator'], left: string) => void,
): Promise<void> {
  const { again, run, simulator } = await play(options, first.given);
  const [, , left = ''] = simulator.serverIds;
  expectJobs(run, first.jobs);
  const pending = pendingPassword(simulator);
  assert.equal(currentPassword(simulator), OLD);
  const inputs = nextRunInputs(run);
  assert.deepEqual(inputs, { server_ids: left, complete: 'true' });
  assert.match(run.log, /1 of 4 servers still needs you/);

  fix(simulator, left);
  const wavesBefore = waves(simulator).length;
  const resumed = await again(byHand(inputs));
  expectJobs(resumed, GREEN);
  assert.equal(resumed.outputs['prepare']?.['resumed'], 'true');
  assert.deepEqual(waves(simulator).slice(wavesBefore), [[left]]);
  expectRotated(simulator);
  assert.equal(currentPassword(simulator), pending);
}

export const ROTATION: readonly Case[] = [
  {
    title: 'gives a fleet its new password, and then has nothing to do',
    check: async (play) => {
      const { again, run, simulator, ssh } = await play(fleet([{}, {}, {}, {}]), rotation());
      expectJobs(run, GREEN);
      expectRotated(simulator);
      const [first, ...others] = simulator.serverIds;
      assert.deepEqual(waves(simulator), [[first], others]);
      // One login for each server, after a question for the methods.
      assert.deepEqual(
        ssh.map(({ passwords }) => passwords),
        simulator.serverIds.map(() => [currentPassword(simulator)]),
      );
      assert.deepEqual(reportsIn(run), [
        'password prepare',
        'password prepare',
        'password promote',
        'report',
        'reset',
        'restart',
        'select',
        'verify',
      ]);
      assert.match(run.log, /Done: 4 servers/);

      const second = await again(rotation());
      expectJobs(second, { select: 'success', finish: 'success' });
      assert.match(second.log, /Nothing to do: no new password is due/);
      assert.equal(waves(simulator).length, 2);
    },
  },
  {
    title: 'changes nothing when a server is locked before the reset',
    check: async (play) => {
      const options = fleet([{}, { locked: true }]);
      const { run, simulator } = await play(options, rotation());
      expectJobs(run, { select: 'failure', finish: 'failure' });
      expectUntouched(simulator);
      assert.equal(simulator.csms.versions(SECRET).length, 1);
      // The same run again, without a list: nothing is half done.
      assert.deepEqual(nextRunInputs(run), {});
    },
  },
  {
    title: 'goes on without a server that was locked meanwhile, and finishes in a second run',
    check: async (play) => {
      const given = rotation({ faults: ([, , third]) => [locked(third, 3)] });
      const jobs = { ...GREEN, reset: 'failure', finish: 'failure' };
      await expectResumed(play, fleet([{}, {}, {}, {}]), { given, jobs }, () => undefined);
    },
  },
  {
    title: 'finishes in a second run after a restart failed',
    check: async (play) => {
      const options = fleet([{}, {}, { onRestart: 'fails' }, {}]);
      const jobs = { ...GREEN, restart: 'failure', finish: 'failure' };
      await expectResumed(play, options, { given: rotation(), jobs }, (simulator, left) => {
        simulator.changeServer(left, { onRestart: 'works' });
      });
    },
  },
  {
    title: 'stops before the next wave when a restart fails',
    check: async (play) => {
      const options = fleet([{ onRestart: 'fails' }, {}, {}]);
      const { run, simulator } = await play(options, rotation());
      expectJobs(run, {
        select: 'success',
        reset: 'success',
        restart: 'failure',
        finish: 'failure',
      });
      assert.deepEqual(waves(simulator), [[simulator.serverIds[0]]]);
      assert.deepEqual(nextRunInputs(run)['server_ids']?.split(','), simulator.serverIds);
      expectNow(simulator, [OLD, OLD, OLD]);
      assert.equal(currentPassword(simulator), OLD);
    },
  },
  {
    title: 'finishes in a second run after a server refused the login',
    check: async (play) => {
      const options = fleet([{}, {}, { guestFails: true }, {}]);
      const jobs = { ...GREEN, verify: 'failure', finish: 'failure' };
      await expectResumed(play, options, { given: rotation(), jobs }, (simulator, left) => {
        simulator.changeServer(left, { guestFails: false });
      });
    },
  },
  {
    title: 'promotes nothing after a trial on one server, and gives the others the same password',
    check: async (play) => {
      const { again, run, simulator } = await play(fleet([{}, {}, {}]), (running, ssh) =>
        byHand({ server_ids: running.serverIds[1] ?? '' })(running, ssh),
      );
      expectJobs(run, { ...GREEN, finish: 'failure' });
      assert.match(run.log, /The new password is not promoted/);
      const pending = pendingPassword(simulator);
      expectNow(simulator, [OLD, pending, OLD]);
      assert.equal(currentPassword(simulator), OLD);
      const [, trial] = simulator.serverIds;
      assert.deepEqual(nextRunInputs(run), { server_ids: trial, complete: 'true' });

      expectJobs(await again(rotation()), GREEN);
      expectRotated(simulator);
      assert.equal(currentPassword(simulator), pending);
    },
  },
  {
    title: 'leaves stopped servers stopped, and promotes without a login',
    check: async (play) => {
      const { run, simulator } = await play(fleet([{ state: 'stopped' }]), rotation());
      expectJobs(run, {
        select: 'success',
        reset: 'success',
        restart: 'success',
        finish: 'success',
      });
      assert.deepEqual(waves(simulator), []);
      const [id = ''] = simulator.serverIds;
      assert.equal(simulator.passwordAfterRestart(id), currentPassword(simulator));
    },
  },
  {
    title: 'changes nothing in a dry run',
    check: async (play) => {
      const { run, simulator } = await play(fleet([{}, {}]), byHand({ dry_run: 'true' }));
      expectJobs(run, {
        select: 'success',
        reset: 'success',
        restart: 'success',
        finish: 'success',
      });
      expectUntouched(simulator);
      assert.equal(simulator.csms.versions(SECRET).length, 1);
      assert.deepEqual(waves(simulator), []);
      assert.match(run.log, /Dry run: 2 servers passed the check/);
    },
  },
];
