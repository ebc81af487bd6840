/** The notes of a release, and what may not be released; the script runs in a folder of its own. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from '@jest/globals';

const CHANGELOG = `# Changelog

What counts as breaking.

## [Unreleased]

## [1.2.3] - 2026-12-01

### Added

- A thing.

## [1.2.2] - 2026-11-01

- An older thing.
`;
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-notes-'));
  await mkdir(join(folder, 'scripts'));
  await cp('scripts/release-notes.ts', join(folder, 'scripts/release-notes.ts'));
  await write('package.json', JSON.stringify({ type: 'module', version: '1.2.3' }));
  await write(
    'package-lock.json',
    JSON.stringify({ version: '1.2.3', packages: { '': { version: '1.2.3' } } }),
  );
  await write('src/version.ts', "export const VERSION = '1.2.3';\n");
  await write('CHANGELOG.md', CHANGELOG);
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}

async function notes(...tags: string[]) {
  const run = promisify(execFile)(process.execPath, ['scripts/release-notes.ts', ...tags], {
    cwd: folder,
  });
  try {
    return { code: 0, ...(await run) };
  } catch (error) {
    return error;
  }
}

it('prints the section of the version and nothing else', async () => {
  expect(await notes('v1.2.3')).toEqual({
    code: 0,
    stdout: '### Added\n\n- A thing.\n',
    stderr: '',
  });
});

it.each([[], ['1.2.3'], ['v1.2'], ['v1.2.3-rc.1'], ['v01.2.3'], ['v1.2.3', 'v1.2.3']])(
  'takes no other arguments: %j %j',
  async (...tags: string[]) => {
    expect(await notes(...tags)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'usage: node scripts/release-notes.ts vMAJOR.MINOR.PATCH\n',
    });
  },
);

it.each([
  ['package.json', '{"type":"module","version":"1.2.2"}', 'package.json says 1.2.2, not 1.2.3'],
  [
    'package-lock.json',
    '{"version":"1.2.2","packages":{"":{"version":"1.2.3"}}}',
    'package-lock.json says 1.2.2, not 1.2.3',
  ],
  [
    'package-lock.json',
    '{"version":"1.2.3"}',
    'package-lock.json (packages) says undefined, not 1.2.3',
  ],
  ['src/version.ts', "export const VERSION = '0.1.0';", 'src/version.ts says 0.1.0, not 1.2.3'],
  [
    'CHANGELOG.md',
    CHANGELOG.replace('## [Unreleased]', '## [Unreleased]\n\n- Forgotten.'),
    'CHANGELOG.md still has something under "Unreleased": move it to the version',
  ],
  [
    'CHANGELOG.md',
    CHANGELOG.replace('[1.2.3]', '[1.2.4]'),
    'CHANGELOG.md has no section "## [1.2.3] - YYYY-MM-DD"',
  ],
  ['CHANGELOG.md', CHANGELOG.replace(' - 2026-12-01', ''), 'CHANGELOG.md has no date for 1.2.3'],
  [
    'CHANGELOG.md',
    CHANGELOG.replace('### Added\n\n- A thing.\n', ''),
    'CHANGELOG.md says nothing about 1.2.3',
  ],
  [
    'CHANGELOG.md',
    CHANGELOG.replace('[1.2.2] - 2026-11-01', '[1.2.3] - 2026-11-01'),
    'CHANGELOG.md has 2 sections for 1.2.3',
  ],
])('refuses when %s is %j', async (file, text, problem) => {
  await write(file, text);
  expect(await notes('v1.2.3')).toMatchObject({
    code: 1,
    stdout: '',
    stderr: `v1.2.3 cannot be released:\n- ${problem}\n`,
  });
});
