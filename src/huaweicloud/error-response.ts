import type { Retry, Scope, ServerFailure } from '../fleet/call-result.ts';
import type { Reason } from '../fleet/outcome.ts';
import { knownCode } from './error-codes.ts';
import type { KnownCode } from './known-code.ts';
import { describeError } from './error-text.ts';
import type { ErrorContext } from './error-text.ts';
import { isLost } from './lost-response.ts';
import type { ParsedResponse, ServiceError } from './response.ts';
import { requestedDelayMs } from './retry-after.ts';

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
  const text = describeError(error, response, false, context);
  const retry = knownCode(error.code)?.retry;
  return { reason: reasonOf(error, response, text), ...(retry && { retry }) };
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
  if (known?.retry !== undefined) {
    // After a lost response the call is repeated: nothing tells that the server is not ready.
    const isForServer = known.retry.notReady === true && isLost(error, response);
    return withDelay(isForServer ? {} : known.retry, delayMs);
  }
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
