import type { Outcome, ServerResult } from '../../fleet/outcome.ts';
import type { Core } from '../../github/core.ts';
import type { ReportFiles } from '../../report/report-files.ts';
import { remainingIds, TITLE } from '../../report/report.ts';
import type { Report } from '../../report/report.ts';

/**
 * All outputs of a job together may hold 1 MB in UTF-16, so lists that would take most of it stay
 * empty. An empty text is not valid JSON: a later step that reads it as a list fails instead of
 * finding nothing to do.
 */
const MAX_LIST_CHARACTERS = 400_000;
/** Every server is in the list of its outcome and in `results`, with at least this many characters. */
const MIN_PER_SERVER = 90;

/** Sets every output of `action.yml`. */
export function setOutputs(core: Core, report: Report, files: ReportFiles): void {
  const { counts, dryRun, results } = report;
  const lists = {
    accepted_server_ids: () => idsOf(results, 'accepted'),
    failed_server_ids: () => idsOf(results, 'failed'),
    unknown_server_ids: () => idsOf(results, 'unknown'),
    not_sent_server_ids: () => idsOf(results, 'not_sent'),
    remaining_server_ids: () => JSON.stringify([...remainingIds(report)]),
    restart_required_server_ids: () => (dryRun ? '[]' : idsOf(results, 'accepted')),
    results: () => JSON.stringify(Array.from(results, compact)),
  };
  const hasRoom = counts.requested * MIN_PER_SERVER <= MAX_LIST_CHARACTERS;
  const texts = hasRoom ? withinLimit(Object.values(lists)) : undefined;
  const truncated = texts === undefined;
  for (const [index, name] of Object.keys(lists).entries()) {
    core.setOutput(name, texts?.[index] ?? '');
  }
  for (const [name, count] of Object.entries(counts))
    core.setOutput(`${name}_count`, String(count));
  core.setOutput('dry_run', String(dryRun));
  core.setOutput('report_file', files.report);
  core.setOutput('remaining_server_ids_file', files.remaining);
  core.setOutput('outputs_truncated', String(truncated));
  if (truncated) {
    const where =
      files.report === ''
        ? 'The files with the whole result could not be written either.'
        : 'The whole result is in the files that report_file and remaining_server_ids_file name.';
    core.warning(
      `The lists in the outputs are empty, because they would be longer than the outputs of a job may be. ${where}`,
      { title: TITLE },
    );
  }
}

/** The texts, or undefined when they are too long together. */
function withinLimit(lists: readonly (() => string)[]): string[] | undefined {
  const texts = lists.map((list) => list());
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  return characters <= MAX_LIST_CHARACTERS ? texts : undefined;
}

function idsOf(results: Iterable<ServerResult>, wanted: Outcome): string {
  const ids = Iterator.from(results)
    .filter(({ outcome }) => outcome === wanted)
    .map(({ id }) => id);
  return JSON.stringify([...ids]);
}

/**
 * No free text, no region and no project: an earlier step may have masked such a word, and the
 * runner drops a job output that holds a masked word.
 */
function compact({ id, outcome, reason }: ServerResult): object {
  // Members that are undefined are left out of JSON.
  return { id, outcome, code: reason?.code, request_id: reason?.requestId };
}
