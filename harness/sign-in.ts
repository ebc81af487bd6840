/** The action signing in, against a simulator that gives out tokens and keys. */
import { expect } from '@jest/globals';
import type {
  Fault,
  RecordedRequest,
  Simulator,
  SimulatorOptions,
} from '../simulator/simulator.ts';
import { publicKeys } from '../simulator/tokens.ts';
import { runAction } from './action.ts';
import type { ActionOptions, ActionRun } from './action.ts';
import { annotationsOf, expectConsistentReport, logOf, masksOf, reportOf } from './invariants.ts';
import { preload } from './preload.ts';
import { inputsFor, PASSWORD, withPlaceholders, withSimulator } from './scenario.ts';
import type { Inputs } from './scenario.ts';

// The first key takes a while to make; and no test may be the one that loads a library meanwhile.
await publicKeys(1);

export const REGION = 'cn-north-4';

/** The ways to sign in that this is about. */
export type AuthMethodName = 'sts' | 'iam' | 'agency' | 'keys' | 'token' | 'environment';

/** Who is asked in a run, in the order of the calls. */
export type Call =
  | 'GitHub'
  | 'STS'
  | 'IAM token'
  | 'IAM projects'
  | 'IAM projects of the token'
  | 'metadata token'
  | 'metadata keys'
  | 'reset'
  | 'something else';

export interface SignInOptions extends Omit<ActionOptions, 'inputs'> {
  /** Of the simulator; `servers` is 3 where it is left out. */
  readonly setting?: SimulatorOptions;
  readonly faults?: readonly Fault[];
  /** Changes the inputs that the way brings along; what is `undefined` is taken away. */
  readonly change?: Inputs | ((simulator: Simulator) => Inputs);
  /** Environment that depends on the simulator; wins over `env`. */
  readonly environmentFor?: (simulator: Simulator) => Readonly<Record<string, string | undefined>>;
  /** So many seconds of the action pass in one. */
  readonly timeFactor?: number;
  /** Answers were lost, so that not every secret that was given out reached the action. */
  readonly lostResponses?: boolean;
  /** Other secrets that the run is given, in the order of their masks. */
  readonly secrets?: readonly string[];
  /** The workflow is given no secrets at all. */
  readonly withoutSecrets?: boolean;
  /** Secrets that reach the run later, from something else than the simulator's own answers. */
  readonly laterSecrets?: readonly string[];
}

export interface SignInRun {
  readonly run: ActionRun;
  readonly simulator: Simulator;
  readonly calls: readonly Call[];
}

/** Sends connections to the metadata service to a simulator, or nowhere. */
export const REDIRECTED = preload('redirect-metadata');

/** The inputs of a workflow that signs in this way and gives the region instead of the project. */
export function authInputs(method: AuthMethodName, simulator: Simulator): Inputs {
  const { endpoint } = simulator;
  const services = { project_id: undefined, region: REGION, iam_endpoint: endpoint };
  const noKeys = { ...services, access_key: undefined, secret_key: undefined };
  switch (method) {
    case 'keys':
      return services;
    case 'environment':
      return noKeys;
    case 'token':
      return { ...noKeys, auth_token: simulator.authToken };
    case 'sts':
      return {
        ...noKeys,
        sts_endpoint: endpoint,
        oidc_provider_urn: simulator.oidcProviderUrn,
        agency_urn: simulator.agencyUrn,
      };
    case 'iam':
      return { ...noKeys, identity_provider: simulator.identityProvider };
    case 'agency':
      return { ...noKeys, use_ecs_agency: 'true' };
  }
}

/** The variables of a job with the permission `id-token: write`. */
export function idTokenEnvironment(simulator: Simulator): Record<string, string> {
  return {
    ACTIONS_ID_TOKEN_REQUEST_URL: simulator.idTokenRequestUrl,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: simulator.idTokenRequestToken,
  };
}

/**
 * Runs the action against a simulator of its own and checks what holds of every such run: each
 * server in one outcome, nothing told that is not so, every secret masked once and shown nowhere.
 */
