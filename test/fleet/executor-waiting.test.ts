/** Servers that are busy or not ready yet: when they are sent again, and at what cost. */
import { describe, expect, it } from '@jest/globals';
import type { CallResult } from '../../src/fleet/call-result.ts';
import { VirtualClock } from '../../harness/virtual-clock.ts';
import {
  accepted,
  byName,
  lost,
  NOT_READY,
  perServer,
  plainly,
  refused,
  runScript,
  sendTimes,
  serverIds,
} from './scripted-execution.ts';
import type { ScriptedRun } from './scripted-execution.ts';

const outcomesOf = (run: ScriptedRun): Set<string> => new Set(Object.values(run.outcomes));
/** The calls of each minute, by the minute in which they were sent. */
const callsByMinute = (run: ScriptedRun): number[] => {
  const counts: number[] = [];
  for (const { at } of run.calls) {
    const minute = Math.floor(at / 60_000);
    counts[minute] = (counts[minute] ?? 0) + 1;
  }
  return counts;
};

describe.each([
  ['named', byName],
  ['not named', plainly],
])('servers that are not ready and %s', (_how, respond) => {
  it('are sent again together after a minute, and the others at once', async () => {
    const busy = new Set(['s3', 's9', 's20']);
    const run = await runScript({ ids: serverIds(20), latencyMs: 100 }, (ids, _call, at) =>
      respond(ids, (id) => (busy.has(id) && at < 60_000 ? 'Ecs.0603' : undefined)),
    );
    expect(outcomesOf(run)).toEqual(new Set(['accepted']));
    const late = run.calls.filter(({ at }) => at > 30_000);
    expect(late.map(({ ids }) => [...ids].sort())).toEqual([['s20', 's3', 's9']]);
    expect(run.milliseconds).toBeLessThan(62_000);
    expect(run.events.filter((event) => event.startsWith('set aside'))).toHaveLength(1);
  });

  it.each([20, 1_000])('all %i for 150 seconds: at most 16 calls a round', async (size) => {
    const run = await runScript({ ids: serverIds(size), latencyMs: 100 }, (ids, _call, at) =>
      respond(ids, () => (at < 150_000 ? 'Ecs.0612' : undefined)),
    );
    expect(outcomesOf(run)).toEqual(new Set(['accepted']));
    const calls = callsByMinute(run);
    expect(calls).toHaveLength(4);
    expect(calls.at(-1)).toBe(1);
    expect(Math.max(...calls)).toBe(respond === byName ? 1 : 7);
    expect(run.events.filter((event) => event.startsWith('set aside'))).toEqual(
      Array(3).fill(expect.stringMatching(`^set aside ${size} for `)),
    );
  });

  it('costs at most 16 calls in the last round too', async () => {
    const run = await runScript({ ids: serverIds(1_000), latencyMs: 100 }, (ids) =>
      respond(ids, () => 'Ecs.0610'),
    );
    expect(outcomesOf(run)).toEqual(new Set(['failed Ecs.0610']));
    expect(Math.max(...callsByMinute(run))).toBeLessThanOrEqual(16);
    expect(run.milliseconds).toBeGreaterThan(240_000);
    expect(run.milliseconds).toBeLessThan(310_000);
  });

  it('are sent again together when they are not ready for different reasons', async () => {
    const codes = ['Ecs.0100', 'Ecs.0610', 'Ecs.0603', 'Ecs.0612', 'Ecs.0610'];
    const run = await runScript({ ids: serverIds(1_000), latencyMs: 100 }, (ids, _call, at) =>
      respond(ids, (id) => (at < 150_000 ? codes[Number(id.slice(1)) % 5] : undefined)),
    );
    expect(outcomesOf(run)).toEqual(new Set(['accepted']));
    expect(Math.max(...callsByMinute(run))).toBeLessThanOrEqual(16);
  });

  it('fail with the code that a server has when it becomes locked', async () => {
    const run = await runScript({ ids: serverIds(20), latencyMs: 100 }, (ids, _call, at) =>
      respond(ids, (id) => {
        if (at > 100_000 && id === 's7') return 'Ecs.0605';
        return at < 150_000 ? 'Ecs.0610' : undefined;
      }),
    );
    const { s7, ...others } = run.outcomes;
    expect(s7).toBe('failed Ecs.0605');
    expect(new Set(Object.values(others))).toEqual(new Set(['accepted']));
  });

  it.each([
    [3_000, [63_000, 63_000]],
    [20_000, [60_000, 80_000]],
  ])('wait for each other where they are found %i ms apart: %j', async (ms, rounds) => {
    const run = await runScript(
      {
        ids: serverIds(4),
        batchSize: 2,
        latencyMs: ([id], at) => (id === 's3' && at === 0 ? ms : 0),
      },
      (ids, _call, at) => respond(ids, () => (at < 60_000 ? 'Ecs.0610' : undefined)),
    );
    expect(outcomesOf(run)).toEqual(new Set(['accepted']));
    expect(sendTimes(run).filter((at) => at >= 60_000)).toEqual(rounds);
  });

  it('do not wait where wait_for_servers is below a minute, and once at a minute', async () => {
    const rounds = async (maxWaitMs: number): Promise<number> => {
      const run = await runScript({ ids: serverIds(2), maxWaitMs }, (ids) =>
        respond(ids, () => 'Ecs.0603'),
      );
      expect(outcomesOf(run)).toEqual(new Set(['failed Ecs.0603']));
      return new Set(sendTimes(run)).size - 1;
    };
    expect(await rounds(0)).toBe(0);
    expect(await rounds(59_999)).toBe(0);
    expect(await rounds(60_000)).toBe(1);
    expect(await rounds(119_999)).toBe(1);
    expect(await rounds(120_000)).toBe(2);
  });
});

