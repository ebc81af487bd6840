import { describe, expect, it } from '@jest/globals';
import { REQUEST_ID } from '../../harness/request-context.ts';
import type { CallResult } from '../../src/fleet/call-result.ts';
import { batchResult, singleResult } from '../../src/huaweicloud/reset-response.ts';
import { parseResponse } from '../../src/huaweicloud/response.ts';
import { CONTEXT, parsed } from './sample-response.ts';

const A = '1bd0eb17-4466-4c15-a9ce-87727ad311b5';
const B = '2bd0eb17-4466-4c15-a9ce-87727ad311b5';
const C = '3bd0eb17-4466-4c15-a9ce-87727ad311b5';
/** A server that is not in the call. */
const OTHER = '9bd0eb17-4466-4c15-a9ce-87727ad311b5';

/** What the result says of each server, with the codes of those that failed. */
interface Outcomes {
  readonly accepted: readonly string[];
  readonly failed: Readonly<Record<string, string | undefined>>;
  readonly contradicted: readonly string[];
  readonly resendRest: boolean;
}

function resultOf(dryRun: boolean, status: number, body: unknown): CallResult {
  return batchResult([A, B, C], parsed(status, body), { ...CONTEXT, dryRun });
}

function outcomesOf(dryRun: boolean, status: number, body: unknown): Outcomes {
  const result = resultOf(dryRun, status, body);
  if (result.kind !== 'per_server') throw new Error(`the result is ${result.kind}`);
  expect(result.requestId).toBe(REQUEST_ID);
  return {
    accepted: [...result.accepted],
    failed: Object.fromEntries([...result.failed].map(([id, { reason }]) => [id, reason.code])),
    contradicted: [...result.contradicted.keys()],
    resendRest: result.resendRest,
  };
}

function ids(...servers: readonly string[]): { id: string }[] {
  return servers.map((id) => ({ id }));
}

function errorsOf(...servers: readonly string[]): { id: string; error_code: string }[] {
  return servers.map((id) => ({ id, error_code: 'ECS.0605' }));
}

const NOTHING: Outcomes = { accepted: [], failed: {}, contradicted: [], resendRest: false };
const MIXED = { code: 'Ecs.0611', message: 'batch failed' };

describe('a 2xx response to a real reset', () => {
  it.each<[string, unknown, Partial<Outcomes>]>([
    ['lists all servers', { response: ids(A, B, C) }, { accepted: [A, B, C] }],
    ['lists ids in capitals', { response: ids(A.toUpperCase()) }, { accepted: [A] }],
    ['lists servers in another order', { response: ids(C, A) }, { accepted: [A, C] }],
    ['lists one server', { response: ids(B) }, { accepted: [B] }],
    ['lists one server twice', { response: ids(B, B) }, { accepted: [B] }],
    ['lists only servers of other calls', { response: ids(OTHER) }, {}],
    ['also lists servers of other calls', { response: ids(OTHER, A) }, { accepted: [A] }],
    ['lists no server', { response: [] }, {}],
    ['has an object instead of the list', { response: { id: A } }, {}],
    ['is empty', {}, {}],
    ['has no body', '', {}],
    [
      'reports an error for one server',
      { response: ids(A), internalError: errorsOf(B) },
      { accepted: [A], failed: { [B]: 'Ecs.0605' }, resendRest: true },
    ],
    [
      'lists a server and reports an error for it',
      { response: ids(A, B), internalError: errorsOf(B) },
      { accepted: [A], contradicted: [B], resendRest: true },
    ],
    [
      'reports an error for a server of another call',
      { response: ids(A), internalError: errorsOf(OTHER) },
      { accepted: [A] },
    ],
  ])('%s', (_case, body, expected) => {
    expect(outcomesOf(false, 200, body)).toEqual({ ...NOTHING, ...expected });
  });

  it('has a reason for the servers that it does not name', () => {
    const result = resultOf(false, 200, { response: ids(A) });
    expect(result).toMatchObject({
      reason: {
        requestId: REQUEST_ID,
        message: 'the response does not say what became of the server',
      },
    });
  });

  it.each(['<html></html>', '[]', 'null', '"ok"', '{"response":[{"id"'])(
    'cannot be read: %s',
    (body) => {
      expect(resultOf(false, 200, body)).toMatchObject({ kind: 'lost' });
    },
  );
});

