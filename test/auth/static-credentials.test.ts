import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CREDENTIAL_INPUTS,
  CREDENTIAL_VARIABLES,
  findCredentials,
} from '../../src/auth/static-credentials.ts';
import type { FoundCredentials } from '../../src/auth/static-credentials.ts';
import { Inputs } from '../../src/inputs/inputs.ts';

type Texts = Readonly<Record<string, string>>;

interface Reading {
  readonly result: FoundCredentials | undefined;
  readonly problems: readonly string[];
}

function find(given: Texts, environment: Texts = {}): Reading {
  const inputs = new Inputs((name) => given[name] ?? '', environment);
  const result = findCredentials(inputs);
  const problems = inputs.problems.map(({ input, message }) => `${input} ${message}`);
  return { result, problems };
}

function keys(source: string, name: string, securityToken?: string): FoundCredentials {
  return {
    source,
    credentials: {
      kind: 'keys',
      accessKey: `${name}-access`,
      secretKey: `${name}-secret`,
      ...(securityToken !== undefined && { securityToken }),
    },
  };
}

const INPUT_KEYS = { access_key: 'input-access', secret_key: 'input-secret' };
const CLOUD = {
  HUAWEI_CLOUD_ACCESS_KEY_ID: 'cloud-access',
  HUAWEI_CLOUD_SECRET_ACCESS_KEY: 'cloud-secret',
};
const SDK = { HUAWEICLOUD_SDK_AK: 'sdk-access', HUAWEICLOUD_SDK_SK: 'sdk-secret' };
const SDK_TOKEN = { HUAWEICLOUD_SDK_SECURITY_TOKEN: 'sdk-session' };
const HW = { HW_ACCESS_KEY: 'hw-access', HW_SECRET_KEY: 'hw-secret' };
const HW_SESSION = { HW_SECURITY_TOKEN: 'hw-session' };
const HW_TOKEN = { HW_AUTH_TOKEN: 'hw-auth-token' };

describe('the first source that has any credentials', () => {
  it.each<[string, Texts, Texts, FoundCredentials]>([
    [
      'the inputs, before all variables',
      INPUT_KEYS,
      { ...CLOUD, ...SDK, ...HW },
      keys('inputs', 'input'),
    ],
    [
      'HUAWEI_CLOUD_*',
      {},
      { ...HW, ...SDK, ...CLOUD },
      keys('HUAWEI_CLOUD_* environment', 'cloud'),
    ],
    ['HUAWEICLOUD_SDK_*', {}, { ...HW, ...SDK }, keys('HUAWEICLOUD_SDK_* environment', 'sdk')],
    ['HW_*', {}, HW, keys('HW_* environment', 'hw')],
    [
      'temporary keys in the inputs',
      { ...INPUT_KEYS, security_token: 'input-session' },
      {},
      keys('inputs', 'input', 'input-session'),
    ],
    [
      'temporary keys of the SDK',
      {},
      { ...SDK, ...SDK_TOKEN },
      keys('HUAWEICLOUD_SDK_* environment', 'sdk', 'sdk-session'),
    ],
    [
      'temporary keys of Terraform',
      {},
      { ...HW, ...HW_SESSION },
      keys('HW_* environment', 'hw', 'hw-session'),
    ],
    [
      'keys of a source that also has a token',
      {},
      { ...HW, ...HW_TOKEN },
      keys('HW_* environment', 'hw'),
    ],
    [
      'a token in the inputs',
      { auth_token: 'input-auth-token' },
      { ...CLOUD, ...HW },
      { source: 'inputs', credentials: { kind: 'token', token: 'input-auth-token' } },
    ],
    [
      'a token in the environment',
      {},
      HW_TOKEN,
      { source: 'HW_* environment', credentials: { kind: 'token', token: 'hw-auth-token' } },
    ],
    [
      'keys of an earlier source than that of a token',
      {},
      { ...SDK, ...HW_TOKEN },
      keys('HUAWEICLOUD_SDK_* environment', 'sdk'),
    ],
    [
      'the next source when variables are empty',
      {},
      { HUAWEI_CLOUD_ACCESS_KEY_ID: '', HUAWEI_CLOUD_SECRET_ACCESS_KEY: ' \n', ...SDK },
      keys('HUAWEICLOUD_SDK_* environment', 'sdk'),
    ],
    [
      'trimmed variables',
      {},
      { HW_ACCESS_KEY: ' hw-access\n', HW_SECRET_KEY: '\thw-secret ' },
      keys('HW_* environment', 'hw'),
    ],
  ])('is used: %s', (_what, inputs, environment, expected) => {
    expect(find(inputs, environment)).toEqual({ result: expected, problems: [] });
  });

  it('may not exist', () => {
    expect(find({}, {})).toEqual({ result: undefined, problems: [] });
  });

  it.each<[string, Texts, Texts]>([
    ['inputs', INPUT_KEYS, { ...SDK_TOKEN, ...HW_SESSION }],
    ['HUAWEI_CLOUD_*', {}, { ...CLOUD, ...SDK_TOKEN, ...HW_SESSION }],
    ['HUAWEICLOUD_SDK_*', {}, { ...SDK, ...HW_SESSION }],
  ])(
    'is never completed with a security token of another source: %s',
    (_what, inputs, environment) => {
      const { result } = find(inputs, environment);
      expect(result?.credentials).not.toHaveProperty('securityToken');
    },
  );

  it.each(['HW_INSECURE', 'HUAWEICLOUD_SDK_AUTH_TOKEN', 'OS_AUTH_TOKEN', 'CLOUD_SDK_AK'])(
    'does not include %s',
    (name) => {
      expect(find({}, { [name]: 'some-long-value' })).toEqual({ result: undefined, problems: [] });
    },
  );
});

