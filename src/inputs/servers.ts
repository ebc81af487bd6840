import type { Inputs } from './inputs.ts';
import { parseServerList } from './server-list.ts';
import type { ServerList } from './server-list.ts';
import { readServerListFile } from './server-list-file.ts';

/**
 * Reads `server_ids` or `server_ids_file`. Exactly one of the two is given.
 *
 * @param quote makes a part of an input fit to be quoted
 * @returns undefined when there is a problem
 */
export async function readServers(
  inputs: Inputs,
  quote: (text: string) => string,
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
  const list =
    path === ''
      ? parseServerList(text, quote)
      : await readServerListFile(path, readableFolders(inputs));
  if (list.ok) return list.value;
  inputs.addProblem(path === '' ? 'server_ids' : 'server_ids_file', list.error);
  return undefined;
}

/** The folders from which files may be read; a relative path starts at the first one. */
function readableFolders({ environment }: Inputs): string[] {
  return ['GITHUB_WORKSPACE', 'RUNNER_TEMP']
    .map((variable) => environment[variable] ?? '')
    .filter((folder) => folder !== '');
}
