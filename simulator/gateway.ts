import { type Answer, ecsErrorAnswer, gatewayErrorAnswer } from './answers.ts';
import { ERRORS } from './errors.ts';
import type { Identity } from './identity.ts';
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

/**
 * The gateway's word on a request, undefined when it passes it on to the service. Codes: API
 * signing guide, error codes. A request with a token and a signature needs both to be right.
 */
export function refuseAtGateway(
  request: RawRequest,
  identity: Identity,
  now: Date,
  requestId: string,
): Answer | undefined {
  if (request.body.length > MOST_BODY_BYTES) {
    return gatewayErrorAnswer('APIGW.0201', 'The request body is over 12 MB', requestId);
  }
  const token = request.headers['x-auth-token'];
  const authorization = request.headers['authorization'];
  if (token === undefined && authorization === undefined) {
    return unauthenticated('x-auth-token not found', requestId);
  }
  if (token !== undefined && token !== identity.authToken) {
    return gatewayErrorAnswer('APIGW.0307', 'The token must be updated.', requestId);
  }
  if (authorization === undefined) return undefined;
  const problem = signatureProblem(request, authorization, identity, now);
  return problem === undefined ? undefined : unauthenticated(problem, requestId);
}

/**
 * The service's word on a request for another project than that of the credentials (ECS API
 * reference, error codes page).
 */
export function refuseOtherProject(
  request: RawRequest,
  route: Route,
  projectId: string,
): Answer | undefined {
  const inHeader = request.headers['x-project-id'];
  const same = route.projectId === projectId && (inHeader ?? projectId) === projectId;
  return same ? undefined : ecsErrorAnswer(ERRORS.otherProject);
}

function unauthenticated(detail: string, requestId: string): Answer {
  const message = `Incorrect IAM authentication information: ${detail}`;
  return gatewayErrorAnswer('APIGW.0301', message, requestId);
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
  identity: Identity,
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
  if (accessKey !== identity.accessKey) {
    return `Get secretKey failed,ak:${accessKey},err:ak not exist`;
  }
  const securityToken = request.headers['x-security-token'];
  if (identity.securityToken !== undefined && securityToken !== identity.securityToken) {
    return 'x-security-token missing or incorrect';
  }
  const canonical = canonicalRequest(request, signedHeaders);
  if (signature !== signatureOf(canonical, date, identity.secretKey)) {
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
