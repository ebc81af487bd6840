import { tempFolder } from '../../github/core.ts';
import type { Core, Environment } from '../../github/core.ts';
import { docsAddress } from '../../report/docs-address.ts';
import { logHelp } from '../../report/log.ts';
import { writeReportFiles } from '../../report/report-files.ts';
import type { ReportFiles } from '../../report/report-files.ts';
import type { Report } from '../../report/report.ts';
import { renderSummary } from '../../report/summary.ts';
import { writeSummary } from '../../report/write-summary.ts';
import { isSuccess } from './conclusion.ts';
import { logReport } from './log.ts';
import { setOutputs } from './outputs.ts';
import { resetSummary } from './summary.ts';

/**
 * Writes report files, outputs, job summary and the end of the log. Each part is written even when
 * another one fails.
 */
export async function publish(core: Core, environment: Environment, report: Report): Promise<void> {
  const unwritten: string[] = [];
  let files: ReportFiles = { report: '', remaining: '' };
  try {
    files = await writeReportFiles(tempFolder(environment), report);
  } catch {
    unwritten.push('The report files');
  }
  try {
    setOutputs(core, report, files);
  } catch {
    unwritten.push('The outputs');
  }
  await writeSummary(core, () =>
    renderSummary(resetSummary(report, files.report), docsAddress(environment)),
  );
  if (files.report !== '') core.info(`The whole result: ${files.report}`);
  logReport(core, report, unwritten);
  if (!isSuccess(report)) logHelp(core, environment);
}
