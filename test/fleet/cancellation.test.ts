import { describe, expect, it } from '@jest/globals';
import { INTERNAL_ERROR, watchLimits } from '../../src/fleet/cancellation.ts';
import { VirtualClock } from '../../harness/virtual-clock.ts';

const never = new AbortController().signal;

function watch(timeoutMs: number, cancelled: AbortSignal = never) {
  const clock = new VirtualClock();
  const limits = watchLimits(clock, timeoutMs, cancelled);
  const after = (ms: number): Promise<void> => clock.run(clock.sleep(ms, never));
  const state = (): string =>
    `${limits.stop.aborted ? 'stopped' : 'going'} ${limits.abort.aborted ? 'aborted' : 'open'}`;
  return { after, clock, limits, state };
}

describe('the deadline', () => {
  it('stops and aborts at once', async () => {
    const { after, limits, state } = watch(10_000);
    await after(9_999);
    expect(state()).toBe('going open');
    expect(limits.endCause()).toBeUndefined();
    await after(1);
    expect(state()).toBe('stopped aborted');
    expect(limits.endCause()).toBe('timed_out');
  });

  it('is a time of the clock', () => {
    const { clock, limits } = watch(10_000);
    expect(limits.deadline).toBe(clock.now() + 10_000);
  });
});

describe('a cancelled run', () => {
  it.each([
    [INTERNAL_ERROR, 'internal_error'],
    [undefined, 'cancelled'],
  ])('with the reason %s has ended because of: %s', (reason, cause) => {
    const cancelled = new AbortController();
    const { limits } = watch(600_000, cancelled.signal);
    cancelled.abort(reason);
    expect(limits.endCause()).toBe(cause);
  });

  it('starts nothing more, and aborts the calls under way after four seconds', async () => {
    const cancelled = new AbortController();
    const { after, limits, state } = watch(600_000, cancelled.signal);
    cancelled.abort();
    expect(state()).toBe('stopped open');
    await after(3_999);
    expect(state()).toBe('stopped open');
    await after(1);
    expect(state()).toBe('stopped aborted');
    expect(limits.endCause()).toBe('cancelled');
  });

  it('may have been cancelled before it began', () => {
    expect(watch(600_000, AbortSignal.abort()).state()).toBe('stopped open');
  });

  it('keeps its cause when the deadline passes too', async () => {
    const { after, limits } = watch(1_000, AbortSignal.abort());
    await after(1_000);
    expect(limits.endCause()).toBe('cancelled');
  });
});

it('aborts the calls under way when it is released, and changes nothing later', async () => {
  const cancelled = new AbortController();
  const { after, limits, state } = watch(1_000, cancelled.signal);
  limits.release();
  expect(state()).toBe('going aborted');
  cancelled.abort();
  await after(2_000);
  expect(state()).toBe('going aborted');
  expect(limits.endCause()).toBeUndefined();
});