export async function signInWith(
  method: AuthMethodName,
  options: SignInOptions = {},
): Promise<SignInRun> {
  const { faults = [], setting = {} } = options;
  return withSimulator(setting, async (simulator) => {
    simulator.script(...faults);
    return {
      run: await signInOn(simulator, method, options),
      simulator,
      calls: callsTo(simulator),
    };
  });
}

/** The same on a simulator that is there already. */
export async function signInOn(
  simulator: Simulator,
  method: AuthMethodName,
  options: SignInOptions = {},
): Promise<ActionRun> {
  const issuedBefore = simulator.issued.length;
  const run = await runSignIn(simulator, method, options);
  expect(run.stderr).toBe('');
  expectConsistentReport(run, simulator.serverIds);
  expectTruthfulReport(run, simulator);
  const issued = simulator.issued.slice(issuedBefore);
  const masked = new Set(masksOf(run));
  const arrived = issued.filter(
    ({ name, value }) =>
      options.lostResponses !== true ||
      masked.has(value) ||
      // The last answer of each kind is the one that a run which went well lives on.
      (run.exitCode === 0 && issued.findLast((each) => each.name === name)?.value === value),
  );
  expectMaskedAndHidden(run, simulator, [
    ...secretsGiven(simulator, method, options),
    ...arrived.map(({ value }) => value),
    ...(options.laterSecrets ?? []),
  ]);
  return run;
}

/** Runs the action on inputs that it must refuse before it sends anything. */
export async function expectSignInInputError(
  method: AuthMethodName,
  options: SignInOptions = {},
): Promise<string[]> {
  return withSimulator(options.setting ?? {}, async (simulator) => {
    const run = await runSignIn(simulator, method, options);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toBe('');
    expect(run.outputs).toEqual({});
    expect(run.summary).toBe('');
    expect(simulator.requests).toEqual([]);
    return annotationsOf(run, 'error');
  });
}

/** The run alone, for tests of what it writes under other conditions. */
export async function runSignIn(
  simulator: Simulator,
  method: AuthMethodName,
  options: SignInOptions = {},
): Promise<ActionRun> {
  const {
    change = {},
    env = {},
    environmentFor,
    nodeArguments = [],
    timeFactor,
    ...rest
  } = options;
  const changes = typeof change === 'function' ? change(simulator) : change;
  return runAction(inputsFor(simulator, { ...authInputs(method, simulator), ...changes }), {
    ...rest,
    nodeArguments: [
      ...(timeFactor === undefined ? [] : preload('fast-time')),
      ...(method === 'agency' ? REDIRECTED : []),
      ...nodeArguments,
    ],
    env: {
      ...idTokenEnvironment(simulator),
      ...(timeFactor !== undefined && { TEST_TIME_FACTOR: String(timeFactor) }),
      ...(method === 'agency' && { TEST_METADATA_PORT: new URL(simulator.endpoint).port }),
      ...env,
      ...environmentFor?.(simulator),
    },
  });
}

function secretsGiven(
  simulator: Simulator,
  method: AuthMethodName,
  options: SignInOptions,
): string[] {
  if (options.withoutSecrets === true) return [];
  const { accessKey, authToken, idTokenRequestToken, secretKey } = simulator;
  return [
    PASSWORD,
    ...(method === 'keys' ? [accessKey, secretKey] : []),
    ...(method === 'token' ? [authToken] : []),
    ...(options.secrets ?? []),
    ...(options.env !== undefined && 'ACTIONS_ID_TOKEN_REQUEST_TOKEN' in options.env
      ? []
      : [idTokenRequestToken]),
  ];
}

/** Masked once each, in this order, and found nowhere else. */
function expectMaskedAndHidden(
  run: ActionRun,
  simulator: Simulator,
  secrets: readonly string[],
): void {
  const name = (value: string): string => nameOf(value, simulator);
  expect(masksOf(run).map(name)).toEqual([...new Set(secrets)].map(name));
  const visible = [
    ...logOf(run),
    run.summary,
    run.state,
    run.exported,
    ...Object.values(run.outputs),
    JSON.stringify(run.report ?? ''),
  ].join('\n');
  const allSecrets = [...secrets, ...simulator.issued.map(({ value }) => value)];
  expect(allSecrets.filter((secret) => visible.includes(secret)).map(name)).toEqual([]);
}

