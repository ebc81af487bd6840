import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { mkdir, mkdtemp, open, realpath, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readServerListFile } from '../../src/inputs/server-list-file.ts';
import type { ServerListResult } from '../../src/inputs/server-list.ts';

/** Windows has no named pipes in folders. */
const onUnix = process.platform === 'win32' ? it.skip : it;
const A = '1bd0eb17-4466-4c15-a9ce-87727ad311b5';
const B = '2bd0eb17-4466-4c15-a9ce-87727ad311b5';
const OUTSIDE =
  'is outside the workspace and RUNNER_TEMP: write the list into one of these folders';
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

function read(path: string): Promise<ServerListResult> {
  return readServerListFile(path, [workspace, temp]);
}

async function idsOf(path: string): Promise<readonly string[]> {
  const list = await read(path);
  if (!list.ok) throw new Error(list.error);
  return list.value.servers;
}

async function problemOf(path: string): Promise<string> {
  const list = await read(path);
  if (list.ok) throw new Error('the file was accepted');
  return list.error;
}

describe('accepts a file', () => {
  it.each([
    ['in the workspace, by an absolute path', () => join(workspace, 'ids.txt')],
    ['in a folder of the workspace', () => join(workspace, 'lists', 'ids.txt')],
    ['in RUNNER_TEMP', () => join(temp, 'ids.txt')],
  ])('%s', async (_what, path) => {
    await writeFile(path(), `${A}\n${B}\n`);
    expect(await idsOf(path())).toEqual([A, B]);
  });

  it.each(['ids.txt', './ids.txt', 'lists/../ids.txt', '../workspace/ids.txt'])(
    'by a path relative to the workspace: %s',
    async (path) => {
      await writeFile(join(workspace, 'ids.txt'), A);
      expect(await idsOf(path)).toEqual([A]);
    },
  );

  it('with a name that begins with two dots', async () => {
    await writeFile(join(workspace, '..ids'), A);
    expect(await idsOf('..ids')).toEqual([A]);
  });

  it('by a link from one folder to the other', async () => {
    await writeFile(join(temp, 'ids.txt'), A);
    await symlink(join(temp, 'ids.txt'), join(workspace, 'link'));
    expect(await idsOf('link')).toEqual([A]);
  });

  it('in a folder that is a link itself', async () => {
    await writeFile(join(workspace, 'ids.txt'), A);
    await symlink(workspace, join(root, 'link'));
    const list = await readServerListFile('ids.txt', [join(root, 'link')]);
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
    const list = await readServerListFile(join(root, 'ids.txt'), [join(root, 'nowhere')]);
    expect(list).toEqual({ ok: false, error: OUTSIDE });
  });

  it('by a relative path when no folder may be read', async () => {
    expect(await readServerListFile('package.json', [])).toEqual({ ok: false, error: OUTSIDE });
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
  async function write(content: string | Uint8Array): Promise<string> {
    const path = join(workspace, 'ids.txt');
    await writeFile(path, content);
    return basename(path);
  }

  it.each([
    ['Windows line ends', `${A}\r\n${B}\r\n`],
    ['a byte order mark', `\ufeff${A}\n${B}\n`],
    ['a byte order mark before JSON', `\ufeff["${A}","${B}"]`],
    ['a Terraform output', JSON.stringify({ sensitive: false, type: 'list', value: [A, B] })],
  ])('may have %s', async (_what, content) => {
    expect(await idsOf(await write(content))).toEqual([A, B]);
  });

  it('may be a list that is too long for an input', async () => {
    const ids = Array.from(
      { length: 100_000 },
      (_, index) => `${index.toString(16).padStart(8, '0')}-4466-4c15-a9ce-87727ad311b5`,
    );
    expect(await idsOf(await write(JSON.stringify(ids.map((id) => ({ id })))))).toEqual(ids);
  });

  it.each(['', '\n \n', '\ufeff'])('must not be empty: %j', async (content) => {
    expect(await problemOf(await write(content))).toBe(
      'names an empty file: write at least one server ID into it',
    );
  });

  it('must not be an empty list', async () => {
    expect(await problemOf(await write('[]'))).toBe(
      'is an empty list: give at least one server ID',
    );
  });

  it.each([
    ['UTF-16', Buffer.from(`\ufeff${A}`, 'utf16le')],
    ['Latin-1', Buffer.from(`${A} \xe4`, 'latin1')],
  ])('must not be %s', async (_what, content) => {
    expect(await problemOf(await write(content))).toBe(
      'names a file that is not UTF-8 text: write it again as UTF-8',
    );
  });

  it.each([
    `${A}\nTOP-SECRET\n`,
    `${A}\r\nTOP-SECRET`,
    JSON.stringify([A, 'TOP-SECRET']),
    JSON.stringify({ a: A, b: { value: 'TOP-SECRET' } }),
    '["TOP-SECRET"',
    '{"TOP-SECRET":1}',
  ])('is never quoted: %j', async (content) => {
    expect(await problemOf(await write(content))).not.toMatch(/TOP|SECRET/);
  });

  it('names invalid entries by their lines', async () => {
    expect(await problemOf(await write(`${A}\n\nweb-1\n${B}\nweb-2\n`))).toContain(
      'not a valid server ID: line 3, line 5.',
    );
  });
});
