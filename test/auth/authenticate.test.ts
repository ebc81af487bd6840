import { describe, expect, it } from '@jest/globals';
import type { RequestContext, Result } from '../../src/huaweicloud/send-with-retry.ts';
import type { Credentials } from '../../src/huaweicloud/request-auth.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import { Secrets } from '../../src/secrets/redact.ts';
import type { AuthMethod } from '../../src/auth/auth-method.ts';
import { signIn } from '../../src/auth/authenticate.ts';
import type { Session } from '../../src/auth/authenticate.ts';
import type { Project, Target } from '../../src/auth/target.ts';
import {
  answer,
  DEADLINE,
  failure,
  sceneOf,
  ScriptedTransport,
  START,
} from '../huaweicloud/request-context.ts';
import type { Scene } from '../huaweicloud/request-context.ts';

const encode = (claims: object): string =>
  Buffer.from(JSON.stringify(claims)).toString('base64url');
const ID_TOKEN = `aGVhZGVy.${encode({ iss: 'https://issuer.example.com', sub: 'repo:octo/fleet' })}.c2ln`;
const ACCESS_KEY = 'TEMPORARYACCESSKEY01';
const SECRET_KEY = 'TemporarySecretKey';
const SECURITY_TOKEN = 'Temporary+Security/Token==';
const SUBJECT_TOKEN = 'MIISubjectToken+/==';
const METADATA_TOKEN = 'bWV0YWRhdGEtdG9rZW4=';

const BY_ID: Project = { id: 'p-123' };
const BY_REGION: Project = {
  region: 'cn-north-4',
  iamEndpoint: 'https://iam.cn-north-4.myhuaweicloud.com',
};
const ID_TOKENS = {
  idTokens: { url: new URL('https://token.example.com/id'), bearer: 'request-token' },
  audience: 'https://iam.myhuaweicloud.com',
};
const KEYS: Credentials = { kind: 'keys', accessKey: 'input-access', secretKey: 'input-secret' };
const WAYS = {
  given: { kind: 'given', credentials: KEYS },
  sts: {
    kind: 'sts',
    ...ID_TOKENS,
    endpoint: 'https://sts.cn-north-4.myhuaweicloud.com',
    providerUrn: 'iam::0:oidcProvider:github',
    agencyUrn: 'iam::0:agency:resetter',
    sessionName: 'octo+fleet@run-42',
    sessionSeconds: 900,
  },
  iam: {
    kind: 'iam',
    ...ID_TOKENS,
    endpoint: 'https://iam.cn-north-4.myhuaweicloud.com',
    identityProvider: 'github',
  },
  agency: { kind: 'agency' },
} as const satisfies Record<string, AuthMethod>;

const ASK_GITHUB = 'GET https://token.example.com/id?audience=https%3A%2F%2Fiam.myhuaweicloud.com';
const ASK_STS = 'POST https://sts.cn-north-4.myhuaweicloud.com/v5/agencies/assume-with-oidc';
const ASK_IAM = 'POST https://iam.cn-north-4.myhuaweicloud.com/v3.0/OS-AUTH/id-token/tokens';
const ASK_PROJECTS = 'GET https://iam.cn-north-4.myhuaweicloud.com/v3/projects?name=cn-north-4';
const ASK_OWN_PROJECTS = 'GET https://iam.cn-north-4.myhuaweicloud.com/v3/auth/projects';

const LATER = new Date(DEADLINE + 3_600_000);
const idToken = answer(200, { value: ID_TOKEN });
const projects = answer(200, { projects: [{ id: 'p-found', name: 'cn-north-4' }] });
const stsKeys = (expires = LATER): HttpResult =>
  answer(200, {
    credentials: {
      access_key_id: ACCESS_KEY,
      secret_access_key: SECRET_KEY,
      security_token: SECURITY_TOKEN,
      expiration: expires.toISOString(),
    },
  });
const token = (more: object = {}, expires = LATER): HttpResult =>
  answer(
    201,
    { token: { expires_at: expires.toISOString(), ...more } },
    {
      'x-subject-token': SUBJECT_TOKEN,
    },
  );
