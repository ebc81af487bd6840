import type { Clock } from '../retry/clock.ts';

/** The runner kills a cancelled step after about ten seconds; the report needs some of them. */
const GRACE_MS = 4_000;

/** What ended a run before its work was done. */
export type EndCause = 'cancelled' | 'timed_out' | 'internal_error';

/** The reason of the signal `cancelled` where a fault of the program ends the run, not the runner. */
export const INTERNAL_ERROR: EndCause = 'internal_error';

/** What may end a run before its work is done. */
export interface Limits {
  /** Time by the clock after which nothing may be sent. */
  readonly deadline: number;
  /** Aborted when nothing new may start. */
  readonly stop: AbortSignal;
  /** Aborted when calls under way must end. */
  readonly abort: AbortSignal;
  /** What ended the run early, once something did. */
  readonly endCause: () => EndCause | undefined;
  /** Ends the watch; calls still under way are aborted. */
  readonly release: () => void;
}

/**
 * Watches the deadline and the request to cancel the run. At the deadline everything ends at once. A
 * cancelled run gives the calls under way a few seconds, because a response tells more than
 * `unknown`.
 *
 * @param timeoutMs for the whole run, from now
 * @param cancelled aborted when the runner asks the step to end, or with the reason INTERNAL_ERROR
 */
export function watchLimits(clock: Clock, timeoutMs: number, cancelled: AbortSignal): Limits {
  const stop = new AbortController();
  const abort = new AbortController();
  const released = new AbortController();
  let cause: EndCause | undefined;

  const after = async (ms: number, act: () => void): Promise<void> => {
    await clock.sleep(ms, released.signal);
    if (!released.signal.aborted) act();
  };
  const cancel = (): void => {
    cause ??= cancelled.reason === INTERNAL_ERROR ? INTERNAL_ERROR : 'cancelled';
    stop.abort();
    void after(GRACE_MS, () => {
      abort.abort();
    });
  };
  if (cancelled.aborted) cancel();
  else cancelled.addEventListener('abort', cancel);
  void after(timeoutMs, () => {
    cause ??= 'timed_out';
    stop.abort();
    abort.abort();
  });

  return {
    deadline: clock.now() + timeoutMs,
    stop: stop.signal,
    abort: abort.signal,
    endCause: () => cause,
    release: () => {
      cancelled.removeEventListener('abort', cancel);
      released.abort();
      abort.abort();
    },
  };
}
