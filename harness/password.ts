/** Runs of the action `password` against the simulator. */
import { expect } from '@jest/globals';
import * as z from 'zod/mini';
import type { Simulator } from '../simulator/simulator.ts';
import { runAction } from './action.ts';
import { actionFile } from './action-file.ts';
import type { ActionOptions, ActionRun } from './action.ts';
import { logOf, masksOf } from './invariants.ts';
import { findLeaks } from './leaks.ts';
import { inputsFor } from './scenario.ts';
import type { Inputs } from './scenario.ts';
import { RunFacts } from './server-report.ts';

export const SECRET_NAME = 'fleet-root';
/** The password in force before the first rotation. */
export const OLD_PASSWORD = 'In-Force=4711/x';

const Text = z.optional(z.string());
const Report = z.strictObject({
  version: z.literal(1),
  action: z.literal('password'),
  mode: z.enum(['prepare', 'promote', 'abandon']),
  dry_run: z.boolean(),
  secret_name: z.string(),
  ending: z.enum(['skipped', 'failed', 'planned', 'done']),
  result: Text,
  message: Text,
  code: Text,
  request_id: Text,
  version_id: Text,
  previous_version_id: Text,
  due: z.optional(z.boolean()),
  resumed: z.optional(z.boolean()),
  versions: z.array(z.strictObject({ id: z.string(), stages: z.array(z.string()), created: Text })),
  steps: z.array(
    z.strictObject({
      step: z.enum(['create_version', 'set_stage', 'delete_stage']),
      stage: z.string(),
      version_id: Text,
      outcome: z.enum(['done', 'failed', 'planned']),
      code: Text,
      message: Text,
      request_id: Text,
    }),
  ),
  run: RunFacts,
});
export type PasswordReport = z.infer<typeof Report>;

/** The report file, which every run with valid inputs writes. */
export function passwordReportOf(run: ActionRun): PasswordReport {
  return Report.parse(run.report);
}

/** Checks that outputs and report agree, and that the step passes only when nothing failed. */
export function expectPasswordReport(run: ActionRun): void {
  const { outputs } = run;
  expect(Object.keys(outputs).sort()).toEqual([...actionFile('password').outputNames].sort());
  const report = passwordReportOf(run);
  const { dry_run: dryRun, ending, mode, secret_name: name, version_id: id = '' } = report;
  const hasResult = ending === 'planned' || ending === 'done';
  const isUsable = hasResult && mode !== 'abandon' && id !== '';
  expect(outputs).toMatchObject({
    version_id: hasResult ? id : '',
    previous_version_id: hasResult ? (report.previous_version_id ?? '') : '',
    password_secret: isUsable ? `${name}@${id}` : '',
    due: report.due === undefined ? '' : String(report.due),
    resumed: report.resumed === undefined ? '' : String(report.resumed),
    dry_run: String(dryRun),
  });
  expect(run.exitCode).toBe(ending === 'failed' ? 1 : 0);
  expect(report.steps.some(({ outcome }) => outcome === 'planned') && !dryRun).toBe(false);
  expect(report.steps.every(({ outcome }) => outcome === 'planned') || !dryRun).toBe(true);
}

/**
 * Checks that a run which names a pending version is right about it, that there is one generated value
 * at most, and that the version in force is untouched.
 */
export function expectTruthfulPassword(run: ActionRun, simulator: Simulator): void {
  const versions = simulator.csms.versions(SECRET_NAME);
  expect(versions[0]).toEqual({ id: 'v1', value: OLD_PASSWORD, stages: ['SYSCURRENT'] });
  expect(new Set(valuesOf(simulator)).size).toBeLessThanOrEqual(2);
  const { due, version_id: id = '' } = run.outputs;
  if (due === 'true') {
    expect(versions.find((version) => version.id === id)?.stages).toEqual(['pending']);
  }
}

/** Checks that nothing but the lines that mask contains a value, in any spelling. */
export function expectNoValues(run: ActionRun, values: readonly string[]): void {
  const visible = [
    ...logOf(run),
    run.stderr,
    run.state,
    run.exported,
    run.summary,
    ...Object.values(run.outputs),
    JSON.stringify(run.report ?? ''),
    ...run.remaining,
  ].join('\n');
  const given = values.filter((value) => value !== '');
  const secrets = Object.fromEntries(given.map((value, n) => [`value ${n + 1}`, value]));
  expect(findLeaks(visible, secrets)).toEqual([]);
}

/** The inputs of a run, with credentials. */
export function passwordInputs(simulator: Simulator, inputs: Inputs = {}): Record<string, string> {
  return inputsFor(simulator, {
    password: undefined,
    server_ids: undefined,
    endpoint: undefined,
    csms_endpoint: simulator.endpoint,
    secret_name: SECRET_NAME,
    ...inputs,
  });
}

/** Runs the action with valid inputs, and does the checks that hold for every such run. */
export async function runPassword(
  simulator: Simulator,
  inputs: Inputs,
  options: Omit<ActionOptions, 'action'> = {},
): Promise<ActionRun> {
  const given = passwordInputs(simulator, inputs);
  const before = valuesOf(simulator);
  const run = await runAction(given, { ...options, action: 'password' });
  expectNoValues(run, [
    ...before,
    ...valuesOf(simulator),
    ...masksOf(run),
    given['secret_key'] ?? '',
  ]);
  expectPasswordReport(run);
  expect([run.stderr, run.state, run.exported]).toEqual(['', '', '']);
  return run;
}

/** All values that the store holds now. */
export function valuesOf({ csms }: Simulator): string[] {
  return csms.versions(SECRET_NAME).map(({ value }) => value);
}

/** `v1: SYSCURRENT` for each version. */
export function stagesOf({ csms }: Simulator): string[] {
  return csms
    .versions(SECRET_NAME)
    .map(({ id, stages }) => `${id}: ${[...stages].sort().join(' ')}`.trim());
}
