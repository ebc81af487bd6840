import { describe, expect, it } from '@jest/globals';
import type { Clock } from '../../src/retry/clock.ts';
import { execute } from '../../src/fleet/executor.ts';
import type { ExecuteOptions, Observer } from '../../src/fleet/executor.ts';
import { Ledger } from '../../src/fleet/ledger.ts';
import type { Reason } from '../../src/fleet/outcome.ts';
import { splitIntoBatches } from '../../src/fleet/batches.ts';
import type { CallResult, Scope } from '../../src/fleet/call-result.ts';
import { VirtualClock } from '../../harness/virtual-clock.ts';

const why = (code: string): Reason => ({ code, message: code, advice: 'mend it' });

const silent: Observer = {
  waiting: () => undefined,
  gaveUp: () => undefined,
  narrowing: () => undefined,
  sendingRest: () => undefined,
  settled: () => undefined,
};

const accepted = (ids: readonly string[]): CallResult => answered({ accepted: ids });

function answered(given: {
  accepted?: readonly string[];
  failed?: Readonly<Record<string, string>>;
  doubtful?: readonly string[];
  again?: boolean;
}): CallResult {
  return {
    kind: 'answered',
    accepted: new Set(given.accepted),
    failed: new Map(
      Object.entries(given.failed ?? {}).map(([id, code]) => [id, { reason: why(code) }]),
    ),
    doubtful: new Set(given.doubtful),
    again: given.again ?? false,
    reason: why('open'),
  };
}

const refused = (code: string, scope: Scope, more: object = {}): CallResult => ({
  kind: 'refused',
  reason: why(code),
  scope,
  ...more,
});

const lost: CallResult = { kind: 'lost', reason: why('lost'), retry: {} };
const unsent: CallResult = { kind: 'unsent', reason: why('unsent'), retry: {} };

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
async function play(
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

const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `s${i + 1}`);
const times = ({ calls }: Played): number[] => calls.map(({ at }) => at);

describe('sending', () => {
  it('sends every batch once, in order, and no more calls at once than asked for', async () => {
    const played = await play({ ids: names(7), size: 1, concurrency: 3, latencyMs: 10 }, accepted);
    expect(played.calls.map(({ ids }) => ids[0])).toEqual(names(7));
    expect(played.mostAtOnce).toBe(3);
    expect(new Set(Object.values(played.outcomes))).toEqual(new Set(['accepted']));
    expect(played.events.filter((event) => event.startsWith('settled'))).toHaveLength(7);
  });

  it('leaves a server unknown that a success does not name, and does not send it again', async () => {
    const played = await play({ ids: names(2) }, () => accepted(['s1']));
    expect(played.outcomes).toEqual({ s1: 'accepted', s2: 'unknown open' });
    expect(played.calls).toHaveLength(1);
  });
});

