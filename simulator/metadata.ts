import { randomBytes } from 'node:crypto';
import { jsonAnswer, textAnswer } from './responses.ts';
import type { Answer } from './responses.ts';
import type { Credentials, TemporaryKeys } from './credentials.ts';
import { iamTime } from './iam.ts';
import type { RawRequest } from './request.ts';

/** How the metadata service of the server is to be. */
export interface MetadataOptions {
  /** Whether it gives out metadata tokens, and insists on them; default `offered`. */
  tokens?: 'offered' | 'required' | 'absent';
  /** Whether the server has an agency; default true. */
  agency?: boolean;
  /** How long the keys work, in seconds; default 24 hours. */
  sessionSeconds?: number;
}

const TOKEN_PATH = '/meta-data/latest/api/token';
const KEYS_PATH = '/openstack/latest/securitykey';
const DAY_SECONDS = 24 * 60 * 60;
// Of 24 hours, the last 6 (ECS user guide, metadata).
const RENEWED_IN_LAST = 1 / 4;
/** The words by which the official SDK for Java knows that there is no agency. */
const NO_AGENCY = 'Please configure Cloud Service Agency first';

/** The metadata service that a server reaches at 169.254.169.254. */
export class Metadata {
  readonly #options: MetadataOptions;
  readonly #credentials: Credentials;
  readonly #now: () => Date;
  /** When each metadata token ends, in milliseconds since 1970. */
  readonly #tokens = new Map<string, number>();
  #keys: TemporaryKeys | undefined;

  constructor(options: MetadataOptions, credentials: Credentials, now: () => Date) {
    this.#options = options;
    this.#credentials = credentials;
    this.#now = now;
  }

  /**
   * Gives out a metadata token or temporary keys, in the way that the official SDKs ask for them
   * (the calls with a metadata token are in no reference found); undefined when the request is
   * another one.
   */
  answer({ method, path, headers }: RawRequest): Answer | undefined {
    if (method === 'PUT' && path === TOKEN_PATH) {
      return this.#giveToken(headers['x-metadata-token-ttl-seconds'] ?? '');
    }
    if (method === 'GET' && path === KEYS_PATH) return this.#giveKeys(headers['x-metadata-token']);
    return undefined;
  }

  #giveToken(seconds: string): Answer {
    if (this.#options.tokens === 'absent') return textAnswer(404, 'Not Found');
    if (!/^[1-9]\d{0,5}$/.test(seconds)) return textAnswer(400, 'Bad Request');
    const token = randomBytes(42).toString('base64');
    this.#tokens.set(token, this.#now().getTime() + Number(seconds) * 1000);
    this.#credentials.note('metadata token', token);
    return textAnswer(200, token);
  }

  #giveKeys(token: string | undefined): Answer {
    const { agency = true, tokens = 'offered' } = this.#options;
    const needsToken = tokens === 'required' || (tokens === 'offered' && token !== undefined);
    if (needsToken && !this.#isValid(token)) return textAnswer(401, 'Unauthorized');
    if (!agency) return textAnswer(401, NO_AGENCY);
    const { accessKey, expires, secretKey, securityToken } = this.#currentKeys();
    return jsonAnswer(200, {
      credential: {
        access: accessKey,
        secret: secretKey,
        securitytoken: securityToken,
        expires_at: iamTime(expires),
      },
    });
  }

  #isValid(token = ''): boolean {
    return (this.#tokens.get(token) ?? 0) > this.#now().getTime();
  }

  /** Everybody on the server gets the same keys until they are renewed. */
  #currentKeys(): TemporaryKeys {
    const lifetime = (this.#options.sessionSeconds ?? DAY_SECONDS) * 1000;
    const now = this.#now().getTime();
    const left = (this.#keys?.expires.getTime() ?? 0) - now;
    if (this.#keys === undefined || left <= lifetime * RENEWED_IN_LAST) {
      this.#keys = this.#credentials.issueKeys(new Date(now + lifetime));
    }
    return this.#keys;
  }
}
