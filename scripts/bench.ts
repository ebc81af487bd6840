/**
 * `npm run bench`: how long the action takes, compared with a minimal script and with the official
 * SDK. `npm run bench -- --soak`: time and memory for a fleet of 100,000 servers; `-- --logins`: logins to
 * 200 SSH servers. It prints the results and the goals. The exit code is always 0, because times on a shared machine vary.
 */
import { parseArgs } from 'node:util';
import { benchLogins } from './bench/logins.ts';
import { withPrograms } from './bench/programs.ts';
import { withService } from './bench/service.ts';
import { benchSoak, SOAK_SERVICE } from './bench/soak.ts';
import { benchSpeed } from './bench/speed.ts';

const USAGE = 'Usage: npm run bench -- [--runs NUMBER (default 21, soak 3)] [--soak | --logins]';
const FAST_SERVICE = { servers: 1, failEvery: 0, latencyMs: 0 };
const SLOW_SERVICE = { servers: 3_000, failEvery: 0, latencyMs: 50 };

const options = readOptions(process.argv.slice(2));
if (options === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const { logins, runs, soak } = options;
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}\n`);
  if (logins) await benchLogins();
  else
    await withPrograms((programs) =>
      soak
        ? withService(SOAK_SERVICE, (service) => benchSoak(runs, programs, service))
        : withService(FAST_SERVICE, (fast) =>
            withService(SLOW_SERVICE, (slow) => benchSpeed(runs, programs, fast, slow)),
          ),
    );
}

interface Options {
  readonly runs: number;
  readonly soak: boolean;
  readonly logins: boolean;
}

function readOptions(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        runs: { type: 'string' },
        soak: { type: 'boolean', default: false },
        logins: { type: 'boolean', default: false },
      },
    });
    const { logins, soak } = values;
    const runs = values.runs ?? (soak ? '3' : '21');
    return /^[1-9]\d{0,3}$/.test(runs) ? { runs: Number(runs), soak, logins } : undefined;
  } catch {
    return undefined;
  }
}
