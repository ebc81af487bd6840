import { describe, expect, it } from '@jest/globals';
import { sendWithRetry } from '../../src/huaweicloud/send-with-retry.ts';
import type { NetworkError } from '../../src/huaweicloud/transport.ts';
import {
  response,
  failure,
  REQUEST_ID,
  createContext,
  START,
  USER_AGENT,
} from '../../harness/request-context.ts';
import { GOOD, QUESTION, asked, askedOnce, waitsOf } from './sample-request.ts';

describe('an answer', () => {
  it('is read, and the request names the program', async () => {
    const { found, transport, waits } = await asked([GOOD]);
    expect(found).toEqual({ value: 'yes' });
    expect(waits).toEqual([]);
    expect(transport.sent).toEqual([
      {
        ...QUESTION.request(),
        headers: { Accept: 'application/json', 'User-Agent': USER_AGENT },
      },
    ]);
  });

  it.each([200, 201, 202, 299])('may have the status %i', async (status) => {
    expect((await asked([response(status, { word: 'yes' })])).found).toEqual({ value: 'yes' });
  });

  it('may be a value that counts as nothing', async () => {
    expect((await asked([GOOD], {}, { read: () => '' })).found).toEqual({ value: '' });
  });
});

describe('what may pass', () => {
  it.each([408, 429, 500, 502, 503, 504])('HTTP %i is asked again', async (status) => {
    const { found, transport, waits } = await asked([response(status), GOOD]);
    expect(found).toEqual({ value: 'yes' });
    expect(transport.sent).toHaveLength(2);
    expect(waits).toMatchObject([{ attempt: 1, waitMs: 500, reason: { advice: /./ } }]);
  });

  it('waits longer from try to try, and gives up after maxRetries', async () => {
    const script = Array.from({ length: 8 }, () => response(503));
    const scene = await asked(script, { maxRetries: 7 });
    expect(waitsOf(scene)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
    expect(scene.waits.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(scene.found).toMatchObject({
      status: 503,
      reason: {
        message: 'The service could not answer (HTTP 503)',
        advice: `Run again; if it stays so: ${QUESTION.unreachable}`,
      },
    });
    expect(scene.transport.unused).toBe(0);
  });

  it('is asked once with maxRetries: 0, and where the question says so', async () => {
    for (const result of [response(503), response(429), failure('closed', true)]) {
      const { found } = await asked([result], { maxRetries: 0 });
      expect((await asked([result], {}, { maxAttempts: 1 })).found).toEqual(found);
      expect((await asked([result, GOOD], {}, { maxAttempts: 2 })).found).toEqual({ value: 'yes' });
    }
  });

  it.each<[string, Record<string, string>, unknown, number]>([
    ['seconds', { 'retry-after': '7' }, '', 7_500],
    ['a date', { 'retry-after': new Date(START + 90_000).toUTCString() }, '', 90_500],
    ['a date that has passed', { 'retry-after': new Date(0).toUTCString() }, '', 500],
    ['neither', { 'retry-after': 'soon' }, '', 500],
    ['the hint of the gateway', {}, { error_msg: 'limit:200,time:2 minute' }, 120_500],
  ])('waits as long as it is asked to: %s', async (_what, headers, body, expected) => {
    const scene = await asked([response(429, body, headers), GOOD]);
    expect(scene.found).toEqual({ value: 'yes' });
    expect(waitsOf(scene)).toEqual([expected]);
    expect(scene.clock.now()).toBe(START + expected);
  });

  it('makes each request anew, because a signature carries its time', async () => {
    const scene = createContext([response(503), GOOD]);
    const request = (): ReturnType<typeof QUESTION.request> => ({
      ...QUESTION.request(),
      headers: { Date: String(scene.clock.now()) },
    });
    await scene.clock.run(sendWithRetry({ ...QUESTION, request }, scene.context));
    expect(scene.transport.sent.map(({ headers }) => headers['Date'])).toEqual([
      String(START),
      String(START + 500),
    ]);
  });

  it('is an answer that was cut off', async () => {
    const scene = await asked([response(200, '{"word":"y'), response(200, '[1]'), GOOD]);
    expect(scene.found).toEqual({ value: 'yes' });
    expect(waitsOf(scene)).toEqual([500, 1_000]);
    expect(scene.waits[0]?.reason).toEqual({
      message: 'the answer of The service is not what its documents say (HTTP 200)',
      advice: 'Look at the wires',
    });
  });

  it('is a success that says that calls are limited', async () => {
    const limited = response(202, { error: { code: 'Common.0024', message: 'slow down' } });
    const scene = await asked([limited, GOOD]);
    expect(scene.found).toEqual({ value: 'yes' });
    expect(scene.waits[0]?.reason).toMatchObject({
      code: 'Common.0024',
      message: 'The service could not answer (HTTP 202); it says: slow down',
    });
  });
});

describe('what does not pass', () => {
  it.each([400, 401, 403, 404, 405, 409, 410, 422])(
    'HTTP %i is never asked again, whatever it promises',
    async (status) => {
      const body = { error_code: 'STS5.1001', error_msg: 'no', request_id: REQUEST_ID };
      const found = await askedOnce(response(status, body, { 'retry-after': '1' }));
      expect(found).toEqual({
        status,
        refused: true,
        reason: {
          code: 'STS5.1001',
          requestId: REQUEST_ID,
          message: status === 401 ? 'refused by 401' : `refused by ${status}; it says: no`,
          advice: 'Ask otherwise',
        },
      });
    },
  );

  it.each([400, 401, 403, 404])(
    'HTTP %i, though its code says that it may pass',
    async (status) => {
      for (const code of ['APIGW.0308', 'Common.0024', 'Ecs.0603']) {
        const found = await askedOnce(response(status, { error_code: code, error_msg: 'no' }));
        expect(found).toMatchObject({ status, reason: { code } });
      }
    },
  );

  it.each([301, 302, 307, 308])('a redirect (HTTP %i) is not followed', async (status) => {
    const headers = { location: 'https://elsewhere.example.com', 'x-request-id': REQUEST_ID };
    expect(await askedOnce(response(status, '', headers))).toEqual({
      status,
      reason: {
        requestId: REQUEST_ID,
        message: `The service answered with a redirect (HTTP ${status}), which is not followed`,
        advice: 'Look at the wires',
      },
    });
  });

  it.each(['{}', '{"word":"no"}', ''])('a whole answer that is another one: %j', async (body) => {
    expect(await askedOnce(response(200, body, { 'x-request-id': REQUEST_ID }))).toEqual({
      status: 200,
      reason: {
        requestId: REQUEST_ID,
        message: 'the answer of The service is not what its documents say (HTTP 200)',
        advice: 'Look at the wires',
      },
    });
  });

  it('a success with an error in its body, though it could be read', async () => {
    const body = { error_code: 'STS5.1001', error_msg: 'no' };
    const scene = await asked([response(200, body), GOOD], {}, { read: () => 'yes' });
    expect(scene.transport.sent).toHaveLength(1);
    expect(scene.found).toEqual({
      status: 200,
      refused: true,
      reason: {
        code: 'STS5.1001',
        message: 'refused by 200; it says: no',
        advice: 'Ask otherwise',
      },
    });
  });
});

describe('a refusal of which the rest is missing', () => {
  const CUT: readonly NetworkError[] = ['closed', 'timeout', 'too large', 'malformed'];

  it.each([400, 401, 403, 404])('is final (HTTP %i)', async (status) => {
    for (const cause of CUT) {
      const found = await askedOnce({ kind: 'failure', started: true, cause, status });
      const reason = { message: `refused by ${status}`, advice: 'Ask otherwise' };
      expect(found).toEqual({ status, refused: true, reason });
    }
  });

  it.each([200, 307, 408, 429, 500, 503])('is none with HTTP %i', async (status) => {
    for (const cause of CUT) {
      const script = [{ kind: 'failure', started: true, cause, status } as const, GOOD];
      expect((await asked(script)).found).toEqual({ value: 'yes' });
    }
  });
});
