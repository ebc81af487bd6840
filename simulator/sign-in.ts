import type { HttpResponse } from './responses.ts';
import type { Credentials } from './credentials.ts';
import { GitHub } from './github.ts';
import type { IdTokenOptions } from './github.ts';
import { Iam } from './iam.ts';
import type { IdentityProviderOptions } from './iam.ts';
import { newAccount, newRequestId } from './identity.ts';
import { Metadata } from './metadata.ts';
import type { MetadataOptions } from './metadata.ts';
import { Projects } from './projects.ts';
import type { Project } from './projects.ts';
import type { RawRequest } from './request.ts';
import { Sts } from './sts.ts';
import type { AgencyOptions, OidcProviderOptions } from './sts.ts';

/** Options for signing in. Without options every authentication method works. */
export interface SignInOptions {
  /** The `aud` that IAM and STS accept by default; `https://iam.myhuaweicloud.com`. */
  audience?: string;
  /** The ID tokens that GitHub issues. */
  idToken?: IdTokenOptions;
  /** The OIDC provider of IAM v5, which STS uses. */
  oidcProvider?: OidcProviderOptions;
  /** The trust agency for which STS issues keys. */
  agency?: AgencyOptions;
  /** The identity provider of IAM v3. */
  identityProvider?: IdentityProviderOptions;
  /** Whether listing projects is forbidden; default false. */
  projectsForbidden?: boolean;
  /** The metadata service of the server on which the runner is. */
  metadata?: MetadataOptions;
}

/** The parts of the simulator that signing in uses. */
export interface SignInContext {
  readonly endpoint: string;
  readonly projects: readonly Project[];
  readonly credentials: Credentials;
  readonly now: () => Date;
}

/** All services that issue credentials: GitHub, STS, IAM and the metadata service. */
export class SignIn {
  readonly audience: string;
  readonly github: GitHub;
  readonly sts: Sts;
  readonly iam: Iam;
  readonly #projects: Projects;
  readonly #metadata: Metadata;

  constructor(options: SignInOptions, context: SignInContext) {
    const { audience = 'https://iam.myhuaweicloud.com' } = options;
    const { credentials, endpoint, now } = context;
    const { agency = {}, identityProvider = {}, oidcProvider = {} } = options;
    const github = new GitHub(options.idToken ?? {}, endpoint, credentials, now);
    const shared = { ...context, account: newAccount(), audience, github };
    this.audience = audience;
    this.github = github;
    this.sts = new Sts({ ...shared, provider: oidcProvider, agency });
    this.iam = new Iam({ ...shared, provider: identityProvider });
    this.#projects = new Projects({ ...shared, forbidden: options.projectsForbidden ?? false });
    this.#metadata = new Metadata(options.metadata ?? {}, credentials, now);
  }

  /** The response to a request for credentials or projects; undefined for other requests. */
  async respond(request: RawRequest): Promise<HttpResponse | undefined> {
    return (
      withTraceId(this.#projects.respond(request)) ??
      this.#metadata.respond(request) ??
      (await this.github.respond(request)) ??
      (await this.sts.respond(request)) ??
      withTraceId(await this.iam.respond(request))
    );
  }
}

/**
 * Adds the header by which IAM identifies a request; the official SDK for Go reads it. No source
 * states the form of its value; 32 hex digits are a choice of the simulator.
 */
function withTraceId(response: HttpResponse | undefined): HttpResponse | undefined {
  if (response === undefined) return undefined;
  return { ...response, headers: { ...response.headers, 'x-iam-trace-id': newRequestId() } };
}
