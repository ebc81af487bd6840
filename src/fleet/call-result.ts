import type { Reason } from './outcome.ts';

/**
 * To whom a refusal belongs: to one server among those of the call or to the batch as it is made up
 * (so narrowing down helps), to the request itself (so no other batch will fare better), or to this
 * call alone.
 */
export type Scope = 'server' | 'batch' | 'request' | 'call';

/** The failure may pass: the identical request can be sent again. */
export interface Retry {
  /** Milliseconds that the service asks to wait; without it the back-off decides. */
  readonly afterMs?: number;
  /** The service limits the rate of calls, so every other call has to wait as well. */
  readonly throttled?: boolean;
}

/** What one call came to. A call never throws for a failure of network or service. */
export type CallResult =
  | {
      /** The service spoke of servers one by one. */
      readonly kind: 'answered';
      readonly accepted: ReadonlySet<string>;
      readonly failed: ReadonlyMap<string, { readonly reason: Reason; readonly retry?: Retry }>;
      /** Named both as accepted and as failed: nothing can be believed of them. */
      readonly doubtful: ReadonlySet<string>;
      /** Whether servers that the answer does not name are to be sent again without the others. */
      readonly again: boolean;
      /** What is said of servers that the answer leaves open. */
      readonly reason: Reason;
      readonly requestId?: string;
    }
  | {
      /** A definite error: none of the servers was reset by this call. */
      readonly kind: 'refused';
      readonly reason: Reason;
      readonly scope: Scope;
      readonly retry?: Retry;
      /** Permission was missing for this one server; many in a row mean that it is missing for all. */
      readonly forbidden?: boolean;
    }
  | {
      /** The request may have reached the service, and nothing tells what became of it. */
      readonly kind: 'lost';
      readonly reason: Reason;
      readonly retry?: Retry;
    }
  | {
      /** The request certainly never left this machine. */
      readonly kind: 'unsent';
      readonly reason: Reason;
      readonly retry?: Retry;
    };

/**
 * Asks the service to reset the given servers, once.
 *
 * @param servers ids of one call, without duplicates
 * @param abort ends the call at once
 */
export type Call = (servers: readonly string[], abort: AbortSignal) => Promise<CallResult>;
