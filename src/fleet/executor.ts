import { halves, splitIntoBatches } from './batches.ts';
import type { CallResult, PerServerResult, RefusedResult, Retry } from './call-result.ts';
import type { Reason } from './outcome.ts';
import { delayOf, isNotReady, isNotReadyRefusal, notReadyOf } from './not-ready.ts';
import { Sender } from './sender.ts';
import type { Search, SenderOptions, SendObserver } from './sender.ts';
import { WaitingList } from './waiting-list.ts';
import type { WaitingObserver } from './waiting-list.ts';

/** How often the rest of a batch is sent again after the service named some of its servers. */
const MAX_ROUNDS = 25;
/** The same for servers that have waited, where the service names only some that are not ready. */
const MAX_ROUNDS_OF_NOT_READY = 16;
/** A batch whose parts accept nothing in this many calls is taken as refused as a whole. */
const MAX_FRUITLESS_CALLS = 32;
/** The same for servers that have waited, beside the call for the whole batch. */
const MAX_FRUITLESS_CALLS_OF_ROUND = 15;
/** A batch is not ready as a whole when its parts of this level are: the quarters. */
const WHOLE_LEVEL = 2;
/** The calls for the halves and quarters of a batch, and for the batch. */
const CALLS_FOR_WHOLE = 7;

/** Told how a run goes on. */
export interface Observer extends SendObserver, WaitingObserver {
  /** A refused batch is sent again in two halves, to find the server because of which it is refused. */
  splitting(event: { reason: Reason; servers: number }): void;
  /** The servers that the service did not name are sent again without those that it named. */
  resendingRest(event: { reason: Reason; servers: number }): void;
  /** Servers that are still unknown will be sent again after a wait of `waitMs` milliseconds. */
  resendingUnknown(event: { servers: number; waitMs: number }): void;
  /** All that can be known of one batch is known, but for the servers that wait. */
  settled(event: { batch: number; batches: number; servers: number }): void;
}

export interface ExecuteOptions extends SenderOptions {
  readonly observer: Observer;
  /** Servers in one call. */
  readonly batchSize: number;
  /** How long a server that is busy or not ready is waited for; 0 for not at all. */
  readonly maxWaitMs: number;
  /** When servers that ended unknown are sent once more; 0 for never. */
  readonly resendUnknownAfterMs: number;
}

/**
 * Brings every server to its end: sends the batches, repeats what may pass, leaves out the servers that
 * the service names, splits a refused batch until the server stands alone, and sends servers that were
 * not ready again after a minute. The outcome is in the ledger at every moment.
 *
 * @returns why batches were not sent after a refusal of the request itself, or undefined
 */
export async function execute(
  servers: readonly string[],
  options: ExecuteOptions,
): Promise<Reason | undefined> {
  const executor = new Executor(options);
  await executor.sendAll(servers);
  await executor.resendUnknown();
  return executor.refusedBy;
}

class Executor {
  readonly #options: ExecuteOptions;
  readonly #sender: Sender;
  readonly #waiting: WaitingList;

