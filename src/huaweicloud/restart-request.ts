import * as z from 'zod/mini';
import type { Reason } from '../fleet/outcome.ts';
import { backoffMs } from '../retry/backoff.ts';
import type { EcsService } from './ecs-read.ts';
import { classify } from './error-response.ts';
import { describeError } from './error-text.ts';
import type { ErrorContext, Explanation } from './error-text.ts';
import { JobId } from './jobs.ts';
import { isLost } from './lost-response.ts';
import { isRetryable, networkErrorAdvice, networkErrorMessage } from './network-errors.ts';
import { authenticated } from './request-auth.ts';
import type { RequestContext } from './request-context.ts';
import { parseResponse, withoutSecrets } from './response.ts';
import type { ParsedResponse } from './response.ts';
import { readBody } from './schemas.ts';
import type { HttpRequest, HttpResponse, NetworkFailure } from './transport.ts';

/** `hard` is a forced restart: data that is not saved is lost. */
export const RESTART_TYPES = ['soft', 'hard'] as const;
export type RestartType = (typeof RESTART_TYPES)[number];

/** What is done to servers: a restart of running ones, or a start of stopped ones. */
export type RestartAction =
  { readonly kind: 'reboot'; readonly type: RestartType } | { readonly kind: 'start' };

/** The result of a call that restarts or starts servers. */
export type RestartResponse =
  /** The service accepted the call; the job tells what becomes of the servers. */
  | { readonly kind: 'job'; readonly jobId: string; readonly requestId?: string }
  /** A definite error: the call changed no server. */
  | ({ readonly kind: 'refused' } & FailedCall)
  /** The request may have reached the service, and nothing tells what became of it. */
  | ({ readonly kind: 'lost' } & FailedCall)
  /** The request certainly never left this machine. */
  | { readonly kind: 'not_sent'; readonly reason: Reason };

interface FailedCall {
  readonly reason: Reason;
  /** The cause is not one of the servers, so every other call would fail too. */
  readonly concernsAll: boolean;
}

const Accepted = z.object({ job_id: JobId });

/**
 * Restarts or starts servers: 1 to 1,000 in one call. The call is not idempotent, so a request that may
 * have reached the service is never sent again. One that never left this machine is.
 *
 * Sources: ECS API reference, "Restarting ECSs in a Batch" and "Starting ECSs in a Batch".
 */
export async function requestRestart(
  action: RestartAction,
  servers: readonly string[],
  service: EcsService,
  context: RequestContext,
): Promise<RestartResponse> {
  const { clock, deadline, maxRetries, observer, random, stop } = context;
  const isStopped = (): boolean => stop.aborted;
  for (let attempt = 1; ; attempt += 1) {
    const result = await sendOnce(action, servers, service, context);
    if (result.kind !== 'not_sent') return result;
    const { reason } = result;
    if (!result.mayRepeat || attempt > maxRetries || isStopped())
      return { kind: 'not_sent', reason };
    const waitMs = backoffMs(undefined, attempt, random);
    if (clock.now() + waitMs >= deadline) {
      observer.gaveUp({ reason, waitMs });
      return { kind: 'not_sent', reason };
    }
    observer.waiting({ reason, attempt, waitMs });
    await clock.sleep(waitMs, stop);
    if (isStopped()) return { kind: 'not_sent', reason };
  }
}

type Attempt =
  | Exclude<RestartResponse, { kind: 'not_sent' }>
  | { readonly kind: 'not_sent'; readonly reason: Reason; readonly mayRepeat: boolean };

async function sendOnce(
  action: RestartAction,
  servers: readonly string[],
  { endpoint, session }: EcsService,
  context: RequestContext,
): Promise<Attempt> {
  const { abort, clock, secrets, transport, userAgent } = context;
  const { credentials, projectId } = session;
  const now = (): number => clock.now();
  const unsigned: HttpRequest = {
    method: 'POST',
    url: new URL(`${endpoint}/v1/${projectId}/cloudservers/action`),
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(bodyOf(action, servers)),
  };
  const signed = authenticated(unsigned, { credentials, projectId, userAgent, now });
  const received = await transport.send(signed, abort);
  if (received.kind === 'failure') return withoutResponse(received, context);
  return resultOf(received, {
    advice: context.advice,
    clean: (text) => secrets.clean(text),
    isSecret: (text) => secrets.isIn(text),
    now,
    batch: true,
    dryRun: false,
    hasPassword: true,
    hasToken: credentials.kind === 'token',
    isSession: session.isSession,
  });
}

function bodyOf(action: RestartAction, ids: readonly string[]): object {
  const servers = ids.map((id) => ({ id }));
  return action.kind === 'start'
    ? { 'os-start': { servers } }
    : { reboot: { type: action.type === 'hard' ? 'HARD' : 'SOFT', servers } };
}

function resultOf(
  received: HttpResponse,
  context: ErrorContext & { readonly isSecret: (text: string) => boolean },
): Attempt {
  const response = withoutSecrets(parseResponse(received), context.isSecret);
  const { error, requestId, status } = response;
  const jobId = readBody(Accepted, received)?.job_id;
  if (status >= 200 && status < 300 && jobId !== undefined) {
    return { kind: 'job', jobId, ...(requestId !== undefined && { requestId }) };
  }
  const isRefused = status >= 400 && status < 500 && error?.code !== undefined;
  // A refusal with a job contradicts itself.
  const lost = !isRefused || jobId !== undefined || isLost(error, response);
  const reason: Reason = {
    ...(error?.code !== undefined && { code: error.code }),
    ...(requestId !== undefined && { requestId }),
    ...explain(response, lost, context),
  };
  const concernsAll = classify(error, response, context).scope === 'request';
  return { kind: lost ? 'lost' : 'refused', reason, concernsAll };
}

function explain(response: ParsedResponse, lost: boolean, context: ErrorContext): Explanation {
  const { error, form, status } = response;
  if (error === undefined && form === 'object' && status < 300) {
    return {
      message: `the response names no job (HTTP ${status})`,
      advice: context.advice.outcomeUnknown,
    };
  }
  return describeError(error, response, lost, context);
}

function withoutResponse({ error, maybeSent }: NetworkFailure, context: RequestContext): Attempt {
  const message = networkErrorMessage(error);
  if (maybeSent) {
    const reason = { message, advice: context.advice.outcomeUnknown };
    return { kind: 'lost', reason, concernsAll: false };
  }
  const reason = { message, advice: networkErrorAdvice(error, false, context) };
  return { kind: 'not_sent', reason, mayRepeat: isRetryable(error) };
}
