import { splitIntoBatches } from './batches.ts';
import type { CallResult, PerServerResult, RefusedResult, Retry } from './call-result.ts';
import type { Reason } from './outcome.ts';
import { isNotReady, Sender } from './sender.ts';
import type { Search, SenderOptions, SendObserver } from './sender.ts';
import { WaitingList } from './waiting-list.ts';

/** How often the rest of a batch is sent again after the service named some of its servers. */
const MAX_ROUNDS = 25;
/** A batch whose parts accept nothing in this many calls is taken as refused as a whole. */
const MAX_FRUITLESS_CALLS = 32;
/** The same for servers that have waited, beside the call for the whole batch. */
const MAX_FRUITLESS_CALLS_OF_ROUND = 15;
/** A batch is not ready as a whole when its parts of this level are: the quarters. */
const WHOLE_LEVEL = 2;

/** Told how a run goes on. */
export interface Observer extends SendObserver {
  /** A refused batch is sent again in two halves, to find the server because of which it is refused. */
  splitting(event: { reason: Reason; servers: number }): void;
  /** The servers that the service did not name are sent again without those that it named. */
  resendingRest(event: { reason: Reason; servers: number }): void;
  /** Servers that are busy or not ready will be sent again after a wait of `waitMs` milliseconds. */
  waitingForServers(event: { servers: number; waitMs: number }): void;
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
 * not ready again after a minute. A call that may not be repeated is sent once and never split. The
 * outcome is in the ledger at every moment.
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
  #rounds: Promise<void> | undefined;

  constructor(options: ExecuteOptions) {
    this.#options = options;
    this.#sender = new Sender(options);
    this.#waiting = new WaitingList(options.maxWaitMs, options.deadline);
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
    await this.#rounds;
  }

  /** Sends servers once more. */
  async #sendAgain(servers: readonly string[]): Promise<void> {
    const batches = splitIntoBatches(servers, this.#options.batchSize);
    await Promise.all(batches.map((batch) => this.#settle(batch)));
  }

  /** Sends the servers that are unknown once more, when everything else is settled. */
  async resendUnknown(): Promise<void> {
    const { clock, deadline, ledger, observer, resendUnknownAfterMs: waitMs } = this.#options;
    const servers = ledger.unknownIds();
    const isPossible = waitMs > 0 && servers.length > 0 && !this.#sender.isStopped;
    if (!isPossible || clock.now() + waitMs >= deadline) return;
    observer.resendingUnknown({ servers: servers.length, waitMs });
    await clock.sleep(waitMs, this.#sender.stop);
    await this.#sendAgain(servers);
    await this.#rounds;
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
    if (!this.#options.repeatable || this.#sender.isStopped) return;
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
    if (!resendRest || round >= MAX_ROUNDS) return;
    const rest = servers.filter(
      (id) => !accepted.has(id) && !failed.has(id) && !contradicted.has(id),
    );
    if (rest.length === 0) return;
    this.#options.observer.resendingRest({ reason, servers: rest.length });
    await this.#settle(rest, search, round + 1);
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
    const whole = isNotReady(retry) && this.#mayAllWait(rest, retry) ? result : undefined;
    await this.#sendParts(halves(rest), search, whole, 1);
  }

  /**
   * Sends the parts of a refused batch, breadth first: the limit serves in order, so the healthy part
   * of a batch is found before the search spends its calls on the others.
   *
   * @param whole the refusal of the batch, where it may be not ready as a whole
   * @param level 1 for halves, 2 for quarters
   */
  async #sendParts(
    parts: readonly (readonly string[])[],
    search: Search,
    whole: RefusedResult | undefined,
    level: number,
  ): Promise<void> {
    if (whole === undefined) {
      await Promise.all(parts.map((part) => this.#settle(part, search)));
      return;
    }
    const results = await Promise.all(parts.map((part) => this.#sender.send(part, search)));
    if (!results.every((result) => isSameRefusal(result, whole))) {
      await Promise.all(
        parts.map(async (part, index) => {
          const result = results[index];
          if (result !== undefined) await this.#goOn(part, result, search, 1);
        }),
      );
      return;
    }
    const larger = level < WHOLE_LEVEL ? parts.filter((part) => part.length > 1) : [];
    const others = parts.filter((part) => !larger.includes(part));
    this.#wait(others.flat(), whole.retry, search);
    if (larger.length > 0) await this.#sendParts(larger.flatMap(halves), search, whole, level + 1);
  }

  #newSearch(servers: readonly string[]): Search {
    const isRound = servers.some((id) => this.#waiting.hasWaited(id));
    const maxFruitlessCalls = isRound ? MAX_FRUITLESS_CALLS_OF_ROUND : MAX_FRUITLESS_CALLS;
    return { calls: 0, maxFruitlessCalls, fruitful: false };
  }

  #mayAllWait(servers: readonly string[], { minDelayMs = 0 }: Retry): boolean {
    const now = this.#options.clock.now();
    return servers.every((id) => this.#waiting.mayWait(id, now, minDelayMs));
  }

  /** Sets servers aside, to be sent again together after their delay. */
  #wait(servers: readonly string[], retry: Retry | undefined, search: Search | undefined): void {
    const now = this.#options.clock.now();
    for (const id of servers) {
      const waits = this.#waiting.add(id, now, retry?.minDelayMs ?? 0);
      if (waits && search !== undefined) search.fruitful = true;
    }
    if (this.#waiting.size > 0) this.#rounds ??= this.#runRounds();
  }

  async #runRounds(): Promise<void> {
    const { clock, observer } = this.#options;
    const isStopped = (): boolean => this.#sender.isStopped;
    while (this.#waiting.size > 0 && !isStopped()) {
      const waitMs = Math.max(0, this.#waiting.nextRound() - clock.now());
      observer.waitingForServers({ servers: this.#waiting.size, waitMs });
      await clock.sleep(waitMs, this.#sender.stop);
      if (isStopped()) break;
      await this.#sendAgain(this.#waiting.take(clock.now()));
    }
    this.#rounds = undefined;
  }
}

function halves(servers: readonly string[]): (readonly string[])[] {
  const middle = Math.ceil(servers.length / 2);
  return [servers.slice(0, middle), servers.slice(middle)].filter((half) => half.length > 0);
}

function isSameRefusal(result: CallResult | undefined, whole: RefusedResult): boolean {
  return (
    result?.kind === 'refused' &&
    isNotReady(result.retry) &&
    result.reason.code === whole.reason.code &&
    result.contradicted.size === 0
  );
}
