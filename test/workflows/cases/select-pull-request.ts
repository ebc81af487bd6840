import assert from 'node:assert/strict';
import { expectJobs, expectUntouched, list, LIST } from '../scene.ts';
import type { Case, Given, Play } from '../scene.ts';
import { DEPENDABOT, FORK, OWN, payloadOf } from '../pull-requests.ts';
import type { PullRequest } from '../pull-requests.ts';

const TAG = 'password-rotation=enabled';

function opened(pullRequest: PullRequest, files?: Readonly<Record<string, string>>): Given {
  return (simulator) => ({
    event: 'pull_request',
    payload: payloadOf(pullRequest),
    variables: { PROJECT_ID: simulator.projectId, ECS_ENDPOINT: simulator.endpoint },
    // GitHub gives secrets to no other pull request.
    secrets:
      pullRequest === OWN
        ? { READ_ACCESS_KEY: simulator.accessKey, READ_SECRET_KEY: simulator.secretKey }
        : {},
    files: files ?? list(simulator),
  });
}

export const SELECT_PULL_REQUEST: readonly Case[] = [
  {
    title:
      'checks that the list and the tags agree, and the inputs of the reset without credentials',
    check: async (play) => {
      const servers = [{ tags: [TAG] }, { tags: [TAG], name: 'web-02' }];
      const { run, simulator } = await play({ servers }, opened(OWN));
      expectJobs(run, { check: 'success' });
      assert.equal(run.outputs['select']?.['ready_count'], '2', run.log);
      assert.match(run.log, /No request was sent: there are no credentials/);
      assert.deepEqual(
        simulator.requests.filter(({ method }) => method !== 'GET'),
        [],
      );
      expectUntouched(simulator);
    },
  },
  {
    title: 'is red when a server has the tag and is not in the list',
    check: async (play) => {
      const servers = [{ tags: [TAG] }, { tags: [TAG], name: 'new-one' }];
      const { run, simulator } = await play({ servers }, (running, ssh) => ({
        ...opened(OWN)(running, ssh),
        files: { [LIST]: `${running.serverIds[0] ?? ''}\n` },
      }));
      expectJobs(run, { check: 'failure' });
      assert.match(run.log, /Selected, but not in expected_server_ids_file:\s+new-one/);
      expectUntouched(simulator);
    },
  },
  {
    title: 'is red for a server that is locked',
    check: async (play) => {
      const servers = [{ tags: [TAG] }, { tags: [TAG], locked: true }];
      const { run } = await play({ servers }, opened(OWN));
      expectJobs(run, { check: 'failure' });
      assert.match(run.log, /The server is locked/);
    },
  },
  ...[FORK, DEPENDABOT].map((pullRequest) => ({
    title: `sends nothing and skips the second step for ${pullRequest.author}`,
    check: async (play: Play) => {
      const { run, simulator } = await play({ servers: [{ tags: [TAG] }] }, opened(pullRequest));
      expectJobs(run, { check: 'success' });
      assert.match(run.log, /No request was sent: there are no credentials/);
      assert.equal(run.outputs['select']?.['ready_count'], '0');
      assert.deepEqual(simulator.requests, []);
    },
  })),
];
