import * as z from 'zod/mini';
import type { Result } from '../result.ts';
import { beginning } from '../secrets/redact.ts';
import { readEcs } from './ecs-read.ts';
import type { EcsService } from './ecs-read.ts';
import type { RequestContext } from './request-context.ts';
import { ErrorCode } from './response.ts';
import type { ServiceError } from './response.ts';
import { readBody } from './schemas.ts';
import type { RequestFailure } from './send-with-retry.ts';

/** The ID of a job: one path segment. */
export const JobId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));

/** The code of a job that the service does not know (any more). */
export const JOB_NOT_FOUND = 'Common.0011';

/**
 * How far a job is, or the part of it for one server. `contradicted`: parts for the same server ended
 * in different ways.
 */
export type JobState = 'running' | 'succeeded' | 'failed' | 'contradicted';

export interface JobResult {
  readonly state: JobState;
  /** Of a failure; the message is not fit to be shown. */
  readonly error?: ServiceError;
}

/** A job of the service, such as the restart of a few servers. */
export interface Job extends JobResult {
  /**
   * The results by server ID in lower case. Undefined where the job has no parts and names no
   * server: then its own state applies to all of them.
   */
  readonly servers: ReadonlyMap<string, JobResult> | undefined;
}

const OptionalText = z.catch(z.optional(z.pipe(z.string(), z.transform(beginning))), undefined);
const Entities = z.object({
  server_id: OptionalText,
  errorcode_message: OptionalText,
  sub_jobs: z.catch(z.optional(z.array(z.unknown())), undefined),
  sub_jobs_total: z.catch(z.optional(z.number()), undefined),
});
const Part = z.object({
  status: OptionalText,
  error_code: ErrorCode,
  fail_reason: OptionalText,
  entities: z.catch(z.optional(Entities), undefined),
});
const JobBody = z.object({ ...Part.shape, job_id: z.string(), status: z.string() });
type Part = z.output<typeof Part>;

/**
 * Reads a job. A failed job is a value too: its parts tell which servers it concerns.
 *
 * Running jobs leave out the members for errors, and parts are added while a job runs. A finished job
 * is deleted after a day, and then the failure has the code `Common.0011`.
 *
 * Source: ECS API reference, "Querying Task Execution Status".
 */
export function readJob(
  jobId: string,
  service: EcsService,
  context: RequestContext,
): Promise<Result<Job, RequestFailure>> {
  return readEcs(
    service,
    {
      path: (projectId) => `/v1/${projectId}/jobs/${jobId}`,
      mayContainError: true,
      read: (response) => {
        const body = readBody(JobBody, response);
        return body?.job_id.toLowerCase() === jobId.toLowerCase()
          ? jobOf(body, (text) => context.secrets.isIn(text))
          : undefined;
      },
    },
    context,
  );
}

function jobOf(body: Part, isSecret: (text: string) => boolean): Job {
  const parts = body.entities?.sub_jobs ?? [];
  const servers = new Map<string, JobResult>();
  const add = (part: Part): void => {
    const id = part.entities?.server_id?.toLowerCase();
    if (id === undefined) return;
    servers.set(id, merged(servers.get(id), resultOf(part, isSecret)));
  };
  for (const item of parts) {
    const part = Part.safeParse(item);
    if (part.success) add(part.data);
  }
  const hasParts = parts.length > 0 || (body.entities?.sub_jobs_total ?? 0) > 0;
  // A job for one server may name it itself.
  if (!hasParts) add(body);
  const namesServers = hasParts || servers.size > 0;
  return { ...resultOf(body, isSecret), servers: namesServers ? servers : undefined };
}

function resultOf(
  { entities, error_code: code, fail_reason: text, status }: Part,
  isSecret: (text: string) => boolean,
): JobResult {
  const state = stateOf(status);
  if (state !== 'failed') return { state };
  const message = entities?.errorcode_message ?? text;
  const error = {
    ...(code !== undefined && !isSecret(code) && { code }),
    ...(message !== undefined && { message }),
  };
  return { state, error };
}

/** A state that is not documented ends nothing. */
function stateOf(status: string | undefined): JobState {
  if (status === 'SUCCESS') return 'succeeded';
  return status === 'FAIL' ? 'failed' : 'running';
}

/** The result of a server that several parts of a job name: the end of all of them. */
function merged(before: JobResult | undefined, next: JobResult): JobResult {
  if (before === undefined || before.state === next.state) return before ?? next;
  if (before.state === 'running') return before;
  return next.state === 'running' ? next : { state: 'contradicted' };
}
