import { markup } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import { docsOfCode } from '../../report/docs-address.ts';
import { groupByReason, MAX_GROUP_IDS } from '../../report/reason-groups.ts';
import type { ReasonGroup } from '../../report/reason-groups.ts';
import { seconds } from '../../report/log.ts';
import { remainingIds, servers } from '../../report/report.ts';
import { SQUARES } from '../../report/summary-content.ts';
import type {
  RerunList,
  Square,
  SummaryContent,
  SummaryReason,
  SummaryTable,
} from '../../report/summary-content.ts';
import { OUTCOMES } from './outcomes.ts';
import type { Outcome } from './outcomes.ts';
import { isSuccess } from './restart-report.ts';
import type { RestartReport } from './restart-report.ts';

/** A longer table is folded away. */
const MAX_OPEN_ROWS = 30;

const LABELS: Readonly<Record<Outcome, string>> = {
  restarted: 'restarted',
  stopped: 'stopped',
  failed: 'failed',
  unknown: 'unknown',
  not_started: 'not started',
};
const SQUARE_OF: Readonly<Record<Outcome, Square>> = {
  restarted: SQUARES.good,
  stopped: SQUARES.waiting,
  failed: SQUARES.bad,
  unknown: SQUARES.unknown,
  not_started: SQUARES.untouched,
};

/**
 * The job summary of a restart.
 *
 * @param reportFile path of the file with the whole result; empty when it could not be written
 */
export function restartSummary(report: RestartReport, reportFile: string): SummaryContent {
  const { counts, dryRun, names, results, skipReason } = report;
  const groups = groupByReason(results);
  const restarted = groups.filter(({ outcome }) => outcome === 'restarted');
  const others = groups.filter(({ outcome }) => outcome !== 'restarted');
  const isWritten = reportFile !== '';
  return {
    headline: headlineOf(report),
    caption: dryRun ? markup`Restart of servers, dry run` : markup`Restart of servers`,
    counts: OUTCOMES.map((outcome) => ({
      label: LABELS[outcome],
      count: counts[outcome],
      square: SQUARE_OF[outcome],
    })),
    paragraphs: paragraphsOf(report),
    steps: stepsOf(report),
    rerunLists: rerunLists(report),
    reasons: skipReason === undefined && !isQuiet(report) ? others.map(reasonOf) : [],
    details: [],
    tables: [tableOf(report)],
    lists: restarted.map(({ count, ids, requestIds }) => ({
      title: `Restarted: ${servers(count)}`,
      count,
      ids,
      requestIds,
    })),
    names,
    whereAllIs: isWritten
      ? markup`The report file has all of them, if the workflow keeps it.`
      : markup``,
    notes: isWritten ? [] : [markup`**The report file could not be written, so the step failed.**`],
  };
}

/** Whether the table of waves says everything. */
function isQuiet(report: RestartReport): boolean {
  return report.dryRun && isSuccess(report);
}

function headlineOf(report: RestartReport): Markup {
  const { counts, dryRun, skipReason, waveCount } = report;
  const { requested, restarted, stopped } = counts;
  if (skipReason !== undefined) return markup`⚠️ No request was sent: ${skipReason}`;
  if (dryRun) {
    return isSuccess(report)
      ? markup`Dry run: nothing was restarted. A real run has ${countOf(waveCount, 'wave')}`
      : markup`❌ The status of some servers could not be read`;
  }
  const open = requested - restarted - stopped;
  if (open > 0) {
    return markup`❌ ${open} of ${servers(requested)} still ${open === 1 ? 'needs' : 'need'} you`;
  }
  return stopped > 0
    ? markup`✅ Restarted: ${servers(restarted)}. Stopped: ${servers(stopped)}`
    : markup`✅ Restarted: ${servers(restarted)}`;
}

