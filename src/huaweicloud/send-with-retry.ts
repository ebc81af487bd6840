import { backoffMs } from '../retry/backoff.ts';
import type { Clock } from '../retry/clock.ts';
import type { Reason } from '../fleet/outcome.ts';
import type { Retry } from '../fleet/call-result.ts';
import { parseResponse, withoutSecrets } from './response.ts';
import type { ParsedResponse, HttpResponse } from './response.ts';
import { identified } from './request-auth.ts';
import { retryOf } from './error-response.ts';
import { CHECK_PROXY, failureMessage, TRUST_AUTHORITY } from './network-errors.ts';
import type { HttpRequest, HttpResult, Transport } from './transport.ts';

/** What asking needs of the world. */
export interface RequestContext {
  readonly transport: Transport;
  readonly userAgent: string;
  readonly proxied: boolean;
  readonly clock: Clock;
  /** A number from 0 (included) to 1 (excluded). */
  readonly random: () => number;
  /** Further tries after a failure that may pass. */
  readonly maxRetries: number;
  /** Time by the clock after which nothing may be tried. */
  readonly deadline: number;
  /** Nothing new starts once this is aborted. */
  readonly stop: AbortSignal;
  /** What is under way ends once this is aborted. */
  readonly abort: AbortSignal;
  /** Cleans a text of the service until it can be shown. */
  readonly clean: (text: string) => string;
  /** Whether a text holds a secret. */
  readonly isSecret: (text: string) => boolean;
  /** Told before each wait. */
  readonly waiting: (event: { reason: Reason; attempt: number; waitMs: number }) => void;
  /** Told when there is no time left for the next try. */
  readonly gaveUp: (event: { reason: Reason; waitMs: number }) => void;
}

/** What a refusal means, and what to do about it. */
export type Explanation = Pick<Reason, 'message' | 'advice'>;

/** One question to a service that gives credentials or projects. */
export interface ApiRequest<Value> {
  /** Whom it is put to: the subject of sentences. */
  readonly service: string;
  /** Made anew for each try, because a signature carries its time. */
  readonly request: () => HttpRequest;
  /** Undefined when a successful answer is not what the definition says. */
  readonly read: (answer: HttpResponse) => Value | undefined;
  /**
   * What a refusal means.
   *
   * @param said the words of the service, which are not fit to be shown
   */
  readonly refused: (status: number, said: string) => Explanation;
  /** What to do when the service can't be reached. */
  readonly unreachable: string;
  /** Not asked more often than this, whatever happens. */
  readonly maxAttempts?: number;
}

export type Result<Value> =
  | { readonly value: Value }
  | {
      readonly reason: Reason;
      /** Undefined where there was no answer. */
      readonly status?: number;
      /** The service understood the question and said no. */
      readonly refused?: boolean;
    };

/**
 * Asks until there is an answer, or a refusal that does not pass, or no time. A refusal for want of
 * the right credentials is never repeated: IAM locks accounts that fail too often.
 */
export async function sendWithRetry<Value>(
  question: ApiRequest<Value>,
  asking: RequestContext,
): Promise<Result<Value>> {
  const { clock, deadline, gaveUp, maxRetries, random, stop, waiting } = asking;
  const isStopped = (): boolean => stop.aborted;
  let last: Result<Value> | undefined;
  for (let attempt = 1; ; attempt += 1) {
    if (isStopped()) return last ?? { reason: skipReason(question) };
    const { found, retry } = await askOnce(question, asking);
    if ('value' in found || retry === undefined) return found;
    if (attempt > maxRetries || attempt >= (question.maxAttempts ?? Infinity)) return found;
    const waitMs = backoffMs(retry, attempt, random);
    if (isStopped()) return found;
    if (clock.now() + waitMs >= deadline) {
      gaveUp({ reason: found.reason, waitMs });
      return found;
    }
    waiting({ reason: found.reason, attempt, waitMs });
    await clock.sleep(waitMs, stop);
    last = found;
  }
}

