import { RESEND_IT } from './outcome.ts';
import type { Counts, Outcome, Reason, ServerResult } from './outcome.ts';
import type { CallResult } from './call-result.ts';

interface Entry {
  /** What the last answer made of the server. */
  outcome: Outcome;
  reason: Reason | undefined;
  requestId: string | undefined;
  /** In a request that has no answer yet. */
  underWay: boolean;
  /** Once in a request whose answer was lost: from then on only `accepted` is believed. */
  lost: boolean;
  /**
   * Once in a request that was answered without a word on this server. No source tells whether a
   * batch that is refused for the sake of some of its servers resets the others, so from then on
   * only a lasting refusal of this very server makes it `failed`: that it is busy may come of the
   * reset itself.
   */
  open: boolean;
}

function outcomeOf(entry: Entry): Outcome {
  if (entry.outcome === 'accepted') return 'accepted';
  return entry.underWay || entry.lost ? 'unknown' : entry.outcome;
}

/**
 * The truth about every server as of now. It is written before a request leaves and after each
 * answer, so that the run can end at any moment, for whatever reason, and still be reported.
 */
export class Ledger {
  readonly #entries = new Map<string, Entry>();
  readonly #counts: Record<Outcome, number> = { accepted: 0, failed: 0, unknown: 0, not_sent: 0 };

  constructor(ids: Iterable<string>) {
    for (const id of ids) {
      this.#entries.set(id, {
        outcome: 'not_sent',
        reason: undefined,
        requestId: undefined,
        underWay: false,
        lost: false,
        open: false,
      });
    }
    this.#counts.not_sent = this.#entries.size;
  }

  /** A request with these servers is about to leave. */
  sending(ids: readonly string[]): void {
    for (const id of ids) {
      this.#change(id, (entry) => {
        entry.underWay = true;
      });
    }
  }

  /** What the service (or the network) said of a request with these servers. */
  record(ids: readonly string[], reply: CallResult): void {
    for (const id of ids) {
      this.#change(id, (entry) => {
        entry.underWay = false;
        recordReply(entry, id, reply, ids.length === 1);
      });
    }
  }

  /**
   * The final word on every server, in the order of the request.
   *
   * @param stopped why servers that were never tried were not tried
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

  counts(): Counts {
    return { ...this.#counts, requested: this.#entries.size };
  }

  #change(id: string, change: (entry: Entry) => void): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) throw new Error(`server ${id} was not asked for`);
    this.#counts[outcomeOf(entry)] -= 1;
    change(entry);
    this.#counts[outcomeOf(entry)] += 1;
  }
}

function recordReply(entry: Entry, id: string, reply: CallResult, alone: boolean): void {
  switch (reply.kind) {
    case 'answered':
      recordAnswer(entry, id, reply);
      break;
    case 'refused': {
      const isLasting = reply.scope === 'server' && reply.retry === undefined && alone;
      entry.outcome = entry.open && !isLasting ? 'unknown' : 'failed';
      entry.reason = knownBetter(entry, reply.reason);
      break;
    }
    case 'lost':
      entry.lost = true;
      entry.outcome = 'unknown';
      entry.reason = reply.reason;
      break;
    case 'unsent':
      // Whoever was refused before was sent before: that word stands.
      if (entry.outcome === 'not_sent') entry.reason = reply.reason;
      break;
  }
}

function recordAnswer(
  entry: Entry,
  id: string,
  reply: Extract<CallResult, { kind: 'answered' }>,
): void {
  if (reply.accepted.has(id)) {
    entry.outcome = 'accepted';
    entry.reason = undefined;
    entry.requestId = reply.requestId;
    return;
  }
  const failure = reply.failed.get(id);
  entry.open = failure === undefined || (entry.open && failure.retry !== undefined);
  entry.outcome = entry.open ? 'unknown' : 'failed';
  entry.reason = knownBetter(entry, failure?.reason ?? reply.reason);
}

/** The same reason with another advice, made once for all the servers that share it. */
const DOUBTED = new WeakMap<Reason, Reason>();

/** Where a server may have been reset before, the advice of a later refusal would mislead. */
function knownBetter(entry: Entry, reason: Reason): Reason {
  if (outcomeOf(entry) !== 'unknown' || reason.code === undefined) return reason;
  const doubted = DOUBTED.get(reason) ?? { ...reason, advice: RESEND_IT };
  DOUBTED.set(reason, doubted);
  return doubted;
}
