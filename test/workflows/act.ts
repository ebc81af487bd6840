/** Runs one example with `act`, on this machine instead of in a container. */
import { execFileSync, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { actionFolders } from '../../scripts/actions.ts';
import { readLog } from './act-log.ts';
import type { ActLog } from './act-log.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const STUBS = join(import.meta.dirname, 'stubs');
const REPOSITORY = 'octo/fleet';
const OWN = 'OWNER/reset-ecs-passwords';
/** The reusable workflow, which examples call by its reference. */
const ROTATE = '.github/workflows/rotate.yml';
const LONGEST_RUN_MS = 300_000;

/** What is given from outside; the example itself is not touched. */
export interface Outside {
  readonly event: 'workflow_dispatch' | 'schedule' | 'pull_request';
  readonly payload?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Files of the repository that the workflow checks out, by their paths. */
  readonly files?: Readonly<Record<string, string>>;
  /** Files for the stubs, by their paths in STUB_FOLDER. */
  readonly stubFiles?: Readonly<Record<string, string>>;
}

export interface WorkflowRun extends Omit<ActLog, 'text'> {
  readonly exitCode: number | null;
  /** Everything that steps printed, and what act itself said. */
  readonly log: string;
  /** What the stubs were called with, in order. */
  readonly calls: readonly string[];
  /** The uploaded files by their paths, which begin with the name of the artifact. */
  readonly artifacts: Readonly<Record<string, string>>;
}

/** @param example name of a file in `examples/` */
export async function runExample(
  act: string,
  example: string,
  outside: Outside,
): Promise<WorkflowRun> {
  const root = await mkdtemp(join(tmpdir(), 'workflow-run-'));
  try {
    return await runIn(root, act, example, outside);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function runIn(
  root: string,
  act: string,
  example: string,
  outside: Outside,
): Promise<WorkflowRun> {
  const place = await prepare(root, example, outside);
  const { exitCode, stderr, stdout } = await collect(act, place.args, place);
  const { text, ...results } = readLog(stdout);
  const stubs = join(root, 'stubs');
  return {
    exitCode,
    ...results,
    log: `${text}\n${stderr}`,
    calls: await readLines(join(stubs, 'calls')),
    artifacts: await readAll(join(stubs, 'artifacts')),
  };
}

/** Where and how act is started. */
interface Place {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Makes the repository with the example in it, and all that comes from outside. */
async function prepare(root: string, example: string, outside: Outside): Promise<Place> {
  const { environment, event, files, payload, secrets = {}, stubFiles, variables } = outside;
  const path = `.github/workflows/${example}`;
  const workflow = await readFile(join(ROOT, 'examples', example), 'utf8');
  const cwd = join(root, 'repository');
  await writeFiles(cwd, { [path]: workflow, ...files });
  await writeFiles(join(root, 'stubs'), { calls: '', ...stubFiles });
  await mkdir(join(root, 'stubs', 'artifacts'));
  const [eventFile, secretFile] = [join(root, 'event.json'), join(root, 'secrets.yml')];
  await writeFiles(root, {
    'event.json': JSON.stringify({ repository: { full_name: REPOSITORY }, ...payload }),
    // act takes YAML, and JSON is YAML.
    'secrets.yml': JSON.stringify(secrets),
    'home/.gitconfig': '[user]\nname = octocat\nemail = octocat@example.com\n',
  });
  const action = join(root, 'action');
  await copyAction(action);

  const folders = [join(STUBS, 'bin'), dirname(process.execPath), process.env['PATH'] ?? ''];
  const env = {
    PATH: folders.join(delimiter),
    HOME: join(root, 'home'),
    XDG_CACHE_HOME: join(root, 'cache'),
    STUB_FOLDER: join(root, 'stubs'),
  };
  for (const command of ['init --quiet', 'add --all', 'commit --quiet --message Fleet']) {
    execFileSync('git', command.split(' '), { cwd, env });
  }

  const options = {
    '--workflows': [path],
    '--eventpath': [eventFile],
    '--secret-file': [secretFile],
    '--platform': ['ubuntu-latest=-self-hosted', 'self-hosted=-self-hosted'],
    '--actor': ['octocat'],
    '--var': pairs(variables),
    '--env': pairs({
      GITHUB_REPOSITORY: REPOSITORY,
      // act does not set it. Inside a reusable workflow it names the workflow of the caller.
      GITHUB_WORKFLOW_REF: `${REPOSITORY}/${path}@refs/heads/main`,
      ...environment,
    }),
    '--local-repository': await localRepositories(workflow, action),
  };
  // Masked, the log would not show when a step prints a secret.
  const args = [event, '--json', '--no-cache-server', '--insecure-secrets'];
  for (const [name, values] of Object.entries(options)) {
    args.push(...values.flatMap((value) => [name, value]));
  }
  return { args, cwd, env };
}

async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** Copies what a release holds and act reads: it copies the whole folder of an action for each step. */
async function copyAction(target: string): Promise<void> {
  const actions = actionFolders().map((name) => `${name}/action.yml`);
  for (const name of ['action.yml', ...actions, 'dist', ROTATE]) {
    await cp(join(ROOT, name), join(target, name), { recursive: true });
  }
}

function pairs(values: Readonly<Record<string, string>> = {}): string[] {
  return Object.entries(values).map(([name, value]) => `${name}=${value}`);
}

/**
 * Where act finds the repositories of actions: this one here, the others among the stubs. It looks for
 * `OWNER/REPOSITORY@REF`, without the folder of the action.
 */
async function localRepositories(workflow: string, own: string): Promise<string[]> {
  const texts = [workflow];
  if (workflow.includes(`${OWN}/${ROTATE}@`))
    texts.push(await readFile(join(ROOT, ROTATE), 'utf8'));
  const named = texts.flatMap((text) =>
    Array.from(text.matchAll(/uses: ([\w-]+\/[\w-]+)(?:\/[^@\s]+)?@(\S+)/g)),
  );
  const folders = new Map<string, string>();
  for (const [, repository = '', ref = ''] of named) {
    // act itself stands in for the checkout: it copies the repository.
    if (repository === 'actions/checkout') continue;
    const stub = join(STUBS, 'actions', repository.replace(/.*\//, ''));
    folders.set(`${repository}@${ref}`, repository === OWN ? own : stub);
  }
  return Array.from(folders, ([repository, folder]) => `${repository}=${folder}`);
}

interface Collected {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function collect(program: string, args: readonly string[], place: Place): Promise<Collected> {
  const { cwd, env } = place;
  const child = spawn(program, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST_RUN_MS,
  });
  const ended = new Promise<number | null>((settle, reject) => {
    child.on('error', reject);
    child.on('close', settle);
  });
  const [stdout, stderr, exitCode] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    ended,
  ]);
  return { exitCode, stdout, stderr };
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function readLines(path: string): Promise<string[]> {
  return (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
}

async function readAll(folder: string): Promise<Record<string, string>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile());
  const contents = files.map(async ({ name, parentPath }) => {
    const path = join(parentPath, name);
    return [relative(folder, path), await readFile(path, 'utf8')] as const;
  });
  return Object.fromEntries(await Promise.all(contents));
}
