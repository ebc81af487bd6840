/**
 * Splits the servers into batches, in order.
 *
 * @param size servers in one batch, at least 1
 */
export function splitIntoBatches(servers: readonly string[], size: number): string[][] {
  const batches: string[][] = [];
  for (let start = 0; start < servers.length; start += size) {
    batches.push(servers.slice(start, start + size));
  }
  return batches;
}

/** Splits a refused batch, to find the server because of which it is refused; in order, none empty. */
export function halves(servers: readonly string[]): (readonly string[])[] {
  const middle = Math.ceil(servers.length / 2);
  return [servers.slice(0, middle), servers.slice(middle)].filter((half) => half.length > 0);
}
