import { describe, expect, it } from '@jest/globals';
import { parseResponse } from '../../src/huaweicloud/response.ts';
import type { ParsedResponse } from '../../src/huaweicloud/response.ts';
import { KNOWN_CODES, knownCode } from '../../src/huaweicloud/error-codes.ts';
import { refusal, serverRefusal } from '../../src/huaweicloud/error-response.ts';
import type { ErrorContext } from '../../src/huaweicloud/error-response.ts';
import type { Retry, Scope } from '../../src/fleet/call-result.ts';
import { Secrets } from '../../src/secrets/redact.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const REQUEST_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const secrets = new Secrets();
secrets.add('Fake-Pass1');
const CONTEXT: ErrorContext = {
  clean: (text) => secrets.clean(text),
  now: () => NOW,
  batch: true,
  dryRun: false,
  hasPassword: true,
  hasToken: false,
  signedIn: false,
};

function answer(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): ParsedResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return parseResponse({ status, headers: { 'x-request-id': REQUEST_ID, ...headers }, body: text });
}

function coded(status: number, code: string, message = 'x', retryAfter?: string): ParsedResponse {
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  return answer(status, { error: { code, message } }, headers);
}

describe('a definite error of the service', () => {
  const NEVER = undefined;
  const SOON = {};
  const MINUTE = { minDelayMs: 60_000 };
  const THROTTLED = { throttled: true };

  it.each<[number, string, Scope, Retry | undefined]>([
    [400, 'Ecs.0005', 'call', NEVER],
    [400, 'Ecs.0011', 'request', NEVER],
    [400, 'Ecs.0002', 'call', SOON],
    [400, 'Ecs.1002', 'call', SOON],
    [400, 'Ecs.0301', 'call', SOON],
    [400, 'Ecs.0100', 'server', MINUTE],
    [501, 'Ecs.0603', 'server', MINUTE],
    [400, 'Ecs.0605', 'server', NEVER],
    [400, 'Ecs.0610', 'server', SOON],
    [400, 'Ecs.0611', 'batch', NEVER],
    [400, 'Ecs.0612', 'server', SOON],
    [400, 'Ecs.0118', 'batch', NEVER],
    [404, 'Ecs.0114', 'server', NEVER],
    [404, 'Ecs.0614', 'server', NEVER],
    [500, 'Ecs.0615', 'call', SOON],
    [500, 'Common.0001', 'call', SOON],
    [202, 'Common.0024', 'call', THROTTLED],
    [429, 'Common.1503', 'call', THROTTLED],
    [503, 'Common.1503', 'call', THROTTLED],
    [429, 'APIGW.0308', 'call', THROTTLED],
    [401, 'Common.0013', 'request', NEVER],
    [401, 'APIGW.0301', 'request', NEVER],
    [404, 'APIGW.0101', 'request', NEVER],
    [413, 'APIGW.0201', 'call', NEVER],
    // Codes that nobody told us of go by the status.
    [400, 'Ecs.9999', 'call', NEVER],
    [401, 'Ecs.9999', 'request', NEVER],
    [404, 'Ecs.9999', 'call', NEVER],
    [409, 'Ecs.9999', 'call', NEVER],
    [429, 'Ecs.9999', 'call', THROTTLED],
    [500, 'Ecs.9999', 'call', SOON],
    [501, 'Ecs.9999', 'call', NEVER],
    [502, 'Ecs.9999', 'call', SOON],
    [503, 'Ecs.9999', 'call', SOON],
    [504, 'Ecs.9999', 'call', SOON],
    // A code that says no is believed, whatever the status.
    [500, 'Ecs.0605', 'server', NEVER],
    [503, 'Ecs.0011', 'request', NEVER],
    [200, 'Ecs.0605', 'server', NEVER],
    // The gateway says that it never passed the request on.
    [500, 'APIGW.0605', 'call', SOON],
    [503, 'APIGW.0613', 'call', SOON],
  ])('%i %s', (status, code, scope, retry) => {
    const reply = refusal(coded(status, code), CONTEXT);
    expect(reply).toMatchObject({
      kind: 'refused',
      scope,
      reason: { code, requestId: REQUEST_ID },
    });
    expect(reply.retry).toEqual(retry);
    expect(reply).not.toHaveProperty('forbidden');
  });

  it.each(['Ecs.0110', 'Pdp.0001', 'APIGW.0302', 'APIGW.0802', 'Ecs.0003', 'Ecs.9999'])(
    '403 %s: permission is missing',
    (code) => {
      const reply = refusal(coded(403, code), CONTEXT);
      expect(reply).toMatchObject({ kind: 'refused', scope: 'request' });
      expect(reply).not.toHaveProperty('forbidden');
      // Where a call is for one server, it may be about that server alone.
      const single = refusal(coded(403, code), { ...CONTEXT, batch: false });
      expect(single).toMatchObject({ forbidden: true });
      expect(reply.retry).toBeUndefined();
    },
  );

  it.each([400, 404, 409, 413, 418])('%i without a code fails its call alone', (status) => {
    for (const body of ['', '<html></html>', { error: 'x' }]) {
      const reply = refusal(answer(status, body), CONTEXT);
      expect(reply).toMatchObject({ kind: 'refused', scope: 'call' });
      expect(reply.retry).toBeUndefined();
    }
  });

  it('429 without a code is throttling', () => {
    const reply = refusal(answer(429, ''), CONTEXT);
    expect(reply).toMatchObject({ kind: 'refused', scope: 'call', retry: { throttled: true } });
  });
});

