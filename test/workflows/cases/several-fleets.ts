import assert from 'node:assert/strict';
import type { ServerSpec, Simulator } from '../../../simulator/simulator.ts';
import { currentPassword, nextRunInputs } from '../rotations.ts';
import { expectJobs, expectNow, expectUntouched, fastTime, OLD, waves } from '../scene.ts';
import type { Case, Given, SceneOptions } from '../scene.ts';
import { idToken } from './sign-in.ts';

const CREATED = new Date('2026-01-01T00:00:00Z');

function fleetsOf(north: number, south: readonly ServerSpec[]): SceneOptions {
  const northern: ServerSpec = { password: OLD, tags: ['fleet=north'] };
  return {
    servers: [
      ...Array<ServerSpec>(north).fill(northern),
      ...south.map((spec) => ({ password: OLD, tags: ['fleet=south'], ...spec })),
    ],
    secrets: ['north-root', 'south-root'].map((name) => ({ name, value: OLD, created: CREATED })),
  };
}

/** No SSH server runs here, so no login is tried. */
function started(inputs?: Readonly<Record<string, string>>): Given {
  return (simulator) => {
    const fleet = (name: string): object => ({
      region: 'cn-north-4',
      project_id: simulator.projectId,
      secret: `${name}-root`,
      provider: simulator.oidcProviderUrn,
      agency: simulator.agencyUrn,
      verify: false,
      endpoint: simulator.endpoint,
    });
    return {
      event: inputs === undefined ? 'schedule' : 'workflow_dispatch',
      ...(inputs !== undefined && { payload: { inputs } }),
      variables: { FLEETS: JSON.stringify({ north: fleet('north'), south: fleet('south') }) },
      environment: { ...idToken(simulator), ...fastTime(10) },
    };
  };
}

const GREEN = { select: 'success', reset: 'success', restart: 'success', finish: 'success' };

function expectPasswords(simulator: Simulator, passwords: Readonly<Record<string, number>>): void {
  const expected = Object.entries(passwords).flatMap(([one, count]) =>
    Array<string>(count).fill(one),
  );
  expectNow(simulator, expected);
}

export const SEVERAL_FLEETS: readonly Case[] = [
  {
    // Above 800 servers lists go through artifacts.
    title: 'rotates two fleets, one of them too large for lists in outputs',
    check: async (play) => {
      const { run, simulator } = await play(fleetsOf(850, [{}, {}]), started());
      expectJobs(run, GREEN);
      const [north, south] = ['north-root', 'south-root'].map((secret) =>
        currentPassword(simulator, secret),
      );
      assert.notEqual(north, south);
      expectPasswords(simulator, { [north ?? '']: 850, [south ?? '']: 2 });
      const lists = Object.keys(run.artifacts).filter((path) => /^\w+-servers-1\./.test(path));
      assert.deepEqual(lists.map((path) => path.split('-')[0]).sort(), [
        'accepted',
        'restarted',
        'selected',
      ]);
    },
  },
  {
    title: 'finishes one fleet in a second run',
    check: async (play) => {
      const options = fleetsOf(1, [{}, { onRestart: 'fails' }]);
      const { again, run, simulator } = await play(options, started());
      expectJobs(run, { ...GREEN, restart: 'failure', finish: 'failure' });
      const [first = '', , left = ''] = simulator.serverIds;
      const inputs = nextRunInputs(run);
      assert.deepEqual(inputs, { fleet: 'south', server_ids: left, complete: 'true' });
      assert.equal(simulator.passwordNow(first), currentPassword(simulator, 'north-root'));

      simulator.changeServer(left, { onRestart: 'works' });
      const second = await again(started(inputs));
      expectJobs(second, GREEN);
      assert.equal(simulator.passwordNow(left), currentPassword(simulator, 'south-root'));
      assert.notEqual(currentPassword(simulator, 'south-root'), OLD);
      assert.deepEqual(waves(simulator).at(-1), [left]);
    },
  },
  {
    title: 'changes nothing if the confirmed number of servers is another one',
    check: async (play) => {
      const given = started({ fleet: 'south', confirmation: '3' });
      const { run, simulator } = await play(fleetsOf(1, [{}, {}]), given);
      expectJobs(run, { select: 'failure', finish: 'failure' });
      expectUntouched(simulator);
    },
  },
];
