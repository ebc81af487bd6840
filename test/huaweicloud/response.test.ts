import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseResponse } from '../../src/huaweicloud/response.ts';
import type { BodyForm, ParsedResponse } from '../../src/huaweicloud/response.ts';

const A = '1bd0eb17-4466-4c15-a9ce-87727ad311b5';
const B = '2bd0eb17-4466-4c15-a9ce-87727ad311b5';
const REQUEST_ID = '4bf92f3577b34da6a3ce929d0e0e4736';

function read(status: number, body: unknown, headers: Record<string, string> = {}): ParsedResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return parseResponse({ status, headers, body: text });
}

describe('the shapes of errors', () => {
  const message = 'what happened';

  it.each<[string, number, unknown, ParsedResponse['error']]>([
    ['of a call', 400, { error: { code: 'Ecs.0005', message } }, { code: 'Ecs.0005', message }],
    [
      'of a call, with details',
      400,
      { error: { code: 'Ecs.0005', message, details: [{ code: 'Ecs.0001', message: 'x' }] } },
      { code: 'Ecs.0005', message },
    ],
    [
      'of a batch',
      400,
      { error: { code: 'Ecs.0611', message }, internalError: [{ id: A, error_code: 'ECS.0605' }] },
      { code: 'Ecs.0611', message },
    ],
    [
      'of the gateway',
      401,
      { error_code: 'APIGW.0301', error_msg: message, request_id: REQUEST_ID },
      { code: 'APIGW.0301', message },
    ],
    [
      'of the identity service, with a number as code',
      401,
      { error: { code: 401, message, title: 'Unauthorized' } },
      { message },
    ],
    [
      'of the token service',
      403,
      { error_code: 'STS5.0001', error_msg: message, encoded_authorization_message: 'abc' },
      { code: 'STS5.0001', message },
    ],
    ['of a job query', 400, { code: 'Common.0011', message }, { code: 'Common.0011', message }],
    ['of OpenStack', 400, { badRequest: { code: 400, message } }, { message }],
    ['of OpenStack, not found', 404, { itemNotFound: { message, code: 404 } }, { message }],
    ['a text', 502, { error: message }, { message }],
    [
      'a text with a code beside it',
      400,
      { error: message, error_code: 'Ecs.0005' },
      { code: 'Ecs.0005', message },
    ],
    [
      'the names of another level',
      400,
      { error: { error_code: 'Ecs.0005', error_message: message } },
      { code: 'Ecs.0005', message },
    ],
    ['an unknown object', 400, { reason: message }, {}],
    ['an empty object', 400, {}, {}],
    ['no body', 400, '', {}],
    ['an HTML page', 502, '<html><body>Bad Gateway</body></html>', {}],
    ['plain text', 503, ' upstream timed out ', { message: 'upstream timed out' }],
    ['a JSON list', 500, '["x"]', {}],
    ['broken JSON', 500, '{"error":', {}],
    ['bytes that are not text', 500, '\u001f\ufffd\b', {}],
  ])('%s', (_case, status, body, expected) => {
    expect(read(status, body).error).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ['throttling with status 202', { error: { code: 'Common.0024', message } }],
    ['the shape of the gateway', { error_code: 'APIGW.0308', error_msg: message }],
    ['only a message', { error_msg: message }],
    ['a code at the top', { code: 'Common.0024' }],
    ['a text', { error: 'no' }],
    ['true', { error: true }],
    ['a list', { error: ['no'] }],
  ])('are recognized at any status: %s', (_case, body) => {
    expect(read(202, body).error).toBeDefined();
  });

  it.each<[string, unknown]>([
    ['null', { error: null }],
    ['an empty text', { error: '' }],
    ['false', { error: false }],
    ['an empty list', { error: [] }],
    ['empty codes', { code: '', error_code: null, error_msg: '' }],
    ['a message that is not an error', { message: 'accepted' }],
    ['servers with members of that name', { response: [{ id: A, code: 'x', message: 'y' }] }],
    ['a response', { response: [{ id: A }] }],
    ['an empty object', {}],
    ['no body', ''],
  ])('are not in a 2xx response: %s', (_case, body) => {
    expect(read(200, body).error).toBeUndefined();
    expect(read(200, body).form).toBe(body === '' ? 'empty' : 'object');
  });
});

