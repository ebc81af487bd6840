import { parseHosts, sharedAddresses } from '../../inputs/hosts-file.ts';
import type { Hosts } from '../../inputs/hosts-file.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import type { ListProblem } from '../../inputs/server-entry.ts';
import { placeOf } from '../../inputs/servers.ts';
import { readTextFile } from '../../inputs/text-file.ts';
import { failure } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { Secrets } from '../../secrets/redact.ts';
import { KnownHosts } from '../../ssh/known-hosts.ts';

interface Source {
  readonly inputs: Inputs;
  readonly secrets: Secrets;
}

/**
 * Reads `hosts_file`.
 *
 * @returns the hosts of the requested servers; undefined without the input
 */
export async function readHosts(
  source: Source,
  servers: readonly string[],
  defaultPort: number,
): Promise<Hosts | undefined> {
  const { inputs } = source;
  if (inputs.text('hosts_file') === '') return undefined;
  const hosts = await readParsed(source, 'hosts_file', parseHosts);
  const requested = new Map(
    servers.flatMap((id) => {
      const address = hosts?.get(id);
      return address === undefined ? [] : [[id, { port: defaultPort, ...address }] as const];
    }),
  );
  const [first] = sharedAddresses(requested);
  if (first !== undefined) {
    inputs.addProblem(
      'hosts_file',
      `gives the same host and port to several servers, also to ${first}: a login would not show which of them answers`,
    );
  }
  return requested;
}

export interface KnownHostsFile {
  readonly hosts: KnownHosts;
  /** The text of the file, as it was given; may be empty. */
  readonly text: string;
}

/** Reads `known_hosts_file`. */
export async function readKnownHosts(source: Source, isRequired: boolean): Promise<KnownHostsFile> {
  const { inputs } = source;
  const none: KnownHostsFile = { hosts: KnownHosts.empty(), text: '' };
  if (inputs.text('known_hosts_file') === '') {
    if (isRequired) {
      inputs.addProblem(
        'known_hosts_file',
        'is empty: give a file with the keys of the servers (known_hosts of OpenSSH), or host_keys: accept-new to accept the keys that the servers show first',
      );
    }
    return none;
  }
  let text = '';
  const hosts = await readParsed(source, 'known_hosts_file', (read) => {
    text = read;
    return KnownHosts.parse(read);
  });
  if (hosts === undefined) return none;
  if (hosts.authorities > 0) {
    inputs.warnings.push(
      'known_hosts_file has lines with @cert-authority, which have no effect: host certificates are not supported.',
    );
  }
  return { hosts, text };
}

async function readParsed<Value>(
  { inputs, secrets }: Source,
  input: string,
  parse: (text: string) => Result<Value, ListProblem>,
): Promise<Value | undefined> {
  const path = inputs.text(input);
  const text = await readTextFile(path, inputs.environment);
  const parsed: Result<Value, ListProblem> = text.ok
    ? parse(text.value)
    : failure({ message: text.error });
  if (parsed.ok) return parsed.value;
  const { line, message } = parsed.error;
  inputs.addProblem(input, message, await placeOf(path, line, inputs, secrets));
  return undefined;
}
