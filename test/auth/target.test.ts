import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { load } from 'js-yaml';
import type { Event } from '../../src/github/event.ts';
import { Inputs } from '../../src/inputs/inputs.ts';
import { readTarget } from '../../src/auth/target.ts';
import type { AuthMethod } from '../../src/auth/auth-method.ts';
import type { Target } from '../../src/auth/target.ts';

type Texts = Readonly<Record<string, string>>;

const PLACE = { region: 'cn-north-4', project_id: 'p-123' };
const KEYS = { access_key: 'input-access', secret_key: 'input-secret' };
const PROVIDER_URN = 'iam::0123456789abcdef:oidcProvider:github';
const AGENCY_URN = 'iam::0123456789abcdef:agency:resetter';
const STS = { oidc_provider_urn: PROVIDER_URN, agency_urn: AGENCY_URN };
const IAM = { identity_provider: 'github' };
const AGENCY = { use_ecs_agency: 'true' };

const HW_KEYS = { HW_ACCESS_KEY: 'hw-access', HW_SECRET_KEY: 'hw-secret' };
const MAY_ASK = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example.com/id?api-version=2.0',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
};
const RUN = { GITHUB_REPOSITORY: 'octo/fleet', GITHUB_RUN_ID: '42' };

const PUSH: Event = { name: 'push' };
const FORK: Event = {
  name: 'pull_request',
  unmergedChange: 'the event is pull_request',
  withoutSecrets: 'pull requests from forks get no secrets',
  withoutIdToken: 'pull requests from forks get no ID token',
};
const DEPENDABOT: Event = {
  name: 'push',
  withoutSecrets: 'runs started by Dependabot get no secrets',
  withoutIdToken: 'runs started by Dependabot get no ID token',
};

interface RunContext {
  readonly environment?: Texts;
  readonly event?: Event;
  readonly dryRun?: boolean;
  readonly timeoutSeconds?: number;
}

function read(
  given: Texts,
  { environment, event = PUSH, dryRun = false, timeoutSeconds = 600 }: RunContext = {},
): { target?: Target; nobody?: string; problems: string[] } {
  const inputs = new Inputs((name) => given[name] ?? '', {
    ...RUN,
    ...MAY_ASK,
    ...environment,
  });
  const found = readTarget(inputs, event, { dryRun, timeoutSeconds });
  return { ...found, problems: inputs.problems.map(({ input, message }) => `${input} ${message}`) };
}

function targetOf(given: Texts, world?: RunContext): Target {
  const { nobody, problems, target } = read({ ...PLACE, ...given }, world);
  expect(problems).toEqual([]);
  expect(nobody).toBeUndefined();
  if (target === undefined) throw new Error('there is no target');
  return target;
}

function problemsOf(given: Texts, world?: RunContext): string[] {
  const { nobody, problems, target } = read(given, world);
  expect(problems).not.toEqual([]);
  expect(target).toBeUndefined();
  expect(nobody).toBeUndefined();
  return problems;
}

function wayOf<Kind extends AuthMethod['kind']>(
  kind: Kind,
  given: Texts,
  world?: RunContext,
): Extract<AuthMethod, { kind: Kind }> {
  const { way } = targetOf(given, world);
  if (way.kind !== kind) throw new Error(`it is ${way.kind}`);
  return way as Extract<AuthMethod, { kind: Kind }>;
}

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
        kind: 'given',
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
      idTokens: { url: new URL(MAY_ASK.ACTIONS_ID_TOKEN_REQUEST_URL), bearer: 'request-token' },
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
      idTokens: { url: new URL(MAY_ASK.ACTIONS_ID_TOKEN_REQUEST_URL), bearer: 'request-token' },
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

