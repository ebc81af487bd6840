/** Runs the executor against scripted call results, with a virtual clock. */
import { execute } from '../../src/fleet/executor.ts';
import type { ExecuteOptions, Observer } from '../../src/fleet/executor.ts';
import { Ledger } from '../../src/fleet/ledger.ts';
import type { Reason } from '../../src/fleet/outcome.ts';
import { splitIntoBatches } from '../../src/fleet/batches.ts';
import type { CallResult, Scope } from '../../src/fleet/call-result.ts';
import { VirtualClock } from '../../harness/virtual-clock.ts';

export const why = (code: string): Reason => ({ code, message: code, advice: 'mend it' });

export const silent: Observer = {
  waiting: () => undefined,
  gaveUp: () => undefined,
  narrowing: () => undefined,
  sendingRest: () => undefined,
  settled: () => undefined,
};

export const accepted = (ids: readonly string[]): CallResult => answered({ accepted: ids });

export function answered(given: {
  accepted?: readonly string[];
  failed?: Readonly<Record<string, string>>;
  contradicted?: readonly string[];
  again?: boolean;
}): CallResult {
  return {
    kind: 'per_server',
    accepted: new Set(given.accepted),
    failed: new Map(
      Object.entries(given.failed ?? {}).map(([id, code]) => [id, { reason: why(code) }]),
    ),
    contradicted: new Set(given.contradicted),
    again: given.again ?? false,
    reason: why('open'),
  };
}

export const refused = (code: string, scope: Scope, more: object = {}): CallResult => ({
  kind: 'refused',
  reason: why(code),
  scope,
  ...more,
});

export const lost: CallResult = { kind: 'lost', reason: why('lost'), retry: {} };
export const unsent: CallResult = { kind: 'not_sent', reason: why('unsent'), retry: {} };

interface Played {
  /** Servers of each call, in the order of sending, with the time since the start. */
  readonly calls: { readonly ids: readonly string[]; readonly at: number }[];
  readonly outcomes: Readonly<Record<string, string>>;
  readonly events: string[];
  readonly refusedBy: Reason | undefined;
  readonly mostAtOnce: number;
  readonly milliseconds: number;
}

interface Given extends Partial<Omit<ExecuteOptions, 'call' | 'ledger'>> {
  readonly ids: readonly string[];
  readonly size?: number;
  readonly latencyMs?: number;
  /** Aborts `stop` this many milliseconds after the start. */
  readonly stopAfterMs?: number;
}

/** Plays a run against a service that answers by `answer`. */
export async function play(
  given: Given,
  answer: (ids: readonly string[], call: number) => CallResult,
): Promise<Played> {
  const clock = new VirtualClock();
  const begun = clock.now();
  const calls: { ids: readonly string[]; at: number }[] = [];
  const events: string[] = [];
  const ledger = new Ledger(given.ids);
  const stop = new AbortController();
  let underWay = 0;
  let mostAtOnce = 0;
  const observer: Observer = {
    waiting: ({ attempt, reason, servers, waitMs }) =>
      events.push(`wait ${waitMs} after try ${attempt} of ${servers}: ${reason.message}`),
    gaveUp: ({ servers, waitMs }) => events.push(`gave up ${servers} instead of ${waitMs}`),
    narrowing: ({ servers }) => events.push(`narrow ${servers}`),
    sendingRest: ({ servers }) => events.push(`rest ${servers}`),
    settled: ({ batch, batches, servers }) =>
      events.push(`settled ${batch}/${batches} of ${servers}`),
  };
  if (given.stopAfterMs !== undefined) {
    void clock.sleep(given.stopAfterMs, new AbortController().signal).then(() => {
      stop.abort();
    });
  }
  const refusedBy = await clock.run(
    execute(splitIntoBatches(given.ids, given.size ?? 1_000), {
      concurrency: 4,
      maxRetries: 5,
      random: () => 0.5,
      deadline: begun + 3_600_000,
      stop: stop.signal,
      abort: new AbortController().signal,
      ...given,
      clock,
      ledger,
      observer,
      call: async (ids) => {
        calls.push({ ids, at: clock.now() - begun });
        underWay += 1;
        mostAtOnce = Math.max(mostAtOnce, underWay);
        const reply = answer(ids, calls.length);
        await clock.sleep(given.latencyMs ?? 0, new AbortController().signal);
        underWay -= 1;
        return reply;
      },
    }),
  );
  const results = [...ledger.results(why('never'))];
  return {
    calls,
    events,
    refusedBy,
    mostAtOnce,
    outcomes: Object.fromEntries(
      results.map(({ id, outcome, reason }) => [
        id,
        reason === undefined ? outcome : `${outcome} ${String(reason.code)}`,
      ]),
    ),
    milliseconds: clock.now() - begun,
  };
}

export const names = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `s${i + 1}`);
export const times = ({ calls }: Played): number[] => calls.map(({ at }) => at);
