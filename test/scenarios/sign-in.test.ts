/** Each method to sign in, from the inputs to the reset servers. */
import { describe, expect, it } from '@jest/globals';
import { logOf } from '../../harness/invariants.ts';
import { AUTH_TOKEN, PROJECT_ID, withSimulator } from '../../harness/scenario.ts';
import { isCall, REGION, signInOn, signInWith } from '../../harness/sign-in.ts';
import type { AuthMethodName } from '../../harness/sign-in.ts';
import {
  expectReset,
  ID_TOKEN_PATH,
  logLinesOf,
  requestLinesOf,
  requestsTo,
  RESET_PATH,
} from './sign-in-expectations.ts';

const REAL =
  '::notice title=reset-ecs-passwords::Real reset: dry_run is auto, and this run does not come from an unmerged change.';
const NEXT =
  'Restart the accepted servers (output restart_required_server_ids): the new password works only after the next start or restart. The service does not report whether the change succeeded inside a server.';
/** The end of the log of an accepted reset. */
const ACCEPTED = [
  'Batches done: 1 of 1. So far 3 accepted, 0 failed, 0 open.',
  'The whole result: <temp>/<own folder>/report.json',
  'The reset of 3 of 3 servers was accepted.',
  NEXT,
  '',
];

describe('OIDC by STS', () => {
  it.concurrent('finds the project by the region and resets; whole log and all calls', async () => {
    const signedIn = await signInWith('sts');
    const { run, simulator } = signedIn;

    expectReset(signedIn);
    expect(logLinesOf(signedIn)).toEqual([
      '<mask of password>',
      '<mask of request token>',
      REAL,
      'Resetting the password of 3 servers at <endpoint> in 1 call (api: batch).',
      'Credentials: OIDC (STS).',
      '<mask of ID token>',
      '<mask of temporary access key>',
      '<mask of temporary secret key>',
      '<mask of security token>',
      'Signed in with OIDC (STS). The credentials expire at <time>.',
      `Project of the region ${REGION}: ${PROJECT_ID}.`,
      ...ACCEPTED,
    ]);
    const audience = encodeURIComponent('https://iam.myhuaweicloud.com');
    expect(requestLinesOf(simulator)).toEqual([
      ['GET', ID_TOKEN_PATH, `api-version=2.0&audience=${audience}`, 200],
      ['POST', '/v5/agencies/assume-with-oidc', '', 200],
      ['GET', '/v3/projects', `name=${REGION}`, 200],
      ['PUT', RESET_PATH, '', 200],
    ]);
    const [github, sts, projects, reset] = simulator.requests;
    const [idToken, accessKey, , securityToken] = simulator.issued.map(({ value }) => value);
    const userAgent = expect.stringMatching(/^reset-ecs-passwords\/\d+\.\d+\.\d+$/);
    const host = simulator.endpoint.replace('http://', '');
    expect(github?.headers).toEqual({
      host,
      connection: 'keep-alive',
      accept: 'application/json',
      authorization: `Bearer ${simulator.idTokenRequestToken}`,
      'user-agent': userAgent,
    });
    expect(sts?.headers).toEqual({
      host,
      connection: 'keep-alive',
      'content-type': 'application/json',
      'content-length': String(sts?.rawBody.length),
      'user-agent': userAgent,
    });
    expect(sts?.body).toEqual({
      provider_urn: simulator.oidcProviderUrn,
      agency_urn: simulator.agencyUrn,
      agency_session_name: 'octo+fleet@run-42',
      duration_seconds: 900,
      id_token: idToken,
    });
    for (const request of [projects, reset]) {
      expect(request?.headers['x-security-token']).toBe(securityToken);
      expect(request?.headers['authorization']).toContain(`Access=${accessKey},`);
    }
    expect(run.outputs['results']).not.toContain(PROJECT_ID);
  });

  it.concurrent('requests a session with the given duration and a valid name', async () => {
    const repository = `octo-org/${'fleet.of_ours~'.repeat(20)}`;
    const signedIn = await signInWith('sts', {
      change: { session_duration: '1800', timeout: '1500', project_id: PROJECT_ID },
      env: { GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: '19876543210' },
    });

    expectReset(signedIn);
    expect(signedIn.calls).toEqual(['GitHub', 'STS', 'reset']);
    const body = requestsTo(signedIn.simulator, 'STS')[0]?.body;
    expect(body).toMatchObject({ duration_seconds: 1800 });
    const name = (body as { agency_session_name: string }).agency_session_name;
    expect(name).toMatch(/^octo-org\+fleet\.of_ours-fleet[\w+=,.@-]*@run-19876543210$/);
    expect(name).toHaveLength(128);
  });

  it.concurrent(
    'accepts a session that outlasts the run by one minute, with a slow clock',
    async () => {
      const signedIn = await signInWith('sts', {
        setting: { now: () => new Date(Date.now() - 30_000) },
        change: { session_duration: '960', timeout: '900' },
      });

      expectReset(signedIn);
      expect(requestsTo(signedIn.simulator, 'STS')[0]?.body).toMatchObject({
        duration_seconds: 960,
      });
    },
  );

  it.concurrent('requests five minutes more than the timeout by default', async () => {
    const { simulator } = await signInWith('sts', { change: { timeout: '1200' } });

    expect(requestsTo(simulator, 'STS')[0]?.body).toMatchObject({ duration_seconds: 1500 });
  });

  it.concurrent('requests the audience of the workflow', async () => {
    const audience = 'https://cloud.example/a?b=c&d';
    const signedIn = await signInWith('sts', {
      setting: { signIn: { audience } },
      change: { oidc_audience: audience },
    });

    expectReset(signedIn);
    const query = new URLSearchParams(requestsTo(signedIn.simulator, 'GitHub')[0]?.query);
    expect(query.getAll('audience')).toEqual([audience]);
  });

  it.concurrent('signs in once for many batches', async () => {
    const signedIn = await signInWith('sts', { change: { batch_size: '1' } });

    expectReset(signedIn);
    expect(signedIn.calls).toEqual(['GitHub', 'STS', 'IAM projects', 'reset', 'reset', 'reset']);
  });
});