describe('an answer that tells nothing of the request', () => {
  const retry = {};

  it.each<[string, number, unknown, Retry | undefined]>([
    ['no time left at a server', 408, '', retry],
    ['no time left, with a code', 408, { error: { code: 'Ecs.9999' } }, retry],
    ['an error without a code', 500, { error: { message: 'x' } }, retry],
    ['a page', 502, '<html></html>', retry],
    ['nothing', 503, '', retry],
    ['a text', 504, 'upstream timed out', retry],
    ['an unusual status', 501, '', undefined],
    ['another unusual status', 599, '', undefined],
    ['the gateway got no answer', 504, { error_code: 'APIGW.0201', error_msg: 'x' }, retry],
    ['the gateway got a bad answer', 502, { error_code: 'APIGW.0610', error_msg: 'x' }, retry],
    ['a redirect', 301, '', undefined],
    ['another redirect', 307, { error: { code: 'Ecs.0605' } }, undefined],
    ['a success that is no JSON', 200, '<html></html>', retry],
    ['a success that was cut off', 200, '{"response":[{"id":', retry],
    ['a success that is a list', 200, '[]', retry],
    ['a success with an error without a code', 200, { error: 'x' }, undefined],
  ])('%s (HTTP %i)', (_what, status, body, expected) => {
    const reply = refusal(answer(status, body), CONTEXT);
    expect(reply.kind).toBe('lost');
    expect(reply.retry).toEqual(expected);
    expect(reply.reason.requestId).toBe(REQUEST_ID);
  });

  it('shows nothing of its body', () => {
    for (const [status, body] of [
      [500, 'Fake-Text'],
      [200, 'Fake-Text'],
      [200, { error: 'Fake-Text' }],
    ] as const) {
      const { message } = refusal(answer(status, body), CONTEXT).reason;
      expect(message).toContain(`HTTP ${status}`);
      expect(message).not.toContain('Fake-Text');
    }
  });

  it('names a redirect as such', () => {
    const { reason } = refusal(answer(302, ''), CONTEXT);
    expect(reason.message).toContain('a redirect (HTTP 302), which is not followed');
    expect(reason.advice).toContain('endpoint');
  });
});