describe('incomplete credentials', () => {
  const all = { ...CLOUD, ...SDK, ...HW };
  const without = (texts: Texts, name: string): Texts =>
    Object.fromEntries(Object.entries(texts).filter(([key]) => key !== name));

  it.each<[string, Texts, Texts, string]>([
    ['no secret key', { access_key: 'input-access' }, all, 'inputs'],
    ['no access key', { secret_key: 'input-secret' }, all, 'inputs'],
    ['only a security token', { security_token: 'input-session' }, all, 'inputs'],
  ])('are a problem of the inputs: %s', (_what, inputs, environment, source) => {
    const { result, problems } = find(inputs, environment);
    expect(result).toBeUndefined();
    expect(problems).toEqual([
      expect.stringMatching(/^(access|secret)_key is empty, but another part /),
    ]);
    expect(problems[0]).toContain(`must come from one source (${source})`);
  });

  it.each<[string, Texts, string]>([
    ['HUAWEI_CLOUD_ACCESS_KEY_ID', CLOUD, 'HUAWEI_CLOUD_* environment'],
    ['HUAWEI_CLOUD_SECRET_ACCESS_KEY', CLOUD, 'HUAWEI_CLOUD_* environment'],
    ['HUAWEICLOUD_SDK_AK', SDK, 'HUAWEICLOUD_SDK_* environment'],
    ['HUAWEICLOUD_SDK_SK', SDK, 'HUAWEICLOUD_SDK_* environment'],
    ['HW_ACCESS_KEY', HW, 'HW_* environment'],
    ['HW_SECRET_KEY', HW, 'HW_* environment'],
  ])('are a problem of the environment: no %s', (name, source, sourceName) => {
    const later = source === CLOUD ? { ...SDK, ...HW } : source === SDK ? HW : {};
    expect(find({}, { ...later, ...without(source, name) })).toEqual({
      result: undefined,
      problems: [
        `${name} is empty, but another part of the credentials is given: all parts must come from one source (${sourceName})`,
      ],
    });
  });

  it.each<[string, Texts]>([
    ['HUAWEICLOUD_SDK_AK', SDK_TOKEN],
    ['HW_ACCESS_KEY', HW_SESSION],
  ])('are a problem when there is only a security token: no %s', (name, environment) => {
    const { result, problems } = find({}, environment);
    expect(result).toBeUndefined();
    expect(problems).toEqual([expect.stringContaining(`${name} is empty`)]);
  });
});

it.each<[string, Texts]>([
  ['both keys', INPUT_KEYS],
  ['one key', { secret_key: 'input-secret' }],
  ['a security token', { security_token: 'input-session' }],
])('a token is a problem in the inputs together with %s', (_what, inputs) => {
  const { result, problems } = find({ auth_token: 'input-auth-token', ...inputs }, CLOUD);
  expect(result).toBeUndefined();
  expect(problems).toEqual([
    'auth_token is given together with keys: give either auth_token, or access_key and secret_key',
  ]);
});