describe('a 2xx response to a dry run', () => {
  const ALL: Outcomes = { ...NOTHING, accepted: [A, B, C] };

  it.each<[string, number, unknown]>([
    ['lists all servers', 200, { response: ids(A, B, C) }],
    ['lists one server', 200, { response: ids(A) }],
    ['lists no server', 200, { response: [] }],
    ['is empty', 200, {}],
    ['has no body', 200, ''],
    ['has no content', 204, ''],
    ['has other content', 202, { result: 'checked' }],
    ['has an empty list of errors', 200, { internalError: [] }],
  ])('%s: all servers passed', (_case, status, body) => {
    expect(outcomesOf(true, status, body)).toEqual(ALL);
  });

  it.each<[string, unknown, Partial<Outcomes>]>([
    [
      'reports an error for one server',
      { internalError: errorsOf(B) },
      { failed: { [B]: 'Ecs.0605' }, resendRest: true },
    ],
    [
      'lists one server and reports an error for another',
      { response: ids(A), internalError: errorsOf(B) },
      { accepted: [A], failed: { [B]: 'Ecs.0605' }, resendRest: true },
    ],
    ['reports errors only for servers of other calls', { internalError: errorsOf(OTHER) }, {}],
    ['has errors that cannot be read', { internalError: 'broken' }, {}],
  ])('%s', (_case, body, expected) => {
    expect(outcomesOf(true, 200, body)).toEqual({ ...NOTHING, ...expected });
  });

  it.each(['<html></html>', '[]', 'null'])('cannot be read: %s', (body) => {
    expect(resultOf(true, 200, body)).toMatchObject({ kind: 'lost' });
  });
});

describe.each([true, false])('a refusal of a batch (dry run: %s)', (dryRun) => {
  it.each<[string, number, unknown, Partial<Outcomes>]>([
    [
      'reports an error for one server: the others are sent again',
      400,
      { error: MIXED, internalError: errorsOf(B) },
      { failed: { [B]: 'Ecs.0605' }, resendRest: true },
    ],
    [
      'reports errors for all servers',
      400,
      { error: MIXED, internalError: errorsOf(A, B, C) },
      { failed: { [A]: 'Ecs.0605', [B]: 'Ecs.0605', [C]: 'Ecs.0605' }, resendRest: true },
    ],
    [
      'also reports errors for servers of other calls',
      400,
      { error: MIXED, internalError: errorsOf(OTHER, B) },
      { failed: { [B]: 'Ecs.0605' }, resendRest: true },
    ],
    [
      'reports two errors for one server',
      400,
      { error: MIXED, internalError: [...errorsOf(B), { id: B, error_code: 'Ecs.0613' }] },
      { failed: { [B]: 'Ecs.0605' }, resendRest: true },
    ],
    [
      'reports an error without a code',
      400,
      { error: MIXED, internalError: ids(B) },
      { failed: { [B]: undefined }, resendRest: true },
    ],
    [
      'reports an error for one server and none for the request',
      400,
      { internalError: errorsOf(B) },
      { failed: { [B]: 'Ecs.0605' }, resendRest: true },
    ],
    [
      'has the status 200',
      200,
      { error: MIXED, internalError: errorsOf(B) },
      { failed: { [B]: 'Ecs.0605' }, resendRest: true },
    ],
    [
      'lists one server and reports an error for another',
      400,
      { error: MIXED, response: ids(A), internalError: errorsOf(B) },
      { contradicted: [A], failed: { [B]: 'Ecs.0605' }, resendRest: true },
    ],
    [
      'lists a server and reports an error for it',
      400,
      { error: MIXED, response: ids(A, B), internalError: errorsOf(B) },
      { contradicted: [A, B], resendRest: true },
    ],
    [
      'reports the same error for two servers, one of which it lists',
      400,
      { error: MIXED, response: ids(A), internalError: errorsOf(A, B) },
      { contradicted: [A], failed: { [B]: 'Ecs.0605' }, resendRest: true },
    ],
  ])('%s', (_case, status, body, expected) => {
    expect(outcomesOf(dryRun, status, body)).toEqual({ ...NOTHING, ...expected });
  });

  it.each<[string, unknown]>([
    ['only for servers of other calls', errorsOf(OTHER)],
    ['for no server', []],
    ['in an unknown form', 'broken'],
    ['without ids', [{ error_code: 'Ecs.0605' }]],
  ])('applies to the batch when it reports errors %s', (_case, internalError) => {
    expect(resultOf(dryRun, 400, { error: MIXED, internalError })).toMatchObject({
      kind: 'refused',
      scope: 'batch',
      reason: { code: 'Ecs.0611' },
    });
  });

  it('is the reason of the servers that it does not name', () => {
    const result = resultOf(dryRun, 400, { error: MIXED, internalError: errorsOf(B) });
    expect(result).toMatchObject({ reason: { code: 'Ecs.0611', requestId: REQUEST_ID } });
  });

  it('allows another attempt for a busy server', () => {
    const internalError = [
      { id: A, error_code: 'Ecs.0603' },
      { id: B, error_code: 'Ecs.0613' },
    ];
    const result = resultOf(dryRun, 400, { error: MIXED, internalError });
    expect(result.kind === 'per_server' && result.failed.get(A)?.retry).toEqual({
      minDelayMs: 60_000,
      notReady: true,
    });
    expect(result.kind === 'per_server' && result.failed.get(B)?.retry).toBeUndefined();
  });

  it.each<[number, unknown, CallResult['kind']]>([
    [400, { error: { code: 'Ecs.0011' } }, 'refused'],
    [202, { error: { code: 'Common.0024' } }, 'refused'],
    [429, '', 'refused'],
    [501, { error: { code: 'Ecs.0603' } }, 'refused'],
    [302, '', 'lost'],
    [500, '', 'lost'],
    [504, '<html></html>', 'lost'],
    [200, { error: 'x' }, 'lost'],
  ])('HTTP %i %j is %s', (status, body, kind) => {
    expect(resultOf(dryRun, status, body).kind).toBe(kind);
  });
});

