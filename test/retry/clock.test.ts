import { describe, expect, it } from '@jest/globals';
import { systemClock } from '../../src/retry/clock.ts';

describe('systemClock', () => {
  it('tells the time', () => {
    const before = Date.now();
    expect(systemClock.now()).toBeGreaterThanOrEqual(before);
    expect(systemClock.now()).toBeLessThanOrEqual(Date.now());
  });

  it('sleeps at least as long as asked', async () => {
    const before = performance.now();
    await systemClock.sleep(20, new AbortController().signal);
    // Timers of Node may ring up to a millisecond early.
    expect(performance.now() - before).toBeGreaterThanOrEqual(19);
  });

  it('wakes up at once when aborted, without an error', async () => {
    const control = new AbortController();
    const sleep = systemClock.sleep(3_600_000, control.signal);
    control.abort();
    await expect(sleep).resolves.toBeUndefined();
    await expect(systemClock.sleep(3_600_000, control.signal)).resolves.toBeUndefined();
  });

  it('hides no other error', async () => {
    const signal = 'no signal' as unknown as AbortSignal;
    await expect(systemClock.sleep(1, signal)).rejects.toThrow('signal');
  });
});
