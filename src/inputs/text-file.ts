import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { tempFolder } from '../github/core.ts';
import type { Environment } from '../github/core.ts';
import { failure, success } from '../result.ts';
import type { Result } from '../result.ts';

/** A list of 100,000 servers as JSON objects is much smaller. */
const MAX_FILE_BYTES = 32 * 1024 * 1024;

/**
 * Reads a text file that an input names. Only files in the workspace and in the runner's folder for
 * temporary files are read, with links resolved, so that an untrusted path cannot make the action read
 * another file of the machine.
 *
 * @returns the text, or a problem in words that follow the name of the input
 */
export async function readTextFile(
  path: string,
  environment: Environment,
): Promise<Result<string, string>> {
  const folders = readableFolders(environment);
  const file = await locate(path, folders);
  if (!file.ok) return file;
  const bytes = await readBytes(file.value);
  if (!bytes.ok) return bytes;
  const text = decodeUtf8(bytes.value);
  if (text === undefined) {
    return failure('names a file that is not UTF-8 text: write it again as UTF-8');
  }
  return success(text);
}

/**
 * The path of a file relative to the workspace, with slashes and with links resolved, as annotations
 * name it; undefined for a file elsewhere.
 */
export async function pathInWorkspace(
  path: string,
  environment: Environment,
): Promise<string | undefined> {
  const workspace = environment['GITHUB_WORKSPACE'] ?? '';
  if (workspace === '' || path.includes('\0')) return undefined;
  const [folder, file] = await Promise.all(
    [workspace, resolve(workspace, path)].map((name) => realpath(name).catch(() => undefined)),
  );
  if (folder === undefined || file === undefined || !isInside(file, folder)) return undefined;
  return relative(folder, file).replaceAll(sep, '/');
}

/** A relative path starts at the first folder. */
function readableFolders(environment: Environment): string[] {
  const workspace = environment['GITHUB_WORKSPACE'] ?? '';
  return [...(workspace === '' ? [] : [workspace]), tempFolder(environment)];
}

async function readBytes(file: string): Promise<Result<Buffer, string>> {
  try {
    // Not blocking, so that a named pipe cannot make the run hang.
    const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK || 0));
    try {
      const info = await handle.stat();
      if (!info.isFile()) return failure('is not a file');
      return info.size > MAX_FILE_BYTES
        ? failure('is larger than 32 MiB: is it the right file?')
        : success(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch {
    return failure('names a file that cannot be read: check its permissions');
  }
}

function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

async function locate(path: string, folders: readonly string[]): Promise<Result<string, string>> {
  if (path.includes('\0')) return failure('is not a path');
  const real = await Promise.all(folders.map((folder) => realpath(folder).catch(() => undefined)));
  const file = await realpath(resolve(folders[0] ?? '.', path)).catch(() => undefined);
  if (file === undefined) {
    return failure(
      'names a file that does not exist: check the path (a relative one starts at the workspace)',
    );
  }
  return real.some((folder) => folder !== undefined && isInside(file, folder))
    ? success(file)
    : failure('is outside the workspace and RUNNER_TEMP: write the file into one of these folders');
}

function isInside(file: string, folder: string): boolean {
  const path = relative(folder, file);
  return path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}
