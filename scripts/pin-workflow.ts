/**
 * Writes the exact tag of a release into the reusable workflow, so that a release runs its own actions
 * and not those of a later one. On main the workflow names the major version. It needs no packages.
 *
 * usage: node scripts/pin-workflow.ts v1.2.3
 */
import { readFileSync, writeFileSync } from 'node:fs';

const WORKFLOW = '.github/workflows/rotate.yml';
const TAG = /^v(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$/;
/** A use of an action of this repository by its major version. */
const REFERENCE = /(?<=^ +uses: [\w-]+\/reset-ecs-passwords(?:\/[\w-]+)?@)v\d+$/gm;

const [tag = '', ...more] = process.argv.slice(2);
if (!TAG.test(tag) || more.length > 0) {
  console.error('usage: node scripts/pin-workflow.ts vMAJOR.MINOR.PATCH');
  process.exitCode = 2;
} else {
  const before = readFileSync(WORKFLOW, 'utf8');
  const after = before.replace(REFERENCE, tag);
  if (after === before) {
    console.error(`${WORKFLOW} names no action by a major version, so there is nothing to write.`);
    process.exitCode = 1;
  } else {
    writeFileSync(WORKFLOW, after);
    console.log(`${WORKFLOW} names its actions by ${tag}.`);
  }
}
