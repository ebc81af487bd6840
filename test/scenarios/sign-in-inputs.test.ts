/** Inputs and jobs that cannot sign in. */
import { describe, expect, it } from '@jest/globals';
import { annotationsOf, listIn } from '../../harness/invariants.ts';
import { ACCESS_KEY, AUTH_TOKEN, PROJECT_ID, SECRET_KEY } from '../../harness/scenario.ts';
import { startForwardProxy } from '../../harness/forward-proxy.ts';
import type { Inputs } from '../../harness/scenario.ts';
import { expectSignInInputError, signInWith } from '../../harness/sign-in.ts';
import type { AuthMethodName, SignInOptions } from '../../harness/sign-in.ts';

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
    { method: 'sts', input: 'oidc_provider_urn' },
    { method: 'iam', input: 'identity_provider' },
  ] as const)('$method: the message shows the lines to add', async ({ input, method }) => {
    const yaml = 'permissions:\n  contents: read\n  id-token: write\n';
    const says = `${input} needs an ID token of GitHub, and this job has no permission to request one. Add these lines to the job (or to the workflow), then run it again:\n\n${yaml}`;

    expect(await expectSignInInputError(method, { environmentFor: () => NO_PERMISSION })).toEqual([
      says,
    ]);
    // A dry run fails too, because only the permission is missing.
    expect(
      await expectSignInInputError(method, {
        environmentFor: () => NO_PERMISSION,
        change: { dry_run: 'true' },
      }),
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
  ])('by $who: a check sends no request, a reset is refused', async ({ options, why }) => {
    const signedIn = await signInWith('sts', {
      ...options,
      env: { ...options.env, ...NO_PERMISSION },
      change: { password: '' },
      withoutSecrets: true,
    });
    const { calls, run, simulator } = signedIn;
    expect(run.exitCode).toBe(0);
    expect(calls).toEqual([]);
    expect(annotationsOf(run, 'warning')).toEqual([
      `No request was sent: there is no ID token to sign in with (${why}).`,
    ]);
    expect(listIn(run, 'not_sent_server_ids')).toEqual(simulator.serverIds);
    expect(run.outputs['dry_run']).toBe('true');

    const errors = await expectSignInInputError('iam', {
      ...options,
      environmentFor: () => NO_PERMISSION,
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
      what: 'only session_duration',
      change: { agency_urn: '', oidc_provider_urn: '', session_duration: '3600' },
      why: 'there are no credentials (pull requests from forks get no secrets)',
    },
  ])('by a fork, with incomplete inputs: $what', async ({ change, why }) => {
    const { calls, run } = await signInWith('sts', {
      event: FORK,
      env: NO_PERMISSION,
      change: { password: '', ...change },
      withoutSecrets: true,
    });

    expect(run.exitCode).toBe(0);
    expect(calls).toEqual([]);
    expect(annotationsOf(run, 'warning')).toEqual([`No request was sent: ${why}.`]);
  });

  it.concurrent.each(['workflow_dispatch', 'workflow_run'])(
    'by Dependabot on %s: only the permission is missing',
    async (name) => {
      const errors = await expectSignInInputError('sts', {
        event: { name, payload: {} },
        env: { GITHUB_ACTOR: 'dependabot[bot]', ...NO_PERMISSION },
        change: { dry_run: 'true' },
      });
      expect(errors).toEqual([
        expect.stringMatching(
          /^oidc_provider_urn needs an ID token of GitHub, and this job has no permission/,
        ),
      ]);
    },
  );

  it.concurrent.each([
    { who: 'this repository', options: {} },
    { who: 'a fork, in a check', options: { event: FORK } },
  ])(
    'with an http address, by $who: no request is sent, and the message says so',
    async ({ options }) => {
      // A request would go through this proxy.
      const proxy = await startForwardProxy();
      try {
        const errors = await expectSignInInputError('sts', {
          ...options,
          env: { HTTP_PROXY: proxy.url },
          environmentFor: () => ({
            ACTIONS_ID_TOKEN_REQUEST_URL: 'http://github.example/token?api-version=2.0',
          }),
        });
        expect(errors).toEqual([
          'ACTIONS_ID_TOKEN_REQUEST_URL or the token that belongs to it is not what GitHub gives to a job (an address with https). No request was sent: check what the runner or an earlier step has set.',
        ]);
        expect(proxy.requests).toEqual([]);
      } finally {
        await proxy.close();
      }
    },
  );
});

