/** Fails when dist/ is not what was just built from src/, new files included. */
import { execFileSync } from 'node:child_process';

const changes = execFileSync(
  'git',
  ['status', '--porcelain', '--untracked-files=all', '--', 'dist'],
  { encoding: 'utf8' },
);
if (changes !== '') {
  console.error(
    `dist/ was not what src/ builds to. It is now: commit these files.\n${changes.trimEnd()}`,
  );
  process.exitCode = 1;
}
