import type { JSONWebKeySet, JWTPayload } from 'jose';

/** A key: a generation of the issuer's key, or a key that the issuer does not have. */
export type KeyName = number | 'unpublished';

/** The requirements for a token. */
export interface Expected {
  readonly issuer: string;
  /** The token must contain one of these. */
  readonly audiences: readonly string[];
  readonly now: Date;
}

const ALGORITHM = 'RS256';
let loaded: Promise<typeof import('jose')> | undefined;
// Creating a key takes time, so each is created on first use, once in a process.
const pairs = new Map<KeyName, ReturnType<typeof newPair>>();

/** Loaded on first use, because most simulators issue no tokens. */
function jose(): Promise<typeof import('jose')> {
  loaded ??= import('jose');
  return loaded;
}

/**
 * Signs claims as a JSON Web Token with RS256.
 *
 * @param kid the key in the header, which may differ from the key that signs
 */
export async function signToken(
  claims: JWTPayload,
  key: KeyName,
  kid: string = keyId(key),
): Promise<string> {
  const { SignJWT } = await jose();
  const { privateKey } = await pairOf(key);
  return new SignJWT(claims)
    .setProtectedHeader({ typ: 'JWT', alg: ALGORITHM, kid })
    .sign(privateKey);
}

/** The public key, in the form in which issuers publish it. */
export async function publicKeys(key: KeyName): Promise<JSONWebKeySet> {
  const { exportJWK } = await jose();
  const { publicKey } = await pairOf(key);
  const jwk = await exportJWK(publicKey);
  return { keys: [{ ...jwk, kid: keyId(key), alg: ALGORITHM, use: 'sig' }] };
}

/** The claims of a token, or the error: form, signature, issuer, audience or time. */
export async function verifyToken(
  token: string,
  keys: JSONWebKeySet,
  { issuer, audiences, now }: Expected,
): Promise<JWTPayload | Error> {
  const { createLocalJWKSet, errors, jwtVerify } = await jose();
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      algorithms: [ALGORITHM],
      issuer,
      audience: [...audiences],
      currentDate: now,
      requiredClaims: ['exp', 'sub'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) return error;
    throw error;
  }
}

/** The name of a key in the header of a token. */
export function keyId(key: KeyName): string {
  return `simulator-key-${key}`;
}

function pairOf(key: KeyName): ReturnType<typeof newPair> {
  const pair = pairs.get(key) ?? newPair();
  pairs.set(key, pair);
  return pair;
}

async function newPair() {
  const { generateKeyPair } = await jose();
  return generateKeyPair(ALGORITHM, { extractable: true });
}
