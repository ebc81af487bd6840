/** Credentials and ID tokens that expire before the end of the run. */
import { describe, expect, it } from '@jest/globals';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import type { AuthMethod } from '../../src/auth/auth-method.ts';
import { DEADLINE, response, START } from '../../harness/request-context.ts';
import {
  encode,
  GIVEN_PROJECT,
  idToken,
  linesOf,
  metadata,
  METHODS,
  PROJECT_OF_REGION,
  projects,
  reasonOf,
  SECRET_KEY,
  signIn,
  stsKeys,
  SUBJECT_TOKEN,
  token,
} from './scripted-sign-in.ts';

describe('credentials that expire', () => {
  const responses = (method: AuthMethod, expires: Date): Parameters<typeof signIn>[2] => ({
    script: {
      static: [],
      agency: [],
      sts: [idToken, stsKeys(expires)],
      iam: [idToken, token({}, expires)],
    }[method.kind],
    metadataScript: method.kind === 'agency' ? metadata(expires) : [],
  });

  it.each([
    [
      'sts',
      'Give a smaller timeout or a longer session_duration, and check the clock of the runner',
    ],
    ['iam', 'Give a smaller timeout, and check the clock of the runner'],
    ['agency', 'Give a smaller timeout, and check the clock of the runner'],
  ] as const)('before the end of the run are refused at once (%s)', async (kind, advice) => {
    const expires = new Date(DEADLINE - 1);
    // The script has no response for the project, which must not be looked up any more.
    const signedIn = await signIn(
      METHODS[kind],
      PROJECT_OF_REGION,
      responses(METHODS[kind], expires),
    );
    expect(reasonOf(signedIn)).toEqual({
      message: `the credentials expire at ${expires.toISOString()}, before the end of the run at ${new Date(DEADLINE).toISOString()}`,
      advice,
    });
    expect(linesOf(signedIn)).toEqual([]);
    expect(signedIn.events).toContain(`mask ${kind === 'iam' ? SUBJECT_TOKEN : SECRET_KEY}`);
  });

  it.each(['sts', 'iam', 'agency'] as const)(
    'exactly at the end of the run are accepted (%s)',
    async (kind) => {
      const signedIn = await signIn(
        METHODS[kind],
        GIVEN_PROJECT,
        responses(METHODS[kind], new Date(DEADLINE)),
      );
      expect(signedIn.result.ok).toBe(true);
    },
  );
});

describe('an ID token that expires before the end of the run', () => {
  const LIFETIME_SECONDS = 300;
  const shortLived = response(200, {
    value: `aGVhZGVy.${encode({ exp: START / 1_000 + LIFETIME_SECONDS })}.c2ln`,
  });
  const throttled = (seconds: number): HttpResult =>
    response(429, '', { 'retry-after': String(seconds) });
  const SUCCESS = { sts: stsKeys(), iam: token() };

  it.each(['sts', 'iam'] as const)('is not sent again after it expired (%s)', async (kind) => {
    const signedIn = await signIn(METHODS[kind], GIVEN_PROJECT, {
      script: [shortLived, throttled(LIFETIME_SECONDS)],
    });
    // The reason is that of the last response, not that the service refuses an expired token.
    expect(reasonOf(signedIn).message).toContain('HTTP 429');
    expect(signedIn.waits).toEqual([]);
    expect(signedIn.gaveUp).toEqual([{ reason: reasonOf(signedIn), waitMs: 300_500 }]);
    expect(linesOf(signedIn)).toEqual([]);
  });

  it.each(['sts', 'iam'] as const)('is sent again before it expires (%s)', async (kind) => {
    const script = [shortLived, throttled(LIFETIME_SECONDS - 1), SUCCESS[kind]];
    const signedIn = await signIn(METHODS[kind], GIVEN_PROJECT, { script });
    expect(signedIn.result.ok).toBe(true);
    expect(signedIn.waits).toMatchObject([{ waitMs: 299_500 }]);
  });

  it('does not limit the look-up of the project, which uses the new keys', async () => {
    const script = [shortLived, stsKeys(), throttled(LIFETIME_SECONDS + 60), projects];
    const signedIn = await signIn(METHODS.sts, PROJECT_OF_REGION, { script });
    expect(signedIn.result).toMatchObject({ ok: true, value: { projectId: 'p-found' } });
  });

  it.each(['sts', 'iam'] as const)(
    'is not sent after the end of the run either (%s)',
    async (kind) => {
      const value = `aGVhZGVy.${encode({ exp: DEADLINE / 1_000 + 3_600 })}.c2ln`;
      const script = [response(200, { value }), throttled((DEADLINE - START) / 1_000)];
      const signedIn = await signIn(METHODS[kind], GIVEN_PROJECT, { script });
      expect(reasonOf(signedIn).message).toContain('HTTP 429');
      expect(signedIn.gaveUp).toHaveLength(1);
    },
  );
});
