import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { annotationsOf, logOf, masksOf } from '../../harness/invariants.ts';
import { startRejectingProxy } from '../../harness/rejecting-proxy.ts';
import type { RejectingProxy } from '../../harness/rejecting-proxy.ts';
import {
  ACCESS_KEY,
  AUTH_TOKEN,
  expectInputError,
  PASSWORD,
  PROJECT_ID,
  runResetWith,
  SECRET_KEY,
  SECURITY_TOKEN,
  withSimulator,
} from '../../harness/scenario.ts';

const NO_KEYS = { access_key: undefined, secret_key: '' };
const AUTH_ACTION = {
  HUAWEI_CLOUD_ACCESS_KEY_ID: ACCESS_KEY,
  HUAWEI_CLOUD_SECRET_ACCESS_KEY: SECRET_KEY,
};
const SDK = { HUAWEICLOUD_SDK_AK: ACCESS_KEY, HUAWEICLOUD_SDK_SK: SECRET_KEY };
const TERRAFORM = { HW_ACCESS_KEY: ACCESS_KEY, HW_SECRET_KEY: SECRET_KEY };
const OTHER = { key: 'ANOTHERACCESSKEY9999', secret: 'AnotherSecretKeyThatIsNotTheRightOne9999' };

describe('credentials from the environment', () => {
  it.concurrent.each([
    { what: 'keys of auth-action', env: AUTH_ACTION, source: 'HUAWEI_CLOUD_* environment' },
    { what: 'keys of the SDKs', env: SDK, source: 'HUAWEICLOUD_SDK_* environment' },
    { what: 'keys of Terraform', env: TERRAFORM, source: 'HW_* environment' },
    {
      what: 'auth-action before SDKs and Terraform',
      env: {
        HW_ACCESS_KEY: OTHER.key,
        HW_SECRET_KEY: OTHER.secret,
        HUAWEICLOUD_SDK_AK: OTHER.key,
        HUAWEICLOUD_SDK_SK: OTHER.secret,
        ...AUTH_ACTION,
      },
      source: 'HUAWEI_CLOUD_* environment',
    },
    {
      what: 'SDKs before Terraform',
      env: { HW_ACCESS_KEY: OTHER.key, HW_SECRET_KEY: OTHER.secret, ...SDK },
      source: 'HUAWEICLOUD_SDK_* environment',
    },
    {
      what: 'keys before a token at the same source',
      env: { HW_AUTH_TOKEN: 'TokenThatTheGatewayWouldRefuse', ...TERRAFORM },
      source: 'HW_* environment',
    },
    {
      what: 'an empty variable as one that is not set',
      env: { HUAWEI_CLOUD_ACCESS_KEY_ID: '', HUAWEI_CLOUD_SECRET_ACCESS_KEY: ' ', ...TERRAFORM },
      source: 'HW_* environment',
    },
  ])('$what', async ({ env, source }) => {
    const { run, simulator } = await runResetWith({}, NO_KEYS, { env });

    expect(run.exitCode).toBe(0);
    expect(simulator.requests[0]?.headers['authorization']).toContain(`Access=${ACCESS_KEY},`);
    expect(logOf(run)).toContain(`Credentials: ${source}.`);
  });

  it.concurrent('inputs win over every variable', async () => {
    const { run } = await runResetWith(
      {},
      {},
      {
        env: {
          HUAWEI_CLOUD_ACCESS_KEY_ID: OTHER.key,
          HUAWEI_CLOUD_SECRET_ACCESS_KEY: OTHER.secret,
          HW_AUTH_TOKEN: 'TokenThatTheGatewayWouldRefuse',
        },
      },
    );

    expect(run.exitCode).toBe(0);
    expect(logOf(run)).toContain('Credentials: inputs.');
  });

  it.concurrent('a token in HW_AUTH_TOKEN', async () => {
    const { run, simulator } = await runResetWith({}, NO_KEYS, {
      env: { HW_AUTH_TOKEN: AUTH_TOKEN },
    });

    expect(run.exitCode).toBe(0);
    expect(simulator.requests[0]?.headers['x-auth-token']).toBe(AUTH_TOKEN);
    expect(logOf(run)).toContain('Credentials: HW_* environment.');
  });

  it.concurrent.each([
    { what: 'SDKs', env: { ...SDK, HUAWEICLOUD_SDK_SECURITY_TOKEN: SECURITY_TOKEN } },
    { what: 'Terraform', env: { ...TERRAFORM, HW_SECURITY_TOKEN: SECURITY_TOKEN } },
  ])('temporary keys of $what', async ({ env }) => {
    const { run, simulator } = await runResetWith({ securityToken: SECURITY_TOKEN }, NO_KEYS, {
      env,
    });

    expect(run.exitCode).toBe(0);
    expect(simulator.requests[0]?.headers['x-security-token']).toBe(SECURITY_TOKEN);
  });

  it.concurrent('keys and security token never come from two sources', async () => {
    const { run, simulator } = await runResetWith({}, NO_KEYS, {
      env: { ...AUTH_ACTION, HUAWEICLOUD_SDK_SECURITY_TOKEN: SECURITY_TOKEN },
    });

    expect(run.exitCode).toBe(0);
    expect(simulator.requests[0]?.headers).not.toHaveProperty('x-security-token');
    expect(masksOf(run)).toEqual([PASSWORD, ACCESS_KEY, SECRET_KEY, SECURITY_TOKEN]);
  });
});

