/** Runs of the action `restart` against the simulator, at thirty times the speed. */
import { expect } from '@jest/globals';
import type { Fault, Simulator, SimulatorOptions } from '../simulator/simulator.ts';
import { runAction } from './action.ts';
import type { ActionOptions, ActionRun } from './action.ts';
import { expectNoSecrets } from './invariants.ts';
import { preload } from './preload.ts';
import { inputsFor, withSimulator } from './scenario.ts';
import type { Inputs } from './scenario.ts';
import { expectServerReport, serverReportOf } from './server-report.ts';
import type { ServerAction } from './server-report.ts';

/** What the reports of `restart` consist of. */
export const RESTART: ServerAction = {
  name: 'restart',
  outcomes: ['restarted', 'stopped', 'failed', 'unknown', 'not_started'],
  remaining: ['failed', 'not_started'],
  hasDryRun: true,
  withoutReason: ['restarted', 'stopped', 'unknown'],
};

export interface RestartRunOptions extends Omit<ActionOptions, 'action'> {
  /** The servers that the report must contain, in order; by default all of the simulator. */
  readonly requested?: readonly string[];
}

/** Runs the action with valid inputs, and does the checks that hold for every such run. */
export async function runRestart(
  simulator: Simulator,
  inputs: Inputs = {},
  options: RestartRunOptions = {},
): Promise<ActionRun> {
  // A request may take 20 real seconds.
  const given = inputsFor(simulator, { password: undefined, request_timeout: '600', ...inputs });
  const run = await runAction(given, {
    nodeArguments: preload('fast-time'),
    ...options,
    env: { TEST_TIME_FACTOR: '30', ...options.env },
    action: 'restart',
  });
  expectNoSecrets(run, [
    given['access_key'] ?? '',
    given['secret_key'] ?? '',
    given['auth_token'] ?? '',
  ]);
  expectServerReport(run, options.requested ?? simulator.serverIds, {
    ...RESTART,
    // A dry run leaves nothing to do.
    ...(run.outputs['dry_run'] === 'true' && { remaining: [] }),
  });
  expectTruthfulRestart(run, simulator);
  return run;
}

/** Runs the action against its own simulator. The closed simulator still has its requests. */
export async function runRestartWith(
  setting: SimulatorOptions & { readonly faults?: readonly Fault[] },
  inputs: Inputs = {},
  options: RestartRunOptions = {},
): Promise<{ readonly run: ActionRun; readonly simulator: Simulator }> {
  const { faults = [], ...rest } = setting;
  return withSimulator(rest, async (simulator) => {
    simulator.script(...faults);
    return { run: await runRestart(simulator, inputs, options), simulator };
  });
}

/** The requests that restart or start servers. */
export function powerRequests({ requests }: Simulator): Simulator['requests'] {
  return requests.filter(({ path }) => path.endsWith('/cloudservers/action'));
}

/** Checks that the report of a restart does not contradict the simulator. */
export function expectTruthfulRestart(run: ActionRun, simulator: Simulator): void {
  const requested = powerRequests(simulator).flatMap(({ serverIds }) => serverIds);
  // No server is in two requests.
  expect(new Set(requested).size).toBe(requested.length);
  for (const { id, outcome } of serverReportOf(run).servers) {
    const restarts = simulator.serverIds.includes(id) ? simulator.restartsOf(id) : 0;
    if (outcome === 'restarted') expect({ id, restarts }).toEqual({ id, restarts: 1 });
    if (outcome === 'stopped' || outcome === 'not_started') {
      expect({ id, isRequested: requested.includes(id) }).toEqual({ id, isRequested: false });
    }
  }
}
