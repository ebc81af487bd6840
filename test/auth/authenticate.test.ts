import { describe, expect, it } from '@jest/globals';
import type { Credentials } from '../../src/huaweicloud/request-auth.ts';
import type { AuthMethod } from '../../src/auth/auth-method.ts';
import { signIn } from '../../src/auth/authenticate.ts';
import type { Project, Target } from '../../src/auth/target.ts';
import {
  response,
  failure,
  createContext,
  ScriptedTransport,
} from '../../harness/request-context.ts';
import {
  ID_TOKEN,
  ACCESS_KEY,
  SECRET_KEY,
  SECURITY_TOKEN,
  SUBJECT_TOKEN,
  METADATA_TOKEN,
  BY_ID,
  BY_REGION,
  KEYS,
  WAYS,
  ASK_GITHUB,
  ASK_STS,
  ASK_IAM,
  ASK_PROJECTS,
  ASK_OWN_PROJECTS,
  idToken,
  projects,
  stsKeys,
  token,
  metadata,
  TEMPORARY,
  signedIn,
  saidBy,
  ENDS,
  FOUND,
  reasonOf,
} from './scripted-sign-in.ts';

describe('with given credentials', () => {
  it('nobody is asked, and nothing is said of an end that nobody knows', async () => {
    const signed = await signedIn(WAYS.given, BY_ID);
    expect(signed.found).toEqual({ value: { credentials: KEYS, projectId: 'p-123' } });
    expect(signed.did).toEqual([]);
    expect(signed.connections).toBe(0);
  });

  it.each<[string, Credentials, string]>([
    ['keys', KEYS, ASK_PROJECTS],
    ['a token', { kind: 'token', token: 'input-token' }, ASK_OWN_PROJECTS],
  ])('only the project is asked for: %s', async (_what, credentials, question) => {
    const way: AuthMethod = { kind: 'static', credentials };
    const signed = await signedIn(way, BY_REGION, { script: [projects] });
    expect(signed.found).toEqual({ value: { credentials, projectId: 'p-found' } });
    expect(signed.calls()).toEqual([question]);
    expect(signed.did).toEqual(['ask', `say ${FOUND}`]);
  });

  it('a project that is not found ends it', async () => {
    const none = response(200, { projects: [] });
    const signed = await signedIn(WAYS.given, BY_REGION, { script: [none] });
    expect(reasonOf(signed).message).toBe(
      'IAM knows no project with the name cn-north-4; found: none',
    );
    expect(saidBy(signed)).toEqual([]);
  });
});

describe('by STS', () => {
  it('gives temporary keys in two calls', async () => {
    const signed = await signedIn(WAYS.sts, BY_ID, { script: [idToken, stsKeys()] });
    expect(signed.found).toEqual({ value: { credentials: TEMPORARY, projectId: 'p-123' } });
    expect(signed.calls()).toEqual([ASK_GITHUB, ASK_STS]);
    expect(signed.transport.sent[1]?.body).toContain(ID_TOKEN);
    expect(signed.did).toEqual([
      'ask',
      `mask ${ID_TOKEN}`,
      'ask',
      `mask ${ACCESS_KEY}`,
      `mask ${SECRET_KEY}`,
      `mask ${SECURITY_TOKEN}`,
      `say ${ENDS}`,
    ]);
  });

  it('finds the project with the new keys', async () => {
    const script = [idToken, stsKeys(), projects];
    const signed = await signedIn(WAYS.sts, BY_REGION, { script });
    expect(signed.found).toEqual({ value: { credentials: TEMPORARY, projectId: 'p-found' } });
    // As with static keys, which take the last one too: two calls more.
    expect(signed.calls()).toEqual([ASK_GITHUB, ASK_STS, ASK_PROJECTS]);
    expect(signed.transport.sent[2]?.headers).toMatchObject({
      'X-Security-Token': SECURITY_TOKEN,
      Authorization: expect.stringContaining(`Access=${ACCESS_KEY}, `),
    });
    expect(saidBy(signed)).toEqual([ENDS, FOUND]);
  });
});

