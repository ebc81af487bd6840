import type { Inputs } from '../../inputs/inputs.ts';
import type { Tag } from './filters.ts';

/** The characters of the longest tags and names, and some more. */
const MAX_KEY = 128;
const MAX_VALUE = 255;
const MAX_NAME = 128;
const MAX_LINES = 1_000;
const LINE_END = /\r\n|\r|\n/;
const INVISIBLE = /\p{C}/u;

/** Reads lines of `key=value` or `key`. */
export function readTags(inputs: Inputs, input: 'exclude_tags' | 'tags'): Tag[] {
  const tags: Tag[] = [];
  for (const [line, text] of linesOf(inputs, input)) {
    const end = text.indexOf('=');
    const key = (end < 0 ? text : text.slice(0, end)).trim();
    const value = end < 0 ? undefined : text.slice(end + 1).trim();
    const problem = tagProblem(key, value);
    if (problem === undefined) tags.push({ key, value });
    else {
      inputs.addProblem(input, `${problem} (line ${line})`);
      // One error for an input is enough.
      break;
    }
  }
  return tags;
}

const NO_KEY = 'has a tag without a key: write key=value, or only a key for any value';
const COMMA = 'has a comma in a tag: write each tag on a line of its own';
const QUOTED =
  'has a quotation mark or a bracket in a tag: write key=value without them, and not as JSON';
const LONG_TAG =
  'has a tag that is too long: write at most 128 characters for the key and 255 for the value';
const INVISIBLE_TAG = 'has a tag with invisible characters: write it again';

function tagProblem(key: string, value = ''): string | undefined {
  if (key === '') return NO_KEY;
  if (/["'{}[\]]/.test(`${key}${value}`)) return QUOTED;
  if (key.includes(',') || value.includes(',')) return COMMA;
  if (key.length > MAX_KEY || value.length > MAX_VALUE) return LONG_TAG;
  return INVISIBLE.test(key) || INVISIBLE.test(value) ? INVISIBLE_TAG : undefined;
}

/** Reads lines of names, in which `*` stands for any characters. */
export function readNames(inputs: Inputs): string[] {
  const names: string[] = [];
  for (const [line, name] of linesOf(inputs, 'name')) {
    const problem = nameProblem(name);
    if (problem !== undefined) {
      inputs.addProblem('name', `${problem} (line ${line})`);
      break;
    }
    names.push(name);
  }
  return names;
}

const EMPTY_PATTERN =
  'has a pattern that is empty but for asterisks, which fits every server: write a part of the names too';
const COMMA_NAME = 'has a comma in a name: write each name on a line of its own';
const LONG_NAME = 'has a name that is too long: write at most 128 characters on a line';
const INVISIBLE_NAME = 'has a name with invisible characters: write it again';

function nameProblem(name: string): string | undefined {
  if (/^\*+$/.test(name)) return EMPTY_PATTERN;
  if (name.includes(',')) return COMMA_NAME;
  if (name.length > MAX_NAME) return LONG_NAME;
  return INVISIBLE.test(name) ? INVISIBLE_NAME : undefined;
}

/** The lines that are not empty, with their numbers. */
function linesOf(inputs: Inputs, input: string): [line: number, text: string][] {
  const lines = inputs
    .raw(input)
    .split(LINE_END)
    .map((text, index): [number, string] => [index + 1, text.trim()])
    .filter(([, text]) => text !== '');
  if (lines.length <= MAX_LINES) return lines;
  inputs.addProblem(input, `has more than ${MAX_LINES} lines`);
  return [];
}
