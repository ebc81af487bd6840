import { describe, expect, it } from '@jest/globals';
import type { RequestContext, Result } from '../../src/huaweicloud/send-with-retry.ts';
import type { Credentials, TemporaryCredentials } from '../../src/huaweicloud/request-auth.ts';
import { findProject, PROJECT_ID, tokenForIdToken } from '../../src/huaweicloud/iam.ts';
import type { ProjectScope } from '../../src/huaweicloud/iam.ts';
import { sign } from '../../src/huaweicloud/signing.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import { Secrets } from '../../src/secrets/redact.ts';
import {
  response,
  failure,
  createContext,
  START,
  USER_AGENT,
} from '../../harness/request-context.ts';
import type { ScriptedContext } from '../../harness/request-context.ts';

const ENDPOINT = 'https://iam.cn-north-4.myhuaweicloud.com';
const REGION = 'cn-north-4';
const ID_TOKEN = 'aGVhZGVy.cGF5bG9hZA.c2lnbmF0dXJl';
const SUBJECT_TOKEN = 'MIISubjectToken+/==';
const UNREACHABLE = 'Check region (or iam_endpoint), and whether a firewall stands between';

describe('tokenForIdToken', () => {
  const TOKEN = { expires_at: '2026-11-22T00:00:00.000000Z', issued_at: 'x', methods: ['mapped'] };
  const HEADERS = { 'x-subject-token': SUBJECT_TOKEN };

  async function token(
    script: readonly HttpResult[],
    scope: ProjectScope = { id: 'p-1' },
    endpoint = ENDPOINT,
  ): Promise<ScriptedContext & { readonly found: Result<TemporaryCredentials> }> {
    const scene = createContext(script);
    const options = { endpoint, identityProvider: 'github', scope };
    const found = await scene.clock.run(tokenForIdToken(options, ID_TOKEN, scene.context));
    return { ...scene, found };
  }

  const good = (
    more: object = {},
    headers: Readonly<Record<string, string>> = HEADERS,
  ): HttpResult => response(201, { token: { ...TOKEN, ...more } }, headers);

  it.each<[string, ProjectScope]>([
    ['', { id: 'p-1' }],
    ['/iam/v0', { name: REGION }],
  ])('the request, with the path "%s" in the endpoint', async (path, scope) => {
    const { transport } = await token([good()], scope, ENDPOINT + path);
    const [request, ...others] = transport.sent;
    expect(others).toEqual([]);
    expect({ ...request, url: request?.url.href, body: undefined }).toEqual({
      method: 'POST',
      url: `${ENDPOINT}${path}/v3.0/OS-AUTH/id-token/tokens`,
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': USER_AGENT,
        'X-Idp-Id': 'github',
      },
      body: undefined,
    });
    expect(JSON.parse(request?.body ?? '')).toEqual({
      auth: { id_token: { id: ID_TOKEN }, scope: { project: scope } },
    });
  });

  it.each([
    ['of a project', { project: { id: 'p_1-A', name: REGION } }, { projectId: 'p_1-A' }],
    ['of a project without an id', { project: { name: REGION } }, {}],
    ['without a project', {}, {}],
  ])('gives a token %s', async (_what, more, projectId) => {
    expect((await token([good(more)], { name: REGION })).found).toEqual({
      value: {
        credentials: { kind: 'token', token: SUBJECT_TOKEN },
        expires: new Date('2026-11-22T00:00:00Z'),
        ...projectId,
      },
    });
  });

  it.each<[string, object, ProjectScope]>([
    ['another id', { id: 'p-2', name: REGION }, { id: 'p-1' }],
    ['another name', { id: 'p-1', name: 'ap-southeast-3' }, { name: REGION }],
    ['another name and no id', { name: 'ap-southeast-3' }, { name: REGION }],
    ['a piece of the token', { id: SUBJECT_TOKEN.slice(0, 12), name: REGION }, { name: REGION }],
  ])('a token for a project with %s is none', async (_what, project, scope) => {
    const { found, transport } = await token([good({ project }), good()], scope);
    expect(transport.sent).toHaveLength(1);
    expect(found).toMatchObject({
      status: 201,
      reason: { message: 'the answer of IAM is not what its documents say (HTTP 201)' },
    });
  });

  it('a short id may stand in the token by chance', async () => {
    const { found } = await token([good({ project: { id: 'MIISubject', name: REGION } })], {
      name: REGION,
    });
    expect(found).toMatchObject({ value: { projectId: 'MIISubject' } });
  });

  it('a token for a project whose id is a secret is none', async () => {
    const scene = createContext([good({ project: { id: 'p-1', name: REGION } })], {
      isSecret: (text) => text === 'p-1',
    });
    const options = { endpoint: ENDPOINT, identityProvider: 'github', scope: { name: REGION } };
    const found = await scene.clock.run(tokenForIdToken(options, ID_TOKEN, scene.context));
    expect(found).not.toHaveProperty('value');
  });

  it.each<[string, HttpResult]>([
    ['no token in the header', good({}, {})],
    ['a short token', good({}, { 'x-subject-token': 'MII' })],
    ['a token with blanks', good({}, { 'x-subject-token': 'MII token token' })],
    ['no end', good({ expires_at: undefined })],
    ['an end that is no time', good({ expires_at: 'never' })],
    ['an end that is a number', good({ expires_at: 1_795_262_400 })],
    ['a project whose id is a path', good({ project: { id: '../x' } })],
    ['a project whose id is a number', good({ project: { id: 1 } })],
    ['a project that is a text', good({ project: 'p-1' })],
    ['no body', response(201, '', HEADERS)],
    ['another body', response(201, { access: TOKEN }, HEADERS)],
  ])('an answer that is another one is final: %s', async (_what, result) => {
    const { found, transport } = await token([result, good()]);
    expect(transport.sent).toHaveLength(1);
    expect(found).toEqual({
      status: 201,
      reason: {
        message: 'the answer of IAM is not what its documents say (HTTP 201)',
        advice: UNREACHABLE,
      },
    });
    expect(JSON.stringify(found)).not.toContain(SUBJECT_TOKEN);
  });

  it.each([
    [400, 'IAM finds something wrong in the request for a token; it says: no', /^Check identity_/],
    [401, 'IAM does not accept the ID token', /client_id is oidc_audience.*signing keys/],
    [403, 'IAM gives this job no token for the project (HTTP 403); it says: no', /mapping.*group/],
    [404, 'IAM does not know the identity provider or the project; it says: no', /region or proj/],
    [409, 'IAM gives this job no token for the project (HTTP 409); it says: no', /claims/],
  ])('a refusal with %i is never repeated', async (status, message, advice) => {
    const { found, transport } = await token([
      response(status, { error_code: 'IAM.0001', error_msg: 'no' }),
      good(),
    ]);
    expect(transport.sent).toHaveLength(1);
    expect(found).toEqual({
      status,
      refused: true,
      reason: { code: 'IAM.0001', message, advice: expect.stringMatching(advice) },
    });
  });

  it('what may pass is asked again', async () => {
    const { found } = await token([failure('closed', true), response(503), good()]);
    expect(found).toHaveProperty('value');
  });
});

