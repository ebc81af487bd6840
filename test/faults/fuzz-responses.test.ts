/** Random responses from a raw TCP server, through the transport and the reset call into a ledger. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RESET_ADVICE } from '../../src/actions/reset/reset-texts.ts';
import { Ledger } from '../../src/fleet/ledger.ts';
import type { ServerResult } from '../../src/fleet/outcome.ts';
import { createResetCall } from '../../src/huaweicloud/ecs.ts';
import type { Api } from '../../src/huaweicloud/ecs.ts';
import { createTransport } from '../../src/huaweicloud/transport.ts';
import type { Transport } from '../../src/huaweicloud/transport.ts';
import { createContext } from '../../harness/request-context.ts';
import { serverId } from '../../harness/scenario.ts';
import { FuzzedService, PLAN } from './fuzzed-service.ts';
import type { Plan } from './fuzzed-service.ts';

const RUNS = 40;
const CASES_PER_RUN = 50;
/** A response that does not come counts as lost after this time. */
const TIMEOUT_MS = 150;
const STOPPED = { message: 'not sent', advice: 'Run again' };

interface Case {
  readonly api: Api;
  readonly servers: number;
  readonly plans: readonly Plan[];
}

const CASE: fc.Arbitrary<Case> = fc.record({
  api: fc.constantFrom<Api>('batch', 'batch', 'batch', 'v1', 'v2.1'),
  servers: fc.integer({ min: 1, max: 4 }),
  plans: fc.array(PLAN, { minLength: 1, maxLength: 3 }),
});

const service = new FuzzedService();
let endpoint: string;
let transport: Transport;
let created = 0;
const seen = new Map<string, number>();

beforeAll(async () => {
  endpoint = await service.start();
  transport = createTransport({
    timeoutMs: TIMEOUT_MS,
    proxies: { http: '', https: '', except: '' },
  });
});

afterAll(async () => {
  await transport.close();
  await service.close();
});

/** Sends the servers that are not accepted yet until no plan is left. */
async function resultsOf({ api, plans, servers }: Case): Promise<ServerResult[]> {
  created += 1;
  const projectId = `case-${created}`;
  const first = created * 10;
  const count = api === 'batch' ? servers : 1;
  const ids = Array.from({ length: count }, (_, index) => serverId(first + index));
  service.schedule(projectId, plans);
  const ledger = new Ledger(ids, RESET_ADVICE.outcomeUnknown);
  const call = createResetCall(
    { endpoint, api, password: 'Wide-Open-8521', dryRun: false, checkPassword: true },
    { credentials: { kind: 'token', token: 'TokenOfTheTest' }, isSession: false, projectId },
    createContext([], { transport }).context,
  );
  let left = plans.length;
  while (left > 0) {
    left -= 1;
    const rest = [...ledger.results(STOPPED)].flatMap(({ id, outcome }) =>
      outcome === 'accepted' ? [] : [id],
    );
    if (rest.length === 0) break;
    ledger.sending(rest);
    ledger.record(rest, await call(rest, new AbortController().signal));
  }
  return [...ledger.results(STOPPED)];
}

it('no random response makes a ledger say what is not true', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(CASE, { minLength: CASES_PER_RUN, maxLength: CASES_PER_RUN }),
      async (cases) => {
        await Promise.all(
          cases.map(async (one) => {
            for (const { id, outcome } of await resultsOf(one)) {
              const isApplied = service.applied.has(id);
              const key = `${outcome}, ${isApplied ? 'applied' : 'not applied'}`;
              seen.set(key, (seen.get(key) ?? 0) + 1);
              const isTrue = isApplied
                ? outcome === 'accepted' || outcome === 'unknown'
                : outcome !== 'accepted';
              expect({ isTrue, id, key, one: isTrue ? undefined : one }).toEqual({
                isTrue: true,
                id,
                key,
                one: undefined,
              });
            }
          }),
        );
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  );
  expect(service.responses).toBeGreaterThan(2_000);
  // Every true outcome occurs, so the responses are not all of one kind.
  expect([...seen.keys()]).toEqual(
    expect.arrayContaining([
      'accepted, applied',
      'unknown, applied',
      'unknown, not applied',
      'failed, not applied',
    ]),
  );
}, 60_000);
