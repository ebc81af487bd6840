import type { Retry } from '../fleet/call-result.ts';

/** Base and cap of the exponential back-off, in milliseconds. */
const BASE_MS = 1_000;
const CAP_MS = 30_000;
/** Spread on top of a wait that the service asked for, so that calls do not return all at once. */
const ASKED_WAIT_SPREAD_MS = 1_000;

/**
 * Milliseconds until the try after the given one.
 *
 * @param attempt the try that has failed, counted from 1
 * @param random a number from 0 (included) to 1 (excluded)
 */
export function backoffMs(retry: Retry, attempt: number, random: () => number): number {
  if (retry.afterMs !== undefined) return retry.afterMs + random() * ASKED_WAIT_SPREAD_MS;
  return random() * Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1));
}
