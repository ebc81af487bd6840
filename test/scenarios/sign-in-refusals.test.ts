/** Every refusal of a sign-in: what is said, that it is asked for once, and that no server is asked about. */
import { describe, expect, it } from '@jest/globals';
import { annotationsOf, listIn, logOf, reportOf } from '../../harness/invariants.ts';
import {
  ACCESS_KEY,
  AUTH_TOKEN,
  PROJECT_ID,
  SECRET_KEY,
  withSimulator,
} from '../../harness/scenario.ts';
import { startOpenProxy } from '../../harness/open-proxy.ts';
import type { Inputs } from '../../harness/scenario.ts';
import {
  callsOn,
  expectNotSent,
  isCall,
  REGION,
  shown,
  signInBy,
  signInInVain,
  signInOn,
} from '../../harness/sign-in.ts';
import type { Call, SignInOptions, Way } from '../../harness/sign-in.ts';

const OTHER_SUBJECT = 'repo:octo/other:ref:refs/heads/main';
const COMPARE_STS =
  'Compare the claims of the ID token (in the log) with the trust policy of the agency, the issuer with the URL of the provider, and oidc_audience with its client IDs.';
const CHECK_PROVIDER =
  'Check in the settings of the identity provider that client_id is oidc_audience and idp_url is the issuer, and that its signing keys are those that the issuer publishes now (they are pasted, and an issuer changes them).';

/** The claims of the ID token as the log shows them on a refusal. */
function claims({
  aud = 'https://iam.myhuaweicloud.com',
  environment = 'production',
  sub = 'repo:octo/fleet:environment:production',
} = {}): string[] {
  return [
    'The ID token of this job claims:',
    '  iss: https://token.actions.githubusercontent.com',
    `  sub: ${sub}`,
    `  aud: ${aud}`,
    '  repository: octo/fleet',
    '  ref: refs/heads/main',
    `  environment: ${environment}`,
  ];
}

interface Refusal extends SignInOptions {
  readonly what: string;
  readonly says: string;
  readonly code?: string;
  readonly shows?: readonly string[];
}

async function expectRefused(
  way: Way,
  calls: readonly Call[],
  { code, says, shows = [], ...options }: Refusal,
): Promise<void> {
  const signedIn = await signInBy(way, options);
  const { run, simulator } = signedIn;
  expectNotSent(signedIn, { calls, says, ...(code !== undefined && { code }) });
  const log = logOf(run);
  const start = log.indexOf(shows[0] ?? '');
  expect(log.slice(start, start + shows.length)).toEqual(shows);
  if (shows.length === 0) expect(run.stdout).not.toContain('claims:');
  const [server] = reportOf(run).servers;
  expect(says).toContain(shown((server?.message ?? '').slice(1), run, simulator));
}

