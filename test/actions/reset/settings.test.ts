import { describe, expect, it } from '@jest/globals';
import type { Event } from '../../../src/github/event.ts';
import { readSettings } from '../../../src/actions/reset/settings.ts';
import type { Problem } from '../../../src/inputs/inputs.ts';
import type { Settings } from '../../../src/actions/reset/settings.ts';

type Texts = Readonly<Record<string, string>>;

const A = '1bd0eb17-4466-4c15-a9ce-87727ad311b5';
const KEYS = { access_key: 'input-access', secret_key: 'input-secret' };
const GOOD = {
  project_id: 'p-123',
  server_ids: A,
  password: 'Fake-Pass1',
  region: 'cn-north-4',
  ...KEYS,
};
const PUSH: Event = { name: 'push' };
const PULL_REQUEST: Event = { name: 'pull_request', dryRunReason: 'the event is pull_request' };
const FORK: Event = { ...PULL_REQUEST, withoutSecrets: 'pull requests from forks get no secrets' };

async function read(
  inputs: Texts,
  environment: Texts = {},
  event = PUSH,
): Promise<{ settings: Settings } | { problems: readonly Problem[] }> {
  return await readSettings({
    input: (name) => inputs[name] ?? '',
    environment,
    event,
    quote: (text) => text,
  });
}

async function settingsOf(inputs: Texts, environment?: Texts, event?: Event): Promise<Settings> {
  const result = await read(inputs, environment, event);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.settings;
}

async function problemsOf(inputs: Texts, environment?: Texts, event?: Event): Promise<string[]> {
  const result = await read(inputs, environment, event);
  if ('settings' in result) throw new Error('the settings were taken');
  return result.problems.map(({ input, message }) => `${input} ${message}`);
}

it('reads everything into one typed object', async () => {
  expect(await settingsOf({ ...GOOD, server_ids: `${A}, ${A.toUpperCase()}` })).toEqual({
    servers: [A],
    duplicates: 1,
    password: 'Fake-Pass1',
    dryRun: false,
    dryRunReason: 'Real reset: dry_run is auto, and this event is no pull request.',
    api: 'batch',
    checkPassword: true,
    batchSize: 1_000,
    concurrency: 4,
    maxRetries: 5,
    requestTimeoutMs: 60_000,
    timeoutMs: 600_000,
    proxies: { https: '', http: '', except: '' },
    target: {
      source: 'inputs',
      way: {
        kind: 'static',
        credentials: { kind: 'keys', accessKey: 'input-access', secretKey: 'input-secret' },
      },
      endpoint: 'https://ecs.cn-north-4.myhuaweicloud.com',
      project: { id: 'p-123' },
    },
    skipReason: '',
    warnings: [],
  });
});

