/**
 * Writes the inputs that all actions have from scripts/shared-inputs.yml into every action.yml, between
 * two comments. Only the default of `timeout` differs: it stays as it is in the action.yml. With
 * `--check` it writes nothing, and fails when an action.yml differs.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { load } from 'js-yaml';
import * as z from 'zod';
import { filesWithSharedInputs } from './actions.ts';

const SOURCE = 'scripts/shared-inputs.yml';
const BEGIN = `  # Shared inputs: written by npm run docs from ${SOURCE}, all but the default of timeout.\n`;
const END = '  # End of the shared inputs.\n';
/** Stands in the source for the default that each action has. */
const TIMEOUT = '$TIMEOUT';
const Action = z.object({
  inputs: z.object({ timeout: z.object({ default: z.string().regex(/^[1-9]\d*$/) }) }),
});

const isCheck = process.argv.slice(2).includes('--check');
const source = readFileSync(SOURCE, 'utf8')
  .replace(/^#.*\n/gm, '')
  .replace(/^(?=.)/gm, '  ');
const problems = filesWithSharedInputs().flatMap(update);
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
}

/** @returns what is wrong with the file, if anything */
function update(file: string): string[] {
  try {
    const before = readFileSync(file, 'utf8');
    const after = fill(before);
    if (after === before) return [];
    if (isCheck) return [`The shared inputs in ${file} differ from ${SOURCE}: run npm run docs.`];
    writeFileSync(file, after);
    return [];
  } catch (error) {
    return [`${file}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function fill(text: string): string {
  const [head, rest, ...more] = text.split(BEGIN);
  const [, tail, ...others] = rest?.split(END) ?? [];
  if (head === undefined || tail === undefined || more.length > 0 || others.length > 0) {
    throw new Error(`must have these two lines in its inputs, once:\n${BEGIN}${END}`);
  }
  const { data } = Action.safeParse(load(text));
  if (data === undefined) {
    throw new Error('must have an input timeout with a default in seconds, as a quoted number');
  }
  const inputs = source.replace(TIMEOUT, `'${data.inputs.timeout.default}'`);
  const filled = `${head}${BEGIN}${inputs}${END}${tail}`;
  // Throws when an input is also outside the two lines.
  load(filled);
  return filled;
}