describe('retry', () => {
  it('waits half of 1, 2, 4, 8, 16 and then 30 seconds with a jitter in the middle', async () => {
    const played = await play({ ids: ['s1'], maxRetries: 7 }, () => lost);
    expect(times(played)).toEqual([0, 500, 1_500, 3_500, 7_500, 15_500, 30_500, 45_500]);
    expect(played.outcomes).toEqual({ s1: 'unknown lost' });
    expect(played.events[0]).toBe('wait 500 after try 1 of 1: lost');
  });

  it('makes no further try with max_retries 0', async () => {
    const played = await play({ ids: ['s1'], maxRetries: 0 }, () => unsent);
    expect(played.calls).toHaveLength(1);
    expect(played.outcomes).toEqual({ s1: 'not_sent unsent' });
  });

  it('waits as long as the service asks, and a little more', async () => {
    const played = await play({ ids: ['s1'] }, (ids, call) =>
      call === 1 ? refused('busy', 'call', { retry: { afterMs: 20_000 } }) : accepted(ids),
    );
    expect(times(played)).toEqual([0, 20_500]);
    expect(played.outcomes).toEqual({ s1: 'accepted' });
  });

  it('does not wait past the deadline, and says so', async () => {
    const deadline = new VirtualClock().now() + 10_000;
    const played = await play({ ids: ['s1'], deadline }, () =>
      refused('busy', 'call', { retry: { afterMs: 20_000 } }),
    );
    expect(played.calls).toHaveLength(1);
    expect(played.events).toContain('gave up 1 instead of 20500');
    expect(played.outcomes).toEqual({ s1: 'failed busy' });
  });

  it('sends nothing more when the service wants to be left alone past the deadline', async () => {
    const deadline = new VirtualClock().now() + 10_000;
    const played = await play({ ids: names(3), size: 1, concurrency: 1, deadline }, () =>
      refused('429', 'call', { retry: { afterMs: 3_600_000, throttled: true } }),
    );
    expect(played.calls).toHaveLength(1);
    expect(played.milliseconds).toBe(0);
    expect(played.events[0]).toContain('gave up');
    expect(played.outcomes).toEqual({
      s1: 'failed 429',
      s2: 'not_sent never',
      s3: 'not_sent never',
    });
  });

  it('gives the advice of a lost answer, not of the refusal that came after it', () => {
    const ledger = new Ledger(['s1']);
    for (const reply of [lost, refused('Ecs.0011', 'request')]) {
      ledger.sending(['s1']);
      ledger.record(['s1'], reply);
    }
    expect([...ledger.results(why('x'))]).toEqual([
      {
        id: 's1',
        outcome: 'unknown',
        reason: { ...why('Ecs.0011'), advice: expect.stringContaining('the same password') },
      },
    ]);
  });

  it('makes everybody wait when one is throttled', async () => {
    const played = await play({ ids: names(3), size: 1, concurrency: 1 }, (ids, call) =>
      call === 1
        ? refused('429', 'call', { retry: { afterMs: 9_500, throttled: true } })
        : accepted(ids),
    );
    expect(times(played)).toEqual([0, 10_000, 10_000, 10_000]);
  });

  it('never sleeps a negative time, even when time passes at every look at the clock', async () => {
    const clock = new VirtualClock();
    const sleeps: number[] = [];
    let looks = 0;
    const restless: Clock = {
      now: () => clock.now() + (looks += 1),
      sleep: (ms, signal) => {
        sleeps.push(ms);
        return clock.sleep(ms, signal);
      },
    };
    const ids = names(20);
    const never = new AbortController().signal;
    let calls = 0;
    await clock.run(
      execute(splitIntoBatches(ids, 1), {
        call: (servers) =>
          Promise.resolve(
            (calls += 1) % 2 === 1
              ? refused('429', 'call', { retry: { afterMs: 3, throttled: true } })
              : accepted(servers),
          ),
        clock: restless,
        ledger: new Ledger(ids),
        observer: silent,
        concurrency: 3,
        maxRetries: 5,
        random: () => 0,
        deadline: clock.now() + 3_600_000,
        stop: never,
        abort: never,
      }),
    );
    expect(sleeps.length).toBeGreaterThan(10);
    expect(Math.min(...sleeps)).toBeGreaterThan(0);
  });

  it('does not make the others wait for a failure that is not about the rate of calls', async () => {
    const played = await play({ ids: names(3), size: 1, concurrency: 1 }, (ids, call) =>
      call === 1 ? refused('500', 'call', { retry: { afterMs: 9_500 } }) : accepted(ids),
    );
    expect(times(played)).toEqual([0, 0, 0, 10_000]);
  });

  it('keeps the outcome of the last try when it is stopped while it waits', async () => {
    const played = await play(
      { ids: names(3), size: 1, stopAfterMs: 100 },
      ([id]) =>
        ({ s1: refused('429', 'call', { retry: {} }), s2: lost, s3: unsent })[String(id)] ?? lost,
    );
    expect(played.outcomes).toEqual({
      s1: 'failed 429',
      s2: 'unknown lost',
      s3: 'not_sent unsent',
    });
    expect(played.milliseconds).toBe(100);
  });

  it('never forgets a lost answer, whatever a later try is told', async () => {
    const played = await play({ ids: ['s1'] }, (_ids, call) =>
      call === 1 ? lost : refused('Ecs.0605', 'server'),
    );
    expect(played.outcomes).toEqual({ s1: 'unknown Ecs.0605' });
  });

  it('calls nobody unsent who was in a request before', async () => {
    const played = await play({ ids: ['s1'], maxRetries: 1 }, (_ids, call) =>
      call === 1 ? refused('429', 'call', { retry: {} }) : unsent,
    );
    expect(played.outcomes).toEqual({ s1: 'failed 429' });
  });
});

