import { describe, expect, it } from '@jest/globals';
import { execute } from '../../src/fleet/executor.ts';
import { Ledger } from '../../src/fleet/ledger.ts';
import { VirtualClock } from '../../harness/virtual-clock.ts';
import { why, silent, accepted, refused, play, names } from './scripted-execution.ts';

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
        ? refused('503', 'call', { retry: { minDelayMs: 60_000 } })
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
