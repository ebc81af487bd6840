import type { Counts, Reason } from '../../fleet/outcome.ts';

/** What became of one server. Every requested server ends in exactly one of these. */
export const OUTCOMES = ['restarted', 'stopped', 'failed', 'unknown', 'not_started'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why the service reports an error of a server. */
export type FailureWord = 'refused' | 'job_failed' | 'not_active';
/** Why a server was in no request. */
export type SkipWord =
  | 'not_found'
  | 'busy'
  | 'wrong_status'
  | 'locked'
  | 'frozen'
  | 'unreadable'
  | 'own_machine'
  | 'run_ended'
  | 'dry_run';

/** The result of one server that is not restarted. */
export type OtherResult =
  | { readonly outcome: 'stopped' }
  | { readonly outcome: 'failed'; readonly word: FailureWord; readonly reason: Reason }
  | { readonly outcome: 'unknown'; readonly reason: Reason }
  | { readonly outcome: 'not_started'; readonly word: SkipWord; readonly reason: Reason };

export type RestartResult = { readonly outcome: 'restarted' } | OtherResult;

/** The result of a server that may not have been in a request. */
export type LeftOut = Extract<OtherResult, { outcome: 'stopped' | 'not_started' }>;

/** The result of a server that was in a request. */
export type RequestedResult = Exclude<RestartResult, LeftOut>;

interface Entry {
  /** Once in a request. From then on the server is restarted, failed or unknown. */
  sent: boolean;
  result: RestartResult | undefined;
}

/**
 * What is known about every server at this moment. It is written before a request leaves, so that the
 * run can end at any moment, for whatever reason, and still be reported.
 */
export class Ledger {
  readonly #entries: ReadonlyMap<string, Entry>;

  constructor(ids: Iterable<string>) {
    this.#entries = new Map(Array.from(ids, (id) => [id, { sent: false, result: undefined }]));
  }

  /** A server is left out, as far as it is known now; later rows may tell otherwise. */
  leaveOut(id: string, result: LeftOut | undefined): void {
    const entry = this.#entry(id);
    if (entry.sent) throw new Error(`server ${id} was in a request`);
    entry.result = result;
  }

  /**
   * A request with these servers is about to leave, the only one for each of them.
   *
   * @param reason why they are unknown as long as nothing else is recorded
   */
  sending(ids: readonly string[], reason: Reason): void {
    for (const id of ids) {
      const entry = this.#entry(id);
      // A second restart would interrupt the first one.
      if (entry.sent) throw new Error(`server ${id} was in a request already`);
      entry.sent = true;
      entry.result = { outcome: 'unknown', reason };
    }
  }

  /** The request never left this machine. */
  notSent(ids: readonly string[], reason: Reason): void {
    for (const id of ids) {
      const entry = this.#entry(id);
      entry.sent = false;
      entry.result = { outcome: 'not_started', word: 'run_ended', reason };
    }
  }

  /** What became of a server that was in a request. */
  record(id: string, result: RequestedResult): void {
    const entry = this.#entry(id);
    if (!entry.sent) throw new Error(`server ${id} was in no request`);
    entry.result = result;
  }

  /** How many servers have ended `failed` or `unknown`. */
  get failures(): number {
    const { failed, unknown } = this.counts();
    return failed + unknown;
  }

  /** What is known of a server now. */
  outcomeOf(id: string): Outcome {
    return this.#entry(id).result?.outcome ?? 'not_started';
  }

  counts(): Counts<Outcome> {
    const counts: Record<Outcome, number> = {
      restarted: 0,
      stopped: 0,
      failed: 0,
      unknown: 0,
      not_started: 0,
    };
    for (const { result } of this.#entries.values()) counts[result?.outcome ?? 'not_started'] += 1;
    return { ...counts, requested: this.#entries.size };
  }

  /**
   * The result of every server, in the order of the list.
   *
   * @param ended why servers were not reached
   */
  *results(ended: Reason): Generator<RestartResult & { readonly id: string }> {
    for (const [id, { result }] of this.#entries) {
      yield { id, ...(result ?? { outcome: 'not_started', word: 'run_ended', reason: ended }) };
    }
  }

  #entry(id: string): Entry {
    const entry = this.#entries.get(id);
    if (entry === undefined) throw new Error(`server ${id} is not in the ledger`);
    return entry;
  }
}
