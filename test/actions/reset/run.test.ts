import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { VERSION } from '../../../src/version.ts';
import { A, B, PASSWORD, PUSH, RecordedReset, SECRETS } from './recorded-reset.ts';

let reset: RecordedReset;

beforeEach(async () => {
  reset = await RecordedReset.create();
});

afterEach(() => reset.close());

describe('a run', () => {
  it('resets the servers and reports them', async () => {
    await reset.start();
    expect(reset.requests.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { new_password: PASSWORD, dry_run: false, servers: [{ id: A }, { id: B }] },
    ]);
    expect(reset.requests[0]?.headers).toMatchObject({
      'user-agent': `reset-ecs-passwords/${VERSION}`,
      'x-project-id': 'p-123',
      'x-security-token': 'fake-session-token',
      authorization: expect.stringContaining('SDK-HMAC-SHA256 Access=fake-access-key, '),
    });
    expect(reset.outputs).toMatchObject({
      accepted_server_ids: JSON.stringify([A, B]),
      accepted_count: '2',
      dry_run: 'false',
      outputs_truncated: 'false',
    });
    expect(reset.textsOf('failed')).toEqual([]);
    expect(reset.summary).toContain('## ⏳ Accepted: 2 servers wait for a restart');
    const report = JSON.parse(
      await readFile(reset.outputs['report_file'] ?? '', 'utf8'),
    ) as unknown;
    expect(report).toMatchObject({
      counts: { accepted: 2, requested: 2 },
      run: {
        url: 'https://github.com/octo/fleet/actions/runs/42',
        actor: 'octocat',
        event: 'push',
        commit: '0123456789abcdef',
        started: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      },
    });
  });

  it('fails the step and reports when a server was refused', async () => {
    reset.respond = ([id]) => ({
      status: 400,
      body: {
        error: { code: 'Ecs.0611', message: `bad ${SECRETS.join(' ')}` },
        internalError: [{ id, error_code: 'Ecs.9999', error_message: SECRETS.join(' ') }],
      },
    });
    await reset.start();
    expect(reset.outputs).toMatchObject({ failed_count: '2', accepted_count: '0' });
    expect(reset.textsOf('failed')).toEqual([
      'The reset of 0 of 2 servers was accepted, 2 failed.',
    ]);
    expect(reset.summary).toContain('## ❌ 2 of 2 servers still need you');
    expect(await reset.visibleText()).toContain('***');
    expect(
      SECRETS.filter((secret) =>
        reset.effects.some(({ kind, text }) => kind !== 'mask' && text.includes(secret)),
      ),
    ).toEqual([]);
  });

  it('reports why the servers of other calls were not sent', async () => {
    reset.environment['INPUT_BATCH_SIZE'] = '1';
    reset.environment['INPUT_CONCURRENCY'] = '1';
    reset.respond = () => ({ status: 403, body: { error: { code: 'Ecs.0110', message: 'x' } } });
    await reset.start();
    expect(reset.requests).toHaveLength(1);
    expect(reset.outputs).toMatchObject({
      failed_server_ids: JSON.stringify([A]),
      not_sent_server_ids: JSON.stringify([B]),
    });
    expect(reset.summary).toContain(
      'Not sent, because another call was refused&#58; permission is missing',
    );
  });

  it('needs only the inputs and the event from the runner', async () => {
    const needed = ([name]: [string, string]) => /^INPUT_|^GITHUB_EVENT_PATH$/.test(name);
    reset.environment = Object.fromEntries(Object.entries(reset.environment).filter(needed));
    await reset.start();
    const file = reset.outputs['report_file'] ?? '';
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      counts: { accepted: 2 },
      run: { actor: '', event: '', commit: '' },
    });
    await rm(dirname(file), { recursive: true });
  });

  it('sends nothing once it is cancelled', async () => {
    await reset.start({ cancelled: AbortSignal.abort() });
    expect(reset.requests).toEqual([]);
    expect(reset.outputs).toMatchObject({
      not_sent_count: '2',
      remaining_server_ids: JSON.stringify([A, B]),
    });
    expect(reset.summary).toContain('The run was cancelled');
    expect(reset.textsOf('failed')).toHaveLength(1);
  });

  it('only checks on a pull request', async () => {
    await reset.start({ loadEvent: () => ({ ...PUSH, eventName: 'pull_request' }) });
    expect(reset.requests[0]?.body).toContain('"dry_run":true');
    expect(reset.outputs).toMatchObject({ dry_run: 'true', restart_required_server_ids: '[]' });
  });

  it('only checks when the event cannot be read', async () => {
    await reset.start({
      loadEvent: () => {
        throw new Error('broken');
      },
    });
    expect(reset.requests[0]?.body).toContain('"dry_run":true');
    expect(reset.textsOf('notice')).toEqual([expect.stringContaining('cannot be read')]);
  });

  it('sends no request without credentials in a dry run, and passes', async () => {
    Object.assign(reset.environment, {
      INPUT_ACCESS_KEY: '',
      INPUT_SECRET_KEY: '',
      INPUT_SECURITY_TOKEN: '',
      INPUT_DRY_RUN: 'true',
    });
    await reset.start();
    expect(reset.requests).toEqual([]);
    expect(reset.outputs).toMatchObject({ not_sent_count: '2', dry_run: 'true' });
    expect(reset.textsOf('failed')).toEqual([]);
    expect(reset.textsOf('warning')).toEqual(['No request was sent: there are no credentials.']);
  });

  it('sends one call for each server with the single APIs', async () => {
    reset.environment['INPUT_API'] = 'v1';
    await reset.start();
    expect(reset.requests).toHaveLength(2);
    expect(reset.outputs).toMatchObject({ accepted_server_ids: JSON.stringify([A, B]) });
  });

  it('ends at problems, before any request and any output', async () => {
    Object.assign(reset.environment, {
      INPUT_SERVER_IDS: 'web-1',
      INPUT_PASSWORD: 'weak-password',
    });
    await reset.start();
    expect(reset.requests).toEqual([]);
    expect(reset.outputs).toEqual({});
    expect(reset.summary).toContain('| password | must have three');
    expect(reset.textsOf('error')).toHaveLength(1);
    expect(reset.textsOf('failed')).toHaveLength(1);
    expect(await reset.visibleText()).not.toContain('weak-password');
  });
});

