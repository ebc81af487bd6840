import type { Clock } from '../retry/clock.ts';
import type { Reason } from './outcome.ts';

/** The runner kills a cancelled step after about ten seconds; the report needs some of them. */
const GRACE_MS = 4_000;

const RUN_AGAIN = 'Run again with the remaining servers';
const CANCELLED: Reason = { message: 'the run was cancelled', advice: RUN_AGAIN };
const TIMED_OUT: Reason = {
  message: 'the time of the whole run was over',
  advice: `${RUN_AGAIN}, or give timeout more seconds`,
};

/** What ends a run before its work is done. */
export interface Limits {
  /** Time by the clock after which nothing may be tried. */
  readonly deadline: number;
  /** Aborted when nothing new may start. */
  readonly stop: AbortSignal;
  /** Aborted when calls under way must end. */
  readonly abort: AbortSignal;
  /** Why the run was ended early, once it was. */
  readonly reason: () => Reason | undefined;
  /** Ends the watch; calls still under way are aborted. */
  readonly release: () => void;
}

/**
 * Watches the time and the person who may cancel the run. At the deadline everything ends at once;
 * a cancelled run leaves the calls under way a few seconds, because an answer is worth more than an
 * unknown.
 *
 * @param timeoutMs for the whole run, from now
 * @param cancelled aborted when the runner asks the step to end
 */
export function watchLimits(clock: Clock, timeoutMs: number, cancelled: AbortSignal): Limits {
  const stop = new AbortController();
  const abort = new AbortController();
  const released = new AbortController();
  let reason: Reason | undefined;

  const after = async (ms: number, act: () => void): Promise<void> => {
    await clock.sleep(ms, released.signal);
    if (!released.signal.aborted) act();
  };
  const cancel = (): void => {
    reason ??= CANCELLED;
    stop.abort();
    void after(GRACE_MS, () => {
      abort.abort();
    });
  };
  if (cancelled.aborted) cancel();
  else cancelled.addEventListener('abort', cancel);
  void after(timeoutMs, () => {
    reason ??= TIMED_OUT;
    stop.abort();
    abort.abort();
  });

  return {
    deadline: clock.now() + timeoutMs,
    stop: stop.signal,
    abort: abort.signal,
    reason: () => reason,
    release: () => {
      cancelled.removeEventListener('abort', cancel);
      released.abort();
      abort.abort();
    },
  };
}