describe('a refusal told as a whole', () => {
  it.concurrent('by STS', async () => {
    const { run, simulator } = await signInBy('sts', {
      setting: { signIn: { idToken: { subject: OTHER_SUBJECT } }, servers: 1 },
    });
    const error = `STS does not let this job assume the agency (HTTP 403); it says: access denied: ${OTHER_SUBJECT} is not authorized to assume iam: :<account>:agency:reset-ecs-passwords`;

    expect(shown(run.stdout, run, simulator).split('\n')).toEqual([
      '<mask of password>',
      '<mask of request token>',
      '::notice title=reset-ecs-passwords::Real reset: dry_run is auto, and this event is no pull request.',
      'Resetting the password of 1 server at <endpoint> in 1 call (api: batch).',
      'Credentials: OIDC (STS).',
      '<mask of ID token>',
      ...claims({ sub: OTHER_SUBJECT }),
      'The whole result: <temp>/<own folder>/report.json',
      `::error title=reset-ecs-passwords::1 server not sent: ${error} (STS5.1001, request <request>). ${COMPARE_STS} Server: ${simulator.serverIds.join()}.`,
      '::error::The reset was accepted for 0 of 1 server, 1 not sent.',
      'For the servers in remaining_server_ids do what is said of them, then run again with the same password.',
      '',
    ]);
    expect(
      reportOf(run).servers.map((server) => ({
        ...server,
        message: shown(server.message ?? '', run, simulator),
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

  it.concurrent('by IAM', async () => {
    const { run, simulator } = await signInBy('iam', {
      setting: { signIn: { idToken: { lifetimeSeconds: -10 } }, servers: 1 },
    });

    expect(shown(run.stdout, run, simulator).split('\n')).toEqual([
      '<mask of password>',
      '<mask of request token>',
      '::notice title=reset-ecs-passwords::Real reset: dry_run is auto, and this event is no pull request.',
      'Resetting the password of 1 server at <endpoint> in 1 call (api: batch).',
      'Credentials: OIDC (IAM).',
      '<mask of ID token>',
      ...claims(),
      'The whole result: <temp>/<own folder>/report.json',
      `::error title=reset-ecs-passwords::1 server not sent: IAM does not accept the ID token (IAM.0001, request <request>). ${CHECK_PROVIDER} Server: ${simulator.serverIds.join()}.`,
      '::error::The reset was accepted for 0 of 1 server, 1 not sent.',
      'For the servers in remaining_server_ids do what is said of them, then run again with the same password.',
      '',
    ]);
  });
});

const DENIED = (why: string): string =>
  `STS does not let this job assume the agency (HTTP 403); it says: ${why} (STS5.1001, request <request>). ${COMPARE_STS}`;
const NOT_KNOWN = (why: string): string =>
  `STS does not know the agency or the OIDC provider; it says: ${why} (STS5.1004, request <request>). Check agency_urn and oidc_provider_urn, letter by letter.`;
const TOO_LONG =
  'STS finds something wrong in the request for a session; it says: duration_seconds exceeds the maximum session duration of the agency (STS5.1003, request <request>). Check oidc_provider_urn and agency_urn, and that session_duration (by default timeout and five minutes more) is not longer than the longest session of the agency.';

describe('STS refuses', () => {
  it.concurrent.each<Refusal>([
    {
      what: 'a wrong audience',
      change: { oidc_audience: 'https://wrong.example' },
      says: DENIED('invalid id token: unexpected "aud" claim value'),
      code: 'STS5.1001',
      shows: claims({ aud: 'https://wrong.example' }),
    },
    {
      what: 'a token of no environment',
      setting: { signIn: { idToken: { environment: '' } } },
      says: DENIED(
        'access denied: repo:octo/fleet:ref:refs/heads/main is not authorized to assume iam: :<account>:agency:reset-ecs-passwords',
      ),
      code: 'STS5.1001',
      shows: claims({ sub: 'repo:octo/fleet:ref:refs/heads/main', environment: '(none)' }),
    },
    {
      what: 'an expired token',
      setting: { signIn: { idToken: { lifetimeSeconds: -10 } } },
      says: DENIED('invalid id token: "exp" claim timestamp check failed'),
      code: 'STS5.1001',
      shows: claims(),
    },
    {
      what: 'a token signed with a key that is not published',
      setting: { signIn: { idToken: { unpublishedKey: true } } },
      says: DENIED('invalid id token: signature verification failed'),
      code: 'STS5.1001',
      shows: claims(),
    },
    {
      what: 'an agency that does not trust the provider',
      setting: { signIn: { agency: { namesProvider: false } } },
      says: DENIED(
        'access denied: repo:octo/fleet:environment:production is not authorized to assume iam: :<account>:agency:reset-ecs-passwords',
      ),
      code: 'STS5.1001',
      shows: claims(),
    },
    {
      what: 'an unknown provider',
      change: { oidc_provider_urn: 'iam::account:oidcProvider:elsewhere' },
      says: NOT_KNOWN('oidc provider not found: iam: :account:oidcProvider:elsewhere'),
      code: 'STS5.1004',
      shows: claims(),
    },
    {
      what: 'an unknown agency',
      change: { agency_urn: 'iam::account:agency:elsewhere' },
      says: NOT_KNOWN('agency not found: iam: :account:agency:elsewhere'),
      code: 'STS5.1004',
      shows: claims(),
    },
    {
      what: 'a session that is too long for the agency',
      change: { session_duration: '7200' },
      says: TOO_LONG,
      code: 'STS5.1003',
      shows: claims(),
    },
    {
      what: 'a timeout that asks for such a session',
      change: { timeout: '3500' },
      says: TOO_LONG,
      code: 'STS5.1003',
      shows: claims(),
    },
    {
      what: 'anything with 401, also by a code that would pass',
      faults: [{ match: isCall('STS'), status: 401, body: { error_code: 'APIGW.0308' } }],
      says: `STS does not let this job assume the agency (HTTP 401) (APIGW.0308, request <request>). ${COMPARE_STS}`,
      code: 'APIGW.0308',
      shows: claims(),
    },
    {
      what: 'anything by a code, whatever the status',
      faults: [{ match: isCall('STS'), status: 200, body: { error_code: 'STS5.1001' } }],
      says: `STS does not let this job assume the agency (HTTP 200) (STS5.1001, request <request>). ${COMPARE_STS}`,
      code: 'STS5.1001',
      shows: claims(),
    },
  ])('$what', (refusal) => expectRefused('sts', ['GitHub', 'STS'], refusal));
});

const NO_PROJECT = (project: string): string =>
  `IAM does not know the identity provider or the project; it says: Could not find project: ${project}. (IAM.0004, request <request>). Check identity_provider, and region or project_id.`;

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
      shows: claims(),
    })),
    {
      what: 'a wrong subject',
      setting: { signIn: { idToken: { subject: OTHER_SUBJECT } } },
      says: 'IAM gives this job no token for the project (HTTP 403); it says: You are not authorized to perform the requested action. (IAM.0002, request <request>). Compare the claims of the ID token (in the log) with the mapping of the identity provider, and check that the group it maps to has a role in the project.',
      code: 'IAM.0002',
      shows: claims({ sub: OTHER_SUBJECT }),
    },
    {
      what: 'an unknown provider',
      change: { identity_provider: 'gitlab' },
      says: 'IAM does not know the identity provider or the project; it says: Could not find identity provider: gitlab. (IAM.0004, request <request>). Check identity_provider, and region or project_id.',
      code: 'IAM.0004',
      shows: claims(),
    },
    {
      what: 'an unknown project',
      change: { project_id: 'elsewhere' },
      says: NO_PROJECT('elsewhere'),
      code: 'IAM.0004',
      shows: claims(),
    },
    {
      what: 'a region without a project',
      change: { region: 'cn-north-9' },
      says: NO_PROJECT('cn-north-9'),
      code: 'IAM.0004',
      shows: claims(),
    },
  ])('$what', (refusal) => expectRefused('iam', ['GitHub', 'IAM token'], refusal));

  it.concurrent('a key that GitHub has changed, until it is pasted again', () =>
    withSimulator({}, async (simulator) => {
      simulator.rotateKeys();
      const refused = await signInOn(simulator, 'iam');
      expectNotSent(
        { run: refused, simulator, calls: callsOn(simulator) },
        {
          calls: ['GitHub', 'IAM token'],
          says: `IAM does not accept the ID token (IAM.0001, request <request>). ${CHECK_PROVIDER}`,
          code: 'IAM.0001',
        },
      );

      simulator.pasteKeys();
      expect((await signInOn(simulator, 'iam')).exitCode).toBe(0);
    }),
  );
});

