/**
 * Writes the tables of inputs in README.md (those of a first workflow, those to sign in, and all
 * others) and the table of outputs in docs/outputs.md from action.yml, and the tables of the actions in
 * folders, without the inputs that all actions have, in their own README.md. With `--check` it writes
 * nothing, and fails when the tables differ from action.yml or when the tables of a translation do
 * not have the same inputs, defaults and outputs in the same order.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { load } from 'js-yaml';
import { format, resolveConfig } from 'prettier';
import * as z from 'zod';
import { actionFolders } from './actions.ts';

const README = 'README.md';
const OUTPUTS = 'docs/outputs.md';
const TRANSLATIONS = ['README.zh-CN.md'];
/** In the order of the tables. Inputs that are in none of these lists are in the last table. */
const INPUTS_OF_A_FIRST_WORKFLOW = [
  'server_ids',
  'server_ids_file',
  'region',
  'project_id',
  'password',
  'password_secret',
  'access_key',
  'secret_key',
  'dry_run',
];
const INPUTS_TO_SIGN_IN = [
  'security_token',
  'auth_token',
  'oidc_provider_urn',
  'agency_urn',
  'session_duration',
  'identity_provider',
  'oidc_audience',
  'use_ecs_agency',
];
const Text = z.string('has no description').trim().min(1, 'has no description');
const Action = z.object({
  inputs: z.record(z.string(), z.object({ description: Text, default: z.string().optional() })),
  outputs: z.record(z.string(), z.object({ description: Text })),
});

const SHARED_INPUTS = 'scripts/shared-inputs.yml';
const Shared = z.record(z.string(), z.unknown());

const isCheck = process.argv.slice(2).includes('--check');

try {
  const action = readAction(await readFile('action.yml', 'utf8'));
  const tables = tablesOf(action);
  for (const file of [README, OUTPUTS]) {
    await update(
      file,
      tables.filter((table) => table.file === file),
    );
  }
  for (const file of TRANSLATIONS) {
    const translation = await readFile(file, 'utf8');
    for (const original of tables) compare(file, original, translation);
  }
  for (const name of actionFolders()) await updateFolder(name);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Writes the tables of the action in a folder, where its README.md exists. */
async function updateFolder(folder: string): Promise<void> {
  const file = `${folder}/${README}`;
  if (!existsSync(file)) return;
  const action = readAction(await readFile(`${folder}/action.yml`, 'utf8'));
  const shared = Object.keys(Shared.parse(load(await readFile(SHARED_INPUTS, 'utf8'))));
  const own = Object.keys(action.inputs).filter((name) => !shared.includes(name));
  await update(file, [
    { ...inputTable('inputs', action, own), file },
    { ...outputTable(action), file },
  ]);
}

async function update(file: string, tables: readonly Table[]): Promise<void> {
  const before = await readFile(file, 'utf8');
  const filled = tables.reduce((text, table) => fill(text, table), before);
  const after = await format(filled, { ...(await resolveConfig(file)), filepath: file });
  if (!isCheck) await writeFile(file, after);
  else if (after !== before) {
    throw new Error(`The tables in ${file} differ from action.yml: run npm run docs.`);
  }
}

function readAction(text: string): z.infer<typeof Action> {
  const { data, error } = Action.safeParse(load(text));
  if (data !== undefined) return data;
  const problems = error.issues.map(({ message, path }) => `${path.join('.')}: ${message}`);
  throw new Error(['action.yml is incomplete:', ...problems].join('\n  '));
}

/** One table, between its markers. */
interface Table {
  readonly file: string;
  readonly name: string;
  readonly content: string;
  /** The first cells of each row, which are the same in a translation. The others are prose. */
  readonly fixedCells: number;
}

function tablesOf(action: z.infer<typeof Action>): Table[] {
  const listed = [...INPUTS_OF_A_FIRST_WORKFLOW, ...INPUTS_TO_SIGN_IN];
  const others = Object.keys(action.inputs).filter((name) => !listed.includes(name));
  return [
    inputTable('inputs', action, INPUTS_OF_A_FIRST_WORKFLOW),
    inputTable('inputs to sign in', action, INPUTS_TO_SIGN_IN),
    inputTable('other inputs', action, others),
    outputTable(action),
  ];
}

function inputTable(
  name: string,
  { inputs }: z.infer<typeof Action>,
  inputNames: readonly string[],
): Table {
  const rows = inputNames.map((inputName) => {
    const input = inputs[inputName];
    if (input === undefined) throw new Error(`action.yml has no input ${inputName}.`);
    const value = input.default ?? '';
    return [code(inputName), value === '' ? '' : code(value), input.description];
  });
  const content = table(['Input', 'Default', 'Meaning'], rows);
  return { file: README, name, content, fixedCells: 2 };
}

function outputTable({ outputs }: z.infer<typeof Action>): Table {
  const rows = Object.entries(outputs).map(([name, { description }]) => [code(name), description]);
  const content = table(['Output', 'Meaning'], rows);
  return { file: OUTPUTS, name: 'outputs', content, fixedCells: 1 };
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
function fill(page: string, { content, file, name }: Table): string {
  const begin = `<!-- ${name}: written by npm run docs from action.yml -->`;
  const end = `<!-- end of ${name} -->`;
  const [before, rest, ...more] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`${file} must have these two lines, once: ${begin} and ${end}`);
  }
  return `${before}${begin}\n\n${content}\n\n${end}${after}`;
}

/** Compares the fixed cells of each row of a translated table. */
function compare(file: string, { content, fixedCells, name }: Table, translation: string): void {
  const begin = `<!-- ${name}: checked against action.yml by npm run docs:check -->`;
  const translated = translation.split(begin)[1]?.split(`<!-- end of ${name} -->`)[0];
  if (translated === undefined) {
    throw new Error(`${file} must have these two lines: ${begin} and <!-- end of ${name} -->`);
  }
  const rows = (table: string): string[] =>
    Array.from(table.matchAll(/^\| *(`.*)\|$/gm), ([, row = '']) =>
      row
        .split('|')
        .slice(0, fixedCells)
        .map((cell) => cell.trim())
        .join(' = '),
    );
  const wanted = rows(content);
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
