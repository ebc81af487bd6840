/** The inputs that sign in with OIDC or with the agency of an ECS. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import {
  AGENCY,
  AGENCY_URN,
  HW_KEYS,
  IAM,
  KEYS,
  methodOf,
  PLACE,
  problemsOf,
  PROVIDER_URN,
  STS,
  targetOf,
} from './target-inputs.ts';
import type { Texts } from './target-inputs.ts';

describe('URNs', () => {
  const PROVIDER_PROBLEM =
    'oidc_provider_urn is not a valid URN of an OIDC provider: write one such as iam::ACCOUNT_ID:oidcProvider:NAME';
  const AGENCY_PROBLEM =
    'agency_urn is not a valid URN of an agency: write one such as iam::ACCOUNT_ID:agency:NAME';

  it.each([
    ['agency_urn', { oidc_provider_urn: PROVIDER_URN }],
    ['oidc_provider_urn', { agency_urn: AGENCY_URN }],
  ])('include %s too', (missing, given) => {
    expect(problemsOf({ ...PLACE, ...given })).toEqual([
      `${missing} is empty: sign-in with STS needs both oidc_provider_urn and agency_urn`,
    ]);
  });

  it('are refused when they are swapped', () => {
    const given = { oidc_provider_urn: AGENCY_URN, agency_urn: PROVIDER_URN };
    expect(problemsOf({ ...PLACE, ...given })).toEqual([PROVIDER_PROBLEM, AGENCY_PROBLEM]);
  });

  it.each([
    ['iam::0123:oidcProvider:github', 'iam::0123:agency:name'],
    ['iam:cn-north-4:a_b=+/-:OIDCPROVIDER:a/b', 'IAM:*:0123:Agency:path/to/name.x'],
    [
      `iam::0:oidcProvider:${'n'.repeat(1_500 - 'iam::0:oidcProvider:'.length)}`,
      `iam::0:agency:${'n'.repeat(1_500 - 'iam::0:agency:'.length)}`,
    ],
  ])('can be %s', (oidc_provider_urn, agency_urn) => {
    expect(methodOf('sts', { oidc_provider_urn, agency_urn }).agency).toMatchObject({
      providerUrn: oidc_provider_urn,
      agencyUrn: agency_urn,
    });
  });

  it.each([
    'github',
    'iam:0123:TYPE:name',
    'iam::0123:TYPE:',
    'iam::0123:TYPE',
    'iam::0123:other:name',
    'iam::0123:x-TYPE:name',
    '::0123:TYPE:name',
    'iam:::TYPE:name',
    'iam::0123:TYPE:two words',
    'iam::0123:TYPE:name\nx',
    'iam::0123:TYPE:ü',
    `iam::0123:TYPE:${'n'.repeat(1_500)}`,
    '::error::iam::0123:TYPE:name',
  ])('cannot be %s', (urn) => {
    const given = {
      oidc_provider_urn: urn.replace('TYPE', 'oidcProvider'),
      agency_urn: urn.replace('TYPE', 'agency'),
    };
    // The value is not repeated, because it may be a secret.
    expect(problemsOf({ ...PLACE, ...given })).toEqual([PROVIDER_PROBLEM, AGENCY_PROBLEM]);
  });
});

describe('session_duration', () => {
  const secondsOf = (given: Texts, timeoutSeconds: number): number =>
    methodOf('sts', { ...STS, ...given }, { timeoutSeconds }).agency.sessionSeconds;

  it.each([
    [1, 900],
    [600, 900],
    [601, 901],
    [3_600, 3_900],
    [42_900, 43_200],
    [42_901, 43_200],
    [43_140, 43_200],
  ])('follows from timeout %i when it is not given: %i', (timeout, expected) => {
    expect(secondsOf({}, timeout)).toBe(expected);
  });

  it.each([
    ['900', 840],
    ['43200', 43_140],
    [' 3600 ', 600],
    ['1000', 940],
  ])('%s is used as given with timeout %i', (session_duration, timeout) => {
    expect(secondsOf({ session_duration }, timeout)).toBe(Number(session_duration));
  });

  it.each(['899', '43201', '0', '-900', '1e3', 'long', '900.5'])(
    'is not a valid number: %s',
    (value) => {
      expect(problemsOf({ ...PLACE, ...STS, session_duration: value })).toEqual([
        'session_duration must be a whole number from 900 to 43200',
      ]);
    },
  );

  it.each([
    ['900', 841],
    ['900', 900],
    ['43199', 43_140],
  ])('%s is too short for the timeout %i', (session_duration, timeoutSeconds) => {
    expect(problemsOf({ ...PLACE, ...STS, session_duration }, { timeoutSeconds })).toEqual([
      `session_duration is too short for timeout (${timeoutSeconds}): give at least ${timeoutSeconds + 60} seconds, or a smaller timeout`,
    ]);
  });

  it('cannot be long enough for a timeout of almost twelve hours', () => {
    const run = { timeoutSeconds: 43_141 };
    for (const given of [{}, { session_duration: '43200' }]) {
      expect(problemsOf({ ...PLACE, ...STS, ...given }, run)).toEqual([
        'timeout is longer than any session of STS: give at most 43140 seconds',
      ]);
    }
    for (const given of [IAM, AGENCY, KEYS]) expect(() => targetOf(given, run)).not.toThrow();
  });

  it.each<[string, Texts]>([
    ['keys', KEYS],
    ['IAM', IAM],
    ['the agency', AGENCY],
    ['the environment', {}],
  ])('is only for STS, not for %s', (_what, given) => {
    const run = { environment: HW_KEYS };
    expect(problemsOf({ ...PLACE, ...given, session_duration: '900' }, run)).toEqual([
      'session_duration is given without agency_urn: only a session of STS has a duration that can be chosen, so leave it out',
    ]);
  });
});

describe('oidc_audience', () => {
  it('has the default of action.yml', async () => {
    const { inputs } = load(
      await readFile(new URL('../../action.yml', import.meta.url), 'utf8'),
    ) as {
      inputs: Record<string, { default?: string }>;
    };
    expect(methodOf('iam', IAM).audience).toBe(inputs['oidc_audience']?.default);
  });

  it.each(['a', ' https://example.com/x?y=z#ü'.replace('ü', 'u'), '~'.repeat(255)])(
    'can be %s',
    (oidc_audience) => {
      const expected = oidc_audience.trim();
      expect(methodOf('sts', { ...STS, oidc_audience }).audience).toBe(expected);
      expect(methodOf('iam', { ...IAM, oidc_audience }).audience).toBe(expected);
    },
  );

  it.each(['two words', 'a\nb', 'ü', 'a'.repeat(256)])(
    'cannot be %j, used or not',
    (oidc_audience) => {
      for (const given of [STS, IAM, KEYS]) {
        expect(problemsOf({ ...PLACE, ...given, oidc_audience })).toEqual([
          'oidc_audience is not a valid audience: write 1 to 255 letters, digits and signs without blanks, as registered at the provider',
        ]);
      }
    },
  );
});

describe('identity_provider', () => {
  it.each(['g', 'ACME_GitHub-1', '!'.repeat(64)])('can be %s', (identity_provider) => {
    expect(methodOf('iam', { identity_provider }).identityProvider).toBe(identity_provider);
  });

  it.each(['two words', 'a\r\nX-Injected: 1', 'ü', 'a'.repeat(65)])('cannot be %j', (name) => {
    expect(problemsOf({ ...PLACE, identity_provider: name })).toEqual([
      'identity_provider is not a valid name of an identity provider: write its name in IAM, of at most 64 characters without blanks',
    ]);
  });
});

describe('use_ecs_agency', () => {
  it.each(['true', 'TRUE', ' True\n'])('%j requests the agency', (use_ecs_agency) => {
    expect(targetOf({ use_ecs_agency }).method).toEqual({ kind: 'agency' });
  });

  it.each(['false', 'FALSE', '', ' '])('%j does not request the agency', (use_ecs_agency) => {
    expect(targetOf({ use_ecs_agency, ...KEYS }).source).toBe('inputs');
  });

  it.each(['yes', '1', 'auto', 'tru'])('cannot be %s', (use_ecs_agency) => {
    expect(problemsOf({ ...PLACE, ...KEYS, use_ecs_agency })).toEqual([
      'use_ecs_agency must be one of: true, false',
    ]);
  });
});
