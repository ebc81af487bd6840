/** Servers that end unknown are sent once more after a time. */
import { expect, it } from '@jest/globals';
import { VirtualClock } from '../../harness/virtual-clock.ts';
import {
  accepted,
  byName,
  lost,
  perServer,
  refused,
  runScript,
  sendTimes,
  serverIds,
} from './scripted-execution.ts';

const ONCE = { maxRetries: 0, resendUnknownAfterMs: 90_000 };

it('are sent as new batches, once', async () => {
  const run = await runScript({ ...ONCE, ids: serverIds(3), batchSize: 2 }, (ids) =>
    ids.includes('s1') ? lost : accepted(['s3']),
  );
  expect(run.calls.map(({ ids, at }) => `${ids.join('+')} at ${at}`)).toEqual([
    's1+s2 at 0',
    's3 at 0',
    's1+s2 at 90000',
  ]);
  expect(run.events).toContain('unknown 2 in 90000');
  expect(run.outcomes).toEqual({ s1: 'unknown lost', s2: 'unknown lost', s3: 'accepted' });
});

it.each([
  ['a lost response', lost],
  ['a response that does not name them', perServer({})],
  ['a response that contradicts itself', perServer({ contradicted: ['s1'] })],
])('are sent again after %s', async (_what, first) => {
  const run = await runScript({ ...ONCE, ids: ['s1'] }, (ids, call) =>
    call === 1 ? first : accepted(ids),
  );
  expect(sendTimes(run)).toEqual([0, 90_000]);
  expect(run.outcomes).toEqual({ s1: 'accepted' });
});

it('are retried like every call, and wait when they are not ready', async () => {
  const run = await runScript({ ...ONCE, ids: ['s1'], maxRetries: 1 }, (ids, call) =>
    call <= 3 ? lost : call === 4 ? byName(ids, () => 'Ecs.0603') : accepted(ids),
  );
  expect(sendTimes(run)).toEqual([0, 500, 90_500, 91_000, 151_000]);
  expect(run.outcomes).toEqual({ s1: 'accepted' });
});

it('are sent only when all servers that are not ready are settled', async () => {
  const run = await runScript({ ...ONCE, ids: serverIds(2), batchSize: 1 }, (ids, call, at) => {
    if (ids[0] === 's2') return call === 2 ? lost : accepted(ids);
    return at < 60_000 ? byName(ids, () => 'Ecs.0603') : accepted(ids);
  });
  expect(run.calls.map(({ ids, at }) => `${ids.join('+')} at ${at}`)).toEqual([
    's1 at 0',
    's2 at 0',
    's1 at 60000',
    's2 at 150000',
  ]);
});

it('are not sent again without the option', async () => {
  const run = await runScript({ ...ONCE, ids: ['s1'], resendUnknownAfterMs: 0 }, () => lost);
  expect(run.calls).toHaveLength(1);
});

it('are not sent again where no server is unknown', async () => {
  const run = await runScript({ ...ONCE, ids: ['s1'] }, () => refused('Ecs.0605', 'server'));
  expect(run.calls).toHaveLength(1);
  expect(run.milliseconds).toBe(0);
});

it('are not sent again after a refusal of the request', async () => {
  const run = await runScript({ ...ONCE, ids: serverIds(2), batchSize: 1 }, (ids) =>
    ids[0] === 's1' ? lost : refused('Ecs.0011', 'request'),
  );
  expect(run.calls).toHaveLength(2);
  expect(run.milliseconds).toBe(0);
});

it.each([
  [90_000, 1],
  [90_001, 2],
])('with %i ms until the deadline: %i calls', async (ms, calls) => {
  const deadline = new VirtualClock().now() + ms;
  const run = await runScript({ ...ONCE, ids: ['s1'], deadline }, () => lost);
  expect(run.calls).toHaveLength(calls);
});

it('are not sent again once the run is stopped', async () => {
  const run = await runScript({ ...ONCE, ids: ['s1'], stopAfterMs: 30_000 }, () => lost);
  expect(run.calls).toHaveLength(1);
  expect(run.milliseconds).toBe(30_000);
  expect(run.outcomes).toEqual({ s1: 'unknown lost' });
});