/** What the simulator knows is as it was told. */
export function expectTruthfulReport(run: ActionRun, simulator: Simulator): void {
  const asked = new Set(simulator.requests.flatMap(({ serverIds }) => serverIds));
  for (const { id, outcome } of reportOf(run).servers) {
    const reset = simulator.wasReset(id);
    const isDry = run.outputs['dry_run'] === 'true';
    if (outcome === 'accepted') expect({ id, reset }).toEqual({ id, reset: !isDry });
    if (!asked.has(id)) expect({ id, outcome }).toEqual({ id, outcome: 'not_sent' });
    if (outcome === 'not_sent') expect({ id, asked: asked.has(id) }).toEqual({ id, asked: false });
  }
}

/** Every server not sent, with the same words; the step failed, and ECS was never asked. */
export function expectNotSent(
  { calls, run, simulator }: SignInRun,
  expected: {
    readonly calls: readonly Call[];
    /** What happened and what to do, as the annotation says it. */
    readonly message: string;
    readonly code?: string;
  },
): void {
  expect(calls).toEqual(expected.calls);
  expect(run.exitCode).toBe(1);
  const { servers } = reportOf(run);
  expect(servers.map(({ code, outcome }) => ({ code, outcome }))).toEqual(
    simulator.serverIds.map(() => ({ code: expected.code, outcome: 'not_sent' })),
  );
  expect(
    annotationsOf(run, 'error').map((text) => withAuthPlaceholders(text, run, simulator)),
  ).toEqual([
    `${servers.length} servers not sent: ${expected.message} Servers: ${simulator.serverIds.join(', ')}.`,
    `The reset was accepted for 0 of ${servers.length} servers, ${servers.length} not sent.`,
  ]);
  expect(run.summary).toContain(`| not sent | ${servers.length} |`);
}

/** Text with what differs from run to run replaced: secrets, times, and as `readable` does. */
export function withAuthPlaceholders(text: string, run: ActionRun, simulator: Simulator): string {
  const account = simulator.agencyUrn.split(':')[2] ?? '';
  return withPlaceholders(
    text
      .replace(
        /^::add-mask::(.*)$/gm,
        (_, value: string) => `<mask of ${nameOf(value, simulator)}>`,
      )
      .replaceAll(account, '<account>'),
    run,
    simulator,
  ).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>');
}

function nameOf(value: string, simulator: Simulator): string {
  const known: Readonly<Record<string, string>> = {
    [PASSWORD]: 'password',
    [simulator.accessKey]: 'access key',
    [simulator.secretKey]: 'secret key',
    [simulator.authToken]: 'auth token',
    [simulator.idTokenRequestToken]: 'request token',
  };
  const issued = simulator.issued.find((each) => each.value === value);
  return issued?.name ?? known[value] ?? value;
}

/** The requests that reached a simulator, by whom they ask. */
export function callsTo({ requests }: Simulator): Call[] {
  return requests.map(callOf);
}

/** For the faults of a call. */
export function isCall(...wanted: readonly Call[]): (request: RecordedRequest) => boolean {
  return (request) => wanted.includes(callOf(request));
}

function callOf({ method, path }: RecordedRequest): Call {
  const [, call] = CALLS.find(([pattern]) => pattern.test(`${method} ${path}`)) ?? [];
  return call ?? 'something else';
}

const CALLS: readonly (readonly [RegExp, Call])[] = [
  [/^GET \/idtoken\//, 'GitHub'],
  [/^POST \/v5\/agencies\/assume-with-oidc$/, 'STS'],
  [/^POST \/v3\.0\/OS-AUTH\/id-token\/tokens$/, 'IAM token'],
  [/^GET \/v3\/projects$/, 'IAM projects'],
  [/^GET \/v3\/auth\/projects$/, 'IAM projects of the token'],
  [/^PUT \/meta-data\/latest\/api\/token$/, 'metadata token'],
  [/^GET \/openstack\/latest\/securitykey$/, 'metadata keys'],
  [/^PUT \/v.*\/os-reset-passwords?$/, 'reset'],
];
