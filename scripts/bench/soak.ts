/** A fleet of 100,000 servers: checks the outcome of each server and measures the peak memory. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runMeasured } from './action-run.ts';
import { median, milliseconds, printTable } from './numbers.ts';
import type { Goal } from './numbers.ts';
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
  /** The counts in the outputs. */
  readonly counts: string;
  /** The number of servers whose outcome in the report file is incorrect. */
  readonly incorrect: number;
}

/** Resets a small and a large fleet alternately and prints the results. */
export async function benchSoak(
  runs: number,
  programs: Programs,
  service: Service,
): Promise<Goal[]> {
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
    String(Math.max(...all.map(({ incorrect }) => incorrect))),
  ]);
  printTable([
    [`Medians of ${runs} runs`, 'time', 'peak', 'accepted/failed/unknown/not sent', 'incorrect'],
    ...rows,
  ]);
  console.log(
    `The service reset ${await service.countReset()} of ${FLEET} servers, in batches of ${SAMPLE}.`,
  );
  console.log(
    'Peak: VmHWM of the process on Linux, maxRSS of process.resourceUsage() elsewhere.\n',
  );
  const ratio = peakOf(large) / peakOf(small);
  return [{ name: 'reset: peak memory, 100,000 servers / 1,000', ratio, max: 1.6 }];
}

function peakOf(all: readonly Soak[]): number {
  return median(all.map(({ peakMemory }) => peakMemory));
}

async function soak(servers: number, programs: Programs, service: Service): Promise<Soak> {
  const ids = service.serverIds.slice(0, servers);
  const program = programs['peak-memory'];
  const peakFile = `${program}.txt`;
  const run = await runMeasured(
    'reset',
    { ...inputsFor(service), server_ids_file: 'servers.txt', batch_size: String(SAMPLE) },
    {
      env: { PEAK_MEMORY_FILE: peakFile },
      nodeArguments: ['--import', pathToFileURL(program).href],
      prepare: ({ workspace }) => writeFile(join(workspace, 'servers.txt'), ids.join('\n')),
    },
  );
  const { outputs } = run;
  const outcomes = ['accepted', 'failed', 'unknown', 'not_sent'];
  return {
    milliseconds: run.milliseconds,
    peakMemory: Number(await readFile(peakFile, 'utf8')),
    counts: outcomes.map((outcome) => outputs[`${outcome}_count`] ?? '?').join('/'),
    incorrect: countIncorrect(ids, run.report),
  };
}

function countIncorrect(ids: readonly string[], report: unknown): number {
  const { servers } = report as { servers: readonly { id: string; outcome: string }[] };
  return ids.filter((id, index) => {
    const expected = index % FAIL_EVERY === 0 ? 'failed' : 'accepted';
    return servers[index]?.id !== id || servers[index].outcome !== expected;
  }).length;
}
