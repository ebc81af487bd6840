import { describe, expect, it } from '@jest/globals';
import type { Settings } from '../../../src/actions/reset/settings.ts';
import type { Event } from '../../../src/github/event.ts';
import {
  A,
  FORK,
  ID_TOKENS,
  problemsOf,
  PULL_REQUEST,
  settingsOf,
  targetOf,
  VALID,
} from './settings-source.ts';
import type { Texts } from './settings-source.ts';

it('reads everything into one typed object', async () => {
  expect(await settingsOf({ ...VALID, server_ids: `${A}, ${A.toUpperCase()}` })).toEqual({
    servers: [A],
    names: new Map(),
    duplicates: 1,
    password: 'Fake-Pass1',
    system: 'any',
    dryRun: false,
    notice: 'Real reset: dry_run is auto, and this run does not come from an unmerged change.',
    api: 'batch',
    checkPassword: true,
    batchSize: 1_000,
    concurrency: 4,
    waitForServersMs: 300_000,
    retryUnknownAfterMs: 0,
    connection: {
      maxRetries: 5,
      requestTimeoutMs: 60_000,
      timeoutMs: 600_000,
      proxies: { https: '', http: '', except: '' },
    },
    requests: {
      kind: 'sent',
      target: {
        source: 'inputs',
        method: {
          kind: 'static',
          credentials: { kind: 'keys', accessKey: 'input-access', secretKey: 'input-secret' },
        },
        endpoint: 'https://ecs.cn-north-4.myhuaweicloud.com',
        project: { kind: 'given', id: 'p-123' },
      },
    },
    warnings: [],
  });
});

