/** Start-up: each action with its smallest run, a minimal script, and the official SDK. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActionOptions } from '../../harness/action.ts';
import { newHostKey, SshServer } from '../../simulator/ssh.ts';
import { runMeasured } from './action-run.ts';
import { measure, milliseconds, printTable } from './numbers.ts';
import type { Goal } from './numbers.ts';
import type { Programs } from './programs.ts';
import { connectionTo, inputsFor, PASSWORD, SECRET } from './service.ts';
import type { Service } from './service.ts';

/** The build that all actions share. The entries beside it are a few lines each. */
const BUNDLE = new URL('../../dist/lib/', import.meta.url);

interface Start {
  readonly action: string;
  /** A run with one request, or with none where the action needs none. */
  readonly inputs: (service: Service) => Readonly<Record<string, string>>;
  readonly prepare?: ActionOptions['prepare'];
  /** To a bare fetch. */
  readonly max: number;
}

const HOSTS = 'hosts.json';
const REPORT = {
  version: 1,
  action: 'reset',
  dry_run: false,
  counts: { accepted: 1, failed: 0, unknown: 0, not_sent: 0, requested: 1 },
  servers: [{ id: '00000000-0000-4000-8000-000000000001', outcome: 'accepted' }],
  run: { url: '', actor: '', event: '', commit: '', started: '', ended: '' },
};

/** The actions. A new one is one more entry. */
const STARTS: readonly Start[] = [
  {
    action: 'reset',
    inputs: (service) => ({ ...inputsFor(service), server_ids: first(service), dry_run: 'auto' }),
    max: 1.25,
  },
  {
    action: 'select',
    inputs: (service) => ({
      ...connectionTo(service),
      server_ids: first(service),
      require_plugin: 'false',
    }),
    max: 1.4,
  },
  {
    action: 'password',
    inputs: (service) => ({
      ...connectionTo(service),
      csms_endpoint: service.endpoint,
      mode: 'prepare',
      secret_name: SECRET,
      // Nothing is due, so that the action only reads.
      rotate_after: '30d',
    }),
    max: 1.4,
  },
  {
    action: 'restart',
    inputs: (service) => ({
      ...connectionTo(service),
      server_ids: first(service),
      dry_run: 'true',
    }),
    max: 1.4,
  },
  {
    // Up to where the first login would begin.
    action: 'verify',
    inputs: (service) => ({
      server_ids: first(service),
      password: PASSWORD,
      hosts_file: HOSTS,
      dry_run: 'true',
    }),
    prepare: ({ workspace }) => writeFile(join(workspace, HOSTS), '{}'),
    max: 1.4,
  },
  {
    action: 'report',
    inputs: () => ({ report_files: 'report.json' }),
    prepare: ({ workspace }) => writeFile(join(workspace, 'report.json'), JSON.stringify(REPORT)),
    max: 1.4,
  },
];

function first({ serverIds }: Service): string {
  return serverIds[0] ?? '';
}

const BARE = 'bare fetch';
const SDK = 'official SDK';
const NOTHING = 'empty process';
const SSH2 = 'process that imports ssh2';
const LOGIN = 'verify with one login';

/** @param service responds without a delay */
export async function benchStart(
  runs: number,
  programs: Programs,
  service: Service,
): Promise<Goal[]> {
  const ssh = await SshServer.start(() => PASSWORD, { hostKeys: [newHostKey()] });
  const candidates: Record<string, () => Promise<number>> = {
    [BARE]: () => program(programs['bare-put'], service),
    ...Object.fromEntries(STARTS.map((start) => [start.action, () => run(start, service)])),
    [SDK]: () => program(programs['sdk-reset'], service),
    [NOTHING]: () => program(programs.nothing, service),
    [SSH2]: () => program(programs['import-ssh2'], service),
    [LOGIN]: () => login(service, ssh.address),
  };
  const medians = await measure(candidates, runs);
  await ssh.close();
  const of = (name: string): number => medians[name] ?? Number.NaN;
  printTable([
    [`Start-up, medians of ${runs} runs`, '', `to ${BARE}`],
    ...Object.entries(medians).map(([name, value]) => [
      name,
      milliseconds(value),
      (value / of(BARE)).toFixed(2),
    ]),
    ['import of ssh2 alone', milliseconds(of(SSH2) - of(NOTHING)), ''],
  ]);
  printBundle();
  return [
    ...STARTS.map(({ action, max }) => ({
      name: `${action}: start-up / ${BARE}`,
      ratio: of(action) / of(BARE),
      max,
    })),
    { name: `reset: start-up / ${SDK}`, ratio: of('reset') / of(SDK), max: 0.5 },
  ];
}

async function run({ action, inputs, prepare }: Start, service: Service): Promise<number> {
  const {
    exitCode,
    milliseconds: time,
    stdout,
  } = await runMeasured(action, inputs(service), {
    ...(prepare !== undefined && { prepare }),
  });
  if (exitCode !== 0) throw new Error(`the action ${action} failed:\n${stdout}`);
  return time;
}

async function login(service: Service, host: string): Promise<number> {
  const hosts = JSON.stringify({ [first(service)]: host });
  const inputs = {
    server_ids: first(service),
    password: PASSWORD,
    hosts_file: HOSTS,
    host_keys: 'accept-new',
    wait: '0',
    settle: '0',
  };
  const {
    exitCode,
    milliseconds: time,
    stdout,
  } = await runMeasured('verify', inputs, {
    prepare: ({ workspace }) => writeFile(join(workspace, HOSTS), hosts),
  });
  if (exitCode !== 0) throw new Error(`the login failed:\n${stdout}`);
  return time;
}

/** A program of the benchmark. Of the environment it gets only PATH. */
async function program(path: string, service: Service): Promise<number> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    ENDPOINT: service.endpoint,
    PROJECT_ID: service.projectId,
    ACCESS_KEY: service.accessKey,
    SECRET_KEY: service.secretKey,
    AUTH_TOKEN: service.authToken,
    SERVER_ID: first(service),
    PASSWORD,
  };
  const begun = performance.now();
  const child = spawn(process.execPath, [path], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const [exitCode] = (await once(child, 'close')) as unknown[];
  const time = performance.now() - begun;
  if (exitCode !== 0) throw new Error(`${path} failed`);
  return time;
}

function printBundle(): void {
  const scripts = readdirSync(BUNDLE).filter((file) => file.endsWith('.js'));
  const texts = scripts.map((file) => readFileSync(new URL(file, BUNDLE), 'utf8'));
  const sizes = texts.map((text) => Buffer.byteLength(text));
  const copies = texts.join('').split('class ConnectTimeoutError extends').length - 1;
  const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(0)} kB`;
  printTable([
    ['Bundle', ''],
    ...scripts.map((file, index) => [`dist/lib/${file}`, kilobytes(sizes[index] ?? NaN)]),
    ['together', kilobytes(sizes.reduce((sum, size) => sum + size, 0))],
    ['copies of undici in it', String(copies)],
  ]);
}
