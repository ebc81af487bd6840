/**
 * The programs that the benchmark starts beside the action. They are compiled first, because
 * stripping their types at each start would be measured too.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Inside the project, so that the packages are found, and where no other script tidies up. */
const FOLDER = new URL('../../node_modules/.cache/bench/', import.meta.url);

type Name = 'bare-put' | 'sdk-reset' | 'peak-memory';

/** Paths of the compiled programs. */
export type Programs = Readonly<Record<Name, string>>;

/** Compiles the programs, lends their paths to `use`, and removes them again. */
export async function withPrograms<Result>(
  use: (programs: Programs) => Promise<Result>,
): Promise<Result> {
  await mkdir(FOLDER, { recursive: true });
  try {
    const [barePut, sdkReset, peakMemory] = await Promise.all([
      compile('bare-put'),
      compile('sdk-reset'),
      compile('peak-memory'),
    ]);
    return await use({ 'bare-put': barePut, 'sdk-reset': sdkReset, 'peak-memory': peakMemory });
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
