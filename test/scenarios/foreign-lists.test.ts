/** Lists of servers as people and tools really write them: read without a loss, or refused with the way out. */
import { describe, expect, it } from '@jest/globals';
import { withFolders } from '../../harness/action.ts';
import { annotationsOf, listIn } from '../../harness/invariants.ts';
import {
  expectInputError,
  runReset,
  runResetWith,
  serverIds,
  withSimulator,
} from '../../harness/scenario.ts';
import { withoutMasks } from '../../harness/masks.ts';

const [A = '', B = '', C = ''] = serverIds(3);
const text = (value: unknown): string => JSON.stringify(value);
const output = (value: unknown): string => text({ sensitive: false, type: 'dynamic', value });

describe('server_ids with other members or layers', () => {
  it.concurrent.each([
    { form: 'an object with id and bastion_id', list: text({ id: A, bastion_id: B }), ids: [A] },
    { form: 'an object with id and value', list: text({ id: A, value: B }), ids: [A] },
    { form: 'objects with id and other ids', list: text([{ id: A, host_id: C }]), ids: [A] },
    {
      form: 'a for_each resource',
      list: text({ web: { id: A, vpc_id: C }, db: { id: B, name: 'db' } }),
      ids: [A, B],
    },
    {
      form: 'a Terraform output of a for_each resource',
      list: output({ web: { id: A }, db: { id: B } }),
      ids: [A, B],
    },
    { form: 'JSON encoded twice', list: text(text([A, B])), ids: [A, B] },
    { form: 'a map of objects encoded twice', list: text(text({ a: { id: C } })), ids: [C] },
    { form: 'a Terraform output of jsonencode', list: output(text([B, A])), ids: [B, A] },
  ])('$form', async ({ list, ids }) => {
    const { run, simulator } = await runResetWith({}, { server_ids: list }, { requested: ids });
    expect(run.exitCode).toBe(0);
    expect(simulator.requests.map((request) => request.serverIds)).toEqual([ids]);
  });
});

describe('server_ids in a form that may lose a server or is not a list', () => {
  const TWO_READINGS = 'that can be read in two ways: write a JSON array';
  const SAME_KEY = 'has the same key twice in one JSON object';
  const HCL = 'write terraform output -json NAME instead of terraform output NAME';
  const WORD = 'write toJSON(…) around the expression';

  it.concurrent.each([
    [text({ value: A, type: B }), TWO_READINGS],
    [text({ value: [A], sensitive: { id: B } }), TWO_READINGS],
    [text({ web: A, db: { id: B } }), TWO_READINGS],
    [`{"web":"${A}","web":"${B}"}`, SAME_KEY],
    [`[{"id":"${A}","id":"${B}"}]`, SAME_KEY],
    [`{"a":{"id":"${A}"},"b":{"id":"${B}"},"\\u0061":{"id":"${C}"}}`, SAME_KEY],
    [`[\n  "${A}",\n  "${B}",\n]`, HCL],
    [`toset([\n  "${A}",\n])`, HCL],
    [`{\n  "web" = "${A}"\n}`, HCL],
    [`tolist(["${A}"])`, HCL],
    [`{\n  web = {\n    id = "${A}"\n  }\n}`, HCL],
    ['╷\n│ Warning: No outputs found\n│ \n╵', 'terraform output -json NAME'],
    ['Warning: No outputs found', 'terraform output -json NAME'],
    ['Array', WORD],
    ['Object', WORD],
    ['[object Object]', WORD],
    ['null', 'is null'],
    [text([A, null]), 'entry 2 (null)'],
    [text([[A, B]]), 'entry 1 (a list)'],
    [text([{ name: 'web' }]), 'entry 1 (an object without id)'],
    [text([A, 7]), 'entry 2 (a number)'],
    [text({ count: 1, servers: [{ id: A }] }), 'contains a response of the ECS API'],
    [text({ one: JSON.parse(output(A)) as unknown }), 'contains all outputs of Terraform'],
    [`::debug::Terraform exited\n${A}`, 'terraform_wrapper: false'],
    [`${A} # web ${B}`, 'has a server ID in a comment, after other words (line 1)'],
  ])('%j', async (list, message) => {
    await withSimulator({ servers: 1 }, async (simulator) => {
      const run = await expectInputError(simulator, { server_ids: list });
      const errors = annotationsOf(run, 'error');
      expect(errors).toHaveLength(1);
      expect(errors[0]).toContain(`server_ids `);
      expect(errors[0]).toContain(message);
    });
  });
});

describe('a secret that is given as server_ids by mistake', () => {
  it.concurrent.each([
    { form: 'with commas and a blank', password: 'Quw7kz,Vexo93 Jyt-4q', list: (it: string) => it },
    { form: 'with a comment sign', password: 'Quw7kz#Vexo93,Jyt-4q', list: (it: string) => it },
    {
      form: 'among IDs',
      password: 'Quw7kz,Vexo93,Jyt-4q',
      list: (it: string) => `${A}\n${it}\n${B}`,
    },
    {
      form: 'in base64',
      password: 'Quw7kz=Vexo93.Jyt-4q',
      list: (it: string) => `${A},${Buffer.from(it).toString('base64')}`,
    },
  ])('$form: no part of it is printed', async ({ password, list }) => {
    await withSimulator({ servers: 1 }, async (simulator) => {
      const run = await expectInputError(simulator, { password, server_ids: list(password) });
      const visible = withoutMasks(run.stdout);
      expect(visible).toContain(
        'server_ids contains something that is not a valid server ID: entry',
      );
      for (const part of ['Quw7kz', 'Vexo93', 'Jyt-4q', 'UXV3N2']) {
        expect(visible).not.toContain(part);
      }
    });
  });
});

it.concurrent('without RUNNER_TEMP the next step reads the file of this one', () =>
  withSimulator({}, (simulator) =>
    withFolders(async (folders) => {
      const env = { RUNNER_TEMP: undefined, TMPDIR: folders.temp, TEMP: folders.temp };
      simulator.script({ status: 400, body: { error: { code: 'Ecs.0000', message: 'no' } } });
      const first = await runReset(simulator, { batch_size: '2' }, { env, folders });
      const file = first.outputs['remaining_server_ids_file'];
      expect(first.remaining).toEqual([A, B]);

      const second = await runReset(
        simulator,
        { server_ids: undefined, server_ids_file: file },
        { env, folders, requested: [A, B] },
      );
      expect(second.exitCode).toBe(0);
      expect(listIn(second, 'accepted_server_ids')).toEqual([A, B]);
    }),
  ),
);
