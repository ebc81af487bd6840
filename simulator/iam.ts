import { randomBytes } from 'node:crypto';
import type { JWTPayload } from 'jose';
import * as z from 'zod/mini';
import { jsonAnswer } from './responses.ts';
import type { Answer } from './responses.ts';
import type { Credentials } from './credentials.ts';
import { DEFAULT_SUBJECT, GITHUB_ISSUER } from './github.ts';
import type { GitHub } from './github.ts';
import type { Account } from './identity.ts';
import type { Project } from './projects.ts';
import { declaresJson, parseJson } from './request.ts';
import type { RawRequest } from './request.ts';
import { publicKeys, verifyToken } from './tokens.ts';

/** One rule of a mapping: the claim has to match the regular expression somewhere. */
export interface MappingRule {
  readonly claim: string;
  readonly regex: string;
}

/** How the identity provider of IAM v3 is to be. */
export interface IdentityProviderOptions {
  /** The audience that it takes (`client_id`); default the one of the simulator. */
  clientId?: string;
  /** One of these has to match; default: the subject of the default ID token. */
  mapping?: readonly MappingRule[];
  /** The JWKS in its configuration: GitHub's of now, or from before a rotation; default `current`. */
  pastedKeys?: 'current' | 'old';
  /** How long the token works, in seconds; default 24 hours. */
  tokenSeconds?: number;
}

/** What the service needs of the rest. */
export interface IamSetting {
  readonly provider: IdentityProviderOptions;
  readonly audience: string;
  readonly account: Account;
  readonly projects: readonly Project[];
  readonly github: GitHub;
  readonly credentials: Credentials;
  readonly now: () => Date;
}

/** What a token is good for; for nothing in particular when both are missing. */
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

/** The sign-in of IAM v3 with an ID token: gives a token. */
export class Iam {
  readonly providerName = 'github';
  readonly #setting: IamSetting;
  #pastedGeneration: number;

  constructor(setting: IamSetting) {
    this.#setting = setting;
    const current = setting.github.keyGeneration;
    this.#pastedGeneration = setting.provider.pastedKeys === 'old' ? current - 1 : current;
  }

  /** Puts the keys that GitHub publishes now into the provider, as an administrator would. */
  pasteKeys(): void {
    this.#pastedGeneration = this.#setting.github.keyGeneration;
  }

  /**
   * "CreateTokenWithIdToken" (API Explorer, IAM); undefined when the request is another one.
   * Codes and messages are those of the call's machine-readable definition; the order of the checks
   * is a choice of the simulator, and so is the refusal of a body that is not declared as JSON.
   */
  async answer(request: RawRequest): Promise<Answer | undefined> {
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
    const { domain, project: wanted } = body.auth.scope ?? {};
    const { account, projects } = this.#setting;
    if (domain !== undefined && !isMeant(domain, account)) {
      return notFound('domain', domain.id ?? domain.name);
    }
    if (wanted === undefined) return this.#issue(domain === undefined ? {} : { domain: account });
    const project = projects.find((each) => isMeant(wanted, each));
    if (project === undefined) return notFound('project', wanted.id ?? wanted.name);
    return this.#issue({ project: { ...project, domain: account } });
  }

  async #verified(token: string): Promise<JWTPayload | Error> {
    const { audience, now, provider } = this.#setting;
    return verifyToken(token, await publicKeys(this.#pastedGeneration), {
      issuer: GITHUB_ISSUER,
      audiences: [provider.clientId ?? audience],
      now: now(),
    });
  }

  #admits(claims: JWTPayload): boolean {
    const { mapping = [{ claim: 'sub', regex: `^${DEFAULT_SUBJECT}$` }] } = this.#setting.provider;
    return mapping.some(({ claim, regex }) => {
      const value = claims[claim];
      return typeof value === 'string' && new RegExp(regex).test(value);
    });
  }

  #issue(scope: Scope): Answer {
    const { account, credentials, now, provider } = this.#setting;
    const issued = now();
    const expires = new Date(issued.getTime() + (provider.tokenSeconds ?? DAY_SECONDS) * 1000);
    const projectId = scope.project?.id;
    const token = credentials.issueToken({
      expires,
      ...(projectId !== undefined && { projectId }),
    });
    const answer = jsonAnswer(201, {
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
    return { ...answer, headers: { ...answer.headers, 'x-subject-token': token } };
  }
}

/** A time as IAM writes it, with six digits after the second. */
export function iamTime(date: Date): string {
  return date.toISOString().replace('Z', '000Z');
}

/** Whether all that is said of something is true of it. */
function isMeant(wanted: z.infer<typeof Named>, { id, name }: Account | Project): boolean {
  return (wanted.id ?? id) === id && (wanted.name ?? name) === name;
}

function notFound(target: string, id = ''): Answer {
  return refuse(404, 'IAM.0004', `Could not find ${target}: ${id}.`);
}

function refuse(status: number, code: string, message: string): Answer {
  return jsonAnswer(status, { error_code: code, error_msg: message });
}
