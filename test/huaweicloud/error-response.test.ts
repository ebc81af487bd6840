import { describe, expect, it } from '@jest/globals';
import { REQUEST_ID } from '../../harness/request-context.ts';
import type { Retry, Scope } from '../../src/fleet/call-result.ts';
import { classify, classifyServer } from '../../src/huaweicloud/error-response.ts';
import type { Classification } from '../../src/huaweicloud/error-response.ts';
import type { ParsedResponse } from '../../src/huaweicloud/response.ts';
import { CONTEXT, NOW, parsed, withCode } from './sample-response.ts';

function classified(response: ParsedResponse, own: Partial<typeof CONTEXT> = {}): Classification {
  return classify(response.error, response, { ...CONTEXT, ...own });
}

const NEVER = undefined;
const AFTER_BACKOFF = {};
const AFTER_A_MINUTE = { minDelayMs: 60_000, notReady: true };
const THROTTLED = { throttled: true };

describe('a definite error of the service', () => {
  it.each<[number, string, Scope, Retry | undefined]>([
    [400, 'Ecs.0005', 'call', NEVER],
    [400, 'Ecs.0011', 'request', NEVER],
    [400, 'Ecs.0002', 'call', AFTER_BACKOFF],
    [400, 'Ecs.1002', 'call', AFTER_BACKOFF],
    [400, 'Ecs.0301', 'call', AFTER_BACKOFF],
    [400, 'Ecs.0100', 'server', AFTER_A_MINUTE],
    [501, 'Ecs.0603', 'server', AFTER_A_MINUTE],
    [400, 'Ecs.0605', 'server', NEVER],
    [400, 'Ecs.0610', 'server', AFTER_A_MINUTE],
    [400, 'Ecs.0611', 'batch', NEVER],
    [400, 'Ecs.0612', 'server', AFTER_A_MINUTE],
    [400, 'Ecs.0118', 'batch', NEVER],
    [404, 'Ecs.0114', 'server', NEVER],
    [404, 'Ecs.0614', 'server', NEVER],
    [500, 'Ecs.0615', 'call', AFTER_BACKOFF],
    [500, 'Common.0001', 'call', AFTER_BACKOFF],
    [202, 'Common.0024', 'call', THROTTLED],
    [429, 'Common.1503', 'call', THROTTLED],
    [503, 'Common.1503', 'call', THROTTLED],
    [429, 'APIGW.0308', 'call', THROTTLED],
    [401, 'Common.0013', 'request', NEVER],
    [401, 'APIGW.0301', 'request', NEVER],
    [404, 'APIGW.0101', 'request', NEVER],
    [413, 'APIGW.0201', 'call', NEVER],
    // The status decides for an unknown code.
    [400, 'Ecs.9999', 'call', NEVER],
    [401, 'Ecs.9999', 'request', NEVER],
    [404, 'Ecs.9999', 'call', NEVER],
    [409, 'Ecs.9999', 'call', NEVER],
    [429, 'Ecs.9999', 'call', THROTTLED],
    [500, 'Ecs.9999', 'call', AFTER_BACKOFF],
    [501, 'Ecs.9999', 'call', NEVER],
    [503, 'Ecs.9999', 'call', AFTER_BACKOFF],
    // A code of a definite refusal decides at any status.
    [500, 'Ecs.0605', 'server', NEVER],
    [503, 'Ecs.0011', 'request', NEVER],
    [200, 'Ecs.0605', 'server', NEVER],
  ])('HTTP %i %s', (status, code, scope, retry) => {
    const result = classified(withCode(status, code));
    expect(result).toMatchObject({
      lost: false,
      forbidden: false,
      scope,
      reason: { code, requestId: REQUEST_ID },
    });
    expect(result.retry).toEqual(retry);
  });

  it.each(['Ecs.0110', 'Pdp.0001', 'APIGW.0302', 'APIGW.0802', 'Ecs.0003', 'Ecs.9999'])(
    'HTTP 403 %s: permission is missing',
    (code) => {
      const result = classified(withCode(403, code));
      expect(result).toMatchObject({ lost: false, scope: 'request', forbidden: false });
      expect(result.retry).toBeUndefined();
      // Where a call is for one server, it may be about that server alone.
      const single = classified(withCode(403, code), { batch: false });
      expect(single).toMatchObject({ lost: false, scope: 'server', forbidden: true });
    },
  );

  it('HTTP 403 with the code of a server is not a missing permission', () => {
    const result = classified(withCode(403, 'Ecs.0605'), { batch: false });
    expect(result).toMatchObject({ scope: 'server', forbidden: false });
  });

  it.each([400, 404, 409, 413, 418])('HTTP %i without a code refuses only its call', (status) => {
    for (const body of ['', '<html></html>', { error: 'x' }]) {
      const result = classified(parsed(status, body));
      expect(result).toMatchObject({ lost: false, scope: 'call' });
      expect(result.retry).toBeUndefined();
    }
  });

  it('HTTP 429 without a code is a rate limit', () => {
    const result = classified(parsed(429, ''));
    expect(result).toMatchObject({ lost: false, scope: 'call', retry: { throttled: true } });
  });
});