  constructor(options: ExecuteOptions) {
    this.#options = options;
    this.#sender = new Sender(options);
    this.#waiting = new WaitingList({
      clock: options.clock,
      deadline: options.deadline,
      maxWaitMs: options.maxWaitMs,
      observer: options.observer,
      stop: this.#sender.stop,
      send: (servers) => this.#sendAgain(servers),
    });
  }

  get refusedBy(): Reason | undefined {
    return this.#sender.refusedBy;
  }

  /** Sends the servers in batches, and those that are not ready again, until none waits. */
  async sendAll(servers: readonly string[]): Promise<void> {
    const { batchSize, observer } = this.#options;
    const batches = splitIntoBatches(servers, batchSize);
    await Promise.all(
      batches.map(async (batch, index) => {
        if (await this.#settle(batch)) {
          observer.settled({ batch: index + 1, batches: batches.length, servers: batch.length });
        }
      }),
    );
    await this.#waiting.finished();
  }

  /** Sends servers once more. */
  async #sendAgain(servers: readonly string[]): Promise<void> {
    const batches = splitIntoBatches(servers, this.#options.batchSize);
    await Promise.all(batches.map((batch) => this.#settle(batch)));
  }

  /** Sends the servers that are unknown once more, when everything else is settled. */
  async resendUnknown(): Promise<void> {
    const { clock, deadline, ledger, observer } = this.#options;
    const { resendUnknownAfterMs: waitMs } = this.#options;
    if (waitMs === 0 || this.#sender.isStopped) return;
    const servers = ledger.unknownIds();
    if (servers.length === 0 || clock.now() + waitMs >= deadline) return;
    observer.resendingUnknown({ servers: servers.length, waitMs });
    await clock.sleep(waitMs, this.#sender.stop);
    await this.#sendAgain(servers);
    await this.#waiting.finished();
  }

  /** @returns whether the servers were sent at all */
  async #settle(servers: readonly string[], search?: Search, round = 1): Promise<boolean> {
    const result = await this.#sender.send(servers, search);
    if (result === undefined) return false;
    await this.#goOn(servers, result, search, round);
    return true;
  }

  async #goOn(
    servers: readonly string[],
    result: CallResult,
    search: Search | undefined,
    round: number,
  ): Promise<void> {
    if (this.#sender.isStopped) return;
    if (result.kind === 'per_server') await this.#afterNames(servers, result, search, round);
    else if (result.kind === 'refused') await this.#afterRefusal(servers, result, search);
  }

  async #afterNames(
    servers: readonly string[],
    { accepted, contradicted, failed, reason, resendRest }: PerServerResult,
    search: Search | undefined,
    round: number,
  ): Promise<void> {
    for (const [id, { retry }] of failed) if (isNotReady(retry)) this.#wait([id], retry, search);
    if (!resendRest) return;
    const rest = servers.filter(
      (id) => !accepted.has(id) && !failed.has(id) && !contradicted.has(id),
    );
    if (rest.length === 0) return;
    const notReady = notReadyOf(failed.values());
    const maxRounds = this.#haveWaited(rest) ? MAX_ROUNDS_OF_NOT_READY : MAX_ROUNDS;
    if (round >= maxRounds && notReady !== undefined && this.#mayAllWait(rest, notReady)) {
      this.#wait(rest, notReady, search);
      return;
    }
    if (round < MAX_ROUNDS) {
      this.#options.observer.resendingRest({ reason, servers: rest.length });
      if (await this.#settle(rest, search, round + 1)) return;
    }
    this.#leave(rest, undefined);
  }

  async #afterRefusal(
    servers: readonly string[],
    result: RefusedResult,
    search = this.#newSearch(servers),
  ): Promise<void> {
    const { contradicted, reason, retry, scope } = result;
    if (scope !== 'server' && scope !== 'batch') return;
    const rest = servers.filter((id) => !contradicted.has(id));
    if (servers.length === 1 && isNotReady(retry)) this.#wait(rest, retry, search);
    if (servers.length === 1 || rest.length === 0) return;
    this.#options.observer.splitting({ reason, servers: rest.length });
    if (!isNotReady(retry)) {
      await this.#sendParts(halves(rest), result, search);
      return;
    }
    const [waiting, others] = this.#partition(rest, retry);
    if (others.length === 0) await this.#sendWhole(halves(rest), result, search, 1);
    else if (waiting.length === 0) await this.#sendParts(halves(rest), result, search);
    else {
      // The others have no further round, so the ready ones among them are searched for.
      const own = { ...search, calls: search.calls + CALLS_FOR_WHOLE };
      await Promise.all([
        this.#sendParts([waiting], result, search),
        this.#sendParts([others], result, own),
      ]);
    }
  }

  /**
   * Sends the parts of a refused batch, breadth first: the limit serves in order, so the healthy part
   * of a batch is found before the search spends its calls on the others.
   */
  async #sendParts(
    parts: readonly (readonly string[])[],
    refusal: RefusedResult,
    search: Search,
  ): Promise<void> {
    await Promise.all(
      parts.map(async (part) => {
        if (!(await this.#settle(part, search))) this.#leave(part, refusal.retry);
      }),
    );
  }

  /**
   * Sends the parts of a batch that may be not ready as a whole.
   *
   * @param level 1 for halves, 2 for quarters
   */
  async #sendWhole(
    parts: readonly (readonly string[])[],
    refusal: RefusedResult,
    search: Search,
    level: number,
  ): Promise<void> {
    const results = await Promise.all(parts.map((part) => this.#sender.send(part, search)));
    if (!results.every(isNotReadyRefusal)) {
      await Promise.all(
        parts.map(async (part, index) => {
          const result = results[index];
          if (result === undefined) this.#leave(part, refusal.retry);
          else await this.#goOn(part, result, search, 1);
        }),
      );
      return;
    }
    const larger = level < WHOLE_LEVEL ? parts.filter((part) => part.length > 1) : [];
    const others = parts.filter((part) => !larger.includes(part));
    this.#wait(others.flat(), refusal.retry, search);
    if (larger.length > 0) {
      await this.#sendWhole(larger.flatMap(halves), refusal, search, level + 1);
    }
  }

  /**
   * Leaves servers that are not sent again now. They keep their result. Those that it, or an earlier
   * response, reported as not ready wait for the next round.
   *
   * @param retry of the response for all of them
   */
  #leave(servers: readonly string[], retry: Retry | undefined): void {
    if (this.#sender.isStopped) return;
    const isWhole = isNotReady(retry);
    const notReady = servers.filter((id) => isWhole || this.#waiting.hasWaited(id));
    this.#wait(notReady, isWhole ? retry : undefined, undefined);
  }

  #newSearch(servers: readonly string[]): Search {
    const maxFruitlessCalls = this.#haveWaited(servers)
      ? MAX_FRUITLESS_CALLS_OF_ROUND
      : MAX_FRUITLESS_CALLS;
    return { calls: 0, maxFruitlessCalls, fruitful: false };
  }

  #haveWaited(servers: readonly string[]): boolean {
    return servers.some((id) => this.#waiting.hasWaited(id));
  }

  #mayAllWait(servers: readonly string[], retry: Retry): boolean {
    return this.#partition(servers, retry)[1].length === 0;
  }

  /** @returns the servers that may wait, and those whose time is over */
  #partition(servers: readonly string[], retry: Retry): readonly [string[], string[]] {
    const waiting: string[] = [];
    const others: string[] = [];
    for (const id of servers) {
      (this.#waiting.mayWait(id, delayOf(retry)) ? waiting : others).push(id);
    }
    return [waiting, others];
  }

  /** Sets servers aside, to be sent again together after their delay. */
  #wait(servers: readonly string[], retry: Retry | undefined, search: Search | undefined): void {
    for (const id of servers) {
      const waits = this.#waiting.add(id, delayOf(retry));
      if (waits && search !== undefined) search.fruitful = true;
    }
  }
}
