import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventContext } from '../../../src/github/event.ts';
import { run } from '../../../src/actions/reset/run.ts';
import type { RunContext } from '../../../src/actions/reset/run.ts';
import type { Core } from '../../../src/github/core.ts';
import { VERSION } from '../../../src/version.ts';

const A = '1bd0eb17-4466-4c15-a9ce-87727ad311b5';
const B = '2bd0eb17-4466-4c15-a9ce-87727ad311b5';
const PASSWORD = 'Fake-Pass1';
const SECRETS = [PASSWORD, 'fake-secret-key', 'fake-session-token'];
const PUSH: EventContext = { eventName: 'push', actor: 'octocat', payload: {} };

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** Everything that the run did to the world, in order; masks and outputs by name. */
let did: { readonly kind: string; readonly text: string }[];
let outputs: Record<string, string>;
let summary: string;
let requests: {
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}[];
let answers: (servers: readonly string[]) => Answer;
/** By the path of the request; what is not here is about servers. */
let signInAnswers: Record<string, Answer>;
let service: http.Server;
let environment: Record<string, string>;
let folder: string;

beforeEach(async () => {
  did = [];
  outputs = {};
  summary = '';
  requests = [];
  signInAnswers = {};
  answers = (servers) => ({ status: 200, body: { response: servers.map((id) => ({ id })) } });
  service = http.createServer((incoming, response) => {
    let body = '';
    incoming.on('data', (chunk) => (body += String(chunk)));
    incoming.on('end', () => {
      const [path = ''] = (incoming.url ?? '').split('?');
      requests.push({ path, headers: incoming.headers, body });
      const { servers = [] } = JSON.parse(body === '' ? '{}' : body) as {
        servers?: { id: string }[];
      };
      const { status, body: answer } = signInAnswers[path] ?? answers(servers.map(({ id }) => id));
      response.writeHead(status, { 'X-Request-Id': '4bf92f3577b34da6a3ce929d0e0e4736' });
      response.end(JSON.stringify(answer));
    });
  });
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  folder = await mkdtemp(join(tmpdir(), 'run-'));
  await writeFile(join(folder, 'event.json'), '{}');
  environment = {
    GITHUB_ACTOR: 'octocat',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_REPOSITORY: 'octo/fleet',
    GITHUB_RUN_ID: '42',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: '0123456789abcdef',
    RUNNER_TEMP: folder,
    INPUT_PROJECT_ID: 'p-123',
    INPUT_SERVER_IDS: `${A} ${B}`,
    INPUT_PASSWORD: PASSWORD,
    INPUT_ENDPOINT: `http://127.0.0.1:${(service.address() as AddressInfo).port}`,
    INPUT_ACCESS_KEY: 'fake-access-key',
    INPUT_SECRET_KEY: 'fake-secret-key',
    INPUT_SECURITY_TOKEN: 'fake-session-token',
  };
});

afterEach(async () => {
  service.closeAllConnections();
  service.close();
  await rm(folder, { recursive: true, force: true });
});

function recordingCore(): Core {
  const record =
    (kind: string) =>
    (text: string | Error): void => {
      did.push({ kind, text: String(text) });
    };
  const fakeSummary = {
    addRaw(text: string) {
      summary += text;
      return fakeSummary;
    },
    write: () => Promise.resolve(fakeSummary),
  };
  return {
    error: record('error'),
    notice: record('notice'),
    warning: record('warning'),
    info: record('info'),
    setFailed: record('failed'),
    setSecret: record('mask'),
    setOutput: (name: string, value: unknown) => {
      outputs[name] = String(value);
      did.push({ kind: 'output', text: name });
    },
    summary: fakeSummary as unknown as Core['summary'],
  };
}

