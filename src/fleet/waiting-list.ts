/** Servers whose wait ends within this time are sent together. In milliseconds. */
const WINDOW_MS = 5_000;

interface Waiting {
  /** Time by the clock from which the server may be sent again. */
  readonly due: number;
}

/** The servers that are busy or not ready yet, and when each of them may be sent again. */
export class WaitingList {
  readonly #maxWaitMs: number;
  readonly #deadline: number;
  readonly #firstSeen = new Map<string, number>();
  readonly #waiting = new Map<string, Waiting>();

  /**
   * @param maxWaitMs how long a server may wait, from the first response that it is not ready
   * @param deadline time by the clock after which nothing may be sent
   */
  constructor(maxWaitMs: number, deadline: number) {
    this.#maxWaitMs = maxWaitMs;
    this.#deadline = deadline;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /**
   * Whether a server may wait for another attempt.
   *
   * @param now when the service reported that the server is not ready
   */
  mayWait(id: string, now: number, delayMs: number): boolean {
    const due = now + delayMs;
    const first = this.#firstSeen.get(id) ?? now;
    return due - first <= this.#maxWaitMs && due < this.#deadline;
  }

  hasWaited(id: string): boolean {
    return this.#firstSeen.has(id);
  }

  /** @returns whether the server waits; false where its time is over */
  add(id: string, now: number, delayMs: number): boolean {
    if (!this.mayWait(id, now, delayMs)) return false;
    if (!this.#firstSeen.has(id)) this.#firstSeen.set(id, now);
    this.#waiting.set(id, { due: now + delayMs });
    return true;
  }

  /** When the next round begins: with all servers that are due at nearly the same time. */
  nextRound(): number {
    const due = Array.from(this.#waiting.values(), (server) => server.due);
    const first = due.reduce((a, b) => Math.min(a, b), Infinity);
    return due.reduce((a, b) => (b <= first + WINDOW_MS ? Math.max(a, b) : a), first);
  }

  /** Takes the servers that are due off the list. */
  take(now: number): string[] {
    const ids = [...this.#waiting].filter(([, { due }]) => due <= now).map(([id]) => id);
    for (const id of ids) this.#waiting.delete(id);
    return ids;
  }
}