describe('region and endpoint', () => {
  const noRegion = { ...VALID, region: '' };

  it.each<[string, Texts, Texts, string]>([
    ['the input', { region: 'cn-north-1' }, { HUAWEI_CLOUD_REGION: 'x' }, 'ecs.cn-north-1.'],
    ['the first variable', {}, { HW_REGION_NAME: 'b-2', HUAWEI_CLOUD_REGION: 'a-1' }, 'ecs.a-1.'],
    ['the second variable', {}, { HW_REGION_NAME: ' b-2 ', HUAWEI_CLOUD_REGION: '' }, 'ecs.b-2.'],
    ['blanks count as empty', { region: ' ' }, { HW_REGION_NAME: 'b-2' }, 'ecs.b-2.'],
  ])('region: %s', async (_what, inputs, environment, expected) => {
    const target = await targetOf({ ...noRegion, ...inputs }, environment);
    expect(target.endpoint).toContain(expected);
  });

  it.each([
    ['https://ecs.example.com', 'https://ecs.example.com'],
    [' https://ECS.example.com:443/ ', 'https://ecs.example.com'],
    ['https://ecs.example.com:8443/base/path//', 'https://ecs.example.com:8443/base/path'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ])('endpoint %s takes precedence over the region', async (endpoint, expected) => {
    expect((await targetOf({ ...VALID, endpoint })).endpoint).toBe(expected);
    expect((await targetOf({ ...noRegion, endpoint })).endpoint).toBe(expected);
  });

  it('one of the two is required', async () => {
    expect(await problemsOf(noRegion, { HUAWEICLOUD_SDK_REGION: 'cn-north-4' })).toEqual([
      'region is empty: give the region of the servers, such as cn-north-4, or endpoint',
    ]);
  });

  it.each(['cn_north', 'CN-NORTH-4', 'cn north', '-cn', 'cn-', 'cn.evil.com/', 'a'.repeat(64)])(
    'region must not be %s',
    async (region) => {
      const expected = 'is not a valid region name: write one such as cn-north-4, in lower case';
      expect(await problemsOf({ ...VALID, region })).toEqual([`region ${expected}`]);
      expect(await problemsOf(noRegion, { HW_REGION_NAME: region })).toEqual([
        `region (from HW_REGION_NAME) ${expected}`,
      ]);
    },
  );

  it('endpoint must be https', async () => {
    expect(await problemsOf({ ...VALID, endpoint: 'http://ecs.example.com' })).toEqual([
      'endpoint is not https: write https://… (http is accepted only for this machine itself)',
    ]);
  });
});

describe('project', () => {
  const noProject = { ...VALID, project_id: '' };
  const all = {
    HUAWEI_CLOUD_PROJECT_ID: 'first',
    HUAWEICLOUD_SDK_PROJECT_ID: 'second',
    HW_PROJECT_ID: 'third',
  };

  it.each<[string, Texts, Texts, string]>([
    ['the input', { project_id: ' mine ' }, all, 'mine'],
    ['the first variable', {}, all, 'first'],
    ['the second', {}, { ...all, HUAWEI_CLOUD_PROJECT_ID: '' }, 'second'],
    ['the third', {}, { HW_PROJECT_ID: 'third' }, 'third'],
  ])('%s', async (_what, inputs, environment, expected) => {
    const target = await targetOf({ ...noProject, ...inputs }, environment);
    expect(target.project).toEqual({ kind: 'given', id: expected });
  });

  it('is looked up by the region', async () => {
    expect((await targetOf(noProject)).project).toEqual({
      kind: 'look_up',
      name: 'cn-north-4',
      iamEndpoint: 'https://iam.cn-north-4.myhuaweicloud.com',
    });
  });

  it('is required where there is no region', async () => {
    const elsewhere = { ...noProject, region: '', endpoint: 'https://ecs.example.com' };
    expect(await problemsOf(elsewhere)).toEqual([
      'project_id is empty, and there is no region to look it up: give the ID of the project that owns the servers',
    ]);
  });

  it.each(['a', 'A_b-9', 'x'.repeat(64)])('takes %s', async (id) => {
    expect((await targetOf({ ...VALID, project_id: id })).project).toEqual({ kind: 'given', id });
  });

  it.each(['a/b', '..', 'a b', 'ä', 'a?b', 'a%2fb', 'x'.repeat(65)])('refuses %s', async (id) => {
    const expected =
      'is not a valid project ID: it has 1 to 64 letters, digits, hyphens and underscores';
    expect(await problemsOf({ ...VALID, project_id: id })).toEqual([`project_id ${expected}`]);
    expect(await problemsOf(noProject, { HUAWEICLOUD_SDK_PROJECT_ID: id })).toEqual([
      `project_id (from HUAWEICLOUD_SDK_PROJECT_ID) ${expected}`,
    ]);
  });
});

describe('credentials', () => {
  const noKeys = { ...VALID, access_key: '', secret_key: '' };

  it('may come from the environment', async () => {
    const target = await targetOf(noKeys, { HW_AUTH_TOKEN: 'hw-auth-token' });
    expect(target.source).toBe('HW_* environment');
    expect(target.method).toEqual({
      kind: 'static',
      credentials: { kind: 'token', token: 'hw-auth-token' },
    });
  });

  it('are required for a real reset', async () => {
    const message = (because: string): string =>
      `access_key is empty, and there are no other credentials: give access_key and secret_key, or auth_token, from secrets${because}; or sign in without any secret (see docs/authentication.md of this action)`;
    expect(await problemsOf(noKeys)).toEqual([message('')]);
    expect(await problemsOf({ ...noKeys, dry_run: 'false' }, {}, FORK)).toEqual([
      message(' (pull requests from forks get no secrets)'),
    ]);
  });

  it.each(['true', 'false'])('must be complete (dry_run: %s)', async (dryRun) => {
    const inputs = { ...noKeys, access_key: 'input-access', dry_run: dryRun };
    const problems = await problemsOf(inputs, {
      HW_ACCESS_KEY: 'hw-access',
      HW_SECRET_KEY: 'hw-secret',
    });
    expect(problems).toEqual([expect.stringMatching(/^secret_key is empty, but another part/)]);
  });

  it('HW_INSECURE changes nothing', async () => {
    expect(await settingsOf(VALID, { HW_INSECURE: 'true' })).toEqual(await settingsOf(VALID));
  });
});

describe('signing in without stored keys', () => {
  const STS = {
    ...VALID,
    access_key: '',
    secret_key: '',
    oidc_provider_urn: 'iam::0:oidcProvider:github',
    agency_urn: 'iam::0:agency:resetter',
  };

  it('the session outlasts timeout', async () => {
    const target = await targetOf({ ...STS, timeout: '1800' }, ID_TOKENS);
    expect(target).toMatchObject({
      source: 'OIDC (STS)',
      method: { agency: { sessionSeconds: 2_100 } },
    });
  });

  it('a check of a fork sends no request, and a real reset there is an error', async () => {
    const fork = { ...FORK, withoutIdToken: 'pull requests from forks get no ID token' };
    const settings = await settingsOf({ ...STS, password: '' }, {}, fork);
    expect(settings.requests).toEqual({
      kind: 'skipped',
      skipReason: 'there is no ID token to sign in with (pull requests from forks get no ID token)',
    });
    expect(await problemsOf({ ...STS, dry_run: 'false' }, {}, fork)).toEqual([
      expect.stringMatching(/^oidc_provider_urn needs an ID token of GitHub, and pull requests/),
    ]);
  });
});

describe('no request is sent', () => {
  it.each<[string, Event, string]>([
    ['no credentials', PULL_REQUEST, 'there are no credentials'],
    [
      'no credentials, because it is a fork',
      FORK,
      'there are no credentials (pull requests from forks get no secrets)',
    ],
    [
      'no credentials, because it is Dependabot',
      { ...PULL_REQUEST, withoutSecrets: 'runs started by Dependabot get none' },
      'there are no credentials (runs started by Dependabot get none)',
    ],
  ])('with %s: no other input is required', async (_what, event, skipReason) => {
    const settings = await settingsOf({ server_ids: A }, {}, event);
    expect(settings).toMatchObject({ dryRun: true, password: undefined });
    expect(settings.requests).toEqual({ kind: 'skipped', skipReason });
  });

  it.each(['v1', 'v2.1'])('in a dry run with api %s', async (api) => {
    const settings = await settingsOf({ ...VALID, api, dry_run: 'true' });
    expect(settings.requests).toEqual({
      kind: 'skipped',
      skipReason: `the call of api: ${api} has no dry run`,
    });
    expect((await settingsOf({ ...VALID, api })).requests.kind).toBe('sent');
  });

  it('although the inputs that are given are still checked', async () => {
    const inputs = {
      server_ids: 'web-1',
      region: 'EU',
      project_id: 'a/b',
      endpoint: 'x',
      password: 'x',
    };
    const problems = await problemsOf({ ...inputs, dry_run: 'true' });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'password',
      'server_ids',
      'region',
      'endpoint',
      'project_id',
    ]);
  });
});

