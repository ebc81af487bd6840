import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Inputs } from '../../src/inputs/inputs.ts';
import { Secrets } from '../../src/secrets/redact.ts';
import { readServers } from '../../src/inputs/servers.ts';
import type { ServerList } from '../../src/inputs/server-list.ts';

type Texts = Readonly<Record<string, string>>;

const A = '1bd0eb17-4466-4c15-a9ce-87727ad311b5';
const SECRET = 'Quw7kz, Fake xR99';
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
  const secrets = new Secrets(() => undefined);
  secrets.mask(SECRET);
  const list = await readServers(inputs, secrets);
  return { list, problems: inputs.problems.map(({ input, message }) => `${input} ${message}`) };
}

it('reads server_ids', async () => {
  expect(await read({ server_ids: ` ${B}\n${A},${B} ` })).toEqual({
    list: { servers: [B, A], names: new Map(), duplicates: 1 },
    problems: [],
  });
});

it('quotes nothing of a text that contains a secret, and shows no name of it', async () => {
  for (const text of [SECRET, `${A}\n${SECRET}`, `web ${SECRET} x`, JSON.stringify([SECRET])]) {
    const { problems } = await read({ server_ids: text });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/entry \d/);
    expect(problems[0]).not.toMatch(/Quw|7kz|Fake|xR99/);
  }
  const { list } = await read({ server_ids: `${A} # ${SECRET}` });
  expect(list?.names).toEqual(new Map());
});

it('reads the names of servers, cleaned and cut', async () => {
  const { list } = await read({
    server_ids: `${A} # web-01\n${B} # ::error::${'x'.repeat(100)}`,
  });
  expect(list?.names.get(A)).toBe('web-01');
  expect(list?.names.get(B)).toBe(`: :error: :${'x'.repeat(53)}…`);
});

it('quotes an invalid entry of server_ids', async () => {
  const { list, problems } = await read({ server_ids: `${A} web-1` });
  expect(list).toBeUndefined();
  expect(problems).toEqual([
    expect.stringContaining('server_ids contains something that is not a valid server ID: entry 2'),
  ]);
  expect(problems[0]).toContain('(web-1)');
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

  it('is relative to RUNNER_TEMP when there is no workspace', async () => {
    const environment = { GITHUB_WORKSPACE: '', RUNNER_TEMP: temp };
    expect((await read({ server_ids_file: 'ids.txt' }, environment)).list?.servers).toEqual([B]);
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
          expect.stringMatching(/^server_ids_file names a file that does not exist/),
        ]);
      }
    },
  );
});

describe('the content of server_ids_file', () => {
  async function readContent(content: string): ReturnType<typeof read> {
    await writeFile(join(workspace, 'ids.txt'), content);
    return read({ server_ids_file: 'ids.txt' });
  }

  async function idsOf(content: string): Promise<readonly string[] | undefined> {
    return (await readContent(content)).list?.servers;
  }

  async function problemOf(content: string): Promise<string | undefined> {
    return (await readContent(content)).problems[0];
  }

  it.each([
    ['Windows line ends', `${A}\r\n${B}\r\n`],
    ['a byte order mark', `\ufeff${A}\n${B}\n`],
    ['a byte order mark before JSON', `\ufeff["${A}","${B}"]`],
    ['a Terraform output', JSON.stringify({ sensitive: false, type: 'list', value: [A, B] })],
  ])('may have %s', async (_what, content) => {
    expect(await idsOf(content)).toEqual([A, B]);
  });

  it('may be a list that is too long for an input', async () => {
    const ids = Array.from(
      { length: 100_000 },
      (_, index) => `${index.toString(16).padStart(8, '0')}-4466-4c15-a9ce-87727ad311b5`,
    );
    expect(await idsOf(JSON.stringify(ids.map((id) => ({ id }))))).toEqual(ids);
  });

  it.each(['', '\n \n', '\ufeff'])('must not be empty: %j', async (content) => {
    expect(await problemOf(content)).toBe(
      'server_ids_file names an empty file: write at least one server ID into it',
    );
  });

  it('must not be an empty list', async () => {
    expect(await problemOf('[]')).toBe(
      'server_ids_file is an empty list: give at least one server ID',
    );
  });

  it.each([
    `${A}\nTOP-SECRET\n`,
    `${A}\r\nTOP-SECRET`,
    JSON.stringify([A, 'TOP-SECRET']),
    JSON.stringify({ a: A, b: { value: 'TOP-SECRET' } }),
    '["TOP-SECRET"',
    '{"TOP-SECRET":1}',
  ])('is never quoted: %j', async (content) => {
    expect(await problemOf(content)).not.toMatch(/TOP|SECRET/);
  });

  it('names invalid entries by their lines', async () => {
    expect(await problemOf(`${A}\n\nweb-1\n${B}\nweb-2\n`)).toContain(
      'not a valid server ID: line 3, line 5.',
    );
  });
});
