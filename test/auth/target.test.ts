import { describe, expect, it } from '@jest/globals';
import type { AuthMethod } from '../../src/auth/auth-method.ts';
import {
  PLACE,
  KEYS,
  PROVIDER_URN,
  AGENCY_URN,
  STS,
  IAM,
  AGENCY,
  HW_KEYS,
  MAY_ASK,
  PUSH,
  FORK,
  read,
  targetOf,
  problemsOf,
  NO_ID_TOKEN,
} from './target-inputs.ts';
import type { Texts } from './target-inputs.ts';

describe('the way to sign in', () => {
  it.each<[string, Texts, Texts, string, AuthMethod['kind']]>([
    ['inputs', KEYS, HW_KEYS, 'inputs', 'given'],
    ['a token in the inputs', { auth_token: 'input-token' }, HW_KEYS, 'inputs', 'given'],
    ['OIDC by STS before the environment', STS, HW_KEYS, 'OIDC (STS)', 'sts'],
    ['OIDC by IAM before the environment', IAM, HW_KEYS, 'OIDC (IAM)', 'iam'],
    ['the agency before the environment', AGENCY, HW_KEYS, 'ECS agency', 'agency'],
    ['the environment', {}, HW_KEYS, 'HW_* environment', 'given'],
    ['the environment, and no agency', { use_ecs_agency: 'false' }, HW_KEYS, 'HW_* en', 'given'],
    [
      'the environment, though ID tokens could be had',
      { oidc_audience: 'mine' },
      { HUAWEI_CLOUD_ACCESS_KEY_ID: 'access-1', HUAWEI_CLOUD_SECRET_ACCESS_KEY: 'secret-1' },
      'HUAWEI_CLOUD_* environment',
      'given',
    ],
  ])('%s', (_what, given, environment, source, kind) => {
    const target = targetOf(given, { environment });
    expect(target.source).toMatch(new RegExp(`^${RegExp.escape(source)}`));
    expect(target.way.kind).toBe(kind);
  });

  it('with inputs: as they are', () => {
    expect(targetOf({ ...KEYS, security_token: 'input-token' })).toEqual({
      source: 'inputs',
      endpoint: 'https://ecs.cn-north-4.myhuaweicloud.com',
      project: { id: 'p-123' },
      way: {
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

  it('with STS: all that it takes', () => {
    expect(targetOf({ ...STS, oidc_provider_urn: ` ${PROVIDER_URN}\n` }).way).toEqual({
      kind: 'sts',
      idTokenSource: { url: new URL(MAY_ASK.ACTIONS_ID_TOKEN_REQUEST_URL), bearer: 'request-token' },
      audience: 'https://iam.myhuaweicloud.com',
      endpoint: 'https://sts.cn-north-4.myhuaweicloud.com',
      providerUrn: PROVIDER_URN,
      agencyUrn: AGENCY_URN,
      sessionSeconds: 900,
      sessionName: 'octo+fleet@run-42',
    });
  });

  it('with IAM: all that it takes', () => {
    expect(targetOf(IAM).way).toEqual({
      kind: 'iam',
      idTokenSource: { url: new URL(MAY_ASK.ACTIONS_ID_TOKEN_REQUEST_URL), bearer: 'request-token' },
      audience: 'https://iam.myhuaweicloud.com',
      endpoint: 'https://iam.cn-north-4.myhuaweicloud.com',
      identityProvider: 'github',
    });
  });

  it('with the agency: nothing more', () => {
    expect(targetOf(AGENCY).way).toEqual({ kind: 'agency' });
  });

  it('half-given credentials of the environment are an error', () => {
    expect(problemsOf(PLACE, { environment: { HW_ACCESS_KEY: 'hw-access' } })).toEqual([
      expect.stringMatching(/^HW_SECRET_KEY is empty while another part/),
    ]);
  });

  it('none is an error in a real run, which names the ways there are', () => {
    const message =
      'access_key is empty, and there are no other credentials: give access_key and secret_key, or auth_token, from secrets; or sign in without any secret (docs/authentication.md of this action tells how)';
    expect(problemsOf(PLACE)).toEqual([message]);
    expect(problemsOf(PLACE, { event: FORK })).toEqual([
      message.replace('secrets;', 'secrets (pull requests from forks get no secrets);'),
    ]);
  });

  it.each([
    [PUSH, 'there are no credentials'],
    [FORK, 'there are no credentials (pull requests from forks get no secrets)'],
  ])('none, and nothing else, is wanted in a dry run: %j', (event, expected) => {
    const { nobody, problems, target } = read({}, { dryRun: true, event });
    expect({ nobody, problems, target }).toEqual({ nobody: expected, problems: [] });
  });
});

describe('two ways at once', () => {
  const WAYS: readonly { readonly kind: string; readonly input: string; readonly given: Texts }[] =
    [
      { kind: 'inputs', input: 'access_key', given: KEYS },
      { kind: 'inputs', input: 'auth_token', given: { auth_token: 'input-token' } },
      { kind: 'sts', input: 'oidc_provider_urn', given: STS },
      { kind: 'iam', input: 'identity_provider', given: IAM },
      { kind: 'agency', input: 'use_ecs_agency', given: AGENCY },
    ];
  const PAIRS = WAYS.flatMap((one, index) =>
    WAYS.slice(index + 1)
      .filter(({ kind }) => kind !== one.kind)
      .map((other) => ({ one, other, first: one.input, second: other.input })),
  );

  it.each(PAIRS)('$first and $second', ({ one, other }) => {
    const given = { ...PLACE, ...one.given, ...other.given };
    const expected = `${one.input} is given together with ${other.input}: give only one way to sign in`;
    expect(problemsOf(given)).toEqual([expected]);
    expect(problemsOf(given, { dryRun: true })).toEqual([expected]);
  });

  it('half of one counts too', () => {
    const given = { ...PLACE, ...IAM, agency_urn: AGENCY_URN };
    expect(problemsOf(given)).toContain(
      'agency_urn is given together with identity_provider: give only one way to sign in',
    );
  });

  it('all of them', () => {
    expect(problemsOf({ ...PLACE, ...KEYS, ...STS, ...IAM, ...AGENCY })).toEqual([
      'access_key is given together with oidc_provider_urn and identity_provider and use_ecs_agency: give only one way to sign in',
    ]);
  });

  it('are an error even where nobody could be asked', () => {
    const world = { event: FORK, dryRun: true, environment: NO_ID_TOKEN };
    expect(problemsOf({ ...PLACE, ...STS, ...IAM }, world)).toHaveLength(1);
  });
});

describe('the project', () => {
  it('by its id, which wins over the region', () => {
    expect(targetOf(KEYS).project).toEqual({ id: 'p-123' });
    const environment = { HW_PROJECT_ID: 'p-hw' };
    expect(targetOf({ ...KEYS, project_id: '' }, { environment }).project).toEqual({ id: 'p-hw' });
  });

  it('by the region, of wherever the region comes from', () => {
    const environment = { HUAWEI_CLOUD_REGION: 'cn-east-3' };
    expect(targetOf({ ...KEYS, project_id: '', region: '' }, { environment }).project).toEqual({
      region: 'cn-east-3',
      iamEndpoint: 'https://iam.cn-east-3.myhuaweicloud.com',
    });
  });

  it('by neither', () => {
    const given = { ...KEYS, endpoint: 'https://ecs.example.com' };
    expect(problemsOf(given)).toEqual([
      'project_id is empty, and there is no region to find it by: give the ID of the project that owns the servers',
    ]);
  });
});
