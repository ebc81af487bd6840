import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { logOf } from '../../harness/invariants.ts';
import { runResetWith, serverIds } from '../../harness/scenario.ts';

const CAPITAL = 'ABCDEF01-2345-6789-ABCD-EF0123456789';
const [A = '', B = '', C = ''] = serverIds(3);

const FLEET = { servers: [{}, {}, {}, { id: CAPITAL.toLowerCase() }] };

const objects = [{ id: A, name: 'web' }, { id: B }, { id: C, tags: ['x'] }];
const terraform = (value: unknown): string =>
  JSON.stringify({ sensitive: false, type: ['list', 'string'], value });

const SPELLINGS = [
  { spelling: 'lines', text: `${A}\n${B}\n${C}` },
  { spelling: 'lines with blank ones and Windows line ends', text: `\r\n${A}\r\n\r\n${B}\r\n${C}` },
  { spelling: 'commas', text: `${A},${B}, ${C},` },
  { spelling: 'blanks and tabs', text: `  ${A} ${B}\t${C} ` },
  { spelling: 'a JSON array of ids', text: JSON.stringify([A, B, C]) },
  { spelling: 'a JSON array over several lines', text: JSON.stringify([A, B, C], null, 2) },
  { spelling: 'a JSON array of objects with id', text: JSON.stringify(objects) },
  { spelling: 'a JSON array of both', text: JSON.stringify([A, { id: B }, C]) },
  { spelling: 'one JSON string', text: JSON.stringify(`${A}\n${B},${C}`) },
  { spelling: 'a Terraform map', text: JSON.stringify({ web: A, db: B, cache: C }) },
  { spelling: 'a Terraform output of a list', text: terraform([A, B, C]) },
  { spelling: 'a Terraform output of a map', text: terraform({ web: A, db: B, cache: C }) },
  { spelling: 'a Terraform output of objects', text: terraform(objects) },
  { spelling: 'a Terraform output of a text', text: terraform(`${A},${B},${C}`) },
];

describe('server_ids', () => {
  it.concurrent.each(SPELLINGS)('as $spelling', async ({ text }) => {
    const { run, simulator } = await runResetWith(
      FLEET,
      { server_ids: text },
      { requested: [A, B, C] },
    );

    expect(run.exitCode).toBe(0);
    expect(simulator.requests.map((request) => request.serverIds)).toEqual([[A, B, C]]);
    expect(run.stdout).not.toContain('Duplicates');
  });

  it.concurrent('in capitals are sent and reported in lower case', async () => {
    const lower = CAPITAL.toLowerCase();
    const { run, simulator } = await runResetWith(
      FLEET,
      { server_ids: CAPITAL },
      { requested: [lower] },
    );

    expect(run.exitCode).toBe(0);
    expect(simulator.requests.at(-1)?.rawBody).toContain(lower);
    expect(simulator.requests.at(-1)?.rawBody).not.toContain(CAPITAL);
    expect(run.outputs['accepted_server_ids']).toBe(`["${lower}"]`);
    expect(run.summary).toContain(lower);
    expect(run.summary).not.toContain(CAPITAL);
  });

  it.concurrent('given twice, also in another case, are sent once and counted', async () => {
    const lower = CAPITAL.toLowerCase();
    const { run, simulator } = await runResetWith(
      FLEET,
      { server_ids: [B, CAPITAL, A, B, lower, B].join(',') },
      { requested: [B, lower, A] },
    );

    expect(simulator.requests.at(-1)?.serverIds).toEqual([B, lower, A]);
    expect(logOf(run)).toContain('Duplicates left out of the list: 3.');
    expect(run.outputs['requested_count']).toBe('3');
  });
});

describe('server_ids_file', () => {
  const everyThird = SPELLINGS.filter((_, index) => index % 3 === 1);

  it.concurrent.each(everyThird)('with $spelling', async ({ text }) => {
    const { run, simulator } = await runResetWith(
      FLEET,
      { server_ids: undefined, server_ids_file: 'list' },
      {
        prepare: ({ workspace }) => writeFile(join(workspace, 'list'), text),
        requested: [A, B, C],
      },
    );

    expect(run.exitCode).toBe(0);
    expect(simulator.requests.at(-1)?.serverIds).toEqual([A, B, C]);
  });

  it.concurrent.each([
    { place: 'a relative path', path: () => 'lists/one.txt', root: 'workspace' },
    {
      place: 'an absolute path in the workspace',
      path: (folder: string) => join(folder, 'lists/one.txt'),
      root: 'workspace',
    },
    {
      place: 'an absolute path in RUNNER_TEMP',
      path: (folder: string) => join(folder, 'lists/one.txt'),
      root: 'temp',
    },
    {
      place: 'a path with .. that stays inside',
      path: (folder: string) => join(folder, 'lists') + '/../lists/one.txt',
      root: 'temp',
    },
    {
      place: 'a link to a file inside',
      path: () => 'link.txt',
      root: 'workspace',
    },
  ] as const)('at $place', async ({ path, root }) => {
    const { run, simulator } = await runResetWith(
      FLEET,
      { server_ids: undefined },
      {
        requested: [C, A],
        prepare: async (folders) => {
          const list = join(folders[root], 'lists', 'one.txt');
          await mkdir(join(folders[root], 'lists'));
          await writeFile(list, `${C}\n${A}\n`);
          await symlink(list, join(folders.workspace, 'link.txt'));
        },
        inputs: (folders) => ({ server_ids_file: path(folders[root]) }),
      },
    );

    expect(run.exitCode).toBe(0);
    expect(simulator.requests.at(-1)?.serverIds).toEqual([C, A]);
  });
});
