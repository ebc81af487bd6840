import * as z from 'zod/mini';
import { sendWithRetry } from './send-with-retry.ts';
import type { RequestContext, Result, Explanation } from './send-with-retry.ts';
import { authenticated } from './request-auth.ts';
import type { Credentials, TemporaryCredentials } from './request-auth.ts';
import { refusedCredentials } from './error-response.ts';
import { HeaderText, readBody, Time } from './schemas.ts';

/** One path segment. */
export const PROJECT_ID = /^[A-Za-z0-9_-]{1,64}$/;
const ProjectId = z.string().check(z.regex(PROJECT_ID));
/** More names are counted instead of listed. */
const MOST_NAMES = 10;
const UNREACHABLE = 'Check region (or iam_endpoint), and whether a firewall stands between';

/** A project by its id, or by the region after which it is named. */
export type ProjectScope = { readonly id: string } | { readonly name: string };

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
 *
 * @param endpoint base URL of IAM, without a slash at its end
 */
export async function tokenForIdToken(
  {
    endpoint,
    identityProvider,
    scope,
  }: {
    readonly endpoint: string;
    readonly identityProvider: string;
    readonly scope: ProjectScope;
  },
  idToken: string,
  asking: RequestContext,
): Promise<Result<TemporaryCredentials>> {
  return sendWithRetry(
    {
      service: 'IAM',
      request: () => ({
        method: 'POST',
        url: new URL(`${endpoint}/v3.0/OS-AUTH/id-token/tokens`),
        headers: { 'Content-Type': 'application/json', 'X-Idp-Id': identityProvider },
        body: JSON.stringify({ auth: { id_token: { id: idToken }, scope: { project: scope } } }),
      }),
      read: (answer) => {
        const subject = HeaderText.safeParse(answer.headers['x-subject-token']).data;
        const token = readBody(Token, answer)?.token;
        if (subject === undefined || token === undefined) return undefined;
        const { id: projectId, name } = token.project ?? {};
        // Nothing is sent with a token for another project than the one that was asked for.
        const isOther =
          'id' in scope
            ? projectId !== undefined && projectId !== scope.id
            : name !== undefined && name !== scope.name;
        if (isOther || (projectId !== undefined && isPieceOf(subject, projectId))) return undefined;
        // Ids are shown, and a secret fits their form too.
        if (projectId !== undefined && asking.isSecret(projectId)) return undefined;
        return {
          credentials: { kind: 'token', token: subject },
          expires: token.expires_at,
          ...(projectId !== undefined && { projectId }),
        };
      },
      refused: tokenRefusal,
      unreachable: UNREACHABLE,
    },
    asking,
  );
}

/** Whether an id is a piece of the token that came with it, and not by chance. */
function isPieceOf(token: string, id: string): boolean {
  return id.length >= 12 && token.includes(id);
}

function tokenRefusal(status: number): Explanation {
  switch (status) {
    case 400:
      return {
        message: 'IAM finds something wrong in the request for a token',
        advice: 'Check identity_provider, and region or project_id',
      };
    case 401:
      return {
        message: 'IAM does not accept the ID token',
        advice:
          'Check in the settings of the identity provider that client_id is oidc_audience and idp_url is the issuer, and that its signing keys are those that the issuer publishes now (they are pasted, and an issuer changes them)',
      };
    case 404:
      return {
        message: 'IAM does not know the identity provider or the project',
        advice: 'Check identity_provider, and region or project_id',
      };
    default:
      return {
        message: `IAM gives this job no token for the project (HTTP ${status})`,
        advice:
          'Compare the claims of the ID token (in the log) with the mapping of the identity provider, and check that the group it maps to has a role in the project',
      };
  }
}

const Projects = z.object({
  projects: z.array(z.object({ id: ProjectId, name: z.string() })),
});

/**
 * Finds the one project with the name of the region. It never creates one.
 *
 * Sources: IAM API reference, "Querying Project Information" (`/v3/projects`, for keys) and
 * "Querying the List of Projects Accessible to an IAM User" (`/v3/auth/projects`, for a token).
 *
 * @param endpoint base URL of IAM, without a slash at its end
 * @param quote cuts a name to a length that can be shown
 */
export async function findProject(
  {
    credentials,
    endpoint,
    quote,
    region,
    signedIn,
  }: {
    readonly credentials: Credentials;
    readonly endpoint: string;
    readonly region: string;
    /** Whether a sign-in of this run gave the credentials. */
    readonly signedIn: boolean;
    readonly quote: (text: string) => string;
  },
  asking: RequestContext,
): Promise<Result<string>> {
  const isToken = credentials.kind === 'token';
  const { clock, userAgent } = asking;
  const found = await sendWithRetry(
    {
      service: 'IAM',
      request: () =>
        authenticated(
          {
            method: 'GET',
            url: new URL(
              `${endpoint}${isToken ? '/v3/auth/projects' : `/v3/projects?name=${region}`}`,
            ),
            headers: {},
            body: '',
          },
          { credentials, userAgent, now: () => clock.now() },
        ),
      read: (answer) => {
        const projects = readBody(Projects, answer)?.projects;
        // What is found is shown and sent, and a secret fits the form of an id too.
        const isSecret = projects?.some(({ id, name }) => name === region && asking.isSecret(id));
        return isSecret === true ? undefined : projects;
      },
      refused: (status, said) => projectsRefusal(status, said, { hasToken: isToken, signedIn }),
      unreachable: `${UNREACHABLE}, or give project_id`,
    },
    asking,
  );
  if (!('value' in found)) return found;
  const matching = found.value.filter(({ name }) => name === region);
  const [project] = matching;
  if (project !== undefined && matching.length === 1) return { value: project.id };
  const total = found.value.length;
  const names = found.value
    .slice(0, MOST_NAMES)
    .map(({ id, name }) => `${quote(asking.clean(name))} (${asking.clean(id)})`);
  const more = total > MOST_NAMES ? ` and ${total - MOST_NAMES} more` : '';
  const list = total === 0 ? 'none' : `${names.join(', ')}${more}`;
  const count = matching.length === 0 ? 'no project' : `${matching.length} projects`;
  return {
    reason: {
      message: `IAM knows ${count} with the name ${region}; found: ${list}`,
      advice: 'Give the ID of the project in project_id',
    },
  };
}

function projectsRefusal(
  status: number,
  said: string,
  credentials: { readonly hasToken: boolean; readonly signedIn: boolean },
): Explanation {
  switch (status) {
    case 401: {
      const { advice, message } = refusedCredentials(said, credentials);
      return { message: `asked for the project of the region, ${message}`, advice };
    }
    case 403:
      return {
        message: 'IAM does not let these credentials ask for the project of the region',
        advice: 'Give project_id, or grant the action iam:projects:listProjects to the credentials',
      };
    default:
      return {
        message: `IAM does not tell the project of the region (HTTP ${status})`,
        advice: 'Check region (or iam_endpoint), or give project_id',
      };
  }
}
