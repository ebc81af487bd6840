import * as z from 'zod/mini';

/** A plain pattern and no schema, because it meets every one of a hundred thousand entries. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const List = z.array(z.unknown());
/** No z.record: it drops the key `__proto__`, and with it a server. */
const JsonObject = z.custom<Readonly<Record<string, unknown>>>(isObject);

/** More wrong entries are counted, not named. */
const MOST_NAMED = 5;

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `problem` follows the name of the input. */
export interface Refused {
  readonly ok: false;
  readonly problem: string;
}

export type ServerList =
  | {
      readonly ok: true;
      /** In lower case, in the order given, without duplicates. */
      readonly servers: readonly string[];
      readonly duplicates: number;
    }
  | Refused;

interface Entries {
  readonly values: readonly unknown[];
  /** Where the entry of an index stands, for example `line 3`; only asked for what is wrong. */
  readonly place: (index: number) => string;
}

/**
 * Reads a list of servers in any of the spellings that people and Terraform write: plain text
 * (lines, commas, blanks), a JSON array of ids or of objects with `id`, one JSON string, a JSON
 * object whose values are ids, or one Terraform output object.
 *
 * @param show how to quote an entry that is no id; undefined to name only its place
 */
export function parseServerList(text: string, show?: (entry: string) => string): ServerList {
  const trimmed = text.trim();
  if (/^\[command\]|^::(?:debug|set-output|stop-commands)\b|::debug::/m.test(trimmed)) {
    return problem(
      'holds the output of the setup-terraform wrapper: set terraform_wrapper: false in hashicorp/setup-terraform',
    );
  }
  const entries = /^[[{"]/.test(trimmed)
    ? jsonEntries(trimmed)
    : textEntries(trimmed, show === undefined ? 'line' : 'entry');
  return 'problem' in entries ? entries : check(entries, show);
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

function jsonEntries(text: string): Entries | Refused {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may hold anything.
    return problem(
      'looks like JSON but is not valid JSON: write a JSON array of server IDs, or the plain IDs on lines of their own',
    );
  }
  const output = JsonObject.safeParse(value).data;
  return entriesOf(output !== undefined && isTerraformOutput(output) ? output['value'] : value);
}

function entriesOf(value: unknown): Entries | Refused {
  if (typeof value === 'string') return textEntries(value, 'entry');
  const list = List.safeParse(value);
  if (list.success) return numbered(list.data.map(idIn));
  const object = JsonObject.safeParse(value).data ?? {};
  const outputs = Object.values(object);
  if (outputs.length > 0 && outputs.every(isTerraformOutput)) {
    return problem(
      'holds all outputs of Terraform: give one of them, with terraform output -json NAME',
    );
  }
  return numbered(outputs);
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
): ServerList {
  const wrong: number[] = [];
  const servers = new Set<string>();
  for (const [index, value] of values.entries()) {
    if (typeof value === 'string' && UUID.test(value)) servers.add(value.toLowerCase());
    else wrong.push(index);
  }
  if (values.length === 0) return problem('is an empty list: give at least one server ID');
  if (wrong.length === 0) {
    return { ok: true, servers: [...servers], duplicates: values.length - servers.size };
  }
  const named = wrong.slice(0, MOST_NAMED).map((index) => {
    const value = values[index];
    return typeof value === 'string' && show ? `${place(index)} (${show(value)})` : place(index);
  });
  const more = wrong.length > named.length ? ` and ${wrong.length - named.length} more` : '';
  return problem(
    `has something that is no server ID: ${named.join(', ')}${more}. Write IDs such as 0a1b2c3d-1111-2222-3333-444455556666 (not names)`,
  );
}

function problem(text: string): Refused {
  return { ok: false, problem: text };
}
