import type { Duplex } from 'node:stream';
import { ecsErrorResponse, gatewayErrorResponse } from './responses.ts';
import type { HttpResponse } from './responses.ts';
import type { Credentials } from './credentials.ts';
import { ERRORS } from './errors.ts';
import { newRequestId } from './identity.ts';
import { declaresJson } from './request.ts';
import type { RawRequest } from './request.ts';
import type { Route } from './routes.ts';
import { canonicalRequest, parseAuthorization, signatureOf } from './signature.ts';

/** The permitted difference of the client's clock (API signing guide). */
const CLOCK_TOLERANCE_MS = 15 * 60 * 1000;
/** The maximum size of a body (ECS API reference, authentication page). */
const MAX_BODY_BYTES = 12 * 1024 * 1024;

/** The gateway's refusal of an unknown call (API signing guide, error codes). */
export function unknownApi({ method, path }: RawRequest, requestId: string): HttpResponse {
  const message = `The API does not exist: ${method} ${path}`;
  return gatewayErrorResponse('APIGW.0101', message, requestId);
}

/** Refuses input that is not HTTP, or has headers over the limit. */
export function refuseUnreadable(_error: Error, socket: Duplex): void {
  if (!socket.writable) return;
  const requestId = newRequestId();
  const { body } = gatewayErrorResponse('APIGW.0201', 'The request is unreadable', requestId);
  const head = [
    'HTTP/1.1 400 Bad Request',
    `x-request-id: ${requestId}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
    'connection: close',
  ].join('\r\n');
  socket.end(`${head}\r\n\r\n${body.toString()}`);
}

/** Why the gateway refuses a request. */
export interface Problem {
  readonly code: 'APIGW.0301' | 'APIGW.0307';
  readonly message: string;
}

/** The gateway's refusal of a request; undefined if it forwards the request to the service. */
export function refuseAtGateway(
  request: RawRequest,
  credentials: Credentials,
  now: Date,
  requestId: string,
): HttpResponse | undefined {
  if (request.body.length > MAX_BODY_BYTES) {
    return gatewayErrorResponse('APIGW.0201', 'The request body is over 12 MB', requestId);
  }
  const problem =
    authenticationProblem(request, credentials, now) ?? missingProjectProblem(request.headers);
  if (problem === undefined) return undefined;
  return gatewayErrorResponse(problem.code, problem.message, requestId);
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
export function refuseOtherType(request: RawRequest): HttpResponse | undefined {
  return declaresJson(request) ? undefined : ecsErrorResponse(ERRORS.notJson);
}

/**
 * The problem of a request's token or signature. A request needs at least one of them, and both must
 * be valid. Codes: API signing guide, error codes. That page has 0307 for a token that must be
 * renewed, and no source distinguishes an expired token from an unknown one.
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
 * The service's refusal of a request for another project than that of the credentials (ECS API
 * reference, error codes page). Its authentication page requires a token with a project scope. The
 * code for a token without one is not documented.
 */
export function refuseOtherProject(
  request: RawRequest,
  route: Route,
  credentials: Credentials,
  projectId: string,
): HttpResponse | undefined {
  const token = request.headers['x-auth-token'];
  const scope = token === undefined ? projectId : credentials.token(token)?.projectId;
  if (scope === undefined) return ecsErrorResponse(ERRORS.unscoped);
  const inHeader = request.headers['x-project-id'] ?? projectId;
  const same = [route.params['project_id'], inHeader, scope].every((id) => id === projectId);
  return same ? undefined : ecsErrorResponse(ERRORS.otherProject);
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
 * The problem of a signature. The texts follow published error messages (API signing guide, "Common
 * Errors Related to IAM Authentication Information", and issues of the official SDKs). The last one
 * contains the values of the signed headers, so that tests find a client that shows them.
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

/** The milliseconds since 1970 of a time like 20191115T033655Z. */
function parseDate(text: string): number | undefined {
  if (!/^\d{8}T\d{6}Z$/.test(text)) return undefined;
  const time = Date.parse(text.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  return Number.isNaN(time) ? undefined : time;
}

function formatDate(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d+/g, '');
}