describe('inputs that contradict each other', () => {
  const elsewhere = (input: string, service: string): string =>
    `${input} belongs to another cloud than the region, so the endpoint of ${service} does not follow from the region`;
  const ELSEWHERE = { endpoint: 'https://ecs.cloud.example', iam_endpoint: '', sts_endpoint: '' };

  it.concurrent.each<{
    readonly what: string;
    readonly method: AuthMethodName;
    readonly change: Inputs;
    readonly says: readonly unknown[];
  }>([
    {
      what: 'keys and OIDC',
      method: 'iam',
      change: { access_key: ACCESS_KEY, secret_key: SECRET_KEY },
      says: [
        'access_key is given together with identity_provider: give only one method to sign in.',
      ],
    },
    {
      what: 'a token and the agency of an ECS',
      method: 'agency',
      change: { auth_token: AUTH_TOKEN },
      says: ['auth_token is given together with use_ecs_agency: give only one method to sign in.'],
    },
    {
      what: 'all of them',
      method: 'sts',
      change: { identity_provider: 'github', use_ecs_agency: 'true', auth_token: AUTH_TOKEN },
      says: [
        'auth_token is given together with oidc_provider_urn and identity_provider and use_ecs_agency: give only one method to sign in.',
      ],
    },
    {
      what: 'an agency without its provider',
      method: 'sts',
      change: { oidc_provider_urn: '' },
      says: [
        'oidc_provider_urn is empty: sign-in with STS needs both oidc_provider_urn and agency_urn.',
      ],
    },
    ...['900', '959'].map((length) => ({
      what: `a session of ${length} seconds for a run of 900`,
      method: 'sts' as const,
      change: { session_duration: length, timeout: '900' },
      says: [
        'session_duration is too short for timeout (900): give at least 960 seconds, or a smaller timeout.',
      ],
    })),
    {
      what: 'a run that outlasts every session',
      method: 'sts',
      change: { timeout: '43141' },
      says: ['timeout is longer than any session of STS: give at most 43140 seconds.'],
    },
    {
      what: 'addresses of services with http and with more than a host',
      method: 'sts',
      change: {
        iam_endpoint: 'http://iam.example.com',
        sts_endpoint: 'https://sts.example.com/?a=b',
      },
      says: [
        'iam_endpoint is not https: write https://… (http is accepted only for this machine itself).',
        'sts_endpoint contains a query or a fragment: write only the host, and a path if the cloud needs one.',
      ],
    },
    {
      what: 'addresses of services that are not URLs, or contain a password',
      method: 'sts',
      change: { iam_endpoint: 'iam', sts_endpoint: 'https://user:hidden-word@sts.example.com' },
      says: [
        'iam_endpoint is not a URL: write one such as https://iam.cn-north-4.myhuaweicloud.com.',
        'sts_endpoint contains a user name or a password: write only the host, and give the credentials in their own inputs.',
      ],
    },
    {
      what: 'a region for which no address of STS is published',
      method: 'sts',
      change: { endpoint: '', region: 'cn-north-9', sts_endpoint: '', iam_endpoint: '' },
      says: [
        'sts_endpoint is empty, and no endpoint of STS is published for the region cn-north-9: give it.',
      ],
    },
    {
      what: 'the endpoint of another cloud without its STS and IAM',
      method: 'sts',
      change: ELSEWHERE,
      says: ['sts_endpoint', 'iam_endpoint'].map(
        (input) =>
          `${input} is empty, and ${elsewhere('endpoint', input === 'sts_endpoint' ? 'STS' : 'IAM')}: give it.`,
      ),
    },
    {
      what: 'the endpoint of another cloud without its IAM, with keys',
      method: 'keys',
      change: ELSEWHERE,
      says: [
        expect.stringMatching(/^iam_endpoint is empty, and endpoint belongs to another cloud/),
      ],
    },
    {
      what: 'the IAM of another cloud and no endpoint',
      method: 'iam',
      change: { endpoint: '', iam_endpoint: 'https://iam.cloud.example' },
      says: [`endpoint is empty, and ${elsewhere('iam_endpoint', 'ECS')}: give it.`],
    },
    {
      what: 'the STS of another cloud and neither endpoint nor IAM',
      method: 'sts',
      change: { endpoint: '', iam_endpoint: '', sts_endpoint: 'https://sts.cloud.example' },
      says: [
        `endpoint is empty, and ${elsewhere('sts_endpoint', 'ECS')}: give it.`,
        `iam_endpoint is empty, and ${elsewhere('sts_endpoint', 'IAM')}: give it.`,
      ],
    },
    {
      what: 'the IAM of another cloud without its STS and ECS',
      method: 'sts',
      change: { endpoint: '', iam_endpoint: 'https://iam.cloud.example', sts_endpoint: '' },
      says: [
        `sts_endpoint is empty, and ${elsewhere('iam_endpoint', 'STS')}: give it.`,
        `endpoint is empty, and ${elsewhere('iam_endpoint', 'ECS')}: give it.`,
      ],
    },
  ])('$what', async ({ change, says, method }) => {
    expect(await expectSignInInputError(method, { change })).toEqual(says);
  });
});

describe('a run that does not need the address of IAM', () => {
  it.concurrent('keys with the project, at an endpoint of another cloud', async () => {
    const { calls } = await signInWith('keys', {
      change: { iam_endpoint: '', project_id: PROJECT_ID },
    });
    expect(calls).toEqual(['reset']);
  });
});
