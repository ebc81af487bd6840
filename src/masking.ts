import { CREDENTIAL_INPUTS, CREDENTIAL_VARIABLES } from './credentials.ts';
import { Secrets } from './secrecy.ts';
import { readProxies } from './settings.ts';
import { readInput } from './toolkit.ts';
import type { Core, Environment } from './toolkit.ts';

/**
 * Masks everything that may be a secret, chosen or not, valid or not. It comes before anything is
 * printed and before anything can be found wrong.
 */
export function maskSecrets(core: Core, environment: Environment): Secrets {
  const secrets = new Secrets();
  const { http, https } = readProxies(environment);
  const values = [
    ...['password', ...CREDENTIAL_INPUTS].map((name) => readInput(environment, name)),
    ...CREDENTIAL_VARIABLES.map((name) => environment[name] ?? ''),
    ...[http, https].flatMap(proxySecrets),
  ];
  for (const mask of values.flatMap((value) => secrets.add(value))) core.setSecret(mask);
  return secrets;
}

/** The password of a proxy, as it is written and decoded, and the header that is made of it. */
function proxySecrets(proxy: string): string[] {
  if (!/^https?:\/\//i.test(proxy) || !URL.canParse(proxy)) {
    // Not usable, but what stands before the @ may still hold a password.
    const userInfo = /^(?:[a-z0-9]+:\/\/)?([^@/]*)@/i.exec(proxy)?.[1];
    return userInfo === undefined ? [] : [userInfo, userInfo.slice(userInfo.indexOf(':') + 1)];
  }
  const { password, username } = new URL(proxy);
  // A user name without a password is a token, as some proxies want it.
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
