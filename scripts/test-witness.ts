/**
 * `npm run test:witness`: the official Huawei Cloud SDK for Python signs each request of the built
 * action again, resets and lists servers and rotates a secret on the simulator. It needs Python 3 and installs the SDK into
 * .tools/witness. Exit code: 0 when all checks pass or Python is missing, 1 otherwise. With CI=true
 * it is 1 when Python is missing.
 */
import { existsSync } from 'node:fs';
import { styleText } from 'node:util';
import type { Check } from '../test/witness/check.ts';
import { checkLists } from '../test/witness/lists.ts';
import { findPython, installSdk, PythonError } from '../test/witness/python.ts';
import { checkResets } from '../test/witness/resets.ts';
import { checkSignatures } from '../test/witness/signatures.ts';
import { checkStore } from '../test/witness/store.ts';

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof PythonError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function main(): Promise<number> {
  const python = findPython();
  if (python === undefined) {
    const isRequired = process.env['CI'] === 'true';
    console.log(
      `${isRequired ? 'Failed' : 'Skipped'}: there is no Python 3 on the PATH. Install it from https://www.python.org/downloads/.`,
    );
    return isRequired ? 1 : 0;
  }
  if (!existsSync(new URL('../dist/index.js', import.meta.url))) {
    console.error('dist/ is missing. Build it with npm run build.');
    return 1;
  }
  if (installSdk(python)) console.log('The official SDK was installed into .tools/witness.');

  const signatures = await checkSignatures();
  print('The SDK computes the signatures that the action sent', signatures);
  const resets = await checkResets();
  print('The SDK resets servers on the simulator', resets);
  const lists = await checkLists();
  print('The SDK lists servers and reads flags on the simulator', lists);
  const store = await checkStore();
  print('The SDK rotates a secret in the store of the simulator', store);
  const checks = [...signatures, ...resets, ...lists, ...store];
  const failed = checks.filter(({ failure }) => failure !== undefined).length;
  console.log(`\n${checks.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function print(title: string, checks: readonly Check[]): void {
  console.log(`\n${title}`);
  for (const { failure, title: check } of checks) {
    const mark = failure === undefined ? styleText('green', '✓') : styleText('red', '✗');
    console.log(`  ${mark} ${check}${failure === undefined ? '' : `\n    ${failure}`}`);
  }
}
