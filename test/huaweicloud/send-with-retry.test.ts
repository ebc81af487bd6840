import { describe, expect, it } from '@jest/globals';
import { sendWithRetry } from '../../src/huaweicloud/send-with-retry.ts';
import type { RequestContext, Result, ApiRequest } from '../../src/huaweicloud/send-with-retry.ts';
import type { FailureCause, HttpResult } from '../../src/huaweicloud/transport.ts';
import type { Reason } from '../../src/fleet/outcome.ts';
import { answer, failure, REQUEST_ID, sceneOf, START, USER_AGENT } from './request-context.ts';
import type { Scene } from './request-context.ts';

const GOOD = answer(200, { word: 'yes' });
const QUESTION: ApiRequest<string> = {
  service: 'The service',
  request: () => ({
    method: 'GET',
    url: new URL('https://service.example.com/words'),
    headers: { Accept: 'application/json' },
    body: '',
  }),
  read: ({ body }) => (body === '{"word":"yes"}' ? 'yes' : undefined),
  refused: (status) => ({ message: `refused by ${status}`, advice: 'Ask otherwise' }),
  unreachable: 'Look at the wires',
};

async function asked(
  script: readonly HttpResult[],
  own: Partial<RequestContext> = {},
  question: Partial<ApiRequest<string>> = {},
): Promise<Scene & { readonly found: Result<string> }> {
  const scene = sceneOf(script, own);
  const found = await scene.clock.run(sendWithRetry({ ...QUESTION, ...question }, scene.asking));
  return { ...scene, found };
}

/** Asks in a way in which there must be no further try. */
async function askedOnce(
  result: HttpResult,
  own: Partial<RequestContext> = {},
): Promise<Extract<Result<string>, { reason: unknown }>> {
  const { found, transport, waits } = await asked([result, GOOD], own);
  expect(transport.sent).toHaveLength(1);
  expect(waits).toEqual([]);
  if ('value' in found) throw new Error('it was answered');
  return found;
}

const waitsOf = ({ waits }: Scene): number[] => waits.map(({ waitMs }) => waitMs);

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
    expect((await asked([answer(status, { word: 'yes' })])).found).toEqual({ value: 'yes' });
  });

  it('may be a value that counts as nothing', async () => {
    expect((await asked([GOOD], {}, { read: () => '' })).found).toEqual({ value: '' });
  });
});