const metadata = (expires = LATER): HttpResult[] => [
  answer(200, METADATA_TOKEN),
  answer(200, {
    credential: {
      access: ACCESS_KEY,
      secret: SECRET_KEY,
      securitytoken: SECURITY_TOKEN,
      expires_at: expires.toISOString(),
    },
  }),
];
const TEMPORARY = {
  kind: 'keys',
  accessKey: ACCESS_KEY,
  secretKey: SECRET_KEY,
  securityToken: SECURITY_TOKEN,
};

interface Signed extends Scene {
  readonly found: Result<Session>;
  /** Masks, words and questions, in order. */
  readonly did: string[];
  readonly local: ScriptedTransport;
  readonly connections: number;
}

async function signedIn(
  way: AuthMethod,
  project: Project,
  {
    script = [],
    local: localScript = [],
    own = {},
  }: {
    readonly script?: readonly HttpResult[];
    /** What the metadata service answers. */
    readonly local?: readonly HttpResult[];
    readonly own?: Partial<RequestContext>;
  } = {},
): Promise<Signed> {
  const did: string[] = [];
  const note = (): void => void did.push('ask');
  const transport = new ScriptedTransport(script, note);
  const local = new ScriptedTransport(localScript, note);
  const scene = { ...sceneOf([], { transport, ...own }), transport };
  const secrets = new Secrets();
  let connections = 0;
  const target: Target = {
    way,
    project,
    source: 'a source',
    endpoint: 'https://ecs.cn-north-4.myhuaweicloud.com',
  };
  const found = await scene.clock.run(
    signIn(target, {
      asking: scene.asking,
      connectToMetadata: () => {
        connections += 1;
        return Promise.resolve(local);
      },
      mask: (secret) => void did.push(`mask ${secret}`),
      quote: (text, longest) => secrets.quote(text, longest),
      say: (line) => void did.push(`say ${line}`),
    }),
  );
  expect(transport.unused + local.unused).toBe(0);
  expect(transport.closed).toBe(0);
  const calls = (): string[] => transport.sent.map(({ method, url }) => `${method} ${url.href}`);
  return { ...scene, calls, found, did, local, connections };
}

const saidBy = ({ did }: Signed): string[] =>
  did.filter((deed) => deed.startsWith('say ')).map((deed) => deed.slice(4));
const ENDS = `Signed in by a source. The credentials end at ${LATER.toISOString()}.`;
const FOUND = 'Project of the region cn-north-4: p-found.';

function reasonOf({ found }: Signed): { message: string; advice: string } {
  if ('value' in found) throw new Error('it signed in');
  return found.reason;
}

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
    const way: AuthMethod = { kind: 'given', credentials };
    const signed = await signedIn(way, BY_REGION, { script: [projects] });
    expect(signed.found).toEqual({ value: { credentials, projectId: 'p-found' } });
    expect(signed.calls()).toEqual([question]);
    expect(signed.did).toEqual(['ask', `say ${FOUND}`]);
  });

  it('a project that is not found ends it', async () => {
    const none = answer(200, { projects: [] });
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
    const scene = sceneOf([]);
    const target: Target = { way: WAYS.agency, project: BY_ID, source: '', endpoint: '' };
    const world = {
      asking: scene.asking,
      connectToMetadata: () => Promise.resolve(local),
      mask: () => undefined,
      quote: (text: string) => text,
      say: () => undefined,
    };
    await expect(signIn(target, world)).rejects.toThrow('not in the script');
    expect(local.closed).toBe(1);
  });
});

