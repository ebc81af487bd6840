import { describe, expect, it } from '@jest/globals';
import { runRestarts, serverId } from './scripted-restart.ts';

const working = (count: number): object[] => Array<object>(count).fill({});

describe('the waves', () => {
  it('follow one another, with a pause between them', async () => {
    const { events, ledger } = await runRestarts({ servers: working(5), waves: '1,2' });
    expect(events).toEqual([
      '0 s: wave 1: 1 + 0, without 0',
      '20 s: wave 1 ended: 1 in 20 s',
      '20 s: pause of 30 s',
      '50 s: wave 2: 2 + 0, without 0',
      '70 s: wave 2 ended: 2 in 20 s',
      '70 s: pause of 30 s',
      '100 s: wave 3: 2 + 0, without 0',
      '120 s: wave 3 ended: 2 in 20 s',
    ]);
    expect(ledger.counts()).toMatchObject({ restarted: 5 });
  });

  it('without a request take no pause, and servers that are left out keep their place', async () => {
    const { events, outcomes } = await runRestarts({
      servers: [
        { status: 'SHUTOFF' },
        { status: 'missing' },
        { locked: true },
        { hasTask: true },
        {},
        { status: 'ERROR' },
        {},
      ],
      waves: '2',
    });
    expect(events).toEqual([
      '0 s: wave 1: 0 + 0, without 2',
      '0 s: wave 1 ended: 0 in 0 s',
      '0 s: wave 2: 0 + 0, without 2',
      '0 s: wave 2 ended: 0 in 0 s',
      '0 s: wave 3: 1 + 0, without 1',
      '20 s: wave 3 ended: 1 in 20 s',
      '20 s: pause of 30 s',
      '50 s: wave 4: 1 + 0, without 0',
      '70 s: wave 4 ended: 1 in 20 s',
    ]);
    expect(outcomes).toEqual([
      'stopped',
      'not_started not_found',
      'not_started locked',
      'not_started busy',
      'restarted',
      'not_started wrong_status',
      'restarted',
    ]);
  });

  it('stop when more servers than max_failures have failed or are unknown', async () => {
    const servers = [{ behaviour: 'fails' as const }, {}, { behaviour: 'ignored' as const }, {}];
    const run = async (maxFailures: number) =>
      (await runRestarts({ servers, waves: '1', pauseMs: 0, maxFailures })).outcomes;
    expect(await run(0)).toEqual([
      'failed job_failed',
      ...Array<string>(3).fill('not_started run_ended'),
    ]);
    const all = ['failed job_failed', 'restarted', 'unknown'];
    expect(await run(1)).toEqual([...all, 'not_started run_ended']);
    expect(await run(2)).toEqual([...all, 'restarted']);
  });

  it('report a minute that passes', async () => {
    const { events, outcomes } = await runRestarts({
      servers: [{ ms: 130_000 }, { behaviour: 'never ends' }],
      waveTimeoutMs: 200_000,
    });
    expect(events).toEqual([
      '0 s: wave 1: 2 + 0, without 0',
      '60 s: wave 1: 2 of 2 open after 60 s',
      '120 s: wave 1: 2 of 2 open after 120 s',
      '180 s: wave 1: 2 of 2 open after 180 s',
      '200 s: wave 1 ended: 2 in 200 s',
    ]);
    // The part of the first server ended, and its row was read at the end of the time.
    expect(outcomes).toEqual(['restarted', 'unknown']);
  });
});