describe('by IAM', () => {
  it.each<[string, Project, object]>([
    ['by its id', BY_ID, { id: 'p-123' }],
    ['by the name of its region', BY_REGION, { name: 'cn-north-4' }],
  ])('asks for a token of the project, %s', async (_what, project, scope) => {
    const id = 'id' in project ? project.id : 'p-named';
    const script = [idToken, token({ project: { id } })];
    const signed = await signedIn(WAYS.iam, project, { script });
    // Two calls: the answer names the project that would otherwise be looked up.
    expect(signed.calls()).toEqual([ASK_GITHUB, ASK_IAM]);
    expect(JSON.parse(signed.transport.sent[1]?.body ?? '')).toEqual({
      auth: { id_token: { id: ID_TOKEN }, scope: { project: scope } },
    });
    expect(signed.found).toEqual({
      value: {
        credentials: { kind: 'token', token: SUBJECT_TOKEN },
        projectId: id,
      },
    });
    expect(signed.did).toEqual([
      'ask',
      `mask ${ID_TOKEN}`,
      'ask',
      `mask ${SUBJECT_TOKEN}`,
      `say ${ENDS}`,
      ...('id' in project ? [] : ['say Project of the region cn-north-4: p-named.']),
    ]);
  });

  it('looks the project up where the answer does not name it', async () => {
    const script = [idToken, token(), projects];
    const signed = await signedIn(WAYS.iam, BY_REGION, { script });
    expect(signed.calls()).toEqual([ASK_GITHUB, ASK_IAM, ASK_OWN_PROJECTS]);
    expect(signed.transport.sent[2]?.headers).toMatchObject({ 'X-Auth-Token': SUBJECT_TOKEN });
    expect(signed.found).toMatchObject({ value: { projectId: 'p-found' } });
  });
});

describe('by the agency of the ECS', () => {
  it('asks the metadata service by a way of its own, which is closed', async () => {
    const signed = await signedIn(WAYS.agency, BY_ID, { local: metadata() });
    expect(signed.found).toEqual({ value: { credentials: TEMPORARY, projectId: 'p-123' } });
    expect(signed.calls()).toEqual([]);
    expect(signed.local.sent.map(({ method, url }) => `${method} ${url.host}`)).toEqual([
      'PUT 169.254.169.254',
      'GET 169.254.169.254',
    ]);
    expect([signed.connections, signed.local.closed]).toEqual([1, 1]);
    expect(signed.did).toEqual([
      'ask',
      `mask ${METADATA_TOKEN}`,
      'ask',
      `mask ${ACCESS_KEY}`,
      `mask ${SECRET_KEY}`,
      `mask ${SECURITY_TOKEN}`,
      `say ${ENDS}`,
    ]);
  });

  it('asks IAM for the project by the usual way', async () => {
    const setting = { local: metadata(), script: [projects] };
    const signed = await signedIn(WAYS.agency, BY_REGION, setting);
    expect(signed.calls()).toEqual([ASK_PROJECTS]);
    expect(signed.found).toMatchObject({ value: { projectId: 'p-found' } });
  });

  it('speaks of no proxy, for it knows none, and closes its way all the same', async () => {
    const local = [failure('refused')];
    const signed = await signedIn(WAYS.agency, BY_ID, { local, own: { proxied: true } });
    expect(JSON.stringify(reasonOf(signed))).not.toMatch(/proxy/i);
    expect(signed.local.closed).toBe(1);
    expect(signed.did).toEqual(['ask']);
  });

  it('closes its way when something unforeseen happens', async () => {
    const local = new ScriptedTransport([]);
    const scene = createContext([]);
    const target: Target = { way: WAYS.agency, project: BY_ID, source: '', endpoint: '' };
    const world = {
      asking: scene.context,
      connectToMetadata: () => Promise.resolve(local),
      mask: () => undefined,
      quote: (text: string) => text,
      say: () => undefined,
    };
    await expect(signIn(target, world)).rejects.toThrow('not in the script');
    expect(local.closed).toBe(1);
  });
});

it('nothing more is asked once the run is stopped', async () => {
  const stop = new AbortController();
  const scene = createContext([]);
  const transport = new ScriptedTransport([idToken, stsKeys()], () => {
    stop.abort();
  });
  const target: Target = { way: WAYS.sts, project: BY_ID, source: '', endpoint: '' };
  const found = await signIn(target, {
    asking: { ...scene.context, transport, stop: stop.signal },
    connectToMetadata: () => Promise.reject(new Error('nobody asked for it')),
    mask: () => undefined,
    quote: (text) => text,
    say: () => undefined,
  });
  expect(found).toMatchObject({ reason: { message: 'the run ended before STS was asked' } });
  expect(transport.sent).toHaveLength(1);
});
