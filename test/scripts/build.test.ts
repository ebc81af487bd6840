/**
 * Builds two copies of the project, one of them with a second action, which is empty: the action runs,
 * and it does not slow down the start of the root action.
 */
import { exec } from 'node:child_process';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runAction } from '../../harness/action.ts';
import type { ActionRun } from '../../harness/action.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COPIED = ['src', 'scripts', 'package.json', 'tsconfig.json', 'action.yml'];
const SECOND = 'second';
const LOADED = 'loaded.txt';
/** A dry run without credentials: it loads all that a reset needs and sends no request. */
const DRY_RUN = {
  server_ids: '01234567-89ab-4cde-8f01-23456789abcd',
  dry_run: 'true',
};
/** Writes a line for each file that a process loads. */
const PRELOAD = `
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
registerHooks({
  load(url, context, nextLoad) {
    if (url.startsWith('file:')) appendFileSync(process.env.LOADED_FILES, url + '\\n');
    return nextLoad(url, context);
  },
});
`;

let folder = '';
let single = '';
let double = '';

beforeAll(async () => {
  // Node names the files that it loads by their real paths.
  folder = await realpath(await mkdtemp(join(tmpdir(), 'build-')));
  await writeFile(join(folder, 'preload.mjs'), PRELOAD);
  single = await copyProject('single');
  double = await copyProject('double');
  await addSecondAction(double);
  await Promise.all([build(single), build(double)]);
}, 120_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function copyProject(name: string): Promise<string> {
  const project = join(folder, name);
  for (const path of COPIED) await cp(join(ROOT, path), join(project, path), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(project, 'node_modules'), 'junction');
  // `npm run typecheck` checks the types. Here they would take a third of the time.
  const config = await readFile(join(ROOT, 'tsconfig.build.json'), 'utf8');
  const options = '"noEmit": false,';
  const fast = `${options} "noCheck": true, "noResolve": true, "types": [],`;
  await writeFile(join(project, 'tsconfig.build.json'), replaceOnce(config, options, fast));
  return project;
}

/** What a new action consists of: a folder with action.yml, a folder in src/actions/, and one line. */
async function addSecondAction(project: string): Promise<void> {
  await write(
    join(project, SECOND, 'action.yml'),
    `name: Second\ndescription: None\nruns:\n  using: node24\n  main: ../dist/${SECOND}/index.js\n`,
  );
  await write(
    join(project, 'src/actions', SECOND, 'run.ts'),
    `import type { Core } from '../../github/core.ts';

export async function run({ core }: { readonly core: Core }): Promise<void> {
  await Promise.resolve();
  core.info('The second action runs.');
}
`,
  );
  const main = join(project, 'src/main.ts');
  const line = "  reset: () => import('./actions/reset/run.ts'),\n";
  const text = await readFile(main, 'utf8');
  await writeFile(main, replaceOnce(text, line, `${line}${line.replaceAll('reset', SECOND)}`));
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

function replaceOnce(text: string, piece: string, by: string): string {
  expect(text.split(piece)).toHaveLength(2);
  return text.replace(piece, by);
}

/** Runs the npm script `build`. */
async function build(project: string): Promise<void> {
  const { scripts } = JSON.parse(await readFile(join(project, 'package.json'), 'utf8')) as {
    scripts: { build: string };
  };
  const path = [
    join(project, 'node_modules/.bin'),
    dirname(process.execPath),
    process.env['PATH'] ?? '',
  ].join(delimiter);
  await promisify(exec)(scripts.build, { cwd: project, env: { ...process.env, PATH: path } });
}

interface Start {
  readonly run: ActionRun;
  /** Sizes of the files of the project that the process loaded, by their paths in `dist/`. */
  readonly loaded: Readonly<Record<string, number>>;
}

async function start(project: string, entry: string): Promise<Start> {
  const list = join(project, LOADED);
  await writeFile(list, '');
  const run = await runAction(DRY_RUN, {
    entry: join(project, entry),
    env: { LOADED_FILES: list },
    nodeArguments: ['--import', pathToFileURL(join(folder, 'preload.mjs')).href],
  });
  const dist = pathToFileURL(join(project, 'dist/')).href;
  const urls = (await readFile(list, 'utf8')).split('\n').filter((url) => url.startsWith(dist));
  const sizes = urls.map(async (url) => [url.slice(dist.length), (await stat(new URL(url))).size]);
  return { run, loaded: Object.fromEntries(await Promise.all(sizes)) as Record<string, number> };
}

function sum(sizes: Readonly<Record<string, number>>): number {
  return Object.values(sizes).reduce((total, size) => total + size, 0);
}

describe('a second action', () => {
  it('runs as a process, and does not load the root action or the HTTP client', async () => {
    const { loaded, run } = await start(double, `dist/${SECOND}/index.js`);

    expect(run.stderr).toBe('');
    expect(run.stdout).toBe('The second action runs.\n');
    expect(run.exitCode).toBe(0);
    expect(Object.keys(loaded)).toEqual([
      `${SECOND}/index.js`,
      'lib/index.js',
      expect.stringMatching(/^lib\/\d+\.index\.js$/),
    ]);
    // The HTTP client alone has several hundred thousand bytes.
    expect(sum(loaded)).toBeLessThan(80_000);
  });

  it('does not change what the root action loads', async () => {
    const before = await start(single, 'dist/index.js');
    const after = await start(double, 'dist/index.js');

    for (const { run } of [before, after]) {
      expect(run.outputs['not_sent_count']).toBe('1');
      expect(run.exitCode).toBe(0);
    }
    expect(Object.keys(before.loaded)).toEqual(
      expect.arrayContaining(['index.js', 'lib/index.js']),
    );
    expect(sum(before.loaded)).toBeGreaterThan(500_000);
    expect(Object.keys(after.loaded)).toEqual(Object.keys(before.loaded));
    expect(Math.abs(sum(after.loaded) - sum(before.loaded))).toBeLessThan(1_000);
  });

  it('adds no second copy of undici', async () => {
    const scripts = (await readdir(join(double, 'dist/lib'))).filter((name) =>
      name.endsWith('.js'),
    );
    const texts = await Promise.all(
      scripts.map((name) => readFile(join(double, 'dist/lib', name), 'utf8')),
    );
    const copies = texts.flatMap((text) => Array.from(text.matchAll(/\bclass Agent extends\b/g)));
    expect(copies).toHaveLength(1);
  });
});
