/** Every refusal of a sign-in: the message, one attempt only, and no request to ECS. */
import { describe, expect, it } from '@jest/globals';
import { reportOf } from '../../harness/invariants.ts';
import { AUTH_TOKEN, PROJECT_ID, withSimulator } from '../../harness/scenario.ts';
import {
  callsTo,
  expectNotSent,
  isCall,
  REGION,
  signInOn,
  signInWith,
  withAuthPlaceholders,
} from '../../harness/sign-in.ts';
import {
  CHECK_PROVIDER,
  claims,
  COMPARE_STS,
  expectRefused,
  OTHER_SUBJECT,
} from './sign-in-refusal.ts';
import type { Refusal } from './sign-in-refusal.ts';

describe('the whole log of a refusal', () => {
  it.concurrent('from STS', async () => {
    const { run, simulator } = await signInWith('sts', {
      setting: { signIn: { idToken: { subject: OTHER_SUBJECT } }, servers: 1 },
    });
    const error = `STS does not allow this job to assume the agency (HTTP 403); the service says: access denied: ${OTHER_SUBJECT} is not authorized to assume iam: :<account>:agency:reset-ecs-passwords`;

    expect(withAuthPlaceholders(run.stdout, run, simulator).split('\n')).toEqual([
      '<mask of password>',
      '<mask of request token>',
      '::notice title=reset-ecs-passwords::Real reset: dry_run is auto, and this run does not come from an unmerged change.',
      'Resetting the password of 1 server at <endpoint> in 1 call (api: batch).',
      'Credentials: OIDC (STS).',
      '<mask of ID token>',
      ...claims({ sub: OTHER_SUBJECT }),
      'The whole result: <temp>/<own folder>/report.json',
      `::error title=reset-ecs-passwords::1 server not sent: ${error} (STS5.1001, request <request>). ${COMPARE_STS} Server: ${simulator.serverIds.join()}.`,
      '::error::The reset of 0 of 1 server was accepted, 1 not sent.',
      'For the servers in remaining_server_ids fix the cause shown for them, then run again with the same password.',
      '',
    ]);
    expect(
      reportOf(run).servers.map((server) => ({
        ...server,
        message: withAuthPlaceholders(server.message ?? '', run, simulator),
      })),
    ).toEqual([
      {
        id: simulator.serverIds[0],
        outcome: 'not_sent',
        code: 'STS5.1001',
        message: error,
        request_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    ]);
  });

  it.concurrent('from IAM', async () => {
    const { run, simulator } = await signInWith('iam', {
      setting: { signIn: { idToken: { lifetimeSeconds: -10 } }, servers: 1 },
    });

    expect(withAuthPlaceholders(run.stdout, run, simulator).split('\n')).toEqual([
      '<mask of password>',
      '<mask of request token>',
      '::notice title=reset-ecs-passwords::Real reset: dry_run is auto, and this run does not come from an unmerged change.',
      'Resetting the password of 1 server at <endpoint> in 1 call (api: batch).',
      'Credentials: OIDC (IAM).',
      '<mask of ID token>',
      ...claims(),
      'The whole result: <temp>/<own folder>/report.json',
      `::error title=reset-ecs-passwords::1 server not sent: IAM does not accept the ID token (IAM.0001, request <request>). ${CHECK_PROVIDER} Server: ${simulator.serverIds.join()}.`,
      '::error::The reset of 0 of 1 server was accepted, 1 not sent.',
      'For the servers in remaining_server_ids fix the cause shown for them, then run again with the same password.',
      '',
    ]);
  });
});

const DENIED = (why: string): string =>
  `STS does not allow this job to assume the agency (HTTP 403); the service says: ${why} (STS5.1001, request <request>). ${COMPARE_STS}`;
const NOT_KNOWN = (why: string): string =>
  `STS does not know the agency or the OIDC provider; the service says: ${why} (STS5.1004, request <request>). Check agency_urn and oidc_provider_urn, letter by letter.`;
const TOO_LONG =
  'STS reports that the request for a session is not valid; the service says: duration_seconds exceeds the maximum session duration of the agency (STS5.1003, request <request>). Check oidc_provider_urn and agency_urn, and that session_duration (by default timeout and five minutes more) is not longer than the longest session of the agency.';

describe('STS refuses', () => {
  it.concurrent.each<Refusal>([
    {
      what: 'a wrong audience',
      change: { oidc_audience: 'https://wrong.example' },
      says: DENIED('invalid id token: unexpected "aud" claim value'),
      code: 'STS5.1001',
      log: claims({ aud: 'https://wrong.example' }),
    },
    {
      what: 'a token without an environment',
      setting: { signIn: { idToken: { environment: '' } } },
      says: DENIED(
        'access denied: repo:octo/fleet:ref:refs/heads/main is not authorized to assume iam: :<account>:agency:reset-ecs-passwords',
      ),
      code: 'STS5.1001',
      log: claims({ sub: 'repo:octo/fleet:ref:refs/heads/main', environment: '(none)' }),
    },
    {
      what: 'an expired token',
      setting: { signIn: { idToken: { lifetimeSeconds: -10 } } },
      says: DENIED('invalid id token: "exp" claim timestamp check failed'),
      code: 'STS5.1001',
      log: claims(),
    },
    {
      what: 'a token signed with a key that is not published',
      setting: { signIn: { idToken: { unpublishedKey: true } } },
      says: DENIED('invalid id token: signature verification failed'),
      code: 'STS5.1001',
      log: claims(),
    },
    {
      what: 'an agency that does not trust the provider',
      setting: { signIn: { agency: { namesProvider: false } } },
      says: DENIED(
        'access denied: repo:octo/fleet:environment:production is not authorized to assume iam: :<account>:agency:reset-ecs-passwords',
      ),
      code: 'STS5.1001',
      log: claims(),
    },
    {
      what: 'an unknown provider',
      change: { oidc_provider_urn: 'iam::account:oidcProvider:elsewhere' },
      says: NOT_KNOWN('oidc provider not found: iam: :account:oidcProvider:elsewhere'),
      code: 'STS5.1004',
      log: claims(),
    },
    {
      what: 'an unknown agency',
      change: { agency_urn: 'iam::account:agency:elsewhere' },
      says: NOT_KNOWN('agency not found: iam: :account:agency:elsewhere'),
      code: 'STS5.1004',
      log: claims(),
    },
    {
      what: 'a session that is too long for the agency',
      change: { session_duration: '7200' },
      says: TOO_LONG,
      code: 'STS5.1003',
      log: claims(),
    },
    {
      what: 'a timeout that needs such a session',
      change: { timeout: '3500' },
      says: TOO_LONG,
      code: 'STS5.1003',
      log: claims(),
    },
    {
      what: 'any request with 401, also with a code that is temporary',
      faults: [{ match: isCall('STS'), status: 401, body: { error_code: 'APIGW.0308' } }],
      says: `STS does not allow this job to assume the agency (HTTP 401) (APIGW.0308, request <request>). ${COMPARE_STS}`,
      code: 'APIGW.0308',
      log: claims(),
    },
    {
      what: 'any request with an error code, whatever the status',
      faults: [{ match: isCall('STS'), status: 200, body: { error_code: 'STS5.1001' } }],
      says: `STS does not allow this job to assume the agency (HTTP 200) (STS5.1001, request <request>). ${COMPARE_STS}`,
      code: 'STS5.1001',
      log: claims(),
    },
  ])('$what', (refusal) => expectRefused('sts', ['GitHub', 'STS'], refusal));
});

const NO_PROJECT = (project: string): string =>
  `IAM does not know the identity provider or the project; the service says: Could not find project: ${project}. (IAM.0004, request <request>). Check identity_provider, and region or project_id.`;

describe('IAM refuses', () => {
  it.concurrent.each<Refusal>([
    ...(
      [
        ['a wrong audience', { identityProvider: { clientId: 'https://another.example' } }],
        ['a key that is not published', { idToken: { unpublishedKey: true } }],
      ] as const
    ).map(([what, signIn]) => ({
      what,
      setting: { signIn },
      says: `IAM does not accept the ID token (IAM.0001, request <request>). ${CHECK_PROVIDER}`,
      code: 'IAM.0001',
      log: claims(),
    })),
    {
      what: 'a wrong subject',
      setting: { signIn: { idToken: { subject: OTHER_SUBJECT } } },
      says: 'IAM does not issue a token for the project to this job (HTTP 403); the service says: You are not authorized to perform the requested action. (IAM.0002, request <request>). Compare the claims of the ID token (in the log and in the job summary) with the mapping of the identity provider, and check that the group it maps to has a role in the project.',
      code: 'IAM.0002',
      log: claims({ sub: OTHER_SUBJECT }),
    },
    {
      what: 'an unknown provider',
      change: { identity_provider: 'gitlab' },
      says: 'IAM does not know the identity provider or the project; the service says: Could not find identity provider: gitlab. (IAM.0004, request <request>). Check identity_provider, and region or project_id.',
      code: 'IAM.0004',
      log: claims(),
    },
    {
      what: 'an unknown project',
      change: { project_id: 'elsewhere' },
      says: NO_PROJECT('elsewhere'),
      code: 'IAM.0004',
      log: claims(),
    },
    {
      what: 'a region without a project',
      change: { region: 'cn-north-9' },
      says: NO_PROJECT('cn-north-9'),
      code: 'IAM.0004',
      log: claims(),
    },
  ])('$what', (refusal) => expectRefused('iam', ['GitHub', 'IAM token'], refusal));

  it.concurrent('a token with a new key of GitHub, until the key is configured in IAM', () =>
    withSimulator({}, async (simulator) => {
      simulator.rotateKeys();
      const refused = await signInOn(simulator, 'iam');
      expectNotSent(
        { run: refused, simulator, calls: callsTo(simulator) },
        {
          calls: ['GitHub', 'IAM token'],
          message: `IAM does not accept the ID token (IAM.0001, request <request>). ${CHECK_PROVIDER}`,
          code: 'IAM.0001',
        },
      );

      simulator.pasteKeys();
      expect((await signInOn(simulator, 'iam')).exitCode).toBe(0);
    }),
  );
});

describe('a token from IAM for another project than project_id', () => {
  it.concurrent('is not used', async () => {
    const signedIn = await signInWith('iam', {
      change: { project_id: 'asked-for' },
      faults: [
        {
          match: isCall('IAM token'),
          status: 201,
          headers: { 'x-subject-token': AUTH_TOKEN },
          body: {
            token: {
              expires_at: '2099-01-01T00:00:00.000000Z',
              project: { id: PROJECT_ID, name: REGION },
            },
          },
        },
      ],
    });

    expectNotSent(signedIn, {
      calls: ['GitHub', 'IAM token'],
      message:
        'The response of IAM does not match its documentation (HTTP 201) (request <request>). Check region (or iam_endpoint), and whether a firewall blocks the connection.',
    });
    expect(signedIn.run.stdout).not.toContain('claims:');
  });
});

describe('GitHub refuses', () => {
  it.concurrent.each<Refusal>([
    {
      what: 'an expired request token',
      env: { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'a-token-of-a-job-that-has-ended' },
      secrets: ['a-token-of-a-job-that-has-ended'],
      says: 'GitHub did not issue an ID token for this job (HTTP 401) (request <request>). Check that the job has the permission id-token: write, and run the whole job again: the token that it signs in to GitHub with expires with the job.',
    },
    {
      what: 'an audience',
      faults: [{ match: isCall('GitHub'), status: 400, body: { message: 'No such audience' } }],
      says: 'GitHub did not issue an ID token for this job (HTTP 400); the service says: No such audience (request <request>). Check oidc_audience, then run the job again.',
    },
  ])('$what', (refusal) => expectRefused('sts', ['GitHub'], refusal));
});
