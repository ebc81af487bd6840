import { randomBytes, randomInt } from 'node:crypto';

/** The project of the simulator and its credentials. */
export interface Identity {
  readonly projectId: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** Makes the keys temporary: every signed request must contain it. */
  readonly securityToken?: string;
  readonly authToken: string;
}

/** An account; the IAM API calls it a domain. */
export interface Account {
  readonly id: string;
  readonly name: string;
}

const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';

/**
 * A new identity in the format of real ones: a project ID of 32 hex digits, keys of 20 and 40 letters
 * and digits, and a token in Base64.
 */
export function newIdentity(given: Partial<Identity>): Identity {
  return {
    projectId: randomBytes(16).toString('hex'),
    accessKey: randomAccessKey(),
    secretKey: randomSecretKey(),
    authToken: `MII${randomBytes(300).toString('base64')}`,
    ...given,
  };
}

/** A new request ID: 32 hex digits, as in the responses of the real gateway. */
export function newRequestId(): string {
  return randomBytes(16).toString('hex');
}

/** A new access key of 20 capital letters and digits. */
export function randomAccessKey(start = ''): string {
  return start + randomText(CAPITALS + DIGITS, 20 - start.length);
}

/** A new secret key of 40 letters and digits. */
export function randomSecretKey(): string {
  return randomText(CAPITALS + CAPITALS.toLowerCase() + DIGITS, 40);
}

/** A new account, the owner of the project. */
export function newAccount(): Account {
  return { id: randomBytes(16).toString('hex'), name: 'fleet-account' };
}

function randomText(characters: string, length: number): string {
  return Array.from({ length }, () => characters.charAt(randomInt(characters.length))).join('');
}
