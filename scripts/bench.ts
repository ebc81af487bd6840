/**
 * `npm run bench`: how much time, memory and how many requests the actions take, as ratios to an ideal
 * that is measured in the same run. `-- PART…` measures some parts only. The exit code is always 0,
 * because times on a shared machine vary.
 */
import { parseArgs } from 'node:util';
import { benchFleet, FLEET_SERVICE } from './bench/fleet.ts';
import { benchLogins } from './bench/logins.ts';
import { goalRows, printTable } from './bench/numbers.ts';
import type { Goal } from './bench/numbers.ts';
import { withPrograms } from './bench/programs.ts';
import { benchRotation, ROTATION_SERVICE } from './bench/rotation.ts';
import { benchSelect } from './bench/select.ts';
import { withService } from './bench/service.ts';
import { benchSoak, SOAK_SERVICE } from './bench/soak.ts';
import { benchStart } from './bench/start.ts';

const FAST_SERVICE = { servers: 1, failEvery: 0, latencyMs: 0 };

interface Part {
  /** How often each candidate runs by default; the slow parts less often. */
  readonly runs: number;
  readonly measure: (runs: number) => Promise<Goal[]>;
}

const PARTS: ReadonlyMap<string, Part> = new Map<string, Part>([
  [
    'start',
    {
      runs: 21,
      measure: (runs) =>
        withPrograms((programs) =>
          withService(FAST_SERVICE, (service) => benchStart(runs, programs, service)),
        ),
    },
  ],
  [
    'fleet',
    {
      runs: 21,
      measure: (runs) => withService(FLEET_SERVICE, (service) => benchFleet(runs, service)),
    },
  ],
  ['select', { runs: 3, measure: benchSelect }],
  [
    'memory',
    {
      runs: 3,
      measure: (runs) =>
        withPrograms((programs) =>
          withService(SOAK_SERVICE, (service) => benchSoak(runs, programs, service)),
        ),
    },
  ],
  ['rotation', { runs: 1, measure: () => withService(ROTATION_SERVICE, benchRotation) }],
  ['logins', { runs: 1, measure: benchLogins }],
]);

const options = readOptions(process.argv.slice(2));
if (options === undefined) {
  const names = [...PARTS.keys()].join(', ');
  console.error(`Usage: npm run bench -- [--runs NUMBER] [PART…]\nParts: ${names}`);
  process.exitCode = 2;
} else {
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}\n`);
  const goals: Goal[] = [];
  for (const { measure, runs } of options.parts)
    goals.push(...(await measure(options.runs ?? runs)));
  printTable(goalRows(goals));
}

function readOptions(
  args: readonly string[],
): { readonly runs: number | undefined; readonly parts: readonly Part[] } | undefined {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      options: { runs: { type: 'string' } },
      allowPositionals: true,
    });
    if (values.runs !== undefined && !/^[1-9]\d{0,3}$/.test(values.runs)) return undefined;
    const names = positionals.length === 0 ? [...PARTS.keys()] : positionals;
    const parts = names.map((name) => PARTS.get(name)).filter((part) => part !== undefined);
    if (parts.length < names.length) return undefined;
    return { runs: values.runs === undefined ? undefined : Number(values.runs), parts };
  } catch {
    return undefined;
  }
}
