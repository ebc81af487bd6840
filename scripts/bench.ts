/**
 * `npm run bench`: how long the action takes, compared with a minimal script and with the official SDK.
 * `-- --soak`: time and memory for a fleet of 100,000 servers. `-- --select`: time and memory of
 * `select`. `-- --logins`: logins of `verify` to 200 SSH servers. It prints the results and the goals.
 * The exit code is always 0, because times on a shared machine vary.
 */
import { parseArgs } from 'node:util';
import { benchLogins } from './bench/logins.ts';
import { withPrograms } from './bench/programs.ts';
import { benchSelect } from './bench/select.ts';
import { withService } from './bench/service.ts';
import { benchSoak, SOAK_SERVICE } from './bench/soak.ts';
import { benchSpeed } from './bench/speed.ts';

const USAGE =
  'Usage: npm run bench -- [--runs NUMBER (default 21, others 3)] [--soak | --select | --logins]';
const FAST_SERVICE = { servers: 1, failEvery: 0, latencyMs: 0 };
const SLOW_SERVICE = { servers: 3_000, failEvery: 0, latencyMs: 50 };

const options = readOptions(process.argv.slice(2));
if (options === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}\n`);
  await bench(options);
}

type Kind = 'logins' | 'select' | 'soak' | 'speed';

interface Options {
  readonly kind: Kind;
  readonly runs: number;
}

async function bench({ kind, runs }: Options): Promise<void> {
  switch (kind) {
    case 'logins':
      await benchLogins();
      return;
    case 'select':
      await benchSelect(runs);
      return;
    case 'soak':
      await withPrograms((programs) =>
        withService(SOAK_SERVICE, (service) => benchSoak(runs, programs, service)),
      );
      return;
    case 'speed':
      await withPrograms((programs) =>
        withService(FAST_SERVICE, (fast) =>
          withService(SLOW_SERVICE, (slow) => benchSpeed(runs, programs, fast, slow)),
        ),
      );
  }
}

function readOptions(args: readonly string[]): Options | undefined {
  try {
    const flag = { type: 'boolean', default: false } as const;
    const { values } = parseArgs({
      args: [...args],
      options: { runs: { type: 'string' }, soak: flag, select: flag, logins: flag },
    });
    const chosen = (['soak', 'select', 'logins'] as const).filter((kind) => values[kind]);
    if (chosen.length > 1) return undefined;
    const kind = chosen[0] ?? 'speed';
    const runs = values.runs ?? (kind === 'speed' ? '21' : '3');
    return /^[1-9]\d{0,3}$/.test(runs) ? { runs: Number(runs), kind } : undefined;
  } catch {
    return undefined;
  }
}
