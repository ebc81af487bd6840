/** The programs that running the examples takes. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Programs that the examples and their stubs use, as the runners of GitHub have them. */
const PROGRAMS = ['bash', 'git', 'jq'];

/** Looks for `act` where `.ci/install-tools` puts it, then on PATH. */
export function findAct(): string | undefined {
  return findIn([join(ROOT, '.tools', 'bin'), ...path()], 'act');
}

/** @returns the programs that are not on PATH */
export function missingPrograms(): string[] {
  return PROGRAMS.filter((name) => findIn(path(), name) === undefined);
}

function path(): string[] {
  return (process.env['PATH'] ?? '').split(delimiter);
}

function findIn(folders: readonly string[], name: string): string | undefined {
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
