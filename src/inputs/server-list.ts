import { isServerId } from '../huaweicloud/server-id.ts';
import { failure, success } from '../result.ts';
import type { Result } from '../result.ts';
import { foreignText } from './foreign-text.ts';
import type { Entry, ListProblem } from './server-entry.ts';
import { readJsonEntries } from './server-list-json.ts';
import { readTextEntries } from './server-list-text.ts';

/** More invalid entries are counted, not named. */
const MAX_NAMED = 5;

export interface ServerList {
  /** In lower case, in the order given, without duplicates. */
  readonly servers: readonly string[];
  /** The names of servers that have one, by id; cleaned. */
  readonly names: ReadonlyMap<string, string>;
  readonly duplicates: number;
}

export type ServerListResult = Result<ServerList, ListProblem>;

export interface ServerListOptions {
  /** Quotes an entry that is not an id; undefined to name only its place. */
  readonly show: (text: string) => string | undefined;
  /** Makes the name of a server fit to be shown. */
  readonly cleanName: (text: string) => string;
  /** Whether places are lines, as in a file; else they are numbers of entries. */
  readonly byLine: boolean;
}

/**
 * Parses a list of servers in any of the forms that people and Terraform write: plain text (lines,
 * commas, blanks, comments after `#`), or JSON (see {@link readJsonEntries}).
 */
export function parseServerList(text: string, options: ServerListOptions): ServerListResult {
  const trimmed = text.trim();
  const foreign = foreignText(trimmed);
  if (foreign !== undefined) return failure({ message: foreign });
  // Not trimmed, so that the lines are those of the file.
  const entries = /^[[{"]/.test(trimmed) ? readJsonEntries(text) : readTextEntries(text);
  return entries.ok ? check(entries.value, text, options) : entries;
}

function check(
  entries: readonly Entry[],
  text: string,
  options: ServerListOptions,
): ServerListResult {
  if (entries.length === 0) {
    return failure({ message: 'is an empty list: give at least one server ID' });
  }
  const servers = new Set<string>();
  const names = new Map<string, string>();
  const invalid: string[] = [];
  let invalidCount = 0;
  let firstInvalid: Entry | undefined;
  for (const [index, entry] of entries.entries()) {
    if (entry.id === undefined || !isServerId(entry.id)) {
      invalidCount += 1;
      firstInvalid ??= entry;
      if (invalid.length < MAX_NAMED) invalid.push(describe(entry, index, options));
      continue;
    }
    const id = entry.id.toLowerCase();
    servers.add(id);
    const name = entry.name === undefined ? '' : options.cleanName(entry.name);
    if (name !== '' && !names.has(id)) names.set(id, name);
  }
  if (invalidCount === 0) {
    return success({ servers: [...servers], names, duplicates: entries.length - servers.size });
  }
  const more = invalidCount > invalid.length ? ` and ${invalidCount - invalid.length} more` : '';
  const message = `contains something that is not a valid server ID: ${invalid.join(', ')}${more}. Write IDs such as 0a1b2c3d-1111-2222-3333-444455556666 (not names)`;
  const line = firstInvalid === undefined ? undefined : lineOf(firstInvalid, text);
  return failure(line === undefined ? { message } : { message, line });
}

/** The line of an entry; of one in JSON only where its text stands once. */
function lineOf({ id, line }: Entry, text: string): number | undefined {
  if (line !== undefined || id === undefined) return line;
  const written = JSON.stringify(id);
  const index = text.indexOf(written);
  return index < 0 || index !== text.lastIndexOf(written)
    ? undefined
    : text.slice(0, index).split('\n').length;
}

function describe(
  { id, kind, line }: Entry,
  index: number,
  { byLine, show }: ServerListOptions,
): string {
  const place = byLine && line !== undefined ? `line ${line}` : `entry ${index + 1}`;
  const shown = id === undefined ? kind : show(id);
  return shown === undefined ? place : `${place} (${shown})`;
}