describe('a value that is not a key or token', () => {
  const complete = { ...INPUT_KEYS, security_token: 'input-session' };

  it.each([
    ['access_key', '12345'],
    ['secret_key', 'x'],
    ['security_token', '12345'],
  ])('is too short: %s', (name, value) => {
    expect(find({ ...complete, [name]: value })).toEqual({
      result: undefined,
      problems: [`${name} is too short: it must have at least 6 characters`],
    });
  });

  it('is too short: auth_token', () => {
    expect(find({ auth_token: '12345' }).problems).toEqual([
      'auth_token is too short: it must have at least 6 characters',
    ]);
  });

  it('does not have six characters or more', () => {
    expect(find({ access_key: '123456', secret_key: '123456' }).problems).toEqual([]);
  });

  it.each([
    'with blank',
    'with\nline',
    'with\rline',
    'with\ttab',
    'nul\0null',
    'umläut',
    'delete\x7f',
  ])('contains a character that a header cannot have: %j', (value) => {
    for (const name of Object.keys(complete)) {
      const { result, problems } = find({ ...complete, [name]: value });
      expect(result).toBeUndefined();
      expect(problems).toEqual([
        expect.stringMatching(new RegExp(`^${name} .*, which no key or token has: `)),
      ]);
    }
    expect(find({ auth_token: value }).problems).toHaveLength(1);
    expect(find({}, { ...HW, HW_SECRET_KEY: value }).problems).toHaveLength(1);
  });

  it('contains an equals sign at its end, which an access key cannot have', () => {
    const value = 'access-key=';
    expect(find({ ...complete, access_key: value }).problems).toHaveLength(1);
    expect(find({ ...complete, secret_key: value }).problems).toEqual([]);
    expect(find({ ...complete, security_token: value }).problems).toEqual([]);
    expect(find({}, { ...HW, HW_ACCESS_KEY: value }).problems).toHaveLength(1);
    expect(find({}, { ...SDK, HUAWEICLOUD_SDK_AK: value }).problems).toHaveLength(1);
    const cloud = { ...CLOUD, HUAWEI_CLOUD_ACCESS_KEY_ID: value };
    expect(find({}, cloud).problems).toHaveLength(1);
    // The name of this secret key contains the words of an access key.
    const secret = { ...CLOUD, HUAWEI_CLOUD_SECRET_ACCESS_KEY: value };
    expect(find({}, secret).problems).toEqual([]);
  });

  it('is reported together with the others', () => {
    const { problems } = find({ access_key: 'a', secret_key: 'b c d e f', security_token: 'c' });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'access_key',
      'secret_key',
      'security_token',
    ]);
  });
});

it('no problem contains a value', () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('', 'x', 'ab cdef', '"abcdef"', 'abc=def', '{"a":1}', '$ABCDEF', 'a\nbcdef'),
  );
  const inputs = fc.record(Object.fromEntries(CREDENTIAL_INPUTS.map((name) => [name, value])));
  const environment = fc.record(
    Object.fromEntries(CREDENTIAL_VARIABLES.map((name) => [name, value])),
  );
  const messages = [
    /^auth_token is given together with keys: give either auth_token, or access_key and secret_key$/,
    /^\w+ is empty, but another part of the credentials is given: all parts must come from one source \((inputs|\w+\* environment)\)$/,
    /^\w+ is too short: it must have at least 6 characters$/,
    /^\w+ contains an? (?:comma|quotation mark|blank|backslash|semicolon|bracket|equals sign), which no (?:key or token|access key) has: [a-z .,\\]+$/,
    /^\w+ contains a control character or a character outside of ASCII, which no key or token has: copy the value again from the file of the cloud$/,
    /^\w+ has several lines, which no key or token has: store only the value itself, on one line$/,
    /^\w+ has a name in front of the value \(as in NAME=value or Name: value\): store only the value itself$/,
    /^\w+ begins with a bracket, as JSON does and no key or token: store only the value of the one member that belongs here$/,
    /^\w+ is an expression, a variable or a placeholder, which was not replaced by a value: write \$\{\{ secrets\.NAME \}\} in the workflow, and store the value itself in that secret$/,
    /^\w+ consists of asterisks, as a log shows a secret: store the value itself$/,
  ];
  fc.assert(
    fc.property(inputs, environment, (givenInputs, givenVariables) => {
      const { problems } = find(givenInputs, givenVariables);
      expect(problems.filter((text) => !messages.some((message) => message.test(text)))).toEqual(
        [],
      );
    }),
  );
});

it('CREDENTIAL_INPUTS and CREDENTIAL_VARIABLES contain every name, so that all values are masked', () => {
  expect(CREDENTIAL_INPUTS).toEqual(['access_key', 'secret_key', 'security_token', 'auth_token']);
  expect([...CREDENTIAL_VARIABLES].sort()).toEqual(
    [...Object.keys({ ...CLOUD, ...SDK, ...SDK_TOKEN, ...HW, ...HW_SESSION, ...HW_TOKEN })].sort(),
  );
});
