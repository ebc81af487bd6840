import type { Reason } from '../fleet/outcome.ts';
import type { Clock } from '../retry/clock.ts';

/**
 * Lets all requests that share it wait while the service limits the rate of calls: another request would
 * only be refused as well.
 */
export class RateLimitPause {
  readonly #clock: Clock;
  readonly #stop: AbortSignal;
  #until = 0;
  #endedBy: Reason | undefined;

  /** @param stop ends all waiting at once */
  constructor(clock: Clock, stop: AbortSignal) {
    this.#clock = clock;
    this.#stop = stop;
  }

  /** Why no further request can be sent before the deadline, once that is so. */
  get endedBy(): Reason | undefined {
    return this.#endedBy;
  }

  /** Resolves when a request may be sent. */
  async wait(): Promise<void> {
    for (;;) {
      const leftMs = this.#until - this.#clock.now();
      if (leftMs <= 0 || this.#stop.aborted) return;
      await this.#clock.sleep(leftMs, this.#stop);
    }
  }

  /** No request may be sent for the next `ms` milliseconds. */
  hold(ms: number): void {
    this.#until = Math.max(this.#until, this.#clock.now() + ms);
  }

  /** No request may be sent before the deadline. */
  end(reason: Reason): void {
    this.#endedBy ??= reason;
  }
}
