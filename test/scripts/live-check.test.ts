/** `npm run live-check` as its own process, against the simulator. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { findLeaks } from '../../harness/leaks.ts';
import { readOptions } from '../../scripts/live-check/options.ts';
import { Simulator } from '../../simulator/simulator.ts';
import type { ServerSpec, SimulatorOptions } from '../../simulator/simulator.ts';

const SCRIPT = fileURLToPath(new URL('../../scripts/live-check.ts', import.meta.url));
const PASSWORD = 'Wide-Open=8521/x';
/** Of no server. */
const ID = '00000000-0000-4000-8000-000000000000';
const VALUE = 'Stored-Value=77_x';
const SERVERS: readonly ServerSpec[] = [
  { name: 'shop-frontend-01', tags: ['team=payments', 'stage=live'] },
  { name: 'shop-frontend-02', tags: ['team=payments'], plugin: false },
  { name: 'shop-backend-01', tags: ['stage=live'], locked: true },
  { name: 'shop-backend-02', state: 'stopped' },
  { name: 'shop-backend-03', frozen: true },
  { name: 'shop-backend-04', taskState: 'rebooting' },
];

interface CheckRun {
  readonly exitCode: unknown;
  readonly report: string;
  readonly stderr: string;
}

let simulator: Simulator | undefined;
afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
});

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  simulator = await Simulator.start({ servers: SERVERS, ...options });
  return simulator;
}

