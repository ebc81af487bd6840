import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { Secrets } from '../../../src/secrets/redact.ts';
import {
  A,
  FORK,
  ID_TOKENS,
  problemsOf,
  PULL_REQUEST,
  PUSH,
  read,
  settingsOf,
  VALID,
} from './settings-source.ts';
import type { Texts } from './settings-source.ts';

const { inputs: DECLARED } = load(
  await readFile(new URL('../../../action.yml', import.meta.url), 'utf8'),
) as { inputs: Record<string, { default?: string }> };
const DEFAULTS = Object.entries(DECLARED).flatMap(([name, { default: value }]) =>
  value === undefined ? [] : [[name, value] as const],
);

describe('defaults', () => {
  it('are in action.yml for every number and choice, except those that follow from others', () => {
    expect(DEFAULTS.map(([name]) => name)).toEqual([
      'dry_run',
      'oidc_audience',
      'use_ecs_agency',
      'max_retries',
      'request_timeout',
      'timeout',
      'api',
      'check_password',
      'os',
      'batch_size',
      'concurrency',
      'wait_for_servers',
      'retry_unknown_after',
    ]);
  });

  it.each(DEFAULTS)('%s: empty means %s', async (name, value) => {
    const expected = await settingsOf({ ...VALID, [name]: value });
    expect(await settingsOf({ ...VALID, [name]: '' })).toEqual(expected);
    expect(await settingsOf({ ...VALID, [name]: ' \n' })).toEqual(expected);
    expect(await settingsOf(VALID)).toEqual(expected);
  });
});

describe('numbers', () => {
  const NUMBERS = [
    ['batch_size', 'batchSize', 1, 1_000, 1],
    ['concurrency', 'concurrency', 1, 32, 1],
    ['wait_for_servers', 'waitForServersMs', 0, 86_400, 1_000],
    ['retry_unknown_after', 'retryUnknownAfterMs', 0, 86_400, 1_000],
    ['max_retries', 'maxRetries', 0, 20, 1],
    ['request_timeout', 'requestTimeoutMs', 1, 600, 1_000],
    ['timeout', 'timeoutMs', 1, 86_400, 1_000],
  ] as const;

  it.each(NUMBERS)('%s has bounds', async (name, key, min, max, unit) => {
    const valueOf = async (text: string): Promise<number> => {
      const { connection, ...settings } = await settingsOf({ ...VALID, [name]: text });
      return { ...settings, ...connection }[key];
    };
    expect(await valueOf(String(min))).toBe(min * unit);
    expect(await valueOf(` ${max}\n`)).toBe(max * unit);
    const problem = `${name} must be a whole number from ${min} to ${max}`;
    expect(await problemsOf({ ...VALID, [name]: String(min - 1) })).toEqual([problem]);
    expect(await problemsOf({ ...VALID, [name]: String(max + 1) })).toEqual([problem]);
  });

  it.each([
    '1.5',
    '1e1',
    '0x10',
    '-1',
    '+1',
    '1 0',
    '1,000',
    'ten',
    'NaN',
    'Infinity',
    '٣',
    '1'.repeat(400),
  ])('must be whole numbers: %s', async (value) => {
    const problems = await problemsOf({
      ...VALID,
      ...Object.fromEntries(NUMBERS.map(([name]) => [name, value])),
    });
    expect(problems).toHaveLength(NUMBERS.length);
  });
});

describe('choices', () => {
  it.each([
    ['api', 'V2.1', { api: 'v2.1' }],
    ['api', ' BATCH ', { api: 'batch' }],
    ['check_password', 'FALSE', { checkPassword: false }],
    ['check_password', 'True', { checkPassword: true }],
    ['dry_run', 'TRUE', { dryRun: true }],
    ['dry_run', 'False', { dryRun: false }],
    ['dry_run', 'Auto', { dryRun: false }],
  ])('of %s in any letter case: %s', async (name, value, expected) => {
    expect(await settingsOf({ ...VALID, [name]: value })).toMatchObject(expected);
  });

  it.each([
    ['api', 'batch, v1, v2.1'],
    ['check_password', 'true, false'],
    ['dry_run', 'auto, true, false'],
    ['os', 'any, linux, windows'],
    ['use_ecs_agency', 'true, false'],
  ])('of %s are limited', async (name, values) => {
    for (const value of ['yes', '1', 'truee', 'toString', '__proto__']) {
      expect(await problemsOf({ ...VALID, [name]: value })).toEqual([
        `${name} must be one of: ${values}`,
      ]);
    }
  });
});

describe('dry_run', () => {
  it.each([
    [
      'auto',
      PUSH,
      false,
      'Real reset: dry_run is auto, and this run does not come from an unmerged change.',
    ],
    [
      'auto',
      PULL_REQUEST,
      true,
      'Dry run: dry_run is auto, and the event is pull_request. Nothing is changed.',
    ],
    ['true', PUSH, true, 'Dry run, because dry_run is true: nothing is changed.'],
    ['true', PULL_REQUEST, true, 'Dry run, because dry_run is true: nothing is changed.'],
    ['false', PUSH, false, 'Real reset, because dry_run is false.'],
    ['false', PULL_REQUEST, false, 'Real reset, because dry_run is false.'],
  ])('%s on %j', async (value, event, dryRun, notice) => {
    const settings = await settingsOf({ ...VALID, dry_run: value }, {}, event);
    expect(settings).toMatchObject({ dryRun, notice });
    expect(settings.warnings).toEqual(
      value === 'false' && event === PULL_REQUEST
        ? [
            'Real reset although the event is pull_request, because dry_run is false. Leave dry_run out (or set it to auto) to only check here.',
          ]
        : [],
    );
  });
});

