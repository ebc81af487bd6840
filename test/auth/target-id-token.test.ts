import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import {
  PLACE,
  KEYS,
  PROVIDER_URN,
  AGENCY_URN,
  STS,
  IAM,
  AGENCY,
  HW_KEYS,
  FORK,
  DEPENDABOT,
  read,
  targetOf,
  problemsOf,
  NO_ID_TOKEN,
} from './target-inputs.ts';
import type { Texts } from './target-inputs.ts';

describe('a job that may not ask for ID tokens', () => {
  const LINES = 'permissions:\n  contents: read\n  id-token: write\n';
  const WAYS: [string, Texts][] = [
    ['oidc_provider_urn', STS],
    ['identity_provider', IAM],
  ];
  const ENVIRONMENTS: Texts[] = [
    NO_ID_TOKEN,
    { ACTIONS_ID_TOKEN_REQUEST_URL: '' },
    { ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' },
  ];

  it.each(WAYS)('is told when the runner gave no address to ask at (%s)', (_input, given) => {
    const environment = { ACTIONS_ID_TOKEN_REQUEST_URL: 'http://token.example.com' };
    for (const event of [undefined, FORK]) {
      const world = { environment, dryRun: true, ...(event && { event }) };
      expect(problemsOf({ ...PLACE, ...given }, world)).toEqual([
        expect.stringMatching(
          /^ACTIONS_ID_TOKEN_REQUEST_URL or the token .*nothing was sent there/,
        ),
      ]);
    }
  });

  it.each(WAYS)('is told the lines to add, to copy as they are (%s)', (input, given) => {
    for (const environment of ENVIRONMENTS) {
      for (const dryRun of [true, false]) {
        const [problem = '', ...others] = problemsOf(
          { ...PLACE, ...given },
          { environment, dryRun },
        );
        expect(others).toEqual([]);
        expect(problem).toBe(
          `${input} needs an ID token of GitHub, and this job may not ask for one. Add these lines to the job (or to the workflow), then run it again:\n\n${LINES}`,
        );
      }
    }
    expect(load(LINES)).toEqual({ permissions: { contents: 'read', 'id-token': 'write' } });
  });

  it.each(WAYS)('%s: asks nobody in a dry run where it can have none', (_input, given) => {
    for (const event of [FORK, DEPENDABOT]) {
      const world = { event, dryRun: true, environment: { ...NO_ID_TOKEN, ...HW_KEYS } };
      expect(read({ ...PLACE, ...given }, world)).toEqual({
        nobody: `there is no ID token to sign in with (${event.withoutIdToken ?? ''})`,
        problems: [],
      });
    }
  });

  it.each<[string, Texts]>([
    ['one URN', { oidc_provider_urn: PROVIDER_URN }],
    ['the other URN', { agency_urn: AGENCY_URN }],
    ['no URN, but how long the session lasts', { session_duration: '3600' }],
    ['one URN and how long', { oidc_provider_urn: PROVIDER_URN, session_duration: '3600' }],
  ])('asks nobody in a dry run to which secrets left only %s', (_what, given) => {
    const place = { ...PLACE, ...given };
    const isUrn = 'agency_urn' in given || 'oidc_provider_urn' in given;
    for (const event of [FORK, DEPENDABOT]) {
      const { withoutIdToken = '', withoutSecrets = '' } = event;
      expect(read(place, { event, environment: NO_ID_TOKEN, dryRun: true })).toEqual({
        nobody: isUrn
          ? `there is no ID token to sign in with (${withoutIdToken})`
          : `there are no credentials (${withoutSecrets})`,
        problems: [],
      });
      // In a real reset they are wrong, as they are in any run that could have had them.
      problemsOf(place, { event, environment: NO_ID_TOKEN });
    }
    problemsOf(place, { environment: NO_ID_TOKEN, dryRun: true });
  });

  it('asks in a dry run all the same where there is a way', () => {
    const world = { event: FORK, dryRun: true };
    expect(targetOf({}, { ...world, environment: HW_KEYS }).source).toMatch(/^HW_\* environment/);
    expect(targetOf(STS, world).source).toBe('OIDC (STS)');
  });

  it('finds half a pair in the environment wrong, there too', () => {
    for (const event of [FORK, DEPENDABOT]) {
      const environment = { ...NO_ID_TOKEN, HW_ACCESS_KEY: 'hw-access' };
      expect(problemsOf(PLACE, { event, dryRun: true, environment })).toEqual([
        expect.stringMatching(/^HW_SECRET_KEY is empty while another part/),
      ]);
    }
  });

  it.each(WAYS)('%s: cannot do a real reset where it can have none', (input, given) => {
    for (const event of [FORK, DEPENDABOT]) {
      const world = { event, environment: NO_ID_TOKEN };
      expect(problemsOf({ ...PLACE, ...given }, world)).toEqual([
        `${input} needs an ID token of GitHub, and ${event.withoutIdToken ?? ''}: reset from a run on your own branch`,
      ]);
    }
  });

  it('is no matter where it has one after all, nor for other ways', () => {
    expect(targetOf(STS, { event: FORK }).source).toBe('OIDC (STS)');
    for (const given of [KEYS, AGENCY]) {
      expect(() => targetOf(given, { environment: NO_ID_TOKEN })).not.toThrow();
    }
  });

  it('does not hide what else is wrong', () => {
    const world = { event: FORK, dryRun: true, environment: NO_ID_TOKEN };
    const given = { ...STS, region: 'CN', project_id: 'a/b', sts_endpoint: 'x' };
    const { problems } = read(given, world);
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'region',
      'sts_endpoint',
      'project_id',
    ]);
    const wrong = { ...PLACE, ...STS, session_duration: '1' };
    expect(problemsOf(wrong, world)).toEqual([
      'session_duration must be a whole number from 900 to 43200',
    ]);
  });
});
