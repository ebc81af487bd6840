import { describe, expect, it } from '@jest/globals';
import type { Clock } from '../../src/retry/clock.ts';
import { execute } from '../../src/fleet/executor.ts';
import { Ledger } from '../../src/fleet/ledger.ts';
import { splitIntoBatches } from '../../src/fleet/batches.ts';
import { VirtualClock } from '../../harness/virtual-clock.ts';
import {
  why,
  silent,
  accepted,
  refused,
  lost,
  unsent,
  play,
  names,
  times,
} from './scripted-execution.ts';

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
      call === 1 ? refused('busy', 'call', { retry: { minDelayMs: 20_000 } }) : accepted(ids),
    );
    expect(times(played)).toEqual([0, 20_500]);
    expect(played.outcomes).toEqual({ s1: 'accepted' });
  });

  it('does not wait past the deadline, and says so', async () => {
    const deadline = new VirtualClock().now() + 10_000;
    const played = await play({ ids: ['s1'], deadline }, () =>
      refused('busy', 'call', { retry: { minDelayMs: 20_000 } }),
    );
    expect(played.calls).toHaveLength(1);
    expect(played.events).toContain('gave up 1 instead of 20500');
    expect(played.outcomes).toEqual({ s1: 'failed busy' });
  });

  it('sends nothing more when the service wants to be left alone past the deadline', async () => {
    const deadline = new VirtualClock().now() + 10_000;
    const played = await play({ ids: names(3), size: 1, concurrency: 1, deadline }, () =>
      refused('429', 'call', { retry: { minDelayMs: 3_600_000, throttled: true } }),
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
        ? refused('429', 'call', { retry: { minDelayMs: 9_500, throttled: true } })
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
              ? refused('429', 'call', { retry: { minDelayMs: 3, throttled: true } })
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
      call === 1 ? refused('500', 'call', { retry: { minDelayMs: 9_500 } }) : accepted(ids),
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
