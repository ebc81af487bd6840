/** What a sign-in that succeeds sends, and what it does to the servers. */
import { expect } from '@jest/globals';
import type { RecordedRequest, Simulator } from '../../simulator/simulator.ts';
import { listIn } from '../../harness/invariants.ts';
import { PASSWORD, PROJECT_ID } from '../../harness/scenario.ts';
import { isCall, withAuthPlaceholders } from '../../harness/sign-in.ts';
import type { Call, SignInRun } from '../../harness/sign-in.ts';

export const RESET_PATH = `/v1/${PROJECT_ID}/cloudservers/os-reset-passwords`;
export const ID_TOKEN_PATH = expect.stringMatching(/^\/idtoken\//);

export function logLinesOf({ run, simulator }: SignInRun): string[] {
  return withAuthPlaceholders(run.stdout, run, simulator).split('\n');
}

export function requestLinesOf(simulator: Simulator) {
  return simulator.requests.map(({ method, path, query, status }) => [method, path, query, status]);
}

export function requestsTo(simulator: Simulator, call: Call): RecordedRequest[] {
  return simulator.requests.filter(isCall(call));
}

export function expectReset({ run, simulator }: SignInRun): void {
  expect(run.exitCode).toBe(0);
  expect(listIn(run, 'accepted_server_ids')).toEqual(simulator.serverIds);
  for (const id of simulator.serverIds) expect(simulator.passwordAfterRestart(id)).toBe(PASSWORD);
}