describe('what may pass', () => {
  it.each([408, 429, 500, 502, 503, 504])('HTTP %i is asked again', async (status) => {
    const { found, transport, waits } = await asked([answer(status), GOOD]);
    expect(found).toEqual({ value: 'yes' });
    expect(transport.sent).toHaveLength(2);
    expect(waits).toMatchObject([{ attempt: 1, waitMs: 500, reason: { advice: /./ } }]);
  });

  it('waits longer from try to try, and gives up after maxRetries', async () => {
    const script = Array.from({ length: 8 }, () => answer(503));
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
    for (const result of [answer(503), answer(429), failure('closed', true)]) {
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
    const scene = await asked([answer(429, body, headers), GOOD]);
    expect(scene.found).toEqual({ value: 'yes' });
    expect(waitsOf(scene)).toEqual([expected]);
    expect(scene.clock.now()).toBe(START + expected);
  });

  it('makes each request anew, because a signature carries its time', async () => {
    const scene = sceneOf([answer(503), GOOD]);
    const request = (): ReturnType<typeof QUESTION.request> => ({
      ...QUESTION.request(),
      headers: { Date: String(scene.clock.now()) },
    });
    await scene.clock.run(sendWithRetry({ ...QUESTION, request }, scene.asking));
    expect(scene.transport.sent.map(({ headers }) => headers['Date'])).toEqual([
      String(START),
      String(START + 500),
    ]);
  });

  it('is an answer that was cut off', async () => {
    const scene = await asked([answer(200, '{"word":"y'), answer(200, '[1]'), GOOD]);
    expect(scene.found).toEqual({ value: 'yes' });
    expect(waitsOf(scene)).toEqual([500, 1_000]);
    expect(scene.waits[0]?.reason).toEqual({
      message: 'the answer of The service is not what its documents say (HTTP 200)',
      advice: 'Look at the wires',
    });
  });

  it('is a success that says that calls are limited', async () => {
    const limited = answer(202, { error: { code: 'Common.0024', message: 'slow down' } });
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
      const found = await askedOnce(answer(status, body, { 'retry-after': '1' }));
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
        const found = await askedOnce(answer(status, { error_code: code, error_msg: 'no' }));
        expect(found).toMatchObject({ status, reason: { code } });
      }
    },
  );

  it.each([301, 302, 307, 308])('a redirect (HTTP %i) is not followed', async (status) => {
    const headers = { location: 'https://elsewhere.example.com', 'x-request-id': REQUEST_ID };
    expect(await askedOnce(answer(status, '', headers))).toEqual({
      status,
      reason: {
        requestId: REQUEST_ID,
        message: `The service answered with a redirect (HTTP ${status}), which is not followed`,
        advice: 'Look at the wires',
      },
    });
  });

  it.each(['{}', '{"word":"no"}', ''])('a whole answer that is another one: %j', async (body) => {
    expect(await askedOnce(answer(200, body, { 'x-request-id': REQUEST_ID }))).toEqual({
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
    const scene = await asked([answer(200, body), GOOD], {}, { read: () => 'yes' });
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
  const CUT: readonly FailureCause[] = ['closed', 'timeout', 'too large', 'malformed'];

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

it('says so when the next try would begin too late', async () => {
  const late = answer(429, {}, { 'retry-after': '900' });
  const { found, gaveUp, waits } = await asked([late, GOOD], { deadline: START + 600_000 });
  if ('value' in found) throw new Error('it was answered');
  expect(waits).toEqual([]);
  expect(gaveUp).toEqual([{ reason: found.reason, waitMs: 900_500 }]);
});

describe('no answer', () => {
  const MESSAGES: Readonly<Record<FailureCause, RegExp>> = {
    refused: /the connection was refused$/,
    dns: /the host name of the endpoint was not found$/,
    tls: /the certificate of the endpoint is not trusted$/,
    proxy: /the proxy did not open a way to the endpoint$/,
    unreachable: /no connection to the endpoint could be made$/,
    timeout: /there was no whole answer in time$/,
    closed: /the connection was closed before the whole answer was there$/,
    malformed: /the answer was no HTTP$/,
    'too large': /the answer was larger than any honest one$/,
    aborted: /the run ended before there was an answer$/,
  };
  const CAUSES = Object.entries(MESSAGES) as [FailureCause, RegExp][];
  const inVain = async (result: HttpResult, own: Partial<RequestContext> = {}): Promise<Reason> => {
    const { found } = await asked([result], { maxRetries: 0, ...own });
    if ('value' in found) throw new Error('it was answered');
    expect(found).toEqual({ reason: found.reason });
    return found.reason;
  };
  const PROXY = '; a proxy is configured, so check HTTPS_PROXY, HTTP_PROXY and NO_PROXY too';

  it.each(CAUSES)('%s: asked again, unless it was the end of the run', async (cause) => {
    const { found, transport } = await asked([failure(cause), GOOD]);
    const isFinal = cause === 'aborted';
    expect(transport.sent).toHaveLength(isFinal ? 1 : 2);
    expect('value' in found).toBe(!isFinal);
  });

  it.each(CAUSES)('%s: what is said in the end', async (cause, message) => {
    const reason = await inVain(failure(cause));
    expect(reason).toEqual({
      message: expect.stringMatching(message),
      advice:
        cause === 'tls'
          ? 'Give the authority of your cloud or proxy to the runner with NODE_EXTRA_CA_CERTS'
          : 'Look at the wires',
    });
    expect(reason.message).toMatch(/^The service gave no answer: /);
  });

  it('a proxy is named where it may be in the way: before anything was sent', async () => {
    for (const cause of ['refused', 'tls', 'timeout'] as const) {
      const bare = await inVain(failure(cause));
      const before = await inVain(failure(cause), { proxied: true });
      expect(before).toEqual({ ...bare, advice: bare.advice + PROXY });
      expect(await inVain(failure(cause, true), { proxied: true })).toEqual(bare);
    }
  });
});

describe('a service that can not answer', () => {
  const adviceOf = async (status: number, proxied: boolean): Promise<string> => {
    const { found } = await asked([answer(status)], { maxRetries: 0, proxied });
    if ('value' in found) throw new Error('it was answered');
    return found.reason.advice;
  };
  const ADVICE = `Run again; if it stays so: ${QUESTION.unreachable}`;

  it.each([502, 503, 504])('may be a proxy with HTTP %i', async (status) => {
    expect(await adviceOf(status, true)).toBe(
      `${ADVICE}; a proxy is configured, so check HTTPS_PROXY, HTTP_PROXY and NO_PROXY too`,
    );
    expect(await adviceOf(status, false)).toBe(ADVICE);
  });

  it.each([408, 429, 500, 501])('is none with HTTP %i', async (status) => {
    expect(await adviceOf(status, true)).toBe(ADVICE);
    expect(await adviceOf(status, false)).toBe(ADVICE);
  });
});

describe('the limits of the run', () => {
  it.each([
    [501, 2],
    [500, 1],
    [499, 1],
  ])('%i ms are left before a wait of 500: %i tries', async (left, tries) => {
    const script = [answer(503), GOOD];
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
    const found = await askedOnce(answer(429, '', { 'retry-after': '3600' }), { deadline });
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
    const scene = sceneOf([answer(503), GOOD], { stop: stop.signal });
    const request = (): ReturnType<typeof QUESTION.request> => {
      stop.abort();
      return QUESTION.request();
    };
    const found = await scene.clock.run(sendWithRetry({ ...QUESTION, request }, scene.asking));
    expect(found).toMatchObject({ status: 503 });
    expect(scene.transport.sent).toHaveLength(1);
    expect(scene.waits).toEqual([]);
  });

  it('a wait ends with the run, and the last word counts', async () => {
    const stop = new AbortController();
    const scene = sceneOf([answer(503), GOOD], { stop: stop.signal });
    const work = sendWithRetry(QUESTION, {
      ...scene.asking,
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

describe('text of the service', () => {
  const clean = (text: string): string => text.replaceAll('secret', '***');

  it('is cleaned', async () => {
    const body = { error: { code: 'IAM.0002', message: 'no secret' } };
    const { reason } = await askedOnce(answer(403, body), { clean });
    expect(reason.message).toBe('refused by 403; it says: no ***');
  });

  it.each<[string, number, string]>([
    ['of a refusal of credentials', 401, 'IAM.0001'],
    ['of the gateway, which repeats signed headers', 400, 'APIGW.0301'],
    ['of the gateway with another code', 403, 'APIGW.0302'],
    ['of the gateway where it fails', 500, 'APIGW.0999'],
  ])('is not shown at all: %s', async (_what, status, code) => {
    const body = { error_code: code, error_msg: 'Authorization: echo' };
    const { found } = await asked([answer(status, body)], { maxRetries: 0 });
    expect(found).toMatchObject({ status, reason: { code } });
    expect(JSON.stringify(found)).not.toMatch(/echo|it says/);
  });

  it('is not shown where it is a page, or nothing', async () => {
    for (const body of ['<html>no</html>', '', '{"error":{"code":"IAM.0002"}}']) {
      expect((await askedOnce(answer(403, body))).reason.message).toBe('refused by 403');
    }
  });

  it('codes and request ids that hold a secret are dropped', async () => {
    const body = { error_code: 'STS5.1001', error_msg: 'no', request_id: REQUEST_ID };
    const isSecret = (text: string): boolean => text === 'STS5.1001' || text === REQUEST_ID;
    expect((await askedOnce(answer(403, body), { isSecret })).reason).toEqual({
      message: 'refused by 403; it says: no',
      advice: 'Ask otherwise',
    });
  });
});
