import { randomBytes } from 'node:crypto';
import { jsonResponse, textResponse } from './responses.ts';
import type { HttpResponse } from './responses.ts';
import type { Credentials, TemporaryKeys } from './credentials.ts';
import { iamTime } from './iam.ts';
import type { RawRequest } from './request.ts';

/** The metadata service of the server. */
export interface MetadataOptions {
  /** Whether it issues metadata tokens, and requires them; default `offered`. */
  tokens?: 'offered' | 'required' | 'absent';
  /** Whether the server has an agency; default true. */
  agency?: boolean;
  /** The ID of the server that the client runs on; without it the service does not tell. */
  serverId?: string;
  /** Lifetime of the keys in seconds; default 24 hours. */
  sessionSeconds?: number;
}

const TOKEN_PATH = '/meta-data/latest/api/token';
const KEYS_PATH = '/openstack/latest/securitykey';
const ID_PATH = '/openstack/latest/meta_data.json';
const DAY_SECONDS = 24 * 60 * 60;
// The last 6 of 24 hours (ECS user guide, metadata).
const RENEWED_IN_LAST = 1 / 4;
/** The text by which the official SDK for Java recognizes that there is no agency. */
const NO_AGENCY = 'Please configure Cloud Service Agency first';

/** The metadata service at 169.254.169.254. */
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
   * Issues a metadata token or temporary keys; undefined for other requests. The calls are those of
   * the official SDKs, because no reference found describes the calls with a metadata token.
   */
  respond({ method, path, headers }: RawRequest): HttpResponse | undefined {
    if (method === 'PUT' && path === TOKEN_PATH) {
      return this.#issueToken(headers['x-metadata-token-ttl-seconds'] ?? '');
    }
    if (method === 'GET' && path === KEYS_PATH)
      return this.#returnKeys(headers['x-metadata-token']);
    if (method === 'GET' && path === ID_PATH) return this.#returnId(headers['x-metadata-token']);
    return undefined;
  }

  #issueToken(seconds: string): HttpResponse {
    if (this.#options.tokens === 'absent') return textResponse(404, 'Not Found');
    if (!/^[1-9]\d{0,5}$/.test(seconds)) return textResponse(400, 'Bad Request');
    const token = randomBytes(42).toString('base64');
    this.#tokens.set(token, this.#now().getTime() + Number(seconds) * 1000);
    this.#credentials.recordSecret('metadata token', token);
    return textResponse(200, token);
  }

  #refuseToken(token: string | undefined): HttpResponse | undefined {
    const { tokens = 'offered' } = this.#options;
    const needsToken = tokens === 'required' || (tokens === 'offered' && token !== undefined);
    return needsToken && !this.#isValid(token) ? textResponse(401, 'Unauthorized') : undefined;
  }

  /** "Obtaining Metadata" (ECS user guide); only the members that clients use here. */
  #returnId(token: string | undefined): HttpResponse {
    const { serverId } = this.#options;
    if (serverId === undefined) return textResponse(404, 'Not Found');
    const found = { uuid: serverId, availability_zone: 'cn-north-4a', hostname: 'runner' };
    return this.#refuseToken(token) ?? jsonResponse(200, found);
  }

  #returnKeys(token: string | undefined): HttpResponse {
    const { agency = true } = this.#options;
    const refused = this.#refuseToken(token);
    if (refused !== undefined) return refused;
    if (!agency) return textResponse(401, NO_AGENCY);
    const { accessKey, expires, secretKey, securityToken } = this.#currentKeys();
    return jsonResponse(200, {
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

  /** All clients on the server get the same keys until they are renewed. */
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
