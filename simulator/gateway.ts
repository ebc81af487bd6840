import { ecsErrorAnswer, gatewayErrorAnswer } from './responses.ts';
import type { Answer } from './responses.ts';
import type { Credentials } from './credentials.ts';
import { ERRORS } from './errors.ts';
import { declaresJson } from './request.ts';
import type { RawRequest } from './request.ts';
import type { Route } from './routes.ts';
import { canonicalRequest, parseAuthorization, signatureOf } from './signature.ts';

/** How far the clock of the client may be off (API signing guide). */
const CLOCK_TOLERANCE_MS = 15 * 60 * 1000;
/** The largest body that may come along (ECS API reference, authentication page). */
const MOST_BODY_BYTES = 12 * 1024 * 1024;

/** The gateway's word on a call that it does not know (API signing guide, error codes). */
export function unknownApi({ method, path }: RawRequest, requestId: string): Answer {
  const message = `The API does not exist: ${method} ${path}`;
  return gatewayErrorAnswer('APIGW.0101', message, requestId);
}

/** Why a request is not let through. */
export interface Problem {
  readonly code: 'APIGW.0301' | 'APIGW.0307';
  readonly message: string;
}

/** The gateway's word on a request, undefined when it passes it on to the service. */
export function refuseAtGateway(
  request: RawRequest,
  credentials: Credentials,
  now: Date,
  requestId: string,
): Answer | undefined {
  if (request.body.length > MOST_BODY_BYTES) {
    return gatewayErrorAnswer('APIGW.0201', 'The request body is over 12 MB', requestId);
  }
  const problem =
    authenticationProblem(request, credentials, now) ?? missingProjectProblem(request.headers);
  if (problem === undefined) return undefined;
  return gatewayErrorAnswer(problem.code, problem.message, requestId);
}

/**
 * Signed requests to a regional service need `X-Project-Id`: the ECS API reference requires it for
 * accounts with several projects, and every official SDK sends it. No source states the status and
 * the code of the refusal; these are choices of the simulator.
 */
function missingProjectProblem(headers: RawRequest['headers']): Problem | undefined {
  const isSigned = headers['authorization'] !== undefined;
  if (!isSigned || headers['x-project-id'] !== undefined) return undefined;
  return unauthenticated('x-project-id not found');
}

/**
 * The service's refusal of a body of another type. The ECS API reference requires `Content-Type:
 * application/json`. No source states the status and the code of the refusal; these are choices of
 * the simulator.
 */
export function refuseOtherType(request: RawRequest): Answer | undefined {
  return declaresJson(request) ? undefined : ecsErrorAnswer(ERRORS.notJson);
}

/**
 * What is wrong with the token and the signature of a request, of which one has to be there and each
 * has to be right. Codes: API signing guide, error codes; that page has 0307 for a token that must
 * be renewed, and no source tells an expired token from an unknown one.
 */
export function authenticationProblem(
  request: RawRequest,
  credentials: Credentials,
  now: Date,
): Problem | undefined {
  const token = request.headers['x-auth-token'];
  const authorization = request.headers['authorization'];
  if (token === undefined && authorization === undefined) {
    return unauthenticated('x-auth-token not found');
  }
  if (token !== undefined) {
    const known = credentials.token(token);
    if (known === undefined || hasEnded(known, now)) {
      return { code: 'APIGW.0307', message: 'The token must be updated.' };
    }
  }
  if (authorization === undefined) return undefined;
  const problem = signatureProblem(request, authorization, credentials, now);
  return problem === undefined ? undefined : unauthenticated(problem);
}

/**
 * The service's word on a request for another project than that of the credentials (ECS API
 * reference, error codes page). Its authentication page wants a token of project scope; with which
 * code it refuses another one is not documented.
 */
export function refuseOtherProject(
  request: RawRequest,
  route: Route,
  credentials: Credentials,
  projectId: string,
): Answer | undefined {
  const token = request.headers['x-auth-token'];
  const scope = token === undefined ? projectId : credentials.token(token)?.projectId;
  if (scope === undefined) return ecsErrorAnswer(ERRORS.unscoped);
  const inHeader = request.headers['x-project-id'] ?? projectId;
  const same = [route.projectId, inHeader, scope].every((id) => id === projectId);
  return same ? undefined : ecsErrorAnswer(ERRORS.otherProject);
}

function unauthenticated(detail: string): Problem {
  return {
    code: 'APIGW.0301',
    message: `Incorrect IAM authentication information: ${detail}`,
  };
}

function hasEnded({ expires }: { readonly expires?: Date }, now: Date): boolean {
  return expires !== undefined && expires.getTime() <= now.getTime();
}

/**
 * What is wrong with a signature. The wording follows the error messages that people have published
 * (API signing guide, "Common Errors Related to IAM Authentication Information", and issues of the
 * official SDKs), down to the values of the signed headers in the last one, so that a client which
 * shows such a message is caught leaking.
 */
function signatureProblem(
  request: RawRequest,
  header: string,
  credentials: Credentials,
  now: Date,
): string | undefined {
  const authorization = parseAuthorization(header);
  if (authorization === undefined) return 'Authorization format incorrect';
  const { accessKey, signedHeaders, signature } = authorization;
  const date = request.headers['x-sdk-date'];
  if (date === undefined || !signedHeaders.includes('x-sdk-date')) return 'x-sdk-date not signed';
  const time = parseDate(date);
  if (time === undefined) return 'x-sdk-date format incorrect';
  if (Math.abs(time - now.getTime()) > CLOCK_TOLERANCE_MS) {
    return `signature expired, signature time:${date},server time:${formatDate(now)}`;
  }
  const keys = credentials.keys(accessKey);
  if (keys === undefined) return `Get secretKey failed,ak:${accessKey},err:ak not exist`;
  const securityToken = request.headers['x-security-token'];
  if (keys.securityToken !== undefined && securityToken !== keys.securityToken) {
    return 'x-security-token missing or incorrect';
  }
  if (hasEnded(keys, now)) return 'x-security-token has expired';
  const canonical = canonicalRequest(request, signedHeaders);
  if (signature !== signatureOf(canonical, date, keys.secretKey)) {
    return `verify aksk signature fail, canonicalRequest:${canonical.replaceAll('\n', '|')}`;
  }
  return undefined;
}

/** Milliseconds since 1970 of a time like 20191115T033655Z. */
function parseDate(text: string): number | undefined {
  if (!/^\d{8}T\d{6}Z$/.test(text)) return undefined;
  const time = Date.parse(text.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  return Number.isNaN(time) ? undefined : time;
}

function formatDate(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d+/g, '');
}