describe('credentials that end', () => {
  const setting = (way: AuthMethod, expires: Date): Parameters<typeof signedIn>[2] => ({
    script: {
      given: [],
      agency: [],
      sts: [idToken, stsKeys(expires)],
      iam: [idToken, token({}, expires)],
    }[way.kind],
    local: way.kind === 'agency' ? metadata(expires) : [],
  });

  it.each([
    [
      'sts',
      'Give timeout fewer seconds or session_duration more, and check the clock of the runner',
    ],
    ['iam', 'Give timeout fewer seconds, and check the clock of the runner'],
    ['agency', 'Give timeout fewer seconds, and check the clock of the runner'],
  ] as const)('before the run does are refused at once (%s)', async (kind, advice) => {
    const expires = new Date(DEADLINE - 1);
    // Nothing is left in the script for the project: it must not be asked for any more.
    const signed = await signedIn(WAYS[kind], BY_REGION, setting(WAYS[kind], expires));
    expect(reasonOf(signed)).toEqual({
      message: `the credentials end at ${expires.toISOString()}, before the time of the run does at ${new Date(DEADLINE).toISOString()}`,
      advice,
    });
    expect(saidBy(signed)).toEqual([]);
    expect(signed.did).toContain(`mask ${kind === 'iam' ? SUBJECT_TOKEN : SECRET_KEY}`);
  });

  it.each(['sts', 'iam', 'agency'] as const)('just with the run are taken (%s)', async (kind) => {
    const signed = await signedIn(WAYS[kind], BY_ID, setting(WAYS[kind], new Date(DEADLINE)));
    expect(signed.found).toHaveProperty('value');
  });
});

describe('an ID token that ends before the run does', () => {
  const LIFE_SECONDS = 300;
  const shortLived = answer(200, {
    value: `aGVhZGVy.${encode({ exp: START / 1_000 + LIFE_SECONDS })}.c2ln`,
  });
  const busy = (seconds: number): HttpResult => answer(429, '', { 'retry-after': String(seconds) });
  const GOOD = { sts: stsKeys(), iam: token() };

  it.each(['sts', 'iam'] as const)('is not sent again after its end (%s)', async (kind) => {
    const signed = await signedIn(WAYS[kind], BY_ID, { script: [shortLived, busy(LIFE_SECONDS)] });
    // The reason is what the service said, and not that it refuses a token that is over.
    expect(signed.found).toMatchObject({ status: 429 });
    expect(signed.found).not.toHaveProperty('refused');
    expect(signed.waits).toEqual([]);
    expect(signed.gaveUp).toEqual([{ reason: reasonOf(signed), waitMs: 300_500 }]);
    expect(saidBy(signed)).toEqual([]);
  });

  it.each(['sts', 'iam'] as const)('is sent again before its end (%s)', async (kind) => {
    const script = [shortLived, busy(LIFE_SECONDS - 1), GOOD[kind]];
    const signed = await signedIn(WAYS[kind], BY_ID, { script });
    expect(signed.found).toHaveProperty('value');
    expect(signed.waits).toMatchObject([{ waitMs: 299_500 }]);
  });

  it('is no limit for the search of the project, which goes by the new keys', async () => {
    const script = [shortLived, stsKeys(), busy(LIFE_SECONDS + 60), projects];
    const signed = await signedIn(WAYS.sts, BY_REGION, { script });
    expect(signed.found).toMatchObject({ value: { projectId: 'p-found' } });
  });

  it.each(['sts', 'iam'] as const)('the run is a limit all the same (%s)', async (kind) => {
    const value = `aGVhZGVy.${encode({ exp: DEADLINE / 1_000 + 3_600 })}.c2ln`;
    const script = [answer(200, { value }), busy((DEADLINE - START) / 1_000)];
    const signed = await signedIn(WAYS[kind], BY_ID, { script });
    expect(signed.found).toMatchObject({ status: 429 });
    expect(signed.gaveUp).toHaveLength(1);
  });
});

describe('a search for the project that is refused with 401', () => {
  const no = answer(401, { error_code: 'APIGW.0301', error_msg: 'verify aksk signature fail' });

  it('names the inputs where they gave the credentials', async () => {
    const signed = await signedIn(WAYS.given, BY_REGION, { script: [no] });
    expect(reasonOf(signed).advice).toMatch(/^Check secret_key:/);
  });

  it.each([
    ['sts', { script: [idToken, stsKeys(), no] }],
    ['iam', { script: [idToken, token(), no] }],
    ['agency', { script: [no], local: metadata() }],
  ] as const)('names no credentials of the inputs where there are none (%s)', async (kind, how) => {
    const signed = await signedIn(WAYS[kind], BY_REGION, how);
    expect(reasonOf(signed).advice).toMatch(/^The sign-in of this run gave them/);
  });
});

