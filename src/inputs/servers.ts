import { failure } from '../result.ts';
import type { Secrets } from '../secrets/redact.ts';
import type { Inputs, Location } from './inputs.ts';
import { parseServerList } from './server-list.ts';
import type { ServerList, ServerListOptions, ServerListResult } from './server-list.ts';
import { pathInWorkspace, readTextFile } from './text-file.ts';

/** More characters of a server's name are never shown. */
const MAX_NAME = 64;
/** More characters of a name are never looked at. */
const MAX_NAME_READ = 500;

/**
 * Reads `server_ids` or `server_ids_file`. Exactly one of the two is given.
 *
 * @returns undefined when there is a problem
 */
export async function readServers(
  inputs: Inputs,
  secrets: Secrets,
): Promise<ServerList | undefined> {
  const text = inputs.text('server_ids');
  const path = inputs.text('server_ids_file');
  if ((text === '') === (path === '')) {
    inputs.addProblem(
      'server_ids',
      text === ''
        ? 'is empty: give the IDs of the servers in server_ids, or a file with them in server_ids_file'
        : 'is given together with server_ids_file: give only one of the two',
    );
    return undefined;
  }
  if (path !== '') return readServerFile(inputs, 'server_ids_file', secrets);
  const list = parseServerList(text, listOptions(secrets, text, false));
  if (list.ok) return list.value;
  inputs.addProblem('server_ids', list.error.message);
  return undefined;
}

/**
 * Reads a list of servers from the file that an input names.
 *
 * @returns undefined when there is a problem
 */
export async function readServerFile(
  inputs: Inputs,
  input: string,
  secrets: Secrets,
): Promise<ServerList | undefined> {
  const path = inputs.text(input);
  const list = await readFile(path, inputs, secrets);
  if (list.ok) return list.value;
  const { line, message } = list.error;
  inputs.addProblem(input, message, await placeOf(path, line, inputs, secrets));
  return undefined;
}

/** The runner does not mask the file of an annotation, so a path that contains a secret is not named. */
export async function placeOf(
  path: string,
  line: number | undefined,
  { environment }: Inputs,
  secrets: Secrets,
): Promise<Location | undefined> {
  const file = await pathInWorkspace(path, environment);
  if (file === undefined || secrets.isIn(file)) return undefined;
  return line === undefined ? { file } : { file, line };
}

async function readFile(
  path: string,
  { environment }: Inputs,
  secrets: Secrets,
): Promise<ServerListResult> {
  const text = await readTextFile(path, environment);
  if (!text.ok) return failure({ message: text.error });
  if (text.value.trim() === '') {
    return failure({ message: 'names an empty file: write at least one server ID into it' });
  }
  return parseServerList(text.value, listOptions(secrets, text.value, true));
}

/**
 * Nothing of a file is quoted, and nothing of a text that contains a secret: its parts are no longer
 * recognized as parts of it.
 */
function listOptions(secrets: Secrets, text: string, isFile: boolean): ServerListOptions {
  let found: boolean | undefined;
  // Only looked for when something is quoted: it takes longer than everything else in a long list.
  const hasSecret = (): boolean => (found ??= !isFile && secrets.isIn(text));
  return {
    show: (part) => (isFile || hasSecret() ? undefined : secrets.quote(part)),
    cleanName: (name) => (hasSecret() ? '' : secrets.quote(name.slice(0, MAX_NAME_READ), MAX_NAME)),
    byLine: isFile,
  };
}
