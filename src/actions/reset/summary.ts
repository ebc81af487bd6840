import type { Outcome } from '../../fleet/outcome.ts';
import { markup } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import { groupByReason } from '../../report/reason-groups.ts';
import { servers } from '../../report/report.ts';
import { SQUARES } from '../../report/summary-content.ts';
import type { RerunList, SummaryContent } from '../../report/summary-content.ts';
import { countsOf, detailsOf, summaryList, summaryReason } from '../../report/summary-outcomes.ts';
import type { OutcomeStyle } from '../../report/summary-outcomes.ts';
import { nextSteps, passwordParagraphs, remainingTitle, UNKNOWN_TITLE } from './next-steps.ts';
import type { ResetReport } from './reset-report.ts';

type Styles = Readonly<Record<Outcome, OutcomeStyle>>;

/** Accepted is not green: nothing has changed yet. */
const STYLES: Styles = {
  accepted: {
    label: 'accepted',
    square: SQUARES.waiting,
    meaning: 'the service named the server as accepted',
  },
  failed: {
    label: 'failed',
    square: SQUARES.bad,
    meaning: 'the service refused the server, or the call it was in',
  },
  unknown: {
    label: 'unknown',
    square: SQUARES.unknown,
    meaning: 'the request may have reached the service, and nothing tells what became of it',
  },
  not_sent: {
    label: 'not sent',
    square: SQUARES.untouched,
    meaning: 'the server was in no request',
  },
};
const CHECK_STYLES: Styles = {
  ...STYLES,
  accepted: {
    label: 'passed',
    square: SQUARES.good,
    meaning: 'the server passed the check of the service',
  },
};

/** The caption of the summary, also of one for wrong inputs. */
export const CAPTION = 'Password reset';

/**
 * The job summary of a reset.
 *
 * @param reportFile path of the file with the whole result; empty when it could not be written
 */
export function resetSummary(report: ResetReport, reportFile: string): SummaryContent {
  const { counts, dryRun, names, results, skipReason } = report;
  const styles = dryRun ? CHECK_STYLES : STYLES;
  const groups = groupByReason(results);
  const isListed = skipReason === undefined;
  const withReason = groups.filter(({ outcome }) => outcome !== 'accepted');
  const reasons = isListed ? withReason.map((group) => summaryReason(group, styles)) : [];
  const lists = groups
    .filter(({ outcome }) => !isListed || outcome === 'accepted')
    .map((group) => summaryList(group, capitalized(styles[group.outcome].label)));
  const isWritten = reportFile !== '';
  return {
    headline: headlineOf(report),
    caption: dryRun ? markup`${CAPTION}, dry run` : markup`${CAPTION}`,
    counts: countsOf(styles, counts),
    paragraphs: passwordParagraphs(report),
    steps: nextSteps(report),
    rerunLists: isListed ? rerunLists(report) : [],
    reasons,
    details: detailsOf(groups),
    tables: [],
    lists,
    names,
    whereAllIs: isWritten
      ? markup`The report file has all of them, if the workflow keeps it.`
      : markup``,
    notes: isWritten ? [] : [markup`**The report file could not be written, so the step failed.**`],
  };
}

function headlineOf({ counts, dryRun, skipReason }: ResetReport): Markup {
  const { accepted, requested } = counts;
  if (skipReason !== undefined) return markup`⚠️ No request was sent: ${skipReason}`;
  const open = requested - accepted;
  if (dryRun) {
    return open === 0
      ? markup`✅ ${accepted} of ${servers(requested)} passed the check`
      : markup`❌ ${open} of ${servers(requested)} did not pass the check`;
  }
  if (open === 0) {
    return markup`⏳ Accepted: ${servers(accepted)} ${accepted === 1 ? 'waits' : 'wait'} for a restart`;
  }
  return markup`❌ ${open} of ${servers(requested)} still ${open === 1 ? 'needs' : 'need'} you`;
}

function rerunLists(report: ResetReport): RerunList[] {
  const { counts, dryRun, results } = report;
  const idsOf = (...outcomes: Outcome[]): Iterable<string> =>
    Iterator.from(results)
      .filter(({ outcome }) => outcomes.includes(outcome))
      .map(({ id }) => id);
  const remaining = counts.failed + counts.not_sent;
  const open = remaining + counts.unknown;
  if (dryRun) {
    const ids = idsOf('failed', 'unknown', 'not_sent');
    return [{ title: `Not passed: ${servers(open)} to check again`, count: open, ids }];
  }
  return [
    {
      title: `${remainingTitle(counts)}: ${servers(remaining)} to run again with`,
      count: remaining,
      ids: idsOf('failed', 'not_sent'),
    },
    {
      title: `${UNKNOWN_TITLE}: ${servers(counts.unknown)} to run again with, after ten minutes`,
      count: counts.unknown,
      ids: idsOf('unknown'),
    },
  ];
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