function paragraphsOf({ counts, dryRun, skipReason }: RestartReport): Markup[] {
  if (dryRun || skipReason !== undefined) return [markup`Nothing was changed.`];
  const { failed, not_started: notStarted, restarted, stopped, unknown } = counts;
  const sentences = [];
  if (restarted > 0) {
    sentences.push(
      markup`The service reports the restart as done. Whether the new password works on a server, only a login shows.`,
    );
  }
  if (failed + notStarted + stopped > 0) {
    sentences.push(
      markup`Servers that were not restarted still have the password that they had before. Keep both passwords.`,
    );
  }
  if (unknown > 0) {
    sentences.push(
      markup`An unknown server has either password. It is never restarted a second time by itself.`,
    );
  }
  return sentences;
}

function stepsOf({ counts, dryRun, skipReason }: RestartReport): Markup[] {
  if (skipReason !== undefined) {
    return [markup`Run again with credentials to check the servers.`];
  }
  if (dryRun) return [];
  const { failed, not_started: notStarted, stopped, unknown } = counts;
  const steps = [];
  if (unknown > 0) {
    steps.push(
      markup`Look up in Cloud Trace Service whether the ${unknown} unknown ${unknown === 1 ? 'server was' : 'servers were'} restarted. Restart only those that were not.`,
    );
  }
  if (failed + notStarted > 0) {
    steps.push(
      markup`Fix the causes below, then start a **new run** with the list of failed and not started servers. **Do not re-run this job**: it would restart the other servers again.`,
    );
  }
  if (stopped > 0) {
    steps.push(
      markup`Start the ${servers(stopped)} that ${stopped === 1 ? 'is' : 'are'} stopped when you need ${stopped === 1 ? 'it' : 'them'}: the new password works from then on.`,
    );
  }
  return steps;
}

function rerunLists(report: RestartReport): RerunList[] {
  const { counts, dryRun, results } = report;
  if (dryRun) return [];
  const remaining = counts.failed + counts.not_started;
  const unknown = Iterator.from(results)
    .filter(({ outcome }) => outcome === 'unknown')
    .map(({ id }) => id)
    .take(MAX_GROUP_IDS);
  return [
    {
      title: `Failed and not started: ${servers(remaining)}`,
      count: remaining,
      ids: Iterator.from(remainingIds(report)).take(MAX_GROUP_IDS),
    },
    {
      title: `Unknown, after you have looked them up: ${servers(counts.unknown)}`,
      count: counts.unknown,
      ids: unknown,
    },
  ].filter(({ count }) => count > 0);
}

function reasonOf(group: ReasonGroup<Outcome>): SummaryReason {
  const { count, ids, outcome, reason, requestIds, word } = group;
  const code = reason?.code;
  return {
    square: SQUARE_OF[outcome],
    outcome: LABELS[outcome],
    count,
    what: reason?.message ?? 'the server is stopped and was left so',
    code: code ?? word,
    docs: code === undefined ? `troubleshooting/restart.md#${word ?? outcome}` : docsOfCode(code),
    advice: reason?.advice ?? 'It takes the new password at its next start',
    ids,
    requestIds,
  };
}

function tableOf({ dryRun, waveCount, waves }: RestartReport): SummaryTable {
  const right = (title: string) => ({ title, align: 'right' as const });
  const head = [right('Wave'), right('Servers')];
  if (dryRun) {
    return {
      title: `Waves of a real run: ${waves.length}`,
      columns: [...head, right('Restart'), right('Start'), right('Left out')],
      rows: waves.map(({ leftOut, leftOutWords = '', reboot, servers: count, start, wave }) => [
        wave,
        count,
        reboot,
        start,
        leftOutWords === '' ? leftOut : leftOutWords,
      ]),
      maxOpenRows: MAX_OPEN_ROWS,
    };
  }
  return {
    title: `Waves: ${waves.length} of ${waveCount}`,
    columns: [
      ...head,
      right('Restarted'),
      right('Failed'),
      right('Unknown'),
      right('Left out'),
      right('Time'),
    ],
    rows: waves.map(({ leftOut, result, servers: count, wave }) => [
      wave,
      count,
      result?.restarted ?? 0,
      result?.failed ?? 0,
      result?.unknown ?? 0,
      leftOut,
      seconds(result?.ms ?? 0),
    ]),
    maxOpenRows: MAX_OPEN_ROWS,
  };
}

function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