describe('how long to wait', () => {
  const DATE = new Date(NOW + 90_000).toUTCString();

  it.each<[string, string | undefined, string, number | undefined]>([
    ['seconds', '5', 'x', 5_000],
    ['blanks around it', ' 5 ', 'x', 5_000],
    ['none', '0', 'x', undefined],
    ['a date', DATE, 'x', 90_000],
    ['a date in the past', new Date(NOW - 90_000).toUTCString(), 'x', undefined],
    ['no header', undefined, 'x', undefined],
    ['a negative number', '-5', 'x', undefined],
    ['a fraction', '1.5', 'x', undefined],
    ['words', 'soon', 'x', undefined],
    ['a number with a unit', '5 minutes', 'x', undefined],
    ['a date in another form', '2026-01-01T00:01:30Z', 'x', undefined],
    ['a weekday and nonsense', 'Mon, nonsense', 'x', undefined],
    ['many digits', '9'.repeat(12), 'x', 999_999_999_999_000],
    [
      'the hint of the gateway',
      undefined,
      'policy user over ratelimit,limit:200,time:5 minute',
      300_000,
    ],
    ['in seconds', undefined, 'limit:5,time:5 second', 5_000],
    ['in hours', undefined, 'limit:5,time:1 hour', 3_600_000],
    ['in days', undefined, 'limit:5,time:1 day', 86_400_000],
    ['in capitals', undefined, 'LIMIT:5,TIME:1 MINUTE', 60_000],
    ['without a blank', undefined, 'limit:5,time:10second', 10_000],
    ['in an unknown unit', undefined, 'limit:5,time:5 week', undefined],
    ['in some other word', undefined, 'lifetime:5 minute', undefined],
    ['the header before the hint', '7', 'limit:200,time:5 minute', 7_000],
    ['the hint when the header is nonsense', 'soon', 'limit:200,time:1 minute', 60_000],
  ])('%s', (_what, retryAfter, message, expected) => {
    const reply = refusal(coded(429, 'APIGW.0308', message, retryAfter), CONTEXT);
    expect(reply.retry).toEqual({
      throttled: true,
      ...(expected !== undefined && { minDelayMs: expected }),
    });
  });

  it.each([
    ['5', 60_000],
    ['120', 120_000],
  ])('at least a minute for a busy server, also with Retry-After: %s', (retryAfter, minDelayMs) => {
    expect(refusal(coded(501, 'Ecs.0603', 'x', retryAfter), CONTEXT).retry).toEqual({ minDelayMs });
  });

  it('a lost answer may ask for it as well', () => {
    const reply = refusal(answer(503, '', { 'retry-after': '9' }), CONTEXT);
    expect(reply).toMatchObject({ kind: 'lost', retry: { minDelayMs: 9_000 } });
  });

  it('a final refusal is final, whatever it asks for', () => {
    expect(refusal(coded(400, 'Ecs.0011', 'x', '5'), CONTEXT).retry).toBeUndefined();
  });
});

describe('what is said', () => {
  it.each(KNOWN_CODES.filter((code) => code !== 'APIGW.0301'))(
    '%s: our own words, and none of the service',
    (code) => {
      const { reason } = refusal(coded(400, code, 'Fake-Text'), CONTEXT);
      const { message, advice } = knownCode(code) ?? {};
      expect(reason).toEqual({ code, requestId: REQUEST_ID, message, advice });
    },
  );

  it.each([
    ['an unknown code', 400, { code: 'Ecs.9999', message: 'quota' }, 'the service says: quota'],
    ['no code', 400, { message: 'quota' }, 'the service says: quota'],
    ['a secret', 400, { message: 'bad Fake-Pass1' }, 'the service says: bad ***'],
    ['a command', 400, { message: 'a\n::error::b' }, 'the service says: a: :error: :b'],
    ['nothing', 418, { code: 'Ecs.9999' }, 'the service answered HTTP 418'],
    ['nothing visible', 418, { message: ' \u200b' }, 'the service answered HTTP 418'],
  ])('%s', (_what, status, error, message) => {
    expect(refusal(answer(status, { error }), CONTEXT).reason.message).toBe(message);
  });

  it.each([
    [401, 'Check the credentials'],
    [403, 'ecs:cloudServers:resetServerPwd'],
    [404, 'project_id'],
    [429, 'Run again'],
    [500, 'Run again'],
    [400, 'error codes of the ECS API reference'],
  ])('HTTP %i advises %s', (status, advice) => {
    expect(refusal(coded(status, 'Ecs.9999'), CONTEXT).reason.advice).toContain(advice);
  });

  it('a refused batch may be about one server outside the policy', () => {
    const hint = 'One server outside the policy (by tag or enterprise project)';
    for (const code of ['Ecs.0110', 'Pdp.0001', 'Ecs.9999']) {
      expect(refusal(coded(403, code), CONTEXT).reason.advice).toContain(hint);
      const single = refusal(coded(403, code), { ...CONTEXT, batch: false });
      expect(single.reason.advice).not.toContain(hint);
    }
  });

  it.each([
    [400, true, false, true],
    [400, true, true, false],
    [400, false, true, false],
    [403, true, false, false],
  ])('HTTP %i, dry run %s, password %s: hint %s', (status, dryRun, hasPassword, expected) => {
    for (const code of ['Ecs.0005', 'Ecs.9999']) {
      const { advice } = refusal(coded(status, code), { ...CONTEXT, dryRun, hasPassword }).reason;
      expect(advice.includes('may want a password even for a check')).toBe(expected);
    }
  });
});