describe('a token of IAM for another project than the one with the given ID', () => {
  it.concurrent('is not used', async () => {
    const signedIn = await signInBy('iam', {
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
      says: 'The answer of IAM is not what its documents say (HTTP 201) (request <request>). Check region (or iam_endpoint), and whether a firewall stands between.',
    });
    expect(signedIn.run.stdout).not.toContain('claims:');
  });
});

describe('GitHub refuses', () => {
  it.concurrent.each<Refusal>([
    {
      what: 'a request token that has ended',
      env: { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'a-token-of-a-job-that-has-ended' },
      secrets: ['a-token-of-a-job-that-has-ended'],
      says: 'GitHub gives this job no ID token (HTTP 401) (request <request>). Check that the job has the permission id-token: write, and run the whole job again: what it asks with ends with the job.',
    },
    {
      what: 'an audience',
      faults: [{ match: isCall('GitHub'), status: 400, body: { message: 'No such audience' } }],
      says: 'GitHub gives this job no ID token (HTTP 400); it says: No such audience (request <request>). Check oidc_audience, then run the job again.',
    },
  ])('$what', (refusal) => expectRefused('sts', ['GitHub'], refusal));
});

const METADATA = 'he metadata service of ECS (169.254.169.254)';
const WRONG_PLACE =
  'use_ecs_agency works on a self-hosted runner on an ECS of Huawei Cloud alone, and a container on it must be let through to 169.254.169.254; elsewhere sign in with OIDC or keys.';
