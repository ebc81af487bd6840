import { describe, expect, it } from '@jest/globals';
import {
  createContext,
  failure,
  response,
  START,
  USER_AGENT,
} from '../../harness/request-context.ts';
import type { ScriptedContext } from '../../harness/request-context.ts';
import { listProjects, PROJECT_ID, tokenForIdToken } from '../../src/huaweicloud/iam.ts';
import type { Project, ProjectScope } from '../../src/huaweicloud/iam.ts';
import type { Credentials, TemporaryCredentials } from '../../src/huaweicloud/request-auth.ts';
import type { RequestFailure } from '../../src/huaweicloud/send-with-retry.ts';
import { sign } from '../../src/huaweicloud/signing.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import { success } from '../../src/result.ts';
import { failureOf, TEXTS } from './sample-request.ts';
import type { Sent } from './sample-request.ts';

const ENDPOINT = 'https://iam.cn-north-4.myhuaweicloud.com';
const REGION = 'cn-north-4';
const ID_TOKEN = 'aGVhZGVy.cGF5bG9hZA.c2lnbmF0dXJl';
const SUBJECT_TOKEN = 'MIISubjectToken+/==';

function mismatch(status: number): RequestFailure {
  return {
    status,
    refused: false,
    reason: {
      message: `the response of IAM does not match its documentation (HTTP ${status})`,
      advice: TEXTS.unreachable,
    },
  };
}

function refusal(status: number): RequestFailure {
  return {
    status,
    refused: true,
    reason: {
      code: 'IAM.0001',
      message: `refused with ${status}${status === 401 ? '' : '; the service says: no'}`,
      advice: 'Change the request',
    },
  };
}

