/** Preloads for runs of the action, ready for Node without the time that it takes to strip types. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

const FOLDER = new URL('../node_modules/.cache/preloads/', import.meta.url);
const prepared = new Set<string>();

/**
 * Arguments of node that load a preload of this folder before the action. Hundreds of runs use one,
 * and each would spend half as much time again on reading TypeScript.
 *
 * @param name of the file, without `.ts`; it may import nothing but what Node brings along
 */
export function preload(name: string): string[] {
  const file = new URL(`${name}.mjs`, FOLDER);
  if (!prepared.has(name)) {
    const source = readFileSync(new URL(`./${name}.ts`, import.meta.url), 'utf8');
    // Written aside and moved, because other workers may be reading the same file.
    const aside = new URL(`${name}.${process.pid}.mjs`, FOLDER);
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(aside, stripTypeScriptTypes(source));
    renameSync(fileURLToPath(aside), fileURLToPath(file));
    prepared.add(name);
  }
  return ['--import', file.href];
}
