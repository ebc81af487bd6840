import type { Answer } from './responses.ts';
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

/** How signing in is to go; without any option every way works. */
export interface SignInOptions {
  /** What both sides of the cloud take as `aud` by default; `https://iam.myhuaweicloud.com`. */
  audience?: string;
  /** The ID tokens that GitHub gives out. */
  idToken?: IdTokenOptions;
  /** The OIDC provider of IAM v5, which STS goes by. */
  oidcProvider?: OidcProviderOptions;
  /** The trust agency that STS gives keys of. */
  agency?: AgencyOptions;
  /** The identity provider of IAM v3. */
  identityProvider?: IdentityProviderOptions;
  /** Nobody may list projects; default false. */
  projectsForbidden?: boolean;
  /** The metadata service of the server that the runner is on. */
  metadata?: MetadataOptions;
}

/** What signing in needs of the rest. */
export interface SignInSetting {
  readonly endpoint: string;
  readonly projects: readonly Project[];
  readonly credentials: Credentials;
  readonly now: () => Date;
}

/** All that gives out credentials: GitHub, STS, IAM and the metadata service. */
export class SignIn {
  readonly audience: string;
  readonly github: GitHub;
  readonly sts: Sts;
  readonly iam: Iam;
  readonly #projects: Projects;
  readonly #metadata: Metadata;

  constructor(options: SignInOptions, setting: SignInSetting) {
    const { audience = 'https://iam.myhuaweicloud.com' } = options;
    const { credentials, endpoint, now } = setting;
    const { agency = {}, identityProvider = {}, oidcProvider = {} } = options;
    const github = new GitHub(options.idToken ?? {}, endpoint, credentials, now);
    const shared = { ...setting, account: newAccount(), audience, github };
    this.audience = audience;
    this.github = github;
    this.sts = new Sts({ ...shared, provider: oidcProvider, agency });
    this.iam = new Iam({ ...shared, provider: identityProvider });
    this.#projects = new Projects({ ...shared, forbidden: options.projectsForbidden ?? false });
    this.#metadata = new Metadata(options.metadata ?? {}, credentials, now);
  }

  /** The answer to a request for credentials or projects; undefined when it is for neither. */
  async answer(request: RawRequest): Promise<Answer | undefined> {
    return (
      withTraceId(this.#projects.answer(request)) ??
      this.#metadata.answer(request) ??
      (await this.github.answer(request)) ??
      (await this.sts.answer(request)) ??
      withTraceId(await this.iam.answer(request))
    );
  }
}

/**
 * Adds the header by which IAM identifies a request; the official SDK for Go reads it. No source
 * states the form of its value; 32 hex digits are a choice of the simulator.
 */
function withTraceId(answer: Answer | undefined): Answer | undefined {
  if (answer === undefined) return undefined;
  return { ...answer, headers: { ...answer.headers, 'x-iam-trace-id': newRequestId() } };
}
