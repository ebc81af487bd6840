import { CREDENTIAL_INPUTS, CREDENTIAL_VARIABLES } from './static-credentials.ts';
import { ID_TOKEN_REQUEST_TOKEN } from './id-token.ts';
import { proxySecrets } from '../inputs/proxies.ts';
import { Secrets } from '../secrets/redact.ts';
import { readInput } from '../github/core.ts';
import type { Core, Environment } from '../github/core.ts';

/**
 * Masks everything that may be a secret, chosen or not, valid or not. It comes before anything is
 * printed and before anything can be found wrong.
 */
export function maskSecrets(core: Core, environment: Environment): Secrets {
  const secrets = new Secrets();
  const values = [
    ...['password', ...CREDENTIAL_INPUTS].map((name) => readInput(environment, name)),
    ...[...CREDENTIAL_VARIABLES, ID_TOKEN_REQUEST_TOKEN].map((name) => environment[name] ?? ''),
    ...proxySecrets(environment),
  ];
  for (const value of values) maskSecret(core, secrets, value);
  return secrets;
}

/** Masks one secret, at the moment in which it comes into being. */
export function maskSecret(core: Core, secrets: Secrets, value: string): void {
  for (const mask of secrets.add(value)) core.setSecret(mask);
}
