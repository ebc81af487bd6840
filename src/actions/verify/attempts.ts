import pLimit from 'p-limit';
import type { Clock } from '../../retry/clock.ts';
import type { LoginTarget } from '../../ssh/login.ts';
import type { PortState } from '../../ssh/port.ts';
import type { EndingName } from './endings.ts';

/** Plain connections under way at once: they cost little, but each takes a socket. */
const MAX_PROBES = 128;
/** OpenSSH counts a connection without a login as one second of penalty, and forgets one a second. */
const PROBE_INTERVAL_MS = 5_000;
const PROGRESS_INTERVAL_MS = 60_000;

export interface Target extends LoginTarget {
  readonly id: string;
}

/** How far the attempts are. */
export interface Progress {
  readonly servers: number;
  /** Servers whose port is waited for. */
  readonly waiting: number;
  /** Servers that have an ending. */
  readonly done: number;
}

export interface AttemptOptions {
  /** Opens a plain connection. */
  readonly probe: (target: Target, abort: AbortSignal) => Promise<PortState>;
  /**
   * Tries to log in once.
   *
   * @param onPassword has to be called right before the password is sent
   * @returns `aborted` when the run ended before the password was sent
   */
  readonly login: (target: Target, onPassword: () => void) => Promise<EndingName | 'aborted'>;
  /** Takes the ending of a server. The last one counts. */
  readonly record: (id: string, ending: EndingName) => void;
  readonly onProgress: (progress: Progress) => void;
  /** Called when so many servers in a row have refused the password that the rest is left out. */
  readonly onMaxRefused: () => void;
  readonly clock: Clock;
  readonly waitMs: number;
  readonly settleMs: number;
  readonly concurrency: number;
  readonly maxRefused: number;
  /** Aborted when nothing new may start. */
  readonly stop: AbortSignal;
}

/**
 * Waits for the port of each server, then for it to settle, and tries one login. The waits take no
 * place of the concurrency. Servers that were not tried have no ending afterwards, except where
 * `max_refused` left them out.
 */
export async function tryLogins(
  targets: readonly Target[],
  options: AttemptOptions,
): Promise<void> {
  await new Attempts(targets, options).run();
}

class Attempts {
  readonly #targets: readonly Target[];
  readonly #options: AttemptOptions;
  readonly #probes = pLimit(MAX_PROBES);
  readonly #places;
  readonly #enough = new AbortController();
  readonly #stop: AbortSignal;
  #refusedInRow = 0;
  #isMaxRefused = false;
  #waiting = 0;
  #done = 0;

  constructor(targets: readonly Target[], options: AttemptOptions) {
    this.#targets = targets;
    this.#options = options;
    this.#places = pLimit(options.concurrency);
    this.#stop = AbortSignal.any([options.stop, this.#enough.signal]);
  }

  async run(): Promise<void> {
    const finished = new AbortController();
    const progress = this.#reportProgress(finished.signal);
    const results = await Promise.allSettled(
      this.#targets.map((target) => this.#waitAndTry(target)),
    );
    finished.abort();
    await progress;
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }

  async #waitAndTry(target: Target): Promise<void> {
    const { clock, settleMs } = this.#options;
    this.#waiting += 1;
    const state = await this.#waitForPort(target);
    this.#waiting -= 1;
    if (this.#isStopped(target) || state === 'aborted') return;
    if (state !== 'open') {
      this.#end(target, state);
      return;
    }
    await clock.sleep(settleMs, this.#stop);
    await this.#places(() => this.#try(target));
  }

  /** The state of the port at the end of the wait. Without a wait, the login finds out. */
  async #waitForPort(target: Target): Promise<PortState> {
    const { clock, waitMs } = this.#options;
    if (waitMs === 0) return 'open';
    const end = clock.now() + waitMs;
    for (;;) {
      const begun = clock.now();
      const state = await this.#probes(() =>
        this.#stop.aborted
          ? 'aborted'
          : this.#orStop(() => this.#options.probe(target, this.#stop)),
      );
      if (state === 'open' || state === 'aborted' || clock.now() >= end) return state;
      const next = Math.min(begun + PROBE_INTERVAL_MS, end);
      await clock.sleep(Math.max(next - clock.now(), 0), this.#stop);
      if (this.#stop.aborted) return 'aborted';
    }
  }

  async #try(target: Target): Promise<void> {
    if (this.#isStopped(target)) return;
    const { login, record } = this.#options;
    const ending = await this.#orStop(() =>
      login(target, () => {
        // Whatever happens from here on, the server may have seen the password.
        record(target.id, 'no_answer');
      }),
    );
    if (ending === 'aborted') return;
    this.#end(target, ending);
    if (ending === 'verified') this.#refusedInRow = 0;
    if (ending !== 'credentials') return;
    this.#refusedInRow += 1;
    if (this.#refusedInRow < this.#options.maxRefused || this.#isMaxRefused) return;
    this.#isMaxRefused = true;
    this.#enough.abort();
    this.#options.onMaxRefused();
  }

  /** After an exception nothing new begins, and the logins under way end before it is thrown. */
  async #orStop<Value>(work: () => Promise<Value>): Promise<Value> {
    try {
      return await work();
    } catch (error) {
      this.#enough.abort();
      throw error;
    }
  }

  /** Records why the server is left out, where the reason is not the end of the run. */
  #isStopped({ id }: Target): boolean {
    if (!this.#stop.aborted) return false;
    if (this.#isMaxRefused && !this.#options.stop.aborted) this.#options.record(id, 'max_refused');
    return true;
  }

  #end({ id }: Target, ending: EndingName): void {
    this.#done += 1;
    this.#options.record(id, ending);
  }

  async #reportProgress(finished: AbortSignal): Promise<void> {
    for (;;) {
      await this.#options.clock.sleep(PROGRESS_INTERVAL_MS, finished);
      if (finished.aborted) return;
      this.#options.onProgress({
        servers: this.#targets.length,
        waiting: this.#waiting,
        done: this.#done,
      });
    }
  }
}
