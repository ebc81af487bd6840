import pLimit from 'p-limit';
import type { Reason } from '../../fleet/outcome.ts';
import type { RestartAction, RestartType } from '../../huaweicloud/restart-request.ts';
import type { Clock } from '../../retry/clock.ts';
import { decideAll } from './eligibility.ts';
import type { Decisions } from './eligibility.ts';
import type { Ledger } from './outcomes.ts';
import { afterRefusal, jobUnreadable, UNKNOWN } from './restart-texts.ts';
import type { RestartService, Rows, Signals } from './service.ts';
import { RestartProof } from './restart-proof.ts';
import type { SentCall } from './restart-proof.ts';

/** The job is read as often. A restart usually takes 15 to 35 seconds. */
const POLL_MS = 5_000;
/** The first wait before lists of actions are read; each further one is twice as long. */
const FIRST_PROOF_MS = 5_000;
/** When the time for a wave is over, its state is read once more, and this may take as long. */
const LAST_LOOK_MS = 30_000;
const PROGRESS_MS = 60_000;
/** Reading calls at once. */
const MAX_READS = 8;

/** Told how a wave goes on. */
export interface WaveObserver {
  /** The requests of a wave are about to leave; without servers to restart there are none. */
  starting(event: Decisions): void;
  /** A wave is under way for another minute. */
  progress(event: { open: number; of: number; ms: number }): void;
  /** The result of a request of the wave that has no job. */
  withoutJob(event: { reason: Reason; servers: number; isLost: boolean }): void;
}

export interface WaveOptions extends Signals {
  readonly service: RestartService;
  readonly ledger: Ledger;
  readonly observer: WaveObserver;
  readonly clock: Clock;
  readonly clean: (text: string) => string;
  readonly type: RestartType;
  readonly startStopped: boolean;
  /** The ID of the machine that this process runs on, where it is known. */
  readonly ownId: string | undefined;
  readonly waveTimeoutMs: number;
}

export interface WaveResult {
  /** The number of servers in its requests. */
  readonly servers: number;
  /** From the first request to the end, in milliseconds. */
  readonly ms: number;
  /** Why no further wave may start. */
  readonly endReason?: Reason;
}

/** Restarts the servers of one wave: reads their rows, sends the requests, and waits for the end. */
export async function restartWave(
  ids: readonly string[],
  options: WaveOptions,
): Promise<WaveResult> {
  const { clock, ledger, observer, service, stop } = options;
  const rows = await service.rows(ids, options);
  const readAt = clock.now();
  if (stop.aborted) return { servers: 0, ms: 0 };
  const decisions = decideAll(ids, rows, options);
  for (const id of ids) ledger.leaveOut(id, decisions.leftOut.get(id));
  observer.starting(decisions);
  const started = clock.now();
  const { calls, endReason, servers } = await sendCalls(
    decisions,
    serviceClock(rows, readAt),
    options,
  );
  await new Watch(calls, options).run();
  return {
    servers,
    ms: clock.now() - started,
    ...(endReason !== undefined && { endReason }),
  };
}

/**
 * The clock of the service, which goes on from when it sent the rows.
 *
 * @param readAt when the rows arrived, by the clock of this machine
 */
function serviceClock({ serviceTime }: Rows, readAt: number) {
  return (now: number): number | undefined =>
    serviceTime === undefined ? undefined : serviceTime + now - readAt;
}

interface SentCalls {
  /** Those that are not refused. */
  readonly calls: readonly SentCall[];
  /** The number of servers in all requests. */
  readonly servers: number;
  readonly endReason?: Reason;
}

/** Sends at most two requests, one for running and one for stopped servers. */
async function sendCalls(
  { reboot, start }: Decisions,
  serviceTime: (now: number) => number | undefined,
  options: WaveOptions,
): Promise<SentCalls> {
  const { clock, ledger, observer, service, stop, type } = options;
  const actions: readonly (readonly [RestartAction, readonly string[]])[] = [
    [{ kind: 'reboot', type }, reboot],
    [{ kind: 'start' }, start],
  ];
  const calls: SentCall[] = [];
  let servers = 0;
  for (const [action, ids] of actions) {
    if (ids.length === 0 || stop.aborted) continue;
    ledger.sending(ids, UNKNOWN.underWay);
    const sentAt = serviceTime(clock.now());
    const result = await service.requestRestart(action, ids, options);
    const call = { kind: action.kind, ids, serviceTime: sentAt };
    if (result.kind === 'job') {
      servers += ids.length;
      calls.push({ ...call, jobId: result.jobId, reason: UNKNOWN.timedOut });
      continue;
    }
    const { reason } = result;
    observer.withoutJob({ reason, servers: ids.length, isLost: result.kind === 'lost' });
    if (result.kind === 'not_sent') {
      ledger.notSent(ids, reason);
      return { calls, servers, endReason: afterRefusal(reason) };
    }
    servers += ids.length;
    if (result.kind === 'lost') calls.push({ ...call, jobId: undefined, reason });
    else for (const id of ids) ledger.record(id, { outcome: 'failed', word: 'refused', reason });
    if (result.concernsAll) return { calls, servers, endReason: afterRefusal(reason) };
  }
  return { calls, servers };
}

