/** Runs of the action against the simulator, for nearly every scenario. */
import { expect } from '@jest/globals';
import { Simulator } from '../simulator/simulator.ts';
import type { Fault, SimulatorOptions } from '../simulator/simulator.ts';
import { runAction } from './action.ts';
import type { ActionOptions, ActionRun } from './action.ts';
import { expectConsistentReport, expectNoSecrets } from './invariants.ts';

export const PASSWORD = 'Wide-Open-8521';
export const PROJECT_ID = 'project_of-tests1';
export const ACCESS_KEY = 'ACCESSKEYOFTHETESTS1';
export const SECRET_KEY = 'SecretKeyOfTheTestsThatMustNotAppear';
export const SECURITY_TOKEN = 'SecurityToken+Of/Temporary0Keys==';
export const AUTH_TOKEN = `MII${'TokenOfTheTests+/'.repeat(20)}==`;

const SECRET_INPUTS = ['password', 'access_key', 'secret_key', 'security_token', 'auth_token'];

const SECRET_VARIABLE = /^(?:HUAWEI|HW_).*(?:KEY|KEY_ID|AK|SK|TOKEN)$/;

/** `undefined` removes an input that {@link runReset} sets. */
export type Inputs = Readonly<Record<string, string | undefined>>;

export interface ResetOptions extends ActionOptions {
  /** The servers that the report must contain, in order; by default all of the simulator. */
  readonly requested?: readonly string[];
}

/** The ID of the n-th server. */
export function serverId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

export function serverIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => serverId(index + 1));
}

/** Starts a simulator with the same servers and credentials in every run. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { servers = 3 } = options;
  const specs = typeof servers === 'number' ? Array<object>(servers).fill({}) : servers;
  return Simulator.start({
    projectId: PROJECT_ID,
    accessKey: ACCESS_KEY,
    secretKey: SECRET_KEY,
    authToken: AUTH_TOKEN,
    ...options,
    servers: specs.map((spec, index) => ({ id: serverId(index + 1), ...spec })),
  });
}

/** Starts a simulator and closes it afterwards. */
export async function withSimulator<Result>(
  options: SimulatorOptions,
  use: (simulator: Simulator) => Promise<Result>,
): Promise<Result> {
  const simulator = await startSimulator(options);
  try {
    return await use(simulator);
  } finally {
    await simulator.close();
  }
}

/** The inputs of a workflow that resets all servers of the simulator. */
export function inputsFor(simulator: Simulator, inputs: Inputs = {}): Record<string, string> {
  const all: Inputs = {
    endpoint: simulator.endpoint,
    project_id: simulator.projectId,
    access_key: simulator.accessKey,
    secret_key: simulator.secretKey,
    server_ids: simulator.serverIds.join('\n'),
    password: PASSWORD,
    ...inputs,
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Runs the action with valid inputs, and does the checks that hold for every such run. */
export async function runReset(
  simulator: Simulator,
  inputs: Inputs = {},
  options: ResetOptions = {},
): Promise<ActionRun> {
  const given = inputsFor(simulator, inputs);
  const run = await runAction(given, options);
  expectNoSecrets(run, secretsIn(given, options));
  expectConsistentReport(run, options.requested ?? simulator.serverIds);
  return run;
}

/** Runs the action against its own simulator. The closed simulator still has its requests. */
export async function runResetWith(
  setting: SimulatorOptions & { readonly faults?: readonly Fault[] },
  inputs: Inputs = {},
  options: ResetOptions = {},
): Promise<{ readonly run: ActionRun; readonly simulator: Simulator }> {
  const { faults = [], ...rest } = setting;
  return withSimulator(rest, async (simulator) => {
    simulator.script(...faults);
    return { run: await runReset(simulator, inputs, options), simulator };
  });
}

/** Runs the action with invalid inputs. Checks that it fails before the first request. */
export async function expectInputError(
  simulator: Simulator,
  inputs: Inputs,
  options: ActionOptions = {},
): Promise<ActionRun> {
  const given = inputsFor(simulator, inputs);
  const before = simulator.requests.length;
  const run = await runAction(given, options);
  expectNoSecrets(run, secretsIn(given, options));
  expect(run.exitCode).toBe(1);
  expect(run.outputs).toEqual({});
  expect(run.summary).toMatch(/^## ❌ No request was sent: \d+ inputs? must be corrected\n/u);
  expect(simulator.requests.length).toBe(before);
  return run;
}

/** The inputs in a pull request from a fork: no credentials and no password. */
export const NO_SECRETS: Inputs = { access_key: '', secret_key: '', password: '' };

/** Replaces the values that differ between runs: port, temporary folders, request IDs. */
export function withPlaceholders(text: string, run: ActionRun, simulator: Simulator): string {
  const markup = run.folders.temp.replace(/[^A-Za-z0-9 .,_-]/g, (character) => {
    return `&#${character.charCodeAt(0)};`;
  });
  return text
    .replaceAll(simulator.endpoint, '<endpoint>')
    .replaceAll(run.folders.temp, '<temp>')
    .replaceAll(markup, '<temp>')
    .replace(/reset-ecs-passwords-[A-Za-z0-9]{6}(?=\/|&#47;)/g, '<own folder>')
    .replace(/\b[0-9a-f]{32}\b/g, '<request>');
}

/** Every secret of a run, line by line, as the runner masks them. */
function secretsIn(
  inputs: Readonly<Record<string, string>>,
  { env = {} }: ActionOptions,
): string[] {
  const variables = Object.keys(env).filter((name) => SECRET_VARIABLE.test(name));
  return [
    ...SECRET_INPUTS.map((name) => inputs[name]),
    ...variables.map((name) => env[name]),
  ].flatMap((value) => value?.split(/[\r\n]+/) ?? []);
}