describe('a wait', () => {
  const busy = (ids: readonly string[]): CallResult => byName(ids, () => 'Ecs.0603');

  it('takes no slot of concurrency', async () => {
    const run = await runScript(
      { ids: serverIds(3), batchSize: 1, concurrency: 1, latencyMs: 100 },
      (ids, _call, at) => (ids[0] === 's1' && at < 60_000 ? busy(ids) : accepted(ids)),
    );
    expect(sendTimes(run)).toEqual([0, 100, 200, 60_100]);
  });

  it('takes as long as the service requests, and holds up no other server', async () => {
    const run = await runScript(
      { ids: serverIds(2), batchSize: 1 },
      ([id = ''], _call, at): CallResult =>
        at >= (id === 's1' ? 200_000 : 60_000)
          ? accepted([id])
          : refused('Ecs.0603', 'server', {
              retry: { notReady: true, minDelayMs: id === 's1' ? 200_000 : 60_000 },
            }),
    );
    expect(sendTimes(run)).toEqual([0, 0, 60_000, 200_000]);
  });

  it('does not end later because an earlier round has no response yet', async () => {
    const run = await runScript(
      { ids: serverIds(2), batchSize: 1, latencyMs: (ids, at) => latency(ids, at) },
      (ids, _call, at) => (at < 60_000 ? busy(ids) : accepted(ids)),
    );
    function latency([id]: readonly string[], at: number): number {
      if (at >= 60_000) return id === 's1' ? 100_000 : 0;
      return id === 's1' ? 0 : 20_000;
    }
    expect(sendTimes(run)).toEqual([0, 0, 60_000, 80_000]);
    expect(outcomesOf(run)).toEqual(new Set(['accepted']));
  });

  it('does not count as a retry', async () => {
    const run = await runScript({ ids: ['s1'], maxRetries: 0 }, (ids, _call, at) =>
      at < 240_000 ? busy(ids) : accepted(ids),
    );
    expect(sendTimes(run)).toEqual([0, 60_000, 120_000, 180_000, 240_000]);
    expect(run.outcomes).toEqual({ s1: 'accepted' });
  });

  it('does not count as one of the 25 rounds', async () => {
    const run = await runScript({ ids: serverIds(2), maxWaitMs: 3_600_000 }, (ids, _call, at) =>
      at < 1_800_000 ? byName(ids, (id) => (id === 's1' ? 'Ecs.0603' : undefined)) : accepted(ids),
    );
    expect(run.calls).toHaveLength(32);
    expect(outcomesOf(run)).toEqual(new Set(['accepted']));
  });

  it('leads to an unknown server when a response is lost', async () => {
    const run = await runScript({ ids: ['s1'], maxRetries: 1 }, (ids, call) =>
      call === 1 ? busy(ids) : lost,
    );
    expect(run.outcomes).toEqual({ s1: 'unknown lost' });
  });

  it.each<[string, CallResult, string]>([
    ['accepted after a lost response', accepted(['s1']), 'accepted'],
    ['unknown after a lost response and a refusal', busy(['s1']), 'unknown Ecs.0603'],
  ])('leads to a server that is %s', async (_what, last, outcome) => {
    const run = await runScript({ ids: ['s1'] }, (ids, call) =>
      call === 1 ? busy(ids) : call === 2 ? lost : last,
    );
    expect(run.outcomes).toEqual({ s1: outcome });
  });

  it('ends with the stop signal, and the servers keep their code', async () => {
    const run = await runScript({ ids: serverIds(3), stopAfterMs: 30_000 }, busy);
    expect(run.milliseconds).toBe(30_000);
    expect(run.calls).toHaveLength(1);
    expect(outcomesOf(run)).toEqual(new Set(['failed Ecs.0603']));
  });

  it('does not begin where it would end after the deadline', async () => {
    const deadline = new VirtualClock().now() + 60_000;
    const run = await runScript({ ids: serverIds(3), deadline }, busy);
    expect(run.milliseconds).toBe(0);
    expect(outcomesOf(run)).toEqual(new Set(['failed Ecs.0603']));
  });

  it('ends with a refusal of the request', async () => {
    const run = await runScript(
      { ids: serverIds(2), batchSize: 1, latencyMs: ([id]) => (id === 's2' ? 30_000 : 0) },
      (ids) => (ids[0] === 's1' ? busy(ids) : refused('Ecs.0011', 'request')),
    );
    expect(run.milliseconds).toBe(30_000);
    expect(run.outcomes).toEqual({ s1: 'failed Ecs.0603', s2: 'failed Ecs.0011' });
  });

  it('ends with an exception of another call', async () => {
    const run = runScript(
      { ids: serverIds(2), batchSize: 1, latencyMs: ([id]) => (id === 's2' ? 30_000 : 0) },
      (ids) => {
        if (ids[0] === 's2') throw new Error('unexpected');
        return busy(ids);
      },
    );
    await expect(run).rejects.toThrow('unexpected');
  });

  it('reports an exception of its own round', async () => {
    const run = runScript({ ids: serverIds(2), batchSize: 1 }, (ids, _call, at) => {
      if (at > 0) throw new Error('unexpected');
      return busy(ids);
    });
    await expect(run).rejects.toThrow('unexpected');
  });
});

