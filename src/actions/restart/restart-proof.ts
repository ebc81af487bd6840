import type { Reason } from '../../fleet/outcome.ts';
import type { Job, JobResult } from '../../huaweicloud/jobs.ts';
import type { RestartAction } from '../../huaweicloud/restart-request.ts';
import type { ServerAction } from '../../huaweicloud/action-history.ts';
import type { RequestedResult } from './outcomes.ts';
import { jobFailed, NOT_ACTIVE, UNKNOWN } from './restart-texts.ts';
import type { Row } from './service.ts';

/** An action proves a restart only if it began no earlier than this before the request. */
const PROOF_TOLERANCE_MS = 5_000;

/** A request of a wave that may have reached the service. */
export interface SentCall {
  readonly kind: RestartAction['kind'];
  readonly ids: readonly string[];
  /** The job of the request; undefined where the response was lost. */
  readonly jobId: string | undefined;
  /** The time of the service right before the request; without it nothing can be proved. */
  readonly serviceTime: number | undefined;
  /** Why its servers are unknown while nothing tells more. */
  readonly reason: Reason;
}

/**
 * How far a server is:
 * - `job`: its job has not told what became of it.
 * - `succeeded`: its job is done. Only the row is missing.
 * - `unproved`: only its list of actions can tell.
 * - `begun`: the list has a fitting action. The row has to tell that it is over.
 * - `over`: the action is over. Only now the list shows for certain whether it failed.
 */
type Phase = 'job' | 'succeeded' | 'unproved' | 'begun' | 'over';

interface Open {
  readonly id: string;
  readonly call: SentCall;
  phase: Phase;
  /** Why it is unknown, if nothing else becomes known. */
  reason: Reason;
}

export interface RestartProofOptions {
  readonly calls: readonly SentCall[];
  /** Told the final result of each server. */
  readonly record: (id: string, result: RequestedResult) => void;
  /** Cleans a text of the service until it can be shown. */
  readonly clean: (text: string) => string;
}

/**
 * What is known about the servers of a wave after its requests: plain data in, results out. Jobs, lists
 * of actions, rows and again lists of actions are to be passed in this order: a row that was read before
 * the action began would show the time before the restart.
 */
export class RestartProof {
  readonly #open = new Map<string, Open>();
  readonly #endedJobs = new Set<string>();
  readonly #options: RestartProofOptions;

  constructor(options: RestartProofOptions) {
    this.#options = options;
    for (const call of options.calls) {
      const { ids, jobId, reason, serviceTime } = call;
      const phase = jobId === undefined ? 'unproved' : 'job';
      for (const id of ids) {
        const open: Open = { id, call, phase, reason };
        this.#open.set(id, open);
        // Nothing can tell more about it, so nothing is waited for.
        if (phase === 'unproved' && serviceTime === undefined) {
          this.#settle(open, { outcome: 'unknown', reason });
        }
      }
    }
  }

  get isSettled(): boolean {
    return this.#open.size === 0;
  }

  /** The number of servers without a result. */
  get openCount(): number {
    return this.#open.size;
  }

