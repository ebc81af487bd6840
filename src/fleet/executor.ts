import type { CallResult, PerServerResult, RefusedResult } from './call-result.ts';
import type { Reason } from './outcome.ts';
import { Sender } from './sender.ts';
import type { Search, SenderOptions, SendObserver } from './sender.ts';

/** How often the rest of a batch is sent again after the service named some of its servers. */
const MAX_ROUNDS = 25;

/** Told how a run goes on. */
export interface Observer extends SendObserver {
  /** A refused batch is sent again in two halves, to find the server because of which it is refused. */
  splitting(event: { reason: Reason; servers: number }): void;
  /** The servers that the service did not name are sent again without those that it named. */
  resendingRest(event: { reason: Reason; servers: number }): void;
  /** All that can be known of one batch is known. */
  settled(event: { batch: number; batches: number; servers: number }): void;
}

export interface ExecuteOptions extends SenderOptions {
  readonly observer: Observer;
}

/**
 * Brings every batch to its end: sends it, repeats what may pass, leaves out the servers that the
 * service names, splits a refused batch until the server stands alone. A call that may not be
 * repeated is sent once and never split. The outcome is in the ledger at every moment.
 *
 * @returns why batches were not sent after a refusal of the request itself, or undefined
 */
export async function execute(
  batches: readonly (readonly string[])[],
  options: ExecuteOptions,
): Promise<Reason | undefined> {
  const { observer } = options;
  const executor = new Executor(options);
  await Promise.all(
    batches.map(async (servers, index) => {
      if (await executor.settle(servers)) {
        observer.settled({ batch: index + 1, batches: batches.length, servers: servers.length });
      }
    }),
  );
  return executor.refusedBy;
}

class Executor {
  readonly #observer: Observer;
  readonly #repeatable: boolean;
  readonly #sender: Sender;

  constructor(options: ExecuteOptions) {
    this.#observer = options.observer;
    this.#repeatable = options.repeatable;
    this.#sender = new Sender(options);
  }

  get refusedBy(): Reason | undefined {
    return this.#sender.refusedBy;
  }

  /** @returns whether the servers were sent at all */
  async settle(servers: readonly string[], search?: Search, round = 1): Promise<boolean> {
    const result = await this.#sender.send(servers, search);
    if (result === undefined) return false;
    if (this.#repeatable && !this.#sender.isStopped) {
      await this.#goOn(servers, result, search, round);
    }
    return true;
  }

  async #goOn(
    servers: readonly string[],
    result: CallResult,
    search: Search | undefined,
    round: number,
  ): Promise<void> {
    if (result.kind === 'per_server' && result.resendRest && round < MAX_ROUNDS) {
      await this.#resendRest(servers, result, search, round);
    } else if (result.kind === 'refused' && servers.length > 1) {
      await this.#split(servers, result, search);
    }
  }

  async #resendRest(
    servers: readonly string[],
    { accepted, contradicted, failed, reason }: PerServerResult,
    search: Search | undefined,
    round: number,
  ): Promise<void> {
    const rest = servers.filter(
      (id) => !accepted.has(id) && !failed.has(id) && !contradicted.has(id),
    );
    if (rest.length === 0) return;
    this.#observer.resendingRest({ reason, servers: rest.length });
    await this.settle(rest, search, round + 1);
  }

  async #split(
    servers: readonly string[],
    { contradicted, reason, scope }: RefusedResult,
    search: Search = { calls: 0, anyAccepted: false },
  ): Promise<void> {
    if (scope !== 'server' && scope !== 'batch') return;
    const rest = servers.filter((id) => !contradicted.has(id));
    if (rest.length === 0) return;
    this.#observer.splitting({ reason, servers: rest.length });
    const middle = Math.ceil(rest.length / 2);
    // Breadth first, because the limit serves in order: the healthy half of a batch is found before
    // the search spends its calls on the other one.
    await Promise.all(
      [rest.slice(0, middle), rest.slice(middle)]
        .filter((half) => half.length > 0)
        .map((half) => this.settle(half, search)),
    );
  }
}
