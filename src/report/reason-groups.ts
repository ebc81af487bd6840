import type { Reason } from '../fleet/outcome.ts';

/** More ids of a group are counted, not kept: the summary shows no more. */
export const MAX_GROUP_IDS = 500;
const MAX_REQUEST_IDS = 20;

/** The result of one server, of any action. */
export interface GroupedResult<Name extends string> {
  readonly id: string;
  readonly outcome: Name;
  /** One word of the action's table of reasons. */
  readonly word?: string;
  readonly reason?: Reason;
  readonly requestId?: string;
}

/** Servers with the same outcome for the same reason. */
export interface ReasonGroup<Name extends string> {
  readonly outcome: Name;
  readonly word: string | undefined;
  /** Of the first server; the others differ at most in the id of the request. */
  readonly reason: Reason | undefined;
  readonly count: number;
  /** The first servers, at most `MAX_GROUP_IDS`. */
  readonly ids: readonly string[];
  /** The first ids of requests, without duplicates. */
  readonly requestIds: readonly string[];
}

/** Groups servers by outcome and reason. The largest group is the first; equal ones keep their order. */
export function groupByReason<Name extends string>(
  results: Iterable<GroupedResult<Name>>,
): ReasonGroup<Name>[] {
  return groupInOrder(results).sort((a, b) => b.count - a.count);
}

/** The same groups in the order of their first servers, so that a cause comes before what follows from it. */
export function groupInOrder<Name extends string>(
  results: Iterable<GroupedResult<Name>>,
): ReasonGroup<Name>[] {
  const groups = new Map<string, GrowingGroup<Name>>();
  let last: GrowingGroup<Name> | undefined;
  for (const result of results) {
    const { outcome, reason, word } = result;
    // Neighbours are mostly of one response, and share its reason.
    if (last?.outcome !== outcome || last.word !== word || last.reason !== reason) {
      const { code, message } = reason ?? {};
      const key = [outcome, word, code, message].join('\n');
      last = groups.get(key) ?? new GrowingGroup(outcome, word, reason);
      groups.set(key, last);
    }
    last.add(result.id, reason?.requestId ?? result.requestId);
  }
  return [...groups.values()];
}

class GrowingGroup<Name extends string> implements ReasonGroup<Name> {
  readonly outcome: Name;
  readonly word: string | undefined;
  readonly reason: Reason | undefined;
  readonly ids: string[] = [];
  count = 0;
  readonly #requestIds = new Set<string>();

  constructor(outcome: Name, word: string | undefined, reason: Reason | undefined) {
    this.outcome = outcome;
    this.word = word;
    this.reason = reason;
  }

  get requestIds(): readonly string[] {
    return [...this.#requestIds];
  }

  add(id: string, requestId: string | undefined): void {
    this.count += 1;
    if (this.ids.length < MAX_GROUP_IDS) this.ids.push(id);
    if (requestId !== undefined && this.#requestIds.size < MAX_REQUEST_IDS) {
      this.#requestIds.add(requestId);
    }
  }
}
