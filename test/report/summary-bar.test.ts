import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderBar } from '../../src/report/summary-bar.ts';
import { countsOf } from './sample-summary.ts';

describe('renderBar', () => {
  it.each<[Parameters<typeof countsOf>, string]>([
    [[0, 0, 0, 0], ''],
    [[1, 0, 0, 0], '🟦'],
    [[3, 1, 2, 0], '🟦🟦🟦🟥🟨🟨'],
    [[25, 0, 0, 0], '🟦'.repeat(25)],
    [[400, 0, 0, 0], '🟦'.repeat(25)],
    [[272, 128, 0, 0], `${'🟦'.repeat(17)}${'🟥'.repeat(8)}`],
    [[99_997, 1, 1, 1], `${'🟦'.repeat(22)}🟥🟨⬜`],
    [[1, 1, 1, 99_997], `🟦🟥🟨${'⬜'.repeat(22)}`],
  ])('%j: %s', (counts, bar) => {
    expect(renderBar(countsOf(...counts))).toBe(bar);
  });

  it('shows every count above zero, in order, in at most 25 squares', () => {
    const count = fc.oneof(fc.nat(3), fc.nat(100_000));
    fc.assert(
      fc.property(fc.tuple(count, count, count, count), (numbers) => {
        const counts = countsOf(...numbers);
        const bar = Array.from(renderBar(counts));
        const total = numbers.reduce((sum, number) => sum + number, 0);
        expect(bar).toHaveLength(Math.min(25, total));
        const shown = bar.filter((square, index) => square !== bar[index - 1]);
        expect(shown).toEqual(counts.filter((one) => one.count > 0).map(({ square }) => square));
      }),
    );
  });
});
