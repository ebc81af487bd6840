/** Checks of servers on a virtual clock, against a service of random states and failures. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ecsService, row, uuid } from '../../../harness/ecs-service.ts';
import { createContext, response } from '../../../harness/request-context.ts';
import { VirtualClock } from '../../../harness/virtual-clock.ts';
import { ServerCheck } from '../../../src/actions/select/check-servers.ts';
import type { CheckOptions } from '../../../src/actions/select/check-servers.ts';
import type { Filters } from '../../../src/actions/select/filters.ts';
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
/** The row of an ID that the service does not know. */
const MISSING = { name: null, status: null, metadata: null, fault: null };
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

interface Own extends Partial<Omit<CheckOptions, 'filters'>> {
  readonly filters?: Partial<Filters>;
  /** The servers come from the selectors, not from a list of IDs. */
  readonly bySelectors?: boolean;
  readonly deadlineMs?: number;
  readonly stop?: AbortSignal;
}

function scene(
  servers: number,
  respond: (url: URL, number: number) => HttpResult,
  { bySelectors = false, deadlineMs = 600_000, filters, stop, ...own }: Own = {},
) {
  const clock = new VirtualClock();
  const start = clock.now();
  const service = new Service(clock, respond);
  const deadline = start + deadlineMs;
  const { context } = createContext([], {
    clock,
    transport: service,
    deadline,
    maxRetries: 2,
    ...(stop && { stop }),
  });
  const ids = Array.from({ length: servers }, (_, index) => uuid(index));
  const selection = new Selection(bySelectors ? undefined : ids, new Map(), (name) => name);
  const services = { list: ecsService(context), flag: ecsService(context) };
  const check = new ServerCheck(services, context, selection, {
    filters: { ...FILTERS, ...filters },
    requirePlugin: true,
    concurrency: 8,
    onOtherCount: () => undefined,
    ...own,
  });
  const outcomes = () => selection.results(ENDED).map(({ outcome }) => outcome);
  const words = () => selection.results(ENDED).map(({ outcome, word }) => word ?? outcome);
  return { check, clock, context, ids, outcomes, selection, service, start, words };
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

  it('asks for no flag where the plug-in is not required, and for none of a server that is not fine', async () => {
    const rows = [
      row(0),
      row(1, { status: 'ERROR' }),
      { ...MISSING, id: uuid(2) },
      { id: uuid(3) },
    ];
    const respond = (url: URL): HttpResult =>
      isList(url) ? response(200, { count: 4, servers: rows }) : flag('True');
    const with_ = scene(4, respond);
    await with_.clock.run(
      with_.check.readRowsById(with_.ids).then(async (failed) => {
        expect(failed).toBeUndefined();
        await with_.check.readFlags(with_.selection.open());
      }),
    );
    expect(with_.words()).toEqual(['ready', 'wrong_status', 'not_found', 'unreadable']);
    expect(with_.service.sent.filter(({ url }) => !isList(url))).toHaveLength(1);

    const without = scene(1, respond, { requirePlugin: false });
    await without.clock.run(
      without.check
        .readRowsById(without.ids)
        .then(async () => without.check.readFlags(without.ids)),
    );
    expect(without.words()).toEqual(['ready']);
    expect(without.service.sent).toHaveLength(1);
  });

  it('of what the selectors find leaves out what does not fit, and tells of another count', async () => {
    const counts: (readonly [number, number])[] = [];
    const rows = [
      row(0, { name: 'web-1' }),
      row(1, { name: 'db-1' }),
      row(2, { name: 'web-2', status: 'ERROR' }),
      { ...MISSING, id: uuid(3) },
      { id: uuid(4) },
    ];
    const read = async (count: number) => {
      const page = (number: number) => response(200, { count, servers: number === 1 ? rows : [] });
      const found = scene(0, (_, number) => page(number), {
        bySelectors: true,
        filters: { names: ['web-1', 'web-2'] },
        onOtherCount: (...both) => void counts.push(both),
      });
      expect(await found.clock.run(found.check.readRowsBySelectors())).toBeUndefined();
      expect(found.check.endedBy).toBeUndefined();
      const { selection } = found;
      return selection.results(ENDED).map(({ id, word = 'open' }) => `${id.slice(-1)} ${word}`);
    };
    const expected = ['3 not_found', '4 unreadable', '0 run_ended', '2 wrong_status'];
    expect(await read(5)).toEqual(expected);
    expect(counts).toEqual([]);
    expect(await read(7)).toEqual(expected);
    expect(counts).toEqual([[5, 7]]);
  });

  it('fails where the list of the selectors cannot be read', async () => {
    const { check, clock } = scene(0, () => response(403, { error: { code: 'Ecs.0110' } }), {
      bySelectors: true,
    });
    expect(await clock.run(check.readRowsBySelectors())).toMatchObject({ code: 'Ecs.0110' });
  });

  it('says once that no flag can be read, and waits for nothing then', async () => {
    const { check, clock, context, ids, selection, words } = scene(2, (url) =>
      isList(url) ? listed(url) : response(401, { error_code: 'APIGW.0301', error_msg: 'x' }),
    );
    const told: string[] = [];
    const observer = {
      waiting: () => void told.push('waits'),
      gaveUp: () => void told.push('gave up'),
    };
    await clock.run(
      check
        .readRowsById(ids)
        .then(async () => check.readFlags(selection.open()))
        .then(async () => waitUntilReady(check, selection, 60_000, context, observer)),
    );
    expect(check.endedBy).toMatchObject({ code: 'APIGW.0301' });
    expect(words()).toEqual(['unreadable', 'unreadable']);
    expect(told).toEqual([]);
  });

  it.each([
    // A round of 50 ms for the row and one for the flag come before the wait of 10 seconds.
    ['after the end of the run', 10_100, ['gave up'], 2],
    ['right before it', 10_101, ['waits 10000'], 3],
  ])('is not made again %s', async (_case, deadlineMs, expected, requests) => {
    const { check, clock, context, ids, selection, service } = scene(
      1,
      (url) => (isList(url) ? listed(url) : flag('False')),
      { deadlineMs },
    );
    const told: string[] = [];
    const observer = {
      waiting: (ms: number) => void told.push(`waits ${ms}`),
      gaveUp: () => void told.push('gave up'),
    };
    await clock.run(
      check
        .readRowsById(ids)
        .then(async () => check.readFlags(selection.open()))
        .then(async () => waitUntilReady(check, selection, 10_000, context, observer)),
    );
    expect(told).toEqual(expected);
    expect(service.sent.length).toBeGreaterThanOrEqual(requests);
    expect(service.sent.length).toBeLessThanOrEqual(requests + 1);
  });

  it('keeps what was known where the run is stopped while it waits', async () => {
    const stop = new AbortController();
    const { check, clock, context, ids, selection, service, words } = scene(
      1,
      (url) => (isList(url) ? listed(url) : flag('False')),
      { stop: stop.signal },
    );
    void clock.sleep(3_000, new AbortController().signal).then(() => {
      stop.abort();
    });
    const observer = { waiting: () => undefined, gaveUp: () => undefined };
    await clock.run(
      check
        .readRowsById(ids)
        .then(async () => check.readFlags(selection.open()))
        .then(async () => waitUntilReady(check, selection, 60_000, context, observer)),
    );
    expect(words()).toEqual(['no_plugin']);
    expect(service.sent).toHaveLength(2);
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
