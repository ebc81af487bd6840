import type { Clock } from '../src/retry/clock.ts';

interface Timer {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that stands still until all work sleeps, and then jumps to the end of the next sleep. */
export class VirtualClock implements Clock {
  #now: number;
  readonly #timers = new Set<Timer>();

  constructor(start = Date.UTC(2026, 10, 21)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const wake = (): void => {
        this.#timers.delete(timer);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = { at: this.#now + ms, wake };
      this.#timers.add(timer);
      signal.addEventListener('abort', wake);
    });
  }

  /** Advances time until the work is done. Fails if nothing sleeps and the work is not done. */
  async run<T>(work: Promise<T>): Promise<T> {
    const state: { done: boolean } = { done: false };
    const finished = work.finally(() => {
      state.done = true;
    });
    // The result is awaited below. Without this line, a rejection counts as unhandled until then.
    finished.catch(() => undefined);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (state.done) return finished;
      const next = [...this.#timers].sort((a, b) => a.at - b.at)[0];
      if (next === undefined) throw new Error('the work waits for something other than the clock');
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
  }
}
