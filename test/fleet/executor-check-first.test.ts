/** The check before each attempt, which ends a run whose password is no longer the right one. */
import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '../../harness/virtual-clock.ts';
import type { Reason } from '../../src/fleet/outcome.ts';
import {
  accepted,
  lost,
  reason,
  refused,
  runScript,
  sendTimes,
  serverIds,
} from './scripted-execution.ts';

const CHANGED = reason('changed');

/** A check that passes this many times. */
function passing(times: number): {
  readonly check: () => Promise<Reason | undefined>;
  count: number;
} {
  const state = {
    count: 0,
    check: () => {
      state.count += 1;
      return Promise.resolve(state.count > times ? CHANGED : undefined);
    },
  };
  return state;
}

describe('the check before an attempt', () => {
  it('runs before each call, and ends the run when it does not pass', async () => {
    const checks = passing(2);
    const run = await runScript(
      { ids: serverIds(4), batchSize: 1, concurrency: 1, checkFirst: checks.check },
      (ids) => accepted(ids),
    );
    expect(run.calls.map(({ ids }) => ids)).toEqual([['s1'], ['s2']]);
    expect(run.outcomes).toEqual({
      s1: 'accepted',
      s2: 'accepted',
      s3: 'not_sent never',
      s4: 'not_sent never',
    });
    expect(run.refusedBy).toEqual(CHANGED);
    // Nothing is checked once the run has ended.
    expect(checks.count).toBe(3);
  });

  it('runs before a further attempt too, and the server keeps its outcome', async () => {
    const run = await runScript({ ids: ['s1'], checkFirst: passing(1).check }, () => lost);
    expect(run.calls).toHaveLength(1);
    expect(run.outcomes).toEqual({ s1: 'unknown lost' });
  });

  it('runs before each part of a batch that is halved', async () => {
    const checks = passing(2);
    const run = await runScript(
      { ids: serverIds(4), concurrency: 1, checkFirst: checks.check },
      (ids) => (ids.length > 2 ? refused('many', 'batch') : accepted(ids)),
    );
    expect(run.calls.map(({ ids }) => ids.length)).toEqual([4, 2]);
    expect(Object.values(run.outcomes).filter((outcome) => outcome === 'accepted')).toHaveLength(2);
  });

  it('runs again after a pause that began during the check', async () => {
    const clock = new VirtualClock();
    let count = 0;
    const run = await runScript(
      {
        ids: serverIds(2),
        batchSize: 1,
        concurrency: 2,
        latencyMs: 100,
        clock,
        checkFirst: async () => {
          count += 1;
          // The check of the second server is still under way when the service limits the rate.
          if (count === 2) await clock.sleep(1_000, new AbortController().signal);
          return undefined;
        },
      },
      (ids, call) =>
        call === 1
          ? refused('429', 'call', { retry: { minDelayMs: 60_000, throttled: true } })
          : accepted(ids),
    );
    expect(sendTimes(run)).toEqual([0, 60_600, 60_600]);
    expect(run.outcomes).toEqual({ s1: 'accepted', s2: 'accepted' });
    expect(count).toBe(4);
  });
});
