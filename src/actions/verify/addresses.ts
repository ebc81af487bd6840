import { isIP } from 'node:net';
import type { Reason } from '../../fleet/outcome.ts';
import { listServersById } from '../../huaweicloud/server-list.ts';
import type { ServerStatus } from '../../huaweicloud/server-list.ts';
import type { EcsService } from '../../huaweicloud/ecs-read.ts';
import type { RequestContext } from '../../huaweicloud/request-context.ts';
import type { ServerAddress } from '../../huaweicloud/server-rows.ts';
import { sharedAddresses } from '../../inputs/hosts-file.ts';
import type { Hosts } from '../../inputs/hosts-file.ts';
import type { Target } from './attempts.ts';
import type { Results } from './results.ts';
import type { AddressKind, Settings } from './settings.ts';

/** More characters of a server's name are never shown. */
const MAX_NAME = 64;
const LINUX_USER = 'root';
const WINDOWS_USER = 'Administrator';

export type AddressSettings = Pick<Settings, 'addressKind' | 'port' | 'servers' | 'username'>;

/** The servers that `hosts_file` has a host for. The others get their ending. */
export function targetsFromHosts(
  hosts: Hosts,
  { port, servers, username }: AddressSettings,
  results: Results,
): Target[] {
  return servers.flatMap((id) => {
    const address = hosts.get(id);
    if (address === undefined) {
      results.record(id, 'no_host');
      return [];
    }
    return [{ id, port, username: username ?? LINUX_USER, ...address }];
  });
}

/** Reads the addresses of the servers from the service. Servers without one get their ending. */
export async function targetsFromService(
  settings: AddressSettings,
  service: EcsService,
  requests: RequestContext,
  results: Results,
): Promise<Target[]> {
  const { servers } = await listServersById(settings.servers, service, requests);
  const targets = new Map<string, Target>();
  for (const status of servers.values()) {
    // What was not read because the run ended is left without an ending.
    if (requests.stop.aborted && status.kind === 'unreadable') continue;
    if (status.kind === 'server') {
      results.name(status.id, requests.secrets.quote(status.name, MAX_NAME));
    }
    const target = targetOf(status, settings, results);
    if (target !== undefined) targets.set(status.id, target);
  }
  for (const id of sharedAddresses(targets)) {
    results.record(id, 'same_address');
    targets.delete(id);
  }
  return [...targets.values()];
}

function targetOf(
  status: ServerStatus,
  { addressKind, port, username }: AddressSettings,
  results: Results,
): Target | undefined {
  const { id } = status;
  switch (status.kind) {
    case 'not_found':
      results.record(id, 'not_found');
      return undefined;
    case 'unreadable':
      results.record(id, 'lookup_failed', lookupFailed(status.reason));
      return undefined;
    case 'server': {
      const host = addressOf(status.addresses, addressKind);
      if (host === undefined) {
        results.record(id, 'no_address');
        return undefined;
      }
      const user = username ?? (status.os === 'windows' ? WINDOWS_USER : LINUX_USER);
      return { id, host, port, username: user };
    }
  }
}

/** IPv4 goes first, and among these the primary interface, which is the one that has a route. */
function addressOf(addresses: readonly ServerAddress[], kind: AddressKind): string | undefined {
  const [best] = addresses
    .filter(({ address, isPublic }) => isIP(address) !== 0 && isPublic === (kind === 'public'))
    .sort((a, b) => rank(a) - rank(b));
  return best?.address;
}

function rank({ isPrimary, version }: ServerAddress): number {
  return (version === 4 ? 0 : 2) + (isPrimary === false ? 1 : 0);
}

function lookupFailed({ message, ...reason }: Reason): Reason {
  return { ...reason, message: `the address of the server could not be read: ${message}` };
}
