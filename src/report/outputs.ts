import type { ServerResult } from '../fleet/outcome.ts';
import type { Core } from '../github/core.ts';
import type { ReportFiles } from './report-files.ts';
import { TITLE } from './report.ts';
import type { Report } from './report.ts';

/**
 * All outputs of a job together may hold 1 MB in UTF-16, so lists that would take most of it stay
 * empty. An empty text is not valid JSON: a later step that reads it as a list fails instead of
 * finding nothing to do.
 */
const MAX_LIST_CHARACTERS = 400_000;
/** A UUID with its quotation marks and a comma. */
const CHARACTERS_PER_ID = 39;
/** The characters of the shortest entry in `results`. */
const MIN_RESULT = 50;

/** What is left out of the outputs: nothing, `results`, or also the lists of ids. */
type Truncated = 'false' | 'results' | 'all';

/** Further lists of ids in the outputs, by name, each with the results that belong to it. */
export type FurtherLists<Name extends string> = Readonly<
  Record<string, (result: ServerResult<Name>) => boolean>
>;

/**
 * Sets the outputs that every action on servers has: a list and a count for each outcome,
 * `requested_count`, the remaining servers, `results`, `dry_run`, the report file and
 * `outputs_truncated`.
 *
 * @param further lists of the action itself
 */
export function setServerOutputs<Name extends string>(
  core: Core,
  report: Report<Name>,
  files: ReportFiles,
  further: FurtherLists<Name> = {},
): void {
  const { lists, results, truncated } = listsWithinLimit(report, further);
  for (const [name, text] of Object.entries(lists)) core.setOutput(name, text);
  core.setOutput('results', results);
  for (const [name, count] of Object.entries(report.counts)) {
    core.setOutput(`${name}_count`, String(count));
  }
  if (report.dryRun !== undefined) core.setOutput('dry_run', String(report.dryRun));
  core.setOutput('report_file', files.report);
  if (report.remaining !== undefined) core.setOutput('remaining_server_ids_file', files.remaining);
  core.setOutput('outputs_truncated', truncated);
  if (truncated !== 'false') warnOfTruncation(core, truncated, files);
}

interface Lists {
  readonly lists: Readonly<Record<string, string>>;
  readonly results: string;
  readonly truncated: Truncated;
}

/** Counted while they are collected: the lists of a large fleet would only be dropped. */
function listsWithinLimit<Name extends string>(
  report: Report<Name>,
  further: FurtherLists<Name>,
): Lists {
  const lists = collectLists(report, further);
  if (lists === undefined) {
    const names = listNames(report, further);
    const empty = Object.fromEntries(names.map((name) => [name, '']));
    return { lists: empty, results: '', truncated: 'all' };
  }
  const texts = Object.fromEntries(
    Array.from(lists, ([name, ids]) => [name, JSON.stringify(ids)] as const),
  );
  const size = Object.values(texts).reduce((sum, text) => sum + text.length, 0);
  const results = resultsWithin(report, MAX_LIST_CHARACTERS - size);
  return results === undefined
    ? { lists: texts, results: '', truncated: 'results' }
    : { lists: texts, results, truncated: 'false' };
}

function listNames<Name extends string>(
  { outcomes, remaining }: Report<Name>,
  further: FurtherLists<Name>,
): string[] {
  return [
    ...outcomes.map((outcome) => `${outcome}_server_ids`),
    ...(remaining === undefined ? [] : ['remaining_server_ids']),
    ...Object.keys(further),
  ];
}

/** @returns undefined when the lists are longer than the limit */
function collectLists<Name extends string>(
  report: Report<Name>,
  further: FurtherLists<Name>,
): Map<string, string[]> | undefined {
  const lists = new Map(listNames(report, further).map((name): [string, string[]] => [name, []]));
  const listOf = (name: string): string[] => lists.get(name) ?? [];
  const remaining = new Set(report.remaining);
  const byOutcome = new Map<string, readonly string[][]>(
    report.outcomes.map((outcome) => [
      outcome,
      [
        listOf(`${outcome}_server_ids`),
        ...(remaining.has(outcome) ? [listOf('remaining_server_ids')] : []),
      ],
    ]),
  );
  const others = Object.entries(further).map(([name, isIn]) => ({ list: listOf(name), isIn }));
  let idsLeft = Math.floor(MAX_LIST_CHARACTERS / CHARACTERS_PER_ID);
  for (const result of report.results) {
    const { id, outcome } = result;
    for (const list of byOutcome.get(outcome) ?? []) {
      list.push(id);
      idsLeft -= 1;
    }
    for (const { isIn, list } of others) {
      if (!isIn(result)) continue;
      list.push(id);
      idsLeft -= 1;
    }
    if (idsLeft < 0) return undefined;
  }
  return lists;
}

function resultsWithin({ counts, results }: Report, max: number): string | undefined {
  if ((counts['requested'] ?? 0) * MIN_RESULT > max) return undefined;
  const text = JSON.stringify(Array.from(results, compact));
  return text.length <= max ? text : undefined;
}

function warnOfTruncation(core: Core, truncated: Truncated, files: ReportFiles): void {
  const what =
    truncated === 'all'
      ? 'The lists in the outputs are empty, because they would be longer than the outputs of a job may be.'
      : 'The output results is empty, because it would be longer than the outputs of a job may be. The lists of IDs are complete.';
  const named =
    files.remaining === ''
      ? 'file that report_file names'
      : 'files that report_file and remaining_server_ids_file name';
  const where =
    files.report === ''
      ? 'The files with the whole result could not be written either.'
      : `The whole result is in the ${named}.`;
  core.warning(`${what} ${where}`, { title: TITLE });
}

/**
 * No free text, no region and no project: an earlier step may have masked such a word, and the
 * runner drops a job output that holds a masked word.
 */
function compact({ id, outcome, reason, word }: ServerResult<string>): object {
  // Members that are undefined are left out of JSON.
  return { id, outcome, reason: word, code: reason?.code, request_id: reason?.requestId };
}