const AN_AGENCY =
  'ive the ECS an agency (console of ECS, page of the server) that ECS may use and that holds the permission ecs:cloudServers:resetServerPwd.';
const NO_KEYS = (status: number, said: string): string =>
  `T${METADATA} gives no keys (HTTP ${status})${said} (request <request>). ${WRONG_PLACE} On such an ECS: g${AN_AGENCY}`;

describe('the metadata service refuses', () => {
  it.concurrent.each<Refusal & { readonly calls: readonly Call[] }>([
    {
      what: 'an ECS without an agency',
      setting: { signIn: { metadata: { agency: false } } },
      calls: ['metadata token', 'metadata keys'],
      says: `T${METADATA} has no keys, because this ECS has no agency (request <request>). G${AN_AGENCY}`,
    },
    {
      what: 'what is asked without the headers of another cloud',
      setting: { signIn: { metadata: { tokens: 'absent' } } },
      faults: [
        { match: isCall('metadata keys'), status: 400, body: 'Required metadata header missing' },
      ],
      calls: ['metadata token', 'metadata keys'],
      says: NO_KEYS(400, '; it says: Required metadata header missing'),
    },
    {
      what: 'keys, because it wants the metadata token that it did not give',
      setting: { signIn: { metadata: { tokens: 'required' } } },
      faults: [{ match: isCall('metadata token'), status: 503 }],
      calls: ['metadata token', 'metadata keys'],
      says: NO_KEYS(401, ''),
    },
    {
      what: 'a metadata token with 403',
      faults: [{ match: isCall('metadata token'), status: 403, body: 'no' }],
      calls: ['metadata token'],
      says: `T${METADATA} gives no metadata token (HTTP 403); it says: no (request <request>). ${WRONG_PLACE}`,
    },
    {
      what: 'by an answer that is none',
      faults: [{ match: isCall('metadata keys'), body: {} }],
      calls: ['metadata token', 'metadata keys'],
      says: `The answer of t${METADATA} is not what its documents say (HTTP 200) (request <request>). ${WRONG_PLACE}`,
    },
  ])('$what', ({ calls, ...refusal }) => expectRefused('agency', calls, refusal));
});

const NOT_ACCEPTED = {
  status: 401,
  body: { error_code: 'APIGW.0301', error_msg: 'Incorrect IAM authentication: ak not exist' },
};
const SIGNED_IN =
  'The sign-in of this run gave them, so check that region, endpoint, iam_endpoint and sts_endpoint belong to one cloud, and the clock of the runner';

const GIVE_ID = 'Give the ID of the project in project_id.';
const OTHERS = [
  { id: 'id-of-north', name: 'cn-north-1' },
  { id: 'id-of-east', name: `${REGION}_inside` },
];
const MANY = Array.from({ length: 12 }, (_, index) => ({ id: `id${index}`, name: `name${index}` }));