describe('project from the environment', () => {
  it.concurrent.each([
    { env: { HUAWEI_CLOUD_PROJECT_ID: PROJECT_ID, HUAWEICLOUD_SDK_PROJECT_ID: 'b' }, given: '' },
    { env: { HUAWEICLOUD_SDK_PROJECT_ID: PROJECT_ID, HW_PROJECT_ID: 'c' }, given: '' },
    { env: { HW_PROJECT_ID: PROJECT_ID }, given: '' },
    { env: { HUAWEI_CLOUD_PROJECT_ID: 'a', HW_PROJECT_ID: 'c' }, given: PROJECT_ID },
  ])('$env, input "$given"', async ({ env, given }) => {
    const { run, simulator } = await runResetWith({}, { project_id: given }, { env });

    expect(run.exitCode).toBe(0);
    expect(simulator.requests[0]?.path).toContain(`/v1/${PROJECT_ID}/`);
  });
});

describe('region', () => {
  let proxy: RejectingProxy;
  beforeAll(async () => {
    proxy = await startRejectingProxy();
  });
  afterAll(() => proxy.close());

  // The proxy rejects every request, so no request leaves this machine.
  const hostsFor = async (region: string, env: Readonly<Record<string, string>>) => {
    const before = proxy.requests.length;
    const { run } = await runResetWith(
      {},
      { endpoint: undefined, region, max_retries: '0' },
      { env: { HTTPS_PROXY: proxy.url, ...env } },
    );
    return { run, hosts: proxy.requests.slice(before) };
  };

  it.each([
    { region: 'cn-north-4', host: 'ecs.cn-north-4.myhuaweicloud.com' },
    { region: 'ap-southeast-3', host: 'ecs.ap-southeast-3.myhuaweicloud.com' },
    { region: 'xx-tomorrow-7', host: 'ecs.xx-tomorrow-7.myhuaweicloud.com' },
    { region: 'eu-west-101', host: 'ecs.eu-west-101.myhuaweicloud.eu' },
    { region: 'eu-de', host: 'ecs.eu-de.otc.t-systems.com' },
    { region: 'eu-nl', host: 'ecs.eu-nl.otc.t-systems.com' },
  ])('$region uses $host', async ({ region, host }) => {
    const { run, hosts } = await hostsFor(region, {});

    expect(hosts).toEqual([`${host}:443`]);
    expect(logOf(run)).toContain(
      `Resetting the password of 3 servers at https://${host} in 1 call (api: batch).`,
    );
    expect(run.exitCode).toBe(1);
    expect(run.outputs['not_sent_count']).toBe('3');
    expect(annotationsOf(run, 'error')[0]).toMatch(/proxy/);
  });

  it.each([
    {
      env: { HUAWEI_CLOUD_REGION: 'cn-east-3', HW_REGION_NAME: 'cn-south-1' },
      given: '',
      expected: 'cn-east-3',
    },
    { env: { HW_REGION_NAME: 'cn-south-1' }, given: '', expected: 'cn-south-1' },
    { env: { HUAWEI_CLOUD_REGION: 'cn-east-3' }, given: 'cn-north-9', expected: 'cn-north-9' },
  ])('$env, input "$given": $expected', async ({ env, given, expected }) => {
    expect((await hostsFor(given, env)).hosts).toEqual([`ecs.${expected}.myhuaweicloud.com:443`]);
  });
});

describe('a proxy in the environment', () => {
  let proxy: RejectingProxy;
  beforeAll(async () => {
    proxy = await startRejectingProxy();
  });
  afterAll(() => proxy.close());

  it.each(['HTTP_PROXY', 'http_proxy'])('%s applies to localhost too', async (name) => {
    const before = proxy.requests.length;
    const { run, simulator } = await runResetWith(
      {},
      { max_retries: '0' },
      { env: { [name]: proxy.url } },
    );

    expect(run.exitCode).toBe(1);
    expect(simulator.requests).toEqual([]);
    expect(proxy.requests.slice(before)).toEqual([simulator.endpoint.replace('http://', '')]);
  });

  it.each(['NO_PROXY', 'no_proxy'])('%s excludes localhost', async (name) => {
    const before = proxy.requests.length;
    const { run } = await runResetWith(
      {},
      {},
      { env: { HTTP_PROXY: proxy.url, [name]: '127.0.0.1' } },
    );

    expect(run.exitCode).toBe(0);
    expect(proxy.requests.slice(before)).toEqual([]);
  });

  it('has its password masked, as written, decoded and in the header', async () => {
    const url = proxy.url.replace('http://', 'http://some-user:hidden%21word@');
    const { run } = await runResetWith(
      {},
      { endpoint: undefined, region: 'cn-north-4', max_retries: '0' },
      { env: { HTTPS_PROXY: url } },
    );

    expect(masksOf(run)).toEqual(
      expect.arrayContaining([
        'hidden%21word',
        'hidden!word',
        Buffer.from('some-user:hidden!word').toString('base64'),
      ]),
    );
    expect([...logOf(run), run.summary, JSON.stringify(run.report)].join()).not.toContain('hidden');
  });

  it.each(['not a proxy', 'socks5://127.0.0.1:1080', 'http://user:hidden-word@:::'])(
    'is named in the error when it is invalid: %s',
    async (address) => {
      await withSimulator({}, async (simulator) => {
        const run = await expectInputError(simulator, {}, { env: { HTTP_PROXY: address } });

        expect(annotationsOf(run, 'error')).toEqual([
          expect.stringMatching(/^HTTP_PROXY is not a valid proxy address/),
        ]);
        expect(logOf(run).join()).not.toContain(address);
        expect(logOf(run).join()).not.toContain('hidden');
      });
    },
  );
});
