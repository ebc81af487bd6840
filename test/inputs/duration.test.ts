import { expect, it } from '@jest/globals';
import { readDuration } from '../../src/inputs/duration.ts';
import { Inputs } from '../../src/inputs/inputs.ts';

function read(text: string): { value: number | undefined; problems: number } {
  const inputs = new Inputs(() => text, {});
  return { value: readDuration(inputs, 'created_within'), problems: inputs.problems.length };
}

it.each([
  ['1m', 60_000],
  ['90m', 5_400_000],
  ['2h', 7_200_000],
  [' 7D ', 604_800_000],
  ['99999d', 8_639_913_600_000],
])('%s', (text, value) => {
  expect(read(text)).toEqual({ value, problems: 0 });
});

it('is undefined when it is not given', () => {
  expect(read(' ')).toEqual({ value: undefined, problems: 0 });
});

it.each([
  '2',
  'h',
  '0h',
  '00m',
  '-2h',
  '+2h',
  '1.5h',
  '2 h',
  '2h30m',
  '90s',
  '1w',
  '٣h',
  '100000d',
])('refuses %s', (text) => {
  expect(read(text)).toEqual({ value: undefined, problems: 1 });
});