describe('an error of the request beside errors of servers', () => {
  const named = (code: string) => ids(A).map(({ id }) => ({ id, error_code: code }));

  it.each([
    ['about the request', 403, 'Ecs.0110', 'request'],
    ['about the password', 400, 'Ecs.0011', 'request'],
    ['that may pass', 429, 'Common.1503', 'call'],
  ])('%s takes precedence', (_case, status, code, scope) => {
    const body = { error: { code, message: 'no' }, internalError: named('ECS.0605') };
    expect(resultOf(false, status, body)).toMatchObject({
      kind: 'refused',
      scope,
      reason: { code },
    });
  });

  it('without a code and with HTTP 500 is a lost response', () => {
    const body = { error: { message: 'no' }, internalError: named('ECS.0605') };
    expect(resultOf(false, 500, body)).toMatchObject({ kind: 'lost' });
  });

  it.each(['ECS.0011', 'Pdp.0001', 'APIGW.0302', 'Common.0024'])(
    'an error %s of a server belongs to that server alone, whatever it means for a request',
    (code) => {
      for (const servers of [[A], [A, B, C]]) {
        const internalError = servers.map((id) => ({ id, error_code: code }));
        const response = parsed(400, { error: MIXED, internalError });
        const result = batchResult(servers, response, { ...CONTEXT, dryRun: false });
        expect(result.kind).toBe('per_server');
        expect(result.kind === 'per_server' && [...result.failed.keys()]).toEqual(servers);
      }
    },
  );

  it.each([
    ['Ecs.0110', 403, 'refused'],
    ['Ecs.0011', 400, 'refused'],
    ['Common.0024', 202, 'refused'],
    ['Ecs.1000', 200, 'refused'],
    ['Ecs.0615', 500, 'refused'],
    ['Ecs.0611', 400, 'refused'],
    ['Ecs.9999', 409, 'refused'],
  ])(
    'an error %s with HTTP %i makes the servers in response contradicted',
    (code, status, kind) => {
      const result = resultOf(false, status, { error: { code }, response: ids(A) });
      expect(result.kind).toBe(kind);
      const contradicted = 'contradicted' in result ? [...result.contradicted] : [];
      expect(contradicted).toEqual([[A, expect.objectContaining({ code, requestId: REQUEST_ID })]]);
    },
  );

  it('a 2xx response that only reports errors of servers: the others are sent again', () => {
    expect(outcomesOf(false, 200, { internalError: errorsOf(A) })).toEqual({
      ...NOTHING,
      failed: { [A]: 'Ecs.0605' },
      resendRest: true,
    });
  });
});

