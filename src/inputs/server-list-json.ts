import { isServerId } from '../huaweicloud/server-id.ts';
import { failure, success } from '../result.ts';
import type { Result } from '../result.ts';
import { terraformText, TWO_READINGS } from './foreign-text.ts';
import { parseJson } from './json.ts';
import type { Entry, ListProblem } from './server-entry.ts';
import { readTextEntries } from './server-list-text.ts';

type JsonObject = Readonly<Record<string, unknown>>;
type Entries = Result<Entry[], ListProblem>;

/**
 * Reads a list of servers in JSON: an array of ids or of objects with `id`; one object with `id`; one
 * string; an object whose values are all ids, or all objects with `id`; one Terraform output object; or
 * JSON text that contains such JSON once more. What can be read in two ways is refused.
 */
export function readJsonEntries(text: string): Entries {
  const blanks = text.slice(0, text.length - text.trimStart().length);
  const lineEnds = '\n'.repeat(blanks.split('\n').length - 1);
  // JSON knows fewer blanks than a text may begin with; the lines are those of the text all the same.
  const parsed = parse(`${lineEnds}${text.trim()}`);
  return parsed.ok ? entriesOf(parsed.value, true) : parsed;
}

function parse(text: string): Result<unknown, ListProblem> {
  const parsed = parseJson(text);
  if (parsed.ok) return parsed;
  const { kind, line } = parsed.error;
  if (kind === 'same_key') return failure({ message: SAME_KEY });
  const message = terraformText(text) ?? INVALID_JSON;
  return failure(line === undefined ? { message } : { message, line });
}

const INVALID_JSON =
  'looks like JSON but is not valid JSON: write a JSON array of server IDs, or the plain IDs on lines of their own';
const SAME_KEY =
  'has the same key twice in one JSON object, so a server would be lost: write each once';

/** @param mayNest whether a string may contain JSON once more */
function entriesOf(value: unknown, mayNest: boolean): Entries {
  if (!isObject(value) || typeof value['id'] === 'string') return valueEntries(value, mayNest);
  switch (terraformReading(value)) {
    case 'output':
      return valueEntries(value['value'], mayNest);
    case 'ambiguous':
      return failure({ message: TWO_READINGS });
    case 'none':
      return mapEntries(value);
  }
}

/** The entries of a value that is not itself a Terraform output. */
function valueEntries(value: unknown, mayNest: boolean): Entries {
  if (typeof value === 'string') {
    const inner = value.trim();
    if (!mayNest || !/^[[{"]/.test(inner)) return withoutLines(readTextEntries(value));
    const parsed = parse(inner);
    return withoutLines(parsed.ok ? entriesOf(parsed.value, false) : parsed);
  }
  if (Array.isArray(value)) return success(value.map(entryOf));
  const isMap = isObject(value) && typeof value['id'] !== 'string';
  return isMap ? mapEntries(value) : success([entryOf(value)]);
}

/** The lines of a text in JSON are not those of the JSON. */
function withoutLines(entries: Entries): Entries {
  return entries.ok
    ? success(entries.value.map((entry) => ({ ...entry, line: undefined })))
    : failure({ message: entries.error.message });
}

/** An object whose values are all ids, or all objects with `id`, as Terraform's `for_each` gives it. */
function mapEntries(object: JsonObject): Entries {
  const values = Object.values(object);
  const isOutput = (value: unknown): boolean =>
    isObject(value) && terraformReading(value) !== 'none';
  if (values.length > 0 && values.every(isOutput)) {
    return failure({
      message:
        'contains all outputs of Terraform: give one of them, with terraform output -json NAME',
    });
  }
  if (Array.isArray(object['servers'])) {
    return failure({
      message:
        'contains a response of the ECS API: give only the list in its member servers (jq -c .servers)',
    });
  }
  const objects = values.filter(isObject).length;
  if (objects > 0 && objects < values.length) return failure({ message: TWO_READINGS });
  return success(values.map(entryOf));
}

/**
 * Whether an object is one output as `terraform output -json` writes it:
 * `{"sensitive":false,"type":…,"value":…}`. With a server in place of `type` or `sensitive` it may as
 * well be a map of servers.
 */
function terraformReading(object: JsonObject): 'output' | 'ambiguous' | 'none' {
  const keys = Object.keys(object);
  if (!('value' in object) || !keys.every((key) => OUTPUT_MEMBERS.includes(key))) return 'none';
  const others = [object['type'], object['sensitive']].map((other) => entryOf(other).id ?? '');
  return others.some(isServerId) ? 'ambiguous' : 'output';
}

const OUTPUT_MEMBERS = ['value', 'type', 'sensitive'];

function entryOf(value: unknown): Entry {
  if (typeof value === 'string') return { id: value };
  if (!isObject(value)) return { id: undefined, kind: kindOf(value) };
  const { id, name } = value;
  if (typeof id !== 'string') return { id: undefined, kind: 'an object without id' };
  return typeof name === 'string' ? { id, name } : { id };
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

/** Not a schema, because it checks every entry, and `z.record` drops the key `__proto__`. */
function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
