import type { CallResult, Retry, ServerFailure } from './call-result.ts';

/** The least time until a server that is not ready is sent again. */
const MIN_WAIT_MS = 60_000;

/** Whether a failure may pass when the server is ready. The executor waits for that, not the sender. */
export function isNotReady(retry: Retry | undefined): retry is Retry {
  return retry?.notReady === true;
}

/** Without a delay a server would be sent again at once, as often as the service responds. */
export function delayOf(retry: Retry | undefined): number {
  return Math.max(MIN_WAIT_MS, retry?.minDelayMs ?? 0);
}

/** The retry of servers that are all not ready; undefined if one of them failed otherwise. */
export function notReadyOf(failures: Iterable<ServerFailure>): Retry | undefined {
  let last: Retry | undefined;
  for (const { retry } of failures) {
    if (!isNotReady(retry)) return undefined;
    last = retry;
  }
  return last;
}

export function isNotReadyRefusal(result: CallResult | undefined): boolean {
  return result?.kind === 'refused' && isNotReady(result.retry) && result.contradicted.size === 0;
}