describe('proxies', () => {
  it.each<[string, Texts, Partial<Settings['connection']['proxies']>]>([
    ['in upper case', { HTTPS_PROXY: 'http://p:1' }, { https: 'http://p:1' }],
    ['in lower case', { https_proxy: 'http://p:1' }, { https: 'http://p:1' }],
    [
      'lower case takes precedence',
      { HTTPS_PROXY: 'http://p:1', https_proxy: 'http://p:2' },
      { https: 'http://p:2' },
    ],
    [
      'unless they are empty',
      { HTTPS_PROXY: 'http://p:1', https_proxy: '' },
      { https: 'http://p:1' },
    ],
    [
      'for http',
      { HTTP_PROXY: 'https://p:1', no_proxy: 'a,b' },
      { http: 'https://p:1', except: 'a,b' },
    ],
    ['exceptions', { NO_PROXY: 'localhost' }, { except: 'localhost' }],
    ['other variables are ignored', { ALL_PROXY: 'socks5://p:1', all_proxy: 'http://p' }, {}],
  ])('%s', async (_what, environment, expected) => {
    const { proxies } = (await settingsOf(VALID, environment)).connection;
    expect(proxies).toEqual({ https: '', http: '', except: '', ...expected });
  });

  it('may have no scheme, which means http', async () => {
    const { connection } = await settingsOf(VALID, { https_proxy: 'p.example.com:3128' });
    expect(connection.proxies.https).toBe('http://p.example.com:3128');
  });

  const INVALID =
    'is not a valid proxy address: write one such as http://proxy.example.com:3128 (http or https)';
  const NOT_ENCODED = 'has a character in its user name or password that is not encoded';

  it.each([
    ['socks5://p:1', INVALID],
    ['ftp://p', INVALID],
    [' ', INVALID],
    ['http://p:99999', INVALID],
    ['http://user:100%@p:1', NOT_ENCODED],
    ['user:a/b@p:1', NOT_ENCODED],
  ])('must have a valid address where they are used: %j', async (address, expected) => {
    expect(await problemsOf(VALID, { https_proxy: address })).toEqual([
      expect.stringMatching(`^https_proxy ${expected.replace(/[()]/g, '\\$&')}`),
    ]);
    const { connection } = await settingsOf(VALID, { https_proxy: address, no_proxy: '*' });
    expect(connection.proxies.except).toBe('*');
  });
});
