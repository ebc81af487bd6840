import { describe, expect, it } from '@jest/globals';
import type { Clock } from '../../src/retry/clock.ts';
import { execute } from '../../src/fleet/executor.ts';
import { Ledger } from '../../src/fleet/ledger.ts';
import { VirtualClock } from '../../harness/virtual-clock.ts';
import {
  accepted,
  lost,
  notSent,
  reason,
  refused,
  runScript,
  sendTimes,
  serverIds,
  silentObserver,
  UNKNOWN_ADVICE,
} from './scripted-execution.ts';

describe('retry', () => {
  it('waits half of 1, 2, 4, 8, 16 and then 30 seconds with a jitter in the middle', async () => {
    const run = await runScript({ ids: ['s1'], maxRetries: 7 }, () => lost);
    expect(sendTimes(run)).toEqual([0, 500, 1_500, 3_500, 7_500, 15_500, 30_500, 45_500]);
    expect(run.outcomes).toEqual({ s1: 'unknown lost' });
    expect(run.events[0]).toBe('wait 500 after attempt 1 for 1: lost');
  });

  it('makes no further attempt with max_retries 0', async () => {
    const run = await runScript({ ids: ['s1'], maxRetries: 0 }, () => notSent);
    expect(run.calls).toHaveLength(1);
    expect(run.outcomes).toEqual({ s1: 'not_sent notSent' });
  });

  it('waits as long as the service requests, plus the back-off', async () => {
    const run = await runScript({ ids: ['s1'] }, (ids, call) =>
      call === 1 ? refused('busy', 'call', { retry: { minDelayMs: 20_000 } }) : accepted(ids),
    );
    expect(sendTimes(run)).toEqual([0, 20_500]);
    expect(run.outcomes).toEqual({ s1: 'accepted' });
  });

  it('does not wait past the deadline, and reports it', async () => {
    const deadline = new VirtualClock().now() + 10_000;
    const run = await runScript({ ids: ['s1'], deadline }, () =>
      refused('busy', 'call', { retry: { minDelayMs: 20_000 } }),
    );
    expect(run.calls).toHaveLength(1);
    expect(run.events).toContain('gave up 1 instead of 20500');
    expect(run.outcomes).toEqual({ s1: 'failed busy' });
  });

  it('sends nothing more when the service limits the rate past the deadline', async () => {
    const deadline = new VirtualClock().now() + 10_000;
    const run = await runScript({ ids: serverIds(3), batchSize: 1, concurrency: 1, deadline }, () =>
      refused('429', 'call', { retry: { minDelayMs: 3_600_000, throttled: true } }),
    );
    expect(run.calls).toHaveLength(1);
    expect(run.milliseconds).toBe(0);
    expect(run.events[0]).toContain('gave up');
    expect(run.outcomes).toEqual({
      s1: 'failed 429',
      s2: 'not_sent never',
      s3: 'not_sent never',
    });
  });

  it('gives the advice for an unknown server, not that of a refusal after a lost response', () => {
    const ledger = new Ledger(['s1'], UNKNOWN_ADVICE);
    for (const result of [lost, refused('Ecs.0011', 'request')]) {
      ledger.sending(['s1']);
      ledger.record(['s1'], result);
    }
    expect([...ledger.results(reason('x'))]).toEqual([
      {
        id: 's1',
        outcome: 'unknown',
        reason: { ...reason('Ecs.0011'), advice: UNKNOWN_ADVICE },
      },
    ]);
  });

  it('makes every call wait when one is throttled', async () => {
    const run = await runScript({ ids: serverIds(3), batchSize: 1, concurrency: 1 }, (ids, call) =>
      call === 1
        ? refused('429', 'call', { retry: { minDelayMs: 9_500, throttled: true } })
        : accepted(ids),
    );
    expect(sendTimes(run)).toEqual([0, 10_000, 10_000, 10_000]);
  });

  it('never sleeps a negative time, even when time passes whenever the clock is read', async () => {
    const clock = new VirtualClock();
    const sleeps: number[] = [];
    let reads = 0;
    const moving: Clock = {
      now: () => clock.now() + (reads += 1),
      sleep: (ms, signal) => {
        sleeps.push(ms);
        return clock.sleep(ms, signal);
      },
    };
    const ids = serverIds(20);
    const never = new AbortController().signal;
    let calls = 0;
    await clock.run(
      execute(ids, {
        batchSize: 1,
        maxWaitMs: 0,
        resendUnknownAfterMs: 0,
        call: (servers) =>
          Promise.resolve(
            (calls += 1) % 2 === 1
              ? refused('429', 'call', { retry: { minDelayMs: 3, throttled: true } })
              : accepted(servers),
          ),
        clock: moving,
        ledger: new Ledger(ids, UNKNOWN_ADVICE),
        observer: silentObserver,
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

  it('does not make other calls wait for a failure that is not about the rate of calls', async () => {
    const run = await runScript({ ids: serverIds(3), batchSize: 1, concurrency: 1 }, (ids, call) =>
      call === 1 ? refused('500', 'call', { retry: { minDelayMs: 9_500 } }) : accepted(ids),
    );
    expect(sendTimes(run)).toEqual([0, 0, 0, 10_000]);
  });

  it('keeps the outcome of the last attempt when it is stopped while it waits', async () => {
    const run = await runScript(
      { ids: serverIds(3), batchSize: 1, stopAfterMs: 100 },
      ([id]) =>
        ({ s1: refused('429', 'call', { retry: {} }), s2: lost, s3: notSent })[String(id)] ?? lost,
    );
    expect(run.outcomes).toEqual({
      s1: 'failed 429',
      s2: 'unknown lost',
      s3: 'not_sent notSent',
    });
    expect(run.milliseconds).toBe(100);
  });

  it('never forgets a lost response, whatever the result of a later attempt is', async () => {
    const run = await runScript({ ids: ['s1'] }, (_ids, call) =>
      call === 1 ? lost : refused('Ecs.0605', 'server'),
    );
    expect(run.outcomes).toEqual({ s1: 'unknown Ecs.0605' });
  });

  it('does not report a server as not sent that was in a request before', async () => {
    const run = await runScript({ ids: ['s1'], maxRetries: 1 }, (_ids, call) =>
      call === 1 ? refused('429', 'call', { retry: {} }) : notSent,
    );
    expect(run.outcomes).toEqual({ s1: 'failed 429' });
  });
});
