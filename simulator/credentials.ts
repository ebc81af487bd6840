import { randomBytes } from 'node:crypto';
import { randomAccessKey, randomSecretKey } from './identity.ts';
import type { Identity } from './identity.ts';

/** A pair of keys that signs requests. */
export interface Keys {
  readonly accessKey: string;
  readonly secretKey: string;
  /** Makes the keys temporary ones: every signed request has to bring it. */
  readonly securityToken?: string;
  /** When they stop working; missing when they never do. */
  readonly expires?: Date;
}

/** Keys that were given out for a time. */
export type TemporaryKeys = Required<Keys>;

/** What a token opens. */
export interface Token {
  /** Missing when it is scoped to no project. */
  readonly projectId?: string;
  /** When it stops working; missing when it never does. */
  readonly expires?: Date;
}

/** A secret that was given out, with a name for people. */
export interface Issued {
  readonly name: string;
  readonly value: string;
}

/** All keys and tokens that the cloud knows: those it was started with and those it gave out. */
export class Credentials {
  /** In order of issue, whatever became of them since. */
  readonly issued: Issued[] = [];
  readonly #keys = new Map<string, Keys>();
  readonly #tokens = new Map<string, Token>();

  constructor(identity: Identity) {
    this.#keys.set(identity.accessKey, identity);
    this.#tokens.set(identity.authToken, { projectId: identity.projectId });
  }

  /** The keys of an access key; expired ones too. */
  keys(accessKey: string): Keys | undefined {
    return this.#keys.get(accessKey);
  }

  /** What a token opens; expired ones too. */
  token(value: string): Token | undefined {
    return this.#tokens.get(value);
  }

  /** Notes a secret of another kind that was given out. */
  note(name: string, value: string): void {
    this.issued.push({ name, value });
  }

  /** Gives out temporary keys, 20 and 40 characters like permanent ones. */
  issueKeys(expires: Date): TemporaryKeys {
    const keys = {
      accessKey: randomAccessKey('HSTA'),
      secretKey: randomSecretKey(),
      securityToken: `hQ${randomBytes(700).toString('base64')}`,
      expires,
    };
    this.#keys.set(keys.accessKey, keys);
    this.note('temporary access key', keys.accessKey);
    this.note('temporary secret key', keys.secretKey);
    this.note('security token', keys.securityToken);
    return keys;
  }

  /** Gives out a token, as long as real ones (some kB). */
  issueToken(token: Token): string {
    const value = `MII${randomBytes(3000).toString('base64')}`;
    this.#tokens.set(value, token);
    this.note('subject token', value);
    return value;
  }
}