/** Waits until the result of each server of a wave is known, or the time for it is over. */
class Watch {
  readonly #options: WaveOptions;
  readonly #state: RestartProof;
  readonly #started: number;
  readonly #servers: number;
  #nextProof: number;
  #proofDelayMs = FIRST_PROOF_MS;
  #nextProgress: number;

  constructor(calls: readonly SentCall[], options: WaveOptions) {
    const { clean, clock, ledger } = options;
    this.#options = options;
    this.#state = new RestartProof({
      calls,
      clean,
      record: (id, result) => {
        ledger.record(id, result);
      },
    });
    this.#started = clock.now();
    this.#servers = this.#state.openCount;
    this.#nextProof = this.#started + FIRST_PROOF_MS;
    this.#nextProgress = this.#started + PROGRESS_MS;
  }

  async run(): Promise<void> {
    const { abort, clock, stop, waveTimeoutMs } = this.#options;
    const isStopped = (): boolean => stop.aborted;
    const deadline = this.#started + waveTimeoutMs;
    const over = abortAfter(clock, waveTimeoutMs);
    // A request that hangs must not keep the last look from the time that is left.
    const early = AbortSignal.any([stop, over.signal]);
    while (!this.#state.isSettled) {
      await clock.sleep(Math.min(POLL_MS, Math.max(0, deadline - clock.now())), stop);
      if (isStopped() || clock.now() >= deadline) break;
      await this.#look({ stop: early, abort: AbortSignal.any([abort, early]) }, false);
      this.#report();
    }
    over.release();
    if (this.#state.isSettled) return;
    const last = abortAfter(clock, LAST_LOOK_MS);
    const end = AbortSignal.any([abort, last.signal]);
    await this.#look({ stop: end, abort: end }, true);
    last.release();
    this.#state.end(isStopped());
  }

  async #look(signals: Signals, isLast: boolean): Promise<void> {
    const { service } = this.#options;
    const state = this.#state;
    await Promise.all(
      state.jobsToRead().map(async ({ jobId }) => {
        const job = await service.job(jobId, signals);
        if (job.ok) state.jobRead(jobId, job.value);
        else if (!signals.abort.aborted) state.jobUnreadable(jobId, jobUnreadable(job.error));
      }),
    );
    await this.#prove(signals, isLast);
    const ids = isLast ? state.openIds() : state.rowsToRead();
    if (ids.length > 0) {
      const { rows } = await service.rows(ids, signals);
      for (const [id, row] of rows) if (row !== 'not_found') state.rowRead(id, row, isLast);
    }
    await this.#readActions(state.toConfirm(), signals);
  }

  /** There is a call for each server, so the lists are read less and less often. */
  async #prove(signals: Signals, isLast: boolean): Promise<void> {
    const { clock } = this.#options;
    const ids = this.#state.toProve();
    if (ids.length === 0 || (!isLast && clock.now() < this.#nextProof)) return;
    await this.#readActions(ids, signals);
    this.#proofDelayMs *= 2;
    this.#nextProof = clock.now() + this.#proofDelayMs;
  }

  async #readActions(ids: readonly string[], signals: Signals): Promise<void> {
    const { service } = this.#options;
    const limit = pLimit(MAX_READS);
    await Promise.all(
      ids.map((id) =>
        limit(async () => {
          if (signals.stop.aborted) return;
          const actions = await service.actions(id, signals);
          if (actions.ok) this.#state.actionsRead(id, actions.value);
        }),
      ),
    );
  }

  #report(): void {
    const { clock, observer } = this.#options;
    if (clock.now() < this.#nextProgress) return;
    this.#nextProgress = clock.now() + PROGRESS_MS;
    const open = this.#state.openCount;
    observer.progress({ open, of: this.#servers, ms: clock.now() - this.#started });
  }
}

/** Aborts a signal after a time, unless it is released before. */
export function abortAfter(
  clock: Clock,
  ms: number,
): { readonly signal: AbortSignal; readonly release: () => void } {
  const aborted = new AbortController();
  const released = new AbortController();
  void clock.sleep(ms, released.signal).then(() => {
    if (!released.signal.aborted) aborted.abort();
  });
  return {
    signal: aborted.signal,
    release: () => {
      released.abort();
    },
  };
}
