import pLimit from 'p-limit';
import { backoffMs } from '../retry/backoff.ts';
import type { Clock } from '../retry/clock.ts';
import type { Call, CallResult, Retry } from './call-result.ts';
import type { Ledger } from './ledger.ts';
import { isNotReady } from './not-ready.ts';
import type { Reason } from './outcome.ts';

/** Servers refused one after the other for a missing permission before the run stops. */
const MAX_FORBIDDEN_IN_A_ROW = 5;

/** Told why the next attempt of a call waits, or why there is none. */
export interface SendObserver {
  /** A failed attempt will be repeated after a wait of `waitMs` milliseconds. */
  waiting(event: {
    reason: Reason;
    servers: number;
    attempt: number;
    waitMs: number;
    /** No call at all is sent before that. */
    allCalls: boolean;
  }): void;
  /** The next attempt would begin after the deadline, so there is none. */
  gaveUp(event: { reason: Reason; servers: number; waitMs: number }): void;
}

export interface SenderOptions {
  readonly call: Call;
  readonly ledger: Ledger;
  readonly observer: SendObserver;
  readonly clock: Clock;
  /** A number from 0 (included) to 1 (excluded), for the jitter. */
  readonly random: () => number;
  /** Calls under way at once. */
  readonly concurrency: number;
  /** Further attempts of one call after a failure that may pass. */
  readonly maxRetries: number;
  /** Time by `clock` after which nothing may be sent. */
  readonly deadline: number;
  /** Nothing new starts once this is aborted. */
  readonly stop: AbortSignal;
  /** Calls under way end once this is aborted. */
  readonly abort: AbortSignal;
  /**
   * Asked before each attempt: why nothing more may be sent, or undefined. Servers keep the outcome
   * of their last attempt then.
   */
  readonly checkFirst?: () => Promise<Reason | undefined>;
}

/** The search for the servers because of which a batch is refused. */
export interface Search {
  calls: number;
  /** After this many calls without success the batch is taken as refused as a whole. */
  readonly maxFruitlessCalls: number;
  /** Whether a call accepted a server, or set one aside to wait. */
  fruitful: boolean;
}

interface Attempt {
  readonly result: CallResult;
  /** Undefined when the call is not to be repeated. */
  readonly waitMs: number | undefined;
}

/**
 * Sends calls: never more than `concurrency` at once, none while the service limits the rate, none
 * after a refusal that applies to all of them. Writes the ledger before and after each attempt.
 */