describe('region and endpoint', () => {
  const noRegion = { ...GOOD, region: '' };

  it.each<[string, Texts, Texts, string]>([
    ['the input', { region: 'cn-north-1' }, { HUAWEI_CLOUD_REGION: 'x' }, 'ecs.cn-north-1.'],
    ['the first variable', {}, { HW_REGION_NAME: 'b-2', HUAWEI_CLOUD_REGION: 'a-1' }, 'ecs.a-1.'],
    ['the second variable', {}, { HW_REGION_NAME: ' b-2 ', HUAWEI_CLOUD_REGION: '' }, 'ecs.b-2.'],
    ['blanks are not given', { region: ' ' }, { HW_REGION_NAME: 'b-2' }, 'ecs.b-2.'],
  ])('region: %s', async (_what, inputs, environment, expected) => {
    const { target } = await settingsOf({ ...noRegion, ...inputs }, environment);
    expect(target?.endpoint).toContain(expected);
  });

  it.each([
    ['https://ecs.example.com', 'https://ecs.example.com'],
    [' https://ECS.example.com:443/ ', 'https://ecs.example.com'],
    ['https://ecs.example.com:8443/base/path//', 'https://ecs.example.com:8443/base/path'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ])('endpoint %s wins over the region', async (endpoint, expected) => {
    expect((await settingsOf({ ...GOOD, endpoint })).target?.endpoint).toBe(expected);
    expect((await settingsOf({ ...noRegion, endpoint })).target?.endpoint).toBe(expected);
  });

  it('one of the two is wanted', async () => {
    expect(await problemsOf(noRegion, { HUAWEICLOUD_SDK_REGION: 'cn-north-4' })).toEqual([
      'region is empty: give the region of the servers, such as cn-north-4, or endpoint',
    ]);
  });

  it.each(['cn_north', 'CN-NORTH-4', 'cn north', '-cn', 'cn-', 'cn.evil.com/', 'a'.repeat(64)])(
    'no region: %s',
    async (region) => {
      const expected = 'is no name of a region: write one such as cn-north-4, in lower case';
      expect(await problemsOf({ ...GOOD, region })).toEqual([`region ${expected}`]);
      expect(await problemsOf(noRegion, { HW_REGION_NAME: region })).toEqual([
        `region (from HW_REGION_NAME) ${expected}`,
      ]);
    },
  );

  it('no endpoint', async () => {
    expect(await problemsOf({ ...GOOD, endpoint: 'http://ecs.example.com' })).toEqual([
      'endpoint is not https: write https://… (http is accepted for this machine itself only)',
    ]);
  });
});

describe('project', () => {
  const noProject = { ...GOOD, project_id: '' };
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
    const { target } = await settingsOf({ ...noProject, ...inputs }, environment);
    expect(target?.project).toEqual({ id: expected });
  });

  it('is found by the region', async () => {
    expect((await settingsOf(noProject)).target?.project).toEqual({
      region: 'cn-north-4',
      iamEndpoint: 'https://iam.cn-north-4.myhuaweicloud.com',
    });
  });

  it('is wanted where there is no region', async () => {
    const elsewhere = { ...noProject, region: '', endpoint: 'https://ecs.example.com' };
    expect(await problemsOf(elsewhere)).toEqual([
      'project_id is empty, and there is no region to find it by: give the ID of the project that owns the servers',
    ]);
  });

  it.each(['a', 'A_b-9', 'x'.repeat(64)])('takes %s', async (id) => {
    expect((await settingsOf({ ...GOOD, project_id: id })).target?.project).toEqual({ id });
  });

  it.each(['a/b', '..', 'a b', 'ä', 'a?b', 'a%2fb', 'x'.repeat(65)])('refuses %s', async (id) => {
    const expected = 'is no project ID: it has 1 to 64 letters, digits, hyphens and underscores';
    expect(await problemsOf({ ...GOOD, project_id: id })).toEqual([`project_id ${expected}`]);
    expect(await problemsOf(noProject, { HUAWEICLOUD_SDK_PROJECT_ID: id })).toEqual([
      `project_id (from HUAWEICLOUD_SDK_PROJECT_ID) ${expected}`,
    ]);
  });
});

describe('credentials', () => {
  const noKeys = { ...GOOD, access_key: '', secret_key: '' };

  it('may come from the environment', async () => {
    const { target } = await settingsOf(noKeys, { HW_AUTH_TOKEN: 'hw-auth-token' });
    expect(target?.source).toBe('HW_* environment');
    expect(target?.way).toEqual({
      kind: 'static',
      credentials: { kind: 'token', token: 'hw-auth-token' },
    });
  });

  it('are wanted for a real reset', async () => {
    const message = (why: string): string =>
      `access_key is empty, and there are no other credentials: give access_key and secret_key, or auth_token, from secrets${why}; or sign in without any secret (docs/authentication.md of this action tells how)`;
    expect(await problemsOf(noKeys)).toEqual([message('')]);
    expect(await problemsOf({ ...noKeys, dry_run: 'false' }, {}, FORK)).toEqual([
      message(' (pull requests from forks get no secrets)'),
    ]);
  });

  it.each(['true', 'false'])('half-given ones are an error (dry_run: %s)', async (dryRun) => {
    const inputs = { ...noKeys, access_key: 'input-access', dry_run: dryRun };
    const problems = await problemsOf(inputs, {
      HW_ACCESS_KEY: 'hw-access',
      HW_SECRET_KEY: 'hw-secret',
    });
    expect(problems).toEqual([expect.stringMatching(/^secret_key is empty while another part/)]);
  });

  it('HW_INSECURE changes nothing', async () => {
    expect(await settingsOf(GOOD, { HW_INSECURE: 'true' })).toEqual(await settingsOf(GOOD));
  });
});

