import assert from 'node:assert/strict';
import { expectJobs, expectUntouched, LIST, list } from '../scene.ts';
import type { Case, Given, Play } from '../scene.ts';
import { DEPENDABOT, FORK, OWN, payloadOf } from '../pull-requests.ts';
import type { PullRequest } from '../pull-requests.ts';
import { idToken, signInVariables } from './sign-in.ts';

function opened(pullRequest: PullRequest): Given {
  return (simulator) => ({
    event: 'pull_request',
    payload: payloadOf(pullRequest),
    variables: { ...signInVariables(simulator), PROJECT_ID: simulator.projectId },
    // GitHub gives an ID token to no other pull request.
    environment: pullRequest === OWN ? idToken(simulator) : {},
    files: list(simulator),
  });
}

export const CHECK_PULL_REQUEST: readonly Case[] = [
  {
    title: 'asks the service for an own branch, and changes nothing',
    check: async (play) => {
      const { run, simulator } = await play({ servers: 3 }, opened(OWN));
      expectJobs(run, { list: 'success', service: 'success' });
      assert.ok(simulator.requests.some(({ dryRun, status }) => dryRun && status === 200));
      expectUntouched(simulator);
    },
  },
  {
    title: 'is red for an own branch that adds a server which does not exist',
    check: async (play) => {
      const options = { servers: [{}, { deleted: true }] };
      const { run, simulator } = await play(options, opened(OWN));
      expectJobs(run, { list: 'success', service: 'failure' });
      expectUntouched(simulator);
    },
  },
  ...[FORK, DEPENDABOT].map((pullRequest) => ({
    title: `checks the list alone for ${pullRequest.author}`,
    check: async (play: Play) => {
      const { run, simulator } = await play({ servers: 3 }, opened(pullRequest));
      expectJobs(run, { list: 'success' });
      assert.match(run.log, /No request was sent: there are no credentials/);
      assert.deepEqual(simulator.requests, []);
    },
  })),
  {
    title: 'is red for a list with something that is not an ID',
    check: async (play) => {
      const { run } = await play({}, (simulator, ssh) => ({
        ...opened(FORK)(simulator, ssh),
        files: { [LIST]: 'web-1\n' },
      }));
      expectJobs(run, { list: 'failure' });
    },
  },
];
