import * as z from 'zod/mini';

const Uuid = z.string().check(z.regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i));
const Entries = z.array(z.unknown());
const WithId = z.object({ id: z.unknown() });
const JsonObject = z.record(z.string(), z.unknown());

/** More wrong entries are counted, not named. */
const MOST_NAMED = 5;

export type ServerList =
  | {
      readonly ok: true;
      /** In lower case, in the order given, without duplicates. */
      readonly servers: readonly string[];
      readonly duplicates: number;
    }
  /** `problem` follows the name of the input. */
  | { readonly ok: false; readonly problem: string };

interface Entry {
  readonly value: unknown;
  /** Where it stands, for example `line 3`. */
  readonly place: string;
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
  const entries = /^[[{"]/.test(trimmed) ? jsonEntries(trimmed) : textEntries(trimmed, show);
  if (!Array.isArray(entries)) return entries;
  return entries.length === 0
    ? problem('is an empty list: give at least one server ID')
    : check(entries, show);
}

function textEntries(text: string, show: unknown): Entry[] {
  const entries: Entry[] = [];
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    for (const value of line.split(/[\s,]+/).filter((part) => part !== '')) {
      entries.push({
        value,
        place: show === undefined ? `line ${index + 1}` : `entry ${entries.length + 1}`,
      });
    }
  }
  return entries;
}

function jsonEntries(text: string): Entry[] | Extract<ServerList, { ok: false }> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may hold anything.
    return problem(
      'looks like JSON but is not valid JSON: write a JSON array of server IDs, or the plain IDs on lines of their own',
    );
  }
  return entriesOf(value);
}

function entriesOf(value: unknown): Entry[] | Extract<ServerList, { ok: false }> {
  if (typeof value === 'string') return textEntries(value, true);
  const list = Entries.safeParse(value);
  if (list.success)
    return numbered(list.data.map((item) => WithId.safeParse(item).data?.id ?? item));
  const object = JsonObject.safeParse(value).data ?? {};
  const outputs = Object.values(object);
  if (isTerraformOutput(object)) return entriesOf(object['value']);
  if (outputs.length > 0 && outputs.every(isTerraformOutput)) {
    return problem(
      'holds all outputs of Terraform: give one of them, with terraform output -json NAME',
    );
  }
  return numbered(outputs);
}

function numbered(values: readonly unknown[]): Entry[] {
  return values.map((value, index) => ({ value, place: `entry ${index + 1}` }));
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
  entries: readonly Entry[],
  show: ((entry: string) => string) | undefined,
): ServerList {
  const wrong: string[] = [];
  const servers = new Set<string>();
  for (const { value, place } of entries) {
    const id = Uuid.safeParse(value);
    if (id.success) servers.add(id.data.toLowerCase());
    else wrong.push(typeof value === 'string' && show ? `${place} (${show(value)})` : place);
  }
  if (wrong.length === 0) {
    return { ok: true, servers: [...servers], duplicates: entries.length - servers.size };
  }
  const named = wrong.slice(0, MOST_NAMED).join(', ');
  const more = wrong.length > MOST_NAMED ? ` and ${wrong.length - MOST_NAMED} more` : '';
  return problem(
    `has something that is no server ID: ${named}${more}. Write IDs such as 0a1b2c3d-1111-2222-3333-444455556666 (not names)`,
  );
}

function problem(text: string): Extract<ServerList, { ok: false }> {
  return { ok: false, problem: text };
}
