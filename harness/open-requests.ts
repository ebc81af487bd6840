/** Counts the requests that are open at the same time. */
import type { Fault, Simulator } from '../simulator/simulator.ts';

/** Within this time after the expected number of requests, one more would arrive. */
const GRACE_MS = 250;
/** When the number is not reached, the responses are released, so that the run ends and can be read. */
const LIMIT_MS = 10_000;

/**
 * Holds the responses until `max` requests are open, and each one a short time longer.
 *
 * @returns how many requests were open when each one arrived
 */
export function countOpenRequests(
  simulator: Simulator,
  max: number,
  matches: NonNullable<Fault['match']> = () => true,
): readonly number[] {
  const open: number[] = [];
  const released = Promise.withResolvers<unknown>();
  const release = (): void => {
    released.resolve(undefined);
  };
  setTimeout(release, LIMIT_MS).unref();
  simulator.script({
    forever: true,
    apply: 'before',
    heldUntil: released.promise,
    delayMs: 100,
    match: (request) => {
      if (!matches(request)) return false;
      const count = simulator.requests.filter(({ status }) => status === undefined).length;
      open.push(count);
      if (count === max) setTimeout(release, GRACE_MS);
      return true;
    },
  });
  return open;
}
