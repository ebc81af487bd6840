import { failure, success } from '../result.ts';
import type { Result } from '../result.ts';

/** Why a text is not used as JSON. */
export type JsonProblem = 'invalid' | 'same_key';

/**
 * Parses JSON, and refuses an object that has a key twice: the parser would keep only the last value.
 * The messages of the parser quote the text, so they are not used.
 */
export function parseJson(text: string): Result<unknown, JsonProblem> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return failure('invalid');
  }
  return countPairs(value) === countColons(text) ? success(value) : failure('same_key');
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
