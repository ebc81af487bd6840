import { join } from 'node:path';
import { tempFolder } from '../../github/core.ts';
import type { Core, Environment } from '../../github/core.ts';
import { describeReason, logHelp } from '../../report/log.ts';
import { createFolder, writeLines } from '../../report/report-files.ts';
import { TITLE } from '../../report/report.ts';
import { writeSummary } from '../publish.ts';
import { conclusionOf, nextStep } from './conclusion.ts';
import { isSuccess, passwordSecretOf, reportJson } from './password-report.ts';
import type { PasswordReport } from './password-report.ts';
import { renderSummary } from './summary.ts';

/**
 * Writes the report file, outputs, job summary and the end of the log. Each part is written even when
 * another one fails.
 */
export async function publish(
  core: Core,
  environment: Environment,
  report: PasswordReport,
): Promise<void> {
  const unwritten: string[] = [];
  let reportFile = '';
  try {
    const path = join(await createFolder(tempFolder(environment)), 'report.json');
    await writeLines(path, [JSON.stringify(reportJson(report))]);
    reportFile = path;
  } catch {
    unwritten.push('The report file');
  }
  try {
    setOutputs(core, report, reportFile);
  } catch {
    unwritten.push('The outputs');
  }
  await writeSummary(core, renderSummary(report, reportFile));
  if (reportFile !== '') core.info(`The whole result: ${reportFile}`);
  const { ending } = report;
  if (ending.kind === 'done' && ending.leftOver !== undefined) {
    core.warning(
      `The stage pending is left over, and the next run with mode: prepare deletes it. ${describeReason(ending.leftOver)}.`,
      { title: TITLE },
    );
  }
  logEnd(core, report, unwritten);
  if (!isSuccess(report)) logHelp(core, environment);
}

function logEnd(core: Core, report: PasswordReport, unwritten: readonly string[]): void {
  const sentences = [
    conclusionOf(report),
    ...unwritten.map((part) => `${part} could not be written.`),
  ];
  const isFailed = !isSuccess(report);
  // An annotation is all that many people read, so it says what to do too.
  if (isFailed) sentences.push(nextStep(report));
  if (isFailed || unwritten.length > 0) core.setFailed(sentences.join(' '));
  else core.info(sentences.join(' '));
  const next = nextStep(report);
  if (!isFailed && next !== '') core.info(next);
}

/** Sets every output of `password/action.yml`. None of them contains a value. */
export function setOutputs(core: Core, report: PasswordReport, reportFile: string): void {
  const { due, ending, previousVersionId = '', resumed, versionId = '' } = report;
  const hasFailed = ending.kind === 'failed';
  core.setOutput('password_secret', passwordSecretOf(report));
  core.setOutput('version_id', hasFailed ? '' : versionId);
  core.setOutput('previous_version_id', hasFailed ? '' : previousVersionId);
  core.setOutput('due', due === undefined || hasFailed ? '' : String(due));
  core.setOutput('resumed', resumed === undefined || hasFailed ? '' : String(resumed));
  core.setOutput('dry_run', String(report.dryRun));
  core.setOutput('report_file', reportFile);
}
