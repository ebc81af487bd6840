import type { Reason } from './outcome.ts';

/**
 * What a refusal applies to: one server of the call or the batch as it is made up (splitting helps),
 * the request itself (every other batch would be refused too), or this call alone.
 */
export type Scope = 'server' | 'batch' | 'request' | 'call';

/** The failure may pass: the identical request can be sent again. */
export interface Retry {
  /** The least time to wait, in milliseconds; without it the back-off decides. */
  readonly minDelayMs?: number;
  /** The service limits the rate of calls, so every other call has to wait as well. */
  readonly throttled?: boolean;
  /** A server is busy or not ready yet, so only this server has to wait. */
  readonly notReady?: boolean;
}

/** The result for one server that a response names as failed. */
export interface ServerFailure {
  readonly reason: Reason;
  readonly retry?: Retry;
}

/** Servers about which a response contradicts itself. */
interface WithContradictions {
  /**
   * The response names the server as accepted. It also has an error for this server, or for the whole
   * request. It is not known which of the two is true.
   */
  readonly contradicted: ReadonlyMap<string, Reason>;
}

/** The response names servers one by one. */
export interface PerServerResult extends WithContradictions {
  readonly kind: 'per_server';
  readonly accepted: ReadonlySet<string>;
  readonly failed: ReadonlyMap<string, ServerFailure>;
  /** Whether the servers that the response does not name are to be sent again without the others. */
  readonly resendRest: boolean;
  /** The reason for servers that the response does not name. */
  readonly reason: Reason;
  readonly requestId?: string;
}

/** A definite error: this call changed none of its servers that are not contradicted. */
export interface RefusedResult extends WithContradictions {
  readonly kind: 'refused';
  readonly reason: Reason;
  readonly scope: Scope;
  readonly retry?: Retry;
  /** Permission was missing for this one server; many in a row mean that it is missing for all. */
  readonly forbidden?: boolean;
}

/** The request may have reached the service, and nothing tells what became of it. */
export interface LostResult {
  readonly kind: 'lost';
  readonly reason: Reason;
  readonly retry?: Retry;
}

/** The request certainly never left this machine. */
export interface NotSentResult {
  readonly kind: 'not_sent';
  readonly reason: Reason;
  readonly retry?: Retry;
}

/** The result of one call. A call never throws for a failure of network or service. */
export type CallResult = PerServerResult | RefusedResult | LostResult | NotSentResult;

/**
 * One call to the service for the given servers, sent once.
 *
 * @param servers ids of one call, without duplicates
 * @param abort ends the call at once
 */
export type Call = (servers: readonly string[], abort: AbortSignal) => Promise<CallResult>;
