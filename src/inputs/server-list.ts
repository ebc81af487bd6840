import * as z from 'zod/mini';
import { failure, success } from '../result.ts';
import type { Result } from '../result.ts';

/** A pattern and not a schema, because it checks up to a hundred thousand entries. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const List = z.array(z.unknown());
/** No z.record: it drops the key `__proto__`, and with it a server. */
const JsonObject = z.custom<Readonly<Record<string, unknown>>>(isObject);

/** More invalid entries are counted, not named. */
const MAX_NAMED = 5;

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface ServerList {
  /** In lower case, in the order given, without duplicates. */
  readonly servers: readonly string[];
  readonly duplicates: number;
}

/** The list, or a problem in words that follow the name of the input. */
export type ServerListResult = Result<ServerList, string>;

interface Entries {
  readonly values: readonly unknown[];
  /** Where the entry of an index is, for example `line 3`; only called for invalid entries. */
  readonly place: (index: number) => string;
}

/**
 * Parses a list of servers in any of the forms that people and Terraform write: plain text
 * (lines, commas, blanks), a JSON array of ids or of objects with `id`, one JSON string, a JSON
 * object whose values are ids, or one Terraform output object.
 *
 * @param show quotes an entry that is not an id; undefined to name only its place
 */
export function parseServerList(text: string, show?: (entry: string) => string): ServerListResult {
  const trimmed = text.trim();
  if (/^\[command\]|^::(?:debug|set-output|stop-commands)\b|::debug::/m.test(trimmed)) {
    return failure(
      'contains the output of the setup-terraform wrapper: set terraform_wrapper: false in hashicorp/setup-terraform',
    );
  }
  const entries = /^[[{"]/.test(trimmed)
    ? jsonEntries(trimmed)
    : success(textEntries(trimmed, show === undefined ? 'line' : 'entry'));
  return entries.ok ? check(entries.value, show) : entries;
}

function textEntries(text: string, places: 'line' | 'entry'): Entries {
  const values = text.split(/[\s,]+/).filter((word) => word !== '');
  return places === 'line'
    ? { values, place: (index) => `line ${lineOf(text, index)}` }
    : numbered(values);
}

/** The line of a word, counted from 1. */
function lineOf(text: string, index: number): number {
  let line = 1;
  let words = 0;
  for (const [part] of text.matchAll(/\r\n|\r|\n|[^\s,]+/g)) {
    if (/^[\r\n]/.test(part)) line += 1;
    else if (words++ === index) break;
  }
  return line;
}

function jsonEntries(text: string): Result<Entries, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message quotes the text, which may contain anything.
    return failure(
      'looks like JSON but is not valid JSON: write a JSON array of server IDs, or the plain IDs on lines of their own',
    );
  }
  const output = JsonObject.safeParse(value).data;
  return entriesOf(output !== undefined && isTerraformOutput(output) ? output['value'] : value);
}

function entriesOf(value: unknown): Result<Entries, string> {
  if (typeof value === 'string') return success(textEntries(value, 'entry'));
  const list = List.safeParse(value);
  if (list.success) return success(numbered(list.data.map(idIn)));
  const object = JsonObject.safeParse(value).data ?? {};
  const outputs = Object.values(object);
  if (outputs.length > 0 && outputs.every(isTerraformOutput)) {
    return failure(
      'contains all outputs of Terraform: give one of them, with terraform output -json NAME',
    );
  }
  return success(numbered(outputs));
}

function idIn(item: unknown): unknown {
  return typeof item === 'object' && item !== null && 'id' in item ? item.id : item;
}

function numbered(values: readonly unknown[]): Entries {
  return { values, place: (index) => `entry ${index + 1}` };
}

/** One output as `terraform output -json` writes it: `{"sensitive":false,"type":…,"value":…}`. */
function isTerraformOutput(value: unknown): boolean {
  const object = JsonObject.safeParse(value).data;
  return (
    object !== undefined &&
    'value' in object &&
    Object.keys(object).every((key) => ['value', 'type', 'sensitive'].includes(key))
  );
}

function check(
  { place, values }: Entries,
  show: ((entry: string) => string) | undefined,
): ServerListResult {
  const invalid: number[] = [];
  const servers = new Set<string>();
  for (const [index, value] of values.entries()) {
    if (typeof value === 'string' && UUID.test(value)) servers.add(value.toLowerCase());
    else invalid.push(index);
  }
  if (values.length === 0) return failure('is an empty list: give at least one server ID');
  if (invalid.length === 0) {
    return success({ servers: [...servers], duplicates: values.length - servers.size });
  }
  const named = invalid.slice(0, MAX_NAMED).map((index) => {
    const value = values[index];
    return typeof value === 'string' && show ? `${place(index)} (${show(value)})` : place(index);
  });
  const more = invalid.length > named.length ? ` and ${invalid.length - named.length} more` : '';
  return failure(
    `contains something that is not a valid server ID: ${named.join(', ')}${more}. Write IDs such as 0a1b2c3d-1111-2222-3333-444455556666 (not names)`,
  );
}
