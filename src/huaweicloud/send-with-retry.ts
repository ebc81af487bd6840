import type { Retry } from '../fleet/call-result.ts';
import type { Reason } from '../fleet/outcome.ts';
import { failure, success } from '../result.ts';
import type { Result } from '../result.ts';
import { backoffMs } from '../retry/backoff.ts';
import { retryOf } from './error-response.ts';
import { explainIntermediary, mayEchoSecrets, redirectMessage } from './error-text.ts';
import type { Explanation } from './error-text.ts';
import { isLost } from './lost-response.ts';
import {
  isProxyError,
  isRetryable,
  networkErrorMessage,
  networkFaultAdvice,
  withProxyHint,
} from './network-errors.ts';
import { identified } from './request-auth.ts';
import type { RequestContext } from './request-context.ts';
import { parseResponse, withoutSecrets } from './response.ts';
import type { ParsedResponse } from './response.ts';
import type { HttpRequest, HttpResponse, NetworkFailure } from './transport.ts';

/** Explains a refusal. */
export interface Refusal extends Explanation {
  /** The words of the service add nothing, and are left out. */
  readonly isComplete?: boolean;
}

/** What to say when a request fails. */
export interface FailureTexts {
  /**
   * Explains a refusal.
   *
   * @param serviceMessage the words of the service, which are not fit to be shown
   * @param code the code of the service in its usual spelling, if there is one
   */
  readonly refused: (status: number, serviceMessage: string, code?: string) => Refusal;
  /** Explains a known code of a failure that may pass; undefined for other codes. */
  readonly known?: (code: string) => Refusal | undefined;
  /** What to do when the service cannot be reached. */
  readonly unreachable: string;
}

/** A request with one result, such as a token or a list. */
export interface ApiRequest<Value> {
  /** The name of the service: the subject of sentences. */
  readonly service: string;
  /** Created for each attempt, because a signature carries its time. */
  readonly request: () => HttpRequest;
  /** Undefined when a successful response does not match its definition. */
  readonly read: (response: HttpResponse) => Value | undefined;
  readonly texts: FailureTexts;
  /** Whether a successful response may contain an error, such as that of a failed job. */
  readonly mayContainError?: boolean;
  /**
   * Whether a refusal with a code that may pass is repeated. Not by default: a refused login never is.
   */
  readonly repeatsRefusals?: boolean;
  /** At most this many attempts, whatever happens. */
  readonly maxAttempts?: number;
  /**
   * Whether it may be sent again after it may have reached the service; true by default, because
   * most requests change nothing.
   */
  readonly repeatable?: boolean;
}

export interface RequestFailure {
  readonly reason: Reason;
  /** Undefined where there was no response. */
  readonly status?: number;
  /** The service processed the request and denied it. */
  readonly refused: boolean;
  /**
   * Only of a request that is not repeatable: it may have reached the service, and nothing tells what
   * became of it.
   */
  readonly lost?: true;
}

interface Attempt<Value> {
  readonly result: Result<Value, RequestFailure>;
  readonly retry?: Retry;
}

/**
 * Sends a request until there is a response, a final refusal, or no time left. A refused login is
 * never repeated: IAM locks accounts after too many of them.
 */
export async function sendWithRetry<Value>(
  request: ApiRequest<Value>,
  context: RequestContext,
): Promise<Result<Value, RequestFailure>> {
  const { clock, deadline, maxRetries, observer, pause, random, stop } = context;
  const maxAttempts = Math.min(maxRetries + 1, request.maxAttempts ?? Infinity);
  const isStopped = (): boolean => stop.aborted;
  let last: Result<Value, RequestFailure> | undefined;
  for (let attempt = 1; ; attempt += 1) {
    await pause?.wait();
    if (isStopped()) return last ?? failure(notSent(request));
    const { result, retry } = await sendOnce(request, context);
    if (result.ok || retry === undefined || attempt >= maxAttempts || isStopped()) return result;
    if (result.error.lost === true) return result;
    const waitMs = backoffMs(retry.minDelayMs, attempt, random);
    const { reason } = result.error;
    const isThrottled = retry.throttled === true;
    if (clock.now() + waitMs >= deadline) {
      if (isThrottled) pause?.end(reason);
      observer.gaveUp({ reason, waitMs });
      return result;
    }
    if (isThrottled) pause?.hold(waitMs);
    observer.waiting({ reason, attempt, waitMs });
    await clock.sleep(waitMs, stop);
    last = result;
  }
}

function notSent<Value>({ service }: ApiRequest<Value>): RequestFailure {
  const message = `the run ended before a request was sent to ${service}`;
  return { reason: { message, advice: 'Try again' }, refused: false };
}

