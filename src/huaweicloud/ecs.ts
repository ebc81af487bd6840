import { RESEND_IT } from '../fleet/outcome.ts';
import type { Call, CallResult } from '../fleet/call-result.ts';
import { parseResponse, withoutSecrets } from './response.ts';
import type { ParsedResponse } from './response.ts';
import { authenticated } from './request-auth.ts';
import type { Credentials } from './request-auth.ts';
import type { ErrorContext } from './error-response.ts';
import { refusal, serverRefusal } from './error-response.ts';
import { failure } from './network-errors.ts';
import type { HttpRequest, Transport } from './transport.ts';

/** The three calls that reset a password: one for many servers, and two for one server each. */
export const APIS = ['batch', 'v1', 'v2.1'] as const;
export type Api = (typeof APIS)[number];

export interface ResetOptions {
  readonly transport: Transport;
  /** Base URL of the ECS service, without a slash at its end. */
  readonly endpoint: string;
  readonly projectId: string;
  readonly credentials: Credentials;
  /** Whether a sign-in of this run gave the credentials, and no person did. */
  readonly signedIn: boolean;
  readonly api: Api;
  /** Left out of the request when undefined, which only a dry run may do. */
  readonly password: string | undefined;
  /** Only the batch call knows it. */
  readonly dryRun: boolean;
  /** `is_check_password` of the single call v1. */
  readonly checkPassword: boolean;
  readonly userAgent: string;
  readonly proxied: boolean;
  readonly clean: (text: string) => string;
  /** Whether a text holds a secret. */
  readonly isSecret: (text: string) => boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * The call that asks the service to reset servers. The single calls take exactly one server.
 *
 * Sources: ECS API reference, "Resetting Passwords for ECSs in Batches" (batch, v1), "Resetting the
 * Password for Logging In to an ECS" (v1, and the discarded v2.1).
 */
export function createResetCall(options: ResetOptions): Call {
  const { api, credentials, isSecret, password, transport } = options;
  const batch = api === 'batch';
  const context: ErrorContext = {
    ...options,
    batch,
    hasPassword: password !== undefined,
    hasToken: credentials.kind === 'token',
  };
  return async (servers, abort) => {
    const result = await transport.send(authenticated(request(options, servers), options), abort);
    if (result.kind === 'failure') return failure(result.cause, result.started, options);
    const answer = withoutSecrets(parseResponse(result), isSecret);
    return batch ? batchReply(servers, answer, context) : singleReply(servers, answer, context);
  };
}

function request(options: ResetOptions, servers: readonly string[]): HttpRequest {
  return {
    method: 'PUT',
    url: new URL(options.endpoint + pathOf(options, servers)),
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(bodyOf(options, servers)),
  };
}

function pathOf({ api, projectId }: ResetOptions, [server = '']: readonly string[]): string {
  switch (api) {
    case 'batch':
      return `/v1/${projectId}/cloudservers/os-reset-passwords`;
    case 'v1':
      return `/v1/${projectId}/cloudservers/${server}/os-reset-password`;
    case 'v2.1':
      return `/v2.1/${projectId}/servers/${server}/os-reset-password`;
  }
}

function bodyOf(options: ResetOptions, servers: readonly string[]): object {
  const { api, checkPassword, dryRun, password } = options;
  switch (api) {
    case 'batch':
      return { new_password: password, dry_run: dryRun, servers: servers.map((id) => ({ id })) };
    case 'v1':
      return { 'reset-password': { new_password: password, is_check_password: checkPassword } };
    case 'v2.1':
      return { 'reset-password': { new_password: password } };
  }
}

function batchReply(
  servers: readonly string[],
  answer: ParsedResponse,
  context: ErrorContext,
): CallResult {
  const blamed = servers.some((id) => answer.perServer.has(id));
  const listed = servers.some((id) => answer.response?.has(id));
  if (answer.error !== undefined) {
    const whole = refusal(answer, context);
    return (blamed || listed) && !isAboutAll(whole, answer)
      ? (sharedRefusal(servers, answer, context) ??
          perServerReply(servers, answer, context, blamed))
      : whole;
  }
  if (!isSuccess(answer)) return refusal(answer, context);
  // A check has no documented answer of its own: without any error everything passed.
  if (context.dryRun && !answer.hasServerErrors) return allAccepted(servers, answer, context);
  // A real reset that lists what it accepted has said all; the servers it leaves out are unknown.
  const again = blamed && (context.dryRun || answer.response === undefined);
  return perServerReply(servers, answer, context, again);
}

/** An error above the reasons per server that concerns the request, or passes, or tells nothing. */
function isAboutAll(whole: ReturnType<typeof refusal>, { status }: ParsedResponse): boolean {
  if (whole.kind === 'lost') return status >= 300;
  return whole.scope === 'request' || (whole.retry !== undefined && whole.scope === 'call');
}

/** The same reason for every server, and one that concerns the request, such as a weak password. */
function sharedRefusal(
  servers: readonly string[],
  answer: ParsedResponse,
  context: ErrorContext,
): CallResult | undefined {
  const [error, ...others] = servers.map((id) => answer.perServer.get(id));
  if (error === undefined || others.some((other) => other?.code !== error.code)) return undefined;
  const whole = refusal({ ...answer, error }, context);
  return whole.kind === 'refused' && whole.scope === 'request' ? whole : undefined;
}

function singleReply(
  servers: readonly string[],
  answer: ParsedResponse,
  context: ErrorContext,
): CallResult {
  if (answer.error === undefined && isSuccess(answer) && !answer.hasServerErrors) {
    return allAccepted(servers, answer, context);
  }
  const reply = refusal(answer, context);
  // Where a call is for one server, a missing permission may be about that server alone.
  return reply.kind === 'refused' && reply.forbidden === true
    ? { ...reply, scope: 'server' }
    : reply;
}

function isSuccess(answer: ParsedResponse): boolean {
  return answer.status < 300 && answer.readable;
}

function allAccepted(
  servers: readonly string[],
  answer: ParsedResponse,
  context: ErrorContext,
): CallResult {
  const response = new Set(servers);
  return perServerReply(servers, { ...answer, response }, context, false);
}

function perServerReply(
  servers: readonly string[],
  answer: ParsedResponse,
  context: ErrorContext,
  again: boolean,
): CallResult {
  const responded = servers.filter((id) => answer.response?.has(id));
  const failed = servers.flatMap((id) => {
    const error = answer.perServer.get(id);
    return error === undefined || answer.response?.has(id)
      ? []
      : [[id, serverRefusal(error, answer, context)] as const];
  });
  return {
    kind: 'answered',
    accepted: new Set(responded.filter((id) => !answer.perServer.has(id))),
    failed: new Map(failed),
    doubtful: new Set(responded.filter((id) => answer.perServer.has(id))),
    again,
    reason: openReason(answer, context, again),
    ...(answer.requestId !== undefined && { requestId: answer.requestId }),
  };
}

/** What is said of servers that the service did not name. */
function openReason(
  answer: ParsedResponse,
  context: ErrorContext,
  again: boolean,
): Extract<CallResult, { kind: 'answered' }>['reason'] {
  if (again && answer.error !== undefined) return refusal(answer, context).reason;
  const { requestId } = answer;
  return {
    ...(requestId !== undefined && { requestId }),
    message: 'the answer does not say what became of the server',
    advice: RESEND_IT,
  };
}
