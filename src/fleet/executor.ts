import pLimit from 'p-limit';
import { backoffMs } from '../retry/backoff.ts';
import type { Clock } from '../retry/clock.ts';
import type { Ledger } from './ledger.ts';
import type { Reason } from './outcome.ts';
import type { Call, CallResult, Retry } from './call-result.ts';

/** How often the rest of a batch is sent again after the service named some of its servers. */
const MAX_NAMING_ROUNDS = 25;
/** A batch whose halves accept nothing in this many calls is taken to be dead as a whole. */
const MAX_FRUITLESS_CALLS = 32;
/** Servers refused one after the other for want of permission before the run stops. */
const MAX_FORBIDDEN_IN_A_ROW = 5;

/** What a person may want to see while the run goes on. */
export interface Observer {
  /** A failed try will be repeated after a wait of `waitMs` milliseconds. */
  waiting(event: {
    reason: Reason;
    servers: number;
    attempt: number;
    waitMs: number;
    /** Nothing at all is sent before that. */
    everybody: boolean;
  }): void;
  /** The next try would begin after the deadline, so there is none. */
  gaveUp(event: { reason: Reason; servers: number; waitMs: number }): void;
  /** A refused batch is sent again in two halves, to find the server that it belongs to. */
  narrowing(event: { reason: Reason; servers: number }): void;
  /** The servers that the service did not name are sent again without those it did. */
  sendingRest(event: { reason: Reason; servers: number }): void;
  /** All that can be known of one batch is known. */
  settled(event: { batch: number; batches: number; servers: number }): void;
}

export interface ExecuteOptions {
  readonly call: Call;
  readonly ledger: Ledger;
  readonly observer: Observer;
  readonly clock: Clock;
  /** A number from 0 (included) to 1 (excluded), for the jitter. */
  readonly random: () => number;
  /** Calls under way at once. */
  readonly concurrency: number;
  /** Further tries of one call after a failure that may pass. */
  readonly maxRetries: number;
  /** Time by `clock` after which nothing may be tried. */
  readonly deadline: number;
  /** Nothing new starts once this is aborted. */
  readonly stop: AbortSignal;
  /** Calls under way end once this is aborted. */
  readonly abort: AbortSignal;
}

/** The search for the servers that spoil a batch. */
interface Narrowing {
  calls: number;
  fruitful: boolean;
}

/**
 * Brings every batch to its end: sends it, repeats what may pass, leaves out the servers that the
 * service names, narrows a refusal down to the server that it belongs to. The outcome is in the
 * ledger, at every moment.
 *
 * @returns why batches were left unsent by a refusal that concerns the request itself, or undefined
 */
export async function execute(
  batches: readonly (readonly string[])[],
  options: ExecuteOptions,
): Promise<Reason | undefined> {
  const executor = new Executor(options);
  await Promise.all(
    batches.map(async (servers, index) => {
      if (await executor.settle(servers)) {
        options.observer.settled({
          batch: index + 1,
          batches: batches.length,
          servers: servers.length,
        });
      }
    }),
  );
  return executor.refusedBy;
}

class Executor {
  /** The refusal that concerns every batch, once there is one. */
  refusedBy: Reason | undefined;

  readonly #options: ExecuteOptions;
  readonly #refused = new AbortController();
  readonly #stop: AbortSignal;
  readonly #limit: ReturnType<typeof pLimit>;
  #pausedUntil = 0;
  #forbiddenInARow = 0;
  #anyAccepted = false;

  constructor(options: ExecuteOptions) {
    this.#options = options;
    this.#stop = AbortSignal.any([options.stop, this.#refused.signal]);
    this.#limit = pLimit(options.concurrency);
  }

  /** @returns whether the servers were sent at all */
  async settle(servers: readonly string[], narrowing?: Narrowing, round = 1): Promise<boolean> {
    const reply = await this.#send(servers, narrowing);
    if (reply === undefined) return false;
    if (reply.kind === 'answered' && reply.again) {
      await this.#sendRest(servers, reply, narrowing, round);
    } else if (reply.kind === 'refused') {
      await this.#narrowDown(servers, reply, narrowing);
    }
    return true;
  }

