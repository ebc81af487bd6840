import { mkdtemp, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerResult } from '../fleet/outcome.ts';
import { remainingIds } from './report.ts';
import type { Report } from './report.ts';

/** Lines written at once, so that the file of a large fleet is never in memory as a whole. */
const LINES_AT_ONCE = 2_000;

/** Paths of the files with the whole result; empty when they could not be written. */
export interface ReportFiles {
  readonly report: string;
  /** The list for the next run; empty for an action without one. */
  readonly remaining: string;
}

/**
 * Creates the folder of one step. Two steps of a job use different ones.
 *
 * @param parent an existing folder
 */
export async function createFolder(parent: string): Promise<string> {
  return mkdtemp(join(parent, 'reset-ecs-passwords-'));
}

/**
 * Writes the whole result, for `actions/upload-artifact`, and the list for the next run. Neither
 * contains a secret or a hash of one.
 *
 * @param folder the folder of the step
 */
export async function writeReportFiles(folder: string, report: Report): Promise<ReportFiles> {
  const files = {
    report: join(folder, 'report.json'),
    remaining: report.remaining === undefined ? '' : join(folder, 'remaining-server-ids.txt'),
  };
  await writeLines(files.report, reportLines(report));
  if (files.remaining !== '') await writeLines(files.remaining, remainingIds(report));
  return files;
}

function* reportLines(report: Report): Generator<string> {
  const { action, counts, dryRun, names, results, run } = report;
  const head = JSON.stringify({ version: 1, action, dry_run: dryRun, counts });
  yield `${head.slice(0, -1)},"servers":[`;
  let separator = '';
  let tail = '';
  let last: ServerResult<string> | undefined;
  for (const result of results) {
    // Neighbours mostly differ in their IDs alone.
    if (last === undefined || !isAlike(last, result))
      tail = JSON.stringify(outcomeOf(result)).slice(1);
    last = result;
    const head = JSON.stringify({ id: result.id, name: names.get(result.id) }).slice(0, -1);
    yield `${separator}${head},${tail}`;
    separator = ',';
  }
  yield `],"run":${JSON.stringify(run)}}`;
}

function isAlike(one: ServerResult<string>, other: ServerResult<string>): boolean {
  return (
    one.outcome === other.outcome &&
    one.word === other.word &&
    one.reason === other.reason &&
    one.requestId === other.requestId
  );
}

/** What is reported of a server beside its ID and name. Members that are undefined are left out of JSON. */
function outcomeOf({ outcome, reason, requestId, word }: ServerResult<string>): object {
  return {
    outcome,
    reason: word,
    code: reason?.code,
    message: reason?.message,
    request_id: reason?.requestId ?? requestId,
  };
}

/** Writes a new file that only this user can read. */
export async function writeLines(path: string, lines: Iterable<string>): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    let piece = '';
    let count = 0;
    for (const line of lines) {
      piece += `${line}\n`;
      count += 1;
      if (count % LINES_AT_ONCE !== 0) continue;
      await file.appendFile(piece);
      piece = '';
    }
    await file.appendFile(piece);
  } finally {
    await file.close();
  }
}
