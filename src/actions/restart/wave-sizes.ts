import { failure, success } from '../../result.ts';
import type { Result } from '../../result.ts';

/** The most servers that one call takes (ECS API reference, "Restarting ECSs in a Batch"). */
const MAX_SIZE = 1_000;
/** More sizes than this are a mistake. */
const MAX_SIZES = 100;
/** Longer texts are not looked at. */
const MAX_TEXT = 1_000;

/** The size of a wave: a number of servers, or a part of all of them. */
export type WaveSize =
  | { readonly kind: 'servers'; readonly count: number }
  | { readonly kind: 'percent'; readonly percent: number };

/** The sizes of the waves, in order; the last one repeats. */
export type WaveSizes = readonly [WaveSize, ...WaveSize[]];

/**
 * Reads sizes such as `1,25%`.
 *
 * @returns or what is not valid, in words that follow the name of the input
 */
export function parseWaves(text: string): Result<WaveSizes, string> {
  const [first, ...rest] = text.length > MAX_TEXT ? [] : text.split(',').map(parseSize);
  const sizes = rest.filter((size) => size !== undefined);
  if (first === undefined || sizes.length < rest.length || rest.length >= MAX_SIZES) {
    return failure(
      'must be sizes of waves, separated by commas: numbers from 1 to 1000, or percentages from 1% to 100%, such as 1,25%',
    );
  }
  return success([first, ...sizes]);
}

function parseSize(text: string): WaveSize | undefined {
  const [, digits = '', sign] = /^(\d{1,4})(%?)$/.exec(text.trim()) ?? [];
  const number = Number(digits);
  if (number < 1) return undefined;
  if (sign === '%') return number > 100 ? undefined : { kind: 'percent', percent: number };
  return number > MAX_SIZE ? undefined : { kind: 'servers', count: number };
}

/**
 * Cuts the list of all requested servers into waves, by position: a server that is left out later keeps
 * its place. Percentages are of the whole list, rounded up.
 */
export function cutIntoWaves(servers: readonly string[], sizes: WaveSizes): string[][] {
  const waves: string[][] = [];
  let start = 0;
  while (start < servers.length) {
    const size = countOf(sizes[waves.length] ?? sizes.at(-1) ?? sizes[0], servers.length);
    waves.push(servers.slice(start, start + size));
    start += size;
  }
  return waves;
}

function countOf(size: WaveSize, total: number): number {
  if (size.kind === 'servers') return size.count;
  return Math.min(MAX_SIZE, Math.ceil((total * size.percent) / 100));
}

/**
 * Whether the pauses between the waves leave no time to restart anything.
 *
 * @returns what is not valid, in words that follow the name of the input `pause`
 */
export function checkPauses(
  waves: number,
  { pauseSeconds, timeoutSeconds }: { pauseSeconds: number; timeoutSeconds: number },
): string | undefined {
  const pauses = waves - 1;
  const sum = pauses * pauseSeconds;
  if (sum < timeoutSeconds) return undefined;
  const message = `does not fit into timeout: ${waves} waves have ${pauses} pauses of ${pauseSeconds} s, which are ${sum} s, and timeout is ${timeoutSeconds} s. Give larger waves, a shorter pause or a longer timeout`;
  return message;
}
