import { afterEach, describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { Simulator } from '../../simulator/simulator.ts';
import type { SimulatorOptions } from '../../simulator/simulator.ts';
import { idToken, request, requestIdToken } from './sign-in-client.ts';

const NOW = new Date('2026-03-04T05:06:07Z');
const SECONDS = NOW.getTime() / 1000;
type IdTokenOptions = NonNullable<NonNullable<SimulatorOptions['signIn']>['idToken']>;
let simulator: Simulator;

afterEach(async () => {
  await simulator.close();
});

async function start(options: IdTokenOptions = {}): Promise<void> {
  simulator = await Simulator.start({ now: () => NOW, signIn: { idToken: options } });
}

async function claims(options: IdTokenOptions = {}): Promise<object> {
  await start(options);
  return decodeJwt(await idToken(simulator));
}

describe('the ID token of the job', () => {
  it('has the claims and the header of a real one', async () => {
    await start();
    const response = await requestIdToken(simulator, 'a b&c');
    const value = await idToken(simulator);
    expect(response.status).toBe(200);
    expect(response.json).toEqual({ count: expect.any(Number), value: expect.any(String) });
    expect(decodeProtectedHeader(value)).toEqual({
      typ: 'JWT',
      alg: 'RS256',
      kid: expect.any(String),
    });
    expect(decodeJwt(value)).toEqual({
      iss: 'https://token.actions.githubusercontent.com',
      sub: 'repo:octo/fleet:environment:production',
      aud: 'https://iam.myhuaweicloud.com',
      environment: 'production',
      repository: 'octo/fleet',
      repository_owner: 'octo',
      ref: 'refs/heads/main',
      sha: expect.stringMatching(/^[0-9a-f]{40}$/),
      workflow: 'Reset passwords',
      actor: 'octocat',
      event_name: 'workflow_dispatch',
      run_id: '42',
      jti: expect.any(String),
      nbf: SECONDS - 600,
      iat: SECONDS,
      exp: SECONDS + 300,
    });
    expect(simulator.requests).toHaveLength(2);
    expect(simulator.issued.map(({ name }) => name)).toEqual(['ID token', 'ID token']);
    expect(decodeJwt(simulator.issued[0]?.value ?? '').aud).toBe('a b&c');
  });

  it('is for the owner of the repository if no audience is requested', async () => {
    await start();
    const headers = { authorization: `Bearer ${simulator.idTokenRequestToken}` };
    await request(simulator, simulator.idTokenRequestUrl, { headers });
    expect(decodeJwt(simulator.issued[0]?.value ?? '').aud).toBe('https://github.com/octo');
  });

  it('names the branch if the job has no environment', async () => {
    const payload = await claims({ environment: '', repository: 'a/b', ref: 'refs/heads/x' });
    expect(payload).toMatchObject({ sub: 'repo:a/b:ref:refs/heads/x', repository_owner: 'a' });
    expect(payload).not.toHaveProperty('environment');
  });

  it('follows the options', async () => {
    const wanted = { subject: 'repo:octo@1/fleet@2:ref:r', audience: 'else', issuer: 'https://i' };
    expect(await claims({ ...wanted, lifetimeSeconds: -1 })).toMatchObject({
      sub: wanted.subject,
      aud: 'else',
      iss: 'https://i',
      exp: SECONDS - 1,
    });
  });

  it.each<[string, Record<string, string>]>([
    ['no bearer token', {}],
    ['another bearer token', { authorization: 'Bearer another' }],
    ['no scheme', { authorization: 'TOKEN' }],
  ])('is refused with %s', async (_case, headers) => {
    await start();
    const options = Object.entries(headers).map(([name, value]) => [
      name,
      value.replace('TOKEN', simulator.idTokenRequestToken),
    ]);
    const response = await request(simulator, simulator.idTokenRequestUrl, {
      headers: Object.fromEntries(options) as Record<string, string>,
    });
    expect(response.status).toBe(401);
    expect(simulator.issued).toEqual([]);
  });

  it.each(['?audience=a', '?api-version=2.0?audience=a'])(
    'is refused with the query %s, which replaces that of the URL',
    async (query) => {
      await start();
      const headers = { authorization: `Bearer ${simulator.idTokenRequestToken}` };
      const url = simulator.idTokenRequestUrl.replace(/\?.*/, query);
      expect((await request(simulator, url, { headers })).status).toBe(400);
    },
  );

  it('is not issued at another URL or for a POST', async () => {
    await start();
    const headers = { authorization: `Bearer ${simulator.idTokenRequestToken}` };
    const url = simulator.idTokenRequestUrl;
    expect((await request(simulator, url, { headers, method: 'POST' })).status).toBe(404);
    expect((await request(simulator, '/idtoken/a/b?api-version=2.0', { headers })).status).toBe(
      404,
    );
  });
});

describe('a fault', () => {
  it('applies to signing in like to any other call', async () => {
    await start();
    simulator.script(
      { match: ({ path }) => path.startsWith('/idtoken/'), status: 200, body: '<html>' },
      { apply: 'before', status: 502 },
    );
    expect((await requestIdToken(simulator)).text).toBe('<html>');
    expect(simulator.issued).toEqual([]);
    expect((await requestIdToken(simulator)).status).toBe(502);
    expect(simulator.issued).toHaveLength(1);
    expect(simulator.requests.map(({ status }) => status)).toEqual([200, 502]);
  });
});
