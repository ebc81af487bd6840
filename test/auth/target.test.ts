import { describe, expect, it } from '@jest/globals';
import type { AuthMethod } from '../../src/auth/auth-method.ts';
import {
  AGENCY,
  AGENCY_URN,
  FORK,
  HW_KEYS,
  IAM,
  ID_TOKEN_PERMISSION,
  KEYS,
  NO_ID_TOKEN,
  PLACE,
  problemsOf,
  PROVIDER_URN,
  PUSH,
  read,
  STS,
  targetOf,
} from './target-inputs.ts';
import type { Texts } from './target-inputs.ts';

describe('the method to sign in', () => {
  it.each<[string, Texts, Texts, string, AuthMethod['kind']]>([
    ['keys in the inputs', KEYS, HW_KEYS, 'inputs', 'static'],
    ['a token in the inputs', { auth_token: 'input-token' }, HW_KEYS, 'inputs', 'static'],
    ['OIDC with STS before the environment', STS, HW_KEYS, 'OIDC (STS)', 'sts'],
    ['OIDC with IAM before the environment', IAM, HW_KEYS, 'OIDC (IAM)', 'iam'],
    ['the agency before the environment', AGENCY, HW_KEYS, 'ECS agency', 'agency'],
    ['the environment', {}, HW_KEYS, 'HW_* environment', 'static'],
    [
      'the environment, when no agency is requested',
      { use_ecs_agency: 'false' },
      HW_KEYS,
      'HW_* en',
      'static',
    ],
    [
      'the environment, although the job has ID tokens',
      { oidc_audience: 'mine' },
      { HUAWEI_CLOUD_ACCESS_KEY_ID: 'access-1', HUAWEI_CLOUD_SECRET_ACCESS_KEY: 'secret-1' },
      'HUAWEI_CLOUD_* environment',
      'static',
    ],
  ])('is %s', (_what, given, environment, source, kind) => {
    const target = targetOf(given, { environment });
    expect(target.source).toMatch(new RegExp(`^${RegExp.escape(source)}`));
    expect(target.method.kind).toBe(kind);
  });

  it('contains the keys of the inputs', () => {
    expect(targetOf({ ...KEYS, security_token: 'input-token' })).toEqual({
      source: 'inputs',
      endpoint: 'https://ecs.cn-north-4.myhuaweicloud.com',
      project: { kind: 'given', id: 'p-123' },
      method: {
        kind: 'static',
        credentials: {
          kind: 'keys',
          accessKey: 'input-access',
          secretKey: 'input-secret',
          securityToken: 'input-token',
        },
      },
    });
  });

  it('contains all that STS needs', () => {
    expect(targetOf({ ...STS, oidc_provider_urn: ` ${PROVIDER_URN}\n` }).method).toEqual({
      kind: 'sts',
      idTokenSource: {
        url: new URL(ID_TOKEN_PERMISSION.ACTIONS_ID_TOKEN_REQUEST_URL),
        bearer: 'request-token',
      },
      audience: 'https://iam.myhuaweicloud.com',
      agency: {
        endpoint: 'https://sts.cn-north-4.myhuaweicloud.com',
        providerUrn: PROVIDER_URN,
        agencyUrn: AGENCY_URN,
        sessionSeconds: 900,
        sessionName: 'octo+fleet@run-42',
      },
    });
  });

  it('contains all that IAM needs', () => {
    expect(targetOf(IAM).method).toEqual({
      kind: 'iam',
      idTokenSource: {
        url: new URL(ID_TOKEN_PERMISSION.ACTIONS_ID_TOKEN_REQUEST_URL),
        bearer: 'request-token',
      },
      audience: 'https://iam.myhuaweicloud.com',
      endpoint: 'https://iam.cn-north-4.myhuaweicloud.com',
      identityProvider: 'github',
    });
  });

  it('contains nothing more for the agency', () => {
    expect(targetOf(AGENCY).method).toEqual({ kind: 'agency' });
  });

  it('is missing when the credentials of the environment are incomplete', () => {
    expect(problemsOf(PLACE, { environment: { HW_ACCESS_KEY: 'hw-access' } })).toEqual([
      expect.stringMatching(/^HW_SECRET_KEY is empty, but another part/),
    ]);
  });

  it('is missing in a real reset without credentials, and the problem names the methods', () => {
    const message =
      'access_key is empty, and there are no other credentials: give access_key and secret_key, or auth_token, from secrets; or sign in without any secret (see docs/authentication.md of this action)';
    expect(problemsOf(PLACE)).toEqual([message]);
    expect(problemsOf(PLACE, { event: FORK })).toEqual([
      message.replace('secrets;', 'secrets (pull requests from forks get no secrets);'),
    ]);
  });

  it.each([
    [PUSH, 'there are no credentials'],
    [FORK, 'there are no credentials (pull requests from forks get no secrets)'],
  ])('is not needed in a dry run, and neither is a region: %j', (event, skipReason) => {
    expect(read({}, { dryRun: true, event })).toEqual({
      result: { kind: 'skipped', skipReason },
      problems: [],
    });
  });
});