describe('the project of the region', () => {
  it.concurrent.each<Refusal & { readonly way: Way }>([
    {
      what: 'is not there',
      way: 'keys',
      setting: { projects: OTHERS },
      says: `IAM knows no project with the name ${REGION}; found: none. ${GIVE_ID}`,
    },
    {
      what: 'is not there for an agency of STS',
      way: 'sts',
      setting: { projects: [] },
      says: `IAM knows no project with the name ${REGION}; found: none. ${GIVE_ID}`,
    },
    {
      what: 'is not among those of the token',
      way: 'token',
      setting: { projects: OTHERS },
      says: `IAM knows no project with the name ${REGION}; found: cn-north-1 (id-of-north), ${REGION}_inside (id-of-east). ${GIVE_ID}`,
    },
    {
      what: 'is not among the many of the token',
      way: 'token',
      setting: { projects: MANY },
      says: `IAM knows no project with the name ${REGION}; found: ${MANY.slice(0, 10)
        .map(({ id, name }) => `${name} (${id})`)
        .join(', ')} and 2 more. ${GIVE_ID}`,
    },
    {
      what: 'is there twice',
      way: 'keys',
      setting: { projects: ['one', 'two'].map((id) => ({ id, name: REGION })) },
      says: `IAM knows 2 projects with the name ${REGION}; found: ${REGION} (one), ${REGION} (two). ${GIVE_ID}`,
    },
    {
      what: 'may not be looked for',
      way: 'agency',
      setting: { signIn: { projectsForbidden: true } },
      says: 'IAM does not let these credentials ask for the project of the region; it says: You are not authorized to perform the requested action. (request <request>). Give project_id, or grant the action iam:projects:listProjects to the credentials.',
    },
    {
      what: 'is not told to a wrong secret key',
      way: 'environment',
      env: {
        HUAWEI_CLOUD_ACCESS_KEY_ID: ACCESS_KEY,
        HUAWEI_CLOUD_SECRET_ACCESS_KEY: `${SECRET_KEY}Wrong`,
      },
      secrets: [ACCESS_KEY, `${SECRET_KEY}Wrong`],
      says: 'Asked for the project of the region, the gateway finds the signature wrong (request <request>). Check secret_key: it does not belong to access_key.',
    },
    {
      what: 'is not told to a signature of another time',
      way: 'keys',
      setting: { now: () => new Date(Date.now() - 20 * 60_000) },
      says: "Asked for the project of the region, the gateway finds the signature too old or too new (request <request>). Set the runner's clock: it may differ by 15 minutes at most.",
    },
    {
      what: 'is not told to a token that has ended',
      way: 'token',
      faults: [{ match: isCall('IAM projects of the token'), status: 401, body: 'no' }],
      says: 'Asked for the project of the region, the gateway does not accept the token (request <request>). Check auth_token, or get a new one for the project, in the region of the endpoint.',
    },
    {
      what: 'is not told to keys that nobody gave',
      way: 'sts',
      faults: [{ match: isCall('IAM projects'), ...NOT_ACCEPTED }],
      says: `Asked for the project of the region, the gateway does not know the access key (APIGW.0301, request <request>). ${SIGNED_IN}.`,
      code: 'APIGW.0301',
    },
    {
      what: 'is not told at a wrong address',
      way: 'keys',
      faults: [
        {
          match: isCall('IAM projects'),
          status: 404,
          body: { error_code: 'APIGW.0101', error_msg: 'The API does not exist' },
        },
      ],
      says: 'IAM does not tell the project of the region (HTTP 404) (APIGW.0101, request <request>). Check region (or iam_endpoint), or give project_id.',
      code: 'APIGW.0101',
    },
  ])('$what ($way)', async ({ way, ...refusal }) => {
    const asked = way === 'token' ? 'IAM projects of the token' : 'IAM projects';
    const before: Partial<Record<Way, readonly Call[]>> = {
      sts: ['GitHub', 'STS'],
      agency: ['metadata token', 'metadata keys'],
    };
    await expectRefused(way, [...(before[way] ?? []), asked], refusal);
  });
});

