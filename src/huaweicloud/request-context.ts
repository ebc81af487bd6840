import type { Reason } from '../fleet/outcome.ts';
import type { Secrets } from '../secrets/redact.ts';
import type { Clock } from '../retry/clock.ts';
import type { AdviceTexts } from './caller-texts.ts';
import type { RateLimitPause } from './rate-limit-pause.ts';
import type { Transport } from './transport.ts';

/** What every request to a service needs. It is built once, and all requests share it. */
export interface RequestContext {
  readonly transport: Transport;
  readonly userAgent: string;
  /** Whether the transport may use a proxy. */
  readonly proxied: boolean;
  readonly clock: Clock;
  /** A number from 0 (included) to 1 (excluded), for the jitter. */
  readonly random: () => number;
  /** Further attempts of one request after a failure that may pass. */
  readonly maxRetries: number;
  /** Time by the clock after which nothing may be sent. */
  readonly deadline: number;
  /** Nothing new starts once this is aborted. */
  readonly stop: AbortSignal;
  /** Requests under way end once this is aborted. */
  readonly abort: AbortSignal;
  readonly secrets: Secrets;
  readonly advice: AdviceTexts;
  readonly observer: RequestObserver;
  /** Shared by requests that are sent at the same time. */
  readonly pause?: RateLimitPause;
}

/** Told why the next attempt of a request waits, or why there is none. */
export interface RequestObserver {
  waiting(event: { reason: Reason; attempt: number; waitMs: number }): void;
  /** There is no time left for the next attempt. */
  gaveUp(event: { reason: Reason; waitMs: number }): void;
}