async function start(own: Partial<RunContext> = {}): Promise<void> {
  await run({
    core: recordingCore(),
    environment,
    loadEvent: () => PUSH,
    clock: { now: () => Date.now(), sleep: (_ms, signal) => untilAborted(signal) },
    random: () => 0,
    cancelled: new AbortController().signal,
    ...own,
  });
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

function textsOf(kind: string): string[] {
  return did.filter((deed) => deed.kind === kind).map(({ text }) => text);
}

/** All that anybody could ever see, but the lines that mask. */
async function visible(): Promise<string> {
  const path = outputs['report_file'] ?? '';
  const file = path === '' ? '' : await readFile(path, 'utf8');
  const said = did.filter(({ kind }) => kind !== 'mask').map(({ text }) => text);
  return [...said, ...Object.values(outputs), summary, file].join('\n');
}

describe('a run', () => {
  it('resets the servers and reports them', async () => {
    await start();
    expect(requests.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { new_password: PASSWORD, dry_run: false, servers: [{ id: A }, { id: B }] },
    ]);
    expect(requests[0]?.headers).toMatchObject({
      'user-agent': `reset-ecs-passwords/${VERSION}`,
      'x-project-id': 'p-123',
      'x-security-token': 'fake-session-token',
      authorization: expect.stringContaining('SDK-HMAC-SHA256 Access=fake-access-key, '),
    });
    expect(outputs).toMatchObject({
      accepted_server_ids: JSON.stringify([A, B]),
      accepted_count: '2',
      dry_run: 'false',
      outputs_truncated: 'false',
    });
    expect(textsOf('failed')).toEqual([]);
    expect(summary).toContain('## ✅ Password reset');
    const report = JSON.parse(await readFile(outputs['report_file'] ?? '', 'utf8')) as unknown;
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
    answers = ([id]) => ({
      status: 400,
      body: {
        error: { code: 'Ecs.0611', message: `bad ${SECRETS.join(' ')}` },
        internalError: [{ id, error_code: 'Ecs.9999', error_message: SECRETS.join(' ') }],
      },
    });
    await start();
    expect(outputs).toMatchObject({ failed_count: '2', accepted_count: '0' });
    expect(textsOf('failed')).toEqual(['The reset was accepted for 0 of 2 servers, 2 failed.']);
    expect(summary).toContain('## ❌ Password reset');
    expect(await visible()).toContain('***');
    expect(
      SECRETS.filter((secret) =>
        did.some(({ kind, text }) => kind !== 'mask' && text.includes(secret)),
      ),
    ).toEqual([]);
  });

  it('tells the servers of other calls why they were not sent', async () => {
    environment['INPUT_BATCH_SIZE'] = '1';
    environment['INPUT_CONCURRENCY'] = '1';
    answers = () => ({ status: 403, body: { error: { code: 'Ecs.0110', message: 'x' } } });
    await start();
    expect(requests).toHaveLength(1);
    expect(outputs).toMatchObject({
      failed_server_ids: JSON.stringify([A]),
      not_sent_server_ids: JSON.stringify([B]),
    });
    expect(summary).toContain(
      'not sent, because another call was refused&#58; permission is missing',
    );
  });

  it('needs no more of the runner than the inputs and the event', async () => {
    const needed = ([name]: [string, string]) => /^INPUT_|^GITHUB_EVENT_PATH$/.test(name);
    environment = Object.fromEntries(Object.entries(environment).filter(needed));
    await start();
    const file = outputs['report_file'] ?? '';
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      counts: { accepted: 2 },
      run: { actor: '', event: '', commit: '' },
    });
    await rm(dirname(file), { recursive: true });
  });

  it('sends nothing once it is cancelled', async () => {
    await start({ cancelled: AbortSignal.abort() });
    expect(requests).toEqual([]);
    expect(outputs).toMatchObject({
      not_sent_count: '2',
      remaining_server_ids: JSON.stringify([A, B]),
    });
    expect(summary).toContain('the run was cancelled');
    expect(textsOf('failed')).toHaveLength(1);
  });

  it('only checks on a pull request', async () => {
    await start({ loadEvent: () => ({ ...PUSH, eventName: 'pull_request' }) });
    expect(requests[0]?.body).toContain('"dry_run":true');
    expect(outputs).toMatchObject({ dry_run: 'true', restart_required_server_ids: '[]' });
  });

  it('only checks when the event cannot be read', async () => {
    await start({
      loadEvent: () => {
        throw new Error('broken');
      },
    });
    expect(requests[0]?.body).toContain('"dry_run":true');
    expect(textsOf('notice')).toEqual([expect.stringContaining('cannot be read')]);
  });

  it('asks nobody without credentials in a dry run, and passes', async () => {
    Object.assign(environment, {
      INPUT_ACCESS_KEY: '',
      INPUT_SECRET_KEY: '',
      INPUT_SECURITY_TOKEN: '',
      INPUT_DRY_RUN: 'true',
    });
    await start();
    expect(requests).toEqual([]);
    expect(outputs).toMatchObject({ not_sent_count: '2', dry_run: 'true' });
    expect(textsOf('failed')).toEqual([]);
    expect(textsOf('warning')).toEqual(['The service was not asked: there are no credentials.']);
  });

  it('sends one server a call with the single APIs', async () => {
    environment['INPUT_API'] = 'v1';
    await start();
    expect(requests).toHaveLength(2);
    expect(outputs).toMatchObject({ accepted_server_ids: JSON.stringify([A, B]) });
  });

  it('stops at problems, before any request and any output', async () => {
    Object.assign(environment, { INPUT_SERVER_IDS: 'web-1', INPUT_PASSWORD: 'weak-password' });
    await start();
    expect(requests).toEqual([]);
    expect(outputs).toEqual({});
    expect(summary).toBe('');
    expect(textsOf('error')).toHaveLength(1);
    expect(textsOf('failed')).toHaveLength(1);
    expect(await visible()).not.toContain('weak-password');
  });
});

