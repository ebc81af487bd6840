/** The limits of the run: deadline, stop and abort. */
import { describe, expect, it } from '@jest/globals';
import { createContext, failure, response, START } from '../../harness/request-context.ts';
import { RateLimitPause } from '../../src/huaweicloud/rate-limit-pause.ts';
import { sendWithRetry } from '../../src/huaweicloud/send-with-retry.ts';
import { failureOf, finalFailure, REQUEST, send, SUCCESS } from './sample-request.ts';

it('reports a next attempt that would begin after the deadline', async () => {
  const late = response(429, {}, { 'retry-after': '900' });
  const { result, gaveUp, waits } = await send([late, SUCCESS], { deadline: START + 600_000 });
  expect(waits).toEqual([]);
  expect(gaveUp).toEqual([{ reason: failureOf(result).reason, waitMs: 900_500 }]);
});

describe('a pause that requests share', () => {
  const LIMITED = response(429, {}, { 'retry-after': '10' });

  it('holds the other requests back too', async () => {
    const { clock, context, transport, waits } = createContext([LIMITED, SUCCESS, SUCCESS]);
    const pause = new RateLimitPause(clock, context.stop);
    const sentAt: number[] = [];
    const request = (): ReturnType<typeof REQUEST.request> => {
      sentAt.push(clock.now() - START);
      return REQUEST.request();
    };
    const first = sendWithRetry({ ...REQUEST, request }, { ...context, pause });
    const second = clock
      .sleep(1, context.stop)
      .then(() => sendWithRetry({ ...REQUEST, request }, { ...context, pause }));
    await clock.run(Promise.all([first, second]));
    expect(sentAt).toEqual([0, 10_500, 10_500]);
    expect(transport.unused).toBe(0);
    expect(waits).toHaveLength(1);
  });

  it('knows why no request can be sent before the deadline', async () => {
    const { clock, context } = createContext([LIMITED]);
    const pause = new RateLimitPause(clock, context.stop);
    expect(pause.endedBy).toBeUndefined();
    const deadline = START + 10_000;
    const result = await clock.run(sendWithRetry(REQUEST, { ...context, deadline, pause }));
    expect(pause.endedBy).toBe(failureOf(result).reason);
  });

  it('ends with the run', async () => {
    const stop = new AbortController();
    const { clock, context, transport } = createContext([], { stop: stop.signal });
    const pause = new RateLimitPause(clock, context.stop);
    pause.hold(60_000);
    const result = sendWithRetry(REQUEST, { ...context, pause });
    stop.abort();
    expect(failureOf(await result).reason.message).toContain('the run ended before a request');
    expect(transport.sent).toEqual([]);
  });
});

describe('the limits of the run', () => {
  it.each([
    [501, 2],
    [500, 1],
    [499, 1],
  ])('%i ms are left before a wait of 500 ms: %i attempts', async (left, attempts) => {
    const script = [response(503), SUCCESS];
    const { transport, result, waits, clock } = await send(script, { deadline: START + left });
    expect(transport.sent).toHaveLength(attempts);
    expect(waits).toHaveLength(attempts - 1);
    if (attempts === 1) {
      expect(failureOf(result)).toMatchObject({ status: 503 });
      expect(clock.now()).toBe(START);
    }
  });

  it('a wait that the service requests can be too long', async () => {
    const deadline = START + 3_600_000;
    const error = await finalFailure(response(429, '', { 'retry-after': '3600' }), { deadline });
    expect(error.status).toBe(429);
  });

  it('no request is sent once the run is stopped', async () => {
    const { result, transport } = await send([SUCCESS], { stop: AbortSignal.abort() });
    expect(transport.sent).toEqual([]);
    expect(failureOf(result)).toEqual({
      refused: false,
      reason: {
        message: 'the run ended before a request was sent to The service',
        advice: 'Try again',
      },
    });
  });

  it('no wait begins once the run is stopped while a request is under way', async () => {
    const stop = new AbortController();
    const { clock, context, transport, waits } = createContext([response(503), SUCCESS], {
      stop: stop.signal,
    });
    const request = (): ReturnType<typeof REQUEST.request> => {
      stop.abort();
      return REQUEST.request();
    };
    const result = await clock.run(sendWithRetry({ ...REQUEST, request }, context));
    expect(failureOf(result)).toMatchObject({ status: 503 });
    expect(transport.sent).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it('a wait ends when the run is stopped, and the last failure is the result', async () => {
    const stop = new AbortController();
    const { clock, context, transport } = createContext([response(503), SUCCESS], {
      stop: stop.signal,
    });
    const work = sendWithRetry(REQUEST, {
      ...context,
      observer: {
        ...context.observer,
        waiting: () => {
          setImmediate(() => {
            stop.abort();
          });
        },
      },
      clock: { now: () => START, sleep: clock.sleep.bind(clock) },
    });
    expect(failureOf(await work)).toMatchObject({ status: 503 });
    expect(transport.sent).toHaveLength(1);
    expect(clock.now()).toBe(START);
  });

  it('passes the abort signal of the run to the transport', async () => {
    const { signal } = new AbortController();
    let received: AbortSignal | undefined;
    const transport = {
      send: (_request: unknown, abort: AbortSignal) => {
        received = abort;
        return Promise.resolve(failure('aborted'));
      },
      close: () => Promise.resolve(),
    };
    await send([], { transport, abort: signal });
    expect(received).toBe(signal);
  });
});
