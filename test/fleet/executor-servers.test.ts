/** Results of single servers: named by the service, or found by splitting. */
import { describe, expect, it } from '@jest/globals';
import type { CallResult } from '../../src/fleet/call-result.ts';
import {
  accepted,
  perServer,
  reason,
  refused,
  runScript,
  sendTimes,
  serverIds,
} from './scripted-execution.ts';

describe('servers that the service names', () => {
  it('fail with their own code, and the others are sent again', async () => {
    const run = await runScript({ ids: serverIds(4) }, (ids, call) =>
      call === 1
        ? perServer({
            failed: { s2: 'Ecs.0605' },
            accepted: ['s1'],
            contradicted: ['s3'],
            resendRest: true,
          })
        : accepted(ids),
    );
    expect(run.calls.map(({ ids }) => ids)).toEqual([serverIds(4), ['s4']]);
    expect(run.outcomes).toEqual({
      s1: 'accepted',
      s2: 'failed Ecs.0605',
      s3: 'unknown open',
      s4: 'accepted',
    });
    expect(run.events).toContain('rest 1');
  });

  it('are not sent again when all are named', async () => {
    const run = await runScript({ ids: ['s1'] }, () =>
      perServer({ failed: { s1: 'Ecs.0605' }, resendRest: true }),
    );
    expect(run.calls).toHaveLength(1);
    expect(run.outcomes).toEqual({ s1: 'failed Ecs.0605' });
  });

  it('are named in 25 rounds at most; the rest is unknown', async () => {
    const run = await runScript({ ids: serverIds(40) }, (ids) =>
      perServer({ failed: { [ids[0] ?? '']: 'Ecs.0605' }, resendRest: true }),
    );
    expect(run.calls).toHaveLength(25);
    expect(Object.values(run.outcomes).filter((outcome) => outcome.startsWith('failed'))).toEqual(
      Array(25).fill('failed Ecs.0605'),
    );
    expect(run.outcomes['s40']).toBe('unknown open');
  });

  it('leave the rest unknown when the run is stopped in between', async () => {
    const run = await runScript({ ids: serverIds(2), latencyMs: 10, stopAfterMs: 5 }, () =>
      perServer({ failed: { s1: 'Ecs.0605' }, resendRest: true }),
    );
    expect(run.outcomes).toEqual({ s1: 'failed Ecs.0605', s2: 'unknown open' });
  });

  it('leave the rest unknown unless a refusal is about the server itself', async () => {
    const rest = async (result: CallResult): Promise<string | undefined> => {
      const run = await runScript({ ids: serverIds(2), maxRetries: 0 }, (_ids, call) =>
        call === 1 ? perServer({ failed: { s1: 'Ecs.0605' }, resendRest: true }) : result,
      );
      return run.outcomes['s2'];
    };
    expect(await rest(refused('429', 'call'))).toBe('unknown 429');
    expect(await rest(refused('Ecs.0110', 'request'))).toBe('unknown Ecs.0110');
    expect(await rest(refused('Ecs.0611', 'batch'))).toBe('unknown Ecs.0611');
    expect(await rest(refused('Ecs.0603', 'server', { retry: {} }))).toBe('unknown Ecs.0603');
    expect(await rest(refused('Ecs.0030', 'server'))).toBe('failed Ecs.0030');
    expect(await rest(perServer({ failed: { s2: 'Ecs.0030' } }))).toBe('failed Ecs.0030');
    // It may be busy because of the reset that the first call started.
    const failed = new Map([['s2', { reason: reason('Ecs.0603'), retry: {} }]]);
    expect(await rest({ ...perServer({}), failed })).toBe('unknown Ecs.0603');
  });

  it('are sent again after a wait if they are alone in the call and busy', async () => {
    const busy: CallResult = {
      ...perServer({ resendRest: true }),
      failed: new Map([['s1', { reason: reason('Ecs.0603'), retry: { minDelayMs: 60_000 } }]]),
    };
    const alone = await runScript({ ids: ['s1'] }, (ids, call) =>
      call === 1 ? busy : accepted(ids),
    );
    expect(sendTimes(alone)).toEqual([0, 60_500]);
    expect(alone.events[0]).toBe('wait 60500 after attempt 1 for 1: Ecs.0603');
    expect(alone.outcomes).toEqual({ s1: 'accepted' });
    const oneOfTwo = await runScript({ ids: serverIds(2) }, (ids, call) =>
      call === 1 ? busy : accepted(ids),
    );
    expect(oneOfTwo.outcomes).toEqual({ s1: 'failed Ecs.0603', s2: 'accepted' });
  });
});

