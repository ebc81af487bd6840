import { isIP } from 'node:net';
import { isServerId } from '../huaweicloud/server-id.ts';
import { failure, success } from '../result.ts';
import type { Result } from '../result.ts';
import type { HostAddress } from '../ssh/host-keys.ts';
import { parseJson } from './json.ts';
import type { ListProblem } from './server-entry.ts';

/** The longest name of a host is 253 characters long. */
const MAX_HOST = 300;
const MAX_PORT = 65_535;
/** More entries that are not valid are counted, not named. */
const MAX_NAMED = 5;
const FORM =
  'write a JSON object such as {"0a1b2c3d-1111-2222-3333-444455556666": "10.0.0.5"}, with a host, host:port or [IPv6]:port for each ID';

/** Hosts by server ID, in lower case. The port is that of the entry, if it has one. */
export type Hosts = ReadonlyMap<string, { readonly host: string; readonly port?: number }>;

/** Parses the hosts of servers. The problem follows the name of the input and quotes no host. */
export function parseHosts(text: string): Result<Hosts, ListProblem> {
  const parsed = parseJson(text);
  if (!parsed.ok) {
    const { kind, line } = parsed.error;
    if (kind === 'same_key') {
      return failure({ message: 'has the same key twice in one JSON object: write each once' });
    }
    const message = `is not valid JSON: ${FORM}`;
    return failure(line === undefined ? { message } : { message, line });
  }
  const { value } = parsed;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return failure({ message: `is not a JSON object: ${FORM}` });
  }
  const hosts = new Map<string, { host: string; port?: number }>();
  const invalid: string[] = [];
  for (const [index, [key, host]] of Object.entries(value).entries()) {
    const id = key.toLowerCase();
    const address = typeof host === 'string' ? parseHost(host) : undefined;
    if (!isServerId(id)) invalid.push(`entry ${index + 1} (not a server ID)`);
    else if (address === undefined) invalid.push(`entry ${index + 1} (${id})`);
    else if (hosts.has(id)) invalid.push(`entry ${index + 1} (${id} a second time)`);
    else hosts.set(id, address);
  }
  if (invalid.length === 0) return success(hosts);
  const more = invalid.length > MAX_NAMED ? ` and ${invalid.length - MAX_NAMED} more` : '';
  const named = invalid.slice(0, MAX_NAMED).join(', ');
  return failure({ message: `has entries that are not valid, ${named}${more}: ${FORM}` });
}

/** `host`, `host:port`, `[IPv6]:port`, or an IPv6 address alone. */
function parseHost(text: string): { host: string; port?: number } | undefined {
  if (text.length > MAX_HOST) return undefined;
  if (isIP(text) === 6) return { host: text };
  const [, v6, name, digits] =
    /^(?:\[([0-9A-Fa-f:.]+)\]|([^[\]:]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = v6 ?? name;
  if (host === undefined || !(v6 === undefined ? isHostName(host) : isIP(host) === 6)) {
    return undefined;
  }
  if (digits === undefined) return { host };
  const port = Number(digits);
  return port >= 1 && port <= MAX_PORT ? { host, port } : undefined;
}

/** A name whose last part is a number is an IPv4 address: RFC 1123, section 2.1. */
function isHostName(text: string): boolean {
  if (isIP(text) === 4) return true;
  const labels = text.split('.');
  return (
    labels.every((label) => /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  );
}

/** Servers that would be reached at the same place as another one. */
export function sharedAddresses<Id>(addresses: ReadonlyMap<Id, HostAddress>): Set<Id> {
  const first = new Map<string, Id>();
  const shared = new Set<Id>();
  for (const [id, { host, port }] of addresses) {
    const place = `${host.toLowerCase()} ${port}`;
    const other = first.get(place);
    if (other === undefined) first.set(place, id);
    else shared.add(other).add(id);
  }
  return shared;
}
