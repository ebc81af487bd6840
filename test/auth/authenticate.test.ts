import { describe, expect, it } from '@jest/globals';
import type { Credentials } from '../../src/huaweicloud/request-auth.ts';
import type { AuthMethod } from '../../src/auth/auth-method.ts';
import { authenticate } from '../../src/auth/authenticate.ts';
import type { ProjectSource } from '../../src/auth/target.ts';
import {
  createContext,
  failure,
  response,
  ScriptedTransport,
} from '../../harness/request-context.ts';
import {
  ACCESS_KEY,
  EXPIRY_LINE,
  GITHUB_CALL,
  GIVEN_PROJECT,
  IAM_CALL,
  ID_TOKEN,
  idToken,
  KEYS,
  linesOf,
  metadata,
  METADATA_TOKEN,
  METHODS,
  OWN_PROJECTS_CALL,
  PROJECT_LINE,
  PROJECT_OF_REGION,
  projects,
  PROJECTS_CALL,
  reasonOf,
  SECRET_KEY,
  SECURITY_TOKEN,
  signIn,
  STS_CALL,
  stsKeys,
  SUBJECT_TOKEN,
  targetWith,
  TEMPORARY,
  token,
} from './scripted-sign-in.ts';

describe('with static credentials', () => {
  it('sends no request, and logs no expiry, which is not known', async () => {
    const signedIn = await signIn(METHODS.static, GIVEN_PROJECT);
    expect(signedIn.result).toEqual({
      ok: true,
      value: { credentials: KEYS, isSession: false, projectId: 'p-123' },
    });
    expect(signedIn.events).toEqual([]);
    expect(signedIn.connections).toBe(0);
  });

  it.each<[string, Credentials, string]>([
    ['keys', KEYS, PROJECTS_CALL],
    ['a token', { kind: 'token', token: 'input-token' }, OWN_PROJECTS_CALL],
  ])('looks up only the project: %s', async (_what, credentials, call) => {
    const method: AuthMethod = { kind: 'static', credentials };
    const signedIn = await signIn(method, PROJECT_OF_REGION, { script: [projects] });
    expect(signedIn.result).toEqual({
      ok: true,
      value: { credentials, isSession: false, projectId: 'p-found' },
    });
    expect(signedIn.calls()).toEqual([call]);
    expect(signedIn.events).toEqual(['request', `info ${PROJECT_LINE}`]);
  });

  it('fails when the project does not exist', async () => {
    const none = response(200, { projects: [] });
    const signedIn = await signIn(METHODS.static, PROJECT_OF_REGION, { script: [none] });
    expect(reasonOf(signedIn).message).toBe(
      'IAM knows no project with the name cn-north-4; found: none',
    );
    expect(linesOf(signedIn)).toEqual([]);
  });
});

describe('with STS', () => {
  it('gets temporary keys in two calls', async () => {
    const signedIn = await signIn(METHODS.sts, GIVEN_PROJECT, { script: [idToken, stsKeys()] });
    expect(signedIn.result).toEqual({
      ok: true,
      value: { credentials: TEMPORARY, isSession: true, projectId: 'p-123' },
    });
    expect(signedIn.calls()).toEqual([GITHUB_CALL, STS_CALL]);
    expect(signedIn.transport.sent[1]?.body).toContain(ID_TOKEN);
    expect(signedIn.events).toEqual([
      'request',
      `mask ${ID_TOKEN}`,
      'request',
      `mask ${ACCESS_KEY}`,
      `mask ${SECRET_KEY}`,
      `mask ${SECURITY_TOKEN}`,
      `info ${EXPIRY_LINE}`,
    ]);
  });

  it('looks up the project with the new keys', async () => {
    const script = [idToken, stsKeys(), projects];
    const signedIn = await signIn(METHODS.sts, PROJECT_OF_REGION, { script });
    expect(signedIn.result).toEqual({
      ok: true,
      value: { credentials: TEMPORARY, isSession: true, projectId: 'p-found' },
    });
    // Two calls more than with static keys, which need only the last one.
    expect(signedIn.calls()).toEqual([GITHUB_CALL, STS_CALL, PROJECTS_CALL]);
    expect(signedIn.transport.sent[2]?.headers).toMatchObject({
      'X-Security-Token': SECURITY_TOKEN,
      Authorization: expect.stringContaining(`Access=${ACCESS_KEY}, `),
    });
    expect(linesOf(signedIn)).toEqual([EXPIRY_LINE, PROJECT_LINE]);
  });
});