describe('credentials that the gateway does not accept', () => {
  it.each([
    ['verify aksk signature fail, canonicalRequest:PUT|/v1/Fake-Echo/', 'the signature wrong'],
    ['AK access key Fake-Echo not exist', 'does not know the access key'],
    ['Get secretKey failed,ak:Fake-Echo,err:ak not exist', 'does not know the access key'],
    ['Signature expired, signature timestamp:Fake-Echo, server time:x', 'too old or too new'],
    ['decrypt token fail Fake-Echo', 'does not accept the credentials'],
    ['', 'does not accept the credentials'],
  ])('%j', (text, expected) => {
    const body = {
      error_code: 'APIGW.0301',
      error_msg: `Incorrect IAM authentication information: ${text}`,
    };
    const reply = refusal(answer(401, body), CONTEXT);
    expect(reply).toMatchObject({
      kind: 'refused',
      scope: 'request',
      reason: { code: 'APIGW.0301' },
    });
    expect(reply.reason.message).toContain(expected);
    expect(JSON.stringify(reply)).not.toContain('Echo');
  });

  it.each<[string, string, boolean, string, RegExp]>([
    [
      'APIGW.0301',
      'verify aksk signature fail',
      false,
      'the signature wrong',
      /^Check secret_key:/,
    ],
    ['APIGW.0301', 'x', true, 'does not accept the token', /^Check auth_token,/],
    [
      'APIGW.0307',
      'x',
      true,
      'has to be renewed, or belongs to another region',
      /^Get a new token/,
    ],
    ['Common.0013', 'x', true, 'the token is not valid', /^Get a new token/],
  ])('%s (%s): whoever signed in is told to check no input', (code, text, hasToken, ...said) => {
    const [message, advice] = said;
    const given = refusal(coded(401, code, text), { ...CONTEXT, hasToken });
    const signedIn = refusal(coded(401, code, text), { ...CONTEXT, hasToken, signedIn: true });
    expect(given.reason.message).toContain(message);
    expect(given.reason.advice).toMatch(advice);
    expect(signedIn).toEqual({
      ...given,
      reason: {
        ...given.reason,
        advice:
          'The sign-in of this run gave them, so check that region, endpoint, iam_endpoint and sts_endpoint belong to one cloud, and the clock of the runner',
      },
    });
  });

  it('nothing of the message is shown at any status, or of one server', () => {
    const error = { code: 'APIGW.0301', message: 'canonicalRequest: Fake-Echo' };
    for (const status of [200, 400, 401, 403, 500, 503]) {
      expect(JSON.stringify(refusal(answer(status, { error }), CONTEXT))).not.toContain('Echo');
    }
    expect(JSON.stringify(serverRefusal(error, answer(400, ''), CONTEXT))).not.toContain('Echo');
  });

  it('a message without one is enough', () => {
    const reply = refusal(answer(401, { error_code: 'APIGW.0301' }), CONTEXT);
    expect(reply.reason.message).toBe('the gateway does not accept the credentials');
  });
});

describe('what is said of one server', () => {
  it.each<[string, Retry | undefined]>([
    ['Ecs.0605', undefined],
    ['Ecs.0100', { minDelayMs: 60_000 }],
    ['Ecs.0603', { minDelayMs: 60_000 }],
    ['Ecs.0610', {}],
    ['Ecs.9999', undefined],
  ])('%s', (code, retry) => {
    const own = serverRefusal({ code, message: 'own words' }, coded(400, 'Ecs.0611'), CONTEXT);
    expect(own.reason).toMatchObject({ code, requestId: REQUEST_ID });
    expect(own.retry).toEqual(retry);
  });

  it('without a code', () => {
    const own = serverRefusal({ message: 'is gone' }, coded(400, 'Ecs.0611'), CONTEXT);
    expect(own.reason.message).toBe('the service says: is gone');
    expect(own.reason).not.toHaveProperty('code');
  });
});

describe('messages that may hold what was sent', () => {
  it.each([
    [401, 'APIGW.0303'],
    [400, 'APIGW.9999'],
    [401, 'Other.0001'],
  ])('are not shown: HTTP %i with %s', (status, code) => {
    const reply = refusal(coded(status, code, 'x-security-token:abc123SECRET'), CONTEXT);
    expect(JSON.stringify(reply)).not.toContain('abc123');
  });

  it('are told apart for keys, and are about the token where there is one', () => {
    const answer = coded(401, 'APIGW.0301', 'token has expired');
    const reply = refusal(answer, { ...CONTEXT, hasToken: true });
    expect(reply.reason.message).toBe('the gateway does not accept the token');
    expect(reply.reason.advice).toContain('auth_token');
  });
});

it('says nothing of policies where a 403 is about one server', () => {
  const reply = refusal(coded(403, 'Ecs.0605'), CONTEXT);
  expect(reply).toMatchObject({ scope: 'server' });
  expect(reply.reason.advice).not.toContain('policy');
});