describe('signing in', () => {
  const claims = Buffer.from('{"sub":"repo:octo/fleet"}').toString('base64url');
  const TEMPORARY = {
    idToken: `aGVhZGVy.${claims}.c2lnbmF0dXJl`,
    access: 'temporary-access-key',
    secret: 'temporary-secret-key',
    token: 'temporary-session-token',
  };

  beforeEach(() => {
    const endpoint = environment['INPUT_ENDPOINT'] ?? '';
    Object.assign(environment, {
      INPUT_ACCESS_KEY: '',
      INPUT_SECRET_KEY: '',
      INPUT_SECURITY_TOKEN: '',
      INPUT_PROJECT_ID: '',
      INPUT_REGION: 'cn-north-4',
      INPUT_IAM_ENDPOINT: endpoint,
      INPUT_STS_ENDPOINT: endpoint,
      INPUT_OIDC_PROVIDER_URN: 'iam::0:oidcProvider:github',
      INPUT_AGENCY_URN: 'iam::0:agency:resetter',
      ACTIONS_ID_TOKEN_REQUEST_URL: `${endpoint}/id-token`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'fake-request-token',
    });
    signInAnswers = {
      '/id-token': { status: 200, body: { value: TEMPORARY.idToken } },
      '/v5/agencies/assume-with-oidc': {
        status: 200,
        body: {
          credentials: {
            access_key_id: TEMPORARY.access,
            secret_access_key: TEMPORARY.secret,
            security_token: TEMPORARY.token,
            expiration: new Date(Date.now() + 3_600_000).toISOString(),
          },
        },
      },
      '/v3/projects': { status: 200, body: { projects: [{ id: 'p-9', name: 'cn-north-4' }] } },
    };
  });

  it('comes before the reset, which uses the new keys in the project found', async () => {
    await start();
    expect(requests.map(({ path }) => path)).toEqual([
      '/id-token',
      '/v5/agencies/assume-with-oidc',
      '/v3/projects',
      '/v1/p-9/cloudservers/os-reset-passwords',
    ]);
    expect(requests[3]?.headers).toMatchObject({
      'x-project-id': 'p-9',
      'x-security-token': TEMPORARY.token,
      authorization: expect.stringContaining(`Access=${TEMPORARY.access}, `),
    });
    expect(outputs).toMatchObject({ accepted_count: '2' });
    expect(textsOf('mask')).toEqual([
      PASSWORD,
      'fake-request-token',
      TEMPORARY.idToken,
      TEMPORARY.access,
      TEMPORARY.secret,
      TEMPORARY.token,
    ]);
    const told = await visible();
    for (const secret of Object.values(TEMPORARY)) expect(told).not.toContain(secret);
  });

  it('that is refused reports every server as not sent, with the reason', async () => {
    const body = { error_code: 'STS5.1001', error_msg: `no ${TEMPORARY.idToken}` };
    signInAnswers['/v5/agencies/assume-with-oidc'] = { status: 403, body };
    await start();
    expect(requests).toHaveLength(2);
    expect(outputs).toMatchObject({ not_sent_server_ids: JSON.stringify([A, B]) });
    expect(textsOf('error')).toEqual([
      expect.stringContaining(
        'STS does not let this job assume the agency (HTTP 403); it says: no ***',
      ),
    ]);
    expect(textsOf('info')).toEqual(
      expect.arrayContaining(['The ID token of this job claims:', '  sub: repo:octo/fleet']),
    );
    expect(await visible()).not.toContain(TEMPORARY.idToken);
  });

  it('tells no one to check keys that the inputs do not hold', async () => {
    const body = { error_code: 'APIGW.0301', error_msg: 'verify aksk signature fail' };
    answers = () => ({ status: 401, body });
    await start();
    expect(summary).toContain('The sign-in of this run gave them');
    expect(summary).not.toContain('secret_key');
    Object.assign(environment, {
      INPUT_OIDC_PROVIDER_URN: '',
      INPUT_AGENCY_URN: '',
      INPUT_ACCESS_KEY: 'fake-access-key',
      INPUT_SECRET_KEY: 'fake-secret-key',
    });
    summary = '';
    await start();
    expect(summary).toContain('Check secret_key');
    expect(summary).not.toContain('The sign-in of this run');
  });

  it('says so when there is no time for a further try', async () => {
    const body = { error_code: 'APIGW.0308', error_msg: 'limit:200,time:20 minute' };
    signInAnswers['/id-token'] = { status: 429, body };
    await start();
    expect(textsOf('info')).toContainEqual(
      expect.stringMatching(
        /^GitHub could not answer .* No further try: it would begin in 1200\.0 s/,
      ),
    );
    expect(requests).toHaveLength(1);
  });

  it('says why it waits', async () => {
    signInAnswers['/id-token'] = { status: 503 };
    const stop = new AbortController();
    const core = recordingCore();
    await start({
      core: {
        ...core,
        info: (line) => {
          core.info(line);
          if (line.includes('the next one in')) stop.abort();
        },
      },
      cancelled: stop.signal,
    });
    expect(textsOf('info')).toContain(
      'GitHub could not answer (HTTP 503) (request 4bf92f3577b34da6a3ce929d0e0e4736). Try 1; the next one in 0.0 s.',
    );
    expect(requests).toHaveLength(1);
    expect(summary).toContain('the run was cancelled');
  });

  it('asks nobody once the run is cancelled, whichever way', async () => {
    await start({ cancelled: AbortSignal.abort() });
    Object.assign(environment, {
      INPUT_OIDC_PROVIDER_URN: '',
      INPUT_AGENCY_URN: '',
      INPUT_USE_ECS_AGENCY: 'true',
    });
    await start({ cancelled: AbortSignal.abort() });
    expect(requests).toEqual([]);
    expect(outputs).toMatchObject({ not_sent_count: '2' });
    expect(textsOf('failed')).toHaveLength(2);
  });
});

