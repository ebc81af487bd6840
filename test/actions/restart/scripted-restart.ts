/** Restarts servers of a service in memory, on a virtual clock. */
import { Ledger } from '../../../src/actions/restart/outcomes.ts';
import type { RestartResult } from '../../../src/actions/restart/outcomes.ts';
import { createRestartService } from '../../../src/actions/restart/restart-service.ts';
import { restartInWaves } from '../../../src/actions/restart/restart-waves.ts';
import type { WavesOptions } from '../../../src/actions/restart/restart-waves.ts';
import { cutIntoWaves, parseWaves } from '../../../src/actions/restart/wave-sizes.ts';
import { watchLimits } from '../../../src/fleet/cancellation.ts';
import type { Reason } from '../../../src/fleet/outcome.ts';
import { FakeRestarts } from '../../../harness/fake-restarts.ts';
import type {
  FakeRestartOptions,
  FakeServer,
  PowerFault,
  ReadFault,
} from '../../../harness/fake-restarts.ts';
import { createContext } from '../../../harness/request-context.ts';
import { VirtualClock } from '../../../harness/virtual-clock.ts';
import { SERVICE } from '../../huaweicloud/sample-ecs.ts';

export interface ScriptedRestart {
  readonly fake: FakeRestarts;
  readonly endReason: Reason | undefined;
  /** `outcome`, and the word of the reason. */
  readonly outcomes: readonly string[];
  readonly results: readonly (RestartResult & { readonly id: string })[];
  readonly ledger: Ledger;
  /** What the observer was told, with the seconds since the start. */
  readonly events: readonly string[];
  readonly milliseconds: number;
}

export interface ScriptedOptions
  extends
    Partial<FakeRestartOptions>,
    Partial<
      Pick<
        WavesOptions,
        'startStopped' | 'type' | 'ownId' | 'pauseMs' | 'waveTimeoutMs' | 'maxFailures'
      >
    > {
  readonly servers: readonly Partial<Omit<FakeServer, 'id'>>[];
  readonly waves?: string | readonly (readonly string[])[];
  readonly power?: readonly PowerFault[];
  readonly read?: readonly ReadFault[];
  readonly random?: number;
  readonly maxRetries?: number;
  readonly timeoutMs?: number;
  /** Cancels the run after this time. */
  readonly cancelAfterMs?: number | null;
}

export const serverId = (index: number): string =>
  `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

/** Every server works, and its restart takes 20 seconds, unless the options say otherwise. */
export async function runRestarts(options: ScriptedOptions): Promise<ScriptedRestart> {
  const { cancelAfterMs = null, random = 0.5, timeoutMs = 3_000_000, waves = '100%' } = options;
  const clock = new VirtualClock();
  const started = clock.now();
  const servers = options.servers.map((server, index) => ({
    id: serverId(index),
    status: 'ACTIVE' as const,
    hasTask: false,
    locked: false,
    behaviour: 'works' as const,
    ms: 20_000,
    ...server,
  }));
  const ids = servers.map(({ id }) => id);
  const faults = { power: options.power ?? [], read: options.read ?? [] };
  const fake = new FakeRestarts(servers, faults, clock, {
    latencyMs: 0,
    skewMs: 0,
    hasDate: true,
    namesNone: false,
    parentEnd: 'SUCCESS',
    ...options,
  });
  const ledger = new Ledger(ids);
  const cancelled = new AbortController();
  const over = new AbortController();
  const limits = watchLimits(clock, timeoutMs, cancelled.signal);
  if (cancelAfterMs !== null) {
    void clock.sleep(cancelAfterMs, over.signal).then(() => {
      cancelled.abort();
    });
  }
  const { context } = createContext([], {
    transport: fake,
    clock,
    random: () => random,
    maxRetries: options.maxRetries ?? 5,
    deadline: limits.deadline,
  });
  const events: string[] = [];
  const tell = (text: string): void => {
    events.push(`${Math.round((clock.now() - started) / 1_000)} s: ${text}`);
  };
  const endReason = await clock.run(
    restartInWaves(typeof waves === 'string' ? cut(ids, waves) : waves, {
      service: createRestartService(SERVICE, context),
      ledger,
      observer: {
        wave: (number) => ({
          starting: ({ leftOut, reboot, start }) => {
            tell(`wave ${number}: ${reboot.length} + ${start.length}, without ${leftOut.size}`);
          },
          progress: ({ ms, of, open }) => {
            tell(`wave ${number}: ${open} of ${of} open after ${ms / 1_000} s`);
          },
          withoutJob: ({ isLost, reason, servers: count }) => {
            tell(`${isLost ? 'lost' : 'no job'} for ${count}: ${reason.message}`);
          },
        }),
        ended: ({ ms, servers: count, wave }) => {
          tell(`wave ${wave} ended: ${count} in ${ms / 1_000} s`);
        },
        pausing: ({ ms }) => {
          tell(`pause of ${ms / 1_000} s`);
        },
      },
      clock,
      clean: (text) => text,
      type: 'soft',
      startStopped: false,
      ownId: undefined,
      pauseMs: 30_000,
      waveTimeoutMs: 600_000,
      maxFailures: 0,
      ...limits,
      ...options,
    }),
  );
  const milliseconds = clock.now() - started;
  over.abort();
  limits.release();
  const results = [...ledger.results({ message: 'ended', advice: '' })];
  const outcomes = results.map((result) =>
    'word' in result ? `${result.outcome} ${result.word}` : result.outcome,
  );
  return { fake, endReason, outcomes, results, ledger, events, milliseconds };
}

function cut(ids: readonly string[], text: string): string[][] {
  const sizes = parseWaves(text);
  if (!sizes.ok) throw new Error(sizes.error);
  return cutIntoWaves(ids, sizes.value);
}
