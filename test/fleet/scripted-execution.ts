/** Runs the executor against scripted call results, with a virtual clock. */
import { execute } from '../../src/fleet/executor.ts';
import type { ExecuteOptions, Observer } from '../../src/fleet/executor.ts';
import { Ledger } from '../../src/fleet/ledger.ts';
import type { Reason } from '../../src/fleet/outcome.ts';
import type {
  CallResult,
  LostResult,
  NotSentResult,
  PerServerResult,
  RefusedResult,
  Retry,
  Scope,
} from '../../src/fleet/call-result.ts';
import { VirtualClock } from '../../harness/virtual-clock.ts';

/** The advice for servers that end `unknown` after a refusal. */
export const UNKNOWN_ADVICE = 'wait, then try again';

export const reason = (code: string): Reason => ({ code, message: code, advice: 'fix it' });

export const silentObserver: Observer = {
  waiting: () => undefined,
  gaveUp: () => undefined,
  splitting: () => undefined,
  resendingRest: () => undefined,
  waitingForServers: () => undefined,
  resendingUnknown: () => undefined,
  settled: () => undefined,
};

export const accepted = (ids: readonly string[]): PerServerResult => perServer({ accepted: ids });

export function perServer(given: {
  accepted?: readonly string[];
  failed?: Readonly<Record<string, string>>;
  contradicted?: readonly string[];
  resendRest?: boolean;
}): PerServerResult {
  return {
    kind: 'per_server',
    accepted: new Set(given.accepted),
    failed: new Map(
      Object.entries(given.failed ?? {}).map(([id, code]) => [id, { reason: reason(code) }]),
    ),
    contradicted: new Map(given.contradicted?.map((id) => [id, reason('open')])),
    resendRest: given.resendRest ?? false,
    reason: reason('open'),
  };
}

export const refused = (
  code: string,
  scope: Scope,
  more: Partial<RefusedResult> = {},
): RefusedResult => ({
  kind: 'refused',
  reason: reason(code),
  scope,
  contradicted: new Map(),
  ...more,
});

/** The retry of a server that is busy or not ready. */
export const NOT_READY: Retry = { notReady: true, minDelayMs: 60_000 };

type CodeOf = (id: string) => string | undefined;

function retryOf(code: string): { readonly retry?: Retry } {
  return /^Ecs\.(?:0100|0603|0610|0612)$/.test(code) ? { retry: NOT_READY } : {};
}

/** A service that names all servers that it refuses, and accepts a call in which there are none. */
export function byName(ids: readonly string[], codeOf: CodeOf): PerServerResult {
  const failed = ids.flatMap((id) => {
    const code = codeOf(id);
    return code === undefined ? [] : [[id, { reason: reason(code), ...retryOf(code) }] as const];
  });
  if (failed.length === 0) return accepted(ids);
  return { ...perServer({ resendRest: true }), failed: new Map(failed) };
}

/** A service that refuses a call with the code of one of its servers, without its name. */
export function plainly(ids: readonly string[], codeOf: CodeOf): CallResult {
  const codes = ids.map(codeOf).filter((code) => code !== undefined);
  const code = codes.find((one) => retryOf(one).retry === undefined) ?? codes[0];
  return code === undefined ? accepted(ids) : refused(code, 'server', retryOf(code));
}

export const lost: LostResult = { kind: 'lost', reason: reason('lost'), retry: {} };
export const notSent: NotSentResult = { kind: 'not_sent', reason: reason('notSent'), retry: {} };

export interface ScriptedRun {
  /** Servers of each call, in the order of sending, with the time since the start. */
  readonly calls: { readonly ids: readonly string[]; readonly at: number }[];
  readonly outcomes: Readonly<Record<string, string>>;
  readonly events: string[];
  readonly refusedBy: Reason | undefined;
  readonly maxConcurrent: number;
  readonly milliseconds: number;
}

interface Options extends Partial<Omit<ExecuteOptions, 'call' | 'clock' | 'ledger'>> {
  readonly ids: readonly string[];
  readonly latencyMs?: number | ((ids: readonly string[], at: number) => number);
  /** For a test that waits by the same clock. */
  readonly clock?: VirtualClock;
  /** Aborts `stop` this many milliseconds after the start. */
  readonly stopAfterMs?: number;
}

/** Runs the executor with the results of `resultOf`, by servers, number and time of the call. */
export async function runScript(
  options: Options,
  resultOf: (ids: readonly string[], call: number, at: number) => CallResult,
): Promise<ScriptedRun> {
  const { clock = new VirtualClock() } = options;
  const started = clock.now();
  const calls: { ids: readonly string[]; at: number }[] = [];
  const events: string[] = [];
  const ledger = new Ledger(options.ids, UNKNOWN_ADVICE);
  const stop = new AbortController();
  let active = 0;
  let maxConcurrent = 0;
  const underWay = new Set<string>();
  const observer: Observer = {
    waiting: ({ attempt, reason: { message }, servers, waitMs }) =>
      events.push(`wait ${waitMs} after attempt ${attempt} for ${servers}: ${message}`),
    gaveUp: ({ servers, waitMs }) => events.push(`gave up ${servers} instead of ${waitMs}`),
    splitting: ({ servers }) => events.push(`split ${servers}`),
    resendingRest: ({ servers }) => events.push(`rest ${servers}`),
    waitingForServers: ({ servers, waitMs }) => events.push(`set aside ${servers} for ${waitMs}`),
    resendingUnknown: ({ servers, waitMs }) => events.push(`unknown ${servers} in ${waitMs}`),
    settled: ({ batch, batches, servers }) =>
      events.push(`settled ${batch}/${batches} of ${servers}`),
  };
  if (options.stopAfterMs !== undefined) {
    void clock.sleep(options.stopAfterMs, new AbortController().signal).then(() => {
      stop.abort();
    });
  }
  const refusedBy = await clock.run(
    execute(options.ids, {
      batchSize: 1_000,
      maxWaitMs: 300_000,
      resendUnknownAfterMs: 0,
      concurrency: 4,
      maxRetries: 5,
      random: () => 0.5,
      deadline: started + 3_600_000,
      stop: stop.signal,
      abort: new AbortController().signal,
      ...options,
      clock,
      ledger,
      observer,
      call: async (ids) => {
        const at = clock.now() - started;
        calls.push({ ids, at });
        active += 1;
        maxConcurrent = Math.max(maxConcurrent, active);
        for (const id of ids) {
          if (underWay.has(id)) throw new Error(`${id} is in two calls at once`);
          underWay.add(id);
        }
        const number = calls.length;
        const { latencyMs = 0 } = options;
        const ms = typeof latencyMs === 'number' ? latencyMs : latencyMs(ids, at);
        await clock.sleep(ms, new AbortController().signal);
        active -= 1;
        for (const id of ids) underWay.delete(id);
        return resultOf(ids, number, at);
      },
    }),
  );
  const results = [...ledger.results(reason('never'))];
  return {
    calls,
    events,
    refusedBy,
    maxConcurrent,
    outcomes: Object.fromEntries(
      results.map(({ id, outcome, reason: why }) => [
        id,
        why === undefined ? outcome : `${outcome} ${String(why.code)}`,
      ]),
    ),
    milliseconds: clock.now() - started,
  };
}

export const serverIds = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `s${i + 1}`);
export const sendTimes = ({ calls }: ScriptedRun): number[] => calls.map(({ at }) => at);