describe('the requests of a wave', () => {
  it('are one for running and one for stopped servers', async () => {
    const { fake, outcomes } = await runRestarts({
      servers: [{ status: 'SHUTOFF' }, {}, { status: 'SHUTOFF' }],
      startStopped: true,
    });
    expect(fake.sent).toEqual([serverId(1), serverId(0), serverId(2)]);
    expect(fake.kinds).toEqual(['SOFT', 'start']);
    expect(outcomes).toEqual(['restarted', 'restarted', 'restarted']);
    expect((await runRestarts({ servers: working(1), type: 'hard' })).fake.kinds).toEqual(['HARD']);
  });

  it('that have no job are logged, with what is known of them', async () => {
    const run = async (fault: 'refused' | 'lost before') => {
      const servers = working(2);
      const { events } = await runRestarts({ servers, power: [fault], waveTimeoutMs: 10_000 });
      return events;
    };
    expect(await run('refused')).toEqual([
      '0 s: wave 1: 2 + 0, without 0',
      '0 s: no job for 2: the server is locked',
      '0 s: wave 1 ended: 2 in 0 s',
    ]);
    expect(await run('lost before')).toEqual([
      '0 s: wave 1: 2 + 0, without 0',
      '0 s: lost for 2: the connection was closed before the complete response arrived',
      '10 s: wave 1 ended: 2 in 10 s',
    ]);
  });

  it('leave out a server whose row cannot be read, with the reason', async () => {
    const { events, fake, results } = await runRestarts({
      servers: working(1),
      read: ['garbage'],
      maxRetries: 0,
    });
    expect(results).toMatchObject([
      {
        outcome: 'not_started',
        word: 'unreadable',
        reason: { message: expect.stringMatching(/^the response of ECS does not match/) },
      },
    ]);
    expect(fake.kinds).toEqual([]);
    expect(events.at(-1)).toBe('0 s: wave 1 ended: 0 in 0 s');
  });

  it('do not decide each other', async () => {
    const servers = [{ status: 'SHUTOFF' as const }, {}];
    const run = async (power: 'refused' | 'lost before' | 'page before') =>
      (await runRestarts({ servers, startStopped: true, power: [power], waveTimeoutMs: 30_000 }))
        .outcomes;
    expect(await run('refused')).toEqual(['restarted', 'failed refused']);
    expect(await run('lost before')).toEqual(['restarted', 'unknown']);
    expect(await run('page before')).toEqual(['restarted', 'unknown']);
  });

  it('end with a refusal that concerns all, also those of the same wave', async () => {
    const { endReason, fake, outcomes } = await runRestarts({
      servers: [{ status: 'SHUTOFF' }, {}, {}],
      startStopped: true,
      waves: '2',
      power: ['refused for all'],
      maxFailures: 100,
    });
    expect(outcomes).toEqual(['not_started run_ended', 'failed refused', 'not_started run_ended']);
    expect(fake.sent).toEqual([serverId(1)]);
    expect(endReason?.message).toBe(
      'the run stopped before this server, because another call failed: permission is missing',
    );
  });

  it('end with one that cannot be sent', async () => {
    const { endReason, fake, outcomes } = await runRestarts({
      servers: working(2),
      waves: '1',
      power: ['unsent', 'unsent'],
      maxRetries: 1,
    });
    expect(outcomes).toEqual(['not_started run_ended', 'not_started run_ended']);
    expect(fake.sent).toEqual([]);
    expect(endReason?.message).toContain('the connection was refused');
  });
});

describe('the proof of a restart after a lost response', () => {
  it('is read when the first five seconds are over, by the clock of the service', async () => {
    for (const skewMs of [0, 3_600_000]) {
      const { events, outcomes } = await runRestarts({
        servers: working(2),
        power: ['lost after'],
        skewMs,
      });
      expect(outcomes).toEqual(['restarted', 'restarted']);
      expect(events.at(-1)).toBe('20 s: wave 1 ended: 2 in 20 s');
    }
  });

  it('is read for a job that is gone, and the job is why a server is unknown', async () => {
    const gone = Array<'gone'>(20).fill('gone');
    const run = (behaviour: 'works' | 'ignored') =>
      runRestarts({
        servers: [{ behaviour }],
        read: ['none', ...gone],
        waveTimeoutMs: 60_000,
      });
    expect((await run('works')).outcomes).toEqual(['restarted']);
    expect((await run('ignored')).results).toMatchObject([
      { outcome: 'unknown', reason: { message: expect.stringMatching(/job/) } },
    ]);
  });

  it('needs the time of the service at the request', async () => {
    // The row of the last server cannot be read, which may have taken long.
    const { outcomes } = await runRestarts({
      servers: working(101),
      power: ['lost after'],
      read: ['none', 'garbage'],
      maxRetries: 0,
      waveTimeoutMs: 30_000,
    });
    expect(new Set(outcomes.slice(0, 100))).toEqual(new Set(['unknown']));
    expect(outcomes[100]).toBe('not_started unreadable');
  });

  it('counts from the request, not from the rows before it', async () => {
    // The first request takes 20 seconds; the second server was started by somebody else meanwhile.
    const { outcomes } = await runRestarts({
      servers: [{ ms: 1_000 }, { status: 'SHUTOFF', ms: 1_000 }],
      startStopped: true,
      latencyMs: 20_000,
      power: ['none', 'lost before'],
      startedByOthersAfterMs: 30_000,
      waveTimeoutMs: 100_000,
    });
    expect(outcomes).toEqual(['restarted', 'unknown']);
  });
});

