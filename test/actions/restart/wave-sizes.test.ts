import { describe, expect, it } from '@jest/globals';
import { checkPauses, cutIntoWaves, parseWaves } from '../../../src/actions/restart/wave-sizes.ts';

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `s${index}`);

function sizesOf(text: string, count: number): number[] {
  const sizes = parseWaves(text);
  if (!sizes.ok) throw new Error(sizes.error);
  const waves = cutIntoWaves(ids(count), sizes.value);
  expect(waves.flat()).toEqual(ids(count));
  return waves.map((wave) => wave.length);
}

describe('the waves', () => {
  it.each([
    ['1,25%', 400, [1, 100, 100, 100, 99]],
    ['1,25%', 1, [1]],
    ['1,25%', 2, [1, 1]],
    ['1,25%', 3, [1, 1, 1]],
    ['1,25%', 9, [1, 3, 3, 2]],
    ['10', 25, [10, 10, 5]],
    ['100%', 7, [7]],
    ['1%', 101, [...Array<number>(50).fill(2), 1]],
    ['50%', 3_000, [1_000, 1_000, 1_000]],
    [' 2 , 50% , 3 ', 20, [2, 10, 3, 3, 2]],
    ['1000', 1_001, [1_000, 1]],
  ])('%j of %s servers', (text, count, expected) => {
    expect(sizesOf(text, count)).toEqual(expected);
  });

  it.each([
    '',
    ',',
    '1,',
    ',1',
    '0',
    '0%',
    '101%',
    '1001',
    '-1',
    '1.5',
    '25 %',
    '1;2',
    'a',
    '1\n2',
    '9'.repeat(2_000),
    Array<string>(101).fill('1').join(','),
  ])('%j is not valid', (text) => {
    expect(parseWaves(text)).toEqual({
      ok: false,
      error:
        'must be sizes of waves, separated by commas: numbers from 1 to 1000, or percentages from 1% to 100%, such as 1,25%',
    });
  });
});

describe('the pauses', () => {
  it('must leave time for the restarts', () => {
    expect(checkPauses(101, { pauseSeconds: 30, timeoutSeconds: 3_000 })).toBe(
      'does not fit into timeout: 101 waves have 100 pauses of 30 s, which are 3000 s, and timeout is 3000 s. Give larger waves, a shorter pause or a longer timeout',
    );
  });

  it.each([
    [100, 30, 3_000],
    [1, 3_600, 1],
    [1_000, 0, 1],
  ])('of %s waves, each of %s s, fit into %s s', (waves, pauseSeconds, timeoutSeconds) => {
    expect(checkPauses(waves, { pauseSeconds, timeoutSeconds })).toBeUndefined();
  });
});