describe('a service that names one server in each response', () => {
  const oneOf = (ids: readonly string[], code: string): CallResult => ({
    ...perServer({ resendRest: true }),
    failed: new Map(
      ids
        .slice(0, 1)
        .map((id) => [id, { reason: refused(code, 'server').reason, retry: NOT_READY }]),
    ),
  });

  it('costs at most 25 calls at first and 16 in a round, and loses no server', async () => {
    const run = await runScript({ ids: serverIds(1_000) }, (ids, _call, at) =>
      at < 150_000 ? oneOf(ids, 'Ecs.0612') : accepted(ids),
    );
    expect(outcomesOf(run)).toEqual(new Set(['accepted']));
    expect(callsByMinute(run)).toEqual([25, 16, 16, 1]);
  });

  it('does not hold up the other servers because of 24', async () => {
    const run = await runScript({ ids: serverIds(1_000) }, (ids, _call, at) =>
      at < 60_000 && Number(ids[0]?.slice(1)) <= 24 ? oneOf(ids, 'Ecs.0603') : accepted(ids),
    );
    expect(run.calls[24]?.ids).toHaveLength(976);
    expect(run.calls[24]?.at).toBe(0);
    expect(outcomesOf(run)).toEqual(new Set(['accepted']));
  });
});

it('searches no longer than 16 calls for a locked server, and no other server is given up', async () => {
  const run = await runScript(
    {
      ids: serverIds(1_000),
      // The second half responds so late that the search has no calls left for its quarters.
      latencyMs: (ids, at) => (at >= 60_000 && ids[0] === 's501' ? 5_000 : 10),
    },
    (ids, _call, at) =>
      plainly(ids, (id) => {
        if (at >= 60_000 && id === 's1') return 'Ecs.0605';
        return at < 150_000 ? 'Ecs.0610' : undefined;
      }),
  );
  const { s1, ...others } = run.outcomes;
  expect(s1).toBe('failed Ecs.0605');
  expect(new Set(Object.values(others))).toEqual(new Set(['accepted']));
});

it('searches for the ready ones among servers in their last round, and the others wait on', async () => {
  // The second four are found four seconds after the first four, so they may wait once more.
  const run = await runScript(
    {
      ids: serverIds(8),
      maxWaitMs: 122_000,
      latencyMs: (ids, at) => (at === 0 && ids.length === 4 ? 4_000 : 0),
    },
    (ids, call, at) => {
      if (call <= 2) {
        const named = call === 1 ? ids.slice(0, 4) : ids;
        return byName(ids, (id) => (named.includes(id) ? 'Ecs.0610' : undefined));
      }
      return plainly(ids, (id) => (at < 100_000 && id !== 's1' ? 'Ecs.0610' : undefined));
    },
  );
  expect(Object.entries(run.outcomes).filter(([, outcome]) => outcome !== 'accepted')).toEqual(
    ['s2', 's3', 's4'].map((id) => [id, 'failed Ecs.0610']),
  );
  const round = run.calls.filter(({ at }) => at > 60_000 && at < 100_000);
  expect(round[0]?.ids).toHaveLength(8);
  expect(round.length).toBeLessThanOrEqual(16);
});