describe('ECS does not accept what a sign-in gave', () => {
  it.concurrent.each([
    { way: 'sts', what: 'does not know the access key' },
    { way: 'iam', what: 'does not accept the token' },
    { way: 'agency', what: 'does not know the access key' },
  ] as const)('$way', async ({ way, what }) => {
    const { run, simulator } = await signInBy(way, {
      faults: [{ match: isCall('reset'), ...NOT_ACCEPTED, forever: true }],
    });

    expect(annotationsOf(run, 'error').map((text) => shown(text, run, simulator))).toEqual([
      `3 servers failed: The gateway ${what} (APIGW.0301, request <request>). ${SIGNED_IN}. Servers: ${simulator.serverIds.join(', ')}.`,
      'The reset was accepted for 0 of 3 servers, 3 failed.',
    ]);
  });
});

describe('credentials that end before the run may', () => {
  it.concurrent.each([
    {
      way: 'sts',
      signIn: { agency: { sessionSeconds: 300 } },
      advice:
        'Give timeout fewer seconds or session_duration more, and check the clock of the runner.',
    },
    {
      way: 'iam',
      signIn: { identityProvider: { tokenSeconds: 300 } },
      advice: 'Give timeout fewer seconds, and check the clock of the runner.',
    },
    {
      way: 'agency',
      signIn: { metadata: { sessionSeconds: 300 } },
      advice: 'Give timeout fewer seconds, and check the clock of the runner.',
    },
  ] as const)('$way: are refused with both times', async ({ advice, signIn, way }) => {
    const begun = Date.now();
    const signedIn = await signInBy(way, { setting: { signIn }, change: { timeout: '600' } });
    const ended = Date.now();

    const { calls, run } = signedIn;
    expectNotSent(signedIn, {
      calls: calls.slice(0, 2),
      says: `The credentials end at <time>, before the time of the run does at <time>. ${advice}`,
    });
    const times = reportOf(run).servers[0]?.message?.match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g) ?? [];
    for (const [time, seconds] of [
      [times[0], 300],
      [times[1], 600],
    ] as const) {
      expect(Date.parse(time ?? '') - seconds * 1000).toBeGreaterThanOrEqual(begun);
      expect(Date.parse(time ?? '') - seconds * 1000).toBeLessThanOrEqual(ended);
    }
  });
});

