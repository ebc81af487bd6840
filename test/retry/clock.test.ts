import { describe, expect, it } from '@jest/globals';
import { systemClock } from '../../src/retry/clock.ts';

describe('systemClock', () => {
  it('returns the current time', () => {
    const before = Date.now();
    expect(systemClock.now()).toBeGreaterThanOrEqual(before);
    expect(systemClock.now()).toBeLessThanOrEqual(Date.now());
  });

  it('sleeps at least as long as requested', async () => {
    const before = performance.now();
    await systemClock.sleep(20, new AbortController().signal);
    // Timers of Node may fire up to a millisecond early.
    expect(performance.now() - before).toBeGreaterThanOrEqual(19);
  });

  it('wakes up at once when the signal is aborted, without an error', async () => {
    const controller = new AbortController();
    const sleep = systemClock.sleep(3_600_000, controller.signal);
    controller.abort();
    await expect(sleep).resolves.toBeUndefined();
    await expect(systemClock.sleep(3_600_000, controller.signal)).resolves.toBeUndefined();
  });

  it('passes on any other error', async () => {
    const signal = 'not a signal' as unknown as AbortSignal;
    await expect(systemClock.sleep(1, signal)).rejects.toThrow('signal');
  });
});
