/** Keys that the metadata service does not give, that are not accepted, or that end too early. */
import { describe, expect, it } from '@jest/globals';
import { annotationsOf, reportOf } from '../../harness/invariants.ts';
import { expectNotSent, isCall, signInWith, withAuthPlaceholders } from '../../harness/sign-in.ts';
import type { Call } from '../../harness/sign-in.ts';
import { expectRefused, NOT_ACCEPTED, SIGNED_IN } from './sign-in-refusal.ts';
import type { Refusal } from './sign-in-refusal.ts';

const METADATA = 'he metadata service of ECS (169.254.169.254)';
const WRONG_PLACE =
  'use_ecs_agency works only on a self-hosted runner on an ECS of Huawei Cloud, and a container on it must be allowed to connect to 169.254.169.254; elsewhere sign in with OIDC or keys.';
const AN_AGENCY =
  'ive the ECS an agency (console of ECS, page of the server) that ECS may use and that has the permission ecs:cloudServers:resetServerPwd.';
const NO_KEYS = (status: number, serviceText: string): string =>
  `T${METADATA} did not return keys (HTTP ${status})${serviceText} (request <request>). ${WRONG_PLACE} On such an ECS: g${AN_AGENCY}`;

describe('the metadata service refuses', () => {
  it.concurrent.each<Refusal & { readonly calls: readonly Call[] }>([
    {
      what: 'an ECS without an agency',
      setting: { signIn: { metadata: { agency: false } } },
      calls: ['metadata token', 'metadata keys'],
      says: `T${METADATA} has no keys, because this ECS has no agency (request <request>). G${AN_AGENCY}`,
    },
    {
      what: 'a request without the headers of another cloud',
      setting: { signIn: { metadata: { tokens: 'absent' } } },
      faults: [
        { match: isCall('metadata keys'), status: 400, body: 'Required metadata header missing' },
      ],
      calls: ['metadata token', 'metadata keys'],
      says: NO_KEYS(400, '; the service says: Required metadata header missing'),
    },
    {
      what: 'keys, because it requires the metadata token that it did not issue',
      setting: { signIn: { metadata: { tokens: 'required' } } },
      faults: [{ match: isCall('metadata token'), status: 503 }],
      calls: ['metadata token', 'metadata keys'],
      says: NO_KEYS(401, ''),
    },
    {
      what: 'a metadata token with 403',
      faults: [{ match: isCall('metadata token'), status: 403, body: 'no' }],
      calls: ['metadata token'],
      says: `T${METADATA} did not return a metadata token (HTTP 403); the service says: no (request <request>). ${WRONG_PLACE}`,
    },
    {
      what: 'with an empty JSON object',
      faults: [{ match: isCall('metadata keys'), body: {} }],
      calls: ['metadata token', 'metadata keys'],
      says: `The response of t${METADATA} does not match its documentation (HTTP 200) (request <request>). ${WRONG_PLACE}`,
    },
  ])('$what', ({ calls, ...refusal }) => expectRefused('agency', calls, refusal));
});

describe('ECS does not accept the credentials of a sign-in', () => {
  it.concurrent.each([
    { method: 'sts', what: 'does not know the access key' },
    { method: 'iam', what: 'does not accept the token' },
    { method: 'agency', what: 'does not know the access key' },
  ] as const)('$method', async ({ method, what }) => {
    const { run, simulator } = await signInWith(method, {
      faults: [{ match: isCall('reset'), ...NOT_ACCEPTED, forever: true }],
    });

    expect(
      annotationsOf(run, 'error').map((text) => withAuthPlaceholders(text, run, simulator)),
    ).toEqual([
      `3 servers failed: The gateway ${what} (APIGW.0301, request <request>). ${SIGNED_IN}. Servers: ${simulator.serverIds.join(', ')}.`,
      'The reset of 0 of 3 servers was accepted, 3 failed.',
    ]);
  });
});

describe('credentials that end before the deadline of the run', () => {
  it.concurrent.each([
    {
      method: 'sts',
      signIn: { agency: { sessionSeconds: 300 } },
      advice:
        'Give a smaller timeout or a longer session_duration, and check the clock of the runner.',
    },
    {
      method: 'iam',
      signIn: { identityProvider: { tokenSeconds: 300 } },
      advice: 'Give a smaller timeout, and check the clock of the runner.',
    },
    {
      method: 'agency',
      signIn: { metadata: { sessionSeconds: 300 } },
      advice: 'Give a smaller timeout, and check the clock of the runner.',
    },
  ] as const)('$method: are refused with both times', async ({ advice, signIn, method }) => {
    const begun = Date.now();
    const signedIn = await signInWith(method, { setting: { signIn }, change: { timeout: '600' } });
    const ended = Date.now();

    const { calls, run } = signedIn;
    expectNotSent(signedIn, {
      calls: calls.slice(0, 2),
      message: `The credentials expire at <time>, before the end of the run at <time>. ${advice}`,
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
