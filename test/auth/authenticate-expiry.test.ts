/** Credentials and ID tokens that end before the run does. */
import { describe, expect, it } from '@jest/globals';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import type { AuthMethod } from '../../src/auth/auth-method.ts';
import { response, DEADLINE, START } from '../../harness/request-context.ts';
import {
  encode,
  SECRET_KEY,
  SUBJECT_TOKEN,
  BY_ID,
  BY_REGION,
  WAYS,
  idToken,
  projects,
  stsKeys,
  token,
  metadata,
  signedIn,
  saidBy,
  reasonOf,
} from './scripted-sign-in.ts';

describe('credentials that end', () => {
  const setting = (way: AuthMethod, expires: Date): Parameters<typeof signedIn>[2] => ({
    script: {
      given: [],
      agency: [],
      sts: [idToken, stsKeys(expires)],
      iam: [idToken, token({}, expires)],
    }[way.kind],
    local: way.kind === 'agency' ? metadata(expires) : [],
  });

  it.each([
    [
      'sts',
      'Give timeout fewer seconds or session_duration more, and check the clock of the runner',
    ],
    ['iam', 'Give timeout fewer seconds, and check the clock of the runner'],
    ['agency', 'Give timeout fewer seconds, and check the clock of the runner'],
  ] as const)('before the run does are refused at once (%s)', async (kind, advice) => {
    const expires = new Date(DEADLINE - 1);
    // Nothing is left in the script for the project: it must not be asked for any more.
    const signed = await signedIn(WAYS[kind], BY_REGION, setting(WAYS[kind], expires));
    expect(reasonOf(signed)).toEqual({
      message: `the credentials end at ${expires.toISOString()}, before the time of the run does at ${new Date(DEADLINE).toISOString()}`,
      advice,
    });
    expect(saidBy(signed)).toEqual([]);
    expect(signed.did).toContain(`mask ${kind === 'iam' ? SUBJECT_TOKEN : SECRET_KEY}`);
  });

  it.each(['sts', 'iam', 'agency'] as const)('just with the run are taken (%s)', async (kind) => {
    const signed = await signedIn(WAYS[kind], BY_ID, setting(WAYS[kind], new Date(DEADLINE)));
    expect(signed.found).toHaveProperty('value');
  });
});

describe('an ID token that ends before the run does', () => {
  const LIFE_SECONDS = 300;
  const shortLived = response(200, {
    value: `aGVhZGVy.${encode({ exp: START / 1_000 + LIFE_SECONDS })}.c2ln`,
  });
  const busy = (seconds: number): HttpResult =>
    response(429, '', { 'retry-after': String(seconds) });
  const GOOD = { sts: stsKeys(), iam: token() };

  it.each(['sts', 'iam'] as const)('is not sent again after its end (%s)', async (kind) => {
    const signed = await signedIn(WAYS[kind], BY_ID, { script: [shortLived, busy(LIFE_SECONDS)] });
    // The reason is what the service said, and not that it refuses a token that is over.
    expect(signed.found).toMatchObject({ status: 429 });
    expect(signed.found).not.toHaveProperty('refused');
    expect(signed.waits).toEqual([]);
    expect(signed.gaveUp).toEqual([{ reason: reasonOf(signed), waitMs: 300_500 }]);
    expect(saidBy(signed)).toEqual([]);
  });

  it.each(['sts', 'iam'] as const)('is sent again before its end (%s)', async (kind) => {
    const script = [shortLived, busy(LIFE_SECONDS - 1), GOOD[kind]];
    const signed = await signedIn(WAYS[kind], BY_ID, { script });
    expect(signed.found).toHaveProperty('value');
    expect(signed.waits).toMatchObject([{ waitMs: 299_500 }]);
  });

  it('is no limit for the search of the project, which goes by the new keys', async () => {
    const script = [shortLived, stsKeys(), busy(LIFE_SECONDS + 60), projects];
    const signed = await signedIn(WAYS.sts, BY_REGION, { script });
    expect(signed.found).toMatchObject({ value: { projectId: 'p-found' } });
  });

  it.each(['sts', 'iam'] as const)('the run is a limit all the same (%s)', async (kind) => {
    const value = `aGVhZGVy.${encode({ exp: DEADLINE / 1_000 + 3_600 })}.c2ln`;
    const script = [response(200, { value }), busy((DEADLINE - START) / 1_000)];
    const signed = await signedIn(WAYS[kind], BY_ID, { script });
    expect(signed.found).toMatchObject({ status: 429 });
    expect(signed.gaveUp).toHaveLength(1);
  });
});
