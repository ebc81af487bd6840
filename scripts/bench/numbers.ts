/** Small sums, and how they are printed. */

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = NaN, high = NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/** A ratio and what it should be at most. */
export interface Goal {
  readonly name: string;
  readonly ratio: number;
  readonly most: number;
}

export function goalRows(goals: readonly Goal[]): string[][] {
  return [
    ['Ratio', 'Seen', 'Goal', ''],
    ...goals.map(({ most, name, ratio }) => [
      name,
      ratio.toFixed(2),
      `<= ${most.toFixed(1)}`,
      ratio <= most ? 'met' : 'missed',
    ]),
  ];
}

/** Columns of text: the first one to the left, the others to the right. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const width = (column: number): number =>
    Math.max(...rows.map((row) => (row[column] ?? '').length));
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(width(column)) : cell.padStart(width(column)),
    );
    console.log(cells.join('  ').trimEnd());
  }
  console.log();
}

export function milliseconds(value: number): string {
  return `${value.toFixed(1)} ms`;
}
