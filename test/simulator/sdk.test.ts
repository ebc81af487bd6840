import http from 'node:http';
import type { BatchResetServersPasswordResponse } from '@huaweicloud/huaweicloud-sdk-ecs';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';
import { GOOD_PASSWORD } from './client.ts';
import { assume, stsKeys } from './sign-in-client.ts';

// The SDK prints each refusal with the whole request. Its logger is replaced before the SDK is
// loaded.
const silent = () => undefined;
jest.mock('log4js', () => ({ configure: silent, getLogger: () => ({ error: silent }) }));
const { BasicCredentials } = await import('@huaweicloud/huaweicloud-sdk-core');
const { UserOptions } = await import('@huaweicloud/huaweicloud-sdk-core/UserOptions.js');
const { Region } = await import('@huaweicloud/huaweicloud-sdk-core/region/region.js');
const {
  BatchResetServersPasswordRequest,
  BatchResetServersPasswordRequestBody,
  EcsClient,
  ServerId,
} = await import('@huaweicloud/huaweicloud-sdk-ecs');

const PROXIES = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy'];
const environment = { ...process.env };
let simulator: Simulator;

// No proxy listens at this address. A client that uses the environment would fail.
beforeAll(() => {
  for (const name of PROXIES) process.env[name] = 'http://127.0.0.1:9';
  delete process.env['NO_PROXY'];
  delete process.env['no_proxy'];
});

afterAll(() => {
  process.env = environment;
});

beforeEach(async () => {
  simulator = await Simulator.start({ servers: 3 });
});

afterEach(async () => {
  await simulator.close();
});

/** Resets with the official SDK, used as in its README. */
async function reset(
  password: string,
  secretKey = simulator.secretKey,
): Promise<BatchResetServersPasswordResponse> {
  const credentials = new BasicCredentials()
    .withAk(simulator.accessKey)
    .withSk(secretKey)
    .withProjectId(simulator.projectId);
  return resetWith(credentials, password);
}

/** Without a project the SDK asks IAM for the one that has the name of the region. */
async function resetWith(
  credentials: InstanceType<typeof BasicCredentials>,
  password = GOOD_PASSWORD,
): Promise<BatchResetServersPasswordResponse> {
  const options = new UserOptions();
  // Without this name the SDK writes an application ID into the home folder.
  options.customUserAgent = 'simulator-tests';
  // Node's default agent may use a proxy.
  options.axiosRequestConfig = { httpAgent: new http.Agent() };
  const client = EcsClient.newBuilder()
    .withCredential(credentials)
    .withRegion(new Region('cn-north-4', simulator.endpoint))
    .withOptions(options)
    .build();
  const body = new BatchResetServersPasswordRequestBody()
    .withNewPassword(password)
    .withDryRun(false)
    .withServers(simulator.serverIds.map((id) => new ServerId().withId(id)));
  return client.batchResetServersPassword(new BatchResetServersPasswordRequest().withBody(body));
}

describe('the official SDK', () => {
  it('resets the servers', async () => {
    const { httpStatusCode, response } = await reset(GOOD_PASSWORD);
    expect(httpStatusCode).toBe(200);
    expect(response).toEqual(simulator.serverIds.map((id) => ({ id })));
    expect(simulator.serverIds.map((id) => simulator.passwordAfterRestart(id))).toEqual([
      GOOD_PASSWORD,
      GOOD_PASSWORD,
      GOOD_PASSWORD,
    ]);
    expect(simulator.requests[0]?.headers['authorization']).toMatch(/^SDK-HMAC-SHA256 Access=/);
  });

  it('looks the project up, and resets with keys that STS issued', async () => {
    const { accessKey, secretKey, securityToken } = stsKeys(await assume(simulator));
    const credentials = new BasicCredentials()
      .withAk(accessKey)
      .withSk(secretKey)
      .withSecurityToken(securityToken)
      .withIamEndpoint(simulator.endpoint);
    expect((await resetWith(credentials)).httpStatusCode).toBe(200);
    expect(simulator.requests.slice(-2)).toMatchObject([
      { method: 'GET', path: '/v3/projects', query: 'name=cn-north-4', status: 200 },
      { method: 'PUT', applied: simulator.serverIds },
    ]);
  });

  it('is refused with a wrong secret key', async () => {
    await expect(reset(GOOD_PASSWORD, 'another')).rejects.toMatchObject({
      httpStatusCode: 401,
      errorCode: 'APIGW.0301',
      requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(simulator.serverIds.map((id) => simulator.wasReset(id))).not.toContain(true);
  });

  it('is refused with a weak password', async () => {
    await expect(reset('weak')).rejects.toMatchObject({
      httpStatusCode: 400,
      errorCode: 'Ecs.0011',
    });
    expect(simulator.serverIds.map((id) => simulator.wasReset(id))).not.toContain(true);
  });
});
