/** Runs of the action `select` against the simulator. */
import { readFile } from 'node:fs/promises';
import { expect } from '@jest/globals';
import * as z from 'zod/mini';
import type { Fault, Simulator, SimulatorOptions } from '../simulator/simulator.ts';
import { runAction } from './action.ts';
import type { ActionOptions, ActionRun } from './action.ts';
import { expectNoSecrets } from './invariants.ts';
import { inputsFor, withSimulator } from './scenario.ts';
import type { Inputs } from './scenario.ts';
import { expectServerReport } from './server-report.ts';
import type { ServerAction } from './server-report.ts';

/** What the reports of `select` consist of. */
export const SELECT: ServerAction = {
  name: 'select',
  outcomes: ['ready', 'not_ready', 'unknown', 'excluded'],
  hasDryRun: false,
  withoutReason: ['ready'],
  lists: { server_ids: ({ outcome }) => outcome === 'ready' },
};

export interface SelectOptions extends Omit<ActionOptions, 'action'> {
  /** The servers that the report must contain, in order; by default all of the simulator. */
  readonly requested?: readonly string[];
}

/** A run of the action, and the file with the ready servers. */
export interface SelectRun extends ActionRun {
  readonly ready: readonly z.infer<typeof Ready>[number][];
  /** The content of the file. */
  readonly readyFile: string;
}

const Ready = z.array(z.strictObject({ id: z.string(), name: z.string(), os: z.string() }));

/** Runs the action with valid inputs, and does the checks that hold for every such run. */
export async function runSelect(
  simulator: Simulator,
  inputs: Inputs = {},
  options: SelectOptions = {},
): Promise<SelectRun> {
  const given = inputsFor(simulator, { password: undefined, ...inputs });
  let readyFile = '';
  const run = await runAction(given, {
    ...options,
    action: 'select',
    onEnd: async (outputs, folders) => {
      await options.onEnd?.(outputs, folders);
      const path = outputs['server_ids_file'] ?? '';
      if (path !== '') readyFile = await readFile(path, 'utf8');
    },
  });
  expectNoSecrets(run, [
    given['access_key'] ?? '',
    given['secret_key'] ?? '',
    given['auth_token'] ?? '',
  ]);
  expectServerReport(run, options.requested ?? simulator.serverIds, SELECT);
  return { ...run, readyFile, ready: Ready.parse(JSON.parse(readyFile)) };
}

/** Runs the action against its own simulator. The closed simulator still has its requests. */
export async function runSelectWith(
  setting: SimulatorOptions & { readonly faults?: readonly Fault[] },
  inputs: Inputs = {},
  options: SelectOptions = {},
): Promise<{ readonly run: SelectRun; readonly simulator: Simulator }> {
  const { faults = [], ...rest } = setting;
  return withSimulator(rest, async (simulator) => {
    simulator.script(...faults);
    return { run: await runSelect(simulator, inputs, options), simulator };
  });
}

/** Runs the action with invalid inputs. Checks that it fails before the first request. */
export async function expectSelectInputError(
  simulator: Simulator,
  inputs: Inputs,
  options: Omit<ActionOptions, 'action'> = {},
): Promise<ActionRun> {
  const given = inputsFor(simulator, { password: undefined, ...inputs });
  const run = await runAction(given, { ...options, action: 'select' });
  expectNoSecrets(run, [given['secret_key'] ?? '']);
  expect(run.exitCode).toBe(1);
  expect(run.outputs).toEqual({});
  expect(run.summary).toContain('Selection of servers');
  expect(simulator.requests).toEqual([]);
  return run;
}
