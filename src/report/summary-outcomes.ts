import type { Details } from '../fleet/outcome.ts';
import { docsOfCode } from './docs-address.ts';
import type { ReasonGroup } from './reason-groups.ts';
import type { ServerList, Square, SummaryCount, SummaryReason } from './summary-content.ts';
import { servers } from './report.ts';

/** How a summary shows an outcome. */
export interface OutcomeStyle {
  /** The outcome in words: `not sent`. */
  readonly label: string;
  readonly square: Square;
  /** What happened to a server without a reason; a sentence without a full stop. */
  readonly meaning: string;
}

/** The counts of all outcomes, in the order of `styles`. */
export function countsOf<Name extends string>(
  styles: Readonly<Record<Name, OutcomeStyle>>,
  counts: Readonly<Record<Name, number>>,
): SummaryCount[] {
  const names = Object.keys(styles) as Name[];
  return names.map((name) => ({
    label: styles[name].label,
    square: styles[name].square,
    count: counts[name],
  }));
}

/**
 * The row of a reason.
 *
 * @param wordPage the page below docs/ with a heading for each one-word reason of the action
 */
export function summaryReason<Name extends string>(
  { count, ids, outcome, reason, requestIds, word }: ReasonGroup<Name>,
  styles: Readonly<Record<Name, OutcomeStyle>>,
  wordPage?: string,
): SummaryReason {
  const { label, meaning, square } = styles[outcome];
  const code = reason?.code;
  const wordPlace =
    word === undefined || wordPage === undefined ? undefined : `${wordPage}#${word}`;
  return {
    square,
    outcome: label,
    count,
    what: reason?.message ?? meaning,
    code: code ?? word,
    docs: code === undefined ? wordPlace : docsOfCode(code),
    advice: reason?.advice ?? '',
    ids,
    requestIds,
  };
}

/** The folded list of servers that need no row, for example `Accepted: 20 servers`. */
export function summaryList<Name extends string>(
  { count, ids, requestIds }: ReasonGroup<Name>,
  title: string,
): ServerList {
  return { title: `${title}: ${servers(count)}`, count, ids, requestIds };
}

/** What the reasons of all groups carry beside their messages, each once. */
export function detailsOf<Name extends string>(groups: readonly ReasonGroup<Name>[]): Details[] {
  return [...new Set(groups.map(({ reason }) => reason?.details))].filter(
    (details) => details !== undefined,
  );
}