describe('a job that may not ask for ID tokens', () => {
  const NO_PERMISSION = {
    ACTIONS_ID_TOKEN_REQUEST_URL: undefined,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined,
  };
  const FORK: SignInOptions['event'] = {
    name: 'pull_request',
    payload: {
      repository: { full_name: 'octo/fleet' },
      pull_request: { head: { repo: { full_name: 'stranger/fleet' } } },
    },
  };

  it.concurrent.each([
    { way: 'sts', input: 'oidc_provider_urn' },
    { way: 'iam', input: 'identity_provider' },
  ] as const)('$way: is shown the lines to add', async ({ input, way }) => {
    const yaml = 'permissions:\n  contents: read\n  id-token: write\n';
    const says = `${input} needs an ID token of GitHub, and this job may not ask for one. Add these lines to the job (or to the workflow), then run it again:\n\n${yaml}`;

    expect(await signInInVain(way, { job: () => NO_PERMISSION })).toEqual([says]);
    // No dry run either: nothing but the permission is missing.
    expect(
      await signInInVain(way, { job: () => NO_PERMISSION, change: { dry_run: 'true' } }),
    ).toEqual([says]);
  });

  it.concurrent.each([
    {
      who: 'a fork',
      options: { event: FORK },
      why: 'pull requests from forks get no ID token',
    },
    {
      who: 'Dependabot',
      options: {
        env: { GITHUB_ACTOR: 'dependabot[bot]' },
        event: { name: 'pull_request', payload: {} },
      },
      why: 'runs started by Dependabot get no ID token',
    },
  ])('by $who: nobody is asked in a check, a reset is refused', async ({ options, why }) => {
    const signedIn = await signInBy('sts', {
      ...options,
      env: { ...options.env, ...NO_PERMISSION },
      change: { password: '' },
      withoutSecrets: true,
    });
    const { calls, run, simulator } = signedIn;
    expect(run.exitCode).toBe(0);
    expect(calls).toEqual([]);
    expect(annotationsOf(run, 'warning')).toEqual([
      `The service was not asked: there is no ID token to sign in with (${why}).`,
    ]);
    expect(listIn(run, 'not_sent_server_ids')).toEqual(simulator.serverIds);
    expect(run.outputs['dry_run']).toBe('true');

    const errors = await signInInVain('iam', {
      ...options,
      job: () => NO_PERMISSION,
      change: { dry_run: 'false' },
    });
    expect(errors).toEqual([
      `identity_provider needs an ID token of GitHub, and ${why}: reset from a run on your own branch.`,
    ]);
  });

  it.concurrent.each<{ readonly what: string; readonly change: Inputs; readonly why: string }>([
    {
      what: 'no agency',
      change: { agency_urn: '' },
      why: 'there is no ID token to sign in with (pull requests from forks get no ID token)',
    },
    {
      what: 'nothing but a length of the session',
      change: { agency_urn: '', oidc_provider_urn: '', session_duration: '3600' },
      why: 'there are no credentials (pull requests from forks get no secrets)',
    },
  ])('by a fork, with inputs that are half empty: $what', async ({ change, why }) => {
    const { calls, run } = await signInBy('sts', {
      event: FORK,
      env: NO_PERMISSION,
      change: { password: '', ...change },
      withoutSecrets: true,
    });

    expect(run.exitCode).toBe(0);
    expect(calls).toEqual([]);
    expect(annotationsOf(run, 'warning')).toEqual([`The service was not asked: ${why}.`]);
  });

  it.concurrent.each(['workflow_dispatch', 'workflow_run'])(
    'by Dependabot on %s: nothing but the permission is missing',
    async (name) => {
      const errors = await signInInVain('sts', {
        event: { name, payload: {} },
        env: { GITHUB_ACTOR: 'dependabot[bot]', ...NO_PERMISSION },
        change: { dry_run: 'true' },
      });
      expect(errors).toEqual([
        expect.stringMatching(/^oidc_provider_urn needs an ID token of GitHub, and this job may/),
      ]);
    },
  );

  it.concurrent.each([
    { who: 'this repository', options: {} },
    { who: 'a fork, in a check', options: { event: FORK } },
  ])('in clear text, by $who: asks nobody and says so', async ({ options }) => {
    // Would be asked by the proxy, if anybody were.
    const proxy = await startOpenProxy();
    try {
      const errors = await signInInVain('sts', {
        ...options,
        env: { HTTP_PROXY: proxy.url },
        job: () => ({
          ACTIONS_ID_TOKEN_REQUEST_URL: 'http://github.example/token?api-version=2.0',
        }),
      });
      expect(errors).toEqual([
        'ACTIONS_ID_TOKEN_REQUEST_URL or the token that belongs to it is not what GitHub gives to a job (an address by https): nothing was sent there; look at what the runner or an earlier step has set.',
      ]);
      expect(proxy.asked).toEqual([]);
    } finally {
      await proxy.close();
    }
  });
});

