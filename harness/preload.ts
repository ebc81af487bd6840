/** Preloads for runs of the action, with their types already stripped. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

const FOLDER = new URL('../node_modules/.cache/preloads/', import.meta.url);
const prepared = new Set<string>();

/**
 * Returns the arguments for node that load a preload of this folder before the action. Types are
 * stripped once here, because doing it in each run makes hundreds of runs half as slow again.
 *
 * @param name name of the file without `.ts`. The file may only import modules of Node.
 */
export function preload(name: string): string[] {
  const file = new URL(`${name}.mjs`, FOLDER);
  if (!prepared.has(name)) {
    const source = readFileSync(new URL(`./${name}.ts`, import.meta.url), 'utf8');
    // Write to a temporary name and rename, because other workers may read the file.
    const temporary = new URL(`${name}.${process.pid}.mjs`, FOLDER);
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(temporary, stripTypeScriptTypes(source));
    renameSync(fileURLToPath(temporary), fileURLToPath(file));
    prepared.add(name);
  }
  return ['--import', file.href];
}