describe('password', () => {
  it('is required for a real reset only', async () => {
    expect(await problemsOf({ ...VALID, password: '' })).toEqual([
      'password is empty: give the new password from a secret',
    ]);
    expect(await problemsOf({ ...VALID, password: '', dry_run: 'false' }, {}, FORK)).toEqual([
      'password is empty: give the new password from a secret (pull requests from forks get no secrets)',
    ]);
    expect(
      (await settingsOf({ ...VALID, password: '', dry_run: 'true' })).password,
    ).toBeUndefined();
  });

  it.each([' Fake-Pass1', 'Fake-Pass1\n', ' '])('is not trimmed: %j', async (password) => {
    const problems = await problemsOf({ ...VALID, password });
    expect(problems).toEqual([
      expect.stringMatching(/^password contains a blank, a line end or a contr/),
    ]);
  });

  it('is checked by the rules of the API', async () => {
    expect((await settingsOf({ ...VALID, password: 'Fake$Pass1', api: 'v2.1' })).password).toBe(
      'Fake$Pass1',
    );
    expect(await problemsOf({ ...VALID, password: 'Fake$Pass1', api: 'v1' })).toHaveLength(1);
  });

  it('is checked by the rules of the system', async () => {
    const { warnings } = await settingsOf({ ...VALID, password: '/xAdm-12', os: 'Linux' });
    expect(warnings).toEqual([
      'password must not contain three consecutive characters of Administrator (newest documentation)',
      'password must not begin with / (newest documentation)',
    ]);
    expect(await problemsOf({ ...VALID, password: '/xAdm-12', os: 'windows' })).toEqual([
      'password must not contain three consecutive characters of Administrator; and must not begin with /',
    ]);
  });
});

describe('server_ids and server_ids_file', () => {
  it.each([
    ['', '', 'server_ids is empty: give the IDs of the servers in server_ids, or a file'],
    [' \n', ' ', 'server_ids is empty: give the IDs of the servers in server_ids, or a file'],
    [A, 'ids.txt', 'server_ids is given together with server_ids_file: give only one of the two'],
    ['web-1', '', 'server_ids contains something that is not a valid server ID: entry 1 (web-1)'],
    ['', 'no-such-file', 'server_ids_file names a file that does not exist'],
  ])('%j and %j', async (server_ids, server_ids_file, expected) => {
    const problems = await problemsOf({ ...VALID, server_ids, server_ids_file });
    expect(problems).toEqual([expect.stringContaining(expected)]);
  });

  it.each(['GITHUB_WORKSPACE', 'RUNNER_TEMP'])('a file in %s', async (variable) => {
    const folder = await mkdtemp(join(tmpdir(), 'settings-'));
    const file = join(folder, 'ids.txt');
    await writeFile(file, `${A}\n`);
    const inputs: Texts = { ...VALID, server_ids: '', server_ids_file: ` ${file} ` };
    expect(await settingsOf(inputs, { [variable]: folder })).toMatchObject({ servers: [A] });
    const elsewhere = { RUNNER_TEMP: join(folder, 'other') };
    expect(await problemsOf(inputs, elsewhere)).toEqual([
      expect.stringContaining('is outside the workspace'),
    ]);
    await rm(folder, { recursive: true });
  });

  it('quotes at most 40 characters of an entry', async () => {
    const [problem = ''] = await problemsOf({ ...VALID, server_ids: 'x'.repeat(100) });
    expect(problem).toContain(`(${'x'.repeat(40)}…)`);
  });
});

describe('all problems are found at once', () => {
  const METHODS = {
    keys: ['access_key', 'secret_key', 'security_token'],
    STS: ['oidc_provider_urn', 'agency_urn'],
    IAM: ['identity_provider'],
  };

  it.each(Object.entries(METHODS))('with %s', async (_method, inputs) => {
    // Inputs that exclude each other would be a problem together.
    const left = ['server_ids_file', 'auth_token', ...Object.values(METHODS).flat()];
    const names = Object.keys(DECLARED).filter(
      (name) => inputs.includes(name) || !left.includes(name),
    );
    const problems = await problemsOf(
      {
        ...VALID,
        access_key: '',
        secret_key: '',
        ...Object.fromEntries(names.map((name) => [name, '? ?'])),
      },
      ID_TOKENS,
    );
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([...names].sort());
  });
});

it('no message contains a secret, in whatever input it is', async () => {
  const names = [...Object.keys(DECLARED), 'HTTPS_PROXY', 'HW_PROJECT_ID', 'HW_REGION_NAME'];
  const secret = fc.stringMatching(/^[A-Z][A-Za-z0-9+=!%]{11,30}$/);
  const shape = fc.constantFrom(
    '@',
    ' @',
    '@ x',
    'https://u:@',
    'a@ü',
    '["@"',
    '{"a":"@"}',
    '::@::',
  );
  const places = fc.dictionary(fc.constantFrom(...names), shape, { minKeys: 1 });
  await fc.assert(
    fc.asyncProperty(secret, places, async (text, shapes) => {
      const secrets = new Secrets(() => undefined);
      secrets.mask(text);
      const withSecret = Object.fromEntries(
        Object.entries(shapes).map(([name, around]) => [name, around.replace('@', () => text)]),
      );
      const result = await read({ ...VALID, ...withSecret }, withSecret, PUSH, secrets);
      const messages = result.ok ? result.value.warnings : result.error;
      expect(JSON.stringify(messages)).not.toContain(text);
    }),
  );
});
