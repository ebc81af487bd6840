import type { Clock } from '../retry/clock.ts';

/** Servers whose wait begins within this time are sent again together. In milliseconds. */
const WINDOW_MS = 5_000;

/** Told when the servers of a round are known. */
export interface WaitingObserver {
  /** Servers that are busy or not ready will be sent again after a wait of `waitMs` milliseconds. */
  waitingForServers(event: { servers: number; waitMs: number }): void;
}

export interface WaitingOptions {
  readonly clock: Clock;
  readonly observer: WaitingObserver;
  /** How long a server may wait, from the first response that it is not ready. */
  readonly maxWaitMs: number;
  /** Time by `clock` after which nothing may be sent. */
  readonly deadline: number;
  /** Ends every wait. */
  readonly stop: AbortSignal;
  /** Sends the servers of a round. */
  readonly send: (servers: readonly string[]) => Promise<void>;
}

interface Round {
  readonly servers: string[];
  /** When the first of its servers may be sent again. */
  readonly firstDue: number;
  /** When all of them may be. */
  due: number;
}

/** The servers that are busy or not ready yet. Each round of them waits and is sent on its own. */
export class WaitingList {
  readonly #options: WaitingOptions;
  readonly #firstSeen = new Map<string, number>();
  /** The rounds that still take servers. */
  readonly #open = new Set<Round>();
  readonly #rounds: Promise<void>[] = [];

  constructor(options: WaitingOptions) {
    this.#options = options;
  }

  /** Whether a server may wait for another attempt, if the service reports now that it is not ready. */
  mayWait(id: string, delayMs: number): boolean {
    const { clock, deadline, maxWaitMs } = this.#options;
    const now = clock.now();
    const due = now + delayMs;
    const first = this.#firstSeen.get(id) ?? now;
    return due - first <= maxWaitMs && due < deadline;
  }

  hasWaited(id: string): boolean {
    return this.#firstSeen.has(id);
  }

  /** @returns whether the server waits; false where its time is over */
  add(id: string, delayMs: number): boolean {
    if (!this.mayWait(id, delayMs)) return false;
    const now = this.#options.clock.now();
    if (!this.#firstSeen.has(id)) this.#firstSeen.set(id, now);
    this.#join(id, now + delayMs);
    return true;
  }

  /** Waits until every round is over, also those that begin meanwhile. */
  async finished(): Promise<void> {
    for (const round of this.#rounds) await round;
  }

  #join(id: string, due: number): void {
    for (const round of this.#open) {
      if (due < round.firstDue || due > round.firstDue + WINDOW_MS) continue;
      round.servers.push(id);
      round.due = Math.max(round.due, due);
      return;
    }
    const round: Round = { servers: [id], firstDue: due, due };
    this.#open.add(round);
    const over = this.#run(round);
    // finished() reports the exception. Without this line it counts as unhandled until then.
    over.catch(() => undefined);
    this.#rounds.push(over);
  }

  async #run(round: Round): Promise<void> {
    const { clock, observer, send, stop } = this.#options;
    const isStopped = (): boolean => stop.aborted;
    await clock.sleep(Math.min(WINDOW_MS, round.due - clock.now()), stop);
    this.#open.delete(round);
    if (isStopped()) return;
    const waitMs = Math.max(0, round.due - clock.now());
    observer.waitingForServers({ servers: round.servers.length, waitMs });
    await clock.sleep(waitMs, stop);
    if (!isStopped()) await send(round.servers);
  }
}
