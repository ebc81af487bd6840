import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Inputs } from '../../src/inputs/inputs.ts';
import { readServers } from '../../src/inputs/servers.ts';
import type { ServerList } from '../../src/inputs/server-list.ts';

type Texts = Readonly<Record<string, string>>;

const A = '1bd0eb17-4466-4c15-a9ce-87727ad311b5';
const B = '2bd0eb17-4466-4c15-a9ce-87727ad311b5';

let root: string;
let workspace: string;
let temp: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'servers-')));
  workspace = join(root, 'workspace');
  temp = join(root, 'temp');
  await Promise.all([mkdir(workspace), mkdir(temp)]);
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

async function read(
  given: Texts,
  environment: Texts = { GITHUB_WORKSPACE: workspace, RUNNER_TEMP: temp },
): Promise<{ list: ServerList | undefined; problems: string[] }> {
  const inputs = new Inputs((name) => given[name] ?? '', environment);
  const list = await readServers(inputs, (text) => `<${text}>`);
  return { list, problems: inputs.problems.map(({ input, message }) => `${input} ${message}`) };
}

it('reads server_ids', async () => {
  expect(await read({ server_ids: ` ${B}\n${A},${B} ` })).toEqual({
    list: { servers: [B, A], duplicates: 1 },
    problems: [],
  });
});

it('quotes an invalid entry of server_ids by the given function', async () => {
  const { list, problems } = await read({ server_ids: `${A} web-1` });
  expect(list).toBeUndefined();
  expect(problems).toEqual([
    expect.stringContaining('server_ids contains something that is not a valid server ID: entry 2'),
  ]);
  expect(problems[0]).toContain('(<web-1>)');
});

it.each<[string, Texts, string]>([
  ['neither is given', { server_ids: ' \n', server_ids_file: ' ' }, 'server_ids is empty: give'],
  [
    'both are given',
    { server_ids: A, server_ids_file: 'ids.txt' },
    'server_ids is given together with server_ids_file: give only one of the two',
  ],
])('reports one problem when %s', async (_what, given, problem) => {
  const { list, problems } = await read(given);
  expect(list).toBeUndefined();
  expect(problems).toEqual([expect.stringContaining(problem)]);
});

describe('server_ids_file', () => {
  beforeEach(async () => {
    await writeFile(join(workspace, 'ids.txt'), A);
    await writeFile(join(temp, 'ids.txt'), B);
  });

  it('is relative to the workspace', async () => {
    expect((await read({ server_ids_file: ' ids.txt\n' })).list?.servers).toEqual([A]);
  });

  it('may be in RUNNER_TEMP, by its absolute path', async () => {
    expect((await read({ server_ids_file: join(temp, 'ids.txt') })).list?.servers).toEqual([B]);
  });

  it('is named in the problem, and nothing of the file is quoted', async () => {
    await writeFile(join(workspace, 'ids.txt'), 'web-1');
    const { list, problems } = await read({ server_ids_file: 'ids.txt' });
    expect(list).toBeUndefined();
    expect(problems).toEqual([expect.stringMatching(/^server_ids_file contains something/)]);
    expect(problems[0]).not.toContain('web-1');
  });

  it.each(['package.json', './package.json'])(
    'is refused when the runner sets no folder, although the file exists: %s',
    async (server_ids_file) => {
      // An empty variable must not stand for the working directory.
      for (const environment of [{}, { GITHUB_WORKSPACE: '', RUNNER_TEMP: '' }]) {
        expect((await read({ server_ids_file }, environment)).problems).toEqual([
          expect.stringMatching(/^server_ids_file is outside the workspace/),
        ]);
      }
    },
  );
});
