import { randomBytes, randomUUID } from 'node:crypto';
import type { JSONWebKeySet } from 'jose';
import { jsonAnswer } from './responses.ts';
import type { Answer } from './responses.ts';
import type { Credentials } from './credentials.ts';
import type { RawRequest } from './request.ts';
import { keyId, publicKeys, signToken } from './tokens.ts';

/** The `iss` of GitHub's tokens (GitHub docs, "OpenID Connect reference"). */
export const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';
/** The subject of the default claims; what the cloud admits by default. */
export const DEFAULT_SUBJECT = 'repo:octo/fleet:environment:production';

/** How the ID tokens of the job are to be. */
export interface IdTokenOptions {
  /** Default: from repository and environment, else ref. */
  subject?: string;
  /** Default `octo/fleet`. */
  repository?: string;
  /** Default `refs/heads/main`. */
  ref?: string;
  /** Default `production`; empty: the job has none. */
  environment?: string;
  /** Instead of the audience that was asked for. */
  audience?: string;
  issuer?: string;
  /** Default 300; negative: the token has expired when it is given out. */
  lifetimeSeconds?: number;
  /** Signs with a key that the issuer does not publish, under the name of one that it does. */
  unpublishedKey?: boolean;
}

/** GitHub's view on the job that runs: who may ask for ID tokens, and which ones it gets. */
export class GitHub {
  /** As in ACTIONS_ID_TOKEN_REQUEST_URL. */
  readonly requestUrl: string;
  /** As in ACTIONS_ID_TOKEN_REQUEST_TOKEN. */
  readonly requestToken = `eyJ0eXAiOiJKV1QifQ.${randomBytes(240).toString('base64url')}`;
  readonly #path = `/idtoken/${randomUUID()}/${randomUUID()}`;
  readonly #options: IdTokenOptions;
  readonly #credentials: Credentials;
  readonly #now: () => Date;
  /** Generation 0 is the key before the one of now. */
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

  /** Which of its keys GitHub signs with now. */
  get keyGeneration(): number {
    return this.#keyGeneration;
  }

  /** Signs with a new key from now on and publishes that one alone. */
  rotateKeys(): void {
    this.#keyGeneration += 1;
  }

  /** What the issuer publishes at its `jwks_uri`. */
  publishedKeys(): Promise<JSONWebKeySet> {
    return publicKeys(this.#keyGeneration);
  }

  /**
   * Gives out an ID token (GitHub docs, "OpenID Connect reference", "Methods for requesting the OIDC
   * token"); undefined when the request is none for one. The bodies of refusals are not documented.
   */
  async answer({ method, path, query, headers }: RawRequest): Promise<Answer | undefined> {
    if (method !== 'GET' || path !== this.#path) return undefined;
    if (headers['authorization'] !== `Bearer ${this.requestToken}`) {
      return jsonAnswer(401, { message: 'The request token is missing or wrong.' });
    }
    const parameters = new URLSearchParams(query);
    // A client that builds the address anew, or puts a second question mark, loses this.
    if (parameters.get('api-version') !== '2.0') {
      return jsonAnswer(400, { message: 'The parameter api-version is missing or wrong.' });
    }
    const value = await this.#token(parameters.get('audience'));
    this.#credentials.note('ID token', value);
    return jsonAnswer(200, { count: value.length, value });
  }

  async #token(askedAudience: string | null): Promise<string> {
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
        aud: audience ?? askedAudience ?? `https://github.com/${owner}`,
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
