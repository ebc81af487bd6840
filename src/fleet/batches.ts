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
