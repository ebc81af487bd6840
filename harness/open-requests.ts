/** Counts the requests that are open at the same time. */
import type { Fault, Simulator } from '../simulator/simulator.ts';

/** Within this time after the expected number of requests, one more would arrive. */
const GRACE_MS = 250;

/**
 * Holds the responses until `max` requests are open, and a short time longer.
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
  simulator.script({
    forever: true,
    apply: 'before',
    heldUntil: released.promise,
    match: (request) => {
      if (!matches(request)) return false;
      const count = simulator.requests.filter(({ status }) => status === undefined).length;
      open.push(count);
      if (count === max)
        setTimeout(() => {
          released.resolve(undefined);
        }, GRACE_MS);
      return true;
    },
  });
  return open;
}
