/** The project that HW_PROJECT_NAME names: where the name is used, how it is sent, and what fails. */
import { describe, expect, it } from '@jest/globals';
import { createContext, response } from '../../harness/request-context.ts';
import type { ScriptedContext } from '../../harness/request-context.ts';
import { IAM_TOKEN_TEXTS } from '../../src/auth/failure-texts.ts';
import { lookupTexts, tokenTexts } from '../../src/auth/project-texts.ts';
import { findProject } from '../../src/auth/project.ts';
import { readTarget } from '../../src/auth/target.ts';
import type { ProjectLookup, ProjectSource, TargetResult } from '../../src/auth/target.ts';
import { RESET_ADVICE } from '../../src/actions/reset/reset-texts.ts';
import type { Reason } from '../../src/fleet/outcome.ts';
import type { Credentials } from '../../src/huaweicloud/request-auth.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import { Inputs } from '../../src/inputs/inputs.ts';
import { success } from '../../src/result.ts';
import type { Result } from '../../src/result.ts';

type Texts = Readonly<Record<string, string>>;

const NAME = 'cn-north-4_dev';
const IAM = 'https://iam.cn-north-4.myhuaweicloud.com';
const KEYS = { access_key: 'ACCESSKEYOFTHETESTS1', secret_key: 'SecretKeyOfTheTests' };
const BY_KEYS: Credentials = {
  kind: 'keys',
  accessKey: 'ACCESSKEYOFTHETESTS1',
  secretKey: 'SecretKeyOfTheTests',
};
const BY_TOKEN: Credentials = { kind: 'token', token: 'an-iam-token' };
const NAMED: ProjectLookup = { name: NAME, variable: 'HW_PROJECT_NAME', iamEndpoint: IAM };

function read(given: Texts, environment: Texts): { result: TargetResult; problems: string[] } {
  const all: Texts = { ...KEYS, ...given };
  const inputs = new Inputs((name) => all[name] ?? '', environment);
  const event = { name: 'push' };
  const result = readTarget(inputs, event, { dryRun: false, timeoutSeconds: 600 });
  return { result, problems: inputs.problems.map(({ input, message }) => `${input} ${message}`) };
}

function projectOf(given: Texts, environment: Texts): ProjectSource {
  const { problems, result } = read(given, environment);
  expect(problems).toEqual([]);
  if (result.kind !== 'target') throw new Error(`the result is ${result.kind}`);
  return result.target.project;
}

describe('the project of a run', () => {
  const region = 'cn-north-4';
  const named = { HW_PROJECT_NAME: NAME };

  it.each<[string, Texts, Texts, ProjectSource]>([
    ['the name in the variable', { region }, named, { kind: 'look_up', ...NAMED }],
    [
      'the name in the variable, without blanks around it',
      { region },
      { HW_PROJECT_NAME: ` ${NAME}\n` },
      { kind: 'look_up', ...NAMED },
    ],
    [
      'the name in the variable beside a region of the environment',
      {},
      { ...named, HW_REGION_NAME: region },
      { kind: 'look_up', ...NAMED },
    ],
    [
      'the name in the variable in a cloud without region names',
      { endpoint: 'https://ecs.example.com', iam_endpoint: 'https://iam.example.com' },
      named,
      { kind: 'look_up', ...NAMED, iamEndpoint: 'https://iam.example.com' },
    ],
    [
      'the region, when the variable is empty',
      { region },
      { HW_PROJECT_NAME: ' ' },
      { kind: 'look_up', name: region, iamEndpoint: IAM },
    ],
    [
      'the input, before the variable',
      { region, project_id: 'p-1' },
      named,
      { kind: 'given', id: 'p-1' },
    ],
    ...['HUAWEI_CLOUD_PROJECT_ID', 'HUAWEICLOUD_SDK_PROJECT_ID', 'HW_PROJECT_ID'].map(
      (name): [string, Texts, Texts, ProjectSource] => [
        `the ID in ${name}, before the name`,
        { region },
        { ...named, [name]: 'p-1' },
        { kind: 'given', id: 'p-1' },
      ],
    ),
  ])('is found by %s', (_what, given, environment, project) => {
    expect(projectOf(given, environment)).toEqual(project);
  });

  it('needs an endpoint of IAM for its name', () => {
    const { problems } = read({ endpoint: 'https://ecs.example.com' }, named);
    expect(problems).toEqual([expect.stringMatching(/^iam_endpoint is empty, .*: give it$/)]);
  });

  it.each(['a\nb', 'a\u0000b', 'a\u202eb', 'n'.repeat(65)])(
    'has a name that is not valid: %j',
    (name) => {
      const { problems, result } = read({ region }, { HW_PROJECT_NAME: name });
      expect(result).toEqual({ kind: 'invalid' });
      expect(problems).toEqual([
        'HW_PROJECT_NAME is not a valid project name: it has 1 to 64 characters, and no control characters',
      ]);
    },
  );
});

async function find(
  lookup: ProjectLookup,
  credentials: Credentials,
  script: readonly HttpResult[],
): Promise<ScriptedContext & { readonly result: Result<string, Reason> }> {
  const scripted = createContext(script);
  const work = findProject(lookup, { credentials, isSession: false }, scripted.context);
  return { ...scripted, result: await scripted.clock.run(work) };
}

