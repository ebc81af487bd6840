import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createResetCall } from '../../src/huaweicloud/ecs.ts';
import { execute } from '../../src/fleet/executor.ts';
import { Ledger } from '../../src/fleet/ledger.ts';
import { watchLimits } from '../../src/fleet/cancellation.ts';
import { FakeService, FAULTS } from '../../harness/fake-service.ts';
import { createContext } from '../../harness/request-context.ts';
import { VirtualClock } from '../../harness/virtual-clock.ts';
import { silentObserver, UNKNOWN_ADVICE } from './scripted-execution.ts';

const RUNS = 2_500;
const READY_RUNS = 300;

const serverId = (index: number): string =>
  `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

/** Servers that are ready within the time that the run waits for them. */
const readyScenario = fc.record({
  notReadyMs: fc.array(fc.constantFrom(0, 0, 30_000, 100_000, 150_000), {
    minLength: 1,
    maxLength: 60,
  }),
  partial: fc.constantFrom('all named' as const, 'code only' as const),
  batchSize: fc.integer({ min: 1, max: 60 }),
  concurrency: fc.integer({ min: 1, max: 8 }),
  latencyMs: fc.integer({ min: 0, max: 3_000 }),
});

const scenario = fc.record({
  servers: fc.array(
    fc.record({
      missing: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
      busy: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 3 })),
      notReadyMs: fc.oneof(
        { weight: 5, arbitrary: fc.constant(0) },
        fc.integer({ min: 1, max: 400_000 }),
      ),
    }),
    { minLength: 1, maxLength: 40 },
  ),
  faults: fc.array(fc.constantFrom(...FAULTS), { maxLength: 40 }),
  partial: fc.constantFrom('all named' as const, 'one named' as const, 'code only' as const),
  appliesPartially: fc.boolean(),
  batchSize: fc.integer({ min: 1, max: 40 }),
  concurrency: fc.integer({ min: 1, max: 8 }),
  maxRetries: fc.integer({ min: 0, max: 4 }),
  latencyMs: fc.integer({ min: 0, max: 3_000 }),
  timeoutMs: fc.integer({ min: 1_000, max: 600_000 }),
  maxWaitMs: fc.constantFrom(0, 59_999, 60_000, 150_000, 300_000),
  resendUnknownAfterMs: fc.constantFrom(0, 0, 1, 60_000, 300_000),
  cancelAfterMs: fc.option(fc.integer({ min: 0, max: 120_000 })),
  random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
});

const CALL = {
  endpoint: 'http://127.0.0.1',
  api: 'batch',
  password: 'Xk7!mmQQ-42z',
  dryRun: false,
  checkPassword: true,
} as const;
const SESSION = {
  credentials: { kind: 'token', token: 'token-of-the-test' },
  isSession: false,
  projectId: 'project',
} as const;

it(`keeps its promises through ${RUNS} random sequences of faults`, async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (given) => {
      const clock = new VirtualClock();
      const started = clock.now();
      const servers = given.servers.map((server, index) => ({ id: serverId(index), ...server }));
      const ids = servers.map(({ id }) => id);
      const service = new FakeService(servers, given.faults.values(), clock, given);
      const ledger = new Ledger(ids, UNKNOWN_ADVICE);
      const cancelled = new AbortController();
      const over = new AbortController();
      const limits = watchLimits(clock, given.timeoutMs, cancelled.signal);
      if (given.cancelAfterMs !== null) {
        void clock.sleep(given.cancelAfterMs, over.signal).then(() => {
          cancelled.abort();
        });
      }
      const { context } = createContext([], { transport: service, clock });
      const call = createResetCall(CALL, SESSION, context);

      await clock.run(
        execute(ids, {
          ...given,
          ...limits,
          call,
          ledger,
          observer: silentObserver,
          clock,
          random: () => given.random,
        }),
      );
      const ended = clock.now();
      over.abort();
      limits.release();

      const results = [...ledger.results({ message: 'stopped', advice: '' })];
      const outcome = (wanted: string): string[] =>
        results.filter((result) => result.outcome === wanted).map(({ id }) => id);

      // Every server has exactly one outcome, in the order of the request.
      expect(results.map(({ id }) => id)).toEqual(ids);
      expect(ledger.counts()).toEqual({
        accepted: outcome('accepted').length,
        failed: outcome('failed').length,
        unknown: outcome('unknown').length,
        not_sent: outcome('not_sent').length,
        requested: ids.length,
      });
      expect(outcome('accepted').filter((id) => !service.acknowledged.has(id))).toEqual([]);
      expect(outcome('failed').filter((id) => service.reset.has(id))).toEqual([]);
      expect(outcome('not_sent').filter((id) => service.received.has(id))).toEqual([]);
      // No server is failed or unknown that the service did not receive.
      expect(
        [...outcome('failed'), ...outcome('unknown')].filter((id) => !service.received.has(id)),
      ).toEqual([]);
      expect(service.sentTwiceAtOnce).toBe(false);
      expect(service.maxConcurrent).toBeLessThanOrEqual(given.concurrency);
      expect(service.maxServersPerCall).toBeLessThanOrEqual(given.batchSize);
      const grace = given.cancelAfterMs === null ? Infinity : given.cancelAfterMs + 4_000;
      expect(ended - started).toBeLessThanOrEqual(Math.min(given.timeoutMs, grace));
    }),
    { numRuns: RUNS },
  );
}, 60_000);

it('accepts every server that becomes ready in time', async () => {
  await fc.assert(
    fc.asyncProperty(readyScenario, async (given) => {
      const clock = new VirtualClock();
      const servers = given.notReadyMs.map((notReadyMs, index) => ({
        id: serverId(index),
        missing: false,
        busy: 0,
        notReadyMs,
      }));
      const ids = servers.map(({ id }) => id);
      const service = new FakeService(servers, [].values(), clock, {
        ...given,
        appliesPartially: false,
      });
      const ledger = new Ledger(ids, UNKNOWN_ADVICE);
      const never = new AbortController().signal;
      const { context } = createContext([], { transport: service, clock });
      await clock.run(
        execute(ids, {
          ...given,
          call: createResetCall(CALL, SESSION, context),
          maxRetries: 0,
          maxWaitMs: 300_000,
          resendUnknownAfterMs: 0,
          deadline: clock.now() + 3_600_000,
          stop: never,
          abort: never,
          ledger,
          observer: silentObserver,
          clock,
          random: () => 0,
        }),
      );
      expect(ledger.counts()).toMatchObject({ accepted: ids.length });
      expect(service.sentTwiceAtOnce).toBe(false);
      expect(service.maxConcurrent).toBeLessThanOrEqual(given.concurrency);
    }),
    { numRuns: READY_RUNS },
  );
}, 60_000);
