/** How long whole processes take: the action, the least there could be, and the official SDK. */
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
const DIST = new URL('../../dist/', import.meta.url);

/** What is measured, by the name that the table shows. */
type Contestants = Readonly<Record<string, () => Promise<number>>>;

/**
 * Measures everything in turn, `runs` times, and prints medians and ratios.
 *
 * @param fast a service that answers at once
 * @param slow a service that takes its time for every answer
 */
export async function benchSpeed(
  runs: number,
  programs: Programs,
  fast: Service,
  slow: Service,
): Promise<void> {
  const contestants = {
    'a: action, 1 server': () => action(fast, 1),
    'b: bare fetch, 1 server': () => program(programs['bare-put'], fast),
    'c: official SDK, 1 server': () => program(programs['sdk-reset'], fast),
    's: action, nobody asked': () => start(fast),
    'action, 10 servers at 50 ms': () => action(slow, 10),
    'action, 1,000 servers at 50 ms': () => action(slow, 1_000),
    'action, 3,000 servers at 50 ms': () => action(slow, LARGE_FLEET),
    't: one round at 50 ms': () => round(slow),
  } satisfies Contestants;
  const medians = await measure(contestants, runs);

  const least = medians['b: bare fetch, 1 server'];
  printTable([
    [`Medians of ${runs} runs`, '', 'to b'],
    ...Object.entries(medians).map(([name, value]) => [
      name,
      milliseconds(value),
      (value / least).toFixed(2),
    ]),
  ]);
  const rounds = Math.ceil(BATCHES / CONCURRENCY);
  const ideal = medians['s: action, nobody asked'] + rounds * medians['t: one round at 50 ms'];
  console.log(
    [
      `Ideal for 3,000 servers: s + ${rounds} t = ${milliseconds(ideal)}.`,
      's starts, checks its inputs and reports, but makes no call.',
      `t is what the same ${BATCHES} calls take when a running process makes them at once by fetch.\n`,
    ].join('\n'),
  );
  printTable(
    goalRows([
      { name: 'a / b', ratio: medians['a: action, 1 server'] / least, most: 1.4 },
      {
        name: 'a / c',
        ratio: medians['a: action, 1 server'] / medians['c: official SDK, 1 server'],
        most: 0.5,
      },
      {
        name: '3,000 servers / ideal',
        ratio: medians['action, 3,000 servers at 50 ms'] / ideal,
        most: 1.3,
      },
    ]),
  );
  printBundle();
}

/** Alternates, so that a machine that gets slower or faster does so for all of them. */
async function measure<Names extends string>(
  contestants: Readonly<Record<Names, () => Promise<number>>>,
  runs: number,
): Promise<Record<Names, number>> {
  const names = Object.keys(contestants) as Names[];
  const times = new Map<Names, number[]>(names.map((name) => [name, []]));
  // The first round warms the caches of the machine and is not counted.
  for (let run = 0; run <= runs; run += 1) {
    for (const name of names) {
      const time = await contestants[name]();
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

/** Everything but the call: without credentials a dry run asks nobody. */
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

/** A program of the benchmark, with nothing of the caller's environment but PATH. */
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

/** The calls that a large fleet needs, all at once, by the least that there is. */
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
  if (!response.ok) throw new Error(`the service answered ${response.status}`);
}

function printBundle(): void {
  const scripts = readdirSync(DIST).filter((file) => file.endsWith('.js'));
  const texts = scripts.map((file) => readFileSync(new URL(file, DIST), 'utf8'));
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const copies = texts.join('').split('class ConnectTimeoutError extends').length - 1;
  printTable([
    ['Bundle', ''],
    [`size of dist/ (${scripts.join(', ')})`, `${(bytes / 1_000).toFixed(0)} kB`],
    ['copies of undici in it', String(copies)],
  ]);
}
