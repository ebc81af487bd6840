/** Results of single servers: named by the service, or found by splitting. */
import { describe, expect, it } from '@jest/globals';
import type { CallResult } from '../../src/fleet/call-result.ts';
import { why, accepted, answered, refused, play, names, times } from './scripted-execution.ts';

describe('servers that the service names', () => {
  it('fails them with their own code and sends the others again', async () => {
    const played = await play({ ids: names(4) }, (ids, call) =>
      call === 1
        ? answered({ failed: { s2: 'Ecs.0605' }, accepted: ['s1'], contradicted: ['s3'], resendRest: true })
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
      answered({ failed: { s1: 'Ecs.0605' }, resendRest: true }),
    );
    expect(played.calls).toHaveLength(1);
    expect(played.outcomes).toEqual({ s1: 'failed Ecs.0605' });
  });

  it('ends after 25 rounds of one culprit each; the rest is unknown', async () => {
    const played = await play({ ids: names(40) }, (ids) =>
      answered({ failed: { [ids[0] ?? '']: 'Ecs.0605' }, resendRest: true }),
    );
    expect(played.calls).toHaveLength(25);
    expect(
      Object.values(played.outcomes).filter((outcome) => outcome.startsWith('failed')),
    ).toEqual(Array(25).fill('failed Ecs.0605'));
    expect(played.outcomes['s40']).toBe('unknown open');
  });

  it('leaves the rest unknown when the run is stopped in between', async () => {
    const played = await play({ ids: names(2), latencyMs: 10, stopAfterMs: 5 }, () =>
      answered({ failed: { s1: 'Ecs.0605' }, resendRest: true }),
    );
    expect(played.outcomes).toEqual({ s1: 'failed Ecs.0605', s2: 'unknown open' });
  });

  it('calls the rest failed only for a word on the server itself', async () => {
    const rest = async (reply: CallResult): Promise<string | undefined> => {
      const played = await play({ ids: names(2), maxRetries: 0 }, (_ids, call) =>
        call === 1 ? answered({ failed: { s1: 'Ecs.0605' }, resendRest: true }) : reply,
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
      ...(answered({ resendRest: true }) as Extract<CallResult, { kind: 'per_server' }>),
      failed: new Map([['s1', { reason: why('Ecs.0603'), retry: { minDelayMs: 60_000 } }]]),
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
    const busy = refused('Ecs.0603', 'server', { retry: { minDelayMs: 60_000 } });
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
