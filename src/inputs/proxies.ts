import type { Environment } from '../github/core.ts';
import { proxyFor } from '../huaweicloud/no-proxy.ts';
import type { Proxies } from '../huaweicloud/no-proxy.ts';
import type { Inputs } from './inputs.ts';

const VARIABLES = {
  https: ['https_proxy', 'HTTPS_PROXY'],
  http: ['http_proxy', 'HTTP_PROXY'],
  except: ['no_proxy', 'NO_PROXY'],
} as const;

/** What separates the parts of an address, so it must be encoded in a user name or a password. */
const TO_ENCODE = 'write %5C for \\, %2F for /, %3F for ?, %23 for # and %25 for % in its password';

/**
 * The proxies that the environment sets. Names in lower case win, and an address without a scheme is
 * one of `http`, as with curl.
 */
export function readProxies(environment: Environment): Proxies {
  const first = (names: readonly string[]): string =>
    names.map((name) => environment[name] ?? '').find((value) => value !== '') ?? '';
  return {
    https: withScheme(first(VARIABLES.https)),
    http: withScheme(first(VARIABLES.http)),
    except: first(VARIABLES.except),
  };
}

/**
 * Adds a problem for each variable whose value is not a valid proxy address, as far as a request to one
 * of the URLs would use it.
 */
export function checkProxies(inputs: Inputs, urls: readonly URL[]): void {
  const { environment } = inputs;
  const proxies = readProxies(environment);
  const used = new Set(urls.map((url) => proxyFor(url, proxies)));
  for (const name of [...VARIABLES.https, ...VARIABLES.http]) {
    const address = withScheme(environment[name] ?? '');
    if (address === '' || !used.has(address)) continue;
    const problem = proxyProblem(address);
    if (problem !== undefined) inputs.addProblem(name, problem);
  }
}

function withScheme(address: string): string {
  return address === '' || /^[a-z][a-z0-9+.-]{0,20}:\/\//i.test(address)
    ? address
    : `http://${address}`;
}

function proxyProblem(address: string): string | undefined {
  const userInfo = userInfoOf(address);
  if (userInfo !== undefined && (/[\\/?#]/.test(userInfo) || !canDecode(userInfo))) {
    return `has a character in its user name or password that is not encoded: ${TO_ENCODE}`;
  }
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isValid = /^https?:$/.test(url?.protocol ?? '') && !address.includes('\\');
  return isValid
    ? undefined
    : 'is not a valid proxy address: write one such as http://proxy.example.com:3128 (http or https)';
}

/**
 * The secrets in the proxy addresses, used or not, valid or not: a password as written and decoded, and
 * its header value.
 */
export function proxySecrets(environment: Environment): string[] {
  return [...VARIABLES.https, ...VARIABLES.http].flatMap((name) =>
    secretsOf(withScheme(environment[name] ?? '')),
  );
}

function secretsOf(address: string): string[] {
  const userInfo = userInfoOf(address);
  if (userInfo === undefined) return [];
  const colon = userInfo.indexOf(':');
  // A user name without a password is a token, as some proxies expect it.
  if (colon < 0) return [userInfo, decoded(userInfo)];
  const user = decoded(userInfo.slice(0, colon));
  const password = userInfo.slice(colon + 1);
  const basic = Buffer.from(`${user}:${decoded(password)}`).toString('base64');
  const parsed = URL.canParse(address) ? new URL(address).password : '';
  return [userInfo, password, decoded(password), parsed, basic];
}

/** User name and password: everything before the last `@`, also where it is not encoded. */
function userInfoOf(address: string): string | undefined {
  const rest = address.slice(address.indexOf('://') + 3);
  const at = rest.lastIndexOf('@');
  return at < 0 ? undefined : rest.slice(0, at);
}

function canDecode(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function decoded(text: string): string {
  return canDecode(text) ? decodeURIComponent(text) : text;
}
