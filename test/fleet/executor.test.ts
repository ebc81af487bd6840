import { describe, expect, it } from '@jest/globals';
import { execute } from '../../src/fleet/executor.ts';
import { Ledger } from '../../src/fleet/ledger.ts';
import { VirtualClock } from '../../harness/virtual-clock.ts';
import {
  accepted,
  reason,
  refused,
  runScript,
  serverIds,
  silentObserver,
  UNKNOWN_ADVICE,
} from './scripted-execution.ts';

describe('sending', () => {
  it('sends every batch once, in order, and no more calls at once than concurrency allows', async () => {
    const run = await runScript(
      { ids: serverIds(7), batchSize: 1, concurrency: 3, latencyMs: 10 },
      accepted,
    );
    expect(run.calls.map(({ ids }) => ids[0])).toEqual(serverIds(7));
    expect(run.maxConcurrent).toBe(3);
    expect(new Set(Object.values(run.outcomes))).toEqual(new Set(['accepted']));
    expect(run.events.filter((event) => event.startsWith('settled'))).toHaveLength(7);
  });

  it('leaves a server unknown that a successful response does not name, and does not send it again', async () => {
    const run = await runScript({ ids: serverIds(2) }, () => accepted(['s1']));
    expect(run.outcomes).toEqual({ s1: 'accepted', s2: 'unknown open' });
    expect(run.calls).toHaveLength(1);
  });
});

describe('a refusal that belongs to the request', () => {
  it('stops every batch that has not been sent', async () => {
    const run = await runScript({ ids: serverIds(3), batchSize: 1, concurrency: 1 }, () =>
      refused('Ecs.0011', 'request'),
    );
    expect(run.calls).toHaveLength(1);
    expect(run.refusedBy?.code).toBe('Ecs.0011');
    expect(run.outcomes).toEqual({
      s1: 'failed Ecs.0011',
      s2: 'not_sent never',
      s3: 'not_sent never',
    });
    expect(run.events).toEqual(['settled 1/3 of 1']);
  });

  it('does not end calls under way', async () => {
    const run = await runScript(
      { ids: serverIds(3), batchSize: 1, concurrency: 2, latencyMs: 5 },
      (ids) => (ids[0] === 's1' ? refused('Ecs.0011', 'request') : accepted(ids)),
    );
    expect(run.outcomes).toEqual({
      s1: 'failed Ecs.0011',
      s2: 'accepted',
      s3: 'not_sent never',
    });
  });

  it('ends the waits of other batches', async () => {
    const run = await runScript({ ids: serverIds(2), batchSize: 1, concurrency: 2 }, (ids) =>
      ids[0] === 's1'
        ? refused('503', 'call', { retry: { minDelayMs: 60_000 } })
        : refused('Ecs.0011', 'request'),
    );
    expect(run.milliseconds).toBe(0);
    expect(run.outcomes).toEqual({ s1: 'failed 503', s2: 'failed Ecs.0011' });
  });
});

describe('a missing permission for one server after the other', () => {
  const forbidden = refused('403', 'server', { forbidden: true });

  it('stops the run after five in a row', async () => {
    const run = await runScript(
      { ids: serverIds(8), batchSize: 1, concurrency: 1 },
      () => forbidden,
    );
    expect(run.calls).toHaveLength(5);
    expect(run.refusedBy?.code).toBe('403');
    expect(run.outcomes['s6']).toBe('not_sent never');
  });

  it('goes on when a server was accepted before', async () => {
    const run = await runScript({ ids: serverIds(8), batchSize: 1, concurrency: 1 }, (ids) =>
      ids[0] === 's1' ? accepted(ids) : forbidden,
    );
    expect(run.calls).toHaveLength(8);
    expect(run.refusedBy).toBeUndefined();
  });

  it('counts from zero after another result', async () => {
    const run = await runScript({ ids: serverIds(9), batchSize: 1, concurrency: 1 }, (ids) =>
      ids[0] === 's5' ? refused('Ecs.0605', 'server') : forbidden,
    );
    expect(run.calls).toHaveLength(9);
  });
});

it('ends with an exception of the call, with the outcomes in the ledger', async () => {
  const ledger = new Ledger(['s1', 's2'], UNKNOWN_ADVICE);
  const clock = new VirtualClock();
  const signal = new AbortController().signal;
  const work = execute(['s1', 's2'], {
    batchSize: 1,
    maxWaitMs: 0,
    resendUnknownAfterMs: 0,
    ledger,
    clock,
    concurrency: 1,
    maxRetries: 0,
    random: () => 0,
    deadline: clock.now() + 1_000,
    stop: signal,
    abort: signal,
    observer: silentObserver,
    call: () => Promise.reject(new Error('unexpected')),
  });
  await expect(clock.run(work)).rejects.toThrow('unexpected');
  expect([...ledger.results(reason('x'))].map(({ outcome }) => outcome)).toContain('unknown');
});