describe('codes', () => {
  it.each([
    ['Ecs.0605', 'Ecs.0605'],
    ['ECS.0605', 'Ecs.0605'],
    ['ecs.0605', 'Ecs.0605'],
    ['apigw.0301', 'APIGW.0301'],
    ['Ecs.9999', 'Ecs.9999'],
    ['STS5.0001', 'STS5.0001'],
    ['IAM.0001x', undefined],
    ['PAP5.IdP0001', 'PAP5.IdP0001'],
    ['::error::x.0001', undefined],
    ['Ecs.0605\n::error::', undefined],
    ['Ecs.0605 ', undefined],
    ['Ecs0605', undefined],
    ['.0605', undefined],
    ['Ecs.12', undefined],
    ['Ecs.123456789', undefined],
    [`${'E'.repeat(30)}.0001`, undefined],
    ['<b>.0001', undefined],
    ['', undefined],
    [605, undefined],
    [null, undefined],
    [{ code: 'Ecs.0605' }, undefined],
  ])('%j', (code, expected) => {
    expect(read(400, { error: { code } }).error?.code).toBe(expected);
    expect(read(400, { internalError: [{ id: A, error_code: code }] }).perServer.get(A)?.code).toBe(
      expected,
    );
  });

  it.each([[1], [null], [['x']], [{ text: 'x' }], [true]])(
    'a message that is not a text is dropped: %j',
    (message) => {
      expect(read(400, { error: { code: 'Ecs.0605', message } }).error).toEqual({
        code: 'Ecs.0605',
      });
    },
  );
});

describe('request ids', () => {
  it.each<[string, Record<string, string>, unknown, string | undefined]>([
    ['the header', { 'x-request-id': REQUEST_ID }, '', REQUEST_ID],
    ['the body', {}, { request_id: REQUEST_ID }, REQUEST_ID],
    ['the header of the identity service', { 'x-iam-trace-id': REQUEST_ID }, {}, REQUEST_ID],
    [
      'the header first',
      { 'x-request-id': REQUEST_ID },
      { request_id: 'a'.repeat(32) },
      REQUEST_ID,
    ],
    ['hyphens', { 'x-request-id': A }, '', A],
    ['the form of OpenStack', { 'x-request-id': `req-${A}` }, '', `req-${A}`],
    ['the next one when the header is hostile', { 'x-request-id': '::x::' }, { request_id: A }, A],
    ['too short', { 'x-request-id': 'abc123' }, '', undefined],
    ['too long', { 'x-request-id': 'a'.repeat(65) }, '', undefined],
    ['not hexadecimal', { 'x-request-id': 'Fake-Pass1-Fake-Pass1' }, '', undefined],
    ['a line end', { 'x-request-id': `${REQUEST_ID}\n::error::` }, '', undefined],
    ['a number', {}, { request_id: 1_234_567_890_123_456 }, undefined],
    ['none', {}, {}, undefined],
  ])('%s', (_case, headers, body, expected) => {
    expect(read(400, body, headers).requestId).toBe(expected);
  });
});

it('keeps Retry-After and the status', () => {
  expect(read(429, '', { 'retry-after': ' 5' })).toMatchObject({ status: 429, retryAfter: ' 5' });
  expect(read(429, '')).not.toHaveProperty('retryAfter');
});

describe('the list of accepted servers', () => {
  it.each<[string, unknown, readonly string[] | undefined]>([
    ['ids', [{ id: A }, { id: B }], [A, B]],
    ['capitals', [{ id: A.toUpperCase() }], [A]],
    ['duplicates', [{ id: A }, { id: A }], [A]],
    ['no ids', [], []],
    ['wrong entries', [{ id: A }, null, A, 1, { id: 1 }, {}, [{ id: B }]], [A]],
    ['an object', { id: A }, undefined],
    ['a text', A, undefined],
    ['null', null, undefined],
    ['nothing', undefined, undefined],
  ])('%s', (_case, response, expected) => {
    const { accepted } = read(200, { response });
    expect(accepted === undefined ? undefined : [...accepted]).toEqual(expected);
  });
});