describe('tokenForIdToken', () => {
  const TOKEN = { expires_at: '2026-11-22T00:00:00.000000Z', issued_at: 'x', methods: ['mapped'] };
  const HEADERS = { 'x-subject-token': SUBJECT_TOKEN };

  async function request(
    script: readonly HttpResult[],
    scope: ProjectScope = { id: 'p-1' },
    endpoint = ENDPOINT,
  ): Promise<Sent<TemporaryCredentials>> {
    const scripted = createContext(script);
    const options = { endpoint, identityProvider: 'github', scope };
    const work = tokenForIdToken(options, ID_TOKEN, TEXTS, scripted.context);
    return { ...scripted, result: await scripted.clock.run(work) };
  }

  const issued = (
    own: object = {},
    headers: Readonly<Record<string, string>> = HEADERS,
  ): HttpResult => response(201, { token: { ...TOKEN, ...own } }, headers);

  it.each<[string, ProjectScope]>([
    ['', { id: 'p-1' }],
    ['/iam/v0', { name: REGION }],
  ])('sends the request, with the path "%s" in the endpoint', async (path, scope) => {
    const { transport } = await request([issued()], scope, ENDPOINT + path);
    const [sent, ...others] = transport.sent;
    expect(others).toEqual([]);
    expect({ ...sent, url: sent?.url.href, body: undefined }).toEqual({
      method: 'POST',
      url: `${ENDPOINT}${path}/v3.0/OS-AUTH/id-token/tokens`,
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': USER_AGENT,
        'X-Idp-Id': 'github',
      },
      body: undefined,
    });
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      auth: { id_token: { id: ID_TOKEN }, scope: { project: scope } },
    });
  });

  it.each([
    ['of a project', { project: { id: 'p_1-A', name: REGION } }, { projectId: 'p_1-A' }],
    ['of a project without an id', { project: { name: REGION } }, {}],
    ['without a project', {}, {}],
  ])('returns a token %s', async (_case, own, projectId) => {
    expect((await request([issued(own)], { name: REGION })).result).toEqual(
      success({
        credentials: { kind: 'token', token: SUBJECT_TOKEN },
        expires: new Date('2026-11-22T00:00:00Z'),
        ...projectId,
      }),
    );
  });

  it.each<[string, object, ProjectScope]>([
    ['another id', { id: 'p-2', name: REGION }, { id: 'p-1' }],
    ['another name', { id: 'p-1', name: 'ap-southeast-3' }, { name: REGION }],
    ['another name and without an id', { name: 'ap-southeast-3' }, { name: REGION }],
    [
      'a part of the token as id',
      { id: SUBJECT_TOKEN.slice(0, 12), name: REGION },
      { name: REGION },
    ],
  ])('rejects a token for a project with %s', async (_case, project, scope) => {
    const { result, transport } = await request([issued({ project }), issued()], scope);
    expect(transport.sent).toHaveLength(1);
    expect(failureOf(result)).toEqual(mismatch(201));
  });

  it('accepts a short id that is also a part of the token', async () => {
    const project = { id: 'MIISubject', name: REGION };
    const { result } = await request([issued({ project })], { name: REGION });
    expect(result).toMatchObject({ ok: true, value: { projectId: 'MIISubject' } });
  });

  it('rejects a token for a project whose id is a secret', async () => {
    const { clock, context } = createContext([issued({ project: { id: 'p-secret' } })]);
    context.secrets.mask('p-secret');
    const options = { endpoint: ENDPOINT, identityProvider: 'github', scope: { name: REGION } };
    const result = await clock.run(tokenForIdToken(options, ID_TOKEN, TEXTS, context));
    expect(failureOf(result)).toEqual(mismatch(201));
  });

  it.each<[string, HttpResult]>([
    ['no token in the header', issued({}, {})],
    ['a short token', issued({}, { 'x-subject-token': 'MII' })],
    ['a token with blanks', issued({}, { 'x-subject-token': 'MII token token' })],
    ['no expiry', issued({ expires_at: undefined })],
    ['an expiry that is not a time', issued({ expires_at: 'never' })],
    ['an expiry that is a number', issued({ expires_at: 1_795_262_400 })],
    ['a project whose id is a path', issued({ project: { id: '../x' } })],
    ['a project whose id is a number', issued({ project: { id: 1 } })],
    ['a project that is a text', issued({ project: 'p-1' })],
    ['no body', response(201, '', HEADERS)],
    ['another body', response(201, { access: TOKEN }, HEADERS)],
  ])('fails for good when the response has %s', async (_case, invalid) => {
    const { result, transport } = await request([invalid, issued()]);
    expect(transport.sent).toHaveLength(1);
    expect(failureOf(result)).toEqual(mismatch(201));
    expect(JSON.stringify(result)).not.toContain(SUBJECT_TOKEN);
  });

  it.each([400, 401, 403, 404, 409])(
    'never sends a request again after a refusal with HTTP %i',
    async (status) => {
      const refused = response(status, { error_code: 'IAM.0001', error_msg: 'no' });
      const { result, transport } = await request([refused, issued()]);
      expect(transport.sent).toHaveLength(1);
      expect(failureOf(result)).toEqual(refusal(status));
    },
  );

  it('sends a request again after a failure that may pass', async () => {
    const script = [failure('closed', true), response(503), issued()];
    const { result, transport } = await request(script);
    expect(transport.sent).toHaveLength(3);
    expect(result.ok).toBe(true);
  });
});

