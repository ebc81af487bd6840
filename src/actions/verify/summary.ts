import { markup } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import { groupByReason } from '../../report/reason-groups.ts';
import type { ReasonGroup } from '../../report/reason-groups.ts';
import { servers } from '../../report/report.ts';
import type { Report } from '../../report/report.ts';
import { SQUARES } from '../../report/summary-content.ts';
import type {
  RerunList,
  ServerList,
  Square,
  SummaryContent,
  SummaryReason,
} from '../../report/summary-content.ts';
import { keepSentence, nextSteps } from './conclusion.ts';
import { OUTCOMES } from './endings.ts';
import type { Outcome } from './endings.ts';

const LABELS: Readonly<Record<Outcome, string>> = {
  verified: 'verified',
  refused: 'refused',
  unreachable: 'unreachable',
  not_tried: 'not tried',
};
const SQUARE_OF: Readonly<Record<Outcome, Square>> = {
  verified: SQUARES.good,
  refused: SQUARES.bad,
  unreachable: SQUARES.unknown,
  not_tried: SQUARES.untouched,
};

/**
 * The job summary of a verification.
 *
 * @param reportFile path of the file with the whole result; empty when it could not be written
 */
export function verifySummary(report: Report<Outcome>, reportFile: string): SummaryContent {
  const { counts, dryRun, names, results } = report;
  const groups = groupByReason(results);
  const isWritten = reportFile !== '';
  return {
    headline: headlineOf(report),
    caption: dryRun === true ? markup`Check of logins, dry run` : markup`Check of logins`,
    counts: OUTCOMES.map((outcome) => ({
      label: LABELS[outcome],
      count: counts[outcome],
      square: SQUARE_OF[outcome],
    })),
    paragraphs: paragraphsOf(report),
    steps: nextSteps(report).map((step) => markup`${step}`),
    rerunLists: dryRun === true ? [] : [rerunList(report)].filter(({ count }) => count > 0),
    reasons:
      dryRun === true ? [] : groups.filter(({ outcome }) => outcome !== 'verified').map(reasonOf),
    details: [],
    tables: [],
    lists: groups.filter(({ outcome }) => outcome === 'verified').map(listOf),
    names,
    whereAllIs: isWritten
      ? markup`The report file has all of them, if the workflow keeps it.`
      : markup``,
    notes: isWritten ? [] : [markup`**The report file could not be written, so the step failed.**`],
  };
}

function headlineOf({ counts, dryRun }: Report<Outcome>): Markup {
  const { requested, verified } = counts;
  if (dryRun === true) return markup`⚠️ No login was tried: this is a dry run`;
  return verified === requested
    ? markup`✅ Verified: ${servers(verified)}`
    : markup`❌ ${requested - verified} of ${servers(requested)} still need you`;
}

function paragraphsOf(report: Report<Outcome>): Markup[] {
  const { counts, dryRun } = report;
  if (dryRun === true) return [];
  const { requested, verified } = counts;
  const keep = keepSentence(report);
  return [
    markup`One login was tried for each server, without a command. A login with this password works on ${verified} of ${servers(requested)}.`,
    ...(keep === '' ? [] : [markup`${keep}`]),
  ];
}

/** Servers that refused are not in it: a second attempt takes a person who knows why. */
function rerunList({ counts, results }: Report<Outcome>): RerunList {
  const count = counts.unreachable + counts.not_tried;
  const wanted = (outcome: Outcome): boolean =>
    outcome === 'unreachable' || outcome === 'not_tried';
  return {
    title: `Unreachable and not tried: ${servers(count)}`,
    count,
    ids: Iterator.from(results)
      .filter(({ outcome }) => wanted(outcome))
      .map(({ id }) => id),
  };
}

function reasonOf({
  count,
  ids,
  outcome,
  reason,
  requestIds,
  word,
}: ReasonGroup<Outcome>): SummaryReason {
  return {
    square: SQUARE_OF[outcome],
    outcome: LABELS[outcome],
    count,
    what: reason?.message ?? LABELS[outcome],
    code: reason?.code ?? word,
    docs: word === undefined ? undefined : `troubleshooting/verify.md#${word}`,
    advice: reason?.advice ?? '',
    ids,
    requestIds,
  };
}

function listOf({ count, ids, requestIds }: ReasonGroup<Outcome>): ServerList {
  return { title: `Verified: ${servers(count)}`, count, ids, requestIds };
}