describe('a refusal', () => {
  const CLAIMS = [
    'The ID token of this job claims:',
    '  iss: https://issuer.example.com',
    '  sub: repo:octo/fleet',
    '  aud: (none)',
    '  repository: (none)',
    '  ref: (none)',
    '  environment: (none)',
  ];
  const last = { maxRetries: 0 };

  it.each([400, 401, 403, 404, 409, 422])('%i shows what the token claims', async (status) => {
    for (const way of [WAYS.sts, WAYS.iam]) {
      const signed = await signedIn(way, BY_ID, { script: [idToken, answer(status)] });
      expect(signed.found).toMatchObject({ status });
      expect(saidBy(signed)).toEqual(CLAIMS);
      expect(signed.did.indexOf(`mask ${ID_TOKEN}`)).toBeLessThan(
        signed.did.indexOf(`say ${CLAIMS[0] ?? ''}`),
      );
      expect(signed.did.filter((deed) => deed.startsWith('say')).join()).not.toContain(ID_TOKEN);
    }
  });

  it.each<[string, HttpResult]>([
    ['in the body of a success', answer(200, { error_code: 'STS5.1001', error_msg: 'no' })],
    ['cut off', { kind: 'failure', started: true, cause: 'closed', status: 401 }],
  ])('shows what the token claims too: %s', async (_what, result) => {
    for (const way of [WAYS.sts, WAYS.iam]) {
      const signed = await signedIn(way, BY_ID, { script: [idToken, result] });
      expect(signed.found).toMatchObject({ refused: true });
      expect(saidBy(signed)).toEqual(CLAIMS);
    }
  });

  it.each<[string, HttpResult]>([
    ['calls are limited', answer(429)],
    ['the service fails', answer(503)],
    ['a redirect', answer(302)],
    ['another answer', answer(200, {})],
    ['no answer', failure('tls')],
    ['an answer cut off', { kind: 'failure', started: true, cause: 'closed', status: 503 }],
    ['the end of the run', failure('aborted', true)],
  ])('that has nothing to do with the claims shows none: %s', async (_what, result) => {
    for (const way of [WAYS.sts, WAYS.iam]) {
      const signed = await signedIn(way, BY_ID, { script: [idToken, result], own: last });
      expect(signed.found).toHaveProperty('reason');
      expect(saidBy(signed)).toEqual([]);
    }
  });

  it('of GitHub has no token to show, and nobody else is asked', async () => {
    for (const result of [answer(401), answer(403), failure('dns')]) {
      for (const way of [WAYS.sts, WAYS.iam]) {
        const signed = await signedIn(way, BY_REGION, { script: [result], own: last });
        expect(reasonOf(signed).message).toMatch(/^GitHub g/);
        expect(signed.did).toEqual(['ask']);
      }
    }
  });

  it('to tell the project shows no claims: the token has done its work', async () => {
    const script = [idToken, stsKeys(), answer(403)];
    const signed = await signedIn(WAYS.sts, BY_REGION, { script });
    expect(reasonOf(signed).message).toMatch(/^IAM does not let these credentials ask/);
    expect(saidBy(signed)).toEqual([ENDS]);
  });
});

it('nothing more is asked once the run is stopped', async () => {
  const stop = new AbortController();
  const scene = sceneOf([]);
  const transport = new ScriptedTransport([idToken, stsKeys()], () => {
    stop.abort();
  });
  const target: Target = { way: WAYS.sts, project: BY_ID, source: '', endpoint: '' };
  const found = await signIn(target, {
    asking: { ...scene.asking, transport, stop: stop.signal },
    connectToMetadata: () => Promise.reject(new Error('nobody asked for it')),
    mask: () => undefined,
    quote: (text) => text,
    say: () => undefined,
  });
  expect(found).toMatchObject({ reason: { message: 'the run ended before STS was asked' } });
  expect(transport.sent).toHaveLength(1);
});
