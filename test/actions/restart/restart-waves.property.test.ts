import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RestartResult } from '../../../src/actions/restart/outcomes.ts';
import { cutIntoWaves } from '../../../src/actions/restart/wave-sizes.ts';
import { BEHAVIOURS, POWER_FAULTS, READ_FAULTS } from '../../../harness/fake-restarts.ts';
import { runRestarts, serverId } from './scripted-restart.ts';

const RUNS = 2_000;

const size = fc.oneof(
  fc.record({ kind: fc.constant('servers' as const), count: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ kind: fc.constant('percent' as const), percent: fc.integer({ min: 1, max: 100 }) }),
);
const rarely = fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, fc.constant(true));

const scenario = fc.record({
  servers: fc.array(
    fc.record({
      status: fc.constantFrom(
        ...(['ACTIVE', 'ACTIVE', 'ACTIVE', 'SHUTOFF', 'ERROR', 'missing'] as const),
      ),
      hasTask: rarely,
      locked: rarely,
      behaviour: fc.constantFrom(...BEHAVIOURS),
      ms: fc.integer({ min: 0, max: 90_000 }),
    }),
    { minLength: 1, maxLength: 24 },
  ),
  power: fc.array(fc.constantFrom(...POWER_FAULTS), { maxLength: 12 }),
  read: fc.array(fc.constantFrom(...READ_FAULTS), { maxLength: 60 }),
  latencyMs: fc.integer({ min: 0, max: 2_000 }),
  skewMs: fc.constantFrom(0, 0, -3_600_000, 86_400_000, 777),
  hasDate: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false)),
  namesNone: fc.boolean(),
  parentEnd: fc.constantFrom('SUCCESS' as const, 'FAIL' as const),
  sizes: fc.tuple(size, size, size),
  pauseMs: fc.constantFrom(0, 30_000, 600_000),
  waveTimeoutMs: fc.constantFrom(30_000, 120_000, 600_000),
  maxFailures: fc.constantFrom(0, 0, 1, 3, 100),
  startStopped: fc.boolean(),
  ownIndex: fc.integer({ min: -5, max: 10 }),
  maxRetries: fc.integer({ min: 0, max: 3 }),
  timeoutMs: fc.oneof(fc.constant(3_000_000), fc.integer({ min: 1_000, max: 900_000 })),
  cancelAfterMs: fc.option(fc.integer({ min: 0, max: 300_000 }), { freq: 3 }),
  random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
});

it(`keeps its promises through ${RUNS} random sequences of faults`, async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (given) => {
      const ids = given.servers.map((_, index) => serverId(index));
      const waves = cutIntoWaves(ids, given.sizes);
      const ownId = ids[given.ownIndex];
      const { fake, ledger, milliseconds, results } = await runRestarts({
        ...given,
        waves,
        ownId,
      });
      const outcome = (...wanted: RestartResult['outcome'][]): string[] =>
        results.filter((result) => wanted.includes(result.outcome)).map(({ id }) => id);

      // Every server has exactly one outcome, in the order of the list.
      expect(waves.flat()).toEqual(ids);
      expect(results.map(({ id }) => id)).toEqual(ids);
      expect(ledger.counts()).toEqual({
        restarted: outcome('restarted').length,
        stopped: outcome('stopped').length,
        failed: outcome('failed').length,
        unknown: outcome('unknown').length,
        not_started: outcome('not_started').length,
        requested: ids.length,
      });
      // No server is in two requests.
      expect(new Set(fake.sent).size).toBe(fake.sent.length);
      // Nothing is restarted that the service did not restart.
      expect(outcome('restarted').filter((id) => !fake.isRestarted(id))).toEqual([]);
      // A server is in a request exactly when its outcome says so.
      expect(outcome('restarted', 'failed', 'unknown')).toEqual(
        ids.filter((id) => fake.sent.includes(id)),
      );
      const statusOf = new Map(given.servers.map(({ status }, index) => [serverId(index), status]));
      expect(outcome('stopped').filter((id) => statusOf.get(id) !== 'SHUTOFF')).toEqual([]);
      expect(fake.sent.filter((id) => id === ownId || statusOf.get(id) === 'missing')).toEqual([]);
      if (!given.startStopped) {
        expect(fake.sent.filter((id) => statusOf.get(id) === 'SHUTOFF')).toEqual([]);
      }
      // No wave starts after more than max_failures servers failed or are unknown.
      let failures = 0;
      for (const wave of waves) {
        if (failures > given.maxFailures) {
          expect(wave.filter((id) => fake.sent.includes(id))).toEqual([]);
        }
        failures += outcome('failed', 'unknown').filter((id) => wave.includes(id)).length;
      }
      expect(fake.maxReadsAtOnce).toBeLessThanOrEqual(8);
      const grace = given.cancelAfterMs === null ? Infinity : given.cancelAfterMs + 4_000;
      expect(milliseconds).toBeLessThanOrEqual(Math.min(given.timeoutMs, grace));
    }),
    { numRuns: RUNS },
  );
}, 60_000);

it('restarts every server of a service without faults', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        servers: fc.array(
          fc.record({
            status: fc.constantFrom('ACTIVE' as const, 'SHUTOFF' as const),
            hasTask: fc.constant(false),
            locked: fc.constant(false),
            behaviour: fc.constantFrom('works', 'unnamed', 'ends late'),
            ms: fc.integer({ min: 0, max: 90_000 }),
          }),
          { minLength: 1, maxLength: 40 },
        ),
        // The response to the first request is lost: the actions of the servers prove the restart.
        power: fc.constantFrom([], ['lost after' as const], ['no job after' as const]),
        latencyMs: fc.integer({ min: 0, max: 800 }),
        skewMs: fc.constantFrom(0, -3_600_000, 86_400_000),
        namesNone: fc.boolean(),
        parentEnd: fc.constantFrom('SUCCESS' as const, 'FAIL' as const),
        sizes: fc.tuple(size, size),
      }),
      async (given) => {
        const ids = given.servers.map((_, index) => serverId(index));
        const { endReason, fake, ledger } = await runRestarts({
          ...given,
          waves: cutIntoWaves(ids, given.sizes),
          startStopped: true,
          type: 'hard',
          timeoutMs: 86_400_000,
        });
        expect(endReason).toBeUndefined();
        expect(ledger.counts()).toMatchObject({ restarted: ids.length });
        expect(fake.sent.toSorted()).toEqual(ids);
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);
