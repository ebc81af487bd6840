import type { Environment } from '../../github/core.ts';
import { docsOfCode } from '../../report/docs-address.ts';
import { markup } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import { groupByReason } from '../../report/reason-groups.ts';
import type { ReasonGroup } from '../../report/reason-groups.ts';
import { remainingIds, servers } from '../../report/report.ts';
import { SQUARES } from '../../report/summary-content.ts';
import type { RerunList, SummaryContent, SummaryReason } from '../../report/summary-content.ts';
import { nextSteps, passwordSentence } from './conclusion.ts';
import { nextRunCommand } from './next-run.ts';
import { isSuccess } from './rotation-report.ts';
import type { Outcome, RotationReport } from './rotation-report.ts';

const DONE: Readonly<Record<string, string>> = {
  ready: 'The server is ready',
  accepted: 'The reset was accepted',
  restarted: 'The reset was accepted, and the server restarted',
  stopped: 'The reset was accepted; the server is stopped and takes the password at its next start',
  verified: 'The server restarted, and a login with the new password succeeded',
};

/**
 * The job summary of a whole rotation.
 *
 * @param reportFile path of the file with the whole result; empty when it could not be written
 */
export function rotationSummary(
  report: RotationReport,
  environment: Environment,
  reportFile: string,
): SummaryContent {
  const { counts, dryRun, names, results } = report;
  const isWritten = reportFile !== '';
  const command = commandOf(report, environment);
  return {
    headline: headlineOf(report),
    caption: dryRun === true ? markup`All steps, dry run` : markup`All steps`,
    counts: [
      { label: 'done', count: counts.done, square: SQUARES.good },
      { label: 'not done', count: counts.not_done, square: SQUARES.bad },
    ],
    paragraphs: paragraphsOf(report),
    steps: nextSteps(report, command !== undefined).map((step) => markup`${step}`),
    rerunLists: rerunLists(report),
    reasons: groupByReason(results).map((group) => reasonOf(group, report)),
    details: command === undefined ? [] : [{ title: 'Command for the next run', lines: [command] }],
    tables: [],
    lists: [],
    names,
    whereAllIs: isWritten
      ? markup`The report file has all of them, if the workflow keeps it.`
      : markup``,
    notes: isWritten ? [] : [markup`**The report file could not be written, so the step failed.**`],
  };
}

function headlineOf(report: RotationReport): Markup {
  const { counts, dryRun, password } = report;
  if (counts.requested === 0) return markup`❌ No server was selected`;
  if (counts.not_done > 0) {
    const need = counts.not_done === 1 ? 'needs' : 'need';
    return markup`❌ ${counts.not_done} of ${servers(counts.requested)} still ${need} you`;
  }
  if (!isSuccess(report)) return markup`❌ The new password is not promoted`;
  if (password === 'not_due') return markup`✅ Nothing to do: no new password is due`;
  if (dryRun === true) return markup`✅ Dry run: ${servers(counts.done)} passed the check`;
  return markup`✅ Done: ${servers(counts.done)}`;
}

function paragraphsOf(report: RotationReport): Markup[] {
  const { dryRun, isChanged, password } = report;
  const sentence = passwordSentence(report);
  const paragraphs = sentence === '' ? [] : [markup`${sentence}`];
  if (dryRun === true) return paragraphs;
  if (!isChanged && password !== 'not_due') {
    return [...paragraphs, markup`No server accepted a reset: all servers keep their password.`];
  }
  if (password === 'pending' || password === 'promote_failed') {
    paragraphs.push(
      markup`Servers have the new password or the one in force before, and both are in the secret store (stages pending and SYSCURRENT). Delete neither.`,
    );
  }
  return paragraphs;
}

function rerunLists(report: RotationReport): RerunList[] {
  const { counts } = report;
  if (counts.not_done === 0) return [];
  return [
    {
      title: `Not done: ${servers(counts.not_done)}`,
      count: counts.not_done,
      ids: remainingIds(report),
    },
  ];
}

/** The command for the next run; undefined where there is none, or nothing to do. */
export function commandOf(report: RotationReport, environment: Environment): string | undefined {
  const { counts, dryRun, isChanged, password, settings } = report;
  const isLeft = counts.not_done > 0;
  if (dryRun === true || (!isLeft && password !== 'pending')) return undefined;
  const ids = isLeft ? remainingIds(report) : Iterator.from(report.results).map(({ id }) => id);
  return nextRunCommand(environment, {
    ids: isChanged ? Array.from(ids) : [],
    inputs: settings.nextInputs,
    isComplete: !isLeft || settings.coversAll,
  });
}

function reasonOf(
  { count, ids, outcome, reason, requestIds, word = '' }: ReasonGroup<Outcome>,
  { dryRun }: RotationReport,
): SummaryReason {
  const isDone = outcome === 'done';
  const done = dryRun === true && word === 'accepted' ? 'The server passed the check' : DONE[word];
  return {
    square: isDone ? SQUARES.good : SQUARES.bad,
    outcome: isDone ? word : 'not done',
    count,
    what: isDone ? (done ?? word) : (reason?.message ?? word),
    code: isDone ? undefined : (reason?.code ?? word),
    docs: isDone ? undefined : docsOf(word, reason?.code),
    advice: reason?.advice ?? '',
    ids,
    requestIds,
  };
}

/** The place of a reason, which begins with the name of its step, below docs/. */
function docsOf(word: string, code: string | undefined): string {
  if (code !== undefined) return docsOfCode(code);
  const [step = '', ...reason] = word.split('_');
  const hasPage = step === 'select' || step === 'restart' || step === 'verify';
  return hasPage && reason.join('_') !== 'missing'
    ? `troubleshooting/${step}.md#${reason.join('_')}`
    : 'troubleshooting/report.md';
}
