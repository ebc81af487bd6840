import { OUTCOMES } from '../../fleet/outcome.ts';
import type { Outcome, ServerResult } from '../../fleet/outcome.ts';
import { asMarkup } from '../../report/markup.ts';
import { serverLabel, servers } from '../../report/report.ts';
import type { ResetReport } from './reset-report.ts';
import { countsSentence, isSuccess, nextStep } from './conclusion.ts';

const MAX_ROWS = 500;
const MAX_ACCEPTED_IDS = 5_000;
/** The runner drops a summary of more than 1 MiB as a whole; the rows may take a little more than half of it. */
const MAX_ROW_CHARACTERS = 600_000;
/** The list of accepted servers with their names. */
const MAX_LIST_CHARACTERS = 300_000;

const MEANINGS: Readonly<Record<Outcome, string>> = {
  accepted: 'the service named the server as accepted',
  failed: 'the service refused the server, or the call it was in',
  unknown: 'the request may have reached the service, and nothing tells what became of it',
  not_sent: 'the server was in no request',
};

/**
 * The job summary, as Markdown: the counts, the servers that need action, and the accepted ones in a
 * folded list.
 *
 * @param reportFile path of the file with the whole result; empty when it could not be written
 */
export function renderSummary(report: ResetReport, reportFile: string): string {
  const { counts, dryRun } = report;
  const title = dryRun ? 'Check of a password reset (dry run)' : 'Password reset';
  const whole =
    reportFile === ''
      ? 'The file with the whole result could not be written.'
      : `The whole result is in ${asMarkup(reportFile)}.`;
  const isGood = isSuccess(report) && reportFile !== '';
  return [
    `## ${isGood ? (report.skipReason === undefined ? '✅' : '⚠️') : '❌'} ${title}`,
    report.skipReason === undefined
      ? ''
      : `**No request was sent: ${asMarkup(report.skipReason)}.**`,
    `**${countsSentence(report)}** ${nextStep(report)}`,
    [
      '| Outcome | Servers | Meaning |',
      '| --- | ---: | --- |',
      ...OUTCOMES.map(
        (outcome) =>
          `| ${outcome.replace('_', ' ')} | ${counts[outcome]} | ${meaning(outcome, dryRun)} |`,
      ),
      `| **requested** | **${counts.requested}** | |`,
    ].join('\n'),
    notAccepted(report, whole),
    accepted(report, whole),
    whole,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function meaning(outcome: Outcome, dryRun: boolean): string {
  return outcome === 'accepted' && dryRun
    ? 'the server passed the check of the service'
    : MEANINGS[outcome];
}

function notAccepted({ counts, names, skipReason, results }: ResetReport, whole: string): string {
  if (skipReason !== undefined) return '';
  const open = counts.requested - counts.accepted;
  if (open === 0) return '';
  const rows: string[] = [];
  let characters = 0;
  for (const result of results) {
    if (result.outcome === 'accepted') continue;
    if (rows.length === MAX_ROWS) break;
    const line = row(result, names);
    characters += line.length;
    if (characters > MAX_ROW_CHARACTERS) break;
    rows.push(line);
  }
  const more = open - rows.length;
  return [
    '### Not accepted\n',
    '| Server | Outcome | Code | What happened | What to do | Request ID |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    ...(more > 0 ? [`\n${servers(more)} more left out here. ${whole}`] : []),
  ].join('\n');
}

function row({ id, outcome, reason }: ServerResult, names: ReadonlyMap<string, string>): string {
  const cells = [
    serverLabel(id, names),
    outcome.replace('_', ' '),
    reason?.code ?? '',
    reason?.message ?? '',
    reason?.advice ?? '',
    reason?.requestId ?? '',
  ];
  return `| ${cells.map(asMarkup).join(' | ')} |`;
}

function accepted({ counts, names, results }: ResetReport, whole: string): string {
  if (counts.accepted === 0) return '';
  const lines: string[] = [];
  let characters = 0;
  for (const { id, outcome } of results) {
    if (lines.length >= MAX_ACCEPTED_IDS || characters > MAX_LIST_CHARACTERS) break;
    if (outcome !== 'accepted') continue;
    const line = listLine(id, names.get(id));
    characters += line.length + 1;
    lines.push(line);
  }
  const more = counts.accepted - lines.length;
  return [
    `<details><summary>Accepted: ${servers(counts.accepted)}</summary>\n`,
    '<pre>',
    ...lines,
    '</pre>',
    ...(more > 0 ? [`\n${servers(more)} more left out here. ${whole}`] : []),
    '\n</details>',
  ].join('\n');
}

/** A line that can be copied into `server_ids`, where the name is a comment. */
function listLine(id: string, name: string | undefined): string {
  return name === undefined ? id : `${id} # ${asMarkup(name)}`;
}