function skipReason<Value>({ service }: ApiRequest<Value>): Reason {
  return { message: `the run ended before ${service} was asked`, advice: 'Run again' };
}

async function askOnce<Value>(
  question: ApiRequest<Value>,
  asking: RequestContext,
): Promise<{ readonly found: Result<Value>; readonly retry?: Retry }> {
  const { abort, clock, isSecret, transport, userAgent } = asking;
  const result = await transport.send(identified(question.request(), userAgent), abort);
  if (result.kind === 'failure') return unanswered(question, result, asking);
  const { status } = result;
  const answer = parseResponse(result);
  const isSuccess = status >= 200 && status < 300 && answer.error === undefined;
  const value = isSuccess ? question.read(result) : undefined;
  if (value !== undefined) return { found: { value } };
  // An answer that is whole and still not what it should be will be no better the next time, and a
  // refusal is final whatever code comes with it.
  const isFinal = isSuccess ? answer.readable : isRefusal(status);
  const retry = isFinal ? undefined : retryOf(answer, { now: () => clock.now() });
  const refused =
    isRefusal(status) || (status < 300 && answer.error !== undefined && retry === undefined);
  const reason = reasonOf(question, withoutSecrets(answer, isSecret), refused, asking);
  return {
    found: { reason, status, ...(refused && { refused }) },
    ...(retry && { retry }),
  };
}

/** Whether a status means no, and not "not now". */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && ![408, 429].includes(status);
}

function unanswered<Value>(
  { refused, service, unreachable }: ApiRequest<Value>,
  { cause, started, status = 0 }: Extract<HttpResult, { kind: 'failure' }>,
  { proxied }: RequestContext,
): { readonly found: Result<Value>; readonly retry?: Retry } {
  // The status alone is enough to know that asking again would be one more failed login.
  if (isRefusal(status)) return { found: { reason: refused(status, ''), status, refused: true } };
  const advice = cause === 'tls' ? TRUST_AUTHORITY : unreachable;
  const reason = {
    message: `${service} gave no answer: ${failureMessage(cause)}`,
    advice: proxied && !started ? `${advice}; ${CHECK_PROXY}` : advice,
  };
  return { found: { reason }, ...(cause !== 'aborted' && { retry: {} }) };
}

function reasonOf<Value>(
  question: ApiRequest<Value>,
  { error, requestId, status }: ParsedResponse,
  refused: boolean,
  asking: RequestContext,
): Reason {
  const said = error?.message ?? '';
  const { advice, message } = refused
    ? question.refused(status, said)
    : notRefused(question, status, error !== undefined, asking);
  // A gateway repeats signed headers in its messages, with secrets that may be unknown here.
  const isEcho = status === 401 || error?.code?.startsWith('APIGW.') === true;
  const shown = isEcho ? '' : asking.clean(said);
  return {
    ...(error?.code !== undefined && { code: error.code }),
    ...(requestId !== undefined && { requestId }),
    message: shown === '' ? message : `${message}; it says: ${shown}`,
    advice,
  };
}

function notRefused<Value>(
  { service, unreachable }: ApiRequest<Value>,
  status: number,
  isError: boolean,
  { proxied }: RequestContext,
): Explanation {
  if (status >= 300 && status < 400) {
    const message = `${service} answered with a redirect (HTTP ${status}), which is not followed`;
    return { message, advice: unreachable };
  }
  if (status < 300 && !isError) {
    const message = `the answer of ${service} is not what its documents say (HTTP ${status})`;
    return { message, advice: unreachable };
  }
  const advice = `Run again; if it stays so: ${unreachable}`;
  return {
    message: `${service} could not answer (HTTP ${status})`,
    advice: proxied && status >= 502 ? `${advice}; ${CHECK_PROXY}` : advice,
  };
}
