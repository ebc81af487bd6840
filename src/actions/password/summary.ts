import { asMarkup } from '../../report/markup.ts';
import { conclusionOf, nextStep } from './conclusion.ts';
import { describeStep } from './log.ts';
import { isSuccess } from './password-report.ts';
import type { PasswordReport } from './password-report.ts';

const TITLES = {
  prepare: 'Prepare a password',
  promote: 'Promote a password',
  abandon: 'Abandon a password',
} as const;

/**
 * The job summary, as Markdown: the result, the changes, and the versions as they were before.
 *
 * @param reportFile path of the report file; empty when it could not be written
 */
export function renderSummary(report: PasswordReport, reportFile: string): string {
  const { dryRun, ending, mode, planned, steps, versions } = report;
  const mark = isSuccess(report) ? (ending.kind === 'skipped' ? '⚠️' : '✅') : '❌';
  const leftOver = ending.kind === 'done' && ending.leftOver !== undefined;
  return [
    `## ${leftOver ? '⚠️' : mark} ${TITLES[mode]}${dryRun ? ' (dry run)' : ''}`,
    `**${asMarkup(conclusionOf(report))}** ${asMarkup(nextStep(report))}`.trim(),
    list(
      'Changes:',
      steps.map(
        (step) => `${describeStep(step)}: ${step.reason === undefined ? 'done' : 'failed'}`,
      ),
    ),
    list('A real run would:', planned.map(describeStep)),
    versions.length === 0
      ? ''
      : [
          '| Version | Stages before this run |',
          '| --- | --- |',
          ...versions.map(({ id, stages }) => `| ${id} | ${asMarkup(stages.join(', '))} |`),
        ].join('\n'),
    reportFile === ''
      ? 'The report file could not be written.'
      : `The whole result is in ${asMarkup(reportFile)}.`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function list(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return [title, '', ...lines.map((line) => `- ${asMarkup(line)}`)].join('\n');
}
