import { afterEach, describe, expect, it } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';
import type { SignInOptions } from '../../simulator/simulator.ts';
import type { ClientResponse, RequestOptions } from './client.ts';
import { assume, idToken, request, stsKeys } from './sign-in-client.ts';

const NOW = new Date('2026-03-04T05:06:07Z');
let simulator: Simulator;

afterEach(async () => {
  await simulator.close();
});

async function start(signIn: SignInOptions = {}): Promise<void> {
  simulator = await Simulator.start({ now: () => NOW, signIn });
}

/** The error body of the service, and no keys. */
function refused(response: ClientResponse, status: number, message: RegExp): void {
  expect(response.status).toBe(status);
  expect(response.json).toEqual({
    error_code: expect.stringMatching(/^STS5\.\d{4}$/),
    error_msg: expect.stringMatching(message),
    ...(status === 403 && { encoded_authorization_message: expect.any(String) }),
  });
  expect(simulator.issued.map(({ name }) => name)).not.toContain('temporary access key');
}

describe('STS, for an ID token', () => {
  it('issues keys for an hour', async () => {
    await start();
    const response = await assume(simulator);
    expect(response.status).toBe(200);
    const account = simulator.agencyUrn.split(':')[2] ?? '';
    expect(response.json).toEqual({
      assumed_agency: {
        id: expect.stringMatching(/^[0-9a-f]{32}:octo-fleet-42$/),
        urn: `sts::${account}::assumed-agency:reset-ecs-passwords/octo-fleet-42`,
      },
      audience: simulator.audience,
      credentials: expect.anything(),
      provider: `iam::${account}:oidcProvider:github`,
      subject_from_id_token: 'repo:octo/fleet:environment:production',
    });
    const keys = stsKeys(response);
    expect(keys.ends).toBe(NOW.getTime() + 3600 * 1000);
    expect(simulator.issued.slice(1)).toEqual([
      { name: 'temporary access key', value: keys.accessKey },
      { name: 'temporary secret key', value: keys.secretKey },
      { name: 'security token', value: keys.securityToken },
    ]);
  });

  it('issues new keys each time, with the requested lifetime', async () => {
    await start({ agency: { maxSessionSeconds: 43_200 } });
    const keys = [
      stsKeys(await assume(simulator, { duration_seconds: 43_200 })),
      stsKeys(await assume(simulator, { duration_seconds: 900 })),
    ];
    expect(keys.map(({ ends }) => ends - NOW.getTime())).toEqual([43_200_000, 900_000]);
    expect(new Set(keys.map(({ accessKey }) => accessKey)).size).toBe(2);
  });

  it('issues keys with the lifetime in the options', async () => {
    await start({ agency: { sessionSeconds: 20 } });
    expect(stsKeys(await assume(simulator)).ends).toBe(NOW.getTime() + 20_000);
  });

  it('accepts values at the limits of the definition', async () => {
    await start();
    const more = {
      agency_session_name: 'a_+=,.@-'.repeat(16),
      policy: 'x'.repeat(2048),
      policy_ids: Array<string>(10).fill('p-1'),
    };
    expect((await assume(simulator, more)).status).toBe(200);
  });

  it('accepts a token for one of several audiences, from a trusted subject', async () => {
    const subject = 'repo:octo@1/fleet@2:environment:production';
    await start({
      idToken: { subject },
      oidcProvider: { clientIds: ['one', 'two'] },
      agency: { trustedSubjects: ['other', subject] },
    });
    const response = await assume(simulator, { id_token: await idToken(simulator, 'two') });
    expect(response.json).toMatchObject({ audience: 'two', subject_from_id_token: subject });
  });

  it('accepts a new key of GitHub', async () => {
    await start();
    simulator.rotateKeys();
    expect((await assume(simulator)).status).toBe(200);
  });

  it.each<[string, object]>([
    ['provider_urn', { provider_urn: 'no urn' }],
    ['provider_urn', { provider_urn: undefined }],
    ['agency_urn', { agency_urn: 'x'.repeat(1501) }],
    ['agency_session_name', { agency_session_name: 'x' }],
    ['agency_session_name', { agency_session_name: 'x'.repeat(129) }],
    ['agency_session_name', { agency_session_name: 'octo/fleet' }],
    ['id_token', { id_token: 'abc' }],
    ['id_token', { id_token: 'x'.repeat(20_001) }],
    ['duration_seconds', { duration_seconds: 899 }],
    ['duration_seconds', { duration_seconds: 43_201 }],
    ['duration_seconds', { duration_seconds: '3600' }],
    ['duration_seconds', { duration_seconds: 900.5 }],
    ['policy', { policy: 'x' }],
    ['policy_ids.0', { policy_ids: ['no id'] }],
  ])('refuses a body with an invalid %s: %j', async (name, more) => {
    await start();
    refused(await assume(simulator, more), 400, new RegExp(`: ${name}$`));
  });

  it('refuses a body that is not JSON', async () => {
    await start();
    const path = '/v5/agencies/assume-with-oidc';
    refused(
      await request(simulator, path, { method: 'POST', body: '{' }),
      400,
      /invalid parameter/,
    );
  });

  it.each<RequestOptions>([
    { omit: ['content-type'] },
    { headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  ])('refuses a body that is not declared as JSON: %j', async (options) => {
    await start();
    refused(await assume(simulator, {}, options), 400, /invalid parameter: Content-Type/);
  });

  it('refuses a provider and an agency that do not exist', async () => {
    await start();
    const provider = { provider_urn: `${simulator.oidcProviderUrn}2` };
    refused(await assume(simulator, provider), 404, /provider not found/);
    refused(await assume(simulator, { agency_urn: 'x' }), 404, /agency not found/);
  });

  it.each<[string, SignInOptions, RegExp]>([
    ['another audience', { idToken: { audience: 'sts' } }, /"aud"/],
    ['an audience that the provider lacks', { oidcProvider: { clientIds: ['x'] } }, /"aud"/],
    ['another issuer', { idToken: { issuer: 'https://example.com' } }, /"iss"/],
    ['a token that has expired', { idToken: { lifetimeSeconds: -1 } }, /"exp"/],
    ['a key that is not published', { idToken: { unpublishedKey: true } }, /signature/],
    ['another environment', { idToken: { environment: 'staging' } }, /environment:staging is not/],
    ['another repository', { idToken: { repository: 'octo/other' } }, /octo\/other:.* is not/],
    ['a subject that is not trusted', { agency: { trustedSubjects: [] } }, /is not authorized/],
    [
      'an agency that does not name the provider',
      { agency: { namesProvider: false } },
      /not authorized/,
    ],
  ])('refuses %s', async (_case, signIn, message) => {
    await start(signIn);
    refused(await assume(simulator), 403, message);
  });

  it('refuses an invalid token, and one with changed claims', async () => {
    await start({ idToken: { subject: 'else' } });
    refused(await assume(simulator, { id_token: 'no token' }), 403, /Invalid Compact JWS/);
    const [header, claims = '', signature] = (await idToken(simulator)).split('.');
    const trusted = JSON.stringify({
      ...(JSON.parse(Buffer.from(claims, 'base64url').toString()) as object),
      sub: 'repo:octo/fleet:environment:production',
    });
    const forged = [header, Buffer.from(trusted).toString('base64url'), signature].join('.');
    refused(await assume(simulator, { id_token: forged }), 403, /signature/);
  });

  it('refuses a session that the agency does not allow', async () => {
    await start();
    refused(await assume(simulator, { duration_seconds: 3601 }), 400, /maximum session duration/);
  });

  it('refuses a long session for a request with temporary keys', async () => {
    await start({ agency: { maxSessionSeconds: 7200 } });
    const headers = { 'x-security-token': 'some' };
    const long = { duration_seconds: 7200 };
    refused(await assume(simulator, long, { headers }), 400, /maximum session duration/);
    expect((await assume(simulator, long)).status).toBe(200);
  });
});
