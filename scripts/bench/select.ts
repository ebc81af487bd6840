/** Time and memory of the action `select` for a fleet of 2,500 servers. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runMeasured } from './action-run.ts';
import { median, milliseconds, printTable } from './numbers.ts';
import type { Goal } from './numbers.ts';
import { connectionTo, withService } from './service.ts';
import type { Service, ServiceOptions } from './service.ts';

const SERVERS = 2_500;
const FLAGS = 1_000;
const CONCURRENCY = 8;
const LATENCY_MS = 50;
const USER_DATA_BYTES = 50_000;
const PEAK_MEMORY = fileURLToPath(new URL('peak-memory.ts', import.meta.url));

/** Servers whose tags contain each other, so that the service lists all of them for one tag. */
const FLEET: ServiceOptions = {
  servers: SERVERS,
  failEvery: 0,
  latencyMs: LATENCY_MS,
  tagged: FLAGS,
};

interface Measured {
  readonly time: number;
  /** In MiB. */
  readonly memory: number;
}

/** Measures `runs` times with small rows and with rows of 50 kB, and prints medians and goals. */
export async function benchSelect(runs: number): Promise<Goal[]> {
  const small = await withService(FLEET, (service) => measure(service, runs));
  const large = await withService({ ...FLEET, userDataBytes: USER_DATA_BYTES }, (service) =>
    measure(service, runs),
  );
  const start = await withService({ ...FLEET, latencyMs: 0 }, startUp);
  const ideal = start + Math.ceil(FLAGS / CONCURRENCY) * LATENCY_MS;
  printTable([
    [`select, ${SERVERS} servers, ${FLAGS} flags`, 'time', 'peak memory'],
    ['rows of 2 kB', milliseconds(small.time), megabytes(small.memory)],
    ['rows of 50 kB', milliseconds(large.time), megabytes(large.memory)],
    ['one server, without a delay', milliseconds(start), ''],
  ]);
  return [
    { name: 'select: 1,000 flags / ideal', ratio: small.time / ideal, max: 1.3 },
    { name: 'select: with rows of 50 kB / ideal', ratio: large.time / ideal, max: 1.3 },
    {
      name: 'select: memory with rows of 50 kB / of 2 kB',
      ratio: large.memory / small.memory,
      max: 1.1,
    },
  ];
}

async function measure(service: Service, runs: number): Promise<Measured> {
  const measured: Measured[] = [];
  for (let run = 0; run < runs; run += 1) measured.push(await select(service));
  return {
    time: median(measured.map(({ time }) => time)),
    memory: median(measured.map(({ memory }) => memory)),
  };
}

async function select(service: Service): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const file = join(folder, 'peak');
  try {
    const run = await runMeasured(
      'select',
      { ...connectionTo(service), tags: 'bench=yes' },
      {
        nodeArguments: ['--import', PEAK_MEMORY],
        env: { PEAK_MEMORY_FILE: file },
      },
    );
    if (run.outputs['ready_count'] !== String(FLAGS)) {
      throw new Error(`the action failed:\n${run.stdout}${run.stderr}`);
    }
    const peak = Number(await readFile(file, 'utf8'));
    return { time: run.milliseconds, memory: peak / 1_024 };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function startUp(service: Service): Promise<number> {
  const [id = ''] = service.serverIds;
  const run = await runMeasured('select', { ...connectionTo(service), server_ids: id });
  return run.milliseconds;
}

function megabytes(value: number): string {
  return `${value.toFixed(1)} MiB`;
}
