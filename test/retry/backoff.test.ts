import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backoffMs } from '../../src/retry/backoff.ts';

describe('backoffMs', () => {
  it.each([
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [5, 16_000],
    [6, 30_000],
    [7, 30_000],
    [2_000, 30_000],
  ])('after attempt %i: 0 to %i ms', (attempt, cap) => {
    expect(backoffMs(undefined, attempt, () => 0)).toBe(0);
    expect(backoffMs(undefined, attempt, () => 0.5)).toBe(cap / 2);
    expect(backoffMs(undefined, attempt, () => 1)).toBe(cap);
  });

  it('never shortens a minimum delay, and adds at most a second to it', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(
        fc.nat(600_000),
        fc.integer({ min: 1, max: 21 }),
        random,
        (ms, attempt, fraction) => {
          const waitMs = backoffMs(ms, attempt, () => fraction);
          expect(waitMs).toBeGreaterThanOrEqual(ms);
          expect(waitMs).toBeLessThanOrEqual(ms + 1_000);
        },
      ),
    );
    expect(backoffMs(0, 9, () => 0)).toBe(0);
    expect(backoffMs(60_000, 9, () => 0.25)).toBe(60_250);
  });
});
