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
  ])('try %i: anything below %i ms', (attempt, cap) => {
    expect(backoffMs({}, attempt, () => 0)).toBe(0);
    expect(backoffMs({}, attempt, () => 0.5)).toBe(cap / 2);
    expect(backoffMs({}, attempt, () => 1)).toBe(cap);
  });

  it('what the service asks for is never shortened, and spread over a second', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(600_000), fc.integer({ min: 1, max: 21 }), random, (ms, attempt, part) => {
        const waited = backoffMs({ minDelayMs: ms }, attempt, () => part);
        expect(waited).toBeGreaterThanOrEqual(ms);
        expect(waited).toBeLessThanOrEqual(ms + 1_000);
      }),
    );
    expect(backoffMs({ minDelayMs: 0 }, 9, () => 0)).toBe(0);
    expect(backoffMs({ minDelayMs: 60_000, throttled: true }, 9, () => 0.25)).toBe(60_250);
  });
});
