/** Calls that may not be repeated once they may have reached the service. */
import { expect, it } from '@jest/globals';
import type { CallResult } from '../../src/fleet/call-result.ts';
import {
  accepted,
  lost,
  notSent,
  perServer,
  reason,
  refused,
  runScript,
  sendTimes,
  serverIds,
} from './scripted-execution.ts';

const passing = { retry: { minDelayMs: 1_000 } };

it.each<[string, CallResult, string]>([
  ['a lost response', lost, 'unknown lost'],
  ['a refusal that may pass', refused('503', 'call', passing), 'failed 503'],
  ['a busy server', refused('Ecs.0603', 'server', passing), 'failed Ecs.0603'],
  ['a limited rate', refused('429', 'call', { retry: { throttled: true } }), 'failed 429'],
  [
    'a busy server that the service names',
    {
      ...perServer({}),
      failed: new Map([['s1', { reason: reason('Ecs.0603'), ...passing }]]),
    },
    'failed Ecs.0603',
  ],
])('is not sent again after %s', async (_what, result, outcome) => {
  const run = await runScript({ ids: ['s1'], repeatable: false }, () => result);
  expect(run.calls).toHaveLength(1);
  expect(run.milliseconds).toBe(0);
  expect(run.outcomes).toEqual({ s1: outcome });
});

it('is sent again if it never left this machine', async () => {
  const run = await runScript({ ids: ['s1'], repeatable: false }, (ids, call) =>
    call === 1 ? notSent : accepted(ids),
  );
  expect(sendTimes(run)).toEqual([0, 500]);
  expect(run.outcomes).toEqual({ s1: 'accepted' });
});

it('is not sent again after a lost response that follows a failure to connect', async () => {
  const run = await runScript({ ids: ['s1'], repeatable: false }, (_ids, call) =>
    call === 1 ? notSent : lost,
  );
  expect(run.calls).toHaveLength(2);
  expect(run.outcomes).toEqual({ s1: 'unknown lost' });
});

it.each(['server', 'batch'] as const)('is not split when a %s is refused', async (scope) => {
  const run = await runScript({ ids: serverIds(2), repeatable: false }, () =>
    refused('Ecs.0114', scope),
  );
  expect(run.calls).toHaveLength(1);
  expect(run.outcomes).toEqual({ s1: 'failed Ecs.0114', s2: 'failed Ecs.0114' });
  expect(run.events).toEqual(['settled 1/1 of 2']);
});

it('is not sent again for the servers that the service does not name', async () => {
  const run = await runScript({ ids: serverIds(2), repeatable: false }, () =>
    perServer({ failed: { s1: 'Ecs.0605' }, resendRest: true }),
  );
  expect(run.calls).toHaveLength(1);
  expect(run.outcomes).toEqual({ s1: 'failed Ecs.0605', s2: 'unknown open' });
});

it('still sends every other batch', async () => {
  const run = await runScript(
    { ids: serverIds(3), batchSize: 1, repeatable: false },
    ([id = '']) => (id === 's2' ? lost : accepted([id])),
  );
  expect(run.calls).toHaveLength(3);
  expect(run.outcomes).toEqual({ s1: 'accepted', s2: 'unknown lost', s3: 'accepted' });
});
