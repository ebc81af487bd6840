import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { jsonResponse } from './responses.ts';
import type { HttpResponse } from './responses.ts';
import type { Credentials } from './credentials.ts';
import { DEFAULT_SUBJECT, GITHUB_ISSUER } from './github.ts';
import type { GitHub } from './github.ts';
import type { Account } from './identity.ts';
import { declaresJson, parseJson } from './request.ts';
import type { RawRequest } from './request.ts';
import { verifyToken } from './tokens.ts';

/** The OIDC provider of IAM v5. */
export interface OidcProviderOptions {
  /** The audiences that it accepts; default that of the simulator. */
  clientIds?: readonly string[];
}

/** The trust agency. */
export interface AgencyOptions {
  /**
   * The exact subjects that it trusts. The conditions of a real trust policy are not documented.
   * Default: the subject of the default ID token.
   */
  trustedSubjects?: readonly string[];
  /** Whether its trust policy names the provider; default true. */
  namesProvider?: boolean;
  /** The maximum duration of a session in seconds; default 3600. */
  maxSessionSeconds?: number;
  /** Lifetime of the keys in seconds, instead of the requested one. */
  sessionSeconds?: number;
}

/** The parts of the simulator that the service uses. */
export interface StsContext {
  readonly provider: OidcProviderOptions;
  readonly agency: AgencyOptions;
  readonly audience: string;
  readonly account: Account;
  readonly github: GitHub;
  readonly credentials: Credentials;
  readonly now: () => Date;
}

const PATH = '/v5/agencies/assume-with-oidc';
const AGENCY_NAME = 'reset-ecs-passwords';
const DEFAULT_SECONDS = 3600;
// The maximum for requests that are signed with temporary keys.
const MAX_TEMPORARY_SECONDS = 3600;
const URN =
  /^[A-Za-z0-9+/=\-_]+:[A-Za-z0-9+/=\-_*]{0,255}:[A-Za-z0-9+/=\-_]{1,64}:[A-Za-z0-9+/=\-_]{1,64}:.+$/;

/** The limits of the call's machine-readable definition (API Explorer, STS, AssumeAgencyWithOIDC). */
const Body = z.object({
  provider_urn: z.string().check(z.maxLength(1500), z.regex(URN)),
  agency_urn: z.string().check(z.maxLength(1500)),
  agency_session_name: z.string().check(z.minLength(2), z.maxLength(128), z.regex(/^[\w+=,.@-]*$/)),
  id_token: z.string().check(z.minLength(4), z.maxLength(20_000)),
  duration_seconds: z.optional(z.int().check(z.gte(900), z.lte(43_200))),
  policy: z.optional(z.string().check(z.minLength(2), z.maxLength(2048))),
  policy_ids: z.optional(
    z.array(z.string().check(z.maxLength(64), z.regex(/^[\w-]+$/))).check(z.maxLength(10)),
  ),
});

/** The security token service, which issues temporary keys for an ID token. */
export class Sts {
  readonly providerUrn: string;
  readonly agencyUrn: string;
  readonly #context: StsContext;
  readonly #agencyId = randomBytes(16).toString('hex');

  constructor(context: StsContext) {
    this.#context = context;
    this.providerUrn = `iam::${context.account.id}:oidcProvider:github`;
    this.agencyUrn = `iam::${context.account.id}:agency:${AGENCY_NAME}`;
  }

  /**
   * "AssumeAgencyWithOIDC" (STS API reference); undefined for other requests. Bodies and statuses
   * are those of the definition. It does not state the status and the code of each refusal. Choices
   * of the simulator: 403 for a token that is invalid, expired or for another audience, 400 for a
   * body that is not declared as JSON, and all numbers after `STS5.`.
   */
  async respond(request: RawRequest): Promise<HttpResponse | undefined> {
    if (request.method !== 'POST' || request.path !== PATH) return undefined;
    if (!declaresJson(request)) {
      return refuse(400, 'STS5.1002', 'invalid parameter: Content-Type');
    }
    const parsed = Body.safeParse(parseJson(request.body.toString()));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return refuse(400, 'STS5.1002', `invalid parameter: ${issue?.path.join('.') ?? ''}`);
    }
    const body = parsed.data;
    const { account, agency, audience, credentials, github, now, provider } = this.#context;
    if (body.provider_urn !== this.providerUrn) {
      return refuse(404, 'STS5.1004', `oidc provider not found: ${body.provider_urn}`);
    }
    if (body.agency_urn !== this.agencyUrn) {
      return refuse(404, 'STS5.1004', `agency not found: ${body.agency_urn}`);
    }
    const claims = await verifyToken(body.id_token, await github.publishedKeys(), {
      issuer: GITHUB_ISSUER,
      audiences: provider.clientIds ?? [audience],
      now: now(),
    });
    if (claims instanceof Error) return deny(`invalid id token: ${claims.message}`);
    const { sub = '' } = claims;
    const { namesProvider = true, trustedSubjects = [DEFAULT_SUBJECT] } = agency;
    if (!namesProvider || !trustedSubjects.includes(sub)) {
      return deny(`access denied: ${sub} is not authorized to assume ${body.agency_urn}`);
    }
    const { duration_seconds: seconds = DEFAULT_SECONDS } = body;
    const maxSeconds = agency.maxSessionSeconds ?? DEFAULT_SECONDS;
    const isTemporary = request.headers['x-security-token'] !== undefined;
    if (seconds > maxSeconds || (isTemporary && seconds > MAX_TEMPORARY_SECONDS)) {
      const message = 'duration_seconds exceeds the maximum session duration of the agency';
      return refuse(400, 'STS5.1003', message);
    }
    const lifetime = agency.sessionSeconds ?? seconds;
    const keys = credentials.issueKeys(new Date(now().getTime() + lifetime * 1000));
    const session = body.agency_session_name;
    return jsonResponse(200, {
      assumed_agency: {
        id: `${this.#agencyId}:${session}`,
        urn: `sts::${account.id}::assumed-agency:${AGENCY_NAME}/${session}`,
      },
      audience: Array.isArray(claims.aud) ? claims.aud.join(',') : claims.aud,
      credentials: {
        access_key_id: keys.accessKey,
        expiration: keys.expires.toISOString(),
        secret_access_key: keys.secretKey,
        security_token: keys.securityToken,
      },
      provider: this.providerUrn,
      subject_from_id_token: sub,
    });
  }
}

function refuse(status: number, code: string, message: string): HttpResponse {
  return jsonResponse(status, { error_code: code, error_msg: message });
}

function deny(message: string): HttpResponse {
  return jsonResponse(403, {
    error_code: 'STS5.1001',
    error_msg: message,
    encoded_authorization_message: randomBytes(120).toString('base64'),
  });
}
