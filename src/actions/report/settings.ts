import { readdir } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import type { Inputs } from '../../inputs/inputs.ts';
import { readTextFile } from '../../inputs/text-file.ts';
import { parseReports, STEPS } from './step-report.ts';
import type { Reports, Step } from './step-report.ts';

const MAX_FILES = 1_000;
const MAX_NEXT_INPUTS = 20;
/** A name and a value that a shell takes as they are. */
const NEXT_INPUT = /^[A-Za-z_][\w-]{0,63}=[\w.,:/@%+-]{0,200}$/;

/** The checked settings of one run. */
export interface Settings {
  readonly reports: Reports;
  /** The steps that each server has to pass. */
  readonly steps: readonly Step[];
  /** Whether the servers of this run are all that do not have the new password. */
  readonly coversAll: boolean;
  /** Further inputs of the next run, as `name=value`. */
  readonly nextInputs: readonly string[];
}

/**
 * Reads all inputs and the report files, and finds all problems at once.
 *
 * @returns undefined when there are problems
 */
export async function readSettings(inputs: Inputs): Promise<Settings | undefined> {
  const reports = await readReports(inputs);
  const steps = readSteps(inputs, reports);
  const coversAll = inputs.choice('covers_all', ['true', 'false'], 'true') === 'true';
  const nextInputs = lines(inputs.text('next_run_inputs'));
  if (nextInputs.length > MAX_NEXT_INPUTS || nextInputs.some((line) => !NEXT_INPUT.test(line))) {
    inputs.addProblem(
      'next_run_inputs',
      `must have at most ${MAX_NEXT_INPUTS} lines of the form name=value, with letters, digits and .,:/@%+_- in the value`,
    );
  }
  if (inputs.problems.length > 0 || reports === undefined) return undefined;
  return { reports, steps, coversAll, nextInputs };
}

async function readReports(inputs: Inputs): Promise<Reports | undefined> {
  const given = lines(inputs.text('report_files'));
  if (given.length === 0) {
    inputs.addProblem(
      'report_files',
      'is empty: give the report files of the steps, or their folder',
    );
    return undefined;
  }
  const texts: string[] = [];
  for (const path of (await Promise.all(given.map((one) => filesIn(one, inputs)))).flat()) {
    const text = await readTextFile(path, inputs.environment);
    if (text.ok) texts.push(text.value);
    else inputs.addProblem('report_files', text.error);
  }
  const reports = parseReports(texts);
  if (reports.steps.length === 0 && inputs.problems.length === 0) {
    inputs.addProblem(
      'report_files',
      'has no report of select, reset, restart or verify: did these steps run?',
    );
  }
  return reports;
}

/** The JSON files in a folder and its folders; a path that is not a folder is a file. */
async function filesIn(path: string, { environment }: Inputs): Promise<string[]> {
  if (path.includes('\0')) return [path];
  const folder = resolve(environment['GITHUB_WORKSPACE'] ?? '.', path);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    () => undefined,
  );
  if (entries === undefined) return [path];
  return entries
    .filter((entry) => entry.isFile() && extname(entry.name) === '.json')
    .slice(0, MAX_FILES)
    .map(({ name, parentPath }) => join(parentPath, name))
    .sort();
}

/** Without the input, the steps that have a report. */
function readSteps(inputs: Inputs, reports: Reports | undefined): readonly Step[] {
  const given = new Set(
    inputs
      .text('steps')
      .split(/[\s,]+/)
      .filter((name) => name !== ''),
  );
  const steps = STEPS.filter((step) => given.delete(step));
  if (given.size > 0) {
    inputs.addProblem('steps', `must be one or more of: ${STEPS.join(', ')}`);
  }
  if (steps.length > 0) return steps;
  return STEPS.filter((step) => reports?.steps.some(({ action }) => action === step));
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
