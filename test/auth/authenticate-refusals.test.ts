/** Refusals of a sign-in: the advice, and when the log shows the claims. */
import { describe, expect, it } from '@jest/globals';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import { response, failure } from '../../harness/request-context.ts';
import {
  ID_TOKEN,
  BY_ID,
  BY_REGION,
  WAYS,
  idToken,
  stsKeys,
  token,
  metadata,
  signedIn,
  saidBy,
  ENDS,
  reasonOf,
} from './scripted-sign-in.ts';

describe('a search for the project that is refused with 401', () => {
  const no = response(401, { error_code: 'APIGW.0301', error_msg: 'verify aksk signature fail' });

  it('names the inputs where they gave the credentials', async () => {
    const signed = await signedIn(WAYS.given, BY_REGION, { script: [no] });
    expect(reasonOf(signed).advice).toMatch(/^Check secret_key:/);
  });

  it.each([
    ['sts', { script: [idToken, stsKeys(), no] }],
    ['iam', { script: [idToken, token(), no] }],
    ['agency', { script: [no], local: metadata() }],
  ] as const)('names no credentials of the inputs where there are none (%s)', async (kind, how) => {
    const signed = await signedIn(WAYS[kind], BY_REGION, how);
    expect(reasonOf(signed).advice).toMatch(/^The sign-in of this run gave them/);
  });
});

describe('a refusal', () => {
  const CLAIMS = [
    'The ID token of this job claims:',
    '  iss: https://issuer.example.com',
    '  sub: repo:octo/fleet',
    '  aud: (none)',
    '  repository: (none)',
    '  ref: (none)',
    '  environment: (none)',
  ];
  const last = { maxRetries: 0 };

  it.each([400, 401, 403, 404, 409, 422])('%i shows what the token claims', async (status) => {
    for (const way of [WAYS.sts, WAYS.iam]) {
      const signed = await signedIn(way, BY_ID, { script: [idToken, response(status)] });
      expect(signed.found).toMatchObject({ status });
      expect(saidBy(signed)).toEqual(CLAIMS);
      expect(signed.did.indexOf(`mask ${ID_TOKEN}`)).toBeLessThan(
        signed.did.indexOf(`say ${CLAIMS[0] ?? ''}`),
      );
      expect(signed.did.filter((deed) => deed.startsWith('say')).join()).not.toContain(ID_TOKEN);
    }
  });

  it.each<[string, HttpResult]>([
    ['in the body of a success', response(200, { error_code: 'STS5.1001', error_msg: 'no' })],
    ['cut off', { kind: 'failure', error: 'closed', maybeSent: true, status: 401 }],
  ])('shows what the token claims too: %s', async (_what, result) => {
    for (const way of [WAYS.sts, WAYS.iam]) {
      const signed = await signedIn(way, BY_ID, { script: [idToken, result] });
      expect(signed.found).toMatchObject({ refused: true });
      expect(saidBy(signed)).toEqual(CLAIMS);
    }
  });

  it.each<[string, HttpResult]>([
    ['calls are limited', response(429)],
    ['the service fails', response(503)],
    ['a redirect', response(302)],
    ['another answer', response(200, {})],
    ['no answer', failure('tls')],
    ['an answer cut off', { kind: 'failure', error: 'closed', maybeSent: true, status: 503 }],
    ['the end of the run', failure('aborted', true)],
  ])('that has nothing to do with the claims shows none: %s', async (_what, result) => {
    for (const way of [WAYS.sts, WAYS.iam]) {
      const signed = await signedIn(way, BY_ID, { script: [idToken, result], own: last });
      expect(signed.found).toHaveProperty('reason');
      expect(saidBy(signed)).toEqual([]);
    }
  });

  it('of GitHub has no token to show, and nobody else is asked', async () => {
    for (const result of [response(401), response(403), failure('dns')]) {
      for (const way of [WAYS.sts, WAYS.iam]) {
        const signed = await signedIn(way, BY_REGION, { script: [result], own: last });
        expect(reasonOf(signed).message).toMatch(/^GitHub g/);
        expect(signed.did).toEqual(['ask']);
      }
    }
  });

  it('to tell the project shows no claims: the token has done its work', async () => {
    const script = [idToken, stsKeys(), response(403)];
    const signed = await signedIn(WAYS.sts, BY_REGION, { script });
    expect(reasonOf(signed).message).toMatch(/^IAM does not let these credentials ask/);
    expect(saidBy(signed)).toEqual([ENDS]);
  });
});
