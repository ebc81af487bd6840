/** Base and cap of the exponential back-off, in milliseconds. */
const BASE_MS = 1_000;
const CAP_MS = 30_000;
/** Jitter on top of a minimum delay, so that the calls do not all return at the same moment. */
const JITTER_MS = 1_000;

/**
 * How long to wait before the next attempt, in milliseconds: full-jitter exponential back-off, or the
 * minimum delay where one is known.
 *
 * @param minDelayMs the least time to wait; undefined where only the back-off decides
 * @param attempt the attempt that failed, counted from 1
 * @param random a number from 0 (included) to 1 (excluded)
 */
export function backoffMs(
  minDelayMs: number | undefined,
  attempt: number,
  random: () => number,
): number {
  if (minDelayMs !== undefined) return minDelayMs + random() * JITTER_MS;
  return random() * Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1));
}
