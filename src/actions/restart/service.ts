import type { Reason } from '../../fleet/outcome.ts';
import type { Job } from '../../huaweicloud/jobs.ts';
import type { RestartAction, RestartResponse } from '../../huaweicloud/restart-request.ts';
import type { ServerAction } from '../../huaweicloud/action-history.ts';
import type { Result } from '../../result.ts';

/** What the row of a server tells about a restart. */
export interface Row {
  /** For example `ACTIVE` or `SHUTOFF`. */
  readonly status: string;
  /** Whether a task is under way: a server that is being shut down still has the status ACTIVE. */
  readonly hasTask: boolean;
  readonly locked: boolean;
  readonly frozen: boolean;
  /** Not fit to be shown. */
  readonly name: string;
}

/** The rows of some servers. */
export interface Rows {
  /** By ID; `not_found` where the service does not know the server. */
  readonly rows: ReadonlyMap<string, Row | 'not_found'>;
  /** Why the other rows could not be read, by ID. */
  readonly unreadable: ReadonlyMap<string, Reason>;
  /**
   * The time of the service, in milliseconds since the epoch, when the last of the rows was read.
   * Undefined where it is not known, or a row could not be read.
   */
  readonly serviceTime?: number;
}

/** When requests end. */
export interface Signals {
  /** Nothing new starts once this is aborted. */
  readonly stop: AbortSignal;
  /** Requests under way end once this is aborted. */
  readonly abort: AbortSignal;
}

/** The calls of a restart. None throws for a failure of network or service. */
export interface RestartService {
  rows(ids: readonly string[], signals: Signals): Promise<Rows>;
  /** Is never repeated after it may have reached the service. */
  requestRestart(
    action: RestartAction,
    ids: readonly string[],
    signals: Signals,
  ): Promise<RestartResponse>;
  job(jobId: string, signals: Signals): Promise<Result<Job, Reason>>;
  actions(id: string, signals: Signals): Promise<Result<readonly ServerAction[], Reason>>;
}
