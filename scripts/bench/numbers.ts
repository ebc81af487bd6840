/** Medians and tables of the benchmark. */

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = NaN, high = NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/** A ratio and its goal. */
export interface Goal {
  readonly name: string;
  readonly ratio: number;
  readonly max: number;
}

export function goalRows(goals: readonly Goal[]): string[][] {
  return [
    ['Ratio', 'Measured', 'Goal', ''],
    ...goals.map(({ max, name, ratio }) => [
      name,
      ratio.toFixed(2),
      `<= ${max.toFixed(1)}`,
      ratio <= max ? 'met' : 'missed',
    ]),
  ];
}

/** Prints columns: the first one aligned to the left, the others to the right. */
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
