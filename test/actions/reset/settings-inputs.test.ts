import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { load } from 'js-yaml';
import type { Event } from '../../../src/github/event.ts';
import { Secrets } from '../../../src/secrets/redact.ts';
import { readSettings } from '../../../src/actions/reset/settings.ts';
import type { Problem } from '../../../src/inputs/inputs.ts';
import type { Settings } from '../../../src/actions/reset/settings.ts';

type Texts = Readonly<Record<string, string>>;

const A = '1bd0eb17-4466-4c15-a9ce-87727ad311b5';
const GOOD = {
  project_id: 'p-123',
  server_ids: A,
  password: 'Fake-Pass1',
  region: 'cn-north-4',
  access_key: 'input-access',
  secret_key: 'input-secret',
};
const PUSH: Event = { name: 'push' };
const PULL_REQUEST: Event = { name: 'pull_request', dryRunReason: 'the event is pull_request' };
const { inputs: DECLARED } = load(
  await readFile(new URL('../../../action.yml', import.meta.url), 'utf8'),
) as { inputs: Record<string, { default?: string }> };
const DEFAULTS = Object.entries(DECLARED).flatMap(([name, { default: value }]) =>
  value === undefined ? [] : [[name, value] as const],
);

async function read(
  inputs: Texts,
  environment: Texts = {},
  event = PUSH,
  secrets = new Secrets(),
): Promise<{ settings: Settings } | { problems: readonly Problem[] }> {
  return await readSettings({
    input: (name) => inputs[name] ?? '',
    environment,
    event,
    quote: (text) => secrets.quote(text),
  });
}

async function settingsOf(inputs: Texts, event?: Event): Promise<Settings> {
  const result = await read({ ...GOOD, ...inputs }, {}, event);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.settings;
}

async function problemsOf(inputs: Texts, environment?: Texts, event?: Event): Promise<string[]> {
  const result = await read({ ...GOOD, ...inputs }, environment, event);
  if ('settings' in result) throw new Error('the settings were taken');
  return result.problems.map(({ input, message }) => `${input} ${message}`);
}

describe('defaults', () => {
  it('every number and word has one in action.yml, but those that follow from others', () => {
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
    ]);
  });

  it.each(DEFAULTS)('%s: empty means %s', async (name, value) => {
    const expected = await settingsOf({ [name]: value });
    expect(await settingsOf({ [name]: '' })).toEqual(expected);
    expect(await settingsOf({ [name]: ' \n' })).toEqual(expected);
    expect(await settingsOf({})).toEqual(expected);
  });
});

describe('numbers', () => {
  const NUMBERS = [
    ['batch_size', 'batchSize', 1, 1_000, 1],
    ['concurrency', 'concurrency', 1, 32, 1],
    ['max_retries', 'maxRetries', 0, 20, 1],
    ['request_timeout', 'requestTimeoutMs', 1, 600, 1_000],
    ['timeout', 'timeoutMs', 1, 86_400, 1_000],
  ] as const;

  it.each(NUMBERS)('%s: its bounds', async (name, key, least, most, unit) => {
    expect((await settingsOf({ [name]: String(least) }))[key]).toBe(least * unit);
    expect((await settingsOf({ [name]: ` ${most}\n` }))[key]).toBe(most * unit);
    const problem = `${name} must be a whole number from ${least} to ${most}`;
    expect(await problemsOf({ [name]: String(least - 1) })).toEqual([problem]);
    expect(await problemsOf({ [name]: String(most + 1) })).toEqual([problem]);
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
  ])('no whole number: %s', async (value) => {
    const problems = await problemsOf(Object.fromEntries(NUMBERS.map(([name]) => [name, value])));
    expect(problems).toHaveLength(NUMBERS.length);
  });
});

describe('words', () => {
  it.each([
    ['api', 'V2.1', { api: 'v2.1' }],
    ['api', ' BATCH ', { api: 'batch' }],
    ['check_password', 'FALSE', { checkPassword: false }],
    ['check_password', 'True', { checkPassword: true }],
    ['dry_run', 'TRUE', { dryRun: true }],
    ['dry_run', 'False', { dryRun: false }],
    ['dry_run', 'Auto', { dryRun: false }],
  ])('%s in any letter case: %s', async (name, value, expected) => {
    expect(await settingsOf({ [name]: value })).toMatchObject(expected);
  });

  it.each([
    ['api', 'batch, v1, v2.1'],
    ['check_password', 'true, false'],
    ['dry_run', 'auto, true, false'],
    ['os', 'any, linux, windows'],
    ['use_ecs_agency', 'true, false'],
  ])('%s knows no other', async (name, words) => {
    for (const value of ['yes', '1', 'truee', 'toString', '__proto__']) {
      expect(await problemsOf({ [name]: value })).toEqual([
        `${name} must be one of these words: ${words}`,
      ]);
    }
  });
});

