/** One run of an example against a simulator of its own, and what can be expected of it. */
import assert from 'node:assert/strict';
import { Simulator } from '../../simulator/simulator.ts';
import type { ServerSpec, SimulatorOptions } from '../../simulator/simulator.ts';
import { findLeaks } from '../../harness/leaks.ts';
import { runExample } from './act.ts';
import type { Outside, WorkflowRun } from './act.ts';

/** One thing that an example has to do. */
export interface Case {
  readonly title: string;
  /** Rejects when the example does not do what it says. */
  readonly check: (play: Play) => Promise<void>;
}

/** Runs the example against a simulator of its own. */
export type Play = (options: SimulatorOptions, given: Given) => Promise<Scene>;

export const OLD = 'Before-the-run-1';
/** With a per cent sign, which workflow commands have to escape. */
export const NEW = 'Fresh%25since=2026';

/** Where the examples expect the list of servers. */
export const LIST = 'fleet/servers.txt';

export function servers(count: number): ServerSpec[] {
  return Array<ServerSpec>(count).fill({ password: OLD });
}

/** What an example is given, once the simulator runs. */
export type Given = (simulator: Simulator) => Outside;

export interface Scene {
  readonly simulator: Simulator;
  readonly run: WorkflowRun;
}

/** Runs an example against a simulator of its own, and looks for secrets in what it left behind. */
export async function playExample(
  act: string,
  example: string,
  options: SimulatorOptions,
  given: Given,
): Promise<Scene> {
  const simulator = await Simulator.start(options);
  try {
    const outside = given(simulator);
    const run = await runExample(act, example, outside);
    // A restart that the workflow asked for is made, so that the tests can check the servers afterwards.
    for (const id of restarted(run)) simulator.restart(id);
    expectNoLeak(run, simulator, outside);
    return { simulator, run };
  } finally {
    await simulator.close();
  }
}

function expectNoLeak(run: WorkflowRun, simulator: Simulator, outside: Outside): void {
  const { store, ...others } = run.outputs;
  const seen = [run.log, JSON.stringify(others), ...run.artifacts].join('\n');
  const issued = simulator.issued.map(
    ({ name, value }, index) => [`${name} ${index}`, value] as const,
  );
  const secrets = {
    new: NEW,
    request: simulator.idTokenRequestToken,
    ...outside.secrets,
    ...Object.fromEntries(issued),
  };
  assert.deepEqual(findLeaks(seen, secrets), [], 'leaked secrets');
  // The store's step has to hand the password over, and nothing else.
  assert.deepEqual(Object.keys(store ?? {}), store === undefined ? [] : ['password']);
}

/** The servers of each wave. */
export function waves(run: WorkflowRun): string[][] {
  return run.restarts.map((body) => {
    const { reboot } = body as { reboot: { type: string; servers: { id: string }[] } };
    assert.equal(reboot.type, 'SOFT');
    return reboot.servers.map(({ id }) => id);
  });
}

export function restarted(run: WorkflowRun): string[] {
  return waves(run).flat();
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

/** Looks at what the servers accept now, after the restarts that the workflow asked for. */
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
