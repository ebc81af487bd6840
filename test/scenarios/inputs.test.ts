import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { RecordedRequest, Simulator, SimulatorOptions } from '../../simulator/simulator.ts';
import type { ActionOptions } from '../../harness/action.ts';
import { INPUT_DEFAULTS, INPUT_NAMES } from '../../harness/action-file.ts';
import { annotationsOf, listIn, logOf } from '../../harness/invariants.ts';
import {
  AUTH_TOKEN,
  inputsFor,
  PASSWORD,
  PROJECT_ID,
  runReset,
  SECRET_KEY,
  SECURITY_TOKEN,
  serverId,
  withPlaceholders,
  withSimulator,
} from '../../harness/scenario.ts';
import type { Inputs } from '../../harness/scenario.ts';
import { isCall, REGION, signInWith } from '../../harness/sign-in.ts';
import type { AuthMethodName, Call, SignInOptions } from '../../harness/sign-in.ts';

const IDS = [serverId(1), serverId(2), serverId(3)] as const;

interface ValidInput {
  readonly form: string;
  readonly inputs: Inputs;
  readonly simulator?: SimulatorOptions;
  readonly options?: ActionOptions;
  /** The expected first request; every server is accepted. */
  readonly request?: Readonly<Partial<RecordedRequest>>;
  readonly requests?: number;
  readonly warning?: string;
}

const LONGEST_PROJECT_ID = 'Az09_-'.repeat(11).slice(0, 64);
const SHORTEST_PASSWORD = 'Ab345678';
const LONGEST_PASSWORD = 'Ab345678!@%-_=+[]:./?90123';
const WITH_NAME_PARTS = 'Str-ange-8521';

const password = (text: string): Pick<ValidInput, 'inputs' | 'request'> => ({
  inputs: { password: text },
  request: {
    body: { new_password: text, dry_run: false, servers: IDS.map((id) => ({ id })) },
  },
});