describe('dry_run', () => {
  it.each([
    ['auto', PUSH, false, 'Real reset: dry_run is auto, and this event is no pull request.'],
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
  ])('%s on %j', async (word, event, dryRun, dryRunReason) => {
    const settings = await settingsOf({ dry_run: word }, event);
    expect(settings).toMatchObject({ dryRun, dryRunReason });
    expect(settings.warnings).toEqual(
      word === 'false' && event === PULL_REQUEST
        ? [
            'Real reset although the event is pull_request, because dry_run is false. Leave dry_run out (or set it to auto) to only check here.',
          ]
        : [],
    );
  });
});

describe('password', () => {
  it('is wanted for a real reset, and only for that', async () => {
    expect(await problemsOf({ password: '' })).toEqual([
      'password is empty: give the new password from a secret',
    ]);
    const fork = { ...PULL_REQUEST, withoutSecrets: 'forks get no secrets' };
    expect(await problemsOf({ password: '', dry_run: 'false' }, {}, fork)).toEqual([
      'password is empty: give the new password from a secret (forks get no secrets)',
    ]);
    expect((await settingsOf({ password: '', dry_run: 'true' })).password).toBeUndefined();
  });

  it.each([' Fake-Pass1', 'Fake-Pass1\n', ' '])('is not trimmed: %j', async (password) => {
    const problems = await problemsOf({ password });
    expect(problems).toEqual([
      expect.stringMatching(/^password has a blank, a line end or a contr/),
    ]);
  });

  it('is checked by the rules of the API', async () => {
    expect((await settingsOf({ password: 'Fake$Pass1', api: 'v2.1' })).password).toBe('Fake$Pass1');
    expect(await problemsOf({ password: 'Fake$Pass1', api: 'v1' })).toHaveLength(1);
  });

  it('is checked by the rules of the system', async () => {
    const { warnings } = await settingsOf({ password: '/xAdm-12', os: 'Linux' });
    expect(warnings).toEqual([
      'password must not hold three characters in a row of Administrator (newest documentation)',
      'password must not begin with / (newest documentation)',
    ]);
    expect(await problemsOf({ password: '/xAdm-12', os: 'windows' })).toEqual([
      'password must not hold three characters in a row of Administrator; and must not begin with /',
    ]);
  });
});

describe('server_ids and server_ids_file', () => {
  it.each([
    ['', '', 'server_ids is empty: give the IDs of the servers in server_ids, or a file'],
    [' \n', ' ', 'server_ids is empty: give the IDs of the servers in server_ids, or a file'],
    [A, 'ids.txt', 'server_ids is given together with server_ids_file: give only one of the two'],
    ['web-1', '', 'server_ids has something that is no server ID: entry 1 (web-1)'],
    ['', 'no-such-file', 'server_ids_file names a file that does not exist'],
  ])('%j and %j', async (server_ids, server_ids_file, expected) => {
    const problems = await problemsOf({ server_ids, server_ids_file });
    expect(problems).toEqual([expect.stringContaining(expected)]);
  });

  it.each(['GITHUB_WORKSPACE', 'RUNNER_TEMP'])('a file in %s', async (variable) => {
    const folder = await mkdtemp(join(tmpdir(), 'settings-'));
    const file = join(folder, 'ids.txt');
    await writeFile(file, `${A}\n`);
    const inputs = { ...GOOD, server_ids: '', server_ids_file: ` ${file} ` };
    expect(await read(inputs, { [variable]: folder })).toMatchObject({
      settings: { servers: [A] },
    });
    expect(await problemsOf(inputs)).toEqual([expect.stringContaining('is outside the workspace')]);
    await rm(folder, { recursive: true });
  });

  it('quotes at most 40 characters of an entry', async () => {
    const [problem = ''] = await problemsOf({ server_ids: 'x'.repeat(100) });
    expect(problem).toContain(`(${'x'.repeat(40)}…)`);
  });
});

describe('everything that is wrong is found in one go', () => {
  const WAYS = {
    keys: ['access_key', 'secret_key', 'security_token'],
    STS: ['oidc_provider_urn', 'agency_urn'],
    IAM: ['identity_provider'],
  };
  const MAY_ASK = {
    ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example.com',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
  };

  it.each(Object.entries(WAYS))('with %s', async (_way, inputs) => {
    // Of two things that exclude each other only one can be wrong by itself.
    const left = ['server_ids_file', 'auth_token', ...Object.values(WAYS).flat()];
    const names = Object.keys(DECLARED).filter(
      (name) => inputs.includes(name) || !left.includes(name),
    );
    const problems = await problemsOf(
      {
        ...{ access_key: '', secret_key: '' },
        ...Object.fromEntries(names.map((name) => [name, '? ?'])),
      },
      { ...MAY_ASK, HTTPS_PROXY: 'socks5://p' },
    );
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual(
      [...names, 'HTTPS_PROXY'].sort(),
    );
  });
});

it('no message holds a secret, wherever it was pasted', async () => {
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
      const secrets = new Secrets();
      secrets.add(text);
      const spoilt = Object.fromEntries(
        Object.entries(shapes).map(([name, around]) => [name, around.replace('@', () => text)]),
      );
      const result = await read({ ...GOOD, ...spoilt }, spoilt, PUSH, secrets);
      const said = 'problems' in result ? result.problems : result.settings.warnings;
      expect(JSON.stringify(said)).not.toContain(text);
    }),
  );
});
