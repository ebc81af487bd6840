/** What became of one server. Every requested server ends in exactly one of these. */
export const OUTCOMES = ['accepted', 'failed', 'unknown', 'not_sent'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * Why a server is not accepted, in words for the person who must act. All servers of one response
 * share one object.
 */
export interface Reason {
  /** The service's own code, for example `Ecs.0605`. */
  readonly code?: string;
  readonly requestId?: string;
  /** What happened, as one sentence without a full stop. */
  readonly message: string;
  /** What to do about it, as one sentence without a full stop. */
  readonly advice: string;
  readonly details?: Details;
}

/** Lines to compare with the settings of the cloud, for example the claims of an ID token; cleaned. */
export interface Details {
  readonly title: string;
  readonly lines: readonly string[];
}

/**
 * The final result of one server.
 *
 * @typeParam Name the outcomes of the action; those of the reset by default
 */
export interface ServerResult<Name extends string = Outcome> {
  readonly id: string;
  readonly outcome: Name;
  /** One word of the action's table of reasons. The reset has none. */
  readonly word?: string;
  readonly reason?: Reason;
  /** Of the response that accepted the server; for the others see `reason`. */
  readonly requestId?: string;
}

export type Counts<Name extends string = Outcome> = Readonly<Record<Name | 'requested', number>>;
