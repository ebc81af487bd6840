/** Refusals of a sign-in: the advice, and when the log shows the claims of the ID token. */
import { describe, expect, it } from '@jest/globals';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import { failure, response } from '../../harness/request-context.ts';
import {
  EXPIRY_LINE,
  GIVEN_PROJECT,
  ID_TOKEN,
  idToken,
  linesOf,
  metadata,
  METHODS,
  PROJECT_OF_REGION,
  reasonOf,
  signIn,
  stsKeys,
  token,
} from './scripted-sign-in.ts';

describe('a look-up of the project that is refused with 401', () => {
  const refusal = response(401, {
    error_code: 'APIGW.0301',
    error_msg: 'verify aksk signature fail',
  });

  it('names the inputs when the credentials are from inputs', async () => {
    const signedIn = await signIn(METHODS.static, PROJECT_OF_REGION, { script: [refusal] });
    expect(reasonOf(signedIn).advice).toMatch(/^Check secret_key:/);
  });

  it.each([
    ['sts', { script: [idToken, stsKeys(), refusal] }],
    ['iam', { script: [idToken, token(), refusal] }],
    ['agency', { script: [refusal], metadataScript: metadata() }],
  ] as const)(
    'names no credentials of inputs when the run signed in (%s)',
    async (kind, responses) => {
      const signedIn = await signIn(METHODS[kind], PROJECT_OF_REGION, responses);
      expect(reasonOf(signedIn).advice).toMatch(/^This run signed in to get them/);
    },
  );
});

describe('a refusal', () => {
  const CLAIMS = [
    'The ID token of this job has these claims:',
    '  iss: https://issuer.example.com',
    '  sub: repo:octo/fleet',
    '  aud: (none)',
    '  repository: (none)',
    '  ref: (none)',
    '  environment: (none)',
  ];
  const withoutRetry = { maxRetries: 0 };

  it.each([400, 401, 403, 404, 409, 422])('with %i shows the claims', async (status) => {
    for (const method of [METHODS.sts, METHODS.iam]) {
      const signedIn = await signIn(method, GIVEN_PROJECT, { script: [idToken, response(status)] });
      expect(signedIn.result.ok).toBe(false);
      expect(linesOf(signedIn)).toEqual(CLAIMS);
      expect(signedIn.events.indexOf(`mask ${ID_TOKEN}`)).toBeLessThan(
        signedIn.events.indexOf(`info ${CLAIMS[0] ?? ''}`),
      );
      expect(linesOf(signedIn).join()).not.toContain(ID_TOKEN);
    }
  });

  it.each<[string, HttpResult]>([
    [
      'an error in a response with HTTP 200',
      response(200, { error_code: 'STS5.1001', error_msg: 'no' }),
    ],
    [
      'a response that is cut off',
      { kind: 'failure', error: 'closed', maybeSent: true, status: 401 },
    ],
  ])('shows the claims: %s', async (_what, result) => {
    for (const method of [METHODS.sts, METHODS.iam]) {
      const signedIn = await signIn(method, GIVEN_PROJECT, { script: [idToken, result] });
      expect(signedIn.result.ok).toBe(false);
      expect(linesOf(signedIn)).toEqual(CLAIMS);
    }
  });

  it.each<[string, HttpResult]>([
    ['throttling', response(429)],
    ['an error of the service', response(503)],
    ['a redirect', response(302)],
    ['an unexpected response', response(200, {})],
    ['no response', failure('tls')],
    [
      'a response that is cut off',
      { kind: 'failure', error: 'closed', maybeSent: true, status: 503 },
    ],
    ['the end of the run', failure('aborted', true)],
  ])('for another reason than the claims shows none: %s', async (_what, result) => {
    for (const method of [METHODS.sts, METHODS.iam]) {
      const signedIn = await signIn(method, GIVEN_PROJECT, {
        script: [idToken, result],
        overrides: withoutRetry,
      });
      expect(signedIn.result.ok).toBe(false);
      expect(linesOf(signedIn)).toEqual([]);
    }
  });

  it('by GitHub shows no claims, and ends the sign-in', async () => {
    for (const result of [response(401), response(403), failure('dns')]) {
      for (const method of [METHODS.sts, METHODS.iam]) {
        const signedIn = await signIn(method, PROJECT_OF_REGION, {
          script: [result],
          overrides: withoutRetry,
        });
        expect(reasonOf(signedIn).message).toMatch(/GitHub/);
        expect(signedIn.events).toEqual(['request']);
      }
    }
  });

  it('of the look-up of the project shows no claims, because the ID token was accepted', async () => {
    const script = [idToken, stsKeys(), response(403)];
    const signedIn = await signIn(METHODS.sts, PROJECT_OF_REGION, { script });
    expect(reasonOf(signedIn).message).toMatch(/^IAM does not allow these credentials/);
    expect(linesOf(signedIn)).toEqual([EXPIRY_LINE]);
  });
});
