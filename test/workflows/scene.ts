/** Runs of examples against one simulator, and what can be expected of them. */
import assert from 'node:assert/strict';
import { preload } from '../../harness/preload.ts';
import { findLeaks } from '../../harness/leaks.ts';
import { Simulator } from '../../simulator/simulator.ts';
import type { ServerSpec, SimulatorOptions } from '../../simulator/simulator.ts';
import { SshServer } from '../../simulator/ssh.ts';
import { runExample } from './act.ts';
import type { Outside, WorkflowRun } from './act.ts';

/** One thing that an example has to do. */
export interface Case {
  readonly title: string;
  /** Rejects when the example does not do what it says. */
  readonly check: (play: Play) => Promise<void>;
}

export interface SceneOptions extends SimulatorOptions {
  /** Whether an SSH server runs at the address of each server; then `servers` are properties. */
  readonly ssh?: boolean;
}

/** Runs the example against a new simulator. */
export type Play = (options: SceneOptions, given: Given) => Promise<Scene>;

/** What an example is given, once the simulator runs. */
export type Given = (simulator: Simulator, ssh: readonly SshServer[]) => Outside;

export interface Scene {
  readonly simulator: Simulator;
  /** In the order of the servers. */
  readonly ssh: readonly SshServer[];
  readonly run: WorkflowRun;
  /** Runs the example again, with the same servers. */
  readonly again: (given: Given) => Promise<WorkflowRun>;
}

export const OLD = 'Before-the-run-1';
/** With a per cent sign, which workflow commands have to escape. */
export const NEW = 'Fresh%25since=2026';

/** Where the examples expect the list of servers, and their host keys. */
export const LIST = 'fleet/servers.txt';
export const KNOWN_HOSTS = 'fleet/known_hosts';

/** The name of the secret in the examples. */
export const SECRET = 'fleet-root';

export function servers(count: number): ServerSpec[] {
  return Array<ServerSpec>(count).fill({ password: OLD });
}

/**
 * Runs one case of an example, and looks for secrets in what each run left behind.
 *
 * @param onRun called after each run
 */
export async function checkCase(
  act: string,
  example: string,
  { check }: Case,
  onRun: (run: WorkflowRun) => void,
): Promise<void> {
  const open: { close: () => Promise<void> }[] = [];
  const play: Play = async (options, given) => {
    const simulator = await Simulator.start({ ...options, servers: addressed(options) });
    open.push(simulator);
    const ssh = options.ssh === true ? await startSsh(simulator) : [];
    open.push(...ssh);
    const again = async (given: Given): Promise<WorkflowRun> => {
      const outside = given(simulator, ssh);
      const run = await runExample(act, example, outside);
      onRun(run);
      expectNoLeak(run, simulator, outside);
      return run;
    };
    return { simulator, ssh, run: await again(given), again };
  };
  try {
    await check(play);
  } finally {
    await Promise.all(open.map((one) => one.close()));
  }
}

/** The address of the server with this index, one of its own on loopback. */
function addressOf(index: number): string {
  return `127.0.1.${index + 1}`;
}

function addressed({ servers: given = 0, ssh }: SceneOptions): readonly ServerSpec[] {
  const specs = typeof given === 'number' ? Array<ServerSpec>(given).fill({}) : given;
  if (ssh !== true) return specs;
  return specs.map((spec, index) => ({ ...spec, addresses: [{ addr: addressOf(index) }] }));
}

/** Starts the SSH servers, all at the same port. */
async function startSsh(simulator: Simulator): Promise<SshServer[]> {
  const started: SshServer[] = [];
  for (const [index, id] of simulator.serverIds.entries()) {
    const port = started[0]?.port ?? 0;
    started.push(
      await SshServer.start(() => simulator.passwordNow(id), { host: addressOf(index), port }),
    );
  }
  return started;
}

function expectNoLeak(run: WorkflowRun, simulator: Simulator, outside: Outside): void {
  // Without the IDs, of which a large fleet has thousands: looking for secrets would take minutes.
  const seen = [run.log, JSON.stringify(run.outputs), ...Object.values(run.artifacts)]
    .join('\n')
    .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'ID');
  const values = [
    ...simulator.issued.map(({ name, value }) => [name, value] as const),
    ...simulator.csms.versions(SECRET).map(({ id, value }) => [id, value] as const),
  ];
  const secrets = {
    new: NEW,
    request: simulator.idTokenRequestToken,
    ...outside.secrets,
    ...Object.fromEntries(values.map(([name, value], index) => [`${name} ${index}`, value])),
  };
  assert.deepEqual(findLeaks(seen, secrets), [], 'leaked secrets');
}

/** Lets the waits of the actions pass faster by this factor. */
export function fastTime(factor: number): Record<string, string> {
  const [option = '', file = ''] = preload('fast-time');
  return { NODE_OPTIONS: `${option}=${file}`, TEST_TIME_FACTOR: String(factor) };
}

/** The servers of each restart, in order. */
export function waves(simulator: Simulator): (readonly string[])[] {
  return simulator.requests
    .filter(({ method, path }) => method === 'POST' && path.endsWith('/cloudservers/action'))
    .map(({ serverIds }) => serverIds);
}

export function expectJobs(run: WorkflowRun, jobs: Readonly<Record<string, string>>): void {
  assert.deepEqual(run.jobs, jobs, run.log);
  const green = Object.values(jobs).every((result) => result === 'success');
  assert.equal(run.exitCode === 0, green, `exit code of act: ${String(run.exitCode)}`);
}

/** Looks at what the servers accept after their next start. */
export function expectAfterRestart(simulator: Simulator, passwords: readonly string[]): void {
  assert.deepEqual(
    simulator.serverIds.map((id) => simulator.passwordAfterRestart(id)),
    passwords,
  );
}

/** Looks at what the servers accept now. */
export function expectNow(simulator: Simulator, passwords: readonly string[]): void {
  assert.deepEqual(
    simulator.serverIds.map((id) => simulator.passwordNow(id)),
    passwords,
  );
}

export function expectUntouched(simulator: Simulator): void {
  assert.deepEqual(
    simulator.serverIds.filter((id) => simulator.wasReset(id)),
    [],
  );
}

/** An output that holds JSON; empty text when it is not set. */
export function output(run: WorkflowRun, step: string, name: string): unknown {
  return JSON.parse(run.outputs[step]?.[name] ?? '""');
}

/** The secrets of workflows that sign in by keys. */
export function keys(simulator: Simulator): Record<string, string> {
  return { ACCESS_KEY: simulator.accessKey, SECRET_KEY: simulator.secretKey };
}

/** The file with all servers. */
export function list(simulator: Simulator): Record<string, string> {
  return { [LIST]: `${simulator.serverIds.join('\n')}\n` };
}