async function runScript(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CheckRun> {
  const child = spawn(process.execPath, [SCRIPT, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = [child.stdout, child.stderr].map(async (stream) => {
    let text = '';
    for await (const chunk of stream.setEncoding('utf8')) text += String(chunk);
    return text;
  });
  const [exitCode] = (await once(child, 'close')) as unknown[];
  const [report = '', stderr = ''] = await Promise.all(texts);
  return { exitCode, report, stderr };
}

function check(
  { accessKey, endpoint, projectId, secretKey }: Simulator,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<CheckRun> {
  return runScript(['--endpoint', endpoint, '--csms-endpoint', endpoint, ...args], {
    HW_ACCESS_KEY: accessKey,
    HW_SECRET_KEY: secretKey,
    HW_PROJECT_ID: projectId,
    ...env,
  });
}

/** The result below a heading that begins with a text. */
function resultOf({ report }: CheckRun, topic: string): string | undefined {
  const line = report.split('\n').find((text) => text.startsWith(`**${topic}`));
  return line?.slice(line.indexOf('?** ') + 4);
}

/** Requests that are neither a reading one nor a dry run. */
function changesIn({ requests }: Simulator): string[] {
  return requests
    .filter(({ method, rawBody }) => method !== 'GET' && !rawBody.includes('"dry_run":true'))
    .map(({ method, path }) => `${method} ${path}`);
}

/** Neither secrets nor anything that tells whose project it is. */
function expectAnonymous(
  { report }: CheckRun,
  { accessKey, projectId, secretKey, serverIds }: Simulator,
): void {
  const ids = Object.fromEntries(serverIds.map((id, index) => [`server ${index + 1}`, id]));
  const leaks = findLeaks(report, {
    ...ids,
    ...{ accessKey, secretKey, projectId, PASSWORD, VALUE },
  });
  expect(leaks).toEqual([]);
  expect(report).not.toMatch(/shop|payments|team|127\.0\.0\.1|localhost/i);
}

describe('npm run live-check', () => {
  it('finds what the simulator does, and changes nothing', async () => {
    const cloud = await start();
    const run = await check(cloud);
    expect(run.stderr).toBe('');
    expect(run.exitCode).toBe(0);
    expect(changesIn(cloud)).toEqual([]);
    expect(cloud.serverIds.filter((id) => cloud.wasReset(id))).toEqual([]);
    expect(cloud.requests.filter(({ rawBody }) => rawBody.includes('new_password'))).toEqual([]);
    expectAnonymous(run, cloud);
    const results = {
      'Which page sizes': '200, 1,000',
      'Is `count` the number': 'of all servers',
      'Does a page with `marker`': 'yes',
      'What is the response to a `marker`': 'an error',
      'How does `server_id` take': 'with commas',
      'How does the list show an ID': 'the ID has a row of nulls',
      'Does `tags` twice': 'one of them (OR)',
      'Which parts of a tag': 'the key alone, the beginning of a value, the value without the key',
      'What does `name` match':
        'the middle of a name, a name with a full stop for one character, a name in capital letters',
      'What is the flag of a server that': 'HTTP 404 Ecs.0114',
      'In which form': 'string `True`',
      'Does a dry run without a password': 'yes',
      'Does a dry run look at the plug-in': 'yes, it is refused (Ecs.0611, Ecs.0613)',
      'Does a dry run look at the lock': 'yes, it is refused (Ecs.0611, Ecs.0605)',
      'Does a dry run refuse a stopped': 'no, it passes',
      'Does a dry run look at tasks': 'yes, it is refused (Ecs.0611, Ecs.0100)',
      'What is the response to a mixed batch':
        'HTTP 400; `internalError` names 3 of the 3 others; no `response`',
    };
    for (const [topic, result] of Object.entries(results)) {
      expect([topic, resultOf(run, topic)]).toEqual([topic, result]);
    }
    expect(run.report).toContain('Changes: none');
  });

  it('finds what another cloud does', async () => {
    const cloud = await start({
      partialFailure: 'response-and-internal-error',
      missingRows: 'absent',
      missingCalls: ['ShowResetPasswordFlag'],
      dryRunNeedsPassword: true,
    });
    const run = await check(cloud, ['--with-password']);
    expect(run.exitCode).toBe(0);
    expect(resultOf(run, 'How does the list show an ID')).toBe('the ID is left out');
    expect(resultOf(run, 'What is the flag of a server')).toBe('HTTP 404 APIGW.0101');
    expect(resultOf(run, 'What does a dry run look at')).toMatch(/^not known: it takes a running/);
    expectAnonymous(run, cloud);
  });

  it('sends an invented password only when it is told to', async () => {
    const cloud = await start({ dryRunNeedsPassword: true });
    const run = await check(cloud, ['--with-password']);
    expect(resultOf(run, 'Does a dry run without a password')).toBe('no');
    expect(resultOf(run, 'Does a dry run look at the lock')).toMatch(/^not known/);
    expect(resultOf(run, 'Does a dry run with a password')).toBe('yes');
    expect(run.report.match(/look at the lock\?\*\* yes/g)).toHaveLength(1);
    expect(run.stderr).toContain(cloud.serverIds[0] ?? '-');
    expect(changesIn(cloud)).toEqual([]);
    const [sent = ''] = cloud.requests.flatMap(
      ({ rawBody }) => /"new_password":"([^"]+)"/.exec(rawBody)?.[1] ?? [],
    );
    expect(sent).toHaveLength(14);
    expect(findLeaks(run.report + run.stderr, { sent })).toEqual([]);
    expectAnonymous(run, cloud);
  });

  it('reads the stages of a secret, and no value', async () => {
    const cloud = await start({ secrets: [{ name: 'root-password', value: VALUE }] });
    const run = await check(cloud, ['--secret', 'root-password']);
    expect(resultOf(run, 'Is `create_time` in seconds')).toBe('ms');
    expect(resultOf(run, 'Does the stage SYSCURRENT')).toBe('yes');
    expect(resultOf(run, 'What is the response for a stage')).toBe('HTTP 400 CSMS.0005');
    expect(cloud.requests.filter(({ path }) => /\/versions\/./.test(path))).toEqual([]);
    expect(changesIn(cloud)).toEqual([]);
    expectAnonymous(run, cloud);
    expect(run.report).not.toContain('root-password');
  });

  it.each([
    [{ movesPrevious: true, putCreatesStages: true }, 'yes', 'yes'],
    [{ movesPrevious: false, putCreatesStages: false }, 'no', 'no'],
  ])('changes a secret that is made for it (%j)', async (csms, follows, creates) => {
    const cloud = await start({ secrets: [{ name: 'live-check-1', value: VALUE }], csms });
    const run = await check(cloud, ['--change-secret', 'live-check-1']);
    expect(run.exitCode).toBe(0);
    expect(run.stderr).toMatch(/^This run changes the secret live-check-1: a version with/);
    expect(resultOf(run, 'Does SYSPREVIOUS follow')).toBe(follows);
    expect(resultOf(run, 'Does `PUT` create a stage')).toBe(creates);
    const stages = cloud.csms
      .versions('live-check-1')
      .flatMap((version) => version.stages.map((stage) => `${stage} ${version.id}`));
    expect(stages).toContain('SYSCURRENT v1');
    expect(run.report).toContain('moved back: yes');
    expect(stages.filter((stage) => stage.startsWith('live-check'))).toEqual([]);
    expect(run.report).toMatch(/Changes: of one secret: a version/);
    expectAnonymous(run, cloud);
  });

  it('resets the server that is named, and no other', async () => {
    const cloud = await start({ partialFailure: 'response-and-internal-error' });
    const [id = ''] = cloud.serverIds;
    const run = await check(cloud, ['--reset', id], { LIVE_CHECK_PASSWORD: PASSWORD });
    expect(run.exitCode).toBe(0);
    expect(run.stderr).toMatch(`This run changes the server ${id}: a real reset is sent`);
    expect(cloud.serverIds.filter((server) => cloud.wasReset(server))).toEqual([id]);
    expect(resultOf(run, 'What is the response to a mixed batch in a real')).toBe(
      'HTTP 200; `internalError` names 1 of the 1 others; `response` names the server that is ready',
    );
    expect(findLeaks(run.stderr, { PASSWORD })).toEqual([]);
    expectAnonymous(run, cloud);
  });

  it('resets nothing when the server is not in the project', async () => {
    const cloud = await start();
    const run = await check(cloud, ['--reset', ID], { LIVE_CHECK_PASSWORD: PASSWORD });
    expect(resultOf(run, 'Is there such a server')).toBe('no, nothing was reset');
    expect(changesIn(cloud)).toEqual([]);
  });

  it('shows no text of the service, whatever it is', async () => {
    const cloud = await start();
    const { accessKey, secretKey } = cloud;
    const hostile = `${secretKey} ${accessKey} shop ${PASSWORD}`;
    cloud.script({
      forever: true,
      status: 400,
      body: {
        error: { code: 'Ecs.0005', message: hostile },
        [hostile]: hostile,
        error_code: hostile,
      },
    });
    const run = await check(cloud, [], { LIVE_CHECK_PASSWORD: PASSWORD });
    expect(run.exitCode).toBe(0);
    expect(resultOf(run, 'Can the servers be listed')).toBe('no');
    expectAnonymous(run, cloud);
    expect(findLeaks(run.stderr, { secretKey, PASSWORD })).toEqual([]);
  });

  it('writes the report to a file', async () => {
    const cloud = await start({ servers: 0 });
    const folder = await mkdtemp(join(tmpdir(), 'live-check-'));
    try {
      const file = join(folder, 'report.md');
      const run = await check(cloud, ['--output', file]);
      expect(run).toEqual({ exitCode: 0, report: '', stderr: '' });
      expect(await readFile(file, 'utf8')).toMatch(/^# Live check of the Huawei Cloud API\n/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('refuses a command line and an environment that are not valid', async () => {
    const runs = await Promise.all([
      runScript(['--nonsense'], {}),
      runScript([], { HW_PROJECT_ID: 'p' }),
      runScript(['--reset', ID], { LIVE_CHECK_PASSWORD: 'short' }),
    ]);
    const problems = ["Unknown option '--nonsense'", 'region is empty', 'LIVE_CHECK_PASSWORD '];
    for (const [index, { exitCode, report, stderr }] of runs.entries()) {
      expect([exitCode, report]).toEqual([2, '']);
      expect(stderr).toContain(problems[index]);
    }
  });

  it('says why the sign-in failed', async () => {
    const cloud = await start();
    const args = ['--iam-endpoint', cloud.endpoint, '--region', 'cn-north-9'];
    const { exitCode, report, stderr } = await check(cloud, args, { HW_PROJECT_ID: '' });
    expect([exitCode, report]).toEqual([1, '']);
    expect(stderr).toMatch(/project/);
  });
});

describe('readOptions', () => {
  it.each([
    [['--reset', 'web-01'], '--reset must be a server ID'],
    [['--change-secret', 'root-password'], 'its name must begin with live-check'],
    [['--flags', '1001'], '--flags must be a whole number'],
    [['--secret', 'a/b'], 'A name of a secret has 1 to 64'],
  ])('refuses %j', (args, problem) => {
    const options = readOptions(args);
    expect(options.ok ? '' : options.error).toContain(problem);
  });
});