it('masks every secret before it does anything else', async () => {
  await start();
  const last = did.findLastIndex(({ kind }) => kind === 'mask');
  expect(last).toBeGreaterThan(0);
  expect(did.slice(0, last + 1).every(({ kind }) => kind === 'mask')).toBe(true);
  expect(textsOf('mask')).toEqual(expect.arrayContaining(SECRETS));
});

it.each(['http://user:Proxy-Pass@p:99999', 'user:Proxy-Pass@p:1', 'socks5://user:Proxy-Pass@p:1'])(
  'masks and never shows the password of a wrong proxy: %s',
  async (proxy) => {
    environment['https_proxy'] = proxy;
    await start();
    expect(textsOf('mask')).toContain('Proxy-Pass');
    expect(textsOf('failed')).toEqual([expect.stringContaining('https_proxy is no address')]);
    expect(await visible()).not.toContain('Proxy-Pass');
  },
);

describe('a report that cannot be written', () => {
  it('fails the step when the outputs are missing', async () => {
    const core = recordingCore();
    await start({
      core: {
        ...core,
        setOutput: () => {
          throw new Error(PASSWORD);
        },
      },
    });
    expect(textsOf('failed')).toEqual([
      'The reset was accepted for 2 of 2 servers. The outputs could not be written.',
    ]);
    expect(summary).toContain('Accepted: 2 servers');
    expect(await visible()).not.toContain(PASSWORD);
  });

  it('fails the step when the files are missing, and writes the rest', async () => {
    environment['RUNNER_TEMP'] = join(folder, 'missing');
    await start();
    expect(textsOf('failed')).toEqual([
      'The reset was accepted for 2 of 2 servers. The report files could not be written.',
    ]);
    expect(outputs).toMatchObject({ accepted_count: '2', report_file: '' });
  });

  it('warns when only the summary is missing', async () => {
    const core = recordingCore();
    core.summary.write = () => Promise.reject(new Error(PASSWORD));
    await start({ core });
    expect(textsOf('failed')).toEqual([]);
    expect(textsOf('warning')).toEqual(['The job summary could not be written.']);
    expect(outputs).toMatchObject({ accepted_count: '2' });
  });
});

it.each([
  [new RangeError(`cannot use ${PASSWORD}`), 'RangeError'],
  [PASSWORD, 'string'],
])('an unforeseen error shows its name only, and all is reported', async (error, name) => {
  answers = () => ({ status: 503 });
  await start({
    random: () => {
      AbortSignal.abort(error).throwIfAborted();
      return 0;
    },
  });
  expect(textsOf('error')[0]).toBe(
    `The action met an error of its own (${name}). Please report it.`,
  );
  expect(textsOf('failed')).toHaveLength(1);
  expect(outputs).toMatchObject({ unknown_count: '2', requested_count: '2' });
  expect(await visible()).not.toContain(PASSWORD);
});
