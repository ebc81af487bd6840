import { describe, expect, it } from '@jest/globals';
import {
  createContext,
  failure,
  REQUEST_ID,
  response,
  START,
  USER_AGENT,
} from '../../harness/request-context.ts';
import { sendWithRetry } from '../../src/huaweicloud/send-with-retry.ts';
import type { NetworkError } from '../../src/huaweicloud/network-errors.ts';
import { success } from '../../src/result.ts';
import { failureOf, finalFailure, REQUEST, send, SUCCESS, waitsOf } from './sample-request.ts';

describe('a successful response', () => {
  it('is read, and the request names the program', async () => {
    const { result, transport, waits } = await send([SUCCESS]);
    expect(result).toEqual(success('yes'));
    expect(waits).toEqual([]);
    expect(transport.sent).toEqual([
      {
        ...REQUEST.request(),
        headers: { Accept: 'application/json', 'User-Agent': USER_AGENT },
      },
    ]);
  });

  it.each([200, 201, 202, 299])('can have the status %i', async (status) => {
    expect((await send([response(status, { word: 'yes' })])).result).toEqual(success('yes'));
  });

  it('can have an empty value', async () => {
    expect((await send([SUCCESS], {}, { read: () => '' })).result).toEqual(success(''));
  });
});

describe('a failure that may pass', () => {
  it.each([408, 429, 500, 502, 503, 504])('HTTP %i: the request is sent again', async (status) => {
    const { result, transport, waits } = await send([response(status), SUCCESS]);
    expect(result).toEqual(success('yes'));
    expect(transport.sent).toHaveLength(2);
    expect(waits).toMatchObject([{ attempt: 1, waitMs: 500, reason: { advice: /./ } }]);
  });

  it('waits longer before each attempt, and ends after maxRetries', async () => {
    const script = Array.from({ length: 8 }, () => response(503));
    const sent = await send(script, { maxRetries: 7 });
    expect(waitsOf(sent)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
    expect(sent.waits.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(failureOf(sent.result)).toEqual({
      status: 503,
      refused: false,
      reason: {
        message: 'The service could not process the request (HTTP 503)',
        advice: 'Try again. If the error persists: Check the network',
      },
    });
    expect(sent.transport.unused).toBe(0);
  });

  it('is sent once with maxRetries: 0, and at most maxAttempts times', async () => {
    for (const first of [response(503), response(429), failure('closed', true)]) {
      const { result } = await send([first], { maxRetries: 0 });
      expect(result.ok).toBe(false);
      expect((await send([first], {}, { maxAttempts: 1 })).result).toEqual(result);
      const twice = await send([first, SUCCESS], {}, { maxAttempts: 2 });
      expect(twice.result).toEqual(success('yes'));
    }
  });

  it.each<[string, Record<string, string>, unknown, number]>([
    ['seconds', { 'retry-after': '7' }, '', 7_500],
    ['a date', { 'retry-after': new Date(START + 90_000).toUTCString() }, '', 90_500],
    ['a date in the past', { 'retry-after': new Date(0).toUTCString() }, '', 500],
    ['an invalid Retry-After', { 'retry-after': 'soon' }, '', 500],
    ['the hint of the gateway', {}, { error_msg: 'limit:200,time:2 minute' }, 120_500],
  ])('waits as long as the service requests: %s', async (_case, headers, body, expected) => {
    const sent = await send([response(429, body, headers), SUCCESS]);
    expect(sent.result).toEqual(success('yes'));
    expect(waitsOf(sent)).toEqual([expected]);
    expect(sent.clock.now()).toBe(START + expected);
  });

  it('builds each request again, because a signature contains its time', async () => {
    const { clock, context, transport } = createContext([response(503), SUCCESS]);
    const request = (): ReturnType<typeof REQUEST.request> => ({
      ...REQUEST.request(),
      headers: { Date: String(clock.now()) },
    });
    await clock.run(sendWithRetry({ ...REQUEST, request }, context));
    expect(transport.sent.map(({ headers }) => headers['Date'])).toEqual([
      String(START),
      String(START + 500),
    ]);
  });

  it('can be a response that was cut off', async () => {
    const sent = await send([response(200, '{"word":"y'), response(200, '[1]'), SUCCESS]);
    expect(sent.result).toEqual(success('yes'));
    expect(waitsOf(sent)).toEqual([500, 1_000]);
    expect(sent.waits[0]?.reason).toEqual({
      message: 'the response of The service does not match its documentation (HTTP 200)',
      advice: 'Check the network',
    });
  });

  it('can be a 2xx status with the error code of a rate limit', async () => {
    const limited = response(202, { error: { code: 'Common.0024', message: 'slow down' } });
    const sent = await send([limited, SUCCESS]);
    expect(sent.result).toEqual(success('yes'));
    expect(sent.waits[0]?.reason).toMatchObject({
      code: 'Common.0024',
      message: 'The service could not process the request (HTTP 202); the service says: slow down',
    });
  });
});

describe('a final failure', () => {
  it.each([400, 401, 403, 404, 405, 409, 410, 422])(
    'HTTP %i is never sent again, also with Retry-After',
    async (status) => {
      const body = { error_code: 'STS5.1001', error_msg: 'no', request_id: REQUEST_ID };
      const error = await finalFailure(response(status, body, { 'retry-after': '1' }));
      expect(error).toEqual({
        status,
        refused: true,
        reason: {
          code: 'STS5.1001',
          requestId: REQUEST_ID,
          message:
            status === 401 ? 'refused with 401' : `refused with ${status}; the service says: no`,
          advice: 'Change the request',
        },
      });
    },
  );

  it.each([400, 401, 403, 404])('HTTP %i with a code that may pass', async (status) => {
    for (const code of ['APIGW.0308', 'Common.0024', 'Ecs.0603']) {
      const error = await finalFailure(response(status, { error_code: code, error_msg: 'no' }));
      expect(error).toMatchObject({ status, refused: true, reason: { code } });
    }
  });

  it.each([301, 302, 307, 308])('a redirect (HTTP %i), which is not followed', async (status) => {
    const headers = { location: 'https://elsewhere.example.com', 'x-request-id': REQUEST_ID };
    expect(await finalFailure(response(status, '', headers))).toEqual({
      status,
      refused: false,
      reason: {
        requestId: REQUEST_ID,
        message: `The service responded with a redirect (HTTP ${status}), which is not followed`,
        advice: 'Check the network',
      },
    });
  });

  it.each(['{}', '{"word":"no"}', ''])(
    'a complete response that does not match its documentation: %j',
    async (body) => {
      expect(await finalFailure(response(200, body, { 'x-request-id': REQUEST_ID }))).toEqual({
        status: 200,
        refused: false,
        reason: {
          requestId: REQUEST_ID,
          message: 'the response of The service does not match its documentation (HTTP 200)',
          advice: 'Check the network',
        },
      });
    },
  );

  it('a 2xx status with an error in a body that could be read', async () => {
    const body = { error_code: 'STS5.1001', error_msg: 'no' };
    const sent = await send([response(200, body), SUCCESS], {}, { read: () => 'yes' });
    expect(sent.transport.sent).toHaveLength(1);
    expect(failureOf(sent.result)).toEqual({
      status: 200,
      refused: true,
      reason: {
        code: 'STS5.1001',
        message: 'refused with 200; the service says: no',
        advice: 'Change the request',
      },
    });
  });
});

describe('a response that is cut off after its status', () => {
  const ERRORS: readonly NetworkError[] = ['closed', 'timeout', 'too large', 'malformed'];

  it.each([400, 401, 403, 404])('is a final refusal with HTTP %i', async (status) => {
    for (const error of ERRORS) {
      const result = await finalFailure({ kind: 'failure', maybeSent: true, error, status });
      const reason = { message: `refused with ${status}`, advice: 'Change the request' };
      expect(result).toEqual({ status, refused: true, reason });
    }
  });

  it.each([200, 307, 408, 429, 500, 503])('is sent again with HTTP %i', async (status) => {
    for (const error of ERRORS) {
      const cutOff = { kind: 'failure', maybeSent: true, error, status } as const;
      expect((await send([cutOff, SUCCESS])).result).toEqual(success('yes'));
    }
  });
});
