import { randomBytes } from 'node:crypto';
import type { JWTPayload } from 'jose';
import * as z from 'zod/mini';
import { jsonResponse } from './responses.ts';
import type { HttpResponse } from './responses.ts';
import type { Credentials } from './credentials.ts';
import { DEFAULT_SUBJECT, GITHUB_ISSUER } from './github.ts';
import type { GitHub } from './github.ts';
import type { Account } from './identity.ts';
import type { Project } from './projects.ts';
import { declaresJson, parseJson } from './request.ts';
import type { RawRequest } from './request.ts';
import { publicKeys, verifyToken } from './tokens.ts';

/** One rule of a mapping: a part of the claim must match the regular expression. */
export interface MappingRule {
  readonly claim: string;
  readonly regex: string;
}

/** The identity provider of IAM v3. */
export interface IdentityProviderOptions {
  /** The audience that it accepts (`client_id`); default that of the simulator. */
  clientId?: string;
  /** One of these must match; default: the subject of the default ID token. */
  mapping?: readonly MappingRule[];
  /** The JWKS in its configuration: GitHub's current one, or the one before it; default `current`. */
  pastedKeys?: 'current' | 'old';
  /** Lifetime of the token in seconds; default 24 hours. */
  tokenSeconds?: number;
}

/** The parts of the simulator that the service uses. */
export interface IamContext {
  readonly provider: IdentityProviderOptions;
  readonly audience: string;
  readonly account: Account;
  readonly projects: readonly Project[];
  readonly github: GitHub;
  readonly credentials: Credentials;
  readonly now: () => Date;
}

/** The scope of a token; both are undefined for an unscoped token. */
interface Scope {
  readonly project?: Project & { readonly domain: Account };
  readonly domain?: Account;
}

const PATH = '/v3.0/OS-AUTH/id-token/tokens';
const DAY_SECONDS = 24 * 60 * 60;
const Named = z
  .object({ id: z.optional(z.string()), name: z.optional(z.string()) })
  .check(z.refine(({ id, name }) => id !== undefined || name !== undefined));
const Body = z.object({
  auth: z.object({
    id_token: z.object({ id: z.string() }),
    scope: z.optional(z.object({ project: z.optional(Named), domain: z.optional(Named) })),
  }),
});

/** The sign-in of IAM v3, which issues a token for an ID token. */
export class Iam {
  readonly providerName = 'github';
  readonly #context: IamContext;
  #pastedGeneration: number;

  constructor(context: IamContext) {
    this.#context = context;
    const current = context.github.keyGeneration;
    this.#pastedGeneration = context.provider.pastedKeys === 'old' ? current - 1 : current;
  }

  /** Copies the keys that GitHub publishes now into the configuration of the provider. */
  pasteKeys(): void {
    this.#pastedGeneration = this.#context.github.keyGeneration;
  }

  /**
   * "CreateTokenWithIdToken" (API Explorer, IAM); undefined for other requests. Codes and messages are
   * those of the call's machine-readable definition. The order of the checks and the refusal of a
   * body that is not declared as JSON are choices of the simulator.
   */
  async respond(request: RawRequest): Promise<HttpResponse | undefined> {
    if (request.method !== 'POST' || request.path !== PATH) return undefined;
    const provider = request.headers['x-idp-id'] ?? '';
    const body = Body.safeParse(parseJson(request.body.toString())).data;
    const isValid = declaresJson(request) && provider !== '' && provider.length <= 64;
    if (body === undefined || !isValid) {
      return refuse(400, 'IAM.0011', 'Request body is invalid.');
    }
    if (provider !== this.providerName) return notFound('identity provider', provider);
    const claims = await this.#verified(body.auth.id_token.id);
    if (claims instanceof Error) {
      return refuse(401, 'IAM.0001', 'The request you have made requires authentication.');
    }
    if (!this.#admits(claims)) {
      const message = 'You are not authorized to perform the requested action.';
      return refuse(403, 'IAM.0002', message);
    }
    const { domain, project: requested } = body.auth.scope ?? {};
    const { account, projects } = this.#context;
    if (domain !== undefined && !matches(domain, account)) {
      return notFound('domain', domain.id ?? domain.name);
    }
    if (requested === undefined)
      return this.#issue(domain === undefined ? {} : { domain: account });
    const project = projects.find((each) => matches(requested, each));
    if (project === undefined) return notFound('project', requested.id ?? requested.name);
    return this.#issue({ project: { ...project, domain: account } });
  }

  async #verified(token: string): Promise<JWTPayload | Error> {
    const { audience, now, provider } = this.#context;
    return verifyToken(token, await publicKeys(this.#pastedGeneration), {
      issuer: GITHUB_ISSUER,
      audiences: [provider.clientId ?? audience],
      now: now(),
    });
  }

  #admits(claims: JWTPayload): boolean {
    const { mapping = [{ claim: 'sub', regex: `^${DEFAULT_SUBJECT}$` }] } = this.#context.provider;
    return mapping.some(({ claim, regex }) => {
      const value = claims[claim];
      return typeof value === 'string' && new RegExp(regex).test(value);
    });
  }

  #issue(scope: Scope): HttpResponse {
    const { account, credentials, now, provider } = this.#context;
    const issued = now();
    const expires = new Date(issued.getTime() + (provider.tokenSeconds ?? DAY_SECONDS) * 1000);
    const projectId = scope.project?.id;
    const token = credentials.issueToken({
      expires,
      ...(projectId !== undefined && { projectId }),
    });
    const response = jsonResponse(201, {
      token: {
        expires_at: iamTime(expires),
        issued_at: iamTime(issued),
        methods: ['mapped'],
        ...scope,
        roles: [],
        catalog: [],
        user: {
          domain: account,
          id: randomBytes(16).toString('hex'),
          name: 'FederationUser',
          'OS-FEDERATION': {
            groups: [{ id: randomBytes(16).toString('hex'), name: 'password-resetters' }],
            identity_provider: { id: this.providerName },
            protocol: { id: 'oidc' },
          },
        },
      },
    });
    return { ...response, headers: { ...response.headers, 'x-subject-token': token } };
  }
}

/** A time in the format of IAM, with six decimal places. */
export function iamTime(date: Date): string {
  return date.toISOString().replace('Z', '000Z');
}

/** Whether an object has the requested ID and name. */
function matches(requested: z.infer<typeof Named>, { id, name }: Account | Project): boolean {
  return (requested.id ?? id) === id && (requested.name ?? name) === name;
}

function notFound(target: string, id = ''): HttpResponse {
  return refuse(404, 'IAM.0004', `Could not find ${target}: ${id}.`);
}

function refuse(status: number, code: string, message: string): HttpResponse {
  return jsonResponse(status, { error_code: code, error_msg: message });
}
