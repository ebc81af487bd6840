/** A fleet of 100,000 servers: is every one of them reported right, and how much memory is it? */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runAction } from '../../harness/action.ts';
import { goalRows, median, milliseconds, printTable } from './numbers.ts';
import type { Programs } from './programs.ts';
import { inputsFor } from './service.ts';
import type { Service } from './service.ts';

const FLEET = 100_000;
const SAMPLE = 1_000;
/** 5 % of the servers are refused. */
const FAIL_EVERY = 20;

export const SOAK_SERVICE = { servers: FLEET, failEvery: FAIL_EVERY, latencyMs: 0 };

interface Soak {
  readonly milliseconds: number;
  /** In KiB. */
  readonly peakMemory: number;
  /** Counts as the outputs have them. */
  readonly counts: string;
  /** Servers whose outcome in the report file is not what became of them. */
  readonly wrong: number;
}

/** Resets a small fleet and a large one in turn, and prints what came of it. */
export async function benchSoak(runs: number, programs: Programs, service: Service): Promise<void> {
  const small: Soak[] = [];
  const large: Soak[] = [];
  for (let run = 0; run < runs; run += 1) {
    small.push(await soak(SAMPLE, programs, service));
    large.push(await soak(FLEET, programs, service));
  }
  const rows = [small, large].map((all, index) => [
    `${(index === 0 ? SAMPLE : FLEET).toLocaleString('en')} servers`,
    milliseconds(median(all.map((one) => one.milliseconds))),
    `${(peakOf(all) / 1_024).toFixed(1)} MiB`,
    all[0]?.counts ?? '',
    String(Math.max(...all.map(({ wrong }) => wrong))),
  ]);
  printTable([
    [`Medians of ${runs} runs`, 'time', 'peak', 'accepted/failed/unknown/not sent', 'wrong'],
    ...rows,
  ]);
  console.log(
    `The service says that ${await service.countReset()} of ${FLEET} servers were reset, in batches of ${SAMPLE}.`,
  );
  console.log(
    'Peak: VmHWM of the process on Linux, maxRSS of process.resourceUsage() elsewhere.\n',
  );
  printTable(goalRows([{ name: 'peak memory', ratio: peakOf(large) / peakOf(small), most: 2 }]));
}

function peakOf(all: readonly Soak[]): number {
  return median(all.map(({ peakMemory }) => peakMemory));
}

async function soak(servers: number, programs: Programs, service: Service): Promise<Soak> {
  const ids = service.serverIds.slice(0, servers);
  const program = programs['peak-memory'];
  const peakFile = `${program}.txt`;
  const run = await runAction(
    { ...inputsFor(service), server_ids_file: 'servers.txt', batch_size: String(SAMPLE) },
    {
      env: { PEAK_MEMORY_FILE: peakFile },
      nodeArguments: ['--import', pathToFileURL(program).href],
      prepare: ({ workspace }) => writeFile(join(workspace, 'servers.txt'), ids.join('\n')),
    },
  );
  const { outputs } = run;
  const words = ['accepted', 'failed', 'unknown', 'not_sent'];
  return {
    milliseconds: run.milliseconds,
    peakMemory: Number(await readFile(peakFile, 'utf8')),
    counts: words.map((word) => outputs[`${word}_count`] ?? '?').join('/'),
    wrong: countWrong(ids, run.report),
  };
}

function countWrong(ids: readonly string[], report: unknown): number {
  const { servers } = report as { servers: readonly { id: string; outcome: string }[] };
  return ids.filter((id, index) => {
    const expected = index % FAIL_EVERY === 0 ? 'failed' : 'accepted';
    return servers[index]?.id !== id || servers[index].outcome !== expected;
  }).length;
}