describe('a refusal that belongs to one server', () => {
  const missing =
    (...missingIds: string[]) =>
    (ids: readonly string[]): CallResult =>
      ids.some((id) => missingIds.includes(id)) ? refused('Ecs.0114', 'server') : accepted(ids);

  it.each([
    { servers: 500, refusedIds: ['s1'], maxCalls: 25 },
    { servers: 500, refusedIds: ['s500'], maxCalls: 25 },
    { servers: 500, refusedIds: ['s251'], maxCalls: 25 },
    { servers: 1_000, refusedIds: ['s1', 's500', 's1000'], maxCalls: 75 },
    { servers: 1_000, refusedIds: ['s333', 's334', 's667'], maxCalls: 75 },
  ])(
    'is found for $refusedIds among $servers in at most $maxCalls calls',
    async ({ servers, refusedIds, maxCalls }) => {
      const run = await runScript({ ids: serverIds(servers) }, missing(...refusedIds));
      expect(run.calls.length).toBeLessThanOrEqual(maxCalls);
      const failed = Object.entries(run.outcomes).filter(([, outcome]) => outcome !== 'accepted');
      expect(failed).toEqual(refusedIds.map((id) => [id, 'failed Ecs.0114']));
    },
  );

  it('splits a batch that is refused as it is made up, too', async () => {
    const run = await runScript({ ids: serverIds(4) }, (ids) =>
      ids.length > 1 ? refused('Ecs.0118', 'batch') : accepted(ids),
    );
    expect(run.calls).toHaveLength(7);
    expect(new Set(Object.values(run.outcomes))).toEqual(new Set(['accepted']));
  });

  it('is not searched for any longer after 32 calls that accept nothing', async () => {
    const run = await runScript({ ids: serverIds(500) }, () => refused('Ecs.0114', 'server'));
    expect(run.calls).toHaveLength(33);
    expect(new Set(Object.values(run.outcomes))).toEqual(new Set(['failed Ecs.0114']));
  });

  it('does not hide that the other half of the batch is accepted', async () => {
    const ids = serverIds(200);
    const run = await runScript({ ids, concurrency: 1 }, missing(...ids.slice(0, 100)));
    expect(run.outcomes['s150']).toBe('accepted');
    expect(run.outcomes['s50']).toBe('failed Ecs.0114');
  });

  it('is searched for in each batch separately', async () => {
    const ids = serverIds(200);
    const run = await runScript({ ids, batchSize: 100 }, missing(...ids.slice(0, 100)));
    expect(run.outcomes['s150']).toBe('accepted');
    expect(run.calls).toHaveLength(1 + 32 + 1);
  });

  it('is the reason of both halves when these are not sent', async () => {
    const run = await runScript({ ids: serverIds(2), latencyMs: 10, stopAfterMs: 5 }, () =>
      refused('Ecs.0114', 'server'),
    );
    expect(run.calls).toHaveLength(1);
    expect(run.outcomes).toEqual({ s1: 'failed Ecs.0114', s2: 'failed Ecs.0114' });
  });

  it('is waited for only once the busy server is alone in its call', async () => {
    const busy = refused('Ecs.0603', 'server', { retry: { minDelayMs: 60_000 } });
    let busyFor = 3;
    const run = await runScript({ ids: serverIds(2) }, (ids) => {
      if (!ids.includes('s1') || busyFor === 0) return accepted(ids);
      busyFor -= 1;
      return busy;
    });
    expect(run.calls.map(({ ids, at }) => `${ids.join('+')} at ${at}`)).toEqual([
      's1+s2 at 0',
      's1 at 0',
      's2 at 0',
      's1 at 60500',
      's1 at 121000',
    ]);
    expect(run.outcomes).toEqual({ s1: 'accepted', s2: 'accepted' });
  });
});
