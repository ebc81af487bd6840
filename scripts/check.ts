/**
 * `npm run check`: all checks of continuous integration in a minute or two, without the long tests
 * (`npm test`, `npm run test:workflows`). It runs npm scripts in parallel and shows the output of
 * those that fail. Exit code: 0 when all pass, 1 otherwise.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { styleText } from 'node:util';
import pLimit from 'p-limit';

/** The slowest first, so that the whole check takes less time. */
const SCRIPTS = [
  'lint',
  'dist:check',
  'typecheck',
  'test:repository',
  'lint:imports',
  'format:check',
  'docs:check',
  'links',
];
const LINT_WORKFLOWS = 'lint:workflows';

const npm = process.env['npm_execpath'];
if (npm === undefined) {
  console.error('Start it with npm run check.');
  process.exitCode = 2;
} else {
  const canLintWorkflows = existsSync('.tools/bin/actionlint') && existsSync('.tools/bin/zizmor');
  const limit = pLimit(availableParallelism());
  const scripts = canLintWorkflows ? [...SCRIPTS, LINT_WORKFLOWS] : SCRIPTS;
  const results = await Promise.all(scripts.map((script) => limit(() => run(npm, script))));
  if (!canLintWorkflows) {
    console.log(
      `- ${LINT_WORKFLOWS}: skipped, its linters are not installed (run .ci/install-tools)`,
    );
  }
  process.exitCode = results.every(Boolean) ? 0 : 1;
}

/** @returns whether the script passed */
function run(npm: string, script: string): Promise<boolean> {
  const begun = performance.now();
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [npm, 'run', '--silent', script],
      { maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const took = `${((performance.now() - begun) / 1_000).toFixed(1)} s`;
        if (error === null) console.log(`${styleText('green', '✓')} ${script} (${took})`);
        else console.log(`${styleText('red', '✗')} ${script} (${took})\n${stdout}${stderr}`);
        resolve(error === null);
      },
    );
  });
}