describe('signing in without stored keys', () => {
  const STS = {
    ...GOOD,
    access_key: '',
    secret_key: '',
    oidc_provider_urn: 'iam::0:oidcProvider:github',
    agency_urn: 'iam::0:agency:resetter',
  };
  const MAY_ASK = {
    ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example.com',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
  };

  it('the session outlasts timeout', async () => {
    const { target } = await settingsOf({ ...STS, timeout: '1800' }, MAY_ASK);
    expect(target).toMatchObject({ source: 'OIDC (STS)', way: { sessionSeconds: 2_100 } });
  });

  it('a fork checks nothing, and a real reset there is an error', async () => {
    const fork = { ...FORK, withoutIdToken: 'pull requests from forks get no ID token' };
    const settings = await settingsOf({ ...STS, password: '' }, {}, fork);
    expect(settings.skipReason).toBe(
      'there is no ID token to sign in with (pull requests from forks get no ID token)',
    );
    expect(settings.target).toBeUndefined();
    expect(await problemsOf({ ...STS, dry_run: 'false' }, {}, fork)).toEqual([
      expect.stringMatching(/^oidc_provider_urn needs an ID token of GitHub, and pull requests/),
    ]);
  });
});

describe('nobody is asked', () => {
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
  ])('%s: nothing else is wanted either', async (_what, event, expected) => {
    const settings = await settingsOf({ server_ids: A }, {}, event);
    expect(settings).toMatchObject({ dryRun: true, skipReason: expected, password: undefined });
    expect(settings.target).toBeUndefined();
  });

  it.each(['v1', 'v2.1'])('a dry run with api %s', async (api) => {
    const settings = await settingsOf({ ...GOOD, api, dry_run: 'true' });
    expect(settings.skipReason).toBe(`the call of api: ${api} has no dry run`);
    expect(settings.target).toBeUndefined();
    expect((await settingsOf({ ...GOOD, api })).target).toBeDefined();
  });

  it('still finds what is wrong with the inputs that are given', async () => {
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
  it.each<[string, Texts, Partial<Settings['proxies']>]>([
    ['in capitals', { HTTPS_PROXY: 'http://p:1' }, { https: 'http://p:1' }],
    ['in small letters', { https_proxy: 'http://p:1' }, { https: 'http://p:1' }],
    [
      'small letters win',
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
    ['others are not known', { ALL_PROXY: 'socks5://p:1', all_proxy: 'http://p' }, {}],
  ])('%s', async (_what, environment, expected) => {
    const { proxies } = await settingsOf(GOOD, environment);
    expect(proxies).toEqual({ https: '', http: '', except: '', ...expected });
  });

  it.each([
    'p.example.com:3128',
    'socks5://p:1',
    'http//p',
    'ftp://p',
    ' ',
    'user:Fake-Pass1@p:1',
    'http://user:100%@p:1',
  ])('no address of a proxy: %j', async (address) => {
    const expected =
      'is no address of a proxy: write one such as http://proxy.example.com:3128, with %25 for a % in a password';
    expect(await problemsOf(GOOD, { https_proxy: address, http_proxy: address })).toEqual([
      `https_proxy ${expected}`,
      `http_proxy ${expected}`,
    ]);
  });
});
