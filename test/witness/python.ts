/** Python 3 with the official SDK, in a virtual environment of this repository. */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ENVIRONMENT = fileURLToPath(new URL('../../.tools/witness', import.meta.url));
const REQUIREMENTS = join(HERE, 'requirements.txt');
/** A copy of the requirements, written when all of them are installed. */
const INSTALLED = join(ENVIRONMENT, 'installed.txt');
const PYTHON =
  process.platform === 'win32'
    ? join(ENVIRONMENT, 'Scripts', 'python.exe')
    : join(ENVIRONMENT, 'bin', 'python');

/** Python did not do its part. */
export class PythonError extends Error {}

/** The command that starts Python 3; undefined where there is none. */
export function findPython(): string | undefined {
  return ['python3', 'python'].find((command) => {
    const { stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' });
    return typeof stdout === 'string' && stdout.startsWith('Python 3.');
  });
}

/**
 * Installs the SDK unless it is installed already.
 *
 * @returns whether it was installed now
 */
export function installSdk(python: string): boolean {
  const requirements = readFileSync(REQUIREMENTS, 'utf8');
  const installed = existsSync(INSTALLED) ? readFileSync(INSTALLED, 'utf8') : '';
  if (installed === requirements && isStartable()) return false;
  rmSync(ENVIRONMENT, { recursive: true, force: true });
  run(
    python,
    ['-m', 'venv', ENVIRONMENT],
    'Python cannot create a virtual environment (on Debian and Ubuntu: apt install python3-venv)',
  );
  run(
    PYTHON,
    [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--requirement',
      REQUIREMENTS,
    ],
    'pip cannot install the official SDK',
  );
  writeFileSync(INSTALLED, requirements);
  return true;
}

/** An environment stops working when its Python is removed. */
function isStartable(): boolean {
  return spawnSync(PYTHON, ['--version']).status === 0;
}

function run(command: string, args: readonly string[], problem: string): void {
  const { status, stderr, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new PythonError(`${problem}:\n${stdout}${stderr}`);
}

/** Runs a script of this folder with JSON as its input, and returns its output, which is JSON too. */
export async function runScript(name: string, input: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      PYTHON,
      [join(HERE, name)],
      { env: cleanEnvironment(), maxBuffer: 64 * 1024 * 1024, timeout: 60_000 },
      (error, stdout, stderr) => {
        if (error !== null) reject(new PythonError(`${name} failed:\n${stderr}`));
        else resolve(JSON.parse(stdout) as unknown);
      },
    );
    child.stdin?.end(JSON.stringify(input));
  });
}

/** No proxy, credentials or settings of the SDK of the user. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const names = ['PATH', 'SYSTEMROOT'];
  const kept = names.map((name) => [name, process.env[name] ?? ''] as const);
  return { ...Object.fromEntries(kept), HOME: ENVIRONMENT, USERPROFILE: ENVIRONMENT };
}