async function sendOnce<Value>(
  request: ApiRequest<Value>,
  context: RequestContext,
): Promise<Attempt<Value>> {
  const { abort, clock, secrets, transport, userAgent } = context;
  const received = await transport.send(identified(request.request(), userAgent), abort);
  if (received.kind === 'failure') return withoutResponse(request, received, context);
  const { status } = received;
  const response = withoutSecrets(parseResponse(received), (text) => secrets.isIn(text));
  const isSuccessStatus = status >= 200 && status < 300;
  const isSuccess = isSuccessStatus && response.error === undefined;
  const isRead = isSuccess || (isSuccessStatus && request.mayContainError === true);
  const value = isRead ? request.read(received) : undefined;
  if (value !== undefined) return { result: success(value) };
  // A complete response that does not match its definition will not match the next time either, and
  // a refusal is final whatever code comes with it.
  const isFinal = isSuccess
    ? isReadable(response)
    : isRefusal(status) && request.repeatsRefusals !== true;
  const retry = isFinal ? undefined : retryOf(response.error, response, () => clock.now());
  const isError = status < 300 && response.error !== undefined;
  const isForeign = isOfProxyOrFirewall(response);
  const refused = !isForeign && (isRefusal(status) || (isError && retry === undefined));
  const reason = reasonOf(request, response, refused, context);
  // A service that reports a fault of its own may have processed the request before.
  const lost = status >= 500 || isLost(response.error, response);
  return {
    result: failure({ reason, status, refused, ...lostIf(lost, request) }),
    ...(retry && { retry }),
  };
}

function isReadable({ form }: ParsedResponse): boolean {
  return form === 'empty' || form === 'object';
}

/**
 * Whether a response is from something in between. The services respond with JSON, the metadata service
 * also with plain text, and none of them with a page or with 407.
 */
function isOfProxyOrFirewall({ error, form, status }: ParsedResponse): boolean {
  const isPage = form === 'other' && error?.message === undefined;
  return status === 407 || (isPage && status >= 400);
}

/** Whether a status means that the service denies the request for good. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && ![408, 429].includes(status);
}

function lostIf<Value>(
  lost: boolean,
  { repeatable = true }: ApiRequest<Value>,
): Pick<RequestFailure, 'lost'> {
  return lost && !repeatable ? { lost: true } : {};
}

function withoutResponse<Value>(
  request: ApiRequest<Value>,
  { error, maybeSent, status = 0 }: NetworkFailure,
  { advice, proxied }: RequestContext,
): Attempt<Value> {
  const { service, texts } = request;
  const lost = lostIf(maybeSent, request);
  // The status alone shows a refusal: another attempt would be one more failed login.
  if (isRefusal(status)) {
    const reason = texts.refused(status, '');
    return { result: failure({ reason, status, refused: true, ...lost }) };
  }
  const text = networkFaultAdvice(error, advice) ?? texts.unreachable;
  const reason = {
    message: `no response from ${service}: ${networkErrorMessage(error)}`,
    advice: withProxyHint(text, proxied && !maybeSent && !isProxyError(error), advice),
  };
  return {
    result: failure({ reason, refused: false, ...lost }),
    ...(isRetryable(error) && { retry: {} }),
  };
}

function reasonOf<Value>(
  request: ApiRequest<Value>,
  response: ParsedResponse,
  refused: boolean,
  context: RequestContext,
): Reason {
  const { error, requestId, status } = response;
  const serviceMessage = error?.message ?? '';
  const explanation: Refusal = refused
    ? request.texts.refused(status, serviceMessage, error?.code)
    : (knownText(request, response) ?? explainFailure(request, response, context));
  const { advice, isComplete = false, message } = explanation;
  const isHidden = isComplete || mayEchoSecrets(error, status);
  const shown = isHidden ? '' : context.secrets.clean(serviceMessage);
  return {
    ...(error?.code !== undefined && { code: error.code }),
    ...(requestId !== undefined && { requestId }),
    message: shown === '' ? message : `${message}; the service says: ${shown}`,
    advice,
  };
}

function knownText<Value>(
  { texts }: ApiRequest<Value>,
  { error, status }: ParsedResponse,
): Refusal | undefined {
  const isRedirect = status >= 300 && status < 400;
  return error?.code === undefined || isRedirect ? undefined : texts.known?.(error.code);
}

function explainFailure<Value>(
  { service, texts: { unreachable } }: ApiRequest<Value>,
  response: ParsedResponse,
  { advice, proxied }: RequestContext,
): Explanation {
  const { error, status } = response;
  if (status >= 300 && status < 400) {
    return { message: redirectMessage(service, status), advice: unreachable };
  }
  if (isOfProxyOrFirewall(response)) return explainIntermediary(status, advice);
  if (status < 300 && error === undefined) {
    const message = `the response of ${service} does not match its documentation (HTTP ${status})`;
    return { message, advice: unreachable };
  }
  return {
    message: `${service} could not process the request (HTTP ${status})`,
    advice: withProxyHint(
      `Try again. If the error persists: ${unreachable}`,
      proxied && status >= 502,
      advice,
    ),
  };
}
