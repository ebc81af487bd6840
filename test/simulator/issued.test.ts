import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';
import { batchBody, dateNow, send } from './client.ts';
import type { Reply, Sent } from './client.ts';
import {
  askMetadataKeys,
  askToken,
  assume,
  metadataKeys,
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

async function reset(sent: Sent): Promise<Reply> {
  return send(simulator, { body: batchBody(simulator.serverIds), ...sent });
}

function withToken(token: string): Sent {
  return { auth: 'none', headers: { 'x-auth-token': token } };
}

describe.each<[string, () => Promise<TemporaryKeys>]>([
  ['STS', async () => stsKeys(await assume(simulator))],
  ['the metadata service', async () => metadataKeys(await askMetadataKeys(simulator))],
])('keys of %s', (_service, get) => {
  it('reset passwords until they end', async () => {
    const keys = await get();
    expect((await reset(signedWith(keys))).status).toBe(200);
    pass(19);
    expect((await reset(signedWith(keys))).status).toBe(200);
    pass(1);
    const reply = await reset(signedWith(keys));
    expect(reply.status).toBe(401);
    expect(reply.json).toMatchObject({
      error_code: 'APIGW.0301',
      error_msg: expect.stringMatching(/^Incorrect IAM authentication .* has expired$/),
    });
  });

  it('work with their own security token and secret key alone', async () => {
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

  it('leave the permanent keys as they are', async () => {
    await get();
    expect((await reset({})).status).toBe(200);
  });
});

describe('a token of IAM', () => {
  it('resets passwords until it ends', async () => {
    const token = subjectToken(await askToken(simulator));
    expect((await reset(withToken(token))).status).toBe(200);
    pass(24 * 3600 - 1);
    expect((await reset(withToken(token))).status).toBe(200);
    pass(1);
    const reply = await reset(withToken(token));
    expect(reply.status).toBe(401);
    expect(reply.json).toMatchObject({ error_code: 'APIGW.0307' });
  });

  it.each([
    ['without a scope', {}],
    ['of the account', { domain: { name: 'fleet-account' } }],
  ])('%s is refused', async (_case, scope) => {
    const reply = await reset(withToken(subjectToken(await askToken(simulator, scope))));
    expect(reply.status).toBe(401);
    expect(reply.json).toMatchObject({ error: { code: 'Common.0013' } });
    expect(simulator.wasReset(simulator.serverIds[0] ?? '')).toBe(false);
  });

  it('of another project is refused', async () => {
    const token = subjectToken(await askToken(simulator, { project: { id: 'p2' } }));
    for (const path of [undefined, '/v1/p2/cloudservers/os-reset-passwords']) {
      const reply = await reset({ ...withToken(token), ...(path !== undefined && { path }) });
      expect(reply.status).toBe(400);
      expect(reply.json).toMatchObject({ error: { code: 'Ecs.0023' } });
    }
    expect(simulator.wasReset(simulator.serverIds[0] ?? '')).toBe(false);
  });
});

it('nothing is given out to whom does not sign in', async () => {
  await reset({ date: dateNow() });
  expect(simulator.issued).toEqual([]);
});