it('masks every secret before it does anything else', async () => {
  await reset.start();
  const last = reset.effects.findLastIndex(({ kind }) => kind === 'mask');
  expect(last).toBeGreaterThan(0);
  expect(reset.effects.slice(0, last + 1).every(({ kind }) => kind === 'mask')).toBe(true);
  expect(reset.textsOf('mask')).toEqual(expect.arrayContaining(SECRETS));
});

it.each([
  'http://user:Proxy-Pass@p:99999',
  'user:Proxy-Pass@p:99999',
  'socks5://user:Proxy-Pass@p:1',
])('masks and never shows the password of an invalid proxy address: %s', async (proxy) => {
  reset.environment['http_proxy'] = proxy;
  await reset.start();
  expect(reset.textsOf('mask')).toContain('Proxy-Pass');
  expect(reset.textsOf('failed')).toEqual([
    expect.stringContaining('http_proxy is not a valid proxy address'),
  ]);
  expect(await reset.visibleText()).not.toContain('Proxy-Pass');
});

it.each([
  ['busy', { internalError: [{ id: A, error_code: 'Ecs.0603', error_message: 'busy' }] }, 'failed'],
  ['unknown', '<html>', 'unknown'],
])('a dry run sends a server that is %s only once', async (_what, body, outcome) => {
  reset.environment['INPUT_SERVER_IDS'] = A;
  reset.environment['INPUT_DRY_RUN'] = 'true';
  reset.environment['INPUT_RETRY_UNKNOWN_AFTER'] = '60';
  reset.environment['INPUT_MAX_RETRIES'] = '0';
  reset.respond = () => ({ status: 200, body });
  // A wait would only end with the run.
  await reset.start();
  expect(reset.requests).toHaveLength(1);
  expect(reset.outputs[`${outcome}_server_ids`]).toBe(JSON.stringify([A]));
});

describe('a report that cannot be written', () => {
  it('fails the step when the outputs are missing', async () => {
    const core = reset.recordingCore();
    await reset.start({
      core: {
        ...core,
        setOutput: () => {
          throw new Error(PASSWORD);
        },
      },
    });
    expect(reset.textsOf('failed')).toEqual([
      'The reset of 2 of 2 servers was accepted. The outputs could not be written.',
    ]);
    expect(reset.summary).toContain('Accepted&#58; 2 servers');
    expect(await reset.visibleText()).not.toContain(PASSWORD);
  });

  it('fails the step when the files are missing, and writes the rest', async () => {
    reset.environment['RUNNER_TEMP'] = join(reset.folder, 'missing');
    await reset.start();
    expect(reset.textsOf('failed')).toEqual([
      'The reset of 2 of 2 servers was accepted. The report files could not be written.',
    ]);
    expect(reset.outputs).toMatchObject({ accepted_count: '2', report_file: '' });
  });

  it('warns when only the summary is missing', async () => {
    const core = reset.recordingCore();
    core.summary.write = () => Promise.reject(new Error(PASSWORD));
    await reset.start({ core });
    expect(reset.textsOf('failed')).toEqual([]);
    expect(reset.textsOf('warning')).toEqual(['The job summary could not be written.']);
    expect(reset.outputs).toMatchObject({ accepted_count: '2' });
  });
});

it.each([
  [new RangeError(`cannot use ${PASSWORD}`), 'RangeError'],
  [PASSWORD, 'string'],
])('shows only the name of an unexpected error, and reports every server', async (error, name) => {
  reset.respond = () => ({ status: 503 });
  await reset.start({
    random: () => {
      AbortSignal.abort(error).throwIfAborted();
      return 0;
    },
  });
  expect(reset.textsOf('error')[0]).toBe(`Internal error (${name}). Please report it.`);
  expect(reset.textsOf('failed')).toHaveLength(1);
  expect(reset.outputs).toMatchObject({ unknown_count: '2', requested_count: '2' });
  expect(await reset.visibleText()).not.toContain(PASSWORD);
});
