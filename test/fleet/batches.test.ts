import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitIntoBatches } from '../../src/fleet/batches.ts';

it.each([
  [[], 1, []],
  [['a'], 1, [['a']]],
  [['a', 'b', 'c'], 1, [['a'], ['b'], ['c']]],
  [['a', 'b', 'c'], 2, [['a', 'b'], ['c']]],
  [['a', 'b', 'c'], 3, [['a', 'b', 'c']]],
  [['a', 'b', 'c'], 1_000, [['a', 'b', 'c']]],
])('%j in batches of %i', (servers, size, expected) => {
  expect(splitIntoBatches(servers, size)).toEqual(expected);
});

it('loses, repeats and reorders no server, and fills every batch but the last', () => {
  fc.assert(
    fc.property(fc.array(fc.uuid()), fc.integer({ min: 1, max: 50 }), (servers, size) => {
      const batches = splitIntoBatches(servers, size);
      expect(batches.flat()).toEqual(servers);
      expect(batches.slice(0, -1).every((batch) => batch.length === size)).toBe(true);
      expect(batches.every((batch) => batch.length >= 1 && batch.length <= size)).toBe(true);
    }),
  );
});
