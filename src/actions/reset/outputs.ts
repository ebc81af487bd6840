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
/** A UUID with its quotation marks and a comma. */
const CHARACTERS_PER_ID = 39;
/** The characters of the shortest entry in `results`. */
const MIN_RESULT = 55;

type ListName = `${Outcome | 'remaining' | 'restart_required'}_server_ids`;

/** What is left out of the outputs: nothing, `results`, or also the lists of ids. */
type Truncated = 'false' | 'results' | 'all';

/** Sets every output of `action.yml`. */
export function setOutputs(core: Core, report: Report, files: ReportFiles): void {
  const { counts, dryRun } = report;
  const { lists, results, truncated } = listsWithinLimit(report);
  for (const [name, text] of Object.entries(lists)) core.setOutput(name, text);
  core.setOutput('results', results);
  for (const [name, count] of Object.entries(counts))
    core.setOutput(`${name}_count`, String(count));
  core.setOutput('dry_run', String(dryRun));
  core.setOutput('report_file', files.report);
  core.setOutput('remaining_server_ids_file', files.remaining);
  core.setOutput('outputs_truncated', truncated);
  if (truncated !== 'false') warnOfTruncation(core, truncated, files);
}

/** Measured before it is built: the lists of a large fleet would only be dropped. */
function listsWithinLimit(report: Report): {
  readonly lists: Readonly<Record<ListName, string>>;
  readonly results: string;
  readonly truncated: Truncated;
} {
  const { counts, dryRun } = report;
  const { accepted, failed, not_sent: notSent, requested } = counts;
  // Each server is in the list of its outcome, and most of them in a second one.
  const entries = requested + failed + notSent + (dryRun ? 0 : accepted);
  if (entries * CHARACTERS_PER_ID > MAX_LIST_CHARACTERS) {
    return { lists: EMPTY_LISTS, results: '', truncated: 'all' };
  }
  const lists = listsOf(report);
  const size = Object.values(lists).reduce((sum, text) => sum + text.length, 0);
  const results = resultsWithin(report, MAX_LIST_CHARACTERS - size);
  return results === undefined
    ? { lists, results: '', truncated: 'results' }
    : { lists, results, truncated: 'false' };
}

const EMPTY_LISTS: Readonly<Record<ListName, string>> = {
  accepted_server_ids: '',
  failed_server_ids: '',
  unknown_server_ids: '',
  not_sent_server_ids: '',
  remaining_server_ids: '',
  restart_required_server_ids: '',
};

function listsOf(report: Report): Record<ListName, string> {
  const { dryRun, results } = report;
  const accepted = idsOf(results, 'accepted');
  return {
    accepted_server_ids: accepted,
    failed_server_ids: idsOf(results, 'failed'),
    unknown_server_ids: idsOf(results, 'unknown'),
    not_sent_server_ids: idsOf(results, 'not_sent'),
    remaining_server_ids: JSON.stringify([...remainingIds(report)]),
    restart_required_server_ids: dryRun ? '[]' : accepted,
  };
}

function resultsWithin({ counts, results }: Report, max: number): string | undefined {
  if (counts.requested * MIN_RESULT > max) return undefined;
  const text = JSON.stringify(Array.from(results, compact));
  return text.length <= max ? text : undefined;
}

function warnOfTruncation(core: Core, truncated: Truncated, files: ReportFiles): void {
  const what =
    truncated === 'all'
      ? 'The lists in the outputs are empty, because they would be longer than the outputs of a job may be.'
      : 'The output results is empty, because it would be longer than the outputs of a job may be. The lists of IDs are complete.';
  const where =
    files.report === ''
      ? 'The files with the whole result could not be written either.'
      : 'The whole result is in the files that report_file and remaining_server_ids_file name.';
  core.warning(`${what} ${where}`, { title: TITLE });
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