/** Valid values of every input; server-lists.test.ts has more for the lists of servers. */
const VALID: Readonly<Record<string, readonly ValidInput[]>> = {
  project_id: [
    {
      form: 'of 64 characters',
      simulator: { projectId: LONGEST_PROJECT_ID },
      inputs: { project_id: LONGEST_PROJECT_ID },
      request: { path: `/v1/${LONGEST_PROJECT_ID}/cloudservers/os-reset-passwords` },
    },
    {
      form: 'of one character, with blanks around',
      simulator: { projectId: 'p' },
      inputs: { project_id: ' p\n' },
      request: { path: '/v1/p/cloudservers/os-reset-passwords' },
    },
  ],
  server_ids: [{ form: 'on lines', inputs: {}, request: { serverIds: [...IDS] } }],
  server_ids_file: [
    {
      form: 'in the workspace',
      inputs: { server_ids: '', server_ids_file: 'list.txt' },
      options: {
        prepare: ({ workspace }) => writeFile(join(workspace, 'list.txt'), IDS.join('\n')),
      },
      request: { serverIds: [...IDS] },
    },
  ],
  password: [
    { form: 'of 8 characters', ...password(SHORTEST_PASSWORD) },
    { form: 'of 26 characters, with every special one', ...password(LONGEST_PASSWORD) },
    {
      form: 'with the further characters of v2.1',
      inputs: { api: 'v2.1', password: 'Ab3$^{},' },
      request: { body: { 'reset-password': { new_password: 'Ab3$^{},' } } },
      requests: 3,
    },
  ],
  dry_run: [
    { form: 'true', inputs: { dry_run: 'true' }, request: { dryRun: true, applied: [] } },
    { form: 'TRUE', inputs: { dry_run: 'TRUE' }, request: { dryRun: true, applied: [] } },
    { form: 'false', inputs: { dry_run: 'false' }, request: { dryRun: false, applied: [...IDS] } },
    { form: 'auto', inputs: { dry_run: 'auto' }, request: { dryRun: false, applied: [...IDS] } },
  ],
  region: [{ form: 'with an endpoint, which takes precedence', inputs: { region: 'cn-north-4' } }],
  endpoint: [{ form: 'of localhost with http', inputs: {} }],
  access_key: [{ form: 'with blanks around', inputs: { access_key: ' ACCESSKEYOFTHETESTS1 ' } }],
  secret_key: [{ form: 'with a line end', inputs: { secret_key: `${SECRET_KEY}\n` } }],
  security_token: [
    {
      form: 'with the characters of Base64',
      simulator: { securityToken: SECURITY_TOKEN },
      inputs: { security_token: SECURITY_TOKEN },
    },
  ],
  auth_token: [
    { form: 'alone', inputs: { access_key: '', secret_key: '', auth_token: AUTH_TOKEN } },
  ],
  api: [
    { form: 'batch', inputs: { api: 'batch' }, requests: 1 },
    { form: 'v1', inputs: { api: 'v1' }, requests: 3 },
    { form: 'V1', inputs: { api: 'V1' }, requests: 3 },
    { form: 'v2.1', inputs: { api: 'v2.1' }, requests: 3 },
  ],
  check_password: [
    {
      form: 'false',
      inputs: { api: 'v1', check_password: 'False' },
      request: { rawBody: `{"reset-password":{"new_password":"${PASSWORD}"}}` },
      requests: 3,
    },
  ],
  os: [
    { form: 'any', inputs: { os: 'any' } },
    { form: 'windows', inputs: { os: 'windows' } },
    {
      form: 'linux, with a warning about a part of Administrator',
      inputs: { os: 'linux', api: 'v2.1', password: WITH_NAME_PARTS },
      request: { body: { 'reset-password': { new_password: WITH_NAME_PARTS } } },
      requests: 3,
      warning: 'password must not contain three consecutive characters of Administrator',
    },
    {
      form: 'linux, with a warning about a leading /',
      inputs: { os: 'linux', password: '/Wide-Open-8521' },
      warning: 'password must not begin with /',
    },
  ],
  batch_size: [
    { form: '1', inputs: { batch_size: '1' }, requests: 3 },
    { form: '1000', inputs: { batch_size: '1000' }, requests: 1 },
  ],
  concurrency: [
    { form: '1', inputs: { concurrency: '1' } },
    { form: '32', inputs: { concurrency: '32' } },
  ],
  max_retries: [
    { form: '0', inputs: { max_retries: '0' } },
    { form: '20', inputs: { max_retries: '20' } },
  ],
  wait_for_servers: [
    { form: '0', inputs: { wait_for_servers: '0' } },
    { form: '86400', inputs: { wait_for_servers: '86400' } },
  ],
  retry_unknown_after: [
    { form: '0', inputs: { retry_unknown_after: '0' } },
    { form: '86400', inputs: { retry_unknown_after: '86400' } },
  ],
  request_timeout: [
    { form: '1', inputs: { request_timeout: '1' } },
    { form: '600', inputs: { request_timeout: '600' } },
  ],
  timeout: [
    { form: '5', inputs: { timeout: '5' } },
    { form: '86400', inputs: { timeout: '86400' } },
  ],
};

interface SignInForm extends Pick<SignInOptions, 'change' | 'setting'> {
  readonly form: string;
  readonly method: AuthMethodName;
  /** The expected content of one call; every server is accepted. */
  readonly call: readonly [Call, Readonly<Partial<RecordedRequest>>];
}

const inBody = (part: object): Partial<RecordedRequest> => ({
  body: expect.objectContaining(part),
});
const session = (seconds: string, timeout = '600'): SignInForm => ({
  form: `${seconds} with timeout ${timeout}`,
  method: 'sts',
  setting: { signIn: { agency: { maxSessionSeconds: 43_200 } } },
  change: { session_duration: seconds, timeout },
  call: ['STS', inBody({ duration_seconds: Number(seconds) })],
});

