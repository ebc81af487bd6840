/**
 * `npm run bench`: how long the action takes, compared with a minimal script and with the official
 * SDK. `npm run bench -- --soak`: time and memory for a fleet of 100,000 servers. It prints the
 * results and the goals. `npm run bench -- --select`: time and memory of `select`. The exit code is always 0, because times on a shared machine vary.
 */
import { parseArgs } from 'node:util';
import { withPrograms } from './bench/programs.ts';
import { benchSelect } from './bench/select.ts';
import { withService } from './bench/service.ts';
import { benchSoak, SOAK_SERVICE } from './bench/soak.ts';
import { benchSpeed } from './bench/speed.ts';

const USAGE = 'Usage: npm run bench -- [--runs NUMBER (default 21, others 3)] [--soak | --select]';
const FAST_SERVICE = { servers: 1, failEvery: 0, latencyMs: 0 };
const SLOW_SERVICE = { servers: 3_000, failEvery: 0, latencyMs: 50 };

const options = readOptions(process.argv.slice(2));
if (options === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const { kind, runs } = options;
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}\n`);
  await withPrograms(async (programs) => {
    if (kind === 'select') await benchSelect(runs);
    else if (kind === 'soak') {
      await withService(SOAK_SERVICE, (service) => benchSoak(runs, programs, service));
    } else {
      await withService(FAST_SERVICE, (fast) =>
        withService(SLOW_SERVICE, (slow) => benchSpeed(runs, programs, fast, slow)),
      );
    }
  });
}

type Kind = 'select' | 'soak' | 'speed';

function readOptions(args: readonly string[]): { runs: number; kind: Kind } | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        runs: { type: 'string' },
        select: { type: 'boolean', default: false },
        soak: { type: 'boolean', default: false },
      },
    });
    const { select, soak } = values;
    if (select && soak) return undefined;
    const kind = select ? 'select' : soak ? 'soak' : 'speed';
    const runs = values.runs ?? (kind === 'speed' ? '21' : '3');
    return /^[1-9]\d{0,3}$/.test(runs) ? { runs: Number(runs), kind } : undefined;
  } catch {
    return undefined;
  }
}
