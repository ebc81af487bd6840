import { randomBytes } from 'node:crypto';
import { randomAccessKey, randomSecretKey } from './identity.ts';
import type { Identity } from './identity.ts';

/** A pair of keys that signs requests. */
export interface Keys {
  readonly accessKey: string;
  readonly secretKey: string;
  /** Makes the keys temporary: every signed request must contain it. */
  readonly securityToken?: string;
  /** When they expire; undefined if they do not. */
  readonly expires?: Date;
}

/** Keys that were issued and expire. */
export type TemporaryKeys = Required<Keys>;

/** What a token gives access to. */
export interface Token {
  /** Undefined if the token has no project scope. */
  readonly projectId?: string;
  /** When it expires; undefined if it does not. */
  readonly expires?: Date;
}

/** A secret that was issued, with a readable name. */
export interface Issued {
  readonly name: string;
  readonly value: string;
}

/** All keys and tokens of the cloud: those it was started with and those that it issued. */
export class Credentials {
  /** In order of issue, also expired ones. */
  readonly issued: Issued[] = [];
  readonly #keys = new Map<string, Keys>();
  readonly #tokens = new Map<string, Token>();

  constructor(identity: Identity) {
    this.#keys.set(identity.accessKey, identity);
    this.#tokens.set(identity.authToken, { projectId: identity.projectId });
  }

  /** The keys that belong to an access key, also if they have expired. */
  keys(accessKey: string): Keys | undefined {
    return this.#keys.get(accessKey);
  }

  /** What a token gives access to, also if it has expired. */
  token(value: string): Token | undefined {
    return this.#tokens.get(value);
  }

  /** Records an issued secret of another kind. */
  recordSecret(name: string, value: string): void {
    this.issued.push({ name, value });
  }

  /** Issues temporary keys of 20 and 40 characters, like permanent ones. */
  issueKeys(expires: Date): TemporaryKeys {
    const keys = {
      accessKey: randomAccessKey('HSTA'),
      secretKey: randomSecretKey(),
      securityToken: `hQ${randomBytes(700).toString('base64')}`,
      expires,
    };
    this.#keys.set(keys.accessKey, keys);
    this.recordSecret('temporary access key', keys.accessKey);
    this.recordSecret('temporary secret key', keys.secretKey);
    this.recordSecret('security token', keys.securityToken);
    return keys;
  }

  /** Issues a token of some kB, as long as real ones. */
  issueToken(token: Token): string {
    const value = `MII${randomBytes(3000).toString('base64')}`;
    this.#tokens.set(value, token);
    this.recordSecret('subject token', value);
    return value;
  }
}