describe('with IAM', () => {
  it.each<[string, ProjectSource, object]>([
    ['by its ID', GIVEN_PROJECT, { id: 'p-123' }],
    ['by the name of its region', PROJECT_OF_REGION, { name: 'cn-north-4' }],
  ])('requests a token of the project %s', async (_what, project, scope) => {
    const id = project.kind === 'given' ? project.id : 'p-named';
    const script = [idToken, token({ project: { id } })];
    const signedIn = await signIn(METHODS.iam, project, { script });
    // Two calls: the response names the project, so it is not looked up.
    expect(signedIn.calls()).toEqual([GITHUB_CALL, IAM_CALL]);
    expect(JSON.parse(signedIn.transport.sent[1]?.body ?? '')).toEqual({
      auth: { id_token: { id: ID_TOKEN }, scope: { project: scope } },
    });
    expect(signedIn.result).toEqual({
      ok: true,
      value: {
        credentials: { kind: 'token', token: SUBJECT_TOKEN },
        isSession: true,
        projectId: id,
      },
    });
    expect(signedIn.events).toEqual([
      'request',
      `mask ${ID_TOKEN}`,
      'request',
      `mask ${SUBJECT_TOKEN}`,
      `info ${EXPIRY_LINE}`,
      ...(project.kind === 'given' ? [] : ['info Project of the region cn-north-4: p-named.']),
    ]);
  });

  it('looks up the project when the response does not name it', async () => {
    const script = [idToken, token(), projects];
    const signedIn = await signIn(METHODS.iam, PROJECT_OF_REGION, { script });
    expect(signedIn.calls()).toEqual([GITHUB_CALL, IAM_CALL, OWN_PROJECTS_CALL]);
    expect(signedIn.transport.sent[2]?.headers).toMatchObject({ 'X-Auth-Token': SUBJECT_TOKEN });
    expect(signedIn.result).toMatchObject({ value: { projectId: 'p-found' } });
  });
});

describe('with the agency of the ECS', () => {
  it('gets keys from the metadata service by a connection of its own, and closes it', async () => {
    const signedIn = await signIn(METHODS.agency, GIVEN_PROJECT, { metadataScript: metadata() });
    expect(signedIn.result).toEqual({
      ok: true,
      value: { credentials: TEMPORARY, isSession: true, projectId: 'p-123' },
    });
    expect(signedIn.calls()).toEqual([]);
    expect(
      signedIn.metadataTransport.sent.map(({ method, url }) => `${method} ${url.host}`),
    ).toEqual(['PUT 169.254.169.254', 'GET 169.254.169.254']);
    expect([signedIn.connections, signedIn.metadataTransport.closed]).toEqual([1, 1]);
    expect(signedIn.events).toEqual([
      'request',
      `mask ${METADATA_TOKEN}`,
      'request',
      `mask ${ACCESS_KEY}`,
      `mask ${SECRET_KEY}`,
      `mask ${SECURITY_TOKEN}`,
      `info ${EXPIRY_LINE}`,
    ]);
  });

  it('looks up the project by the usual connection', async () => {
    const responses = { metadataScript: metadata(), script: [projects] };
    const signedIn = await signIn(METHODS.agency, PROJECT_OF_REGION, responses);
    expect(signedIn.calls()).toEqual([PROJECTS_CALL]);
    expect(signedIn.result).toMatchObject({ value: { projectId: 'p-found' } });
  });

  it('mentions no proxy when it fails, and closes the connection', async () => {
    const metadataScript = [failure('refused')];
    const signedIn = await signIn(METHODS.agency, GIVEN_PROJECT, {
      metadataScript,
      overrides: { proxied: true },
    });
    expect(JSON.stringify(reasonOf(signedIn))).not.toMatch(/proxy/i);
    expect(signedIn.metadataTransport.closed).toBe(1);
    expect(signedIn.events).toEqual(['request']);
  });

  it('closes the connection after an unexpected error', async () => {
    const metadataTransport = new ScriptedTransport([]);
    const context = {
      requests: createContext([]).context,
      connectToMetadata: () => metadataTransport,
      info: () => undefined,
    };
    await expect(authenticate(targetWith(METHODS.agency, GIVEN_PROJECT), context)).rejects.toThrow(
      'not in the script',
    );
    expect(metadataTransport.closed).toBe(1);
  });
});

it('sends no further request after the run is stopped', async () => {
  const stop = new AbortController();
  const transport = new ScriptedTransport([idToken, stsKeys()], () => {
    stop.abort();
  });
  const result = await authenticate(targetWith(METHODS.sts, GIVEN_PROJECT), {
    requests: createContext([], { transport, stop: stop.signal }).context,
    connectToMetadata: () => {
      throw new Error('the metadata service is not needed');
    },
    info: () => undefined,
  });
  expect(result).toMatchObject({
    ok: false,
    error: { message: 'the run ended before a request was sent to STS' },
  });
  expect(transport.sent).toHaveLength(1);
});
