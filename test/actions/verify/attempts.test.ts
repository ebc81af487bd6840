import { describe, expect, it } from '@jest/globals';
import { tryLogins } from '../../../src/actions/verify/attempts.ts';
import type { AttemptOptions, Progress, Target } from '../../../src/actions/verify/attempts.ts';
import type { EndingName } from '../../../src/actions/verify/endings.ts';
import type { PortState } from '../../../src/ssh/port.ts';
import { VirtualClock } from '../../../harness/virtual-clock.ts';

/** What a server does, with times in seconds. */
interface Script {
  /** When its port opens; default at once. */
  readonly opensAt?: number;
  /** What a probe finds before that; default a refused connection. */
  readonly before?: PortState;
  readonly ending?: EndingName;
  /** How long a login takes; default 1. */
  readonly takes?: number;
  readonly throws?: boolean;
}

interface Run {
  readonly endings: Readonly<Record<string, EndingName>>;
  readonly seconds: number;
  /** Begin of each login, in seconds. */
  readonly begun: readonly (readonly [string, number])[];
  readonly probes: number;
  readonly maxAtOnce: number;
  readonly progress: readonly Progress[];
  readonly maxRefusedCalls: number;
  readonly error: unknown;
}

async function run(
  scripts: readonly Script[],
  options: Partial<Pick<AttemptOptions, 'concurrency' | 'maxRefused'>> & {
    readonly wait?: number;
    readonly settle?: number;
    readonly stopAt?: number;
  } = {},
): Promise<Run> {
  const { concurrency = 10, maxRefused = 3, settle = 0, stopAt, wait = 0 } = options;
  const clock = new VirtualClock();
  const start = clock.now();
  const never = new AbortController().signal;
  const seconds = (): number => (clock.now() - start) / 1_000;
  const stop = new AbortController();
  const endings: Record<string, EndingName> = {};
  const begun: [string, number][] = [];
  const progress: Progress[] = [];
  let [probes, atOnce, maxAtOnce, maxRefusedCalls] = [0, 0, 0, 0];
  const of = (target: Target): Script => scripts[Number(target.id.slice(1)) - 1] ?? {};
  if (stopAt !== undefined) {
    void clock.sleep(stopAt * 1_000, never).then(() => {
      stop.abort();
    });
  }
  const targets = scripts.map((_, index) => ({
    id: `s${index + 1}`,
    host: 'host',
    port: 22,
    username: 'root',
  }));
  let error: unknown;
  const work = tryLogins(targets, {
    clock,
    concurrency,
    maxRefused,
    waitMs: wait * 1_000,
    settleMs: settle * 1_000,
    stop: stop.signal,
    record: (id, ending) => {
      endings[id] = ending;
    },
    onProgress: (state) => progress.push(state),
    onMaxRefused: () => {
      maxRefusedCalls += 1;
    },
    probe: async (target, abort) => {
      probes += 1;
      const { before = 'connect_refused', opensAt = 0 } = of(target);
      await clock.sleep(before === 'timeout' ? 5_000 : 1, abort);
      if (abort.aborted) return 'aborted';
      return seconds() >= opensAt ? 'open' : before;
    },
    login: async (target, onPassword) => {
      begun.push([target.id, Math.round(seconds())]);
      atOnce += 1;
      maxAtOnce = Math.max(maxAtOnce, atOnce);
      const { ending = 'verified', takes = 1, throws = false } = of(target);
      onPassword();
      await clock.sleep(takes * 1_000, never);
      atOnce -= 1;
      if (throws) throw new Error('unexpected');
      return ending;
    },
  }).catch((thrown: unknown) => {
    error = thrown;
  });
  await clock.run(work);
  return {
    endings,
    seconds: seconds(),
    begun,
    probes,
    maxAtOnce,
    progress,
    maxRefusedCalls,
    error,
  };
}

function endingsOf(done: Run, count: number): (EndingName | undefined)[] {
  return Array.from({ length: count }, (_, index) => done.endings[`s${index + 1}`]);
}

