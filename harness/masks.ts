/** The lines of a log that mask a value. Those of values with `::` have a property. */
export const MASK = /^::add-mask(?: type=secret)?::/;

/** The log without the values that are masked. */
export function withoutMasks(stdout: string): string {
  return stdout.replace(new RegExp(`${MASK.source}.*$`, 'gm'), '');
}
