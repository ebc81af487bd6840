/** How long whole processes take: the action, a minimal script, and the official SDK. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { runAction } from '../../harness/action.ts';
import { goalRows, median, milliseconds, printTable } from './numbers.ts';
import type { Programs } from './programs.ts';
import { inputsFor, PASSWORD } from './service.ts';
import type { Service } from './service.ts';

const BATCH_SIZE = 1_000;
const CONCURRENCY = 4;
const LARGE_FLEET = 3_000;
const BATCHES = Math.ceil(LARGE_FLEET / BATCH_SIZE);
/** The build that all actions share. The entries beside it are a few lines each. */
const BUNDLE = new URL('../../dist/lib/', import.meta.url);

/** What is measured, by its name in the table. */
type Candidates = Readonly<Record<string, () => Promise<number>>>;

/**
 * Measures each candidate `runs` times, and prints medians and ratios.
 *
 * @param fast a service that responds without a delay
 * @param slow a service that delays each response
 */
export async function benchSpeed(
  runs: number,
  programs: Programs,
  fast: Service,
  slow: Service,
): Promise<void> {
  const candidates = {
    'a: action, 1 server': () => action(fast, 1),
    'b: bare fetch, 1 server': () => program(programs['bare-put'], fast),
    'c: official SDK, 1 server': () => program(programs['sdk-reset'], fast),
    's: action, no request': () => start(fast),
    'action, 10 servers at 50 ms': () => action(slow, 10),
    'action, 1,000 servers at 50 ms': () => action(slow, 1_000),
    'action, 3,000 servers at 50 ms': () => action(slow, LARGE_FLEET),
    't: one round at 50 ms': () => round(slow),
  } satisfies Candidates;
  const medians = await measure(candidates, runs);

  const minimal = medians['b: bare fetch, 1 server'];
  printTable([
    [`Medians of ${runs} runs`, '', 'to b'],
    ...Object.entries(medians).map(([name, value]) => [
      name,
      milliseconds(value),
      (value / minimal).toFixed(2),
    ]),
  ]);
  const rounds = Math.ceil(BATCHES / CONCURRENCY);
  const ideal = medians['s: action, no request'] + rounds * medians['t: one round at 50 ms'];
  console.log(
    [
      `Ideal for 3,000 servers: s + ${rounds} t = ${milliseconds(ideal)}.`,
      's is a run that checks its inputs and reports, but sends no request.',
      `t is the time of the same ${BATCHES} requests, sent at the same time with fetch by a running process.\n`,
    ].join('\n'),
  );
  printTable(
    goalRows([
      { name: 'a / b', ratio: medians['a: action, 1 server'] / minimal, max: 1.3 },
      {
        name: 'a / c',
        ratio: medians['a: action, 1 server'] / medians['c: official SDK, 1 server'],
        max: 0.5,
      },
      {
        name: '3,000 servers / ideal',
        ratio: medians['action, 3,000 servers at 50 ms'] / ideal,
        max: 1.3,
      },
    ]),
  );
  printBundle();
}

/** Alternates the candidates, so that a change in the speed of the machine affects all of them. */
async function measure<Names extends string>(
  candidates: Readonly<Record<Names, () => Promise<number>>>,
  runs: number,
): Promise<Record<Names, number>> {
  const names = Object.keys(candidates) as Names[];
  const times = new Map<Names, number[]>(names.map((name) => [name, []]));
  // The first round fills the caches of the machine and is not counted.
  for (let run = 0; run <= runs; run += 1) {
    for (const name of names) {
      const time = await candidates[name]();
      if (run > 0) times.get(name)?.push(time);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<
    Names,
    number
  >;
}

async function action(service: Service, servers: number): Promise<number> {
  const run = await runAction({
    ...inputsFor(service),
    server_ids: service.serverIds.slice(0, servers).join('\n'),
    dry_run: 'auto',
    batch_size: String(BATCH_SIZE),
    concurrency: String(CONCURRENCY),
  });
  if (run.exitCode !== 0 || run.outputs['accepted_count'] !== String(servers)) {
    throw new Error(`the action failed:\n${run.stdout}${run.stderr}`);
  }
  return run.milliseconds;
}

/** A whole run without a request: a dry run without credentials sends none. */
async function start({ endpoint, projectId, serverIds }: Service): Promise<number> {
  const run = await runAction({
    project_id: projectId,
    endpoint,
    server_ids: serverIds[0] ?? '',
    dry_run: 'true',
  });
  if (run.exitCode !== 0) throw new Error(`the action failed:\n${run.stdout}${run.stderr}`);
  return run.milliseconds;
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
    SERVER_ID: service.serverIds[0] ?? '',
    PASSWORD,
  };
  const begun = performance.now();
  const child = spawn(process.execPath, [path], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const [exitCode] = (await once(child, 'close')) as unknown[];
  const time = performance.now() - begun;
  if (exitCode !== 0) throw new Error(`${path} failed`);
  return time;
}

/** The requests for a large fleet, all at the same time, with plain fetch. */
async function round(service: Service): Promise<number> {
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: BATCHES }, (_, batch) =>
      put(service, service.serverIds.slice(batch * BATCH_SIZE, (batch + 1) * BATCH_SIZE)),
    ),
  );
  return performance.now() - begun;
}

async function put(service: Service, serverIds: readonly string[]): Promise<void> {
  const url = `${service.endpoint}/v1/${service.projectId}/cloudservers/os-reset-passwords`;
  const response = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'x-auth-token': service.authToken },
    body: JSON.stringify({ new_password: PASSWORD, servers: serverIds.map((id) => ({ id })) }),
  });
  await response.text();
  if (!response.ok) throw new Error(`the service returned ${response.status}`);
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