describe('two methods at once', () => {
  const METHODS: readonly {
    readonly kind: string;
    readonly input: string;
    readonly given: Texts;
  }[] = [
    { kind: 'inputs', input: 'access_key', given: KEYS },
    { kind: 'inputs', input: 'auth_token', given: { auth_token: 'input-token' } },
    { kind: 'sts', input: 'oidc_provider_urn', given: STS },
    { kind: 'iam', input: 'identity_provider', given: IAM },
    { kind: 'agency', input: 'use_ecs_agency', given: AGENCY },
  ];
  const PAIRS = METHODS.flatMap((one, index) =>
    METHODS.slice(index + 1)
      .filter(({ kind }) => kind !== one.kind)
      .map((other) => ({ one, other, first: one.input, second: other.input })),
  );

  it.each(PAIRS)('$first and $second are a problem', ({ one, other }) => {
    const given = { ...PLACE, ...one.given, ...other.given };
    const expected = `${one.input} is given together with ${other.input}: give only one method to sign in`;
    expect(problemsOf(given)).toEqual([expected]);
    expect(problemsOf(given, { dryRun: true })).toEqual([expected]);
  });

  it('are a problem when one of them is incomplete', () => {
    const given = { ...PLACE, ...IAM, agency_urn: AGENCY_URN };
    expect(problemsOf(given)).toContain(
      'agency_urn is given together with identity_provider: give only one method to sign in',
    );
  });

  it('are one problem when all of them are given', () => {
    expect(problemsOf({ ...PLACE, ...KEYS, ...STS, ...IAM, ...AGENCY })).toEqual([
      'access_key is given together with oidc_provider_urn and identity_provider and use_ecs_agency: give only one method to sign in',
    ]);
  });

  it('are a problem even when all requests would be skipped', () => {
    const run = { event: FORK, dryRun: true, environment: NO_ID_TOKEN };
    expect(problemsOf({ ...PLACE, ...STS, ...IAM }, run)).toHaveLength(1);
  });
});

describe('the project', () => {
  it('is given by its ID, which takes precedence over the region', () => {
    expect(targetOf(KEYS).project).toEqual({ kind: 'given', id: 'p-123' });
    const environment = { HW_PROJECT_ID: 'p-hw' };
    expect(targetOf({ ...KEYS, project_id: '' }, { environment }).project).toEqual({
      kind: 'given',
      id: 'p-hw',
    });
  });

  it('is looked up by the name of the region, which may come from the environment', () => {
    const environment = { HUAWEI_CLOUD_REGION: 'cn-east-3' };
    expect(targetOf({ ...KEYS, project_id: '', region: '' }, { environment }).project).toEqual({
      kind: 'look_up',
      name: 'cn-east-3',
      iamEndpoint: 'https://iam.cn-east-3.myhuaweicloud.com',
    });
  });

  it('is missing without an ID and a region', () => {
    const given = { ...KEYS, endpoint: 'https://ecs.example.com' };
    expect(problemsOf(given)).toEqual([
      'project_id is empty, and there is no region to look it up: give the ID of the project that owns the servers',
    ]);
  });
});