describe('logins', () => {
  it('are tried once for each server, with so many at once as allowed', async () => {
    const done = await run(Array<Script>(25).fill({}), { concurrency: 4 });
    expect(done.begun.map(([id]) => id)).toEqual(done.begun.map((_, index) => `s${index + 1}`));
    expect(done.begun).toHaveLength(25);
    expect(done.maxAtOnce).toBe(4);
    expect(done.seconds).toBe(7);
    expect(new Set(endingsOf(done, 25))).toEqual(new Set(['verified']));
    expect(done.probes).toBe(0);
  });

  it('wait for the port and for the server to settle, without a place', async () => {
    const done = await run([{ opensAt: 20 }, { takes: 30 }, { opensAt: 7 }], {
      concurrency: 1,
      wait: 60,
      settle: 10,
    });
    expect(done.begun).toEqual([
      ['s2', 10],
      ['s3', 40],
      ['s1', 41],
    ]);
    expect(endingsOf(done, 3)).toEqual(['verified', 'verified', 'verified']);
  });

  it('are not tried where the port stays closed, with the last reason', async () => {
    const done = await run([{ opensAt: 1_000 }, { opensAt: 1_000, before: 'timeout' }], {
      wait: 60,
      settle: 10,
    });
    expect(done.begun).toEqual([]);
    expect(endingsOf(done, 2)).toEqual(['connect_refused', 'timeout']);
    expect(done.seconds).toBeGreaterThanOrEqual(60);
    expect(done.seconds).toBeLessThan(66);
    // Every five seconds, so that a server that counts connections forgets each before the next.
    expect(done.probes).toBe(13 + 12);
  });

  it('are tried at once where nothing is waited for', async () => {
    const done = await run([{}], { wait: 0, settle: 0 });
    expect(done.begun).toEqual([['s1', 0]]);
  });

  it('report progress each minute', async () => {
    const done = await run([{}, { opensAt: 100 }], { wait: 300 });
    expect(done.progress).toEqual([{ servers: 2, waiting: 1, done: 1 }]);
  });
});

describe('max_refused', () => {
  const refused: Script = { ending: 'credentials' };

  it('leaves out the rest, also the servers that wait', async () => {
    const done = await run([refused, refused, refused, {}, { opensAt: 50 }], {
      concurrency: 1,
      wait: 100,
    });
    expect(done.begun).toHaveLength(3);
    expect(endingsOf(done, 5)).toEqual([
      'credentials',
      'credentials',
      'credentials',
      'max_refused',
      'max_refused',
    ]);
    expect(done.maxRefusedCalls).toBe(1);
    expect(done.seconds).toBeLessThan(5);
  });

  it('leaves out the servers that settle', async () => {
    const done = await run([refused, { opensAt: 3 }], { wait: 10, settle: 5, maxRefused: 1 });
    expect(endingsOf(done, 2)).toEqual(['credentials', 'max_refused']);
    expect(done.seconds).toBeLessThan(7);
  });

  it('begins again with a server that is verified', async () => {
    const done = await run([refused, refused, {}, refused, refused, {}], { concurrency: 1 });
    expect(endingsOf(done, 6).filter((ending) => ending === 'max_refused')).toEqual([]);
    expect(done.maxRefusedCalls).toBe(0);
  });

  it('does not count other endings, which do not begin it again either', async () => {
    const done = await run(
      [refused, { ending: 'second_factor' }, refused, { ending: 'no_handshake' }, refused, {}],
      { concurrency: 1 },
    );
    expect(endingsOf(done, 6)[5]).toBe('max_refused');
  });

  it('lets the logins under way end', async () => {
    const done = await run([refused, { takes: 9 }, { takes: 9, ending: 'credentials' }, {}], {
      concurrency: 3,
      maxRefused: 1,
    });
    expect(endingsOf(done, 4)).toEqual(['credentials', 'verified', 'credentials', 'max_refused']);
    expect(done.begun).toHaveLength(3);
    expect(done.maxRefusedCalls).toBe(1);
  });
});

describe('the end of a run', () => {
  it('begins nothing new, and leaves servers that were not tried without an ending', async () => {
    const done = await run([{ takes: 5 }, {}, { opensAt: 90 }], {
      concurrency: 1,
      wait: 100,
      stopAt: 3,
    });
    expect(endingsOf(done, 3)).toEqual(['verified', undefined, undefined]);
    expect(done.seconds).toBeLessThan(6);
  });

  it('counts a server as without an answer when the login throws, and ends with the exception', async () => {
    const done = await run([{ throws: true }, { takes: 3 }, {}], { concurrency: 2 });
    expect(done.error).toEqual(new Error('unexpected'));
    expect(endingsOf(done, 3)).toEqual(['no_answer', 'verified', undefined]);
  });
});
