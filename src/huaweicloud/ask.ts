import { backoffMs } from '../reset/backoff.ts';
import type { Clock } from '../reset/clock.ts';
import type { Reason } from '../reset/outcome.ts';
import type { Retry } from '../reset/reply.ts';
import { readAnswer, withoutSecrets } from './answers.ts';
import type { Answer, HttpAnswer } from './answers.ts';
import { identified } from './authentication.ts';
import { CHECK_PROXY, failureMessage, retryOf, TRUST_AUTHORITY } from './errors.ts';
import type { HttpRequest, Transport } from './transport.ts';

/** What asking needs of the world. */
export interface Asking {
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
}

/** One question to a service that gives credentials or projects. */
export interface Question<Value> {
  /** Whom it is put to: the subject of sentences. */
  readonly service: string;
  /** Made anew for each try, because a signature carries its time. */
  readonly request: () => HttpRequest;
  /** Undefined when a successful answer is not what the definition says. */
  readonly read: (answer: HttpAnswer) => Value | undefined;
  /** What a refusal means, and what to do about it. */
  readonly refused: (status: number) => { readonly message: string; readonly advice: string };
  /** What to do when the service can't be reached. */
  readonly unreachable: string;
  /** Never asked again, whatever happens. */
  readonly once?: boolean;
}

export type Found<Value> =
  | { readonly value: Value }
  /** `status` of the refusal; undefined where there was no answer. */
  | { readonly reason: Reason; readonly status?: number };

/**
 * Asks until there is an answer, or a refusal that does not pass, or no time. A refusal for want of
 * the right credentials is never repeated: IAM locks accounts that fail too often.
 */
export async function ask<Value>(question: Question<Value>, asking: Asking): Promise<Found<Value>> {
  const { clock, deadline, maxRetries, random, stop, waiting } = asking;
  const isStopped = (): boolean => stop.aborted;
  let last: Found<Value> | undefined;
  for (let attempt = 1; ; attempt += 1) {
    if (isStopped()) return last ?? { reason: notAsked(question) };
    const { found, retry } = await askOnce(question, asking);
    if ('value' in found || retry === undefined) return found;
    if (question.once === true || attempt > maxRetries) return found;
    const waitMs = backoffMs(retry, attempt, random);
    if (isStopped() || clock.now() + waitMs >= deadline) return found;
    waiting({ reason: found.reason, attempt, waitMs });
    await clock.sleep(waitMs, stop);
    last = found;
  }
}

function notAsked<Value>({ service }: Question<Value>): Reason {
  return { message: `the run ended before ${service} was asked`, advice: 'Run again' };
}

async function askOnce<Value>(
  question: Question<Value>,
  asking: Asking,
): Promise<{ readonly found: Found<Value>; readonly retry?: Retry }> {
  const { abort, clock, isSecret, proxied, transport, userAgent } = asking;
  const { read, service, unreachable } = question;
  const result = await transport.send(identified(question.request(), userAgent), abort);
  if (result.kind === 'failure') {
    const { cause, started } = result;
    const advice = cause === 'tls' ? TRUST_AUTHORITY : unreachable;
    const reason = {
      message: `${service} gave no answer: ${failureMessage(cause)}`,
      advice: proxied && !started ? `${advice}; ${CHECK_PROXY}` : advice,
    };
    return { found: { reason }, ...(cause !== 'aborted' && { retry: {} }) };
  }
  const { status } = result;
  const answer = readAnswer(result);
  const isSuccess = status >= 200 && status < 300 && answer.error === undefined;
  const value = isSuccess ? read(result) : undefined;
  if (value !== undefined) return { found: { value } };
  const reason = refusalReason(question, withoutSecrets(answer, isSecret), asking);
  // An answer that is whole and still not what it should be will be no better the next time, and a
  // refusal is final whatever code comes with it.
  const isFinal = isSuccess ? answer.readable : isRefusal(status);
  const retry = isFinal ? undefined : retryOf(answer, { now: () => clock.now() });
  return { found: { reason, status }, ...(retry && { retry }) };
}

/** Whether a status means no, and not "not now". */
export function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && ![408, 429].includes(status);
}

function refusalReason<Value>(
  { refused, service, unreachable }: Question<Value>,
  { error, requestId, status }: Answer,
  { clean }: Asking,
): Reason {
  const ids = {
    ...(error?.code !== undefined && { code: error.code }),
    ...(requestId !== undefined && { requestId }),
  };
  if (status >= 300 && status < 400) {
    const message = `${service} answered with a redirect (HTTP ${status}), which is not followed`;
    return { ...ids, message, advice: unreachable };
  }
  if (status < 300 && error === undefined) {
    const message = `the answer of ${service} is not what its documents say (HTTP ${status})`;
    return { ...ids, message, advice: unreachable };
  }
  const { advice, message } =
    status < 300 || status === 429 || status >= 500
      ? {
          message: `${service} could not answer (HTTP ${status})`,
          advice: 'Run again; if it stays so, ask the support of the cloud with the request ID',
        }
      : refused(status);
  // A gateway repeats signed headers in its messages, with secrets that may be unknown here.
  const isEcho = status === 401 || error?.code?.startsWith('APIGW.') === true;
  const said = isEcho ? '' : clean(error?.message ?? '');
  return { ...ids, message: said === '' ? message : `${message}; it says: ${said}`, advice };
}
