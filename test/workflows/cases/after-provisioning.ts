import assert from 'node:assert/strict';
import { expectAfterRestart, expectJobs, keys, NEW, OLD, output } from '../scene.ts';
import type { Case, Given } from '../scene.ts';

function provisioned(output: (ids: readonly string[]) => unknown): Given {
  return (simulator) => ({
    event: 'workflow_dispatch',
    secrets: { ...keys(simulator), ECS_PASSWORD: NEW },
    variables: { ECS_ENDPOINT: simulator.endpoint, PROJECT_ID: simulator.projectId },
    files: { 'infrastructure/main.tf': '' },
    stubFiles: { 'terraform-output.json': JSON.stringify(output(simulator.serverIds)) },
  });
}

export const AFTER_PROVISIONING: readonly Case[] = [
  {
    title: 'sets the password of the servers in a list from Terraform',
    check: async (play) => {
      const given = provisioned((ids) => ids);
      const { run, simulator } = await play({ servers: 3 }, given);
      expectJobs(run, { provision: 'success' });
      expectAfterRestart(simulator, [NEW, NEW, NEW]);
      assert.deepEqual(output(run, 'reset', 'accepted_server_ids'), simulator.serverIds);
      assert.match(run.log, new RegExp(`Restart these servers.*${simulator.serverIds[2]}`));
      assert.deepEqual(
        run.calls.map((call) => call.split(' ').slice(0, 2).join(' ')),
        ['terraform init', 'terraform apply', 'terraform output'],
      );
    },
  },
  {
    title: 'sets the password of the servers in a map from Terraform, as far as they can be reset',
    check: async (play) => {
      const given = provisioned((ids) => ({ web: ids[0], db: ids[1] }));
      const options = { servers: [{ password: OLD }, { password: OLD, plugin: false }] };
      const { run, simulator } = await play(options, given);
      expectJobs(run, { provision: 'failure' });
      expectAfterRestart(simulator, [NEW, OLD]);
      const [web, db] = simulator.serverIds;
      assert.deepEqual(output(run, 'reset', 'remaining_server_ids'), [db]);
      assert.deepEqual(output(run, 'reset', 'restart_required_server_ids'), [web]);
      assert.equal(run.steps['Tell which servers wait for a restart'], 'success');
    },
  },
];
