/** Runs the built action in its own process, as the runner does. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { actionFile, folderOf, ROOT_ACTION } from './action-file.ts';

export interface ActionOptions {
  /**
   * Environment in addition to the inputs. Of the caller's own environment, only PATH is passed on.
   * `undefined` removes a variable that the runner sets.
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** `text` is written to the event file unchanged, instead of a payload. */
  readonly event?: { readonly name: string; readonly payload?: unknown; readonly text?: string };
  /**
   * The name of the action, which is that of its folder. Its inputs get the defaults of its
   * `action.yml`, as on the runner. By default the action of the root folder, whose inputs are only
   * those given, because it must have the same defaults itself.
   */
  readonly action?: string;
  /** The script to run instead of that of the built action. */
  readonly entry?: string;
  /** Arguments for node before the script, for example a preload. */
  readonly nodeArguments?: readonly string[];
  /** Folders of an earlier run, so that a run can use its files. They are not deleted afterwards. */
  readonly folders?: Folders;
  /** Called before the action starts. */
  readonly prepare?: (folders: Folders) => Promise<void> | void;
  /** Inputs that hold a path in one of the folders. */
  readonly inputs?: (folders: Folders) => Readonly<Record<string, string>>;
  /** Called when the process has ended, while its files are still there. */
  readonly onEnd?: (outputs: Readonly<Record<string, string>>, folders: Folders) => Promise<void>;
  /** Called when the process has started, for example to send it a signal later. */
  readonly onStart?: (child: ChildProcess, folders: Folders) => Promise<void> | void;
}

export interface Folders {
  readonly temp: string;
  readonly workspace: string;
}

export interface ActionRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The content of the files for state and environment. Both must be empty. */
  readonly state: string;
  readonly exported: string;
  /** The parsed report file; undefined if there is none. */
  readonly report: unknown;
  /** The lines of the file of remaining servers. */
  readonly remaining: readonly string[];
  readonly milliseconds: number;
  readonly folders: Folders;
}

/** Node's compile cache, which makes hundreds of runs faster. */
const COMPILED = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url));

/**
 * @param inputs by their names in action.yml. Inputs that are missing here are not set at all; the
 *   action must then use its defaults.
 */
export async function runAction(
  inputs: Readonly<Record<string, string>>,
  options: ActionOptions = {},
): Promise<ActionRun> {
  return withFolder((root) => runIn(root, inputs, options));
}

/** Waits until a condition is true. Throws after a timeout. */
export async function until(condition: () => boolean, milliseconds = 10_000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!condition()) {
    if (performance.now() > end)
      throw new Error(`timeout while waiting for: ${condition.toString()}`);
    await new Promise((done) => setTimeout(done, 5));
  }
}

/** Creates folders for several runs, as the steps of one job share them. */
export async function withFolders<Result>(
  use: (folders: Folders) => Promise<Result>,
): Promise<Result> {
  return withFolder(async (root) => use(await makeFolders(root)));
}

async function withFolder<Result>(use: (root: string) => Promise<Result>): Promise<Result> {
  const root = await mkdtemp(join(tmpdir(), 'action-run-'));
  try {
    return await use(root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function makeFolders(root: string): Promise<Folders> {
  const folders = { temp: join(root, 'temp'), workspace: join(root, 'workspace') };
  await Promise.all([mkdir(folders.temp), mkdir(folders.workspace)]);
  return folders;
}

async function runIn(
  root: string,
  inputs: Readonly<Record<string, string>>,
  options: ActionOptions,
): Promise<ActionRun> {
  const folders = options.folders ?? (await makeFolders(root));
  const file = (name: string): string => join(root, name);
  const { name: eventName, payload = {}, text } = options.event ?? { name: 'workflow_dispatch' };
  await Promise.all([
    ...['output', 'summary', 'state', 'env'].map((name) => writeFile(file(name), '')),
    writeFile(file('event.json'), text ?? JSON.stringify(payload)),
  ]);
  await options.prepare?.(folders);
  const defaults = options.action === undefined ? {} : actionFile(options.action).inputDefaults;

  const env = {
    PATH: process.env['PATH'] ?? '',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTOR: 'octocat',
    GITHUB_EVENT_NAME: eventName,
    GITHUB_EVENT_PATH: file('event.json'),
    GITHUB_ENV: file('env'),
    GITHUB_OUTPUT: file('output'),
    GITHUB_REPOSITORY: 'octo/fleet',
    GITHUB_RUN_ID: '42',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
    GITHUB_STATE: file('state'),
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_WORKSPACE: folders.workspace,
    NODE_COMPILE_CACHE: COMPILED,
    RUNNER_TEMP: folders.temp,
    ...Object.fromEntries(
      Object.entries({ ...defaults, ...inputs, ...options.inputs?.(folders) }).map(
        ([name, value]) => [`INPUT_${name.toUpperCase()}`, value],
      ),
    ),
    ...options.env,
  };
  const { action = ROOT_ACTION, entry = entryOf(action), nodeArguments = [] } = options;
  const started = performance.now();
  const child = spawn(process.execPath, [...nodeArguments, entry], {
    cwd: folders.workspace,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((settle, reject) => {
    child.on('error', reject);
    child.on('close', settle);
  });
  const collected = [child.stdout, child.stderr].map(async (stream) => {
    let text = '';
    for await (const chunk of stream.setEncoding('utf8')) text += String(chunk);
    return text;
  });
  try {
    await options.onStart?.(child, folders);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  const [stdout = '', stderr = ''] = await Promise.all(collected);
  const exitCode = await ended;
  const milliseconds = performance.now() - started;

  const [output = '', summary = '', state = '', exported = ''] = await Promise.all(
    ['output', 'summary', 'state', 'env'].map((name) => readFile(file(name), 'utf8')),
  );
  const outputs = parseOutputs(output);
  await options.onEnd?.(outputs, folders);
  const named = (name: string): Promise<string> =>
    readIfNamed(folders.workspace, outputs[name] ?? '');
  const report = await named('report_file');
  const remaining = await named('remaining_server_ids_file');
  return {
    exitCode,
    stdout,
    stderr,
    outputs,
    summary,
    state,
    exported,
    report: report === '' ? undefined : JSON.parse(report),
    remaining: remaining.split('\n').filter((line) => line !== ''),
    milliseconds,
    folders,
  };
}

function entryOf(action: string): string {
  return fileURLToPath(new URL(`../dist/${folderOf(action)}index.js`, import.meta.url));
}

async function readIfNamed(workingFolder: string, path: string): Promise<string> {
  return path === '' ? '' : readFile(resolve(workingFolder, path), 'utf8');
}

/** The runner's file format: `name<<delimiter`, the value, the delimiter. */
function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const pattern = /^(?<name>[^\n<]+)<<(?<end>[^\n]+)\n(?<value>.*?)\n?\k<end>$/gmsu;
  for (const { groups } of text.matchAll(pattern)) {
    if (groups?.['name'] !== undefined) outputs[groups['name']] = groups['value'] ?? '';
  }
  return outputs;
}