/** Valid values of the inputs that sign in without stored keys or find the project. */
const SIGN_IN: Readonly<Record<string, readonly SignInForm[]>> = {
  oidc_provider_urn: [
    {
      form: 'with blanks around',
      method: 'sts',
      change: ({ oidcProviderUrn }) => ({ oidc_provider_urn: ` ${oidcProviderUrn}\n` }),
      call: ['STS', inBody({ provider_urn: expect.stringMatching(/^iam::.+:github$/) })],
    },
  ],
  agency_urn: [
    {
      form: 'with blanks around',
      method: 'sts',
      change: ({ agencyUrn }) => ({ agency_urn: ` ${agencyUrn}\n` }),
      call: ['STS', inBody({ agency_urn: expect.stringMatching(/^iam::.+:agency:[a-z-]+$/) })],
    },
  ],
  session_duration: [session('900'), session('900', '840'), session('43200', '5')],
  identity_provider: [
    {
      form: 'with blanks around',
      method: 'iam',
      change: ({ identityProvider }) => ({ identity_provider: ` ${identityProvider}\n` }),
      call: ['IAM token', { method: 'POST' }],
    },
  ],
  oidc_audience: (['sts', 'iam'] as const).map((method) => ({
    form: `of one's own (${method})`,
    method,
    setting: { signIn: { audience: 'urn:fleet/a?b=c&d' } },
    change: { oidc_audience: 'urn:fleet/a?b=c&d' },
    call: ['GitHub', { query: 'api-version=2.0&audience=urn%3Afleet%2Fa%3Fb%3Dc%26d' }],
  })),
  use_ecs_agency: [
    ...['true', 'TRUE'].map((word): SignInForm => ({
      form: word,
      method: 'agency',
      change: { use_ecs_agency: word },
      call: ['metadata keys', { method: 'GET' }],
    })),
    {
      form: 'False beside keys',
      method: 'keys',
      change: { use_ecs_agency: 'False' },
      call: ['reset', { method: 'PUT' }],
    },
  ],
  iam_endpoint: [
    {
      form: 'with a slash at its end',
      method: 'iam',
      change: ({ endpoint }) => ({ iam_endpoint: `${endpoint}/` }),
      call: ['IAM token', { method: 'POST' }],
    },
    {
      form: 'of localhost by name',
      method: 'keys',
      change: ({ endpoint }) => ({ iam_endpoint: endpoint.replace('127.0.0.1', 'localhost') }),
      call: ['IAM projects', { query: `name=${REGION}` }],
    },
  ],
  sts_endpoint: [
    {
      form: 'with a slash at its end',
      method: 'sts',
      change: ({ endpoint }) => ({ sts_endpoint: `${endpoint}/` }),
      call: ['STS', { query: '' }],
    },
  ],
  region: [
    {
      form: 'that selects the project',
      method: 'keys',
      setting: { projects: [{ id: PROJECT_ID, name: 'eu-west-101' }] },
      change: { region: ' eu-west-101 ' },
      call: ['IAM projects', { query: 'name=eu-west-101' }],
    },
  ],
};

/** These need a secret store: `password-secret.test.ts` has their values. */
const OF_THE_SECRET_STORE = ['csms_endpoint', 'password_secret'];

it('every input of action.yml has a valid value here', () => {
  const listed = new Set([...Object.keys(VALID), ...Object.keys(SIGN_IN), ...OF_THE_SECRET_STORE]);
  expect([...listed].sort()).toEqual([...INPUT_NAMES].sort());
});

const CASES = Object.entries(VALID).flatMap(([input, forms]) =>
  forms.map((form) => ({ input, ...form })),
);

describe('a valid value of', () => {
  it.concurrent.each(CASES)('$input: $form', async (good) => {
    await withSimulator(good.simulator ?? {}, async (simulator) => {
      const run = await runReset(simulator, good.inputs, good.options);

      expect(annotationsOf(run, 'error')).toEqual([]);
      expect(run.exitCode).toBe(0);
      expect(listIn(run, 'accepted_server_ids')).toEqual(IDS);
      expect(simulator.requests).toHaveLength(good.requests ?? 1);
      expect(simulator.requests.flatMap((request) => request.serverIds).sort()).toEqual(IDS);
      expect(simulator.requests[0]).toMatchObject(good.request ?? {});
      expect(annotationsOf(run, 'warning')).toEqual(
        good.warning === undefined ? [] : [expect.stringContaining(good.warning)],
      );
    });
  });
});

