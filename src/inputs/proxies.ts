import type { Proxies } from '../huaweicloud/transport.ts';
import type { Environment } from '../github/core.ts';
import type { Inputs } from './inputs.ts';

const VARIABLES = {
  https: ['https_proxy', 'HTTPS_PROXY'],
  http: ['http_proxy', 'HTTP_PROXY'],
  except: ['no_proxy', 'NO_PROXY'],
} as const;

/** The proxies that the environment sets; names in lower case win, as with curl. */
export function readProxies(environment: Environment): Proxies {
  const first = (names: readonly string[]): string =>
    names.map((name) => environment[name] ?? '').find((value) => value !== '') ?? '';
  return {
    https: first(VARIABLES.https),
    http: first(VARIABLES.http),
    except: first(VARIABLES.except),
  };
}

/** Adds a problem for each variable whose value is not a valid proxy address. */
export function checkProxies(inputs: Inputs): void {
  for (const variable of invalidProxies(inputs.environment)) {
    inputs.addProblem(
      variable,
      'is not a valid proxy address: write one such as http://proxy.example.com:3128, with %25 for a % in a password',
    );
  }
}

function invalidProxies(environment: Environment): string[] {
  const proxies = readProxies(environment);
  return (['https', 'http'] as const).flatMap((kind) => {
    const value = proxies[kind];
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (value === '' || (/^https?:$/.test(url?.protocol ?? '') && isEncoded(url))) return [];
    return VARIABLES[kind].find((name) => environment[name] === value) ?? [];
  });
}

/** Whether user name and password can be decoded, which is required to send them. */
function isEncoded(url: URL | undefined): boolean {
  try {
    decodeURIComponent(`${url?.username ?? ''}${url?.password ?? ''}`);
    return true;
  } catch {
    return false;
  }
}

/** The secrets in the proxy addresses: a password as written and decoded, and its header value. */
export function proxySecrets(environment: Environment): string[] {
  const { http, https } = readProxies(environment);
  return [http, https].flatMap(secretsOf);
}

function secretsOf(proxy: string): string[] {
  if (!/^https?:\/\//i.test(proxy) || !URL.canParse(proxy)) {
    // Not valid, but what precedes the @ may still contain a password.
    const userInfo = /^(?:[a-z0-9]+:\/\/)?([^@/]*)@/i.exec(proxy)?.[1];
    return userInfo === undefined ? [] : [userInfo, userInfo.slice(userInfo.indexOf(':') + 1)];
  }
  const { password, username } = new URL(proxy);
  // A user name without a password is a token, as some proxies expect it.
  if (password === '') return [username, decoded(username)];
  const basic = `${decoded(username)}:${decoded(password)}`;
  return [password, decoded(password), Buffer.from(basic).toString('base64')];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
