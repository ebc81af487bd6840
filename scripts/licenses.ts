/**
 * Writes dist/licenses.txt: the licence of every package that may be in the bundle. These are the
 * `dependencies` of package.json and their dependencies. It fails when a package has no licence text,
 * because such a package may not be distributed.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';

const TARGET = 'dist/licenses.txt';
const LICENCE_FILE = /^(?:licen[cs]e|copying)(?:[.-].*)?$/i;
/** If there is one, it must be distributed with the licence. */
const NOTICE_FILE = /^notice(?:[.-].*)?$/i;
const CODE_FILE = /\.[cm]?[jt]s$/i;
const RULE = '-'.repeat(80);

const Package = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().default(''),
  dependencies: z.record(z.string(), z.string()).default({}),
});

/** An installed package and its folder. */
interface Installed extends z.infer<typeof Package> {
  readonly folder: string;
}

const found = new Map<string, Installed>();
collect(read('.'));
// Sorted by code units: the order is the same in every locale.
const packages = [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
const chapters = packages.map(([key, installed]) => chapter(key, installed));
const unlicensed = chapters.flatMap(({ key, texts }) => (texts.length === 0 ? [key] : []));

if (unlicensed.length > 0) {
  console.error(`These packages have no licence text: ${unlicensed.join(', ')}.`);
  process.exitCode = 1;
} else {
  const text = chapters.map(({ head, texts }) => [RULE, head, RULE, ...texts].join('\n\n'));
  writeFileSync(TARGET, `${text.join('\n\n')}\n`);
}

/** Adds the dependencies of a package, each once. */
function collect({ dependencies, folder }: Installed): void {
  for (const name of Object.keys(dependencies)) {
    const installed = read(locate(name, folder));
    const key = `${installed.name}@${installed.version}`;
    if (found.has(key)) continue;
    found.set(key, installed);
    collect(installed);
  }
}

/** Finds a package like Node: in the nearest node_modules, from the folder upwards. */
function locate(name: string, from: string): string {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return folder;
  if (from === '.') throw new Error(`${name} is not installed: run npm ci.`);
  return locate(name, dirname(from));
}

function read(folder: string): Installed {
  const text = readFileSync(join(folder, 'package.json'), 'utf8');
  return { ...Package.parse(JSON.parse(text)), folder };
}

/** @returns no texts if the package has no licence text */
function chapter(
  key: string,
  { folder, license }: Installed,
): { key: string; head: string; texts: string[] } {
  const files = readdirSync(folder)
    .filter((file) => !CODE_FILE.test(file))
    .sort();
  const [licences = [], notices = []] = [LICENCE_FILE, NOTICE_FILE].map((pattern) =>
    files
      .filter((file) => pattern.test(file))
      .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim())
      .filter((text) => text !== ''),
  );
  const texts = licences.length === 0 ? [] : [...licences, ...notices];
  return { key, head: `${key}\n${license}`, texts };
}