const SIGN_IN_CASES = Object.entries(SIGN_IN).flatMap(([input, forms]) =>
  forms.map((form) => ({ input, ...form })),
);

describe('a valid value for signing in:', () => {
  it.concurrent.each(SIGN_IN_CASES)('$input: $form', async ({ call, method, ...good }) => {
    const { change = {}, setting = {} } = good;
    const { run, simulator } = await signInWith(method, { change, setting });

    expect(annotationsOf(run, 'error')).toEqual([]);
    expect(annotationsOf(run, 'warning')).toEqual([]);
    expect(listIn(run, 'accepted_server_ids')).toEqual(IDS);
    const [name, expected] = call;
    expect(simulator.requests.filter(isCall(name))).toEqual([expect.objectContaining(expected)]);
  });
});

describe('an input that is not set', () => {
  const withDefaults = (simulator: Simulator, change: (value: string) => string): Inputs => {
    const given = new Set(Object.keys(inputsFor(simulator)));
    return Object.fromEntries(
      Object.entries(INPUT_DEFAULTS).flatMap(([name, value]) =>
        given.has(name) ? [] : [[name, change(value)]],
      ),
    );
  };

  it.concurrent.each([
    { how: 'given as its default', change: (value: string) => value },
    { how: 'given as an empty text', change: () => '' },
    { how: 'given as blanks', change: () => ' \n ' },
  ])('is the same as $how', async ({ change }) => {
    await withSimulator({}, async (simulator) => {
      const bare = await runReset(simulator);
      const full = await runReset(simulator, withDefaults(simulator, change));

      expect(withPlaceholders(full.stdout, full, simulator)).toBe(
        withPlaceholders(bare.stdout, bare, simulator),
      );
      expect(full.exitCode).toBe(0);
      const [one, other, ...rest] = simulator.requests;
      expect(rest).toEqual([]);
      expect([other?.path, other?.rawBody]).toEqual([one?.path, one?.rawBody]);
    });
  });
});

describe('endpoint', () => {
  it.concurrent.each([
    { form: 'with a slash at its end', change: (url: string) => `${url}/`, path: '' },
    { form: 'in capitals', change: (url: string) => url.replace('http', 'HTTP'), path: '' },
    { form: 'localhost', change: (url: string) => url.replace('127.0.0.1', 'LocalHost'), path: '' },
    { form: 'with a path', change: (url: string) => `${url}/ecs/v0/`, path: '/ecs/v0' },
  ])('$form', async ({ change, path }) => {
    await withSimulator({}, async (simulator) => {
      await runReset(simulator, { endpoint: change(simulator.endpoint) });

      expect(simulator.requests.map((request) => request.path)).toEqual([
        `${path}/v1/${simulator.projectId}/cloudservers/os-reset-passwords`,
      ]);
    });
  });
});

describe('limits of retries', () => {
  const FAILING = { status: 503, forever: true };

  it.concurrent.each([
    { retries: '0', requests: 1 },
    { retries: '1', requests: 2 },
  ])('max_retries $retries: $requests requests', async ({ retries, requests }) => {
    await withSimulator({}, async (simulator) => {
      simulator.script(FAILING);
      const run = await runReset(simulator, { max_retries: retries });

      expect(run.exitCode).toBe(1);
      expect(simulator.requests).toHaveLength(requests);
      // A retry sends the same bytes.
      expect(new Set(simulator.requests.map(({ rawBody }) => rawBody)).size).toBe(1);
      expect(logOf(run).filter((line) => line.includes('the next one begins in'))).toHaveLength(
        requests - 1,
      );
      expect(listIn(run, 'unknown_server_ids')).toEqual(IDS);
    });
  });
});