describe('a response without the ID of a request', () => {
  function withoutId(body: unknown, dryRun = false): CallResult {
    const response = parseResponse({ status: 200, headers: {}, body: JSON.stringify(body) });
    return batchResult([A, B], response, { ...CONTEXT, dryRun });
  }

  it('leaves it out, with the code where there is none, everywhere', () => {
    const contradiction = {
      message: 'the response reports the server both as accepted and as failed',
      advice: CONTEXT.advice.outcomeUnknown,
    };
    const unnamed = {
      message: 'the response does not say what became of the server',
      advice: CONTEXT.advice.outcomeUnknown,
    };
    expect(withoutId({}, true)).toStrictEqual({
      kind: 'per_server',
      accepted: new Set([A, B]),
      failed: new Map(),
      contradicted: new Map(),
      resendRest: false,
      reason: unnamed,
    });
    const errors = [{ id: A, error_msg: 'no' }, ...errorsOf(OTHER)];
    expect(withoutId({ response: ids(A), internalError: errors })).toStrictEqual({
      kind: 'per_server',
      accepted: new Set(),
      failed: new Map(),
      contradicted: new Map([[A, contradiction]]),
      resendRest: true,
      reason: unnamed,
    });
  });
});

describe('a refusal of the whole batch', () => {
  it('with HTTP 403 is never about one server alone', () => {
    for (const code of ['Ecs.0110', 'Ecs.9999']) {
      const result = resultOf(false, 403, { error: { code, message: 'no' } });
      expect(result).toMatchObject({ kind: 'refused', scope: 'request' });
      expect(result).not.toHaveProperty('forbidden');
    }
  });
});

describe('the response to a call for one server', () => {
  function resultOfOne(status: number, body: unknown): CallResult {
    return singleResult([A], parsed(status, body), { ...CONTEXT, batch: false });
  }

  it.each<[string, number, unknown]>([
    ['a response without content', 204, ''],
    ['an empty body', 200, ''],
    ['an object', 200, { job_id: 'x' }],
    ['an empty object', 202, {}],
  ])('%s accepts the server', (_case, status, body) => {
    const result = resultOfOne(status, body);
    expect(result).toMatchObject({ kind: 'per_server', requestId: REQUEST_ID, resendRest: false });
    expect(result.kind === 'per_server' && [...result.accepted]).toEqual([A]);
  });

  it.each<[string, number, unknown, CallResult['kind']]>([
    ['an HTML page', 200, '<html></html>', 'lost'],
    ['a list', 200, '[]', 'lost'],
    ['errors of servers', 200, { internalError: [{ id: A, error_code: 'Ecs.0605' }] }, 'lost'],
    ['an error with HTTP 200', 200, { error: { code: 'Ecs.0605' } }, 'refused'],
    ['a rate limit', 202, { error: { code: 'Common.0024' } }, 'refused'],
    ['a refusal', 400, { error: { code: 'Ecs.0605' } }, 'refused'],
    ['the first redirect', 300, {}, 'lost'],
    ['a redirect', 302, '', 'lost'],
    ['an error of a gateway', 502, '', 'lost'],
  ])('%s does not accept it', (_case, status, body, kind) => {
    expect(resultOfOne(status, body).kind).toBe(kind);
  });

  it('a missing permission applies to the server', () => {
    expect(resultOfOne(403, { error: { code: 'Ecs.0110', message: 'x' } })).toMatchObject({
      kind: 'refused',
      scope: 'server',
      forbidden: true,
    });
  });

  it('a wrong signature applies to the request', () => {
    expect(resultOfOne(401, { error_code: 'APIGW.0301', error_msg: 'x' })).toMatchObject({
      kind: 'refused',
      scope: 'request',
    });
  });
});
