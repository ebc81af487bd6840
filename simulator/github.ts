import { randomBytes, randomUUID } from 'node:crypto';
import type { JSONWebKeySet } from 'jose';
import { jsonResponse } from './responses.ts';
import type { HttpResponse } from './responses.ts';
import type { Credentials } from './credentials.ts';
import type { RawRequest } from './request.ts';
import { keyId, publicKeys, signToken } from './tokens.ts';

/** The `iss` of GitHub's tokens (GitHub docs, "OpenID Connect reference"). */
export const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';
/** The subject of the default claims. The cloud trusts it by default. */
export const DEFAULT_SUBJECT = 'repo:octo/fleet:environment:production';

/** The ID tokens of the job. */
export interface IdTokenOptions {
  /** Default: the repository with the environment, or with the ref if there is no environment. */
  subject?: string;
  /** Default `octo/fleet`. */
  repository?: string;
  /** Default `refs/heads/main`. */
  ref?: string;
  /** Default `production`; empty if the job has no environment. */
  environment?: string;
  /** Replaces the requested audience. */
  audience?: string;
  issuer?: string;
  /** Default 300; with a negative value the token has already expired. */
  lifetimeSeconds?: number;
  /** Signs with an unpublished key, but names a published one. */
  unpublishedKey?: boolean;
}

/** GitHub as the issuer of ID tokens for one job. */
export class GitHub {
  /** As in ACTIONS_ID_TOKEN_REQUEST_URL. */
  readonly requestUrl: string;
  /** As in ACTIONS_ID_TOKEN_REQUEST_TOKEN. */
  readonly requestToken = `eyJ0eXAiOiJKV1QifQ.${randomBytes(240).toString('base64url')}`;
  readonly #path = `/idtoken/${randomUUID()}/${randomUUID()}`;
  readonly #options: IdTokenOptions;
  readonly #credentials: Credentials;
  readonly #now: () => Date;
  /** Generation 0 is the key before the current one. */
  #keyGeneration = 1;

  constructor(
    options: IdTokenOptions,
    endpoint: string,
    credentials: Credentials,
    now: () => Date,
  ) {
    this.#options = options;
    this.#credentials = credentials;
    this.#now = now;
    this.requestUrl = `${endpoint}${this.#path}?api-version=2.0`;
  }

  /** The key that GitHub signs with now. */
  get keyGeneration(): number {
    return this.#keyGeneration;
  }

  /** From now on, signs with a new key and publishes only that key. */
  rotateKeys(): void {
    this.#keyGeneration += 1;
  }

  /** What the issuer publishes at its `jwks_uri`. */
  publishedKeys(): Promise<JSONWebKeySet> {
    return publicKeys(this.#keyGeneration);
  }

  /**
   * Issues an ID token (GitHub docs, "OpenID Connect reference", "Methods for requesting the OIDC
   * token"); undefined for other requests. The bodies of refusals are not documented.
   */
  async respond({ method, path, query, headers }: RawRequest): Promise<HttpResponse | undefined> {
    if (method !== 'GET' || path !== this.#path) return undefined;
    if (headers['authorization'] !== `Bearer ${this.requestToken}`) {
      return jsonResponse(401, { message: 'The request token is missing or wrong.' });
    }
    const parameters = new URLSearchParams(query);
    // A client that does not keep the query of the URL loses this parameter.
    if (parameters.get('api-version') !== '2.0') {
      return jsonResponse(400, { message: 'The parameter api-version is missing or wrong.' });
    }
    const value = await this.#token(parameters.get('audience'));
    this.#credentials.recordSecret('ID token', value);
    return jsonResponse(200, { count: value.length, value });
  }

  async #token(requestedAudience: string | null): Promise<string> {
    const { environment = 'production', repository = 'octo/fleet' } = this.#options;
    const { audience, issuer = GITHUB_ISSUER, lifetimeSeconds = 300 } = this.#options;
    const { ref = 'refs/heads/main', unpublishedKey = false } = this.#options;
    const context = environment === '' ? `ref:${ref}` : `environment:${environment}`;
    const [owner = ''] = repository.split('/');
    const seconds = Math.floor(this.#now().getTime() / 1000);
    return signToken(
      {
        jti: randomUUID(),
        sub: this.#options.subject ?? `repo:${repository}:${context}`,
        aud: audience ?? requestedAudience ?? `https://github.com/${owner}`,
        ...(environment !== '' && { environment }),
        ref,
        sha: '0123456789abcdef0123456789abcdef01234567',
        repository,
        repository_owner: owner,
        run_id: '42',
        actor: 'octocat',
        workflow: 'Reset passwords',
        event_name: 'workflow_dispatch',
        iss: issuer,
        nbf: seconds - 600,
        iat: seconds,
        exp: seconds + lifetimeSeconds,
      },
      unpublishedKey ? 'unpublished' : this.#keyGeneration,
      keyId(this.#keyGeneration),
    );
  }
}
