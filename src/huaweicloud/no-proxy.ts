import { BlockList, isIP } from 'node:net';

/** Proxies as the environment sets them; an empty text means none. */
export interface Proxies {
  readonly https: string;
  readonly http: string;
  readonly except: string;
}

/** The port of a URL that names none. */
const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/**
 * The proxy for a URL: that of its protocol, for `https` also the one for `http` where it is the only
 * one; none for hosts that `NO_PROXY` names.
 *
 * @returns undefined where the connection is direct
 */
export function proxyFor(url: URL, { except, http, https }: Proxies): string | undefined {
  const proxy = url.protocol === 'https:' && https !== '' ? https : http;
  return proxy === '' || isExcepted(url, except) ? undefined : proxy;
}

function isExcepted(url: URL, except: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const port = url.port === '' ? (DEFAULT_PORTS[url.protocol] ?? '') : url.port;
  return except
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && matches(entry, host, port));
}

/** An entry is `*`, a name, a suffix, an address or a CIDR block, each but the last also with a port. */
function matches(entry: string, host: string, port: string): boolean {
  if (entry.includes('/')) return isInBlock(entry, host);
  const { name, port: entryPort } = splitPort(entry);
  if (entryPort !== undefined && entryPort !== port) return false;
  if (name === '*') return true;
  // `*.example.com` names the subdomains alone, `.example.com` also the domain, as with curl.
  const suffix = name.replace(/^\*?\./, '').replace(/\.$/, '');
  if (suffix === '') return false;
  return host.endsWith(`.${suffix}`) || (host === suffix && !name.startsWith('*'));
}

/** An address of IPv6 contains colons, so its port follows a bracket. */
function splitPort(entry: string): { readonly name: string; readonly port?: string } {
  const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(entry);
  const plain = bracketed ?? /^([^:]*):(\d+)$/.exec(entry);
  const [, name = entry, port] = plain ?? [];
  return port === undefined ? { name } : { name, port };
}

/** Only a host that is written as an address can be in a block: no name is looked up for this. */
function isInBlock(entry: string, host: string): boolean {
  const [network = '', prefix = ''] = entry.split('/', 2);
  const version = isIP(host);
  if (version === 0 || isIP(network) !== version || !/^\d{1,3}$/.test(prefix)) return false;
  if (Number(prefix) > (version === 4 ? 32 : 128)) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const block = new BlockList();
  block.addSubnet(network, Number(prefix), family);
  return block.check(host, family);
}
