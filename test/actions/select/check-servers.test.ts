/** Checks of servers on a virtual clock, against a service of random states and failures. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ecsService, row, uuid } from '../../../harness/ecs-service.ts';
import { createContext, response } from '../../../harness/request-context.ts';
import { VirtualClock } from '../../../harness/virtual-clock.ts';
import { ServerCheck } from '../../../src/actions/select/check-servers.ts';
import { Selection } from '../../../src/actions/select/selection.ts';
import { waitUntilReady } from '../../../src/actions/select/wait.ts';
import type { HttpRequest, HttpResult, Transport } from '../../../src/huaweicloud/transport.ts';

const FILTERS = {
  tags: [],
  excludeTags: [],
  names: [],
  os: 'any',
  enterpriseProjectId: undefined,
  createdWithinMs: undefined,
} as const;
const ENDED = { message: 'the run ended', advice: '' };
const LIMITED = response(429, { error_code: 'APIGW.0308', error_msg: 'limit:1,time:30 second' });

/** A service with a function for each of its two calls. */
class Service implements Transport {
  readonly sent: { readonly at: number; readonly url: URL }[] = [];
  readonly #clock: VirtualClock;
  readonly #respond: (url: URL, number: number) => HttpResult;

  constructor(clock: VirtualClock, respond: (url: URL, number: number) => HttpResult) {
    this.#clock = clock;
    this.#respond = respond;
  }

  async send({ url }: HttpRequest, abort: AbortSignal): Promise<HttpResult> {
    this.sent.push({ at: this.#clock.now(), url });
    const result = this.#respond(url, this.sent.length);
    await this.#clock.sleep(50, abort);
    return result;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function listed(url: URL): HttpResult {
  const ids = url.searchParams.get('server_id')?.split(',') ?? [];
  return response(200, { count: ids.length, servers: ids.map((id) => row(0, { id })) });
}

const isList = ({ pathname }: URL): boolean => pathname.endsWith('/detail');
const flag = (value: string): HttpResult => response(200, { resetpwd_flag: value });

function scene(servers: number, respond: (url: URL, number: number) => HttpResult) {
  const clock = new VirtualClock();
  const start = clock.now();
  const service = new Service(clock, respond);
  const deadline = start + 600_000;
  const { context } = createContext([], { clock, transport: service, deadline, maxRetries: 2 });
  const ids = Array.from({ length: servers }, (_, index) => uuid(index));
  const selection = new Selection(ids, new Map(), (name) => name);
  const services = { list: ecsService(context), flag: ecsService(context) };
  const check = new ServerCheck(services, context, selection, {
    filters: FILTERS,
    requirePlugin: true,
    concurrency: 8,
    onOtherCount: () => undefined,
  });
  const outcomes = () => selection.results(ENDED).map(({ outcome }) => outcome);
  return { check, clock, context, ids, outcomes, selection, service, start };
}

describe('a check', () => {
  it('takes as many rounds as there are flags for each place', async () => {
    const { check, clock, ids, outcomes, selection, start } = scene(1_000, (url) =>
      isList(url) ? listed(url) : flag('True'),
    );
    await clock.run(check.readRowsById(ids).then(async () => check.readFlags(selection.open())));
    expect(new Set(outcomes())).toEqual(new Set(['ready']));
    // Ten pages of the list, then 125 rounds of flags.
    expect(clock.now() - start).toBe(10 * 50 + 125 * 50);
  });

  it('sends no flag while the service limits the rate of calls', async () => {
    const { check, clock, ids, outcomes, selection, service } = scene(30, (url, number) => {
      if (isList(url)) return listed(url);
      return number === 5 ? LIMITED : flag('True');
    });
    await clock.run(check.readRowsById(ids).then(async () => check.readFlags(selection.open())));
    expect(new Set(outcomes())).toEqual(new Set(['ready']));
    const times = service.sent.map(({ at }) => at);
    const limitedAt = (times[4] ?? 0) + 50;
    // Nothing leaves in the thirty seconds after the refusal.
    expect(times.filter((at) => at > limitedAt && at < limitedAt + 30_000)).toEqual([]);
  });

  it('grows the time between rounds to thirty seconds, and ends when all are ready', async () => {
    const { check, clock, context, ids, outcomes, selection, service } = scene(3, (url) => {
      if (isList(url)) return listed(url);
      return flag(url.pathname.includes(uuid(1)) && service.sent.length < 12 ? 'False' : 'True');
    });
    const delays: number[] = [];
    const observer = {
      waiting: (delayMs: number) => void delays.push(delayMs),
      gaveUp: () => undefined,
    };
    await clock.run(
      check
        .readRowsById(ids)
        .then(async () => check.readFlags(selection.open()))
        .then(async () => waitUntilReady(check, selection, 300_000, context, observer)),
    );
    expect(outcomes()).toEqual(['ready', 'ready', 'ready']);
    expect(delays).toEqual([10_000, 15_000, 22_500, 30_000]);
  });

  it('gives every server exactly one outcome, whatever happens', async () => {
    const ready = ['ready', 'not_ready', 'unknown', 'excluded'];
    const result = fc.constantFrom<HttpResult>(
      flag('True'),
      flag('True'),
      flag('False'),
      flag('?'),
      response(200, ''),
      response(200, { count: 1, servers: [null] }),
      response(200, { count: 9, servers: [row(0)] }),
      response(403, { error: { code: 'Pdp.0001', message: 'x' } }),
      response(401, { error_code: 'APIGW.0301', error_msg: 'x' }),
      response(404, { error: { code: 'Ecs.0114', message: 'x' } }),
      response(404, { error_code: 'APIGW.0101', error_msg: 'x' }),
      response(500, '<html>'),
      LIMITED,
      { kind: 'failure', error: 'closed', maybeSent: true },
      { kind: 'failure', error: 'refused', maybeSent: false },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(result, { maxLength: 30 }),
        fc.integer({ min: 1, max: 150 }),
        fc.boolean(),
        async (script, servers, waits) => {
          const { check, clock, context, ids, outcomes, selection, service } = scene(
            servers,
            (url, number) => script[number] ?? (isList(url) ? listed(url) : flag('True')),
          );
          await clock.run(
            check.readRowsById(ids).then(async (failure) => {
              if (failure !== undefined) return;
              await check.readFlags(selection.open());
              const observer = { waiting: () => undefined, gaveUp: () => undefined };
              await waitUntilReady(check, selection, waits ? 60_000 : 0, context, observer);
            }),
          );
          const results = selection.results(ENDED);
          expect(results.map(({ id }) => id)).toEqual(ids);
          expect(outcomes().every((outcome) => ready.includes(outcome))).toBe(true);
          expect(
            results.every(({ outcome, word }) => (word === undefined) === (outcome === 'ready')),
          ).toBe(true);
          // A server is ready only by a flag of its own.
          const paths = service.sent.map(({ url }) => url.pathname).join('\n');
          for (const { id, outcome } of results) {
            if (outcome === 'ready') expect(paths).toContain(`${id}/os-resetpwd-flag`);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