const projects = (...list: object[]): HttpResult => response(200, { projects: list, links: {} });

describe('a look-up by name', () => {
  it.each([
    [NAME, NAME],
    ['cn-north-4_a b', 'cn-north-4_a%20b'],
    ['a+b&c=d#e?f/g%41', 'a%2Bb%26c%3Dd%23e%3Ff%2Fg%2541'],
    ["it's (one)!*~", 'it%27s%20%28one%29%21%2A~'],
    ['cn-north-4_开发é', 'cn-north-4_%E5%BC%80%E5%8F%91%C3%A9'],
  ])('encodes the name: %s', async (name, encoded) => {
    const script = [projects({ id: 'p-1', name })];
    const { calls, result } = await find({ ...NAMED, name }, BY_KEYS, script);
    expect(result).toEqual(success('p-1'));
    expect(calls()).toEqual([`GET ${IAM}/v3/projects?name=${encoded}`]);
  });

  it('takes the project of that name from the list of a token', async () => {
    const list = ['cn-north-4', `${NAME}2`, NAME].map((name, index) => ({
      id: `p-${index}`,
      name,
    }));
    const { calls, result } = await find(NAMED, BY_TOKEN, [projects(...list)]);
    expect(result).toEqual(success('p-2'));
    expect(calls()).toEqual([`GET ${IAM}/v3/auth/projects`]);
  });

  const OTHERS = [
    { id: 'p-0', name: 'cn-north-4' },
    { id: 'p-1', name: 'cn-north-4_test' },
  ];
  const advice = 'Check HW_PROJECT_NAME, or give the ID of the project in project_id';

  it.each<[string, Credentials, HttpResult[], string]>([
    [
      'keys, whose filtered list is empty',
      BY_KEYS,
      [projects(), projects(...OTHERS)],
      `no project with the name ${NAME}; found: cn-north-4 (p-0), cn-north-4_test (p-1)`,
    ],
    [
      'keys that may not list all projects',
      BY_KEYS,
      [projects(), response(403, { error: { code: 403, message: 'no' } })],
      `no project with the name ${NAME}; found: unknown (IAM did not list them)`,
    ],
    [
      'a token',
      BY_TOKEN,
      [projects(...OTHERS)],
      `no project with the name ${NAME}; found: cn-north-4 (p-0), cn-north-4_test (p-1)`,
    ],
    [
      'two projects with the name',
      BY_KEYS,
      [projects({ id: 'p-0', name: NAME }, { id: 'p-1', name: NAME })],
      `2 projects with the name ${NAME}; found: ${NAME} (p-0), ${NAME} (p-1)`,
    ],
  ])('fails with the list of what is there: %s', async (_what, credentials, script, message) => {
    const { result, transport } = await find(NAMED, credentials, script);
    expect(result).toEqual({ ok: false, error: { message: `IAM knows ${message}`, advice } });
    expect(transport.sent).toHaveLength(script.length);
  });

  it.each([
    [403, `IAM does not allow these credentials to look up the project ${NAME}`],
    [404, `IAM did not return the project ${NAME} (HTTP 404)`],
  ])('does not speak of the region when it is refused with HTTP %i', async (status, message) => {
    const refused = response(status, { error: { code: status, message: 'no' } });
    const { result } = await find(NAMED, BY_KEYS, [refused]);
    if (result.ok) throw new Error('a project was found');
    expect(result.error.message).toBe(`${message}; the service says: no`);
  });

  it('shows a hostile name without workflow commands', async () => {
    const name = '::error::gotcha ##[error]x';
    const { result } = await find({ ...NAMED, name }, BY_TOKEN, [projects()]);
    if (result.ok) throw new Error('a project was found');
    expect(result.error.message).toBe(
      'IAM knows no project with the name : :error: :gotcha ## [error]x; found: none',
    );
  });
});

describe('lookupTexts', () => {
  it('explains refused credentials with the project', () => {
    const credentials = { hasToken: false, isSession: false };
    const texts = lookupTexts('the project x', credentials, RESET_ADVICE);
    expect(texts.refused(401, 'verify aksk signature fail')).toEqual({
      message: expect.stringMatching(/^the look-up of the project x failed: /),
      advice: expect.stringMatching(/^Check secret_key: /),
    });
  });
});

describe('tokenTexts', () => {
  const named: ProjectSource = { kind: 'look_up', ...NAMED };

  it.each([400, 404])('name the variable on HTTP %i', (status) => {
    const general = IAM_TOKEN_TEXTS.refused(status, '');
    expect(tokenTexts(named).refused(status, '')).toEqual({
      message: general.message,
      advice: 'Check identity_provider and HW_PROJECT_NAME, or give project_id',
    });
  });

  it.each([401, 403])('are the general ones on HTTP %i', (status) => {
    expect(tokenTexts(named).refused(status, '')).toEqual(IAM_TOKEN_TEXTS.refused(status, ''));
  });

  it.each<ProjectSource>([
    { kind: 'given', id: 'p-1' },
    { kind: 'look_up', name: 'cn-north-4', iamEndpoint: IAM },
  ])('are the general ones without the variable: %j', (project) => {
    expect(tokenTexts(project)).toBe(IAM_TOKEN_TEXTS);
  });
});
