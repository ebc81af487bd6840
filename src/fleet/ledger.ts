import type { CallResult, PerServerResult } from './call-result.ts';
import type { Counts, Outcome, Reason, ServerResult } from './outcome.ts';

/** What is known about a server while it changes. */
interface Draft {
  /** The outcome by the last response. */
  outcome: Outcome;
  reason: Reason | undefined;
  requestId: string | undefined;
  /** In a request that has no response yet. */
  underWay: boolean;
  /**
   * Once in a request whose response was lost or contradicts itself about this server: from then on
   * only `accepted` is believed.
   */
  lost: boolean;
  /**
   * Once in a request whose response did not name this server. No source tells whether a batch that
   * is refused for some of its servers changes the others, so from then on only a final refusal of
   * this very server makes it `failed`: the first request may be why the server is busy.
   */
  unnamed: boolean;
}

/** Shared by servers with the same history, so it is never changed: most servers of a run have one. */
type Entry = Readonly<Draft>;

const NEW: Entry = {
  outcome: 'not_sent',
  reason: undefined,
  requestId: undefined,
  underWay: false,
  lost: false,
  unnamed: false,
};

function outcomeOf(entry: Entry): Outcome {
  if (entry.outcome === 'accepted') return 'accepted';
  return entry.underWay || entry.lost ? 'unknown' : entry.outcome;
}

function contradictionOf(result: CallResult, id: string): Reason | undefined {
  return 'contradicted' in result ? result.contradicted.get(id) : undefined;
}

/** What a result has about one server. The same object means that it says the same. */
function partOf(result: CallResult, id: string): object | 'accepted' | undefined {
  const contradiction = contradictionOf(result, id);
  if (contradiction !== undefined || result.kind !== 'per_server') return contradiction;
  return result.accepted.has(id) ? 'accepted' : result.failed.get(id);
}

function recordLost(entry: Draft, reason: Reason): void {
  entry.lost = true;
  entry.outcome = 'unknown';
  entry.reason = reason;
}

/**
 * What is known about every server at this moment. It is written before a request leaves and after
 * each response, so that the run can end at any moment, for whatever reason, and still be reported.
 */
export class Ledger {
  readonly #entries = new Map<string, Entry>();
  readonly #counts: Record<Outcome, number> = { accepted: 0, failed: 0, unknown: 0, not_sent: 0 };
  readonly #unknownAdvice: string;
  /** The same reason with `unknownAdvice`, made once for all the servers that share it. */
  readonly #unknownReasons = new WeakMap<Reason, Reason>();

  /** @param unknownAdvice what to do about a server that ends `unknown` */
  constructor(ids: Iterable<string>, unknownAdvice: string) {
    this.#unknownAdvice = unknownAdvice;
    for (const id of ids) this.#entries.set(id, NEW);
    this.#counts.not_sent = this.#entries.size;
  }

  /** A request with these servers is about to leave. */
  sending(ids: readonly string[]): void {
    let before: Entry | undefined;
    let after = NEW;
    for (const id of ids) {
      const entry = this.#entry(id);
      if (entry !== before) after = { ...entry, underWay: true };
      before = entry;
      this.#set(id, entry, after);
    }
  }

  /** The result of a request with these servers. */
  record(ids: readonly string[], result: CallResult): void {
    let before: Entry | undefined;
    let part: ReturnType<typeof partOf>;
    let after = NEW;
    for (const id of ids) {
      const entry = this.#entry(id);
      const ownPart = partOf(result, id);
      if (entry !== before || ownPart !== part) {
        after = this.#after(entry, id, result, ids.length === 1);
      }
      before = entry;
      part = ownPart;
      this.#set(id, entry, after);
    }
  }

  /**
   * The final result of every server, in the order of the request.
   *
   * @param stopped why servers that were never sent were not sent
   */
  *results(stopped: Reason): Generator<ServerResult> {
    for (const [id, entry] of this.#entries) {
      const outcome = outcomeOf(entry);
      if (outcome === 'accepted') {
        const { requestId } = entry;
        yield requestId === undefined ? { id, outcome } : { id, outcome, requestId };
      } else {
        yield { id, outcome, reason: entry.reason ?? stopped };
      }
    }
  }

  /** The servers that are unknown now, in the order of the request. */
  unknownIds(): string[] {
    return [...this.#entries]
      .filter(([, entry]) => outcomeOf(entry) === 'unknown')
      .map(([id]) => id);
  }

  counts(): Counts {
    return { ...this.#counts, requested: this.#entries.size };
  }

  #entry(id: string): Entry {
    const entry = this.#entries.get(id);
    if (entry === undefined) throw new Error(`server ${id} is not in the ledger`);
    return entry;
  }

  #set(id: string, before: Entry, after: Entry): void {
    this.#counts[outcomeOf(before)] -= 1;
    this.#entries.set(id, after);
    this.#counts[outcomeOf(after)] += 1;
  }

  /** The entry of a server after a result. */
  #after(before: Entry, id: string, result: CallResult, alone: boolean): Entry {
    const entry = { ...before, underWay: false };
    const contradiction = contradictionOf(result, id);
    if (contradiction === undefined) this.#recordResult(entry, id, result, alone);
    else recordLost(entry, contradiction);
    return entry;
  }

  #recordResult(entry: Draft, id: string, result: CallResult, alone: boolean): void {
    switch (result.kind) {
      case 'per_server':
        this.#recordPerServer(entry, id, result);
        break;
      case 'refused': {
        const isFinal = result.scope === 'server' && result.retry === undefined && alone;
        entry.outcome = entry.unnamed && !isFinal ? 'unknown' : 'failed';
        entry.reason = this.#reasonFor(entry, result.reason);
        break;
      }
      case 'lost':
        recordLost(entry, result.reason);
        break;
      case 'not_sent':
        // A server that was refused before was sent before, and that refusal stays.
        if (entry.outcome === 'not_sent') entry.reason = result.reason;
        break;
    }
  }

  #recordPerServer(entry: Draft, id: string, result: PerServerResult): void {
    if (result.accepted.has(id)) {
      entry.outcome = 'accepted';
      entry.reason = undefined;
      entry.requestId = result.requestId;
      return;
    }
    const failure = result.failed.get(id);
    entry.unnamed = failure === undefined || (entry.unnamed && failure.retry !== undefined);
    entry.outcome = entry.unnamed ? 'unknown' : 'failed';
    entry.reason = this.#reasonFor(entry, failure?.reason ?? result.reason);
  }

  /** The advice of a later refusal would mislead where an earlier request may have taken effect. */
  #reasonFor(entry: Entry, reason: Reason): Reason {
    if (outcomeOf(entry) !== 'unknown') return reason;
    const known = this.#unknownReasons.get(reason);
    if (known !== undefined) return known;
    const changed = { ...reason, advice: this.#unknownAdvice };
    this.#unknownReasons.set(reason, changed);
    return changed;
  }
}
