import type { RequestContext, Result } from '../huaweicloud/send-with-retry.ts';
import type { Credentials, TemporaryCredentials } from '../huaweicloud/request-auth.ts';
import { findProject, tokenForIdToken } from '../huaweicloud/iam.ts';
import { agencyKeys } from '../huaweicloud/metadata.ts';
import { assumeAgency } from '../huaweicloud/sts.ts';
import type { Transport } from '../huaweicloud/transport.ts';
import { describeClaims, endOf, fetchIdToken } from './id-token.ts';
import type { AuthMethod } from './auth-method.ts';
import type { Project, Target } from './target.ts';

/** What signing in needs beside asking. */
export interface AuthContext {
  readonly asking: RequestContext;
  /** Opens a way to the metadata service of ECS, which is never asked through a proxy. */
  readonly connectToMetadata: () => Promise<Transport>;
  /** Told every secret at the moment in which it comes into being. */
  readonly mask: (secret: string) => void;
  /** Makes a text fit to be shown, cut at the given length. */
  readonly quote: (text: string, longest?: number) => string;
  /** Shows a line to the person who reads the log. */
  readonly say: (line: string) => void;
}

/** In whose name servers are reset, and in which project. */
export interface Session {
  readonly credentials: Credentials;
  readonly projectId: string;
}

/**
 * Comes by credentials and project, as the target says. Credentials whose end is known and falls
 * before the end of the run are refused at once: nothing is renewed on the way.
 */
export async function signIn(target: Target, world: AuthContext): Promise<Result<Session>> {
  const { asking, quote, say } = world;
  const { project } = target;
  const found = await credentialsFor(target.way, project, world);
  if (!('value' in found)) return found;
  const { credentials, expires, projectId } = found.value;
  if (expires !== undefined) {
    if (expires.getTime() < asking.deadline) return endsTooSoon(target.way, expires, asking);
    say(`Signed in by ${target.source}. The credentials end at ${expires.toISOString()}.`);
  }
  if ('id' in project) return { value: { credentials, projectId: project.id } };
  if (projectId !== undefined) {
    say(`Project of the region ${project.region}: ${projectId}.`);
    return { value: { credentials, projectId } };
  }
  const { iamEndpoint: endpoint, region } = project;
  const signedIn = target.way.kind !== 'given';
  const searched = await findProject({ credentials, endpoint, region, signedIn, quote }, asking);
  if (!('value' in searched)) return searched;
  say(`Project of the region ${region}: ${searched.value}.`);
  return { value: { credentials, projectId: searched.value } };
}

type Entry = Pick<TemporaryCredentials, 'credentials' | 'projectId'> & {
  /** Undefined where nobody says when they end. */
  readonly expires?: Date;
};

async function credentialsFor(
  way: AuthMethod,
  project: Project,
  world: AuthContext,
): Promise<Result<Entry>> {
  switch (way.kind) {
    case 'given':
      return { value: { credentials: way.credentials } };
    case 'agency':
      return byAgency(world);
    case 'sts':
    case 'iam':
      return byIdToken(way, project, world);
  }
}

async function byAgency({ asking, connectToMetadata, mask }: AuthContext): Promise<Result<Entry>> {
  const transport = await connectToMetadata();
  try {
    const found = await agencyKeys({ ...asking, transport, proxied: false }, mask);
    return masked(found, mask);
  } finally {
    await transport.close();
  }
}

async function byIdToken(
  way: Extract<AuthMethod, { kind: 'sts' | 'iam' }>,
  project: Project,
  { asking, mask, quote, say }: AuthContext,
): Promise<Result<Entry>> {
  const idToken = await fetchIdToken(way.idTokens, way.audience, asking);
  if (!('value' in idToken)) return idToken;
  mask(idToken.value);
  // A try with an ID token that is over by then would be refused for that reason alone.
  const deadline = Math.min(asking.deadline, endOf(idToken.value));
  const inTime = { ...asking, deadline };
  const scope = 'id' in project ? { id: project.id } : { name: project.region };
  const found = masked(
    way.kind === 'sts'
      ? await assumeAgency(way, idToken.value, inTime)
      : await tokenForIdToken({ ...way, scope }, idToken.value, inTime),
    mask,
  );
  if ('reason' in found && found.refused === true) {
    say('The ID token of this job claims:');
    for (const claim of describeClaims(idToken.value, quote)) say(`  ${claim}`);
  }
  return found;
}

function masked(
  found: Result<TemporaryCredentials>,
  mask: (secret: string) => void,
): Result<TemporaryCredentials> {
  if (!('value' in found)) return found;
  const { credentials } = found.value;
  if (credentials.kind === 'token') mask(credentials.token);
  else {
    mask(credentials.accessKey);
    mask(credentials.secretKey);
    mask(credentials.securityToken ?? '');
  }
  return found;
}

function endsTooSoon(
  way: AuthMethod,
  expires: Date,
  { deadline }: RequestContext,
): Extract<Result<Session>, { reason: unknown }> {
  const end = new Date(deadline).toISOString();
  return {
    reason: {
      message: `the credentials end at ${expires.toISOString()}, before the time of the run does at ${end}`,
      advice:
        way.kind === 'sts'
          ? 'Give timeout fewer seconds or session_duration more, and check the clock of the runner'
          : 'Give timeout fewer seconds, and check the clock of the runner',
    },
  };
}
