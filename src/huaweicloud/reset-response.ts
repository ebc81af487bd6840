import type { CallResult, PerServerResult } from '../fleet/call-result.ts';
import type { Reason } from '../fleet/outcome.ts';
import { classify, classifyServer } from './error-response.ts';
import type { Classification } from './error-response.ts';
import type { ErrorContext } from './error-text.ts';
import type { ParsedResponse } from './response.ts';

/** The result of a batch call, by what the response says of each server. */
export function batchResult(
  servers: readonly string[],
  response: ParsedResponse,
  context: ErrorContext,
): CallResult {
  const { accepted, error, perServer } = response;
  if (error === undefined && isSuccess(response)) return successResult(servers, response, context);
  const whole = classify(error, response, context);
  const namesFailed = servers.some((id) => perServer.has(id));
  const namesServers = namesFailed || servers.some((id) => accepted?.has(id));
  if (error === undefined || !namesServers || outranks(whole, response)) return wholeResult(whole);
  const shared = sharedRefusal(servers, response, context);
  if (shared !== undefined) return shared;
  const reason = namesFailed ? whole.reason : unnamedReason(response, context);
  return perServerResult(servers, response, context, { resendRest: namesFailed, reason });
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
  return wholeResult(classify(error, response, context));
}

function successResult(
  servers: readonly string[],
  response: ParsedResponse,
  context: ErrorContext,
): PerServerResult {
  const { accepted, hasServerErrors, perServer } = response;
  // A check has no documented response of its own: without any error every server passed.
  if (context.dryRun && !hasServerErrors) return allAccepted(servers, response, context);
  // A real reset that lists what it accepted is complete; the servers it leaves out are unknown.
  const resendRest =
    (context.dryRun || accepted === undefined) && servers.some((id) => perServer.has(id));
  const reason = unnamedReason(response, context);
  return perServerResult(servers, response, context, { resendRest, reason });
}

function isSuccess({ readable, status }: ParsedResponse): boolean {
  return status < 300 && readable;
}

/** An error above the errors per server that is about the request, or may pass, or tells nothing. */
function outranks({ lost, retry, scope }: Classification, { status }: ParsedResponse): boolean {
  if (lost) return status >= 300;
  return scope === 'request' || (scope === 'call' && retry !== undefined);
}

/** The same error for every server, and one that is about the request, such as a weak password. */
function sharedRefusal(
  servers: readonly string[],
  response: ParsedResponse,
  context: ErrorContext,
): CallResult | undefined {
  const [error, ...others] = servers.map((id) => response.perServer.get(id));
  if (error === undefined || others.some((other) => other?.code !== error.code)) return undefined;
  const shared = classify(error, response, context);
  return !shared.lost && shared.scope === 'request' ? wholeResult(shared) : undefined;
}

function wholeResult({ forbidden, lost, reason, retry, scope }: Classification): CallResult {
  const again = retry === undefined ? {} : { retry };
  if (lost) return { kind: 'lost', reason, ...again };
  return { kind: 'refused', reason, scope, ...again, ...(forbidden && { forbidden }) };
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
    contradicted: new Set(),
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
  const listed = servers.filter((id) => accepted?.has(id));
  const failed = servers.flatMap((id) => {
    const error = perServer.get(id);
    return error === undefined || accepted?.has(id)
      ? []
      : [[id, classifyServer(error, response, context)] as const];
  });
  return {
    kind: 'per_server',
    accepted: new Set(listed.filter((id) => !perServer.has(id))),
    failed: new Map(failed),
    contradicted: new Set(listed.filter((id) => perServer.has(id))),
    ...unnamed,
    ...(requestId !== undefined && { requestId }),
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
