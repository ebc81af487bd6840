import type { Call } from '../fleet/call-result.ts';
import type { ErrorContext } from './error-text.ts';
import { isRetryable, networkErrorAdvice, networkErrorMessage } from './network-errors.ts';
import { authenticated } from './request-auth.ts';
import type { Credentials } from './request-auth.ts';
import type { RequestContext } from './request-context.ts';
import { batchResult, singleResult } from './reset-response.ts';
import { parseResponse, withoutSecrets } from './response.ts';
import type { HttpRequest, NetworkFailure } from './transport.ts';

/** The three calls that reset a password: one for many servers, and two for one server each. */
export const APIS = ['batch', 'v1', 'v2.1'] as const;
export type Api = (typeof APIS)[number];

/** The characters of messages that are cleaned in one response; the others are not shown. */
const MAX_CLEANED_CHARACTERS = 64_000;

/** In whose name servers are changed, and in which project. */
export interface Session {
  readonly credentials: Credentials;
  /** Whether the credentials were obtained for these requests, and are not given by a person. */
  readonly isSession: boolean;
  readonly projectId: string;
}

export interface ResetRequest {
  /** Base URL of the ECS service, without a slash at its end. */
  readonly endpoint: string;
  readonly api: Api;
  /** Left out of the request when undefined, which only a dry run may do. */
  readonly password: string | undefined;
  /** Only the batch call knows it. */
  readonly dryRun: boolean;
  /** `is_check_password` of the single call v1. */
  readonly checkPassword: boolean;
}

/**
 * The call that asks the service to reset servers. The single calls take exactly one server.
 *
 * Sources: ECS API reference, "Resetting Passwords for ECSs in Batches" (batch, v1), "Resetting the
 * Password for Logging In to an ECS" (v1, and the discarded v2.1).
 */
export function createResetCall(
  request: ResetRequest,
  session: Session,
  context: RequestContext,
): Call {
  const { clock, secrets, transport, userAgent } = context;
  const { credentials, isSession, projectId } = session;
  const { api, dryRun, password } = request;
  const batch = api === 'batch';
  const now = (): number => clock.now();
  const errorContext: Omit<ErrorContext, 'clean'> = {
    advice: context.advice,
    now,
    batch,
    dryRun,
    hasPassword: password !== undefined,
    hasToken: credentials.kind === 'token',
    isSession,
  };
  return async (servers, abort) => {
    const unsigned = resetRequest(request, projectId, servers);
    const signed = authenticated(unsigned, { credentials, projectId, userAgent, now });
    const result = await transport.send(signed, abort);
    if (result.kind === 'failure') return networkResult(result, context);
    const response = withoutSecrets(parseResponse(result), (text) => secrets.isIn(text));
    const clean = cleanWithinBudget((text) => secrets.clean(text));
    return batch
      ? batchResult(servers, response, { ...errorContext, clean })
      : singleResult(servers, response, { ...errorContext, clean });
  };
}

function resetRequest(
  request: ResetRequest,
  projectId: string,
  servers: readonly string[],
): HttpRequest {
  return {
    method: 'PUT',
    url: new URL(request.endpoint + resetPath(request.api, projectId, servers)),
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(resetBody(request, servers)),
  };
}

function resetPath(api: Api, projectId: string, [server = '']: readonly string[]): string {
  switch (api) {
    case 'batch':
      return `/v1/${projectId}/cloudservers/os-reset-passwords`;
    case 'v1':
      return `/v1/${projectId}/cloudservers/${server}/os-reset-password`;
    case 'v2.1':
      return `/v2.1/${projectId}/servers/${server}/os-reset-password`;
  }
}

function resetBody(
  { api, checkPassword, dryRun, password }: ResetRequest,
  servers: readonly string[],
): object {
  switch (api) {
    case 'batch':
      return { new_password: password, dry_run: dryRun, servers: servers.map((id) => ({ id })) };
    case 'v1':
      // Huawei Cloud Stack does not define the member, and false is its default elsewhere.
      return {
        'reset-password': {
          new_password: password,
          ...(checkPassword && { is_check_password: true }),
        },
      };
    case 'v2.1':
      return { 'reset-password': { new_password: password } };
  }
}

/**
 * Cleans the messages of responses: each text once, and no more than the budget, so that a large
 * response cannot keep the process from the deadline or a signal.
 */
export function cleanWithinBudget(clean: (text: string) => string): (text: string) => string {
  const cleaned = new Map<string, string>();
  let charactersLeft = MAX_CLEANED_CHARACTERS;
  return (text) => {
    const known = cleaned.get(text);
    if (known !== undefined) return known;
    charactersLeft -= text.length;
    const result = charactersLeft < 0 ? '' : clean(text);
    cleaned.set(text, result);
    return result;
  };
}

/** A request without a response: `lost` if it may have reached the service, else `not_sent`. */
function networkResult(
  { error, maybeSent }: NetworkFailure,
  context: RequestContext,
): Awaited<ReturnType<Call>> {
  return {
    kind: maybeSent ? 'lost' : 'not_sent',
    reason: {
      message: networkErrorMessage(error),
      advice: networkErrorAdvice(error, maybeSent, context),
    },
    ...(isRetryable(error) && { retry: {} }),
  };
}
