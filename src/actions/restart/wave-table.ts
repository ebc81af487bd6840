import type { Decisions } from './eligibility.ts';
import type { Ledger, LeftOut } from './outcomes.ts';

/** What the summary shows of a wave: its plan in a dry run, else its result. */
export interface WaveRow {
  readonly wave: number;
  readonly servers: number;
  readonly reboot: number;
  readonly start: number;
  readonly leftOut: number;
  /** Why, with the counts; in a dry run. */
  readonly leftOutWords?: string;
  /** Undefined in a dry run. */
  readonly result?: {
    readonly restarted: number;
    readonly failed: number;
    readonly unknown: number;
    readonly ms: number;
  };
}

/** The waves of a run, for the summary. */
export class WaveTable {
  readonly rows: WaveRow[] = [];

  /** The waves that a real run would have. */
  addPlanned(waves: readonly (readonly string[])[], { leftOut, reboot, start }: Decisions): void {
    const [rebooted, started] = [new Set(reboot), new Set(start)];
    for (const [index, ids] of waves.entries()) {
      this.rows.push({
        wave: index + 1,
        servers: ids.length,
        reboot: ids.filter((id) => rebooted.has(id)).length,
        start: ids.filter((id) => started.has(id)).length,
        leftOut: ids.filter((id) => leftOut.has(id)).length,
        leftOutWords: leftOutWords(ids.flatMap((id) => leftOut.get(id) ?? [])),
      });
    }
  }

  /** A wave has ended. */
  add(
    wave: number,
    ids: readonly string[],
    { decisions, ledger, ms }: { decisions: Decisions; ledger: Ledger; ms: number },
  ): WaveRow {
    const counts = { restarted: 0, failed: 0, unknown: 0, stopped: 0, not_started: 0 };
    for (const id of ids) counts[ledger.outcomeOf(id)] += 1;
    const { failed, restarted, unknown } = counts;
    const row = {
      wave,
      servers: ids.length,
      reboot: decisions.reboot.length,
      start: decisions.start.length,
      leftOut: decisions.leftOut.size,
      result: { restarted, failed, unknown, ms },
    };
    this.rows.push(row);
    return row;
  }
}

/** The words of servers that are left out, with their counts: `2 stopped, 1 locked`. */
export function leftOutWords(leftOut: Iterable<LeftOut>): string {
  const counts = new Map<string, number>();
  for (const result of leftOut) {
    const word = result.outcome === 'stopped' ? 'stopped' : result.word;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return Array.from(counts, ([word, count]) => `${count} ${word}`).join(', ');
}
