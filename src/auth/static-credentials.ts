import type { Credentials } from '../huaweicloud/request-auth.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { formProblem } from './credential-form.ts';
import type { CredentialKind } from './credential-form.ts';

/** A shorter value is not a key or token, and could not be masked without harm. */
const MIN_LENGTH = 6;

/** Environment variables that earlier steps set, in the order of precedence. */
const SOURCES = [
  {
    name: 'HUAWEI_CLOUD_* environment',
    accessKey: 'HUAWEI_CLOUD_ACCESS_KEY_ID',
    secretKey: 'HUAWEI_CLOUD_SECRET_ACCESS_KEY',
  },
  {
    name: 'HUAWEICLOUD_SDK_* environment',
    accessKey: 'HUAWEICLOUD_SDK_AK',
    secretKey: 'HUAWEICLOUD_SDK_SK',
    securityToken: 'HUAWEICLOUD_SDK_SECURITY_TOKEN',
  },
  {
    name: 'HW_* environment',
    accessKey: 'HW_ACCESS_KEY',
    secretKey: 'HW_SECRET_KEY',
    securityToken: 'HW_SECURITY_TOKEN',
    token: 'HW_AUTH_TOKEN',
  },
] as const;

const INPUTS = {
  name: 'inputs',
  accessKey: 'access_key',
  secretKey: 'secret_key',
  securityToken: 'security_token',
  token: 'auth_token',
} as const;

/** The names of the parts of a credential at one source. */
interface Source {
  readonly name: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly securityToken?: string;
  readonly token?: string;
}

/** Every environment variable that may hold a key or a token, so that all of them are masked. */
export const CREDENTIAL_VARIABLES: readonly string[] = SOURCES.flatMap((source) =>
  Object.entries(source)
    .filter(([key]) => key !== 'name')
    .map(([, variable]) => variable),
);

/** Every input that may hold a key or a token. */
export const CREDENTIAL_INPUTS: readonly string[] = [
  INPUTS.accessKey,
  INPUTS.secretKey,
  INPUTS.securityToken,
  INPUTS.token,
];

export interface FoundCredentials {
  readonly credentials: Credentials;
  /** Where they come from; shown in the log. */
  readonly source: string;
}

/**
 * Takes the credentials from the first source that has any: the inputs, then the environment of
 * Huawei Cloud's own actions, of its SDKs, of Terraform. One source only: keys of one and a token of
 * another never belong together, so credentials that are incomplete are a problem.
 *
 * @returns undefined when there are none, or when there is a problem
 */
export function findCredentials(inputs: Inputs): FoundCredentials | undefined {
  const variable = (name: string): string => (inputs.environment[name] ?? '').trim();
  const given = read(INPUTS, (name) => inputs.text(name));
  if (given.token !== '' && given.accessKey + given.secretKey + given.securityToken !== '') {
    inputs.addProblem(
      'auth_token',
      'is given together with keys: give either auth_token, or access_key and secret_key',
    );
    return undefined;
  }
  if (isAny(given)) return complete(INPUTS, given, inputs);
  for (const source of SOURCES) {
    const found = read(source, variable);
    if (isAny(found)) return complete(source, found, inputs);
  }
  return undefined;
}

interface Parts {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly securityToken: string;
  readonly token: string;
}

function read(source: Source, from: (name: string) => string): Parts {
  const part = (name: string | undefined): string => (name === undefined ? '' : from(name));
  return {
    accessKey: part(source.accessKey),
    secretKey: part(source.secretKey),
    securityToken: part(source.securityToken),
    token: part(source.token),
  };
}

function isAny(parts: Parts): boolean {
  return Object.values(parts).some((part) => part !== '');
}

/** At one source keys take precedence over a token. */
function complete(source: Source, parts: Parts, inputs: Inputs): FoundCredentials | undefined {
  const { accessKey, secretKey, securityToken, token } = parts;
  if (accessKey + secretKey + securityToken === '') {
    return isUsable(source.token, token, 'secret key or token', inputs)
      ? { source: source.name, credentials: { kind: 'token', token } }
      : undefined;
  }
  const missing = accessKey === '' ? source.accessKey : secretKey === '' ? source.secretKey : '';
  if (missing !== '') {
    inputs.addProblem(
      missing,
      `is empty, but another part of the credentials is given: all parts must come from one source (${source.name})`,
    );
    return undefined;
  }
  const usable = [
    isUsable(source.accessKey, accessKey, 'access key', inputs),
    isUsable(source.secretKey, secretKey, 'secret key or token', inputs),
    securityToken === '' ||
      isUsable(source.securityToken, securityToken, 'secret key or token', inputs),
  ];
  if (usable.includes(false)) return undefined;
  const temporary = securityToken === '' ? {} : { securityToken };
  return { source: source.name, credentials: { kind: 'keys', accessKey, secretKey, ...temporary } };
}

/** Checks a value that is sent in a header line. */
function isUsable(name = '', value: string, kind: CredentialKind, inputs: Inputs): boolean {
  const problem =
    value.length < MIN_LENGTH
      ? `is too short: it must have at least ${MIN_LENGTH} characters`
      : formProblem(value, kind);
  if (problem !== undefined) inputs.addProblem(name, problem);
  return problem === undefined;
}
