import type {
  CallResult,
  LostResult,
  PerServerResult,
  RefusedResult,
  ServerFailure,
} from '../fleet/call-result.ts';
import type { Reason } from '../fleet/outcome.ts';
import { knownCode } from './error-codes.ts';
import { classify, classifyServer } from './error-response.ts';
import type { Classification } from './error-response.ts';
import type { ErrorContext } from './error-text.ts';
import type { ParsedResponse, ServiceError } from './response.ts';

const NONE: ReadonlyMap<string, Reason> = new Map();

/**
 * The result of a batch call, by what the response says of each server. A server that `internalError`
 * names failed with that error, whatever the error would mean for a whole request. The servers that it
 * does not name are sent again without the others. A server in `response` is accepted, unless the
 * response also reports it, or the whole request, as failed.
 */
export function batchResult(
  servers: readonly string[],
  response: ParsedResponse,
  context: ErrorContext,
): CallResult {
  const { error, hasServerErrors, perServer } = response;
  const namesFailed = servers.some((id) => perServer.has(id));
  if (error === undefined && isSuccess(response)) {
    // A check has no documented response of its own: without any error every server passed.
    if (context.dryRun && !hasServerErrors) return allAccepted(servers, response, context);
    const reason = unnamedReason(response, context);
    return perServerResult(servers, response, context, { resendRest: namesFailed, reason });
  }
  const whole = classify(error, response, context);
  if (error === undefined || !namesFailed || outranks(whole, response)) {
    return wholeResult(whole, contradictions(servers, response, context));
  }
  return perServerResult(servers, response, context, { resendRest: true, reason: whole.reason });
}

/** The result of a call for one server. */
export function singleResult(
  servers: readonly string[],
  response: ParsedResponse,
  context: ErrorContext,
): CallResult {
  const { error, hasServerErrors } = response;
  if (error === undefined && isSuccess(response) && !hasServerErrors) {
    return allAccepted(servers, response, context);
  }
  return wholeResult(classify(error, response, context), NONE);
}

function isSuccess({ form, status }: ParsedResponse): boolean {
  return status < 300 && (form === 'empty' || form === 'object');
}

/** An error above the errors per server that is about the request, or may pass, or tells nothing. */
function outranks(
  { lost, retry, scope }: Classification,
  { error, status }: ParsedResponse,
): boolean {
  if (lost) return status >= 300;
  // A status alone, such as 403, may be due to the servers that are named.
  if (knownCode(error?.code) === undefined) return false;
  return scope === 'request' || (scope === 'call' && retry !== undefined);
}

function wholeResult(
  { forbidden, lost, reason, retry, scope }: Classification,
  contradicted: ReadonlyMap<string, Reason>,
): RefusedResult | LostResult {
  const again = retry === undefined ? {} : { retry };
  if (lost) return { kind: 'lost', reason, ...again };
  return {
    kind: 'refused',
    reason,
    scope,
    contradicted,
    ...again,
    ...(forbidden && { forbidden }),
  };
}

function allAccepted(
  servers: readonly string[],
  response: ParsedResponse,
  context: ErrorContext,
): PerServerResult {
  return {
    kind: 'per_server',
    accepted: new Set(servers),
    failed: new Map(),
    contradicted: NONE,
    resendRest: false,
    reason: unnamedReason(response, context),
    ...(response.requestId !== undefined && { requestId: response.requestId }),
  };
}

function perServerResult(
  servers: readonly string[],
  response: ParsedResponse,
  context: ErrorContext,
  unnamed: Pick<PerServerResult, 'resendRest' | 'reason'>,
): PerServerResult {
  const { accepted, perServer, requestId } = response;
  const contradicted = contradictions(servers, response, context);
  const failed = new Map<string, ServerFailure>();
  for (const id of servers) {
    const error = contradicted.has(id) ? undefined : perServer.get(id);
    if (error !== undefined) failed.set(id, classifyServer(error, response, context));
  }
  return {
    kind: 'per_server',
    accepted: new Set(servers.filter((id) => accepted?.has(id) && !contradicted.has(id))),
    failed,
    contradicted,
    ...unnamed,
    ...(requestId !== undefined && { requestId }),
  };
}

/** The servers in `response` that the same response also reports as failed, alone or with all others. */
function contradictions(
  servers: readonly string[],
  response: ParsedResponse,
  context: ErrorContext,
): ReadonlyMap<string, Reason> {
  const { accepted, error, perServer } = response;
  if (accepted === undefined || (error === undefined && perServer.size === 0)) return NONE;
  const contradicted = new Map<string, Reason>();
  for (const id of servers) {
    const failure = perServer.get(id) ?? error;
    if (failure === undefined || !accepted.has(id)) continue;
    contradicted.set(id, contradictionReason(failure, response, context));
  }
  return contradicted;
}

function contradictionReason(
  { code }: ServiceError,
  { requestId }: ParsedResponse,
  { advice }: ErrorContext,
): Reason {
  return {
    ...(code !== undefined && { code }),
    ...(requestId !== undefined && { requestId }),
    message: 'the response reports the server both as accepted and as failed',
    advice: advice.outcomeUnknown,
  };
}

/** The reason for servers that the response does not name. */
function unnamedReason({ requestId }: ParsedResponse, { advice }: ErrorContext): Reason {
  return {
    ...(requestId !== undefined && { requestId }),
    message: 'the response does not say what became of the server',
    advice: advice.outcomeUnknown,
  };
}
