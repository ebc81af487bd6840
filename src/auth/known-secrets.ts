import { readInput } from '../github/core.ts';
import type { Environment } from '../github/core.ts';
import { proxySecrets } from '../inputs/proxies.ts';
import type { Secrets } from '../secrets/redact.ts';
import { ID_TOKEN_REQUEST_TOKEN } from './id-token-source.ts';
import { CREDENTIAL_INPUTS, CREDENTIAL_VARIABLES } from './static-credentials.ts';

/**
 * Masks everything in the environment that may be a secret, used or not, valid or not. It runs before
 * anything is printed and before the inputs are checked.
 */
export function maskKnownSecrets(secrets: Secrets, environment: Environment): void {
  const values = [
    ...['password', ...CREDENTIAL_INPUTS].map((name) => readInput(environment, name)),
    ...[...CREDENTIAL_VARIABLES, ID_TOKEN_REQUEST_TOKEN].map((name) => environment[name] ?? ''),
    ...proxySecrets(environment),
  ];
  for (const value of values) secrets.mask(value);
}