describe('a response that does not tell what became of the request', () => {
  const retry = {};

  it.each<[string, number, unknown, Retry | undefined]>([
    ['a timeout of the service', 408, '', retry],
    ['a timeout with a code', 408, { error: { code: 'Ecs.9999' } }, retry],
    ['an error without a code', 500, { error: { message: 'x' } }, retry],
    ['an HTML page', 502, '<html></html>', retry],
    ['an empty body', 503, '', retry],
    ['a text', 504, 'upstream timed out', retry],
    ['an unusual status', 501, '', undefined],
    ['another unusual status', 599, '', undefined],
    ['no response to the gateway', 504, { error_code: 'APIGW.0201', error_msg: 'x' }, retry],
    ['an invalid response to the gateway', 502, { error_code: 'APIGW.0610' }, retry],
    ['a redirect', 301, '', undefined],
    ['a redirect with a code', 307, { error: { code: 'Ecs.0605' } }, undefined],
    ['a success that is not JSON', 200, '<html></html>', retry],
    ['a success that was cut off', 200, '{"response":[{"id":', retry],
    ['a success that is a list', 200, '[]', retry],
    ['a success with an error without a code', 200, { error: 'x' }, undefined],
  ])('%s (HTTP %i)', (_case, status, body, expected) => {
    const result = classified(parsed(status, body));
    expect(result).toMatchObject({ lost: true, reason: { requestId: REQUEST_ID } });
    expect(result.retry).toEqual(expected);
  });
});

