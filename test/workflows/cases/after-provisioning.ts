import assert from 'node:assert/strict';
import type { ServerSpec } from '../../../simulator/simulator.ts';
import {
  expectJobs,
  expectNow,
  fastTime,
  keys,
  NEW,
  OLD,
  output,
  SECRET,
  waves,
} from '../scene.ts';
import type { Case, Given, SceneOptions } from '../scene.ts';

/** A server that Terraform created a minute ago, with a password that nobody knows. */
const CREATED: ServerSpec = { password: OLD, created: new Date(Date.now() - 60_000) };

/** The password of the fleet is in the store. */
function project(servers: readonly ServerSpec[]): SceneOptions {
  return { servers, ssh: true, secrets: [{ name: SECRET, value: NEW }] };
}

function provisioned(output: (ids: readonly string[]) => unknown): Given {
  return (simulator, ssh) => ({
    event: 'workflow_dispatch',
    secrets: keys(simulator),
    variables: {
      ECS_ENDPOINT: simulator.endpoint,
      CSMS_ENDPOINT: simulator.endpoint,
      PROJECT_ID: simulator.projectId,
      VERIFY_PORT: String(ssh[0]?.port),
    },
    environment: fastTime(4),
    files: { 'infrastructure/main.tf': '' },
    stubFiles: { 'terraform-output.json': JSON.stringify(output(simulator.serverIds)) },
  });
}

export const AFTER_PROVISIONING: readonly Case[] = [
  {
    title:
      'waits for new servers, gives them the password of the fleet, and leaves older ones alone',
    check: async (play) => {
      const later = [{ atRead: 2, change: { status: 'ACTIVE' } }];
      const options = project([
        CREATED,
        { ...CREATED, status: 'BUILD', later },
        { password: 'An-older-server-1' },
      ]);
      const { run, simulator, ssh } = await play(
        options,
        provisioned((ids) => ids),
      );
      expectJobs(run, { provision: 'success' });
      expectNow(simulator, [NEW, NEW, 'An-older-server-1']);
      assert.deepEqual(waves(simulator), [simulator.serverIds.slice(0, 2)]);
      assert.deepEqual(
        ssh.map(({ passwords }) => passwords),
        [[NEW], [NEW], []],
      );
      assert.match(run.log, /Done: 2 servers/);
      assert.deepEqual(
        run.calls.map((call) => call.split(' ').slice(0, 2).join(' ')),
        ['terraform init', 'terraform apply', 'terraform output'],
      );
    },
  },
  {
    title: 'goes on without a server of a map that refuses the reset, and is red',
    check: async (play) => {
      const given = provisioned((ids) => ({ web: ids[0], db: ids[1] }));
      const { run, simulator } = await play(project([CREATED, CREATED]), (running, ssh) => {
        const [, db = ''] = running.serverIds;
        running.script({
          match: ({ path, serverIds }) =>
            path.endsWith('os-reset-passwords') && serverIds.includes(db),
          times: 2,
          status: 400,
          body: { error: { code: 'Ecs.0605', message: 'The ECS is locked.' } },
        });
        return given(running, ssh);
      });
      const [web, db] = simulator.serverIds;
      expectJobs(run, { provision: 'failure' });
      expectNow(simulator, [NEW, OLD]);
      assert.deepEqual(waves(simulator), [[web]]);
      assert.deepEqual(output(run, 'report', 'remaining_server_ids'), [db]);
    },
  },
  {
    title: 'resets nothing when there is no new server',
    check: async (play) => {
      const { run, simulator } = await play(
        project([{ password: OLD }]),
        provisioned((ids) => ids),
      );
      expectJobs(run, { provision: 'failure' });
      assert.match(run.log, /0 of 0 servers are ready/);
      assert.deepEqual(waves(simulator), []);
    },
  },
  {
    title: 'masks a password with two colons, which act would print without a property',
    check: async (play) => {
      const password = 'Fresh::since::2026';
      const secrets = [{ name: SECRET, value: password }];
      const { run, simulator } = await play(
        { ...project([CREATED]), secrets },
        provisioned((ids) => ids),
      );
      expectJobs(run, { provision: 'success' });
      expectNow(simulator, [password]);
      assert.ok(!run.log.includes('Fresh'), run.log);
    },
  },
];
