/** Random sequences of faults, sizes and cancellations, through the built action. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Simulator } from '../../simulator/simulator.ts';
import type { Fault } from '../../simulator/simulator.ts';
import { runAction } from '../../harness/action.ts';
import { expectConsistentReport } from '../../harness/invariants.ts';
import { expectTruthfulReset } from '../../harness/truth.ts';
import { expectNoLeak, FAST_TIME, SECRETS } from './run-with-fault.ts';

const RUNS = 60;

const apply = fc.constantFrom('before' as const, 'never' as const);
const faults: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    apply,
    close: fc.constantFrom(
      'before-headers' as const,
      'inside-headers' as const,
      'inside-body' as const,
    ),
  }),
  fc.constant<Fault>({ apply: 'before', close: 'after-body' }),
  fc.constant<Fault>({ apply: 'before' }),
  fc.record({ apply, silence: fc.constant(true) }),
  fc.record({ apply, status: fc.constantFrom(408, 500, 502, 504, 307), body: fc.constant('') }),
  fc.record({
    apply,
    status: fc.constant(200),
    body: fc.constantFrom('<html>', '{"response":[', ''),
  }),
  fc.constantFrom<Fault>(
    { status: 429, body: { error_code: 'APIGW.0308', error_msg: 'limit:1,time:1 second' } },
    { status: 202, body: { error: { code: 'Common.0024', message: 'flow limit' } } },
    { status: 400, body: { error: { code: 'Ecs.0605', message: 'locked' } } },
    { status: 400, body: { error: { code: 'Ecs.0611', message: 'see below' }, internalError: [] } },
    { status: 403, body: { error: { code: 'Pdp.0001', message: 'policy' } } },
    { status: 500, body: { error: { code: 'Common.0001', message: 'system' } } },
  ),
);

const scenario = fc.record({
  servers: fc.array(
    fc.record(
      {
        locked: fc.constant(true),
        plugin: fc.constant(false),
        deleted: fc.constant(true),
        busy: fc.integer({ min: 1, max: 2 }),
      },
      { requiredKeys: [] },
    ),
    { minLength: 1, maxLength: 12 },
  ),
  faults: fc.array(faults, { maxLength: 10 }),
  partialFailure: fc.constantFrom(
    'internal-error' as const,
    'one-culprit' as const,
    'code-only' as const,
    'response-and-internal-error' as const,
  ),
  appliesPartially: fc.boolean(),
  batchSize: fc.integer({ min: 1, max: 12 }),
  concurrency: fc.integer({ min: 1, max: 4 }),
  maxRetries: fc.integer({ min: 0, max: 3 }),
  timeout: fc.constantFrom(60, 600),
  cancelAfterMs: fc.option(fc.integer({ min: 100, max: 600 }), { freq: 3 }),
});

it(`reports truthfully in ${RUNS} random runs`, async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (given) => {
      const simulator = await Simulator.start({
        ...given,
        // A batch that is refused as a whole does not reset any server.
        appliesPartially: given.appliesPartially && given.partialFailure !== 'code-only',
        authToken: SECRETS.authToken,
        // Most of the servers are healthy.
        servers: given.servers.map((spec, index) => (index % 2 === 0 ? {} : spec)),
      });
      simulator.script(...given.faults);
      let timer: NodeJS.Timeout | undefined;
      try {
        const run = await runAction(
          {
            endpoint: simulator.endpoint,
            project_id: simulator.projectId,
            auth_token: SECRETS.authToken,
            server_ids: simulator.serverIds.join(','),
            password: SECRETS.password,
            batch_size: String(given.batchSize),
            concurrency: String(given.concurrency),
            max_retries: String(given.maxRetries),
            request_timeout: '10',
            timeout: String(given.timeout),
          },
          {
            nodeArguments: FAST_TIME,
            onStart: (child) => {
              if (given.cancelAfterMs === null) return;
              timer = setTimeout(() => child.kill('SIGTERM'), given.cancelAfterMs);
            },
          },
        );
        // A signal before the action has its handler ends the process at once.
        if (run.exitCode === null) return;
        expectConsistentReport(run, simulator.serverIds);
        expectTruthfulReset(run, simulator);
        expectNoLeak(run, { authToken: SECRETS.authToken, password: SECRETS.password });
        expect(run.stderr).toBe('');
        expect(run.exitCode).toBe(
          run.outputs['accepted_count'] === String(simulator.serverIds.length) ? 0 : 1,
        );
      } finally {
        clearTimeout(timer);
        await simulator.close();
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
}, 120_000);
