import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { mkdir, mkdtemp, open, realpath, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readTextFile } from '../../src/inputs/text-file.ts';
import type { Result } from '../../src/result.ts';

/** Windows has no named pipes in folders. */
const onUnix = process.platform === 'win32' ? it.skip : it;
const A = '1bd0eb17-4466-4c15-a9ce-87727ad311b5';
const B = '2bd0eb17-4466-4c15-a9ce-87727ad311b5';
const OUTSIDE =
  'is outside the workspace and RUNNER_TEMP: write the file into one of these folders';
const MISSING =
  'names a file that does not exist: check the path (a relative one starts at the workspace)';

let root: string;
let workspace: string;
let temp: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'server-list-')));
  workspace = join(root, 'workspace');
  temp = join(root, 'temp');
  await Promise.all([mkdir(join(workspace, 'lists'), { recursive: true }), mkdir(temp)]);
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

function read(path: string): Promise<Result<string, string>> {
  return readTextFile(path, { GITHUB_WORKSPACE: workspace, RUNNER_TEMP: temp });
}

async function textOf(path: string): Promise<string> {
  const text = await read(path);
  if (!text.ok) throw new Error(text.error);
  return text.value;
}

async function problemOf(path: string): Promise<string> {
  const text = await read(path);
  if (text.ok) throw new Error('the file was accepted');
  return text.error;
}

describe('accepts a file', () => {
  it.each([
    ['in the workspace, by an absolute path', () => join(workspace, 'ids.txt')],
    ['in a folder of the workspace', () => join(workspace, 'lists', 'ids.txt')],
    ['in RUNNER_TEMP', () => join(temp, 'ids.txt')],
  ])('%s', async (_what, path) => {
    await writeFile(path(), `${A}\n${B}\n`);
    expect(await textOf(path())).toBe(`${A}\n${B}\n`);
  });

  it.each(['ids.txt', './ids.txt', 'lists/../ids.txt', '../workspace/ids.txt'])(
    'by a path relative to the workspace: %s',
    async (path) => {
      await writeFile(join(workspace, 'ids.txt'), A);
      expect(await textOf(path)).toBe(A);
    },
  );

  it('with a name that begins with two dots', async () => {
    await writeFile(join(workspace, '..ids'), A);
    expect(await textOf('..ids')).toBe(A);
  });

  it('by a link from one folder to the other', async () => {
    await writeFile(join(temp, 'ids.txt'), A);
    await symlink(join(temp, 'ids.txt'), join(workspace, 'link'));
    expect(await textOf('link')).toBe(A);
  });

  it('in a folder that is a link itself', async () => {
    await writeFile(join(workspace, 'ids.txt'), A);
    await symlink(workspace, join(root, 'link'));
    const list = await readTextFile('ids.txt', { GITHUB_WORKSPACE: join(root, 'link') });
    expect(list.ok).toBe(true);
  });
});

describe('refuses a file', () => {
  it.each(['../ids.txt', 'lists/../../ids.txt', '../workspace-2/ids.txt'])(
    'outside the folders: %s',
    async (path) => {
      await mkdir(join(root, 'workspace-2'));
      await Promise.all(
        [join(root, 'ids.txt'), join(root, 'workspace-2', 'ids.txt')].map((file) =>
          writeFile(file, A),
        ),
      );
      expect(await problemOf(path)).toBe(OUTSIDE);
    },
  );

  it('elsewhere on the machine, and a folder itself', async () => {
    expect(await problemOf('/etc/hosts')).toBe(OUTSIDE);
    expect(await problemOf(root)).toBe(OUTSIDE);
  });

  it('behind a link to a place outside', async () => {
    await writeFile(join(root, 'ids.txt'), A);
    await symlink(join(root, 'ids.txt'), join(workspace, 'link'));
    await symlink(root, join(workspace, 'folder'));
    expect(await problemOf('link')).toBe(OUTSIDE);
    expect(await problemOf('folder/ids.txt')).toBe(OUTSIDE);
  });

  it('when the folder that may be read does not exist', async () => {
    await writeFile(join(root, 'ids.txt'), A);
    const list = await readTextFile(join(root, 'ids.txt'), {
      GITHUB_WORKSPACE: join(root, 'nowhere'),
      RUNNER_TEMP: join(root, 'nowhere-either'),
    });
    expect(list).toEqual({ ok: false, error: OUTSIDE });
  });

  it('by a relative path when there is no workspace', async () => {
    expect(await readTextFile('../../etc/hosts', {})).toMatchObject({ ok: false });
    expect(await readTextFile(join(process.cwd(), 'package.json'), {})).toEqual({
      ok: false,
      error: OUTSIDE,
    });
  });
});

describe('reports', () => {
  it('a missing file, and a link to a missing file', async () => {
    await symlink(join(workspace, 'gone'), join(workspace, 'link'));
    expect(await problemOf('ids.txt')).toBe(MISSING);
    expect(await problemOf('link')).toBe(MISSING);
  });

  it('a text that is not a path', async () => {
    expect(await problemOf('ids\0.txt')).toBe('is not a path');
  });

  it('a folder, and the workspace itself', async () => {
    expect(await problemOf('lists')).toBe('is not a file');
    expect(await problemOf('.')).toBe(OUTSIDE);
  });

  onUnix('a named pipe without a writer, without waiting for one', async () => {
    execFileSync('mkfifo', [join(workspace, 'pipe')]);
    expect(await problemOf('pipe')).toBe('is not a file');
  });

  onUnix('a named pipe with a writer', async () => {
    const path = join(workspace, 'pipe');
    execFileSync('mkfifo', [path]);
    const writer = await open(path, constants.O_RDWR);
    await writer.write(`${A}\n`);
    expect(await problemOf('pipe')).toBe('is not a file');
    await writer.close();
  });

  it('a link to itself', async () => {
    await symlink(join(workspace, 'circle'), join(workspace, 'circle'));
    expect(await problemOf('circle')).toBe(MISSING);
  });

  it('a socket, which cannot be opened', async () => {
    const server = createServer().listen(join(workspace, 'socket'));
    await once(server, 'listening');
    expect(await problemOf('socket')).toBe(
      'names a file that cannot be read: check its permissions',
    );
    server.close();
  });

  it('a file that is too large, without reading it', async () => {
    const path = join(workspace, 'large');
    await writeFile(path, '');
    await truncate(path, 32 * 1024 * 1024 + 1);
    expect(await problemOf('large')).toBe('is larger than 32 MiB: is it the right file?');
    await truncate(path, 8 * 1024 ** 4);
    expect(await problemOf('large')).toBe('is larger than 32 MiB: is it the right file?');
  });
});

describe('the content of a file', () => {
  it.each([
    ['UTF-16', Buffer.from(`\ufeff${A}`, 'utf16le')],
    ['Latin-1', Buffer.from(`${A} \xe4`, 'latin1')],
  ])('must not be %s', async (_what, content) => {
    await writeFile(join(workspace, 'ids.txt'), content);
    expect(await problemOf('ids.txt')).toBe(
      'names a file that is not UTF-8 text: write it again as UTF-8',
    );
  });

  it('is returned without its byte order mark, and otherwise as it is', async () => {
    await writeFile(join(workspace, 'ids.txt'), `\ufeff ${A}\r\n\n`);
    expect(await textOf('ids.txt')).toBe(` ${A}\r\n\n`);
  });
});
