import type { Retry, Scope, ServerFailure } from '../fleet/call-result.ts';
import type { Reason } from '../fleet/outcome.ts';
import { isGatewayCode, knownCode } from './error-codes.ts';
import type { KnownCode } from './error-codes.ts';
import { describeError } from './error-text.ts';
import type { ErrorContext } from './error-text.ts';
import type { ParsedResponse, ServiceError } from './response.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** The time units of the gateway's own hint, for example `limit:200,time:5 minute`. */
const UNITS_MS: Readonly<Record<string, number>> = {
  second: SECOND_MS,
  minute: MINUTE_MS,
  hour: HOUR_MS,
  day: 24 * HOUR_MS,
};

/** With these statuses nothing proves a refusal: the service did not respond in time, or not at all. */
const NO_RESPONSE = [408, 502, 504];

/** Everything that follows from an error response, or from a response that is not a success. */
export interface Classification {
  readonly scope: Scope;
  /** Undefined where the identical request would be refused again. */
  readonly retry: Retry | undefined;
  /** Nothing tells what became of the request. */
  readonly lost: boolean;
  /** A permission is missing for the one server of the call, as far as the service says. */
  readonly forbidden: boolean;
  readonly reason: Reason;
}

/**
 * Classifies a response that is not a success.
 *
 * @param error the error of the response, or the one that it reports for one server
 */
export function classify(
  error: ServiceError | undefined,
  response: ParsedResponse,
  context: ErrorContext,
): Classification {
  const known = knownCode(error?.code);
  const lost = isLost(error, response);
  // Where a call is for one server, a missing permission may be about that server alone.
  const forbidden = !lost && response.status === 403 && !context.batch && known?.scope !== 'server';
  return {
    scope: forbidden ? 'server' : (known?.scope ?? scopeOf(response.status)),
    retry: retryOf(error, response, context.now),
    lost,
    forbidden,
    reason: reasonOf(error, response, describeError(error, response, lost, context)),
  };
}

/** The reason and the retry of an error that the service reports for one server of a batch. */
export function classifyServer(
  error: ServiceError,
  response: ParsedResponse,
  context: ErrorContext,
): ServerFailure {
  const text = describeError(error, response, isLost(error, response), context);
  const retry = knownCode(error.code)?.retry;
  return { reason: reasonOf(error, response, text), ...(retry && { retry }) };
}

/**
 * Whether nothing tells what became of the request. A code of the service is believed at any status
 * but a redirect and those that say that the service did not respond. A 4xx is a refusal even without
 * a code, unless its body is damaged.
 */
function isLost(error: ServiceError | undefined, { form, status }: ParsedResponse): boolean {
  if (form === 'damaged' || NO_RESPONSE.includes(status)) return true;
  if (status >= 300 && status < 400) return true;
  if (status >= 400 && status < 500) return false;
  return error?.code === undefined || isGatewayCode(error.code);
}

function scopeOf(status: number): Scope {
  return status === 401 || status === 403 ? 'request' : 'call';
}

/** Whether and when the identical request may be sent again after a response that is not a success. */
export function retryOf(
  error: ServiceError | undefined,
  response: ParsedResponse,
  now: () => number,
): Retry | undefined {
  const { form, status } = response;
  const known = knownCode(error?.code);
  const delayMs = requestedDelayMs(error, response, now);
  if (known?.retry !== undefined) return withDelay(known.retry, delayMs);
  if (isFinal(known, error, response)) return undefined;
  if (status === 429) return withDelay({ throttled: true }, delayMs);
  // What cannot be read was cut off or changed on its way: it may be complete the next time.
  const isUnreadable = form === 'damaged' || (status < 300 && error === undefined);
  return isUnreadable || [408, 500, 502, 503, 504].includes(status)
    ? withDelay({}, delayMs)
    : undefined;
}

/** A definite code without a retry is final, whatever the status says. */
function isFinal(
  known: KnownCode | undefined,
  error: ServiceError | undefined,
  response: ParsedResponse,
): boolean {
  return known !== undefined && !isLost(error, response);
}

function withDelay(retry: Retry | undefined, requestedMs = 0): Retry | undefined {
  if (retry === undefined) return undefined;
  const minDelayMs = Math.max(retry.minDelayMs ?? 0, requestedMs);
  return minDelayMs > 0 ? { ...retry, minDelayMs } : retry;
}

/** `Retry-After` in seconds or as a date, else the gateway's hint in the message; in milliseconds. */
function requestedDelayMs(
  error: ServiceError | undefined,
  { retryAfter }: ParsedResponse,
  now: () => number,
): number | undefined {
  const header = retryAfter?.trim() ?? '';
  if (/^\d+$/.test(header)) return Number(header) * SECOND_MS;
  // Date.parse takes nearly anything; a date of HTTP begins with its weekday.
  const date = /^[A-Z][a-z]{2,8}, /.test(header) ? Date.parse(header) : Number.NaN;
  if (!Number.isNaN(date)) return Math.max(0, date - now());
  const hint = /\btime:(\d{1,6}) ?(second|minute|hour|day)/i.exec(error?.message ?? '');
  const unit = UNITS_MS[hint?.[2]?.toLowerCase() ?? ''];
  return unit === undefined ? undefined : Number(hint?.[1]) * unit;
}

function reasonOf(
  error: ServiceError | undefined,
  { requestId }: ParsedResponse,
  text: Pick<Reason, 'message' | 'advice'>,
): Reason {
  return {
    ...(error?.code !== undefined && { code: error.code }),
    ...(requestId !== undefined && { requestId }),
    ...text,
  };
}
