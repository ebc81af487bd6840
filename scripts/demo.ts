/**
 * Runs the built action against the simulator like the runner, and shows what a user sees. Exit code:
 * 0 when the action did what the scenario expects, 1 when not, 2 for an invalid command line.
 */
import { parseArgs, styleText } from 'node:util';
import type { Simulator } from '../simulator/simulator.ts';
import { OUTCOMES } from '../src/fleet/outcome.ts';
import type { ActionRun } from '../harness/action.ts';
import { withoutMasks } from '../harness/masks.ts';
import { renderLog, renderSummary, tableLines } from './demo/render.ts';
import { ROTATION, showRotation } from './demo/rotation.ts';
import { withScenario } from './demo/run-scenario.ts';
import { NEW_PASSWORD, OLD_PASSWORD, SCENARIOS } from './demo/scenarios.ts';
import type { Scenario } from './demo/scenarios.ts';

const [DEFAULT = ''] = SCENARIOS.keys();
/** The scenario with several actions. */
const ROTATION_NAME = 'rotation';
const SECRET_INPUTS = ['password', 'access_key', 'secret_key'];

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  let values;
  try {
    const options = {
      scenario: { type: 'string', default: DEFAULT },
      help: { type: 'boolean', default: false },
    } as const;
    ({ values } = parseArgs({ args: [...args], options }));
  } catch (error) {
    return usageError(error instanceof Error ? error.message : 'invalid arguments');
  }
  if (values.help) {
    console.log(usage());
    return 0;
  }
  if (values.scenario === ROTATION_NAME) return conclude(await showRotation(section), 1);
  const scenario = SCENARIOS.get(values.scenario);
  return scenario === undefined
    ? usageError(`There is no scenario "${values.scenario}".`)
    : await show(values.scenario, scenario);
}

function usageError(message: string): number {
  console.error(`${message}\n\n${usage()}`);
  return 2;
}

function usage(): string {
  const all = [...SCENARIOS, [ROTATION_NAME, ROTATION] as const];
  const width = Math.max(...all.map(([name]) => name.length));
  const list = all.map(([name, { title }]) => `  ${name.padEnd(width)}  ${title}`);
  return ['Usage: npm start -- [--scenario NAME]', '', 'Scenarios:', ...list].join('\n');
}

async function show(name: string, scenario: Scenario): Promise<number> {
  return withScenario(scenario, {}, ({ inputs, run, simulator }) => {
    section(`Scenario: ${name}`, [scenario.about]);
    const shown = (line: string): string => line.replaceAll(run.folders.temp, '$RUNNER_TEMP');
    section('Log of the step', [...header(inputs), ...renderLog(run.stdout), run.stderr.trimEnd()]);
    section('Outputs', outputLines(run).map(shown));
    section('Job summary', renderSummary(run.summary).map(shown));
    section('Passwords that the servers accept', passwordRows(scenario, simulator, run));
    return conclude(differencesOf(scenario, simulator, run, inputs), scenario.exitCode);
  });
}

function section(title: string, lines: readonly string[]): void {
  const text = lines.filter((line, index) => line !== '' || index < lines.length - 1).join('\n');
  console.log(`${styleText(['bold', 'cyan'], `== ${title} ==`)}\n\n${text || '(none)'}\n`);
}

/** The runner shows the inputs first in each log, and masks secrets there. */
function header(inputs: Readonly<Record<string, string>>): string[] {
  const lines = Object.entries(inputs).map(([name, value]) => {
    const shown = SECRET_INPUTS.includes(name) ? '***' : value.replaceAll('\n', '\n      ');
    return `    ${name}: ${shown}`;
  });
  return ['Run OWNER/reset-ecs-passwords@v1', '  with:', ...lines, ''];
}

function outputLines({ outputs }: ActionRun): string[] {
  return Object.entries(outputs).map(([name, value]) => `${name}=${value}`);
}

function passwordRows({ servers }: Scenario, simulator: Simulator, run: ActionRun): string[] {
  const rows = simulator.serverIds.map((id, index) => [
    id,
    outcomeOf(run, id) ?? '',
    nameOf(simulator.passwordNow(id)),
    nameOf(simulator.passwordAfterRestart(id)),
    servers[index]?.note ?? '',
  ]);
  return tableLines([['Server', 'Reported', 'Now', 'After a restart', ''], ...rows]);
}

function nameOf(password: string | undefined): string {
  return password === OLD_PASSWORD ? 'old' : password === NEW_PASSWORD ? 'new' : 'neither';
}

function outcomeOf({ outputs }: ActionRun, id: string): string | undefined {
  return OUTCOMES.find((outcome) => outputs[`${outcome}_server_ids`]?.includes(id));
}

/** The differences between what the action did and what the scenario expects. */
function differencesOf(
  scenario: Scenario,
  simulator: Simulator,
  run: ActionRun,
  inputs: Readonly<Record<string, string>>,
): string[] {
  const { calls, exitCode, servers } = scenario;
  const differences: string[] = [];
  const expect = (what: string, actual: unknown, expected: unknown): void => {
    if (actual !== expected)
      differences.push(`${what}: ${String(actual)} instead of ${String(expected)}`);
  };
  expect('exit code of the action', run.exitCode, exitCode);
  expect('calls to the service', simulator.requests.length, calls);
  for (const [index, { afterRestart, outcome }] of servers.entries()) {
    const id = simulator.serverIds[index] ?? '';
    expect(`outcome of ${id}`, outcomeOf(run, id), outcome);
    expect(`password of ${id} now`, nameOf(simulator.passwordNow(id)), 'old');
    const after = nameOf(simulator.passwordAfterRestart(id));
    expect(`password of ${id} after a restart`, after, afterRestart);
  }
  const shown = withoutMasks(run.stdout) + run.stderr + run.summary;
  for (const name of SECRET_INPUTS) {
    const secret = inputs[name];
    if (secret !== undefined) expect(`${name} is visible`, shown.includes(secret), false);
  }
  for (const { name, value } of simulator.issued) {
    expect(`${name} is visible`, shown.includes(value), false);
  }
  return differences;
}

function conclude(differences: readonly string[], exitCode: 0 | 1): number {
  if (differences.length > 0) {
    const list = differences.map((difference) => `  ${difference}`);
    console.log(
      [styleText('red', 'The action did not do what the scenario expects:'), ...list].join('\n'),
    );
    return 1;
  }
  const meaning = exitCode === 0 ? '0: the step passes' : '1: the step fails, as expected';
  console.log(styleText('green', `The exit code of the action is ${meaning}.`));
  return 0;
}
