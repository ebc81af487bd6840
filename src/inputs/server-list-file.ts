import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { parseServerList } from './server-list.ts';
import type { Refused, ServerList } from './server-list.ts';

/** 100,000 servers as JSON objects fit easily. */
const MAX_FILE_BYTES = 32 * 1024 * 1024;

/**
 * Reads a list of servers from a file. Only files in the workspace and in the runner's folder for
 * temporary files are read, links resolved, so that a path made up by somebody else can't make the
 * action quote another file of the machine. Nothing of the content is ever quoted.
 *
 * @param folders the folders that may be read; a relative path starts at the first one
 */
export async function readServerListFile(
  path: string,
  folders: readonly string[],
): Promise<ServerList> {
  const file = await locate(path, folders);
  if (typeof file !== 'string') return file;
  const bytes = await readBytes(file);
  if (!Buffer.isBuffer(bytes)) return bytes;
  const text = decodeUtf8(bytes);
  if (text === undefined) {
    return problem('names a file that is not UTF-8 text: write it again as UTF-8');
  }
  return text.trim() === ''
    ? problem('names an empty file: write at least one server ID into it')
    : parseServerList(text);
}

async function readBytes(file: string): Promise<Buffer | Refused> {
  try {
    // Not blocking, so that a named pipe can't make the run hang.
    const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK || 0));
    try {
      const info = await handle.stat();
      if (!info.isFile()) return problem('is not a file');
      return info.size > MAX_FILE_BYTES
        ? problem('is larger than 32 MiB: is it the right file?')
        : await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch {
    return problem('names a file that cannot be read: check its permissions');
  }
}

function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

async function locate(path: string, folders: readonly string[]): Promise<string | Refused> {
  if (path.includes('\0')) return problem('is not a path');
  const real = await Promise.all(folders.map((folder) => realpath(folder).catch(() => undefined)));
  const file = await realpath(resolve(folders[0] ?? '.', path)).catch(() => undefined);
  if (file === undefined) {
    return problem(
      'names a file that does not exist: check the path (a relative one starts at the workspace)',
    );
  }
  return real.some((folder) => folder !== undefined && isInside(file, folder))
    ? file
    : problem('is outside the workspace and RUNNER_TEMP: write the list into one of these folders');
}

function isInside(file: string, folder: string): boolean {
  const path = relative(folder, file);
  return path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

function problem(text: string): Refused {
  return { ok: false, problem: text };
}
