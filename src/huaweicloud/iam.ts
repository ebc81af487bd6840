import * as z from 'zod/mini';
import type { Result } from '../result.ts';
import { authenticated } from './request-auth.ts';
import type { Credentials, TemporaryCredentials } from './request-auth.ts';
import type { RequestContext } from './request-context.ts';
import { HeaderText, readBody, Time } from './schemas.ts';
import { sendWithRetry } from './send-with-retry.ts';
import type { FailureTexts, RequestFailure } from './send-with-retry.ts';
import { percentEncode } from './signing.ts';
import type { HttpResponse } from './transport.ts';

/** One path segment. */
export const PROJECT_ID = /^[A-Za-z0-9_-]{1,64}$/;
const ProjectId = z.string().check(z.regex(PROJECT_ID));
/** A shorter id may occur in a token by chance. */
const MIN_TOKEN_PART = 12;

/** A project by its id, or by its name. */
export type ProjectScope = { readonly id: string } | { readonly name: string };

export interface TokenRequest {
  /** Base URL of IAM, without a slash at its end. */
  readonly endpoint: string;
  readonly identityProvider: string;
  readonly scope: ProjectScope;
}

const Token = z.object({
  token: z.object({
    expires_at: Time,
    project: z.optional(z.object({ id: z.optional(ProjectId), name: z.optional(z.string()) })),
  }),
});

/**
 * Exchanges an ID token for an IAM token of a project. The call itself needs no credentials.
 *
 * Source: IAM API reference, "Obtaining a Token with an OpenID Connect ID Token" (v3.0).
 */
export async function tokenForIdToken(
  { endpoint, identityProvider, scope }: TokenRequest,
  idToken: string,
  texts: FailureTexts,
  context: RequestContext,
): Promise<Result<TemporaryCredentials, RequestFailure>> {
  return sendWithRetry(
    {
      service: 'IAM',
      request: () => ({
        method: 'POST',
        url: new URL(`${endpoint}/v3.0/OS-AUTH/id-token/tokens`),
        headers: { 'Content-Type': 'application/json', 'X-Idp-Id': identityProvider },
        body: JSON.stringify({ auth: { id_token: { id: idToken }, scope: { project: scope } } }),
      }),
      read: (response) => readToken(response, scope, context),
      texts,
    },
    context,
  );
}

function readToken(
  response: HttpResponse,
  scope: ProjectScope,
  { secrets }: RequestContext,
): TemporaryCredentials | undefined {
  const token = HeaderText.safeParse(response.headers['x-subject-token']).data;
  const content = readBody(Token, response)?.token;
  if (token === undefined || content === undefined) return undefined;
  const { id: projectId, name } = content.project ?? {};
  // A token for another project than the requested one is never used.
  const isOther =
    'id' in scope
      ? projectId !== undefined && projectId !== scope.id
      : name !== undefined && name !== scope.name;
  if (isOther) return undefined;
  const expires = content.expires_at;
  if (projectId === undefined) return { credentials: { kind: 'token', token }, expires };
  // Ids are shown, and a secret may match their pattern too.
  if (isPartOf(token, projectId) || secrets.isIn(projectId)) return undefined;
  return { credentials: { kind: 'token', token }, expires, projectId };
}

function isPartOf(token: string, id: string): boolean {
  return id.length >= MIN_TOKEN_PART && token.includes(id);
}

const Projects = z.object({
  projects: z.array(z.object({ id: ProjectId, name: z.string() })),
});

export type Project = z.output<typeof Projects>['projects'][number];

export interface ProjectsRequest {
  /** Base URL of IAM, without a slash at its end. */
  readonly endpoint: string;
  readonly credentials: Credentials;
  /** Only a filter for keys; a token gets all of its projects. */
  readonly name?: string;
}

/**
 * Lists the projects that the credentials can access: with keys the ones with the given name (or
 * all, without a name), with a token all of them.
 *
 * Sources: IAM API reference, "Querying Project Information" (`/v3/projects`, for keys) and
 * "Querying the List of Projects Accessible to an IAM User" (`/v3/auth/projects`, for a token).
 */
export async function listProjects(
  { credentials, endpoint, name }: ProjectsRequest,
  texts: FailureTexts,
  context: RequestContext,
): Promise<Result<readonly Project[], RequestFailure>> {
  const { clock, secrets, userAgent } = context;
  const filter = name === undefined ? '' : `?name=${percentEncode(name)}`;
  const path = credentials.kind === 'token' ? '/v3/auth/projects' : `/v3/projects${filter}`;
  return sendWithRetry(
    {
      service: 'IAM',
      request: () =>
        authenticated(
          { method: 'GET', url: new URL(endpoint + path), headers: {}, body: '' },
          { credentials, userAgent, now: () => clock.now() },
        ),
      read: (response) => {
        const projects = readBody(Projects, response)?.projects;
        // The id is shown and sent, and a secret may match its pattern too.
        const isSecret = projects?.some(
          (project) => project.name === name && secrets.isIn(project.id),
        );
        return isSecret === true ? undefined : projects;
      },
      texts,
    },
    context,
  );
}
