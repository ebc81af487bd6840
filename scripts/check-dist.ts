/** Fails when the build has changed dist/. New files count too. */
import { execFileSync } from 'node:child_process';

const changes = execFileSync(
  'git',
  ['status', '--porcelain', '--untracked-files=all', '--', 'dist'],
  { encoding: 'utf8' },
);
if (changes !== '') {
  console.error(
    `dist/ was out of date. The build has updated it: commit these files.\n${changes.trimEnd()}`,
  );
  process.exitCode = 1;
}
