/** What became of one server. Every requested server ends in exactly one of these. */
export const OUTCOMES = ['accepted', 'failed', 'unknown', 'not_sent'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * Why a server is not accepted, in words for the person who must act. One object is shared by all
 * the servers of one answer.
 */
export interface Reason {
  /** The service's own code, for example `Ecs.0605`. */
  readonly code?: string;
  readonly requestId?: string;
  /** What happened, as one sentence without a full stop. */
  readonly message: string;
  /** What to do about it, as one sentence without a full stop. */
  readonly advice: string;
}

/** The final word on one server. */
export interface ServerResult {
  readonly id: string;
  readonly outcome: Outcome;
  readonly reason?: Reason;
  /** Of the answer that accepted the server; for the others see `reason`. */
  readonly requestId?: string;
}

/** What to do about a server that may have been reset. */
export const RESEND_IT =
  'Wait ten minutes, then run again for what is unknown with the same password: repeating the same reset is harmless';

export type Counts = Readonly<Record<Outcome, number>> & { readonly requested: number };
