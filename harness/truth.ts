import { expect } from '@jest/globals';
import type { Simulator } from '../simulator/simulator.ts';
import type { ActionRun } from './action.ts';
import { reportOf } from './invariants.ts';

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