  /** The requests whose jobs can still tell something. */
  jobsToRead(): (SentCall & { readonly jobId: string })[] {
    return this.#options.calls.flatMap((call) => {
      const { jobId } = call;
      const isOpen = this.#of(call).some(({ phase }) => phase === 'job' || phase === 'unproved');
      return jobId === undefined || this.#endedJobs.has(jobId) || !isOpen
        ? []
        : [{ ...call, jobId }];
    });
  }

  /** The servers whose lists of actions may show that a restart began. */
  toProve(): string[] {
    return this.#ids(({ call, phase }) => phase === 'unproved' && call.serviceTime !== undefined);
  }

  /** The servers whose restart is over, and whose lists of actions have to show that it did not fail. */
  toConfirm(): string[] {
    return this.#ids(({ phase }) => phase === 'over');
  }

  /** The servers of which only the rows are missing, once all their jobs have told what they can. */
  rowsToRead(): string[] {
    const isWaiting = this.#options.calls.some((call) =>
      this.#of(call).some(({ phase }) => phase === 'job'),
    );
    return this.#ids(({ phase }) => phase === 'begun' || (phase === 'succeeded' && !isWaiting));
  }

  /** All servers without a result. */
  openIds(): string[] {
    return this.#ids(() => true);
  }

  jobRead(jobId: string, job: Job): void {
    const call = this.#options.calls.find((one) => one.jobId === jobId);
    if (call === undefined) return;
    const isOver = job.state !== 'running';
    const states = this.#of(call).map((open) => this.#applyJob(open, job, isOver));
    if (isOver && !states.includes('running')) this.#endedJobs.add(jobId);
  }

  /** The job could not be read, or is gone. It may be there again later. */
  jobUnreadable(jobId: string, reason: Reason): void {
    for (const open of this.#ofJob(jobId)) {
      if (open.phase !== 'job' && open.phase !== 'unproved') continue;
      open.phase = 'unproved';
      open.reason = reason;
    }
  }

  actionsRead(id: string, actions: readonly ServerAction[]): void {
    const open = this.#open.get(id);
    if (open?.call.serviceTime === undefined) return;
    const earliest = open.call.serviceTime - PROOF_TOLERANCE_MS;
    const isFitting = actions.some(
      ({ action, started, withoutError }) =>
        action === open.call.kind && withoutError && started.getTime() >= earliest,
    );
    if (open.phase === 'over') {
      if (isFitting) this.#settle(open, { outcome: 'restarted' });
      else open.phase = 'unproved';
    } else if (open.phase === 'unproved' && isFitting) {
      open.phase = 'begun';
    }
  }

  /** @param isLast whether the time for the wave is over */
  rowRead(id: string, row: Row, isLast: boolean): void {
    const open = this.#open.get(id);
    if (open === undefined || row.hasTask) return;
    if (row.status === 'ACTIVE') {
      if (open.phase === 'succeeded') this.#settle(open, { outcome: 'restarted' });
      else if (open.phase === 'begun') open.phase = 'over';
      return;
    }
    // After a lost response nothing tells that this request is why the server is in this status.
    const isFailed = open.phase === 'succeeded' || (isLast && open.call.jobId !== undefined);
    if (isFailed && row.status === 'ERROR') {
      this.#settle(open, { outcome: 'failed', word: 'not_active', reason: NOT_ACTIVE });
    }
  }

  /**
   * Nothing more can become known.
   *
   * @param wasStopped whether the run ended before the time for the wave was over
   */
  end(wasStopped: boolean): void {
    for (const open of [...this.#open.values()]) {
      this.#settle(open, { outcome: 'unknown', reason: reasonAtEnd(open, wasStopped) });
    }
  }

  #applyJob(open: Open, job: Job, isOver: boolean): JobResult['state'] | undefined {
    const result = job.servers === undefined ? job : job.servers.get(open.id);
    if (result === undefined) {
      if (open.phase !== 'job' && open.phase !== 'unproved') return undefined;
      open.phase = isOver ? 'unproved' : 'job';
      open.reason = isOver ? UNKNOWN.unnamed : open.call.reason;
      return undefined;
    }
    switch (result.state) {
      case 'running':
        if (open.phase === 'unproved') open.phase = 'job';
        open.reason = open.call.reason;
        break;
      case 'succeeded':
        open.phase = 'succeeded';
        break;
      case 'failed': {
        const { code, message = '' } = result.error ?? {};
        const reason = jobFailed(code, this.#options.clean(message));
        this.#settle(open, { outcome: 'failed', word: 'job_failed', reason });
        break;
      }
      case 'contradicted':
        this.#settle(open, { outcome: 'unknown', reason: UNKNOWN.contradicted });
        break;
    }
    return result.state;
  }

  #settle({ id }: Open, result: RequestedResult): void {
    this.#open.delete(id);
    this.#options.record(id, result);
  }

  #of(call: SentCall): Open[] {
    return call.ids.flatMap((id) => this.#open.get(id) ?? []);
  }

  #ofJob(jobId: string): Open[] {
    return [...this.#open.values()].filter(({ call }) => call.jobId === jobId);
  }

  #ids(isWanted: (open: Open) => boolean): string[] {
    return [...this.#open.values()].filter(isWanted).map(({ id }) => id);
  }
}

function reasonAtEnd({ call, phase, reason }: Open, wasStopped: boolean): Reason {
  // The reason of a lost response, of a job that is gone or does not name the server tells more.
  if (phase === 'unproved' || call.jobId === undefined) return reason;
  if (wasStopped) return UNKNOWN.underWay;
  return phase === 'job' ? UNKNOWN.timedOut : UNKNOWN.notRunning;
}
