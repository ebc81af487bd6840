/**
 * What a job summary says, as plain data. Each action builds one from its result, and `summary.ts` makes
 * Markdown of it. Texts of the type string may come from outside and are escaped; `Markup` is shown as it
 * is (see `markup.ts`).
 *
 * A person on call reads the page from above and must not have to unfold or scroll: `headline` and
 * `counts` say what is left, `paragraphs` whether anybody can be locked out, `steps` what to do.
 */
import type { Details } from '../fleet/outcome.ts';
import type { Markup } from './markup.ts';

export interface SummaryContent {
  /**
   * The first line: the work that is left (`128 of 400 servers still need you`), or the result. Without
   * a full stop.
   */
  readonly headline: Markup;
  /** What ran: `Password reset`, `Password reset, dry run`. */
  readonly caption: Markup;
  /** One for each outcome, in the order of the bar; zeros too. Empty: no bar. */
  readonly counts: readonly SummaryCount[];
  /** Short paragraphs below the counts: what was or was not changed, who can be locked out, and so on. */
  readonly paragraphs: readonly Markup[];
  /**
   * What to do, in order, in words that need no look into the workflow: they name no output of a step.
   * Only what is left to do; empty for nothing.
   */
  readonly steps: readonly Markup[];
  /** Lists to copy into the input server_ids of a new run. */
  readonly rerunLists: readonly RerunList[];
  /** One row for each reason, the most frequent first (`groupByReason` counts them). */
  readonly reasons: readonly SummaryReason[];
  /** Lines that help to find a cause, for example the claims of an ID token. Not folded. */
  readonly details: readonly Details[];
  /** Tables of the action's own: selected servers, waves, steps. */
  readonly tables: readonly SummaryTable[];
  /** Folded lists in addition to those of the reasons: the servers that need nothing more. */
  readonly lists: readonly ServerList[];
  /** The names of servers that have one, by id; cleaned. */
  readonly names: ReadonlyMap<string, string>;
  /** Follows each list or table that is cut: where everything is. A sentence. */
  readonly whereAllIs: Markup;
  /** The last lines. */
  readonly notes: readonly Markup[];
}

export interface SummaryCount {
  /** The outcome in words: `not sent`. */
  readonly label: string;
  readonly count: number;
  readonly square: Square;
}

/**
 * Squares of the bar. Green is for what is done and blue for what still waits for something, so a reset
 * that was accepted is blue.
 */
export const SQUARES = {
  good: '🟩',
  waiting: '🟦',
  bad: '🟥',
  unknown: '🟨',
  untouched: '⬜',
  aside: '🟪',
} as const;
export type Square = (typeof SQUARES)[keyof typeof SQUARES];

/** A list to copy. It is shown as one line with commas, because the form of a new run takes one line. */
export interface RerunList {
  /** What the list is for: `Failed and not sent: 28 servers`. */
  readonly title: string;
  /** Of the whole list. */
  readonly count: number;
  /** The first ids of the list; those after the 500th are left out. */
  readonly ids: Iterable<string>;
}

/** Servers with the same outcome for the same reason. */
export interface SummaryReason {
  readonly square: Square;
  /** The outcome in words: `failed`. */
  readonly outcome: string;
  readonly count: number;
  /** What happened, as one sentence without a full stop. */
  readonly what: string;
  /** The code of the service, or the one-word reason of the action. */
  readonly code?: string | undefined;
  /** The place of the code below `docs/`: `troubleshooting/codes.md#ecs-0605`. */
  readonly docs?: string | undefined;
  /** What to do, as one sentence without a full stop; may be empty. */
  readonly advice: string;
  /** The first servers. */
  readonly ids: readonly string[];
  /** The first ids of requests. */
  readonly requestIds: readonly string[];
}

export interface ServerList {
  /** `Accepted: 20 servers`. */
  readonly title: string;
  /** Of the whole list. */
  readonly count: number;
  /** The first servers. */
  readonly ids: readonly string[];
  /** The first ids of requests. */
  readonly requestIds: readonly string[];
}

export interface SummaryTable {
  /** A heading. */
  readonly title: string;
  readonly columns: readonly SummaryColumn[];
  /** Texts are escaped. */
  readonly rows: readonly (readonly (Markup | number | string)[])[];
  /** A table of more rows is folded away. */
  readonly maxOpenRows: number;
}

export interface SummaryColumn {
  readonly title: string;
  readonly align?: 'right';
}