describe('a refusal that belongs to the request', () => {
  it('stops every batch that was not sent yet', async () => {
    const played = await play({ ids: names(3), size: 1, concurrency: 1 }, () =>
      refused('Ecs.0011', 'request'),
    );
    expect(played.calls).toHaveLength(1);
    expect(played.refusedBy?.code).toBe('Ecs.0011');
    expect(played.outcomes).toEqual({
      s1: 'failed Ecs.0011',
      s2: 'not_sent never',
      s3: 'not_sent never',
    });
    expect(played.events).toEqual(['settled 1/3 of 1']);
  });

  it('lets calls under way come to their end', async () => {
    const played = await play({ ids: names(3), size: 1, concurrency: 2, latencyMs: 5 }, (ids) =>
      ids[0] === 's1' ? refused('Ecs.0011', 'request') : accepted(ids),
    );
    expect(played.outcomes).toEqual({
      s1: 'failed Ecs.0011',
      s2: 'accepted',
      s3: 'not_sent never',
    });
  });

  it('ends the waits of other batches', async () => {
    const played = await play({ ids: names(2), size: 1, concurrency: 2 }, (ids) =>
      ids[0] === 's1'
        ? refused('503', 'call', { retry: { afterMs: 60_000 } })
        : refused('Ecs.0011', 'request'),
    );
    expect(played.milliseconds).toBe(0);
    expect(played.outcomes).toEqual({ s1: 'failed 503', s2: 'failed Ecs.0011' });
  });
});

describe('permission that is missing server by server', () => {
  const forbidden = refused('403', 'server', { forbidden: true });

  it('stops the run after five in a row', async () => {
    const played = await play({ ids: names(8), size: 1, concurrency: 1 }, () => forbidden);
    expect(played.calls).toHaveLength(5);
    expect(played.refusedBy?.code).toBe('403');
    expect(played.outcomes['s6']).toBe('not_sent never');
  });

  it('goes on when a server was accepted before', async () => {
    const played = await play({ ids: names(8), size: 1, concurrency: 1 }, (ids) =>
      ids[0] === 's1' ? accepted(ids) : forbidden,
    );
    expect(played.calls).toHaveLength(8);
    expect(played.refusedBy).toBeUndefined();
  });

  it('counts anew after another answer', async () => {
    const played = await play({ ids: names(9), size: 1, concurrency: 1 }, (ids) =>
      ids[0] === 's5' ? refused('Ecs.0605', 'server') : forbidden,
    );
    expect(played.calls).toHaveLength(9);
  });
});