const NO_ID_TOKEN = { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' };

describe('URNs', () => {
  const PROVIDER_LIKE =
    'oidc_provider_urn is no URN of an OIDC provider: it looks like iam::ACCOUNT_ID:oidcProvider:NAME';
  const AGENCY_LIKE =
    'agency_urn is no URN of an agency: it looks like iam::ACCOUNT_ID:agency:NAME';

  it.each([
    ['agency_urn', { oidc_provider_urn: PROVIDER_URN }],
    ['oidc_provider_urn', { agency_urn: AGENCY_URN }],
  ])('%s is wanted too', (missing, given) => {
    expect(problemsOf({ ...PLACE, ...given })).toEqual([
      `${missing} is empty: signing in by STS takes both oidc_provider_urn and agency_urn`,
    ]);
  });

  it('are found out when they are swapped', () => {
    const given = { oidc_provider_urn: AGENCY_URN, agency_urn: PROVIDER_URN };
    expect(problemsOf({ ...PLACE, ...given })).toEqual([PROVIDER_LIKE, AGENCY_LIKE]);
  });

  it.each([
    ['iam::0123:oidcProvider:github', 'iam::0123:agency:name'],
    ['iam:cn-north-4:a_b=+/-:OIDCPROVIDER:a/b', 'IAM:*:0123:Agency:path/to/name.x'],
    [
      `iam::0:oidcProvider:${'n'.repeat(1_500 - 'iam::0:oidcProvider:'.length)}`,
      `iam::0:agency:${'n'.repeat(1_500 - 'iam::0:agency:'.length)}`,
    ],
  ])('takes %s', (oidc_provider_urn, agency_urn) => {
    expect(wayOf('sts', { oidc_provider_urn, agency_urn })).toMatchObject({
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
  ])('refuses %s', (urn) => {
    const given = {
      oidc_provider_urn: urn.replace('TYPE', 'oidcProvider'),
      agency_urn: urn.replace('TYPE', 'agency'),
    };
    // The URN itself is not repeated: whatever stands there may be a secret.
    expect(problemsOf({ ...PLACE, ...given })).toEqual([PROVIDER_LIKE, AGENCY_LIKE]);
  });
});

describe('session_duration', () => {
  const secondsOf = (given: Texts, timeoutSeconds: number): number =>
    wayOf('sts', { ...STS, ...given }, { timeoutSeconds }).sessionSeconds;

  it.each([
    [1, 900],
    [600, 900],
    [601, 901],
    [3_600, 3_900],
    [42_900, 43_200],
    [42_901, 43_200],
    [43_140, 43_200],
  ])('without it, and timeout %i: %i', (timeout, expected) => {
    expect(secondsOf({}, timeout)).toBe(expected);
  });

  it.each([
    ['900', 840],
    ['43200', 43_140],
    [' 3600 ', 600],
    ['1000', 940],
  ])('%s with timeout %i is taken as it is', (session_duration, timeout) => {
    expect(secondsOf({ session_duration }, timeout)).toBe(Number(session_duration));
  });

  it.each(['899', '43201', '0', '-900', '1e3', 'long', '900.5'])('no such number: %s', (value) => {
    expect(problemsOf({ ...PLACE, ...STS, session_duration: value })).toEqual([
      'session_duration must be a whole number from 900 to 43200',
    ]);
  });

  it.each([
    ['900', 841],
    ['900', 900],
    ['43199', 43_140],
  ])('%s does not outlast the timeout %i', (session_duration, timeoutSeconds) => {
    expect(problemsOf({ ...PLACE, ...STS, session_duration }, { timeoutSeconds })).toEqual([
      `session_duration does not outlast timeout (${timeoutSeconds}): give at least ${timeoutSeconds + 60} seconds, or fewer to timeout`,
    ]);
  });

  it('a timeout that no session outlasts', () => {
    const world = { timeoutSeconds: 43_141 };
    for (const given of [{}, { session_duration: '43200' }]) {
      expect(problemsOf({ ...PLACE, ...STS, ...given }, world)).toEqual([
        'timeout outlasts any session of STS: give at most 43140 seconds',
      ]);
    }
    for (const given of [IAM, AGENCY, KEYS]) expect(() => targetOf(given, world)).not.toThrow();
  });

  it.each<[string, Texts]>([
    ['keys', KEYS],
    ['IAM', IAM],
    ['the agency', AGENCY],
    ['the environment', {}],
  ])('is only for STS, and not for %s', (_what, given) => {
    const world = { environment: HW_KEYS };
    expect(problemsOf({ ...PLACE, ...given, session_duration: '900' }, world)).toEqual([
      'session_duration is given without agency_urn: only the length of a session of STS can be chosen, so leave it out',
    ]);
  });
});

describe('oidc_audience', () => {
  it('is by default what action.yml says', async () => {
    const { inputs } = load(
      await readFile(new URL('../../action.yml', import.meta.url), 'utf8'),
    ) as {
      inputs: Record<string, { default?: string }>;
    };
    expect(wayOf('iam', IAM).audience).toBe(inputs['oidc_audience']?.default);
  });

  it.each(['a', ' https://example.com/x?y=z#ü'.replace('ü', 'u'), '~'.repeat(255)])(
    'takes %s',
    (oidc_audience) => {
      const expected = oidc_audience.trim();
      expect(wayOf('sts', { ...STS, oidc_audience }).audience).toBe(expected);
      expect(wayOf('iam', { ...IAM, oidc_audience }).audience).toBe(expected);
    },
  );

  it.each(['two words', 'a\nb', 'ü', 'a'.repeat(256)])(
    'refuses %j, used or not',
    (oidc_audience) => {
      for (const given of [STS, IAM, KEYS]) {
        expect(problemsOf({ ...PLACE, ...given, oidc_audience })).toEqual([
          'oidc_audience is no audience: write 1 to 255 letters, digits and signs without blanks, as at the provider',
        ]);
      }
    },
  );
});

describe('identity_provider', () => {
  it.each(['g', 'ACME_GitHub-1', '!'.repeat(64)])('takes %s', (identity_provider) => {
    expect(wayOf('iam', { identity_provider }).identityProvider).toBe(identity_provider);
  });

  it.each(['two words', 'a\r\nX-Injected: 1', 'ü', 'a'.repeat(65)])('refuses %j', (name) => {
    expect(problemsOf({ ...PLACE, identity_provider: name })).toEqual([
      'identity_provider is no name of an identity provider: write the name under which IAM knows it, of at most 64 characters without blanks',
    ]);
  });
});

describe('use_ecs_agency', () => {
  it.each(['true', 'TRUE', ' True\n'])('%j', (use_ecs_agency) => {
    expect(targetOf({ use_ecs_agency }).way).toEqual({ kind: 'agency' });
  });

  it.each(['false', 'FALSE', '', ' '])('%j', (use_ecs_agency) => {
    expect(targetOf({ use_ecs_agency, ...KEYS }).source).toBe('inputs');
  });

  it.each(['yes', '1', 'auto', 'tru'])('refuses %s', (use_ecs_agency) => {
    expect(problemsOf({ ...PLACE, ...KEYS, use_ecs_agency })).toEqual([
      'use_ecs_agency must be one of these words: true, false',
    ]);
  });
});

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

describe('endpoints', () => {
  const ELSEWHERE = { endpoint: 'https://ecs.cloud.example.com' };
  const BY_REGION = { region: 'cn-north-4' };
  const projectOf = (given: Texts): Target['project'] => {
    const { problems, target } = read(given);
    expect(problems).toEqual([]);
    if (target === undefined) throw new Error('there is no target');
    return target.project;
  };

  it('of ECS: given, else by the region', () => {
    expect(targetOf({ ...KEYS, region: 'eu-west-101' }).endpoint).toBe(
      'https://ecs.eu-west-101.myhuaweicloud.eu',
    );
    expect(targetOf({ ...KEYS, endpoint: 'https://ECS.example.com/a//' }).endpoint).toBe(
      'https://ecs.example.com/a',
    );
  });

  it.each([
    ['cn-north-4', 'https://iam.cn-north-4.myhuaweicloud.com'],
    ['eu-west-101', 'https://iam.eu-west-101.myhuaweicloud.eu'],
    ['eu-de', 'https://iam.eu-de.otc.t-systems.com'],
    ['xx-new-1', 'https://iam.xx-new-1.myhuaweicloud.com'],
  ])('of IAM: by the region %s', (region, expected) => {
    expect(wayOf('iam', { ...IAM, region }).endpoint).toBe(expected);
    expect(projectOf({ ...KEYS, region })).toEqual({ region, iamEndpoint: expected });
  });

  it('of IAM: given', () => {
    const iam_endpoint = ' https://IAM.example.com:443/v0/ ';
    const expected = 'https://iam.example.com/v0';
    const endpoint = 'https://ecs.example.com';
    expect(wayOf('iam', { ...IAM, endpoint, iam_endpoint }).endpoint).toBe(expected);
    expect(projectOf({ ...KEYS, ...BY_REGION, endpoint, iam_endpoint })).toEqual({
      region: 'cn-north-4',
      iamEndpoint: expected,
    });
  });

  it('of STS: by the region, or given', () => {
    expect(wayOf('sts', { ...STS, region: 'ap-southeast-3' }).endpoint).toBe(
      'https://sts.ap-southeast-3.myhuaweicloud.com',
    );
    const endpoint = 'http://127.0.0.1:8080';
    const sts_endpoint = `${endpoint}/x/`;
    const given = { ...STS, region: 'eu-west-101', endpoint, sts_endpoint };
    expect(wayOf('sts', given).endpoint).toBe('http://127.0.0.1:8080/x');
  });

  it.each<[string, Texts, string[]]>([
    ['iam_endpoint', IAM, ['endpoint']],
    ['sts_endpoint', STS, ['endpoint']],
    ['iam_endpoint', { ...STS, project_id: '' }, ['sts_endpoint', 'endpoint']],
    ['sts_endpoint', { ...STS, project_id: '' }, ['endpoint', 'iam_endpoint']],
  ])('none follows from the region when %s leads to another cloud', (elsewhere, way, wanted) => {
    const given = { ...PLACE, ...way, [elsewhere]: 'https://iam.cloud.example.com' };
    expect(problemsOf(given)).toEqual(
      wanted.map((input): unknown =>
        expect.stringContaining(`${input} is empty, and ${elsewhere} leads to another cloud`),
      ),
    );
  });

  it.each(['eu-west-101', 'la-north-2', 'me-east-1', 'xx-new-1', 'eu-de'])(
    'of STS: not published for %s',
    (region) => {
      expect(problemsOf({ ...PLACE, ...STS, region })).toEqual([
        `sts_endpoint is empty, and no address of STS is published for the region ${region}: give it`,
      ]);
    },
  );

  it.each([
    'https://ecs.cloud.example.com',
    'https://ecs.cn-north-4.myhuaweicloud.eu',
    'https://ecs.cn-north-4.myhuaweicloud.com.example.com',
    'https://ecs-myhuaweicloud.com',
    'https://myhuaweicloud.com',
    'https://10.0.0.1',
    'http://localhost:8080',
  ])('%s is no place that a region tells anything about', (endpoint) => {
    const place = { ...BY_REGION, endpoint };
    const why = (service: string): string =>
      `${service.toLowerCase()}_endpoint is empty, and endpoint leads to another cloud, so the region does not tell the address of ${service}: give it`;
    // Tokens and keys of that cloud must not be sent to the one that the region belongs to.
    expect(problemsOf({ ...place, project_id: 'p', ...STS })).toEqual([why('STS')]);
    expect(problemsOf({ ...place, project_id: 'p', ...IAM })).toEqual([why('IAM')]);
    expect(problemsOf({ ...place, ...KEYS })).toEqual([why('IAM')]);
    expect(problemsOf({ ...place, ...IAM })).toEqual([why('IAM')]);
    expect(problemsOf({ ...place, ...STS })).toEqual([why('STS'), why('IAM')]);
    expect(targetOf({ ...place, ...KEYS }).endpoint).toBe(endpoint);
  });

  it.each([
    ['cn-north-4', 'https://ecs.cn-north-4.myhuaweicloud.com', 'https://iam.cn-north-4.my'],
    ['cn-north-4', 'https://ecs-private.cn-north-4.myhuaweicloud.com/x', 'https://iam.cn-north-4.'],
    ['eu-west-101', 'https://ecs.eu-west-101.myhuaweicloud.eu', 'https://iam.eu-west-101.my'],
    ['eu-de', 'https://ecs.eu-de.otc.t-systems.com', 'https://iam.eu-de.otc.'],
  ])('an endpoint in the cloud of %s: %s', (region, endpoint, expected) => {
    expect(wayOf('iam', { ...IAM, region, endpoint }).endpoint).toContain(expected);
  });

  it('elsewhere, all addresses may be given', () => {
    const iam_endpoint = 'https://iam.cloud.example.com';
    const sts_endpoint = 'https://sts.cloud.example.com';
    const given = { ...ELSEWHERE, iam_endpoint, sts_endpoint };
    expect(wayOf('sts', { ...given, ...STS }).endpoint).toBe(sts_endpoint);
    expect(wayOf('iam', { ...given, ...IAM }).endpoint).toBe(iam_endpoint);
    expect(projectOf({ ...given, ...BY_REGION, ...KEYS })).toEqual({
      region: 'cn-north-4',
      iamEndpoint: iam_endpoint,
    });
  });

  it('without a region they have to be given', () => {
    const given = { project_id: 'p', endpoint: 'https://ecs.cn-north-4.myhuaweicloud.com' };
    const why = (service: string): string =>
      `is empty, and there is no region that would tell the address of ${service}: give it`;
    expect(problemsOf({ ...given, ...IAM })).toEqual([`iam_endpoint ${why('IAM')}`]);
    expect(problemsOf({ ...given, ...STS })).toEqual([`sts_endpoint ${why('STS')}`]);
    expect(read({ ...given, ...KEYS }).problems).toEqual([]);
  });

  it.each([
    ['endpoint', 'ecs'],
    ['iam_endpoint', 'iam'],
    ['sts_endpoint', 'sts'],
  ])('%s is found wrong once, whoever needs it, and whether or not', (input, service) => {
    const expected = [
      `${input} is not a URL: write one such as https://${service}.cn-north-4.myhuaweicloud.com`,
    ];
    for (const way of [KEYS, STS, IAM, AGENCY]) {
      expect(problemsOf({ ...PLACE, ...way, [input]: 'x' })).toEqual(expected);
      expect(problemsOf({ ...BY_REGION, ...way, [input]: 'x' })).toEqual(expected);
    }
    expect(
      problemsOf({ ...PLACE, ...KEYS, [input]: 'http://hidden-user:hidden-word@x' }).join(),
    ).not.toContain('hidden');
  });

  it('a missing region is told once, whatever would follow from it', () => {
    for (const way of [KEYS, STS, IAM, AGENCY]) {
      for (const project_id of ['', 'p']) {
        expect(problemsOf({ ...way, project_id })).toEqual([
          'region is empty: give the region of the servers, such as cn-north-4, or endpoint',
        ]);
      }
    }
  });

  it('a name that is no region is found wrong once', () => {
    for (const way of [KEYS, STS, IAM, AGENCY]) {
      for (const place of [{ region: 'CN' }, { region: 'CN', project_id: 'p' }]) {
        expect(problemsOf({ ...place, ...way })).toEqual([
          'region is no name of a region: write one such as cn-north-4, in lower case',
        ]);
      }
    }
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

describe('the name of the session', () => {
  const nameFor = (environment: Texts): string => wayOf('sts', STS, { environment }).sessionName;
  /** The alphabet and the length of the STS API reference. */
  const NAME = /^[A-Za-z0-9_+=,.@-]{2,128}$/;

  it.each<[Texts, string]>([
    [RUN, 'octo+fleet@run-42'],
    [{ GITHUB_REPOSITORY: 'Octo-1/my_fleet.x', GITHUB_RUN_ID: '9' }, 'Octo-1+my_fleet.x@run-9'],
    [{ GITHUB_REPOSITORY: '', GITHUB_RUN_ID: '' }, '@run-'],
    [{ GITHUB_REPOSITORY: 'a b/c:d', GITHUB_RUN_ID: '4\n2' }, 'a-b+c-d@run-4-2'],
    [{ GITHUB_REPOSITORY: 'a/b/c', GITHUB_RUN_ID: 'ü' }, 'a+b-c@run--'],
  ])('of %j', (environment, expected) => {
    expect(nameFor(environment)).toBe(expected);
  });

  it('holds the whole run id for the longest names that GitHub allows', () => {
    const repository = `${'o'.repeat(39)}/${'r'.repeat(100)}`;
    const id = '18446744073709551615';
    const name = nameFor({ GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id });
    expect(name).toHaveLength(128);
    expect(name).toMatch(new RegExp(`^${'o'.repeat(39)}\\+r+@run-${id}$`));
  });

  it('is fit for STS in any environment', () => {
    const text = fc.string({ unit: 'binary', maxLength: 160 });
    fc.assert(
      fc.property(text, text, (repository, id) => {
        const name = nameFor({ GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id });
        expect(name).toMatch(NAME);
      }),
    );
  });

  it('leads back to the run, whatever the repository', () => {
    const repository = fc.stringMatching(/^[\w.-]{1,39}\/[\w.-]{1,100}$/);
    const id = fc.bigInt({ min: 1n, max: 2n ** 64n });
    fc.assert(
      fc.property(repository, id, (full, number) => {
        const name = nameFor({ GITHUB_REPOSITORY: full, GITHUB_RUN_ID: String(number) });
        expect(name).toMatch(NAME);
        const [owned = '', run] = name.split('@run-');
        expect(run).toBe(String(number));
        expect(full.replace('/', '+').startsWith(owned)).toBe(true);
      }),
    );
  });
});
