/**
 * `npm run check`: in under a minute, all that continuous integration would refuse, but for the long
 * suites (`npm test`, `npm run test:workflows`). It runs npm scripts side by side and shows what one
 * says only where it fails. Exit code: 0 when nothing is wrong, 1 otherwise.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { styleText } from 'node:util';
import pLimit from 'p-limit';

/** The slowest first, so that none of them is left alone at the end. */
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
    console.log(`- ${LINT_WORKFLOWS}: left out, its linters are not here (.ci/install-tools)`);
  }
  process.exitCode = results.every(Boolean) ? 0 : 1;
}

/** @returns whether the script found nothing wrong */
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
