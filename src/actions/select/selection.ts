import type { Reason, ServerResult } from '../../fleet/outcome.ts';
import type { ServerRow } from '../../huaweicloud/server-rows.ts';
import { READY } from './verdict.ts';
import type { Outcome, Verdict } from './verdict.ts';

interface Entry {
  /** Undefined until the server is checked. */
  verdict: Verdict | undefined;
  name: string;
  os: ServerRow['os'];
}

/**
 * What is known about every requested server at this moment. The run can end at any moment, and the
 * report is still true.
 */
export class Selection {
  readonly #entries = new Map<string, Entry>();
  readonly #cleanName: (name: string) => string;
  readonly #isByName: boolean;

  /**
   * @param requested ids in the order of the list; undefined when the selectors make the request, and the
   *   order is that of the names
   * @param names of servers that have one, by id; cleaned
   * @param cleanName makes the name of a row fit to be shown
   */
  constructor(
    requested: readonly string[] | undefined,
    names: ReadonlyMap<string, string>,
    cleanName: (name: string) => string,
  ) {
    this.#isByName = requested === undefined;
    this.#cleanName = cleanName;
    for (const id of requested ?? []) {
      this.#entries.set(id, { verdict: undefined, name: names.get(id) ?? '', os: undefined });
    }
  }

  /** Notes the name and the system of a server, and adds it when it is not requested yet. */
  describe({ id, name, os }: ServerRow): void {
    const cleaned = this.#cleanName(name);
    const entry = this.#entries.get(id);
    if (entry === undefined) this.#entries.set(id, { verdict: undefined, name: cleaned, os });
    else {
      entry.os = os;
      if (cleaned !== '') entry.name = cleaned;
    }
  }

  /** Records what is known about a server, and adds it when it is not requested yet. */
  record(id: string, verdict: Verdict): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) this.#entries.set(id, { verdict, name: '', os: undefined });
    else entry.verdict = verdict;
  }

  /** Gives a verdict to the servers that have none yet. */
  endOpen(verdict: Verdict): void {
    for (const entry of this.#entries.values()) entry.verdict ??= verdict;
  }

  /** Takes back that servers are ready. */
  withdrawReady(verdict: Verdict): void {
    for (const entry of this.#entries.values()) {
      if (entry.verdict === undefined || entry.verdict === READY) entry.verdict = verdict;
    }
  }

  /** The servers that no filter leaves out, ready or not. */
  selected(): string[] {
    return this.#idsOf((verdict) => verdict?.outcome !== 'excluded');
  }

  /** The servers without a verdict. */
  open(): string[] {
    return this.#idsOf((verdict) => verdict === undefined);
  }

  /** The servers for which a later check may tell something else. */
  waiting(): string[] {
    return this.#idsOf((verdict) => {
      return verdict?.outcome === 'not_ready' || verdict?.outcome === 'unknown';
    });
  }

  verdictOf(id: string): Verdict | undefined {
    return this.#entries.get(id)?.verdict;
  }

  osOf(id: string): ServerRow['os'] {
    return this.#entries.get(id)?.os;
  }

  nameOf(id: string): string {
    return this.#entries.get(id)?.name ?? '';
  }

  names(): Map<string, string> {
    return new Map(
      [...this.#entries].flatMap(([id, { name }]) => (name === '' ? [] : [[id, name] as const])),
    );
  }

  /** @param ended why a server that was not checked was not */
  results(ended: Reason): ServerResult<Outcome>[] {
    return this.#sorted().map(([id, { verdict }]) => {
      const { outcome, reason, word } = verdict ?? {
        outcome: 'unknown',
        word: 'run_ended',
        reason: ended,
      };
      return {
        id,
        outcome,
        ...(word !== undefined && { word }),
        ...(reason !== undefined && { reason }),
      };
    });
  }

  #sorted(): [string, Entry][] {
    const entries = [...this.#entries];
    return this.#isByName
      ? entries.sort(([a, { name: nameA }], [b, { name: nameB }]) => {
          return compare(nameA, nameB) || compare(a, b);
        })
      : entries;
  }

  #idsOf(isWanted: (verdict: Verdict | undefined) => boolean): string[] {
    return [...this.#entries].filter(([, { verdict }]) => isWanted(verdict)).map(([id]) => id);
  }
}

/** By code units, so that the order is the same everywhere. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export function countsOf(
  results: readonly ServerResult<Outcome>[],
): Record<Outcome | 'requested', number> {
  const counts = { ready: 0, not_ready: 0, unknown: 0, excluded: 0, requested: results.length };
  for (const { outcome } of results) counts[outcome] += 1;
  return counts;
}
