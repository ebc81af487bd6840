import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import {
  AGENCY,
  AGENCY_URN,
  DEPENDABOT,
  FORK,
  HW_KEYS,
  IAM,
  KEYS,
  NO_ID_TOKEN,
  PLACE,
  problemsOf,
  PROVIDER_URN,
  read,
  STS,
  targetOf,
} from './target-inputs.ts';
import type { Texts } from './target-inputs.ts';

describe('a job without permission to request ID tokens', () => {
  const LINES = 'permissions:\n  contents: read\n  id-token: write\n';
  const METHODS: [string, Texts][] = [
    ['oidc_provider_urn', STS],
    ['identity_provider', IAM],
  ];
  const ENVIRONMENTS: Texts[] = [
    NO_ID_TOKEN,
    { ACTIONS_ID_TOKEN_REQUEST_URL: '' },
    { ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' },
  ];

  it.each(METHODS)('reports an invalid address to request them from (%s)', (_input, given) => {
    const environment = { ACTIONS_ID_TOKEN_REQUEST_URL: 'http://token.example.com' };
    for (const event of [undefined, FORK]) {
      const run = { environment, dryRun: true, ...(event && { event }) };
      expect(problemsOf({ ...PLACE, ...given }, run)).toEqual([
        expect.stringMatching(/^ACTIONS_ID_TOKEN_REQUEST_URL or the token .*No request was sent/),
      ]);
    }
  });

  it.each(METHODS)('reports the lines to add, ready to copy (%s)', (input, given) => {
    for (const environment of ENVIRONMENTS) {
      for (const dryRun of [true, false]) {
        const [problem = '', ...others] = problemsOf(
          { ...PLACE, ...given },
          { environment, dryRun },
        );
        expect(others).toEqual([]);
        expect(problem).toBe(
          `${input} needs an ID token of GitHub, and this job has no permission to request one. Add these lines to the job (or to the workflow), then run it again:\n\n${LINES}`,
        );
      }
    }
    expect(load(LINES)).toEqual({ permissions: { contents: 'read', 'id-token': 'write' } });
  });

  it.each(METHODS)(
    'skips all requests in a dry run on an event without ID tokens (%s)',
    (_input, given) => {
      for (const event of [FORK, DEPENDABOT]) {
        const run = { event, dryRun: true, environment: { ...NO_ID_TOKEN, ...HW_KEYS } };
        expect(read({ ...PLACE, ...given }, run)).toEqual({
          result: {
            kind: 'skipped',
            skipReason: `there is no ID token to sign in with (${event.withoutIdToken ?? ''})`,
          },
          problems: [],
        });
      }
    },
  );

  it.each<[string, Texts]>([
    ['one URN', { oidc_provider_urn: PROVIDER_URN }],
    ['the other URN', { agency_urn: AGENCY_URN }],
    ['no URN, but the duration of the session', { session_duration: '3600' }],
    ['one URN and the duration', { oidc_provider_urn: PROVIDER_URN, session_duration: '3600' }],
  ])('skips all requests in a dry run without secrets that has only %s', (_what, given) => {
    const place = { ...PLACE, ...given };
    const isUrn = 'agency_urn' in given || 'oidc_provider_urn' in given;
    for (const event of [FORK, DEPENDABOT]) {
      const { withoutIdToken = '', withoutSecrets = '' } = event;
      expect(read(place, { event, environment: NO_ID_TOKEN, dryRun: true })).toEqual({
        result: {
          kind: 'skipped',
          skipReason: isUrn
            ? `there is no ID token to sign in with (${withoutIdToken})`
            : `there are no credentials (${withoutSecrets})`,
        },
        problems: [],
      });
      // They are a problem in a real reset, and in any run that could have the secrets.
      problemsOf(place, { event, environment: NO_ID_TOKEN });
    }
    problemsOf(place, { environment: NO_ID_TOKEN, dryRun: true });
  });

  it('sends requests in a dry run with credentials or an ID token', () => {
    const run = { event: FORK, dryRun: true };
    expect(targetOf({}, { ...run, environment: HW_KEYS }).source).toMatch(/^HW_\* environment/);
    expect(targetOf(STS, run).source).toBe('OIDC (STS)');
  });

  it('reports incomplete credentials of the environment in a dry run', () => {
    for (const event of [FORK, DEPENDABOT]) {
      const environment = { ...NO_ID_TOKEN, HW_ACCESS_KEY: 'hw-access' };
      expect(problemsOf(PLACE, { event, dryRun: true, environment })).toEqual([
        expect.stringMatching(/^HW_SECRET_KEY is empty, but another part/),
      ]);
    }
  });

  it.each(METHODS)('reports a real reset on an event without ID tokens (%s)', (input, given) => {
    for (const event of [FORK, DEPENDABOT]) {
      const run = { event, environment: NO_ID_TOKEN };
      expect(problemsOf({ ...PLACE, ...given }, run)).toEqual([
        `${input} needs an ID token of GitHub, and ${event.withoutIdToken ?? ''}: reset from a run on your own branch`,
      ]);
    }
  });

  it('does not need ID tokens with another method', () => {
    for (const given of [KEYS, AGENCY]) {
      expect(() => targetOf(given, { environment: NO_ID_TOKEN })).not.toThrow();
    }
  });

  it('still reports the other problems', () => {
    const run = { event: FORK, dryRun: true, environment: NO_ID_TOKEN };
    const given = { ...STS, region: 'CN', project_id: 'a/b', sts_endpoint: 'x' };
    const { problems } = read(given, run);
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'region',
      'sts_endpoint',
      'project_id',
    ]);
    const tooShort = { ...PLACE, ...STS, session_duration: '1' };
    expect(problemsOf(tooShort, run)).toEqual([
      'session_duration must be a whole number from 900 to 43200',
    ]);
  });
});

it('a job with ID tokens uses them, also on an event that usually has none', () => {
  expect(targetOf(STS, { event: FORK }).source).toBe('OIDC (STS)');
});
