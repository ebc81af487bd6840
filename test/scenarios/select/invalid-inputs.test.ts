/** One error for each wrong input, and nothing is sent. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { actionFile } from '../../../harness/action-file.ts';
import type { ActionRun } from '../../../harness/action.ts';
import { serverId, withSimulator } from '../../../harness/scenario.ts';
import { expectSelectInputError } from '../../../harness/select.ts';
import { invalidChoices, invalidNumbers, NOT_INTEGERS } from '../invalid-input.ts';
import type { InvalidInput } from '../invalid-input.ts';

const NO_IDS = { server_ids: undefined };
const DURATION = /^is not a valid duration: write a whole number above 0 with m, h or d/;

const INVALID: Readonly<Record<string, readonly InvalidInput[]>> = {
  server_ids: [
    { form: 'and no selector', inputs: NO_IDS, says: /^is empty, and so are the inputs/ },
    {
      form: 'and all_granted_eps, which is not a selector',
      inputs: { ...NO_IDS, enterprise_project_id: 'all_granted_eps' },
      says: /^is empty, and so are the inputs/,
    },
    {
      form: 'and only filters that leave servers out',
      inputs: { ...NO_IDS, os: 'linux', exclude_tags: 'a', created_within: '2h' },
      says: /^is empty, and so are the inputs/,
    },
    {
      form: 'and selectors of blanks',
      inputs: { server_ids: ' ', tags: ' \n ', name: '\t' },
      says: /^is empty, and so are the inputs/,
    },
    { form: 'a name', inputs: { server_ids: 'web-1' }, says: /not a valid server ID: entry 1/ },
    {
      form: 'together with a file',
      inputs: { server_ids_file: 'list' },
      says: /^is given together with server_ids_file/,
    },
  ],
  server_ids_file: [
    {
      form: 'that does not exist',
      inputs: { ...NO_IDS, server_ids_file: 'nowhere' },
      says: /^names a file that does not exist/,
    },
  ],
  tags: [
    { form: 'without a key', inputs: { tags: 'a=b\n=prod' }, says: /without a key.*\(line 2\)/ },
    { form: 'as JSON', inputs: { tags: '{"a":"b"}' }, says: /^has a quotation mark or a bracket/ },
    { form: 'with quotation marks', inputs: { tags: "'a=b'" }, says: /without them/ },
    { form: 'with a comma', inputs: { tags: 'a=b,c=d' }, says: /^has a comma in a tag/ },
    { form: 'with a long key', inputs: { tags: 'k'.repeat(129) }, says: /too long/ },
    { form: 'with a long value', inputs: { tags: `k=${'v'.repeat(256)}` }, says: /too long/ },
    { form: 'with a control character', inputs: { tags: 'a=b\u0007' }, says: /invisible/ },
    { form: 'with a hidden character', inputs: { tags: 'a\u200bb' }, says: /invisible/ },
    { form: 'of too many lines', inputs: { tags: 'a\n'.repeat(1_001) }, says: /more than 1000/ },
  ],
  exclude_tags: [
    { form: 'without a key', inputs: { exclude_tags: '=' }, says: /without a key.*\(line 1\)/ },
    { form: 'with a comma', inputs: { exclude_tags: 'a, b' }, says: /^has a comma in a tag/ },
  ],
  name: [
    { form: 'an asterisk', inputs: { name: '*' }, says: /^has a pattern that is empty/ },
    { form: 'asterisks', inputs: { name: 'a\n ***' }, says: /is empty but for.*\(line 2\)/ },
    { form: 'with a comma', inputs: { name: 'web-01, web-02' }, says: /^has a comma in a name/ },
    { form: 'too long', inputs: { name: 'n'.repeat(129) }, says: /too long/ },
    { form: 'with an invisible character', inputs: { name: 'a\u202eb' }, says: /invisible/ },
  ],
  os: invalidChoices('os', ['plan9', 'Linux, Windows'], /^must be one of: any, linux, windows$/),
  enterprise_project_id: invalidChoices(
    'enterprise_project_id',
    ['a/b', 'a b', 'a'.repeat(65), '0,1'],
    /^is not a valid ID of an enterprise project/,
  ),
  created_within: invalidChoices(
    'created_within',
    ['2', 'h', '0h', '-2h', '1.5h', '2 h', '2h30m', '90s', '1w', '٣h', '999999d'],
    DURATION,
  ),
  require_plugin: invalidChoices('require_plugin', ['yes', '1'], /^must be one of: true, false/),
  wait: [
    ...invalidNumbers('wait', [...NOT_INTEGERS, '86401'], /from 0 to 86400/),
    {
      form: 'longer than the timeout',
      inputs: { wait: '601' },
      says: /^is longer than timeout \(600 seconds\)/,
    },
  ],
  on_not_ready: invalidChoices('on_not_ready', ['warn', 'true'], /^must be one of: fail, skip/),
  max_servers: invalidNumbers('max_servers', ['0', '100001', ...NOT_INTEGERS], /from 1 to 100000/),
  expected_count: invalidNumbers('expected_count', ['100001', ...NOT_INTEGERS], /from 0 to 100000/),
  expected_server_ids_file: [
    {
      form: 'that does not exist',
      inputs: { expected_server_ids_file: 'nowhere' },
      says: /^names a file that does not exist/,
    },
    {
      form: 'outside',
      inputs: { expected_server_ids_file: '/etc/hostname' },
      says: /^is outside the workspace/,
    },
    {
      form: 'a folder',
      inputs: { expected_server_ids_file: 'folder' },
      options: {
        prepare: async ({ workspace }) => {
          await mkdir(join(workspace, 'folder'));
        },
      },
      says: /^is not a file/,
    },
    {
      form: 'empty',
      inputs: { expected_server_ids_file: 'list' },
      options: { prepare: async ({ workspace }) => writeFile(join(workspace, 'list'), ' \n') },
      says: /^names an empty file/,
    },
    {
      form: 'with a name',
      inputs: { expected_server_ids_file: 'list' },
      options: {
        prepare: async ({ workspace }) =>
          writeFile(join(workspace, 'list'), `${serverId(1)}\nweb-1`),
      },
      says: /not a valid server ID: line 2\./,
    },
  ],
  concurrency: invalidNumbers('concurrency', ['0', '33', ...NOT_INTEGERS], /from 1 to 32/),
  timeout: invalidNumbers('timeout', ['0', '86401'], /from 1 to 86400/),
};

it('every input of its own has invalid values', () => {
  const [root, own] = ['reset', 'select'].map((name) => actionFile(name).inputNames);
  const shared = (own ?? []).filter((name) => root?.includes(name) === true);
  const names = (own ?? []).filter((name) => !shared.includes(name));
  expect(Object.keys(INVALID)).toEqual(expect.arrayContaining(names));
});

/** The errors about inputs, also those that name a file in the workspace. */
function errorsOf({ stdout }: ActionRun): string[] {
  const errors = Array.from(stdout.matchAll(/^::error[^:]*::(.*)$/gm), ([, text = '']) => text);
  return errors.filter((text) => text !== 'The inputs are not valid.');
}

const CASES = Object.entries(INVALID).flatMap(([input, forms]) =>
  forms.map((form) => ({ input, ...form })),
);

it.concurrent.each(CASES)('$input: $form', async ({ input, inputs, options, says, subject }) => {
  await withSimulator({}, async (simulator) => {
    const run = await expectSelectInputError(simulator, inputs, options);
    const errors = errorsOf(run);
    expect(errors).toHaveLength(1);
    const [name = '', ...rest] = errors[0]?.split(' ') ?? [];
    expect(name).toBe(subject ?? input);
    expect(rest.join(' ').replace(/\.$/, '')).toMatch(says);
  });
});

it('reports all of them in one run', async () => {
  await withSimulator({}, async (simulator) => {
    const run = await expectSelectInputError(simulator, {
      server_ids: 'x',
      tags: '=',
      exclude_tags: '=',
      name: '*',
      os: 'x',
      enterprise_project_id: '/',
      created_within: 'x',
      require_plugin: 'x',
      wait: 'x',
      on_not_ready: 'x',
      max_servers: 'x',
      expected_count: 'x',
      expected_server_ids_file: 'x',
      concurrency: 'x',
    });
    expect(errorsOf(run)).toHaveLength(14);
  });
});