export class Sender {
  readonly #options: SenderOptions;
  readonly #refused = new AbortController();
  /** Aborted when nothing new may start: by the run, or by a refusal that applies to every call. */
  readonly stop: AbortSignal;
  readonly #limit: ReturnType<typeof pLimit>;
  #refusedBy: Reason | undefined;
  #pausedUntil = 0;
  #forbiddenInARow = 0;
  #anyAccepted = false;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.stop = AbortSignal.any([options.stop, this.#refused.signal]);
    this.#limit = pLimit(options.concurrency);
  }

  /** The refusal that applies to every call, once there is one. */
  get refusedBy(): Reason | undefined {
    return this.#refusedBy;
  }

  get isStopped(): boolean {
    return this.stop.aborted;
  }

  /**
   * Sends one call, and sends it again after failures that may pass.
   *
   * @returns the last result, or undefined when the call was not sent
   */
  async send(servers: readonly string[], search?: Search): Promise<CallResult | undefined> {
    const { clock, deadline, maxRetries, observer } = this.#options;
    let last: CallResult | undefined;
    for (let attempt = 1; ; attempt += 1) {
      const tried = await this.#limit(() => this.#sendOnce(servers, attempt, search));
      if (tried === undefined) return last;
      const { result, waitMs } = tried;
      last = result;
      if (waitMs === undefined || attempt > maxRetries) return result;
      const reason = reasonOf(result, servers);
      if (clock.now() + waitMs >= deadline) {
        observer.gaveUp({ reason, servers: servers.length, waitMs });
        return result;
      }
      if (this.isStopped) return result;
      const allCalls = isThrottled(result);
      observer.waiting({ reason, servers: servers.length, attempt, waitMs, allCalls });
      await clock.sleep(waitMs, this.stop);
    }
  }

  async #sendOnce(
    servers: readonly string[],
    attempt: number,
    search: Search | undefined,
  ): Promise<Attempt | undefined> {
    const { abort, call, ledger, random } = this.#options;
    if (!(await this.#mayBegin())) return undefined;
    if (search !== undefined && attempt === 1) {
      if (search.calls >= search.maxFruitlessCalls && !search.fruitful) return undefined;
      search.calls += 1;
    }
    ledger.sending(servers);
    const result = await this.#endAllAfterException(call(servers, abort));
    ledger.record(servers, result);
    const retry = retryOf(result, servers);
    const waitMs = retry === undefined ? undefined : backoffMs(retry.minDelayMs, attempt, random);
    // Before the limit starts the next call, which may have to wait or not to be sent at all.
    this.#applyToOtherCalls(result, search, waitMs);
    return { result, waitMs };
  }

  /** After an unexpected exception nothing new starts, so that the run can report what it knows. */
  async #endAllAfterException(result: Promise<CallResult>): Promise<CallResult> {
    try {
      return await result;
    } catch (error) {
      this.#refused.abort();
      throw error;
    }
  }

  /** Waits until an attempt may begin. @returns whether it may begin at all */
  async #mayBegin(): Promise<boolean> {
    const { checkFirst, clock } = this.#options;
    const isStopped = (): boolean => this.isStopped;
    for (;;) {
      await this.#waitForPause();
      if (isStopped()) return false;
      const reason = await checkFirst?.();
      if (reason !== undefined) this.#stopAll(reason);
      // The service may have limited the rate meanwhile, or the run may have ended.
      if (isStopped() || this.#pausedUntil <= clock.now()) return !isStopped();
    }
  }

  /** Waits as long as the service limits the rate of calls. */
  async #waitForPause(): Promise<void> {
    const { clock } = this.#options;
    for (;;) {
      const leftMs = this.#pausedUntil - clock.now();
      if (leftMs <= 0 || this.isStopped) return;
      await clock.sleep(leftMs, this.stop);
    }
  }

  #applyToOtherCalls(
    result: CallResult,
    search: Search | undefined,
    waitMs: number | undefined,
  ): void {
    if (result.kind === 'per_server') {
      this.#forbiddenInARow = 0;
      if (result.accepted.size === 0) return;
      this.#anyAccepted = true;
      if (search !== undefined) search.fruitful = true;
      return;
    }
    if (isThrottled(result) && waitMs !== undefined) this.#pause(waitMs, result.reason);
    const isForbidden = result.kind === 'refused' && result.forbidden === true;
    this.#forbiddenInARow = isForbidden ? this.#forbiddenInARow + 1 : 0;
    const isForbiddenForAll = this.#forbiddenInARow >= MAX_FORBIDDEN_IN_A_ROW && !this.#anyAccepted;
    const isRequestRefused = result.kind === 'refused' && result.scope === 'request';
    if (isForbiddenForAll || isRequestRefused) this.#stopAll(result.reason);
  }

  #pause(waitMs: number, reason: Reason): void {
    const { clock, deadline } = this.#options;
    const until = clock.now() + waitMs;
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
    // No call may be sent before the deadline, so the run ends now.
    if (until >= deadline) this.#stopAll(reason);
  }

  #stopAll(reason: Reason): void {
    this.#refusedBy ??= reason;
    this.#refused.abort();
  }
}

function isThrottled(result: CallResult): boolean {
  return result.kind !== 'per_server' && result.retry?.throttled === true;
}

/**
 * A refusal that belongs to one server is only waited for when that server stands alone: in a batch
 * all the others would have to wait.
 */
function retryOf(result: CallResult, servers: readonly string[]): Retry | undefined {
  const alone = servers.length === 1 ? servers[0] : undefined;
  if (result.kind === 'per_server') {
    const retry = alone === undefined ? undefined : result.failed.get(alone)?.retry;
    return isNotReady(retry) ? undefined : retry;
  }
  const isForOneOfMany =
    result.kind === 'refused' && result.scope === 'server' && alone === undefined;
  return isForOneOfMany || isNotReady(result.retry) ? undefined : result.retry;
}

function reasonOf(result: CallResult, servers: readonly string[]): Reason {
  const failed = result.kind === 'per_server' ? result.failed.get(servers[0] ?? '') : undefined;
  return failed?.reason ?? result.reason;
}
