/** Runs of the action that sign in, against a simulator that issues tokens and keys. */
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
import { MASK } from './masks.ts';
import { preload } from './preload.ts';
import { inputsFor, PASSWORD, withPlaceholders, withSimulator } from './scenario.ts';
import type { Inputs } from './scenario.ts';

// Creating the first key takes time, which must not count towards the time of a test.
await publicKeys(1);

export const REGION = 'cn-north-4';

/** How a run signs in. */
export type AuthMethodName = 'sts' | 'iam' | 'agency' | 'keys' | 'token' | 'environment';

/** The kinds of calls in a run. */
export type Call =
  | 'GitHub'
  | 'STS'
  | 'IAM token'
  | 'IAM projects'
  | 'IAM projects of the token'
  | 'metadata token'
  | 'metadata keys'
  | 'reset'
  | 'other';

export interface SignInOptions extends Omit<ActionOptions, 'inputs'> {
  /** Options of the simulator; `servers` is 3 by default. */
  readonly setting?: SimulatorOptions;
  readonly faults?: readonly Fault[];
  /** Changes to the inputs of the auth method; `undefined` removes an input. */
  readonly change?: Inputs | ((simulator: Simulator) => Inputs);
  /** Environment that depends on the simulator; overrides `env`. */
  readonly environmentFor?: (simulator: Simulator) => Readonly<Record<string, string | undefined>>;
  /** How many seconds pass for the action in one second. */
  readonly timeFactor?: number;
  /** Responses were lost, so the action did not receive every issued secret. */
  readonly lostResponses?: boolean;
  /** Other secrets of the run, in the order in which they are masked. */
  readonly secrets?: readonly string[];
  /** The workflow has no secrets at all. */
  readonly withoutSecrets?: boolean;
  /** Secrets that the run receives later from scripted responses. */
  readonly laterSecrets?: readonly string[];
}

export interface SignInRun {
  readonly run: ActionRun;
  readonly simulator: Simulator;
  readonly calls: readonly Call[];
}

/** Redirects connections to the metadata service to a simulator, or makes them fail. */
export const REDIRECTED = preload('redirect-metadata');

/** The inputs of a workflow that signs in with this method and sets a region but no project. */
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
 * Runs the action against its own simulator. Checks that each server has one outcome, that the report
 * agrees with the simulator, and that every secret is masked once and appears nowhere else.
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

/** Does the same with an existing simulator. */
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
  const received = issued.filter(
    ({ name, value }) =>
      options.lostResponses !== true ||
      masked.has(value) ||
      // A successful run received the last secret of each kind.
      (run.exitCode === 0 && issued.findLast((each) => each.name === name)?.value === value),
  );
  expectMaskedAndHidden(run, simulator, [
    ...secretsGiven(simulator, method, options),
    ...received.map(({ value }) => value),
    ...(options.laterSecrets ?? []),
  ]);
  return run;
}

/** Runs the action with invalid inputs. Checks that it fails before the first request. */
export async function expectSignInInputError(
  method: AuthMethodName,
  options: SignInOptions = {},
): Promise<string[]> {
  return withSimulator(options.setting ?? {}, async (simulator) => {
    const run = await runSignIn(simulator, method, options);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toBe('');
    expect(run.outputs).toEqual({});
    expect(run.summary).toMatch(/^## ❌ No request was sent: \d+ inputs? must be corrected\n/u);
    expect(simulator.requests).toEqual([]);
    return annotationsOf(run, 'error');
  });
}

/** Runs the action without any checks. */
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

/** Checks that the secrets are masked once each, in this order, and appear nowhere else. */
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

/** Checks that the report agrees with the simulator. */
export function expectTruthfulReport(run: ActionRun, simulator: Simulator): void {
  const requested = new Set(simulator.requests.flatMap(({ serverIds }) => serverIds));
  for (const { id, outcome } of reportOf(run).servers) {
    const reset = simulator.wasReset(id);
    const isDry = run.outputs['dry_run'] === 'true';
    if (outcome === 'accepted') expect({ id, reset }).toEqual({ id, reset: !isDry });
    if (!requested.has(id)) expect({ id, outcome }).toEqual({ id, outcome: 'not_sent' });
    if (outcome === 'not_sent')
      expect({ id, requested: requested.has(id) }).toEqual({ id, requested: false });
  }
}

/** Checks that no server was sent, that all have the same message and that the step failed. */
export function expectNotSent(
  { calls, run, simulator }: SignInRun,
  expected: {
    readonly calls: readonly Call[];
    /** What happened and what to do, as in the annotation. */
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
    `The reset of 0 of ${servers.length} servers was accepted, ${servers.length} not sent.`,
  ]);
  expect(run.summary).toContain(`**${servers.length}** not sent`);
}

/** Replaces secrets and times too, in addition to {@link withPlaceholders}. */
export function withAuthPlaceholders(text: string, run: ActionRun, simulator: Simulator): string {
  const account = simulator.agencyUrn.split(':')[2] ?? '';
  return withPlaceholders(
    text
      .replace(
        new RegExp(`${MASK.source}(.*)$`, 'gm'),
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

/** The kinds of the requests that a simulator received. */
export function callsTo({ requests }: Simulator): Call[] {
  return requests.map(callOf);
}

/** Matches the requests of these kinds, for scripted faults. */
export function isCall(...wanted: readonly Call[]): (request: RecordedRequest) => boolean {
  return (request) => wanted.includes(callOf(request));
}

function callOf({ method, path }: RecordedRequest): Call {
  const [, call] = CALLS.find(([pattern]) => pattern.test(`${method} ${path}`)) ?? [];
  return call ?? 'other';
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
