/** The limits of the run: deadline, stop and abort. */
import { describe, expect, it } from '@jest/globals';
import { sendWithRetry } from '../../src/huaweicloud/send-with-retry.ts';
import { response, failure, createContext, START } from '../../harness/request-context.ts';
import { GOOD, QUESTION, asked, askedOnce } from './sample-request.ts';

it('says so when the next try would begin too late', async () => {
  const late = response(429, {}, { 'retry-after': '900' });
  const { found, gaveUp, waits } = await asked([late, GOOD], { deadline: START + 600_000 });
  if ('value' in found) throw new Error('it was answered');
  expect(waits).toEqual([]);
  expect(gaveUp).toEqual([{ reason: found.reason, waitMs: 900_500 }]);
});

describe('the limits of the run', () => {
  it.each([
    [501, 2],
    [500, 1],
    [499, 1],
  ])('%i ms are left before a wait of 500: %i tries', async (left, tries) => {
    const script = [response(503), GOOD];
    const { transport, found, waits, clock } = await asked(script, { deadline: START + left });
    expect(transport.sent).toHaveLength(tries);
    expect(waits).toHaveLength(tries - 1);
    if (tries === 1) {
      expect(found).toMatchObject({ status: 503 });
      expect(clock.now()).toBe(START);
    }
  });

  it('a wait that the service asks for may be too long', async () => {
    const deadline = START + 3_600_000;
    const found = await askedOnce(response(429, '', { 'retry-after': '3600' }), { deadline });
    expect(found.status).toBe(429);
  });

  it('nothing is asked once the run is stopped', async () => {
    const { found, transport } = await asked([GOOD], { stop: AbortSignal.abort() });
    expect(transport.sent).toEqual([]);
    expect(found).toEqual({
      reason: { message: 'the run ended before The service was asked', advice: 'Run again' },
    });
  });

  it('nothing is waited for once the run is stopped while a request is under way', async () => {
    const stop = new AbortController();
    const scene = createContext([response(503), GOOD], { stop: stop.signal });
    const request = (): ReturnType<typeof QUESTION.request> => {
      stop.abort();
      return QUESTION.request();
    };
    const found = await scene.clock.run(sendWithRetry({ ...QUESTION, request }, scene.context));
    expect(found).toMatchObject({ status: 503 });
    expect(scene.transport.sent).toHaveLength(1);
    expect(scene.waits).toEqual([]);
  });

  it('a wait ends with the run, and the last word counts', async () => {
    const stop = new AbortController();
    const scene = createContext([response(503), GOOD], { stop: stop.signal });
    const work = sendWithRetry(QUESTION, {
      ...scene.context,
      waiting: () => {
        setImmediate(() => {
          stop.abort();
        });
      },
      clock: { now: () => START, sleep: scene.clock.sleep.bind(scene.clock) },
    });
    expect(await work).toMatchObject({ status: 503 });
    expect(scene.transport.sent).toHaveLength(1);
    expect(scene.clock.now()).toBe(START);
  });

  it('hands on what ends a request under way', async () => {
    const { signal } = new AbortController();
    let given: AbortSignal | undefined;
    const transport = {
      send: (_request: unknown, abort: AbortSignal) => {
        given = abort;
        return Promise.resolve(failure('aborted'));
      },
      close: () => Promise.resolve(),
    };
    await asked([], { transport, abort: signal });
    expect(given).toBe(signal);
  });
});
