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
      `<= ${max}`,
      ratio <= max ? 'met' : 'missed',
    ]),
  ];
}

/** Measures each candidate `runs` times, and returns the medians. */
export async function measure<Names extends string>(
  candidates: Readonly<Record<Names, () => Promise<number>>>,
  runs: number,
): Promise<Record<Names, number>> {
  const names = Object.keys(candidates) as Names[];
  const times = new Map<Names, number[]>(names.map((name) => [name, []]));
  // The first round fills the caches of the machine and is not counted. The candidates alternate, so
  // that a change in the speed of the machine affects all of them.
  for (let run = 0; run <= runs; run += 1) {
    for (const name of names) {
      const time = await candidates[name]();
      if (run > 0) times.get(name)?.push(time);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<
    Names,
    number
  >;
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
