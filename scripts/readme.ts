/**
 * Writes the tables of inputs and outputs in README.md from action.yml. With `--check` it writes
 * nothing, and fails when the tables differ from action.yml or when the tables of a translation do
 * not have the same inputs, defaults and outputs in the same order.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { load } from 'js-yaml';
import { format, resolveConfig } from 'prettier';
import * as z from 'zod';

const README = 'README.md';
const TRANSLATIONS = ['README.zh-CN.md'];
const Text = z.string('has no description').trim().min(1, 'has no description');
const Action = z.object({
  inputs: z.record(z.string(), z.object({ description: Text, default: z.string().optional() })),
  outputs: z.record(z.string(), z.object({ description: Text })),
});

const isCheck = process.argv.slice(2).includes('--check');

try {
  const action = readAction(await readFile('action.yml', 'utf8'));
  const before = await readFile(README, 'utf8');
  const filled = fill(fill(before, 'inputs', inputTable(action)), 'outputs', outputTable(action));
  const after = await format(filled, { ...(await resolveConfig(README)), filepath: README });
  if (!isCheck) await writeFile(README, after);
  else if (after !== before) {
    throw new Error(`The tables in ${README} differ from action.yml: run npm run docs.`);
  }
  for (const file of TRANSLATIONS) {
    const translation = await readFile(file, 'utf8');
    compare(file, 'inputs', inputTable(action), translation, 2);
    compare(file, 'outputs', outputTable(action), translation, 1);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function readAction(text: string): z.infer<typeof Action> {
  const { data, error } = Action.safeParse(load(text));
  if (data !== undefined) return data;
  const problems = error.issues.map(({ message, path }) => `${path.join('.')}: ${message}`);
  throw new Error(['action.yml is incomplete:', ...problems].join('\n  '));
}

function inputTable({ inputs }: z.infer<typeof Action>): string {
  const rows = Object.entries(inputs).map(([name, input]) => {
    const value = input.default ?? '';
    return [code(name), value === '' ? '' : code(value), input.description];
  });
  return table(['Input', 'Default', 'Meaning'], rows);
}

function outputTable({ outputs }: z.infer<typeof Action>): string {
  const rows = Object.entries(outputs).map(([name, { description }]) => [code(name), description]);
  return table(['Output', 'Meaning'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}

function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}

/** Replaces the text between the markers of one table. */
function fill(readme: string, name: string, content: string): string {
  const begin = `<!-- ${name}: written by npm run docs from action.yml -->`;
  const end = `<!-- end of ${name} -->`;
  const [before, rest, ...more] = readme.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`${README} must have these two lines, once: ${begin} and ${end}`);
  }
  return `${before}${begin}\n\n${content}\n\n${end}${after}`;
}

/**
 * Compares the first cells of each row of a translated table. The other cells are prose.
 *
 * @param cells the number of cells that must be the same
 */
function compare(
  file: string,
  name: string,
  original: string,
  translation: string,
  cells: number,
): void {
  const begin = `<!-- ${name}: checked against action.yml by npm run docs:check -->`;
  const translated = translation.split(begin)[1]?.split(`<!-- end of ${name} -->`)[0];
  if (translated === undefined) {
    throw new Error(`${file} must have these two lines: ${begin} and <!-- end of ${name} -->`);
  }
  const rows = (table: string): string[] =>
    Array.from(table.matchAll(/^\| *(`.*)\|$/gm), ([, row = '']) =>
      row
        .split('|')
        .slice(0, cells)
        .map((cell) => cell.trim())
        .join(' = '),
    );
  const wanted = rows(original);
  const found = rows(translated);
  const differing = [
    ...wanted.filter((row) => !found.includes(row)).map((row) => `missing: ${row}`),
    ...found.filter((row) => !wanted.includes(row)).map((row) => `not in action.yml: ${row}`),
  ];
  if (differing.length > 0) {
    throw new Error([`The ${name} in ${file} differ from action.yml:`, ...differing].join('\n  '));
  }
  const misplaced = wanted.find((row, index) => row !== found[index]);
  if (misplaced !== undefined) {
    throw new Error(`The ${name} in ${file} must be in the order of action.yml, see: ${misplaced}`);
  }
}