describe('inputs that do not fit together', () => {
  const LEADS_AWAY = 'leads to another cloud, so the region does not tell the address of';
  const ELSEWHERE = { endpoint: 'https://ecs.cloud.example', iam_endpoint: '', sts_endpoint: '' };

  it.concurrent.each<{
    readonly what: string;
    readonly way: Way;
    readonly change: Inputs;
    readonly says: readonly unknown[];
  }>([
    {
      what: 'keys and OIDC',
      way: 'iam',
      change: { access_key: ACCESS_KEY, secret_key: SECRET_KEY },
      says: ['access_key is given together with identity_provider: give only one way to sign in.'],
    },
    {
      what: 'a token and the agency of an ECS',
      way: 'agency',
      change: { auth_token: AUTH_TOKEN },
      says: ['auth_token is given together with use_ecs_agency: give only one way to sign in.'],
    },
    {
      what: 'all of them',
      way: 'sts',
      change: { identity_provider: 'github', use_ecs_agency: 'true', auth_token: AUTH_TOKEN },
      says: [
        'auth_token is given together with oidc_provider_urn and identity_provider and use_ecs_agency: give only one way to sign in.',
      ],
    },
    {
      what: 'an agency without its provider',
      way: 'sts',
      change: { oidc_provider_urn: '' },
      says: [
        'oidc_provider_urn is empty: signing in by STS takes both oidc_provider_urn and agency_urn.',
      ],
    },
    ...['900', '959'].map((length) => ({
      what: `a session of ${length} seconds for a run of 900`,
      way: 'sts' as const,
      change: { session_duration: length, timeout: '900' },
      says: [
        'session_duration does not outlast timeout (900): give at least 960 seconds, or fewer to timeout.',
      ],
    })),
    {
      what: 'a run that outlasts every session',
      way: 'sts',
      change: { timeout: '43141' },
      says: ['timeout outlasts any session of STS: give at most 43140 seconds.'],
    },
    {
      what: 'addresses of services in clear text and with more than a host',
      way: 'sts',
      change: {
        iam_endpoint: 'http://iam.example.com',
        sts_endpoint: 'https://sts.example.com/?a=b',
      },
      says: [
        'iam_endpoint is not https: write https://… (http is accepted for this machine itself only).',
        'sts_endpoint has a query or a fragment: write only the host, and a path if the cloud needs one.',
      ],
    },
    {
      what: 'addresses of services that are none, or hold a password',
      way: 'sts',
      change: { iam_endpoint: 'iam', sts_endpoint: 'https://user:hidden-word@sts.example.com' },
      says: [
        'iam_endpoint is not a URL: write one such as https://iam.cn-north-4.myhuaweicloud.com.',
        'sts_endpoint has a user name or a password in it: write only the host, and give the credentials in their own inputs.',
      ],
    },
    {
      what: 'a region for which no address of STS is published',
      way: 'sts',
      change: { endpoint: '', region: 'cn-north-9', sts_endpoint: '', iam_endpoint: '' },
      says: [
        'sts_endpoint is empty, and no address of STS is published for the region cn-north-9: give it.',
      ],
    },
    {
      what: 'the endpoint of another cloud and nothing on its STS and IAM',
      way: 'sts',
      change: ELSEWHERE,
      says: ['sts_endpoint', 'iam_endpoint'].map(
        (input) =>
          `${input} is empty, and endpoint ${LEADS_AWAY} ${input === 'sts_endpoint' ? 'STS' : 'IAM'}: give it.`,
      ),
    },
    {
      what: 'the endpoint of another cloud and nothing on its IAM, with keys',
      way: 'keys',
      change: ELSEWHERE,
      says: [expect.stringMatching(/^iam_endpoint is empty, and endpoint leads to another cloud/)],
    },
    {
      what: 'the IAM of another cloud and no endpoint',
      way: 'iam',
      change: { endpoint: '', iam_endpoint: 'https://iam.cloud.example' },
      says: [`endpoint is empty, and iam_endpoint ${LEADS_AWAY} ECS: give it.`],
    },
    {
      what: 'the STS of another cloud and neither endpoint nor IAM',
      way: 'sts',
      change: { endpoint: '', iam_endpoint: '', sts_endpoint: 'https://sts.cloud.example' },
      says: [
        `endpoint is empty, and sts_endpoint ${LEADS_AWAY} ECS: give it.`,
        `iam_endpoint is empty, and sts_endpoint ${LEADS_AWAY} IAM: give it.`,
      ],
    },
    {
      what: 'the IAM of another cloud and nothing else on where that is',
      way: 'sts',
      change: { endpoint: '', iam_endpoint: 'https://iam.cloud.example', sts_endpoint: '' },
      says: [
        `sts_endpoint is empty, and iam_endpoint ${LEADS_AWAY} STS: give it.`,
        `endpoint is empty, and iam_endpoint ${LEADS_AWAY} ECS: give it.`,
      ],
    },
  ])('$what', async ({ change, says, way }) => {
    expect(await signInInVain(way, { change })).toEqual(says);
  });
});

describe('what does not need the address of IAM', () => {
  it.concurrent('keys with the project, at an endpoint of another cloud', async () => {
    const { calls } = await signInBy('keys', {
      change: { iam_endpoint: '', project_id: PROJECT_ID },
    });
    expect(calls).toEqual(['reset']);
  });
});
