import assert from 'node:assert/strict';
import { expectAfterRestart, expectJobs, expectUntouched, keys, list, NEW, OLD } from '../scene.ts';
import type { Case, Given, Play } from '../scene.ts';

function started(serverCount: string): Given {
  return (simulator) => ({
    event: 'workflow_dispatch',
    payload: { inputs: { server_count: serverCount } },
    secrets: { ...keys(simulator), ECS_PASSWORD: NEW },
    variables: { ECS_ENDPOINT: simulator.endpoint, PROJECT_ID: simulator.projectId },
    files: list(simulator),
  });
}

export const CONFIRMED_RESET: readonly Case[] = [
  {
    title: 'only checks without a number, and shows the number of servers',
    check: async (play) => {
      const { run, simulator } = await play({ servers: 3 }, started(''));
      expectJobs(run, { reset: 'success' });
      assert.match(run.log, /To reset 3 servers, run this workflow again with server_count 3\./);
      expectUntouched(simulator);
    },
  },
  {
    title: 'resets with the number of servers',
    check: async (play) => {
      const { run, simulator } = await play({ servers: 3 }, started('3'));
      expectJobs(run, { reset: 'success' });
      expectAfterRestart(simulator, [NEW, NEW, NEW]);
    },
  },
  ...['2', '03', 'yes', '3 '].map((serverCount) => ({
    title: `resets nothing with “${serverCount}” for three servers`,
    check: async (play: Play) => {
      const { run, simulator } = await play({ servers: 3 }, started(serverCount));
      expectJobs(run, { reset: 'failure' });
      assert.match(run.log, /The list has 3 servers, and server_count is another number/);
      expectUntouched(simulator);
    },
  })),
  {
    title: 'resets nothing if a server fails the check',
    check: async (play) => {
      const options = { servers: [{ password: OLD }, { deleted: true }] };
      const { run, simulator } = await play(options, started('2'));
      expectJobs(run, { reset: 'failure' });
      expectUntouched(simulator);
    },
  },
];