describe('findProject', () => {
  const KEYS = { accessKey: 'ACCESSKEYOFTHETESTS1', secretKey: 'SecretKeyOfTheTests' };
  const BY_KEYS: Credentials = { kind: 'keys', ...KEYS };
  const BY_TOKEN: Credentials = { kind: 'token', token: 'an-iam-token' };
  const projects = (...list: object[]): HttpResult => response(200, { projects: list, links: {} });
  const OURS = { id: 'p-1', name: REGION, enabled: true };

  async function search(
    script: readonly HttpResult[],
    credentials = BY_KEYS,
    endpoint = ENDPOINT,
    { signedIn = false, ...own }: Partial<RequestContext> & { readonly signedIn?: boolean } = {},
  ): Promise<ScriptedContext & { readonly found: Result<string> }> {
    const secrets = new Secrets();
    secrets.add('a-known-secret');
    const quote = (text: string): string => secrets.quote(text);
    const scene = createContext(script, own);
    const options = { credentials, endpoint, region: REGION, signedIn, quote };
    const found = await scene.clock.run(findProject(options, scene.context));
    return { ...scene, found };
  }

  async function reasonOf(result: HttpResult): Promise<{ message: string; advice: string }> {
    const { found, transport } = await search([result, projects(OURS)]);
    expect(transport.sent).toHaveLength(1);
    if ('value' in found) throw new Error('it was found');
    return found.reason;
  }

  it.each(['', '/iam/v0'])('by keys, signed, with the path "%s"', async (path) => {
    const { transport, found } = await search([projects(OURS)], BY_KEYS, ENDPOINT + path);
    expect(found).toEqual({ value: 'p-1' });
    const url = new URL(`${ENDPOINT}${path}/v3/projects?name=${REGION}`);
    const unsigned = { method: 'GET', url, headers: {}, body: '' } as const;
    const headers = sign(unsigned, KEYS, new Date(START));
    expect(transport.sent).toEqual([
      { ...unsigned, headers: { ...headers, 'User-Agent': USER_AGENT } },
    ]);
    expect(headers['Authorization']).toContain('SignedHeaders=host;x-sdk-date,');
  });

  it('by temporary keys, whose token is signed along', async () => {
    const { transport } = await search([projects(OURS)], { ...BY_KEYS, securityToken: 'token-1' });
    expect(transport.sent[0]?.headers).toMatchObject({
      'X-Security-Token': 'token-1',
      Authorization: expect.stringContaining('SignedHeaders=host;x-sdk-date;x-security-token,'),
    });
  });

  it.each(['', '/iam/v0'])('by a token, with the path "%s"', async (path) => {
    const list = projects({ id: 'p-0', name: 'ap-southeast-1' }, OURS, { id: 'p-2', name: 'MOS' });
    const { transport, found } = await search([list], BY_TOKEN, ENDPOINT + path);
    expect(found).toEqual({ value: 'p-1' });
    expect(transport.sent).toEqual([
      {
        method: 'GET',
        url: new URL(`${ENDPOINT}${path}/v3/auth/projects`),
        headers: { 'X-Auth-Token': 'an-iam-token', 'User-Agent': USER_AGENT },
        body: '',
      },
    ]);
  });

  it('signs each try anew', async () => {
    const { transport } = await search([response(503), projects(OURS)]);
    const dates = transport.sent.map(({ headers }) => headers['X-Sdk-Date']);
    expect(dates).toEqual(['20261121T000000Z', '20261121T000000Z']);
    const later = await search([response(429, '', { 'retry-after': '60' }), projects(OURS)]);
    expect(later.transport.sent[1]?.headers['X-Sdk-Date']).toBe('20261121T000100Z');
  });

  it.each<[string, object[], string]>([
    ['none', [], `no project with the name ${REGION}; found: none`],
    [
      'only others',
      [{ id: 'p-0', name: 'cn-north-1' }],
      `no project with the name ${REGION}; found: cn-north-1 (p-0)`,
    ],
    [
      'only sub-projects, which are never taken',
      [
        { id: 'p-2', name: `${REGION}_web` },
        { id: 'p-3', name: `${REGION}_db` },
      ],
      `no project with the name ${REGION}; found: ${REGION}_web (p-2), ${REGION}_db (p-3)`,
    ],
    [
      'another spelling',
      [{ id: 'p-2', name: REGION.toUpperCase() }],
      `no project with the name ${REGION}; found: CN-NORTH-4 (p-2)`,
    ],
    [
      'several',
      [OURS, { id: 'p-2', name: REGION }],
      `2 projects with the name ${REGION}; found: ${REGION} (p-1), ${REGION} (p-2)`,
    ],
  ])('%s', async (_what, list, message) => {
    expect(await reasonOf(projects(...list))).toEqual({
      message: `IAM knows ${message}`,
      advice: 'Give the ID of the project in project_id',
    });
  });

  it('names at most ten of many, and counts the others', async () => {
    const many = Array.from({ length: 13 }, (_, index) => ({
      id: `p-${index}`,
      name: `n${index}`,
    }));
    const { message } = await reasonOf(projects(...many));
    expect(message).toMatch(/found: n0 \(p-0\), .*, n9 \(p-9\) and 3 more$/);
    expect((await reasonOf(projects(...many.slice(0, 10)))).message).toMatch(/n9 \(p-9\)$/);
  });

  it('quotes names that were made to do harm', async () => {
    const names = ['\n::error::gotcha', '##[error]x', 'a\u202Eb', 'a-known-secret', 'n'.repeat(99)];
    const list = names.map((name, index) => ({ id: `p-${index}`, name }));
    const { message } = await reasonOf(projects(...list));
    expect(message).toBe(
      `IAM knows no project with the name ${REGION}; found: : :error: :gotcha (p-0), ## [error]x (p-1), ab (p-2), *** (p-3), ${'n'.repeat(40)}… (p-4)`,
    );
  });

  it('shows no secret in the name or the id of a project, in whatever form', async () => {
    const secrets = new Secrets();
    secrets.add('a-known-secret');
    const hex = Buffer.from('a-known-secret').toString('hex');
    const tokenLike = 'Ab1'.repeat(14);
    const list = projects({ id: hex, name: 'n0' }, { id: 'p-1', name: tokenLike });
    const { found } = await search([list], BY_KEYS, ENDPOINT, {
      clean: (text) => secrets.clean(text),
      isSecret: (text) => secrets.isIn(text),
    });
    expect(found).toMatchObject({
      reason: {
        message: `IAM knows no project with the name ${REGION}; found: n0 (***), *** (p-1)`,
      },
    });
  });

  it('a project of the region whose id is a secret is no answer', async () => {
    const isSecret = (text: string): boolean => text === OURS.id;
    const { found, transport } = await search(
      [projects(OURS), projects({ ...OURS, id: 'p-2' })],
      BY_KEYS,
      ENDPOINT,
      { isSecret },
    );
    expect(transport.sent).toHaveLength(1);
    expect(found).toMatchObject({
      reason: { message: 'the answer of IAM is not what its documents say (HTTP 200)' },
    });
    const other = projects({ id: OURS.id, name: 'another' }, { ...OURS, id: 'p-2' });
    const beside = await search([other], BY_KEYS, ENDPOINT, { isSecret });
    expect(beside.found).toEqual({ value: 'p-2' });
  });

  it.each<[string, unknown]>([
    ['no list', {}],
    ['a list that is an object', { projects: {} }],
    ['a project without an id', { projects: [{ name: REGION }] }],
    ['an id that is a path', { projects: [{ id: 'a/../b', name: REGION }] }],
    ['an id that is too long', { projects: [{ id: 'x'.repeat(65), name: REGION }] }],
    ['a project without a name', { projects: [{ id: 'p-1' }] }],
    ['a project that is null', { projects: [null] }],
  ])('an answer that is another one is final: %s', async (_what, body) => {
    expect(await reasonOf(response(200, body))).toEqual({
      message: 'the answer of IAM is not what its documents say (HTTP 200)',
      advice: `${UNREACHABLE}, or give project_id`,
    });
  });

  it.each([
    [
      401,
      /^asked for the project of the region, the gateway does not accept the credentials$/,
      'Check access_key and secret_key',
    ],
    [
      403,
      /^IAM does not let these credentials ask for the project of the region; it says: no$/,
      'Give project_id, or grant the action iam:projects:listProjects',
    ],
    [
      404,
      /^IAM does not tell the project of the region \(HTTP 404\); it says: no$/,
      'Check region (or iam_endpoint), or give project_id',
    ],
    [
      400,
      /^IAM does not tell the project of the region \(HTTP 400\); it says: no$/,
      'Check region (or iam_endpoint), or give project_id',
    ],
  ])('a refusal with %i is never repeated', async (status, message, advice) => {
    const reason = await reasonOf(response(status, { error: { code: status, message: 'no' } }));
    expect(reason.message).toMatch(message);
    expect(reason.advice).toContain(advice);
  });

  const UNKNOWN = 'AK access key Fake-Echo not exist';
  const STALE = 'Signature expired, signature timestamp:Fake-Echo';
  const WRONG = 'verify aksk signature fail, canonicalRequest:Fake-Echo';

  it.each<[string, Credentials, boolean, string, RegExp]>([
    [UNKNOWN, BY_KEYS, false, 'the gateway does not know the access key', /^Check access_key,/],
    [STALE, BY_KEYS, false, 'the gateway finds the signature too old or too new', /clock: it may/],
    [WRONG, BY_KEYS, false, 'the gateway finds the signature wrong', /^Check secret_key:/],
    [WRONG, BY_TOKEN, false, 'the gateway does not accept the token', /^Check auth_token,/],
    // Whoever gave neither keys nor a token is not told to check them.
    [
      WRONG,
      BY_KEYS,
      true,
      'the gateway finds the signature wrong',
      /^The sign-in of this run gave/,
    ],
    [WRONG, BY_TOKEN, true, 'the gateway does not accept the token', /^The sign-in of this run /],
  ])('a 401 goes by the words of the gateway: %s', async (said, credentials, signedIn, ...text) => {
    const no = response(401, { error_code: 'APIGW.0301', error_msg: said });
    const { found, transport } = await search([no], credentials, ENDPOINT, { signedIn });
    const [message, advice] = text;
    expect(transport.sent).toHaveLength(1);
    expect(found).toEqual({
      status: 401,
      refused: true,
      reason: {
        code: 'APIGW.0301',
        message: `asked for the project of the region, ${message}`,
        advice: expect.stringMatching(advice),
      },
    });
  });
});

it('a project ID is one segment of a path', () => {
  expect(PROJECT_ID.test('aA0_-')).toBe(true);
  for (const text of ['', 'a/b', '..', 'a b', 'a\n', 'x'.repeat(65)]) {
    expect(PROJECT_ID.test(text)).toBe(false);
  }
});
