import { tempFolder } from '../github/core.ts';
import type { Core, Environment } from '../github/core.ts';
import { logFailures, logHelp } from '../report/log.ts';
import { setServerOutputs } from '../report/outputs.ts';
import type { FurtherLists } from '../report/outputs.ts';
import { createFolder, writeReportFiles } from '../report/report-files.ts';
import type { ReportFiles } from '../report/report-files.ts';
import { TITLE } from '../report/report.ts';
import type { Report } from '../report/report.ts';

/** How an action tells its report. */
export interface Publication<Name extends string> {
  readonly report: Report<Name>;
  /** Whether the step passes, if every part of the report is written. */
  readonly passes: boolean;
  /** The counts, as sentences. */
  readonly conclusion: string;
  /** What to do next, as sentences. */
  readonly nextStep: string;
  /**
   * The job summary, as Markdown.
   *
   * @param reportFile path of the file with the whole result; empty when it could not be written
   */
  readonly summary: (reportFile: string) => string;
  readonly furtherLists?: FurtherLists<Name>;
  /**
   * Writes files of the action itself.
   *
   * @param folder the folder of the step
   * @returns outputs by name
   */
  readonly writeFiles?: (folder: string) => Promise<Readonly<Record<string, string>>>;
}

/**
 * Writes report files, outputs, job summary and the end of the log. Each part is written even when
 * another one fails.
 */
export async function publish<Name extends string>(
  core: Core,
  environment: Environment,
  publication: Publication<Name>,
): Promise<void> {
  const { report } = publication;
  const unwritten: string[] = [];
  let files: ReportFiles = { report: '', remaining: '' };
  let outputs: Readonly<Record<string, string>> = {};
  try {
    const folder = await createFolder(tempFolder(environment));
    files = await writeReportFiles(folder, report);
    outputs = (await publication.writeFiles?.(folder)) ?? {};
  } catch {
    unwritten.push('The report files');
  }
  try {
    setServerOutputs(core, report, files, publication.furtherLists);
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
  } catch {
    unwritten.push('The outputs');
  }
  await writeSummary(core, publication.summary(files.report));
  if (files.report !== '') core.info(`The whole result: ${files.report}`);
  logReport(core, publication, unwritten);
  if (!publication.passes) logHelp(core, environment);
}

/** Writes the job summary. No later step depends on it, so the step does not fail without it. */
export async function writeSummary(core: Core, markdown: string): Promise<void> {
  try {
    await core.summary.addRaw(markdown, true).write();
  } catch {
    core.warning('The job summary could not be written.', { title: TITLE });
  }
}

/**
 * Logs the result: an annotation for each reason, the counts, what to do next.
 *
 * @param unwritten parts of the report that later steps need and that could not be written
 */
export function logReport<Name extends string>(
  core: Core,
  { conclusion, nextStep, passes, report }: Publication<Name>,
  unwritten: readonly string[],
): void {
  if (report.skipReason === undefined) logFailures(core, report);
  const sentences = [conclusion, ...unwritten.map((part) => `${part} could not be written.`)];
  if (passes && unwritten.length === 0) core.info(sentences.join(' '));
  else core.setFailed(sentences.join(' '));
  if (nextStep !== '') core.info(nextStep);
}
