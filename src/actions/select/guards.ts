import type { Reason } from '../../fleet/outcome.ts';
import { servers } from '../../report/report.ts';

/** The limits that a selection must keep to before anything is output. */
export interface Guards {
  readonly maxServers: number;
  readonly expectedCount: number | undefined;
  /** The ids of a reviewed list. */
  readonly expectedServers: ReadonlySet<string> | undefined;
}

/** How a selection differs from the reviewed list. */
export interface Difference {
  /** Selected, and not in the list. */
  readonly added: readonly string[];
  /** In the list, and not selected. */
  readonly missing: readonly string[];
}

/** Which guard a selection does not pass, if any. */
export interface GuardResult {
  readonly reason: Reason;
  readonly difference?: Difference;
}

/** What ended the run before all servers were checked, if anything did. */
export interface RunEnd {
  readonly guard?: GuardResult;
  readonly reason?: Reason;
}

/** Checks a selection. The difference to the list comes first, because it says the most. */
export function checkGuards(
  selected: readonly string[],
  { expectedCount, expectedServers, maxServers }: Guards,
): GuardResult | undefined {
  const count = selected.length;
  const difference = differenceTo(expectedServers, selected);
  if (difference !== undefined) {
    const { added, missing } = difference;
    return {
      difference,
      reason: {
        message: `the selection differs from expected_server_ids_file: ${servers(added.length)} added, ${servers(missing.length)} missing`,
        advice:
          'Check the servers in the log, then correct the filters or have the list reviewed again',
      },
    };
  }
  if (expectedCount !== undefined && count !== expectedCount) {
    return {
      reason: {
        message: `${servers(count)} selected, and expected_count is ${expectedCount}`,
        advice: 'Check the filters, or correct expected_count',
      },
    };
  }
  if (count > maxServers) {
    return {
      reason: {
        message: `${servers(count)} selected, and max_servers is ${maxServers}`,
        advice:
          'Check the filters: they may fit servers that are not meant. If all are meant, raise max_servers',
      },
    };
  }
  return undefined;
}

function differenceTo(
  expected: ReadonlySet<string> | undefined,
  selected: readonly string[],
): Difference | undefined {
  if (expected === undefined) return undefined;
  const found = new Set(selected);
  const added = selected.filter((id) => !expected.has(id));
  const missing = [...expected].filter((id) => !found.has(id));
  return added.length === 0 && missing.length === 0 ? undefined : { added, missing };
}
