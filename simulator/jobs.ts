import { randomBytes } from 'node:crypto';
import { ERRORS } from './errors.ts';
import { ecsErrorResponse, jsonResponse } from './responses.ts';
import type { EcsError } from './responses.ts';
import type { Call, Outcome } from './routes.ts';

/** What jobs look like. The references do not define it. */
export interface JobOptions {
  /** The parts of a job: listed; not yet for as many queries; or the job names no server at all. */
  readonly parts?: 'listed' | 'none';
  readonly partsAfter?: number;
  /** The status of a job whose parts have all ended. Default: FAIL if one of them failed. */
  readonly parentEnd?: 'SUCCESS' | 'FAIL';
  /** For how many queries a new job is not known yet. */
  readonly unknownFor?: number;
  /** After how many queries a job is deleted. */
  readonly deletedAfter?: number;
}

/** The part of a job for one server. */
export interface JobPart {
  readonly serverId: string;
  status: 'RUNNING' | 'SUCCESS' | 'FAIL';
  error?: EcsError;
}

interface Job {
  readonly kind: string;
  readonly begin: Date;
  readonly parts: readonly JobPart[];
  queries: number;
}

/** The jobs of the service. */
export class Jobs {
  readonly #options: JobOptions;
  readonly #now: () => Date;
  readonly #jobs = new Map<string, Job>();

  constructor(options: JobOptions, now: () => Date) {
    this.#options = options;
    this.#now = now;
  }

  /** @returns the ID of the new job */
  add(kind: string, parts: readonly JobPart[]): string {
    const id = newJobId();
    this.#jobs.set(id, { kind, begin: this.#now(), parts, queries: 0 });
    return id;
  }

  calls(): Call[] {
    return [
      {
        name: 'ShowJob',
        method: 'GET',
        path: '/v1/{project_id}/jobs/{job_id}',
        handle: ({ params }) => this.#show(params['job_id'] ?? ''),
      },
    ];
  }

  #show(id: string): Outcome {
    const job = this.#jobs.get(id);
    if (job !== undefined) job.queries += 1;
    const { deletedAfter = Infinity, unknownFor = 0 } = this.#options;
    if (job === undefined || job.queries <= unknownFor || job.queries > deletedAfter) {
      return { response: ecsErrorResponse(ERRORS.noJob) };
    }
    return { response: jsonResponse(200, this.#bodyOf(id, job)) };
  }

  /** A running job has an empty end and no members for errors (issues of Terraform's provider). */
  #bodyOf(id: string, { begin, kind, parts, queries }: Job): object {
    const { parentEnd, parts: shown = 'listed', partsAfter = 0 } = this.#options;
    const isOver = parts.every(({ status }) => status !== 'RUNNING');
    const failed = parts.some(({ status }) => status === 'FAIL');
    const end = parentEnd ?? (failed ? 'FAIL' : 'SUCCESS');
    const status = isOver ? end : queries === 1 ? 'INIT' : 'RUNNING';
    const listed = queries <= partsAfter ? [] : parts;
    return {
      ...this.#common(id, `${kind}Servers`, begin),
      ...ending(status, this.#now(), status === 'FAIL' ? ERRORS.partFailed : undefined),
      entities:
        shown === 'none'
          ? {}
          : {
              sub_jobs_total: parts.length,
              sub_jobs: listed.map((part) => ({
                ...this.#common(newJobId(), `${kind}Server`, begin),
                ...ending(part.status, this.#now(), part.error),
                entities: { server_id: part.serverId },
              })),
            },
    };
  }

  /** The names of the types are those of the simulator: no source has them. */
  #common(id: string, type: string, begin: Date): object {
    return { job_id: id, job_type: type, begin_time: begin.toISOString() };
  }
}

function ending(status: string, now: Date, error: EcsError | undefined): object {
  if (status === 'INIT' || status === 'RUNNING') return { status, end_time: '' };
  return {
    status,
    end_time: now.toISOString(),
    error_code: error?.code ?? null,
    fail_reason: error?.message ?? null,
  };
}

function newJobId(): string {
  return randomBytes(16).toString('hex');
}
