/**
 * The programs that the benchmark compares with the action. They are compiled first: otherwise Node
 * would strip their types at each start, and the benchmark would measure that too.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Inside the project, so that Node finds the packages. No other script deletes this folder. */
const FOLDER = new URL('../../node_modules/.cache/bench/', import.meta.url);

const NAMES = ['bare-put', 'import-ssh2', 'nothing', 'peak-memory', 'sdk-reset'] as const;
type Name = (typeof NAMES)[number];

/** Paths of the compiled programs. */
export type Programs = Readonly<Record<Name, string>>;

/** Compiles the programs, calls `use` with their paths, and deletes them. */
export async function withPrograms<Result>(
  use: (programs: Programs) => Promise<Result>,
): Promise<Result> {
  await mkdir(FOLDER, { recursive: true });
  try {
    const compiled = await Promise.all(NAMES.map(async (name) => [name, await compile(name)]));
    return await use(Object.fromEntries(compiled) as Programs);
  } finally {
    await rm(FOLDER, { recursive: true, force: true });
  }
}

async function compile(name: Name): Promise<string> {
  const source = await readFile(new URL(`${name}.ts`, import.meta.url), 'utf8');
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2024, module: ts.ModuleKind.ESNext },
  });
  const file = fileURLToPath(new URL(`${name}.js`, FOLDER));
  await writeFile(file, outputText);
  return file;
}