describe('internalError', () => {
  it('is read for each server, with any of the names in use', () => {
    const { perServer } = read(400, {
      internalError: [
        { id: A.toUpperCase(), error_code: 'ECS.0605', error_message: 'locked' },
        { id: B, code: 'Ecs.0613', message: 'no plug-in' },
        { id: 'another-server', error_code: 'hostile\n', error_message: null },
      ],
    });
    expect(Object.fromEntries(perServer)).toEqual({
      [A]: { code: 'Ecs.0605', message: 'locked' },
      [B]: { code: 'Ecs.0613', message: 'no plug-in' },
      'another-server': {},
    });
  });

  it('has several errors for one server: the first one is used', () => {
    const internalError = ['Ecs.0605', 'Ecs.0613'].map((code) => ({ id: A, error_code: code }));
    expect(read(400, { internalError }).perServer.get(A)?.code).toBe('Ecs.0605');
  });

  it.each<[unknown, boolean]>([
    [undefined, false],
    [null, false],
    [[], false],
    ['', false],
    ['broken', true],
    [{ id: A }, true],
    [[null], true],
    [[{ id: 1 }, A, [], { error_code: 'Ecs.0605' }], true],
  ])('%j contains no error of a server', (internalError, expected) => {
    const response = read(400, { internalError });
    expect(response.perServer.size).toBe(0);
    expect(response.hasServerErrors).toBe(expected);
  });
});

it.each<[unknown, BodyForm]>([
  ['', 'empty'],
  [' \r\n', 'empty'],
  ['{}', 'object'],
  ['\ufeff{}', 'object'],
  [{ response: [] }, 'object'],
  ['null', 'other'],
  ['1', 'other'],
  ['"ok"', 'other'],
  ['ok', 'other'],
  ['<html></html>', 'other'],
  ['<html>caf\ufffd</html>', 'other'],
  ['[]', 'damaged'],
  ['{"response":[{"id":', 'damaged'],
  ['{"response":[]}{', 'damaged'],
  ['[{"id":"', 'damaged'],
  ['\u001f\ufffd\b\u0000', 'damaged'],
  ['(\ufffd/\ufffd', 'damaged'],
])('the body %j is %s', (body, form) => {
  expect(read(200, body).form).toBe(form);
  expect(read(400, body).form).toBe(form);
});

it.each(['gzip', ' GZIP', 'br', 'deflate', 'zstd', 'gzip, br', 'unknown'])(
  'a body with the encoding %s is damaged, and nothing of it is shown',
  (encoding) => {
    const response = read(400, '{"error":{"code":"Ecs.0605"}}', { 'content-encoding': encoding });
    expect(response.form).toBe('damaged');
  },
);

it.each(['', 'identity', 'Identity '])('the encoding %j changes nothing', (encoding) => {
  const response = read(400, '{"error":{"code":"Ecs.0605"}}', { 'content-encoding': encoding });
  expect(response).toMatchObject({ form: 'object', error: { code: 'Ecs.0605' } });
});

it.each<[string, unknown]>([
  ['an OpenStack fault', { badRequest: { code: 400, message: 'no' } }],
  ['an OpenStack fault without a code', { itemNotFound: { message: 'no' } }],
  ['a fault with a text code', { computeFault: { code: 'Ecs.0005' } }],
  ['a list of errors', { errors: [{ code: 'x', message: 'no' }] }],
  ['a nested job error', { job: { code: 'Ecs.0005', message: 'x' } }],
])('a 2xx response with %s reports an error', (_what, body) => {
  expect(read(200, body).error).toBeDefined();
});

it('parses any response without an exception, and returns only harmless codes and ids', () => {
  const names = [
    'error',
    'error_code',
    'error_msg',
    'code',
    'message',
    'response',
    'internalError',
    'request_id',
    'id',
    '__proto__',
    'constructor',
  ];
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constantFrom(null, A, 'Ecs.0605')),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 5 }),
    ),
  }));
  const body = fc.oneof(
    value.map((json) => JSON.stringify(json)),
    fc.string({ unit: 'binary' }),
  );
  const headers = fc.dictionary(
    fc.constantFrom('x-request-id', 'retry-after', 'x-iam-trace-id', '__proto__'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 999 }), body, headers, (status, text, given) => {
      const response = parseResponse({ status, body: text, headers: given });
      expect(response.status).toBe(status);
      expect(response.error?.code ?? 'Ecs.0000').toMatch(/^[A-Za-z0-9]+\.[A-Za-z0-9]+$/);
      expect(response.requestId ?? 'a'.repeat(16)).toMatch(/^(req-)?[0-9a-fA-F-]{16,64}$/);
    }),
    { numRuns: 500 },
  );
});
