/** Which credentials a run uses, and in which calls it uses them. */
import { describe, expect, it } from '@jest/globals';
import { annotationsOf, listIn, logOf, masksOf } from '../../harness/invariants.ts';
import {
  ACCESS_KEY,
  AUTH_TOKEN,
  PROJECT_ID,
  SECRET_KEY,
  serverId,
  withSimulator,
} from '../../harness/scenario.ts';
import { callsTo, REDIRECTED, REGION, signInOn, signInWith } from '../../harness/sign-in.ts';
import type { SignInOptions } from '../../harness/sign-in.ts';
import { expectReset, requestLinesOf, requestsTo, RESET_PATH } from './sign-in-expectations.ts';

describe('static credentials without a project', () => {
  it.concurrent('keys find the project of the region', async () => {
    const signedIn = await signInWith('keys');

    expectReset(signedIn);
    expect(signedIn.calls).toEqual(['IAM projects', 'reset']);
    expect(logOf(signedIn.run).slice(2, 4)).toEqual([
      'Credentials: inputs.',
      `Project of the region ${REGION}: ${PROJECT_ID}.`,
    ]);
    const [projects] = signedIn.simulator.requests;
    expect(projects?.headers['authorization']).toContain(`Access=${ACCESS_KEY},`);
    expect(projects?.headers['x-project-id']).toBeUndefined();
  });

  it.concurrent('a token finds it among its projects', async () => {
    const signedIn = await signInWith('token', {
      setting: {
        projects: [
          { id: 'of-another-region', name: 'cn-north-40' },
          { id: PROJECT_ID, name: REGION },
          { id: 'a-project-inside', name: `${REGION}_inside` },
        ],
      },
    });

    expectReset(signedIn);
    expect(requestLinesOf(signedIn.simulator)).toEqual([
      ['GET', '/v3/auth/projects', '', 200],
      ['PUT', RESET_PATH, '', 200],
    ]);
  });

  it.concurrent.each([
    {
      source: 'HUAWEI_CLOUD_* environment',
      env: {
        HUAWEI_CLOUD_ACCESS_KEY_ID: ACCESS_KEY,
        HUAWEI_CLOUD_SECRET_ACCESS_KEY: SECRET_KEY,
        HUAWEI_CLOUD_REGION: REGION,
      },
      secrets: [ACCESS_KEY, SECRET_KEY],
      call: 'IAM projects' as const,
    },
    {
      source: 'HW_* environment',
      env: { HW_AUTH_TOKEN: AUTH_TOKEN, HW_REGION_NAME: REGION },
      secrets: [AUTH_TOKEN],
      call: 'IAM projects of the token' as const,
    },
  ])('$source', async ({ call, env, secrets, source }) => {
    const signedIn = await signInWith('environment', { change: { region: '' }, env, secrets });

    expectReset(signedIn);
    expect(signedIn.calls).toEqual([call, 'reset']);
    expect(logOf(signedIn.run)).toContain(`Credentials: ${source}.`);
  });
});

describe('precedence', () => {
  const OTHERS = {
    HUAWEI_CLOUD_ACCESS_KEY_ID: 'ANOTHERACCESSKEY9999',
    HUAWEI_CLOUD_SECRET_ACCESS_KEY: 'AnotherSecretKeyThatIsNotTheRightOne9999',
    HW_AUTH_TOKEN: 'AnotherTokenThatIsNotTheRightOne',
  };

  it.concurrent.each([
    { method: 'sts', source: 'OIDC (STS)' },
    { method: 'iam', source: 'OIDC (IAM)' },
    { method: 'agency', source: 'ECS agency' },
  ] as const)('$method over the environment, whose secrets are still masked', async (row) => {
    const signedIn = await signInWith(row.method, {
      env: OTHERS,
      secrets: Object.values(OTHERS),
    });

    expectReset(signedIn);
    expect(logOf(signedIn.run)).toContain(`Credentials: ${row.source}.`);
  });

  // The simulator replaces the metadata service and must not receive a request for it.
  it.concurrent.each(['keys', 'sts', 'iam'] as const)(
    '%s sends no request to the metadata service',
    async (method) => {
      const signedIn = await signInWith(method, {
        nodeArguments: REDIRECTED,
        environmentFor: ({ endpoint }) => ({ TEST_METADATA_PORT: new URL(endpoint).port }),
        change: { use_ecs_agency: 'false' },
      });

      expectReset(signedIn);
      expect(signedIn.calls.filter((call) => call.startsWith('metadata'))).toEqual([]);
    },
  );
});

describe('the calls for one server', () => {
  it.concurrent.each([
    { api: 'v1', method: 'sts', header: 'x-security-token', secret: 'security token' },
    { api: 'v2.1', method: 'sts', header: 'x-security-token', secret: 'security token' },
    { api: 'v1', method: 'iam', header: 'x-auth-token', secret: 'subject token' },
    { api: 'v2.1', method: 'iam', header: 'x-auth-token', secret: 'subject token' },
  ] as const)('api $api by $method', async ({ api, header, secret, method }) => {
    const signedIn = await signInWith(method, { change: { api, project_id: PROJECT_ID } });

    expectReset(signedIn);
    const { issued } = signedIn.simulator;
    const value = issued.find(({ name }) => name === secret)?.value;
    const resets = requestsTo(signedIn.simulator, 'reset');
    expect(resets.map(({ headers }) => headers[header])).toEqual([value, value, value]);
    expect(issued.filter(({ name }) => name === 'ID token')).toHaveLength(1);
  });
});

describe('a dry run', () => {
  const OWN: SignInOptions['event'] = {
    name: 'pull_request',
    payload: {
      repository: { full_name: 'octo/fleet' },
      pull_request: { head: { repo: { full_name: 'octo/fleet' } } },
    },
  };

  it.concurrent.each(['sts', 'iam', 'agency'] as const)(
    'on a pull request of the same repository signs in with %s and changes nothing',
    async (method) => {
      const { calls, run, simulator } = await signInWith(method, { event: OWN });

      expect(run.exitCode).toBe(0);
      expect(listIn(run, 'accepted_server_ids')).toEqual(simulator.serverIds);
      expect(calls.at(-1)).toBe('reset');
      expect(requestsTo(simulator, 'reset').map(({ dryRun }) => dryRun)).toEqual([true]);
      expect(simulator.wasReset(serverId(1))).toBe(false);
    },
  );

  it.concurrent('with an API that has no dry run does not sign in', async () => {
    const { calls, run } = await signInWith('sts', { change: { api: 'v1', dry_run: 'true' } });

    expect(run.exitCode).toBe(0);
    expect(calls).toEqual([]);
    expect(annotationsOf(run, 'warning')).toEqual([
      'The service was not asked: the call of api: v1 has no dry run.',
    ]);
    expect(masksOf(run)).toHaveLength(2);
  });
});

describe("GitHub's keys", () => {
  it.concurrent('may change for STS, which fetches them', () =>
    withSimulator({}, async (simulator) => {
      simulator.rotateKeys();
      const run = await signInOn(simulator, 'sts');

      expect(run.exitCode).toBe(0);
      expect(callsTo(simulator)).toEqual(['GitHub', 'STS', 'IAM projects', 'reset']);
    }),
  );
});
