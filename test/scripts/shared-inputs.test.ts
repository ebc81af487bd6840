/** The inputs that all actions share: the files as they are, and the script in a copy with two actions. */
import { execFile } from 'node:child_process';
import { glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import * as z from 'zod/mini';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SCRIPT = join(ROOT, 'scripts/shared-inputs.ts');
const SOURCE = 'scripts/shared-inputs.yml';
const SECOND = 'select/action.yml';

const Input = z.strictObject({
  description: z.string(),
  default: z.optional(z.string()),
  required: z.optional(z.literal(true)),
});
const Inputs = z.record(z.string(), Input);
const Action = z.object({ inputs: Inputs });

const action = await readFile(join(ROOT, 'action.yml'), 'utf8');
const source = await readFile(join(ROOT, SOURCE), 'utf8');
const [begin = '', end = ''] = action.split('\n').filter((line) => line.startsWith('  #'));

/** An action with one input of its own on either side of the shared ones. */
function actionWith(shared: string): string {
  return [
    'name: Select servers',
    'description: Lists servers',
    'inputs:',
    '  tags:',
    '    description: Tags of the servers.',
    begin,
    ...(shared === '' ? [] : [shared]),
    end,
    '  name:',
    '    description: Name of the servers.',
    'runs:',
    '  using: node24',
    '  main: ../dist/select/index.js',
    '',
  ].join('\n');
}

const EMPTY = actionWith("  timeout:\n    default: '900'");

function inputsOf(text: string): z.output<typeof Inputs> {
  return Action.parse(load(text)).inputs;
}

function replaceOnce(text: string, piece: string, by: string): string {
  expect(text.split(piece)).toHaveLength(2);
  return text.replace(piece, by);
}

describe('every action.yml', () => {
  it('has the shared inputs, with the same descriptions and defaults', async () => {
    const shared = Inputs.parse(load(source));
    const files: string[] = [];
    for await (const file of glob(['action.yml', '*/action.yml'], { cwd: ROOT })) {
      // This action reads files and sends no request.
      if (file !== join('report', 'action.yml')) files.push(file);
    }
    expect(files).toContain('action.yml');
    for (const file of files) {
      const { timeout, ...inputs } = inputsOf(await readFile(join(ROOT, file), 'utf8'));
      const { timeout: sharedTimeout, ...others } = shared;
      expect([file, inputs]).toEqual([file, expect.objectContaining(others)]);
      expect([file, timeout?.description]).toEqual([file, sharedTimeout?.description]);
      expect([file, timeout?.default]).toEqual([file, expect.stringMatching(/^[1-9]\d*$/)]);
    }
  });
});

describe('scripts/shared-inputs.ts', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shared-inputs-'));
    await Promise.all(['scripts', 'select', 'docs'].map((name) => mkdir(join(folder, name))));
    await Promise.all([write('action.yml', action), write(SOURCE, source), write(SECOND, EMPTY)]);
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const write = (file: string, text: string): Promise<void> => writeFile(join(folder, file), text);
  const read = (file: string): Promise<string> => readFile(join(folder, file), 'utf8');

  function run(...args: string[]): Promise<{ code: unknown; stderr: string }> {
    return new Promise((resolve) => {
      execFile(process.execPath, [SCRIPT, ...args], { cwd: folder }, (error, _, stderr) => {
        resolve({ code: error?.code ?? 0, stderr });
      });
    });
  }

  it('writes them into a second action and keeps the rest of it', async () => {
    expect(await run()).toEqual({ code: 0, stderr: '' });
    const { name, tags, ...shared } = inputsOf(await read(SECOND));
    const { timeout, ...others } = Inputs.parse(load(source));
    expect(shared).toEqual({ ...others, timeout: { ...timeout, default: '900' } });
    expect([tags?.description, name?.description]).toEqual([
      'Tags of the servers.',
      'Name of the servers.',
    ]);
    expect(await read(SECOND)).toMatch(/\nruns:\n {2}using: node24\n {2}main: .*\n$/);
    expect(await read('action.yml')).toBe(action);
    expect(await run('--check')).toEqual({ code: 0, stderr: '' });
  });

  it('refuses a second action that lacks them, and writes nothing', async () => {
    expect(await run('--check')).toEqual({
      code: 1,
      stderr: `The shared inputs in ${SECOND} differ from ${SOURCE}: run npm run docs.\n`,
    });
    expect(await read(SECOND)).toBe(EMPTY);
  });

  it.each([
    ['a changed description', 'IAM token for the project', 'An IAM token'],
    ['a changed default', "default: '60'", "default: '61'"],
    ['another spelling', '  iam_endpoint:\n', '  endpoint_iam:\n'],
  ])('refuses %s, and writes it back', async (_, piece, by) => {
    await write(SECOND, actionWith("  timeout:\n    default: '900'"));
    await run();
    const filled = await read(SECOND);
    await write(SECOND, replaceOnce(filled, piece, by));
    expect(await run('--check')).toMatchObject({ code: 1 });
    expect(await run()).toMatchObject({ code: 0 });
    expect(await read(SECOND)).toBe(filled);
  });

  it('writes a changed source into all actions', async () => {
    await write(SOURCE, replaceOnce(source, 'IAM token for the project', 'An IAM token'));
    const { stderr } = await run('--check');
    expect(stderr.trim().split('\n')).toHaveLength(2);
    await run();
    for (const file of ['action.yml', SECOND]) {
      expect(inputsOf(await read(file))['auth_token']?.description).toMatch(/^An IAM token, /);
    }
  });

  it.each([
    ['without the two lines', EMPTY.replace(begin, ''), 'must have these two lines'],
    ['with the two lines twice', `${EMPTY}${begin}\n${end}\n`, 'must have these two lines'],
    ['without a default of timeout', actionWith(''), 'must have an input timeout with a default'],
    ['with a shared input outside the lines', EMPTY.replace('  tags:', '  region:'), 'duplicated'],
  ])('refuses an action %s', async (_, text, message) => {
    await write(SECOND, text);
    for (const args of [[], ['--check']]) {
      const { code, stderr } = await run(...args);
      expect(code).toBe(1);
      expect(stderr).toMatch(`${SECOND}: `);
      expect(stderr).toContain(message);
    }
    expect(await read(SECOND)).toBe(text);
  });
});
