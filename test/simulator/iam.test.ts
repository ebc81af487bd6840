import { afterEach, describe, expect, it } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';
import type { SignInOptions } from '../../simulator/simulator.ts';
import type { ClientResponse, RequestOptions } from './client.ts';
import { idToken, requestToken, subjectToken } from './sign-in-client.ts';

const NOW = new Date('2026-03-04T05:06:07Z');
let simulator: Simulator;

afterEach(async () => {
  await simulator.close();
});

async function start(signIn: SignInOptions = {}): Promise<void> {
  simulator = await Simulator.start({ now: () => NOW, projectId: 'p1', signIn });
}

/** The documented error, and no token. */
function refused(response: ClientResponse, status: number, code: string, message = /./): void {
  expect(response.status).toBe(status);
  expect(response.json).toEqual({ error_code: code, error_msg: expect.stringMatching(message) });
  expect(response.headers['x-iam-trace-id']).toMatch(/^[0-9a-f]{32}$/);
  expect(response.headers).not.toHaveProperty('x-subject-token');
  expect(simulator.issued.map(({ name }) => name)).not.toContain('subject token');
}

describe('IAM, for an ID token', () => {
  it('issues a token for the project, for a day', async () => {
    await start();
    const response = await requestToken(simulator);
    expect(response.status).toBe(201);
    const domain = { id: expect.stringMatching(/^[0-9a-f]{32}$/), name: expect.any(String) };
    expect(response.json).toEqual({
      token: {
        expires_at: '2026-03-05T05:06:07.000000Z',
        issued_at: '2026-03-04T05:06:07.000000Z',
        methods: ['mapped'],
        project: { id: 'p1', name: 'cn-north-4', domain },
        roles: [],
        catalog: [],
        user: {
          id: expect.any(String),
          name: 'FederationUser',
          domain,
          'OS-FEDERATION': {
            groups: [{ id: expect.any(String), name: expect.any(String) }],
            identity_provider: { id: 'github' },
            protocol: { id: 'oidc' },
          },
        },
      },
    });
    expect(subjectToken(response).length).toBeGreaterThan(3000);
    expect(response.headers['x-iam-trace-id']).toMatch(/^[0-9a-f]{32}$/);
    expect(simulator.issued[1]).toEqual({ name: 'subject token', value: subjectToken(response) });
  });

  it.each([{ name: 'cn-north-4' }, { id: 'p1', name: 'cn-north-4' }])(
    'finds the project by %j',
    async (project) => {
      await start();
      expect((await requestToken(simulator, { project })).json).toMatchObject({
        token: { project: { id: 'p1', name: 'cn-north-4' } },
      });
    },
  );

  it('issues a token without a scope, and one for the account', async () => {
    await start();
    const bare = await requestToken(simulator, {});
    expect(bare.status).toBe(201);
    expect(bare.json).toMatchObject({ token: { methods: ['mapped'] } });
    expect(bare.json).not.toHaveProperty('token.project');
    const domain = await requestToken(simulator, { domain: { name: 'fleet-account' } });
    expect(domain.json).toMatchObject({ token: { domain: { name: 'fleet-account' } } });
  });

  it('issues a token with the lifetime in the options', async () => {
    await start({ identityProvider: { tokenSeconds: 20 } });
    expect((await requestToken(simulator)).json).toMatchObject({
      token: { expires_at: '2026-03-04T05:06:27.000000Z' },
    });
  });

  it('accepts any rule of the mapping, for any claim', async () => {
    const mapping = [
      { claim: 'sub', regex: '^nobody$' },
      { claim: 'repository', regex: '^octo/f.*' },
    ];
    await start({ idToken: { subject: 'else' }, identityProvider: { mapping } });
    expect((await requestToken(simulator)).status).toBe(201);
  });

  it.each<[string, SignInOptions]>([
    ['another subject', { idToken: { repository: 'octo/other' } }],
    ['no rule', { identityProvider: { mapping: [] } }],
    ['a claim that is missing', { identityProvider: { mapping: [{ claim: 'x', regex: '' }] } }],
  ])('refuses a token that no rule of the mapping matches: %s', async (_case, signIn) => {
    await start(signIn);
    refused(await requestToken(simulator), 403, 'IAM.0002');
  });

  it.each<[string, SignInOptions]>([
    ['another audience', { idToken: { audience: 'iam' } }],
    ['another client id', { identityProvider: { clientId: 'other-client' } }],
    ['another issuer', { idToken: { issuer: 'https://example.com' } }],
    ['a token that has expired', { idToken: { lifetimeSeconds: -1 } }],
    ['a key that is not published', { idToken: { unpublishedKey: true } }],
    ['a key that the provider does not have', { identityProvider: { pastedKeys: 'old' } }],
  ])('refuses %s', async (_case, signIn) => {
    await start(signIn);
    refused(await requestToken(simulator), 401, 'IAM.0001');
  });

  it('accepts the audience in the options', async () => {
    await start({ audience: 'cloud', identityProvider: { pastedKeys: 'current' } });
    expect(simulator.audience).toBe('cloud');
    expect((await requestToken(simulator)).status).toBe(201);
  });

  it('refuses GitHub’s new key until it is copied', async () => {
    await start();
    simulator.rotateKeys();
    refused(await requestToken(simulator), 401, 'IAM.0001');
    simulator.pasteKeys();
    expect((await requestToken(simulator)).status).toBe(201);
  });

  it('refuses unknown providers, projects and accounts', async () => {
    await start();
    const headers = { 'x-idp-id': 'gitlab' };
    refused(await requestToken(simulator, {}, { headers }), 404, 'IAM.0004', /provider: gitlab/);
    for (const project of [{ id: 'p2' }, { name: 'cn-south-1' }, { id: 'p1', name: 'p1' }]) {
      refused(await requestToken(simulator, { project }), 404, 'IAM.0004', /project: /);
    }
    refused(await requestToken(simulator, { domain: { id: 'd' } }), 404, 'IAM.0004', /domain: d/);
  });

  it.each<[string, RequestOptions]>([
    ['no identity provider', { headers: {} }],
    ['a name of it that is too long', { headers: { 'x-idp-id': 'x'.repeat(65) } }],
    ['a body that is not JSON', { body: '{' }],
    ['no content type', { omit: ['content-type'] }],
    ['another content type', { headers: { 'x-idp-id': 'github', 'content-type': 'text/plain' } }],
    ['no ID token', { body: { auth: { scope: { project: { id: 'p1' } } } } }],
    [
      'a project without name and ID',
      { body: { auth: { id_token: { id: 'x' }, scope: { project: {} } } } },
    ],
  ])('refuses a request with %s', async (_case, options) => {
    await start();
    refused(await requestToken(simulator, undefined, options), 400, 'IAM.0011');
  });

  it('refuses an invalid token before it checks the scope', async () => {
    await start();
    const body = { auth: { id_token: { id: `${await idToken(simulator)}x` } } };
    refused(await requestToken(simulator, {}, { body }), 401, 'IAM.0001');
  });
});
