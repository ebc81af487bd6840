import { failure, success } from '../result.ts';
import type { Result } from '../result.ts';

/** Why a text is not used as JSON. */
export interface JsonProblem {
  readonly kind: 'invalid' | 'same_key';
  /** Of a syntax error, where it is known. */
  readonly line?: number;
}

/** Characters at the end of a message that name its position. */
const MAX_POSITION = 60;

/**
 * Parses JSON, and refuses an object that has a key twice: the parser would keep only the last value.
 * The messages of the parser quote the text, so only the line that they name is used.
 */
export function parseJson(text: string): Result<unknown, JsonProblem> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const line = lineOf(error);
    return failure({ kind: 'invalid', ...(line !== undefined && { line }) });
  }
  return countPairs(value) === countColons(text) ? success(value) : failure({ kind: 'same_key' });
}

/** The line of a syntax error, which the parser of Node.js names at the end of some of its messages. */
function lineOf(error: unknown): number | undefined {
  const message = error instanceof SyntaxError ? error.message.slice(-MAX_POSITION) : '';
  const [, line] = /\(line (\d{1,9}) column \d{1,9}\)$/.exec(message) ?? [];
  return line === undefined ? undefined : Number(line);
}

/** The key-value pairs of all objects. Without recursion, because the nesting may be deep. */
function countPairs(value: unknown): number {
  let pairs = 0;
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    const members: unknown[] = Object.values(next);
    if (!Array.isArray(next)) pairs += members.length;
    for (const member of members) if (typeof member === 'object') open.push(member);
  }
  return pairs;
}

/** The colons outside of strings: one for each key-value pair of a valid JSON text. */
function countColons(text: string): number {
  let colons = 0;
  let isInString = false;
  for (const [token] of text.matchAll(/[":]|\\./g)) {
    if (token === '"') isInString = !isInString;
    else if (token === ':' && !isInString) colons += 1;
  }
  return colons;
}
