import type { Reason } from '../fleet/outcome.ts';
import type { Session } from '../huaweicloud/ecs.ts';
import { tokenForIdToken } from '../huaweicloud/iam.ts';
import { agencyKeys } from '../huaweicloud/metadata.ts';
import type { Credentials, TemporaryCredentials } from '../huaweicloud/request-auth.ts';
import type { RequestContext } from '../huaweicloud/request-context.ts';
import type { RequestFailure } from '../huaweicloud/send-with-retry.ts';
import { assumeAgency } from '../huaweicloud/sts.ts';
import type { Transport } from '../huaweicloud/transport.ts';
import { failure, success } from '../result.ts';
import type { Result } from '../result.ts';
import type { Secrets } from '../secrets/redact.ts';
import type { AuthMethod, OidcMethod } from './auth-method.ts';
import { METADATA_TEXTS, STS_TEXTS } from './failure-texts.ts';
import { describeClaims, fetchIdToken } from './id-token.ts';
import { quotedName, tokenTexts } from './project-texts.ts';
import { findProject } from './project.ts';
import type { ProjectLookup, ProjectSource, Target } from './target.ts';

/** What signing in needs beside the requests. */
export interface AuthContext {
  readonly requests: RequestContext;
  /** Opens a connection to the metadata service of ECS, which is never used through a proxy. */
  readonly connectToMetadata: () => Transport;
  /** Shows a line in the log. */
  readonly info: (line: string) => void;
}

/** Credentials, and what was learned with them. */
type SignedIn = Pick<TemporaryCredentials, 'credentials' | 'projectId'> & {
  /** Undefined where no end is known. */
  readonly expires?: Date;
};

/**
 * Gets credentials and project. Credentials that expire before the end of the run are refused at once,
 * because they are not renewed during the run.
 */
export async function authenticate(
  target: Target,
  context: AuthContext,
): Promise<Result<Session, Reason>> {
  const { info, requests } = context;
  const { method, project, source } = target;
  const signedIn = await getCredentials(method, project, context);
  if (!signedIn.ok) return failure(signedIn.error.reason);
  const { credentials, expires, projectId } = signedIn.value;
  if (expires !== undefined) {
    if (expires.getTime() < requests.deadline) {
      return failure(expiresTooSoon(method, expires, requests.deadline));
    }
    info(`Signed in with ${source}. The credentials expire at ${expires.toISOString()}.`);
  }
  const isSession = method.kind !== 'static';
  if (project.kind === 'given') {
    return success({ credentials, isSession, projectId: project.id });
  }
  const found =
    projectId === undefined
      ? await findProject(project, { credentials, isSession }, requests)
      : success(projectId);
  if (!found.ok) return found;
  info(`${titleOf(project, requests.secrets)}: ${found.value}.`);
  return success({ credentials, isSession, projectId: found.value });
}

function titleOf({ name, variable }: ProjectLookup, secrets: Secrets): string {
  const quoted = quotedName(name, secrets);
  return variable === undefined ? `Project of the region ${quoted}` : `Project ${quoted}`;
}

async function getCredentials(
  method: AuthMethod,
  project: ProjectSource,
  context: AuthContext,
): Promise<Result<SignedIn, RequestFailure>> {
  switch (method.kind) {
    case 'static':
      return success({ credentials: method.credentials });
    case 'agency':
      return withAgency(context);
    case 'sts':
    case 'iam':
      return withIdToken(method, project, context);
  }
}

async function withAgency({
  connectToMetadata,
  requests,
}: AuthContext): Promise<Result<SignedIn, RequestFailure>> {
  const transport = connectToMetadata();
  try {
    const context = { ...requests, transport, proxied: false };
    return masked(await agencyKeys(METADATA_TEXTS, context), requests.secrets);
  } finally {
    await transport.close();
  }
}

async function withIdToken(
  method: OidcMethod,
  project: ProjectSource,
  { info, requests }: AuthContext,
): Promise<Result<SignedIn, RequestFailure>> {
  const { secrets } = requests;
  const fetched = await fetchIdToken(method.idTokenSource, method.audience, requests);
  if (!fetched.ok) return fetched;
  const { expiresAt, token } = fetched.value;
  secrets.mask(token);
  // An attempt after the end of the ID token would be refused for that reason alone.
  const deadline = Math.min(requests.deadline, expiresAt);
  const result = masked(await exchange(method, project, token, { ...requests, deadline }), secrets);
  if (result.ok || !result.error.refused) return result;
  const lines = describeClaims(fetched.value, (text, maxLength) => secrets.quote(text, maxLength));
  info('The ID token of this job has these claims:');
  for (const line of lines) info(`  ${line}`);
  const details = { title: 'Claims of the ID token of this job', lines };
  return failure({ ...result.error, reason: { ...result.error.reason, details } });
}

async function exchange(
  method: OidcMethod,
  project: ProjectSource,
  idToken: string,
  context: RequestContext,
): Promise<Result<TemporaryCredentials, RequestFailure>> {
  switch (method.kind) {
    case 'sts':
      return assumeAgency(method.agency, idToken, STS_TEXTS, context);
    case 'iam': {
      const { endpoint, identityProvider } = method;
      const scope = project.kind === 'given' ? { id: project.id } : { name: project.name };
      const request = { endpoint, identityProvider, scope };
      return tokenForIdToken(request, idToken, tokenTexts(project), context);
    }
  }
}

function masked(
  result: Result<TemporaryCredentials, RequestFailure>,
  secrets: Secrets,
): Result<TemporaryCredentials, RequestFailure> {
  if (result.ok) for (const secret of secretsOf(result.value.credentials)) secrets.mask(secret);
  return result;
}

function secretsOf(credentials: Credentials): string[] {
  switch (credentials.kind) {
    case 'token':
      return [credentials.token];
    case 'keys': {
      const { accessKey, secretKey, securityToken = '' } = credentials;
      return [accessKey, secretKey, securityToken];
    }
  }
}

function expiresTooSoon(method: AuthMethod, expires: Date, deadline: number): Reason {
  const end = new Date(deadline).toISOString();
  return {
    message: `the credentials expire at ${expires.toISOString()}, before the end of the run at ${end}`,
    advice:
      method.kind === 'sts'
        ? 'Give a smaller timeout or a longer session_duration, and check the clock of the runner'
        : 'Give a smaller timeout, and check the clock of the runner',
  };
}