describe('OIDC by IAM', () => {
  it.concurrent('gets a token for the project of the region; whole log and all calls', async () => {
    const signedIn = await signInWith('iam');
    const { simulator } = signedIn;

    expectReset(signedIn);
    expect(logLinesOf(signedIn)).toEqual([
      '<mask of password>',
      '<mask of request token>',
      REAL,
      'Resetting the password of 3 servers at <endpoint> in 1 call (api: batch).',
      'Credentials: OIDC (IAM).',
      '<mask of ID token>',
      '<mask of subject token>',
      'Signed in with OIDC (IAM). The credentials expire at <time>.',
      `Project of the region ${REGION}: ${PROJECT_ID}.`,
      ...ACCEPTED,
    ]);
    expect(requestLinesOf(simulator)).toEqual([
      ['GET', ID_TOKEN_PATH, expect.stringContaining('audience='), 200],
      ['POST', '/v3.0/OS-AUTH/id-token/tokens', '', 201],
      ['PUT', RESET_PATH, '', 200],
    ]);
    const [, iam, reset] = simulator.requests;
    const [idToken, subjectToken] = simulator.issued.map(({ value }) => value);
    expect(iam?.headers).toEqual({
      host: simulator.endpoint.replace('http://', ''),
      connection: 'keep-alive',
      'content-type': 'application/json',
      'content-length': String(iam?.rawBody.length),
      'x-idp-id': simulator.identityProvider,
      'user-agent': expect.stringMatching(/^reset-ecs-passwords\//),
    });
    expect(iam?.body).toEqual({
      auth: { id_token: { id: idToken }, scope: { project: { name: REGION } } },
    });
    expect(reset?.headers['x-auth-token']).toBe(subjectToken);
    expect(reset?.headers['authorization']).toBeUndefined();
  });

  it.concurrent('gets a token for a project by its ID', async () => {
    const signedIn = await signInWith('iam', { change: { project_id: PROJECT_ID, region: '' } });

    expectReset(signedIn);
    expect(signedIn.calls).toEqual(['GitHub', 'IAM token', 'reset']);
    expect(requestsTo(signedIn.simulator, 'IAM token')[0]?.body).toMatchObject({
      auth: { scope: { project: { id: PROJECT_ID } } },
    });
  });

  it.concurrent(
    'looks up the project when IAM does not name the project of the token',
    async () => {
      const signedIn = await signInWith('iam', {
        faults: [
          {
            match: isCall('IAM token'),
            status: 201,
            headers: { 'x-subject-token': AUTH_TOKEN },
            body: { token: { expires_at: '2099-01-01T00:00:00.000000Z' } },
          },
        ],
        laterSecrets: [AUTH_TOKEN],
      });

      expectReset(signedIn);
      expect(signedIn.calls).toEqual(['GitHub', 'IAM token', 'IAM projects of the token', 'reset']);
      expect(logOf(signedIn.run)).toContain(`Project of the region ${REGION}: ${PROJECT_ID}.`);
    },
  );
});

describe('the agency of an ECS', () => {
  it.concurrent('signs with keys that need a metadata token; whole log and all calls', async () => {
    const signedIn = await signInWith('agency');
    const { simulator } = signedIn;

    expectReset(signedIn);
    // The job may request ID tokens, so its request token is masked, although it is not used.
    expect(logLinesOf(signedIn)).toEqual([
      '<mask of password>',
      '<mask of request token>',
      REAL,
      'Resetting the password of 3 servers at <endpoint> in 1 call (api: batch).',
      'Credentials: ECS agency.',
      '<mask of metadata token>',
      '<mask of temporary access key>',
      '<mask of temporary secret key>',
      '<mask of security token>',
      'Signed in with ECS agency. The credentials expire at <time>.',
      `Project of the region ${REGION}: ${PROJECT_ID}.`,
      ...ACCEPTED,
    ]);
    expect(requestLinesOf(simulator)).toEqual([
      ['PUT', '/meta-data/latest/api/token', '', 200],
      ['GET', '/openstack/latest/securitykey', '', 200],
      ['GET', '/v3/projects', `name=${REGION}`, 200],
      ['PUT', RESET_PATH, '', 200],
    ]);
    const [token, keys, , reset] = simulator.requests;
    const [metadataToken, accessKey, , securityToken] = simulator.issued.map(({ value }) => value);
    expect(token?.headers).toMatchObject({
      host: '169.254.169.254',
      'x-metadata-token-ttl-seconds': '21600',
    });
    expect(keys?.headers['x-metadata-token']).toBe(metadataToken);
    expect(reset?.headers['x-security-token']).toBe(securityToken);
    expect(reset?.headers['authorization']).toContain(`Access=${accessKey},`);
  });

  it.concurrent('uses a metadata token that is required', async () => {
    const signedIn = await signInWith('agency', {
      setting: { signIn: { metadata: { tokens: 'required' } } },
      change: { project_id: PROJECT_ID },
    });

    expectReset(signedIn);
    expect(signedIn.calls).toEqual(['metadata token', 'metadata keys', 'reset']);
  });

  it.concurrent.each([404, 405, 503])(
    'uses no metadata token, if the request for one gets %i',
    async (status) => {
      const signedIn = await signInWith('agency', {
        setting: { signIn: { metadata: { tokens: 'absent' } } },
        faults: [{ match: isCall('metadata token'), status, body: 'no' }],
        change: { project_id: PROJECT_ID },
      });

      expectReset(signedIn);
      expect(requestLinesOf(signedIn.simulator)).toEqual([
        ['PUT', '/meta-data/latest/api/token', '', status],
        ['GET', '/openstack/latest/securitykey', '', 200],
        ['PUT', RESET_PATH, '', 200],
      ]);
      const [keys] = requestsTo(signedIn.simulator, 'metadata keys');
      expect(keys?.headers['x-metadata-token']).toBeUndefined();
    },
  );
});

describe('the number of calls', () => {
  it.concurrent.each([
    { project: 'by its ID', change: { project_id: PROJECT_ID } },
    { project: 'by the region', change: {} },
  ])('is at most two more than with keys, with the project $project', async ({ change }) => {
    await withSimulator({}, async (simulator) => {
      const calls: Partial<Record<AuthMethodName, number>> = {};
      for (const method of ['keys', 'sts', 'iam', 'agency'] as const) {
        const before = simulator.requests.length;
        await signInOn(simulator, method, { change });
        calls[method] = simulator.requests.length - before;
      }
      const { keys = 0, ...others } = calls;
      expect(keys).toBe('project_id' in change ? 1 : 2);
      for (const count of Object.values(others)) expect(count - keys).toBeLessThanOrEqual(2);
    });
  });
});