describe('listProjects', () => {
  const KEYS = { accessKey: 'ACCESSKEYOFTHETESTS1', secretKey: 'SecretKeyOfTheTests' };
  const BY_KEYS: Credentials = { kind: 'keys', ...KEYS };
  const BY_TOKEN: Credentials = { kind: 'token', token: 'an-iam-token' };
  const PROJECT = { id: 'p-1', name: REGION };
  const listed = (...list: object[]): HttpResult => response(200, { projects: list, links: {} });

  async function list(
    script: readonly HttpResult[],
    credentials = BY_KEYS,
    endpoint = ENDPOINT,
  ): Promise<Sent<readonly Project[]>> {
    const scripted = createContext(script);
    const work = listProjects({ credentials, endpoint, name: REGION }, TEXTS, scripted.context);
    return { ...scripted, result: await scripted.clock.run(work) };
  }

  const datesOf = ({ transport }: ScriptedContext): unknown[] =>
    transport.sent.map(({ headers }) => headers['X-Sdk-Date']);

  it.each(['', '/iam/v0'])('signs the request with keys, with the path "%s"', async (path) => {
    const projects = listed({ ...PROJECT, enabled: true });
    const { transport, result } = await list([projects], BY_KEYS, ENDPOINT + path);
    expect(result).toEqual(success([PROJECT]));
    const url = new URL(`${ENDPOINT}${path}/v3/projects?name=${REGION}`);
    const unsigned = { method: 'GET', url, headers: {}, body: '' } as const;
    const headers = sign(unsigned, KEYS, new Date(START));
    expect(transport.sent).toEqual([
      { ...unsigned, headers: { ...headers, 'User-Agent': USER_AGENT } },
    ]);
    expect(headers['Authorization']).toContain('SignedHeaders=host;x-sdk-date,');
  });

  it('signs the security token of temporary keys', async () => {
    const { transport } = await list([listed(PROJECT)], { ...BY_KEYS, securityToken: 'token-1' });
    expect(transport.sent[0]?.headers).toMatchObject({
      'X-Security-Token': 'token-1',
      Authorization: expect.stringContaining('SignedHeaders=host;x-sdk-date;x-security-token,'),
    });
  });

  it.each(['', '/iam/v0'])('sends a token, with the path "%s"', async (path) => {
    const projects = [{ id: 'p-0', name: 'ap-southeast-1' }, PROJECT, { id: 'p-2', name: 'MOS' }];
    const { transport, result } = await list([listed(...projects)], BY_TOKEN, ENDPOINT + path);
    expect(result).toEqual(success(projects));
    expect(transport.sent).toEqual([
      {
        method: 'GET',
        url: new URL(`${ENDPOINT}${path}/v3/auth/projects`),
        headers: { 'X-Auth-Token': 'an-iam-token', 'User-Agent': USER_AGENT },
        body: '',
      },
    ]);
  });

  it('signs each attempt again', async () => {
    const soon = await list([response(503), listed(PROJECT)]);
    expect(datesOf(soon)).toEqual(['20261121T000000Z', '20261121T000000Z']);
    const later = await list([response(429, '', { 'retry-after': '60' }), listed(PROJECT)]);
    expect(datesOf(later)).toEqual(['20261121T000000Z', '20261121T000100Z']);
  });

  it('rejects a project of the name whose id is a secret', async () => {
    const { clock, context, transport } = createContext([
      listed({ ...PROJECT, id: 'p-secret' }),
      listed(PROJECT),
    ]);
    context.secrets.mask('p-secret');
    const options = { credentials: BY_KEYS, endpoint: ENDPOINT, name: REGION };
    const result = await clock.run(listProjects(options, TEXTS, context));
    expect(transport.sent).toHaveLength(1);
    expect(failureOf(result)).toEqual(mismatch(200));
  });

  it('returns the other projects, also where the id of one is a secret', async () => {
    const projects = [{ id: 'p-secret', name: 'another' }, PROJECT];
    const { clock, context } = createContext([listed(...projects)]);
    context.secrets.mask('p-secret');
    const options = { credentials: BY_KEYS, endpoint: ENDPOINT, name: REGION };
    expect(await clock.run(listProjects(options, TEXTS, context))).toEqual(success(projects));
  });

  it.each<[string, unknown]>([
    ['no list', {}],
    ['a list that is an object', { projects: {} }],
    ['a project without an id', { projects: [{ name: REGION }] }],
    ['an id that is a path', { projects: [{ id: 'a/../b', name: REGION }] }],
    ['an id that is too long', { projects: [{ id: 'x'.repeat(65), name: REGION }] }],
    ['a project without a name', { projects: [{ id: 'p-1' }] }],
    ['a project that is null', { projects: [null] }],
  ])('fails for good when the response has %s', async (_case, body) => {
    const { result, transport } = await list([response(200, body), listed(PROJECT)]);
    expect(transport.sent).toHaveLength(1);
    expect(failureOf(result)).toEqual(mismatch(200));
  });

  it.each([400, 401, 403, 404])(
    'never sends a request again after a refusal with HTTP %i',
    async (status) => {
      const refused = response(status, { error: { code: 'IAM.0001', message: 'no' } });
      const { result, transport } = await list([refused, listed(PROJECT)]);
      expect(transport.sent).toHaveLength(1);
      expect(failureOf(result)).toEqual(refusal(status));
    },
  );
});

it('a project ID is one segment of a path', () => {
  expect(PROJECT_ID.test('aA0_-')).toBe(true);
  for (const text of ['', 'a/b', '..', 'a b', 'a\n', 'x'.repeat(65)]) {
    expect(PROJECT_ID.test(text)).toBe(false);
  }
});
