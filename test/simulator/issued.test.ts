import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';
import { batchBody, dateNow, send } from './client.ts';
import type { ClientResponse, RequestOptions } from './client.ts';
import {
  assume,
  metadataKeys,
  requestMetadataKeys,
  requestToken,
  signedWith,
  stsKeys,
  subjectToken,
} from './sign-in-client.ts';
import type { TemporaryKeys } from './sign-in-client.ts';

const PROJECTS = [
  { id: 'p1', name: 'cn-north-4' },
  { id: 'p2', name: 'cn-south-1' },
];
let now: Date;
let simulator: Simulator;

beforeEach(async () => {
  now = new Date();
  const options = { servers: 1, projectId: 'p1', projects: PROJECTS };
  simulator = await Simulator.start({
    ...options,
    now: () => now,
    signIn: { agency: { sessionSeconds: 20 }, metadata: { sessionSeconds: 20 } },
  });
});

afterEach(async () => {
  await simulator.close();
});

function pass(seconds: number): void {
  now = new Date(now.getTime() + seconds * 1000);
}

async function reset(options: RequestOptions): Promise<ClientResponse> {
  return send(simulator, { body: batchBody(simulator.serverIds), ...options });
}

function withToken(token: string): RequestOptions {
  return { auth: 'none', headers: { 'x-auth-token': token } };
}

describe.each<[string, () => Promise<TemporaryKeys>]>([
  ['STS', async () => stsKeys(await assume(simulator))],
  ['the metadata service', async () => metadataKeys(await requestMetadataKeys(simulator))],
])('keys of %s', (_service, get) => {
  it('reset passwords until they expire', async () => {
    const keys = await get();
    expect((await reset(signedWith(keys))).status).toBe(200);
    pass(19);
    expect((await reset(signedWith(keys))).status).toBe(200);
    pass(1);
    const response = await reset(signedWith(keys));
    expect(response.status).toBe(401);
    expect(response.json).toMatchObject({
      error_code: 'APIGW.0301',
      error_msg: expect.stringMatching(/^Incorrect IAM authentication .* has expired$/),
    });
  });

  it('work only with their own security token and secret key', async () => {
    const keys = await get();
    const others = stsKeys(await assume(simulator));
    for (const wrong of [
      { ...signedWith(keys), headers: {} },
      signedWith({ ...keys, securityToken: others.securityToken }),
      signedWith({ ...keys, secretKey: others.secretKey }),
      signedWith({ ...keys, secretKey: simulator.secretKey }),
    ]) {
      expect((await reset(wrong)).json).toMatchObject({ error_code: 'APIGW.0301' });
    }
    expect(simulator.wasReset(simulator.serverIds[0] ?? '')).toBe(false);
  });

  it('do not affect the permanent keys', async () => {
    await get();
    expect((await reset({})).status).toBe(200);
  });
});

describe('a token of IAM', () => {
  it('resets passwords until it expires', async () => {
    const token = subjectToken(await requestToken(simulator));
    expect((await reset(withToken(token))).status).toBe(200);
    pass(24 * 3600 - 1);
    expect((await reset(withToken(token))).status).toBe(200);
    pass(1);
    const response = await reset(withToken(token));
    expect(response.status).toBe(401);
    expect(response.json).toMatchObject({ error_code: 'APIGW.0307' });
  });

  it.each([
    ['without a scope', {}],
    ['of the account', { domain: { name: 'fleet-account' } }],
  ])('%s is refused', async (_case, scope) => {
    const response = await reset(withToken(subjectToken(await requestToken(simulator, scope))));
    expect(response.status).toBe(401);
    expect(response.json).toMatchObject({ error: { code: 'Common.0013' } });
    expect(simulator.wasReset(simulator.serverIds[0] ?? '')).toBe(false);
  });

  it('of another project is refused', async () => {
    const token = subjectToken(await requestToken(simulator, { project: { id: 'p2' } }));
    for (const path of [undefined, '/v1/p2/cloudservers/os-reset-passwords']) {
      const response = await reset({ ...withToken(token), ...(path !== undefined && { path }) });
      expect(response.status).toBe(400);
      expect(response.json).toMatchObject({ error: { code: 'Ecs.0023' } });
    }
    expect(simulator.wasReset(simulator.serverIds[0] ?? '')).toBe(false);
  });
});

it('no secret is issued without a sign-in', async () => {
  await reset({ date: dateNow() });
  expect(simulator.issued).toEqual([]);
});