describe('the time for a wave', () => {
  it('is over also while a request hangs', async () => {
    const { milliseconds, outcomes } = await runRestarts({
      servers: [{ ms: 1_000 }],
      waveTimeoutMs: 30_000,
      // The first row is read; then the job hangs, and at the end it is read once more.
      read: ['none', 'silence'],
    });
    expect(milliseconds).toBe(30_000);
    expect(outcomes).toEqual(['restarted']);
  });

  it('ends with a look that takes 30 seconds at most', async () => {
    const { milliseconds, outcomes } = await runRestarts({
      servers: [{ ms: 1_000 }],
      waveTimeoutMs: 30_000,
      read: ['none', 'silence', 'silence'],
    });
    expect(milliseconds).toBe(60_000);
    expect(outcomes).toEqual(['unknown']);
  });
});

describe('a run that is cancelled', () => {
  it('looks once more at what is under way, and starts no further wave', async () => {
    const run = (ms: number) =>
      runRestarts({ servers: [{ ms }, {}], waves: '1', cancelAfterMs: 12_000 });
    // The job is read at 5 and 10 seconds, and once more at the end.
    const done = await run(11_000);
    expect(done.outcomes).toEqual(['restarted', 'not_started run_ended']);
    expect(done.milliseconds).toBe(12_000);
    const open = await run(20_000);
    expect(open.outcomes).toEqual(['unknown', 'not_started run_ended']);
    expect(open.milliseconds).toBe(12_000);
  });

  it('gives that look four seconds', async () => {
    const { milliseconds, outcomes } = await runRestarts({
      servers: [{ ms: 1_000 }],
      cancelAfterMs: 4_000,
      read: ['none', 'silence'],
    });
    expect(milliseconds).toBe(8_000);
    expect(outcomes).toEqual(['unknown']);
  });

  it('sends no request when it is cancelled while the rows are read', async () => {
    const { events, fake, outcomes } = await runRestarts({
      servers: working(1),
      latencyMs: 20_000,
      cancelAfterMs: 1_000,
    });
    expect(fake.kinds).toEqual([]);
    expect(events).toEqual([expect.stringContaining('wave 1 ended: 0 in 0 s')]);
    expect(outcomes).toEqual(['not_started run_ended']);
  });

  it('ends a pause', async () => {
    const { milliseconds, outcomes } = await runRestarts({
      servers: working(2),
      waves: '1',
      cancelAfterMs: 25_000,
    });
    expect(milliseconds).toBe(25_000);
    expect(outcomes).toEqual(['restarted', 'not_started run_ended']);
  });
});

describe('a restart of 1,000 servers in waves of 100', () => {
  it('reads by wave, not by server', async () => {
    const servers = Array.from({ length: 1_000 }, (_, index) => ({ ms: 10_000 + index * 20 }));
    const { fake, ledger, milliseconds } = await runRestarts({ servers, waves: '100' });
    expect(ledger.counts()).toMatchObject({ restarted: 1_000 });
    // Each wave: its rows, its job every five seconds (10 to 30 of them pass), and its rows again.
    expect(fake.reads).toBeLessThanOrEqual(10 * 9);
    expect(milliseconds / 60_000).toBeLessThan(9);
  });

  it('reads lists of actions only for lost responses, and ever less often', async () => {
    const { fake, outcomes } = await runRestarts({
      servers: working(100),
      power: ['lost before'],
    });
    expect(new Set(outcomes)).toEqual(new Set(['unknown']));
    // At 5, 15, 35, 75, 155, 315 and 600 seconds, and the rows at the beginning and at the end.
    expect(fake.reads).toBe(7 * 100 + 2);
    expect(fake.maxReadsAtOnce).toBe(8);
  });
});