describe('the wait before the next attempt', () => {
  const DATE = new Date(NOW + 90_000).toUTCString();

  it.each<[string, string | undefined, string, number | undefined]>([
    ['seconds', '5', 'x', 5_000],
    ['blanks around it', ' 5 ', 'x', 5_000],
    ['zero', '0', 'x', undefined],
    ['a date', DATE, 'x', 90_000],
    ['a date in the past', new Date(NOW - 90_000).toUTCString(), 'x', undefined],
    ['no header', undefined, 'x', undefined],
    ['a negative number', '-5', 'x', undefined],
    ['a fraction', '1.5', 'x', undefined],
    ['words', 'soon', 'x', undefined],
    ['a number with a unit', '5 minutes', 'x', undefined],
    ['a date in another form', '2026-01-01T00:01:30Z', 'x', undefined],
    ['a weekday and an invalid date', 'Mon, nonsense', 'x', undefined],
    ['many digits', '9'.repeat(12), 'x', 999_999_999_999_000],
    [
      'the hint of the gateway',
      undefined,
      'policy user over ratelimit,limit:200,time:5 minute',
      300_000,
    ],
    ['the hint in seconds', undefined, 'limit:5,time:5 second', 5_000],
    ['the hint in hours', undefined, 'limit:5,time:1 hour', 3_600_000],
    ['the hint in days', undefined, 'limit:5,time:1 day', 86_400_000],
    ['the hint in capitals', undefined, 'LIMIT:5,TIME:1 MINUTE', 60_000],
    ['the hint without a blank', undefined, 'limit:5,time:10second', 10_000],
    ['the hint in an unknown unit', undefined, 'limit:5,time:5 week', undefined],
    ['a similar word in the message', undefined, 'lifetime:5 minute', undefined],
    ['the header before the hint', '7', 'limit:200,time:5 minute', 7_000],
    ['the hint when the header is invalid', 'soon', 'limit:200,time:1 minute', 60_000],
  ])('%s', (_case, retryAfter, message, expected) => {
    const { retry } = classified(withCode(429, 'APIGW.0308', message, retryAfter));
    expect(retry).toEqual({
      throttled: true,
      ...(expected !== undefined && { minDelayMs: expected }),
    });
  });

  it.each([
    ['5', 60_000],
    ['120', 120_000],
  ])('at least a minute for a busy server with Retry-After: %s', (retryAfter, minDelayMs) => {
    const { retry } = classified(withCode(501, 'Ecs.0603', 'x', retryAfter));
    expect(retry).toEqual({ minDelayMs, notReady: true });
  });

  it('follows Retry-After also after a lost response', () => {
    const result = classified(parsed(503, '', { 'retry-after': '9' }));
    expect(result).toMatchObject({ lost: true, retry: { minDelayMs: 9_000 } });
  });

  it('does not follow Retry-After after a final refusal', () => {
    expect(classified(withCode(400, 'Ecs.0011', 'x', '5')).retry).toBeUndefined();
  });
});

describe('the error of one server', () => {
  it.each<[string, Retry | undefined]>([
    ['Ecs.0605', undefined],
    ['Ecs.0100', AFTER_A_MINUTE],
    ['Ecs.0603', AFTER_A_MINUTE],
    ['Ecs.0610', AFTER_A_MINUTE],
    ['Ecs.0615', AFTER_BACKOFF],
    ['Ecs.9999', undefined],
  ])('%s', (code, retry) => {
    const failure = classifyServer({ code, message: 'x' }, withCode(400, 'Ecs.0611'), CONTEXT);
    expect(failure.reason).toMatchObject({ code, requestId: REQUEST_ID });
    expect(failure.retry).toEqual(retry);
  });

  it('without a code', () => {
    const { reason } = classifyServer({ message: 'is gone' }, withCode(400, 'Ecs.0611'), CONTEXT);
    expect(reason.message).toBe('the service says: is gone');
    expect(reason).not.toHaveProperty('code');
  });
});

describe('a response that proves no refusal', () => {
  it.each<[number, string]>([
    [502, 'Ecs.9999'],
    [504, 'Ecs.0605'],
    [408, 'Ecs.0011'],
    [502, 'APIG.0201'],
    [504, 'APIG.0201'],
    [500, 'APIG.0601'],
    [500, 'APIGW.0605'],
    [503, 'APIGW.0613'],
    [302, 'Ecs.0605'],
    [200, 'APIGW.0301'],
  ])('HTTP %i with the code %s is a lost response, with the code beside it', (status, code) => {
    expect(classified(withCode(status, code))).toMatchObject({ lost: true, reason: { code } });
  });

  it.each([400, 403, 404, 409, 429])('HTTP %i with a damaged body is a lost response', (status) => {
    for (const body of ['{"error":{"code":"Ecs.06', '[', '\u001f\ufffd\b']) {
      expect(classified(parsed(status, body))).toMatchObject({ lost: true, retry: {} });
    }
    const encoded = { 'content-encoding': 'gzip' };
    expect(classified(parsed(status, '{}', encoded)).lost).toBe(true);
  });

  it.each(['APIGW.0201', 'APIG.0201'])('HTTP 413 with %s is a refusal', (code) => {
    expect(classified(withCode(413, code)).lost).toBe(false);
  });
});
