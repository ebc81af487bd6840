import { expect } from '@jest/globals';
import type { Simulator } from '../simulator/simulator.ts';
import type { ActionRun } from './action.ts';
import { reportOf } from './invariants.ts';
import { serverReportOf } from './server-report.ts';

/** Checks that what is reported of logins is what the SSH servers saw: at most one password each. */
export function expectTruthfulLogins(run: ActionRun, { ssh }: Simulator, password: string): void {
  for (const { id, outcome } of serverReportOf(run).servers) {
    const passwords = ssh.has(id) ? ssh.of(id).passwords : [];
    const isSent = outcome === 'verified' || outcome === 'refused';
    expect(outcome === 'not_tried' ? passwords : []).toEqual([]);
    expect({ id, passwords }).toEqual({
      id,
      passwords: isSent || passwords.length > 0 ? [password] : [],
    });
  }
}

/** Checks that the report of a reset does not contradict the simulator. */
export function expectTruthfulReset(run: ActionRun, simulator: Simulator): void {
  const requested = new Set(simulator.requests.flatMap(({ serverIds }) => serverIds));
  for (const { id, outcome } of reportOf(run).servers) {
    const reset = simulator.wasReset(id);
    expect({ id, outcome, reset }).not.toEqual({ id, outcome: 'accepted', reset: false });
    expect({ id, outcome, reset }).not.toEqual({ id, outcome: 'failed', reset: true });
    expect(outcome === 'not_sent' && requested.has(id)).toBe(false);
  }
  // Every request for the same servers has the same bytes.
  const bodies = new Map<string, string>();
  for (const { rawBody, serverIds } of simulator.requests) {
    const key = serverIds.join();
    expect(rawBody).toBe(bodies.get(key) ?? rawBody);
    bodies.set(key, rawBody);
  }
}