describe('servers that the service names', () => {
  it('fails them with their own code and sends the others again', async () => {
    const played = await play({ ids: names(4) }, (ids, call) =>
      call === 1
        ? answered({ failed: { s2: 'Ecs.0605' }, accepted: ['s1'], doubtful: ['s3'], again: true })
        : accepted(ids),
    );
    expect(played.calls.map(({ ids }) => ids)).toEqual([names(4), ['s4']]);
    expect(played.outcomes).toEqual({
      s1: 'accepted',
      s2: 'failed Ecs.0605',
      s3: 'unknown open',
      s4: 'accepted',
    });
    expect(played.events).toContain('rest 1');
  });

  it('sends nothing again when all are named', async () => {
    const played = await play({ ids: ['s1'] }, () =>
      answered({ failed: { s1: 'Ecs.0605' }, again: true }),
    );
    expect(played.calls).toHaveLength(1);
    expect(played.outcomes).toEqual({ s1: 'failed Ecs.0605' });
  });

  it('ends after 25 rounds of one culprit each; the rest is unknown', async () => {
    const played = await play({ ids: names(40) }, (ids) =>
      answered({ failed: { [ids[0] ?? '']: 'Ecs.0605' }, again: true }),
    );
    expect(played.calls).toHaveLength(25);
    expect(
      Object.values(played.outcomes).filter((outcome) => outcome.startsWith('failed')),
    ).toEqual(Array(25).fill('failed Ecs.0605'));
    expect(played.outcomes['s40']).toBe('unknown open');
  });

  it('leaves the rest unknown when the run is stopped in between', async () => {
    const played = await play({ ids: names(2), latencyMs: 10, stopAfterMs: 5 }, () =>
      answered({ failed: { s1: 'Ecs.0605' }, again: true }),
    );
    expect(played.outcomes).toEqual({ s1: 'failed Ecs.0605', s2: 'unknown open' });
  });

  it('calls the rest failed only for a word on the server itself', async () => {
    const rest = async (reply: CallResult): Promise<string | undefined> => {
      const played = await play({ ids: names(2), maxRetries: 0 }, (_ids, call) =>
        call === 1 ? answered({ failed: { s1: 'Ecs.0605' }, again: true }) : reply,
      );
      return played.outcomes['s2'];
    };
    expect(await rest(refused('429', 'call'))).toBe('unknown 429');
    expect(await rest(refused('Ecs.0110', 'request'))).toBe('unknown Ecs.0110');
    expect(await rest(refused('Ecs.0611', 'batch'))).toBe('unknown Ecs.0611');
    expect(await rest(refused('Ecs.0603', 'server', { retry: {} }))).toBe('unknown Ecs.0603');
    expect(await rest(refused('Ecs.0030', 'server'))).toBe('failed Ecs.0030');
    expect(await rest(answered({ failed: { s2: 'Ecs.0030' } }))).toBe('failed Ecs.0030');
    // That it is busy may come of the reset which the first call set off.
    const busy = new Map([['s2', { reason: why('Ecs.0603'), retry: {} }]]);
    const namedBusy = { ...answered({}), failed: busy } as CallResult;
    expect(await rest(namedBusy)).toBe('unknown Ecs.0603');
  });

  it('waits for one that stands alone and is only busy', async () => {
    const busy: CallResult = {
      ...(answered({ again: true }) as Extract<CallResult, { kind: 'answered' }>),
      failed: new Map([['s1', { reason: why('Ecs.0603'), retry: { afterMs: 60_000 } }]]),
    };
    const alone = await play({ ids: ['s1'] }, (ids, call) => (call === 1 ? busy : accepted(ids)));
    expect(times(alone)).toEqual([0, 60_500]);
    expect(alone.events[0]).toBe('wait 60500 after try 1 of 1: Ecs.0603');
    expect(alone.outcomes).toEqual({ s1: 'accepted' });
    const among = await play({ ids: names(2) }, (ids, call) => (call === 1 ? busy : accepted(ids)));
    expect(among.outcomes).toEqual({ s1: 'failed Ecs.0603', s2: 'accepted' });
  });
});