  async #sendRest(
    servers: readonly string[],
    reply: Extract<CallResult, { kind: 'answered' }>,
    narrowing: Narrowing | undefined,
    round: number,
  ): Promise<void> {
    const rest = servers.filter(
      (id) => !reply.accepted.has(id) && !reply.failed.has(id) && !reply.doubtful.has(id),
    );
    if (rest.length === 0 || round >= MAX_NAMING_ROUNDS || this.#stop.aborted) return;
    this.#options.observer.sendingRest({ reason: reply.reason, servers: rest.length });
    await this.settle(rest, narrowing, round + 1);
  }

  async #narrowDown(
    servers: readonly string[],
    reply: Extract<CallResult, { kind: 'refused' }>,
    narrowing: Narrowing | undefined,
  ): Promise<void> {
    const helps = reply.scope === 'server' || reply.scope === 'batch';
    if (!helps || servers.length === 1 || this.#stop.aborted) return;
    this.#options.observer.narrowing({ reason: reply.reason, servers: servers.length });
    const middle = Math.ceil(servers.length / 2);
    const search = narrowing ?? { calls: 0, fruitful: false };
    // Breadth first, because the limit serves in order: the healthy half of a batch is found
    // before the search loses itself in a dead one.
    await Promise.all(
      [servers.slice(0, middle), servers.slice(middle)].map((half) => this.settle(half, search)),
    );
  }

  /** @returns the last reply, or undefined when the servers were not sent by this call */
  async #send(
    servers: readonly string[],
    narrowing: Narrowing | undefined,
  ): Promise<CallResult | undefined> {
    const { clock, deadline, maxRetries, observer } = this.#options;
    let last: CallResult | undefined;
    for (let attempt = 1; ; attempt += 1) {
      const tried = await this.#limit(() => this.#tryOnce(servers, narrowing, attempt));
      if (tried === undefined) return last;
      const { reply, waitMs } = tried;
      last = reply;
      if (waitMs === undefined || attempt > maxRetries) return reply;
      const reason = reasonOf(reply, servers);
      if (clock.now() + waitMs >= deadline) {
        observer.gaveUp({ reason, servers: servers.length, waitMs });
        return reply;
      }
      if (this.#stop.aborted) return reply;
      const everybody = reply.kind !== 'answered' && reply.retry?.throttled === true;
      observer.waiting({ reason, servers: servers.length, attempt, waitMs, everybody });
      await clock.sleep(waitMs, this.#stop);
    }
  }

  async #tryOnce(
    servers: readonly string[],
    narrowing: Narrowing | undefined,
    attempt: number,
  ): Promise<{ reply: CallResult; waitMs: number | undefined } | undefined> {
    const { abort, call, ledger } = this.#options;
    await this.#pause();
    if (this.#stop.aborted) return undefined;
    if (narrowing !== undefined && attempt === 1) {
      if (narrowing.calls >= MAX_FRUITLESS_CALLS && !narrowing.fruitful) return undefined;
      narrowing.calls += 1;
    }
    ledger.sending(servers);
    const reply = await call(servers, abort);
    ledger.record(servers, reply);
    const retry = retryOf(reply, servers);
    const waitMs =
      retry === undefined ? undefined : backoffMs(retry, attempt, this.#options.random);
    // Before this place is free for the next call, which may have to wait or not to be sent at all.
    this.#drawConclusions(reply, narrowing, waitMs);
    return { reply, waitMs };
  }

  /** Waits as long as the service wants nobody to call. */
  async #pause(): Promise<void> {
    const { clock } = this.#options;
    for (;;) {
      const leftMs = this.#pausedUntil - clock.now();
      if (leftMs <= 0 || this.#stop.aborted) return;
      await clock.sleep(leftMs, this.#stop);
    }
  }

  #drawConclusions(
    reply: CallResult,
    narrowing: Narrowing | undefined,
    waitMs: number | undefined,
  ): void {
    const { clock, deadline } = this.#options;
    if (reply.kind === 'answered') {
      this.#forbiddenInARow = 0;
      if (reply.accepted.size === 0) return;
      this.#anyAccepted = true;
      if (narrowing !== undefined) narrowing.fruitful = true;
      return;
    }
    if (reply.retry?.throttled === true && waitMs !== undefined) {
      const until = clock.now() + waitMs;
      this.#pausedUntil = Math.max(this.#pausedUntil, until);
      // Nobody may call before the time is over, so nothing is left to be done.
      if (until >= deadline) this.#stopAll(reply.reason);
    }
    const isRefused = reply.kind === 'refused';
    const isForbidden = isRefused && reply.forbidden === true;
    this.#forbiddenInARow = isForbidden ? this.#forbiddenInARow + 1 : 0;
    const isForbiddenToAll = this.#forbiddenInARow >= MAX_FORBIDDEN_IN_A_ROW && !this.#anyAccepted;
    if (isForbiddenToAll || (isRefused && reply.scope === 'request')) {
      this.#stopAll(reply.reason);
    }
  }

  #stopAll(reason: Reason): void {
    this.refusedBy ??= reason;
    this.#refused.abort();
  }
}

/**
 * A refusal that belongs to one server is only waited for when that server stands alone: in a
 * batch it would keep all the others waiting.
 */
function retryOf(reply: CallResult, servers: readonly string[]): Retry | undefined {
  const alone = servers.length === 1 ? servers[0] : undefined;
  if (reply.kind === 'answered') {
    return alone === undefined ? undefined : reply.failed.get(alone)?.retry;
  }
  if (reply.kind === 'refused' && reply.scope === 'server' && alone === undefined) return undefined;
  return reply.retry;
}

function reasonOf(reply: CallResult, servers: readonly string[]): Reason {
  const named = reply.kind === 'answered' ? reply.failed.get(servers[0] ?? '') : undefined;
  return named?.reason ?? reply.reason;
}
