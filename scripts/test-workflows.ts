/**
 * Runs every workflow in `examples/` with act (https://github.com/nektos/act), on this machine and
 * against the simulator. Exit code: 0 when all cases pass, 1 when not, 2 when a program is missing.
 *
 * usage: node scripts/test-workflows.ts [--log] [PART]
 *   --log  also prints the log of each run, with its summaries
 *   PART   part of the name of an example or of the title of a case; default all
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { styleText } from 'node:util';
import { CASES } from '../test/workflows/cases.ts';
import { findAct, missingPrograms } from '../test/workflows/programs.ts';
import { checkCase } from '../test/workflows/scene.ts';
import type { Case } from '../test/workflows/scene.ts';

const NODE = 'v24.';

const args = process.argv.slice(2);
const showsLog = args.includes('--log');

process.exitCode = await main(args.find((arg) => arg !== '--log') ?? '');

/** @param wanted part of the name of an example or of the title of a case; empty: all */
async function main(wanted: string): Promise<number> {
  const act = findAct();
  const problem = problemWith(act);
  if (act === undefined || problem !== undefined) {
    console.error(`The workflows in examples/ cannot be run: ${problem ?? ''}`);
    return 2;
  }
  console.log(`${execFileSync(act, ['--version'], { encoding: 'utf8' }).trim()} (${act})`);

  const examples = await readdir(new URL('../examples/', import.meta.url));
  const untested = examples.filter((name) => /\.ya?ml$/.test(name) && !CASES.has(name));
  for (const name of untested) print(false, `${name}: no case runs it`);
  const jobs = Array.from(CASES, ([example, cases]) =>
    cases.map((one) => ({ ...one, example })),
  ).flat();
  const chosen = jobs.filter(({ example, title }) => `${example}: ${title}`.includes(wanted));
  const failures = await runAll(act, chosen);
  console.log(`\n${chosen.length - failures} of ${chosen.length} cases passed.`);
  return failures + untested.length > 0 || chosen.length === 0 ? 1 : 0;
}

function problemWith(act: string | undefined): string | undefined {
  if (act === undefined) {
    return 'act is missing. Install it with .ci/install-tools, which needs Go, or see https://nektosact.com.';
  }
  const missing = missingPrograms();
  if (missing.length > 0) return `these programs are missing: ${missing.join(', ')}. Install them.`;
  if (!existsSync(new URL('../dist/index.js', import.meta.url))) {
    return 'dist/ is missing. Build it with npm run build.';
  }
  if (process.version.startsWith(NODE)) return undefined;
  return `the action runs on Node 24, and this is ${process.version}. Use npm run test:workflows.`;
}

interface Job extends Case {
  readonly example: string;
}

/** @returns the number of failed cases */
async function runAll(act: string, jobs: readonly Job[]): Promise<number> {
  const queue = [...jobs];
  let failures = 0;
  const work = async (): Promise<void> => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
      if (!(await succeeds(act, job))) failures += 1;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return failures;
}

async function succeeds(act: string, job: Job): Promise<boolean> {
  const { example, title } = job;
  const begun = performance.now();
  try {
    await checkCase(act, example, job, ({ log }) => {
      if (showsLog) console.log(readable(log));
    });
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    print(true, `${example}: ${title} (${seconds} s)`);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    print(false, `${example}: ${title}\n${reason}`);
    return false;
  }
}

/** The log without what act says about itself, and with summaries as GitHub shows their text. */
function readable(log: string): string {
  return log
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('LocalRepositoryCache'))
    .join('\n');
}

function print(passed: boolean, text: string): void {
  console.log(`${passed ? styleText('green', '✓') : styleText('red', '✗')} ${text}`);
}