describe('a refusal that belongs to one server', () => {
  const dead =
    (...culprits: string[]) =>
    (ids: readonly string[]): CallResult =>
      ids.some((id) => culprits.includes(id)) ? refused('Ecs.0114', 'server') : accepted(ids);

  it.each([
    { servers: 500, culprits: ['s1'], most: 25 },
    { servers: 500, culprits: ['s500'], most: 25 },
    { servers: 500, culprits: ['s251'], most: 25 },
    { servers: 1_000, culprits: ['s1', 's500', 's1000'], most: 75 },
    { servers: 1_000, culprits: ['s333', 's334', 's667'], most: 75 },
  ])(
    'finds $culprits among $servers in at most $most calls',
    async ({ servers, culprits, most }) => {
      const played = await play({ ids: names(servers) }, dead(...culprits));
      expect(played.calls.length).toBeLessThanOrEqual(most);
      const failed = Object.entries(played.outcomes).filter(
        ([, outcome]) => outcome !== 'accepted',
      );
      expect(failed).toEqual(culprits.map((id) => [id, 'failed Ecs.0114']));
    },
  );

  it('narrows down what belongs to the batch as it is made up, too', async () => {
    const played = await play({ ids: names(4) }, (ids) =>
      ids.length > 1 ? refused('Ecs.0118', 'batch') : accepted(ids),
    );
    expect(played.calls).toHaveLength(7);
    expect(new Set(Object.values(played.outcomes))).toEqual(new Set(['accepted']));
  });

  it('gives up after 32 calls that accept nothing', async () => {
    const played = await play({ ids: names(500) }, () => refused('Ecs.0114', 'server'));
    expect(played.calls).toHaveLength(33);
    expect(new Set(Object.values(played.outcomes))).toEqual(new Set(['failed Ecs.0114']));
  });

  it('finds the healthy half behind a dead one', async () => {
    const ids = names(200);
    const played = await play({ ids, concurrency: 1 }, dead(...ids.slice(0, 100)));
    expect(played.outcomes['s150']).toBe('accepted');
    expect(played.outcomes['s50']).toBe('failed Ecs.0114');
  });

  it('searches each batch on its own', async () => {
    const ids = names(200);
    const played = await play({ ids, size: 100 }, dead(...ids.slice(0, 100)));
    expect(played.outcomes['s150']).toBe('accepted');
    expect(played.calls).toHaveLength(1 + 32 + 1);
  });

  it('calls the halves that were not sent failed with the code of the batch', async () => {
    const played = await play({ ids: names(2), latencyMs: 10, stopAfterMs: 5 }, () =>
      refused('Ecs.0114', 'server'),
    );
    expect(played.calls).toHaveLength(1);
    expect(played.outcomes).toEqual({ s1: 'failed Ecs.0114', s2: 'failed Ecs.0114' });
  });

  it('waits for a busy server only once it stands alone', async () => {
    const busy = refused('Ecs.0603', 'server', { retry: { afterMs: 60_000 } });
    let busyFor = 3;
    const played = await play({ ids: names(2) }, (ids) => {
      if (!ids.includes('s1') || busyFor === 0) return accepted(ids);
      busyFor -= 1;
      return busy;
    });
    expect(played.calls.map(({ ids, at }) => `${ids.join('+')} at ${at}`)).toEqual([
      's1+s2 at 0',
      's1 at 0',
      's2 at 0',
      's1 at 60500',
      's1 at 121000',
    ]);
    expect(played.outcomes).toEqual({ s1: 'accepted', s2: 'accepted' });
  });
});

it('ends with an exception of the call, with the truth in the ledger', async () => {
  const ledger = new Ledger(['s1', 's2']);
  const clock = new VirtualClock();
  const signal = new AbortController().signal;
  const work = execute([['s1'], ['s2']], {
    ledger,
    clock,
    concurrency: 1,
    maxRetries: 0,
    random: () => 0,
    deadline: clock.now() + 1_000,
    stop: signal,
    abort: signal,
    observer: silent,
    call: () => Promise.reject(new Error('unforeseen')),
  });
  await expect(clock.run(work)).rejects.toThrow('unforeseen');
  expect([...ledger.results(why('x'))].map(({ outcome }) => outcome)).toContain('unknown');
});
