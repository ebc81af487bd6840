import { describe, expect, it } from '@jest/globals';
import { createResetCall } from '../../src/huaweicloud/ecs.ts';
import type { CallResult } from '../../src/fleet/call-result.ts';

const A = '1bd0eb17-4466-4c15-a9ce-87727ad311b5';
const B = '2bd0eb17-4466-4c15-a9ce-87727ad311b5';
const C = '3bd0eb17-4466-4c15-a9ce-87727ad311b5';
const STRANGER = '9bd0eb17-4466-4c15-a9ce-87727ad311b5';
const REQUEST_ID = '4bf92f3577b34da6a3ce929d0e0e4736';

interface Told {
  readonly accepted: readonly string[];
  readonly failed: Readonly<Record<string, string | undefined>>;
  readonly contradicted: readonly string[];
  readonly again: boolean;
}

async function sendWithRetry(
  dryRun: boolean,
  status: number,
  body: unknown,
  secret?: string,
): Promise<CallResult> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const call = createResetCall({
    transport: {
      send: () =>
        Promise.resolve({
          kind: 'response',
          status,
          headers: { 'x-request-id': REQUEST_ID },
          body: text,
        }),
      close: () => Promise.resolve(),
    },
    endpoint: 'https://ecs.example.com',
    projectId: 'p',
    credentials: { kind: 'token', token: 'an-iam-token' },
    api: 'batch',
    password: 'Fake-Pass1',
    dryRun,
    checkPassword: true,
    userAgent: 'test',
    proxied: false,
    signedIn: false,
    clean: (words) => words,
    isSecret: (text) => text === secret,
    now: () => 0,
  });
  return await call([A, B, C], new AbortController().signal);
}

async function told(dryRun: boolean, status: number, body: unknown): Promise<Told> {
  const reply = await sendWithRetry(dryRun, status, body);
  if (reply.kind !== 'answered') throw new Error(`the reply is ${reply.kind}`);
  expect(reply.requestId).toBe(REQUEST_ID);
  return {
    accepted: [...reply.accepted],
    failed: Object.fromEntries([...reply.failed].map(([id, { reason }]) => [id, reason.code])),
    contradicted: [...reply.contradicted],
    again: reply.again,
  };
}

function ids(...servers: readonly string[]): { id: string }[] {
  return servers.map((id) => ({ id }));
}

function blame(...servers: readonly string[]): { id: string; error_code: string }[] {
  return servers.map((id) => ({ id, error_code: 'ECS.0605' }));
}

const NOTHING: Told = { accepted: [], failed: {}, contradicted: [], resendRest: false };
const MIXED = { code: 'Ecs.0611', message: 'batch failed' };

describe('a real reset that succeeds', () => {
  it.each<[string, unknown, Partial<Told>]>([
    ['names all servers', { response: ids(A, B, C) }, { accepted: [A, B, C] }],
    ['in capitals', { response: ids(A.toUpperCase()) }, { accepted: [A] }],
    ['in another order', { response: ids(C, A) }, { accepted: [A, C] }],
    ['names one', { response: ids(B) }, { accepted: [B] }],
    ['names one twice', { response: ids(B, B) }, { accepted: [B] }],
    ['names others only', { response: ids(STRANGER) }, {}],
    ['names others as well', { response: ids(STRANGER, A) }, { accepted: [A] }],
    ['names nobody', { response: [] }, {}],
    ['is no list', { response: { id: A } }, {}],
    ['is empty', {}, {}],
    ['has no body', '', {}],
    [
      'blames one of them',
      { response: ids(A), internalError: blame(B) },
      { accepted: [A], failed: { [B]: 'Ecs.0605' } },
    ],
    [
      'names and blames one',
      { response: ids(A, B), internalError: blame(B) },
      { accepted: [A], contradicted: [B] },
    ],
    ['blames others', { response: ids(A), internalError: blame(STRANGER) }, { accepted: [A] }],
  ])('%s', async (_what, body, expected) => {
    expect(await told(false, 200, body)).toEqual({ ...NOTHING, ...expected });
  });

  it('says of the others that nothing is known', async () => {
    const reply = await sendWithRetry(false, 200, { response: ids(A) });
    expect(reply).toMatchObject({
      reason: {
        requestId: REQUEST_ID,
        message: 'the answer does not say what became of the server',
      },
    });
  });

  it.each(['<html></html>', '[]', 'null', '"ok"', '{"response":[{"id"'])(
    'cannot be read: %s',
    async (body) => {
      expect(await sendWithRetry(false, 200, body)).toMatchObject({ kind: 'lost' });
    },
  );
});

describe('a dry run that succeeds', () => {
  const ALL: Told = { ...NOTHING, accepted: [A, B, C] };

  it.each<[string, number, unknown]>([
    ['names all servers', 200, { response: ids(A, B, C) }],
    ['names one', 200, { response: ids(A) }],
    ['names nobody', 200, { response: [] }],
    ['is empty', 200, {}],
    ['has no body', 200, ''],
    ['has no content', 204, ''],
    ['says something else', 202, { result: 'checked' }],
    ['has an empty list of errors', 200, { internalError: [] }],
  ])('%s: all have passed', async (_what, status, body) => {
    expect(await told(true, status, body)).toEqual(ALL);
  });

  it.each<[string, unknown, Partial<Told>]>([
    ['blames one', { internalError: blame(B) }, { failed: { [B]: 'Ecs.0605' }, resendRest: true }],
    [
      'blames one and names one',
      { response: ids(A), internalError: blame(B) },
      { accepted: [A], failed: { [B]: 'Ecs.0605' }, resendRest: true },
    ],
    ['blames others only', { internalError: blame(STRANGER) }, {}],
    ['blames in words that cannot be read', { internalError: 'broken' }, {}],
  ])('%s', async (_what, body, expected) => {
    expect(await told(true, 200, body)).toEqual({ ...NOTHING, ...expected });
  });

  it.each(['<html></html>', '[]', 'null'])('cannot be read: %s', async (body) => {
    expect(await sendWithRetry(true, 200, body)).toMatchObject({ kind: 'lost' });
  });
});

describe.each([true, false])('a refusal (dry run: %s)', (dryRun) => {
  it.each<[string, number, unknown, Partial<Told>]>([
    [
      'blames one: the others go out again',
      400,
      { error: MIXED, internalError: blame(B) },
      { failed: { [B]: 'Ecs.0605' }, resendRest: true },
    ],
    [
      'blames all',
      400,
      { error: MIXED, internalError: blame(A, B, C) },
      { failed: { [A]: 'Ecs.0605', [B]: 'Ecs.0605', [C]: 'Ecs.0605' }, resendRest: true },
    ],
    [
      'blames one of ours and others',
      400,
      { error: MIXED, internalError: blame(STRANGER, B) },
      { failed: { [B]: 'Ecs.0605' }, resendRest: true },
    ],
    [
      'blames one twice',
      400,
      { error: MIXED, internalError: [...blame(B), { id: B, error_code: 'Ecs.0613' }] },
      { failed: { [B]: 'Ecs.0605' }, resendRest: true },
    ],
    [
      'blames one without a code',
      400,
      { error: MIXED, internalError: ids(B) },
      { failed: { [B]: undefined }, resendRest: true },
    ],
    [
      'blames without an error of its own',
      400,
      { internalError: blame(B) },
      { failed: { [B]: 'Ecs.0605' }, resendRest: true },
    ],
    [
      'comes with a success',
      200,
      { error: MIXED, internalError: blame(B) },
      { failed: { [B]: 'Ecs.0605' }, resendRest: true },
    ],
    [
      'names one and blames one',
      400,
      { error: MIXED, response: ids(A), internalError: blame(B) },
      { accepted: [A], failed: { [B]: 'Ecs.0605' }, resendRest: true },
    ],
    [
      'names and blames the same one',
      400,
      { error: MIXED, response: ids(A, B), internalError: blame(B) },
      { accepted: [A], contradicted: [B], resendRest: true },
    ],
    ['names one and blames nobody', 400, { error: MIXED, response: ids(A) }, { accepted: [A] }],
  ])('%s', async (_what, status, body, expected) => {
    expect(await told(dryRun, status, body)).toEqual({ ...NOTHING, ...expected });
  });

  it.each<[string, unknown]>([
    ['others only', blame(STRANGER)],
    ['nobody', []],
    ['in words that cannot be read', 'broken'],
    ['without ids', [{ error_code: 'Ecs.0605' }]],
  ])('that blames %s belongs to the batch', async (_what, internalError) => {
    expect(await sendWithRetry(dryRun, 400, { error: MIXED, internalError })).toMatchObject({
      kind: 'refused',
      scope: 'batch',
      reason: { code: 'Ecs.0611' },
    });
  });

  it('keeps its code for the servers that it leaves open', async () => {
    const reply = await sendWithRetry(dryRun, 400, { error: MIXED, internalError: blame(B) });
    expect(reply).toMatchObject({ reason: { code: 'Ecs.0611', requestId: REQUEST_ID } });
  });

  it('that blames a busy server lets it be tried again', async () => {
    const internalError = [
      { id: A, error_code: 'Ecs.0603' },
      { id: B, error_code: 'Ecs.0613' },
    ];
    const reply = await sendWithRetry(dryRun, 400, { error: MIXED, internalError });
    expect(reply.kind === 'answered' && reply.failed.get(A)?.retry).toEqual({ minDelayMs: 60_000 });
    expect(reply.kind === 'answered' && reply.failed.get(B)?.retry).toBeUndefined();
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
  ])('HTTP %i %j is %s', async (status, body, kind) => {
    expect((await sendWithRetry(dryRun, status, body)).kind).toBe(kind);
  });
});

describe('an error above the reasons per server', () => {
  const named = (code: string) => ids(A).map(({ id }) => ({ id, error_code: code }));

  it.each([
    ['that concerns the request', 403, 'Ecs.0110', 'request'],
    ['that concerns every password', 400, 'Ecs.0011', 'request'],
    ['that passes', 429, 'Common.1503', 'call'],
  ])('%s rules over them', async (_what, status, code, scope) => {
    const body = { error: { code, message: 'no' }, internalError: named('ECS.0605') };
    expect(await sendWithRetry(false, status, body)).toMatchObject({
      kind: 'refused',
      scope,
      reason: { code },
    });
  });

  it('without a code of the service and with HTTP 500 tells nothing', async () => {
    const body = { error: { message: 'no' }, internalError: named('ECS.0605') };
    expect(await sendWithRetry(false, 500, body)).toMatchObject({ kind: 'lost' });
  });

  it('gives way where every server is refused for what concerns the request', async () => {
    const all = ids(A, B, C).map(({ id }) => ({ id, error_code: 'ECS.0011' }));
    expect(await sendWithRetry(false, 400, { error: MIXED, internalError: all })).toMatchObject({
      kind: 'refused',
      scope: 'request',
      reason: { code: 'Ecs.0011' },
    });
    const some = all.slice(0, 2);
    expect(await sendWithRetry(false, 400, { error: MIXED, internalError: some })).toMatchObject({
      kind: 'per_server',
      resendRest: true,
    });
  });

  it('is no error where a success names only whom it refuses: the others go again', async () => {
    expect(await told(false, 200, { internalError: blame(A) })).toEqual({
      ...NOTHING,
      failed: { [A]: 'Ecs.0605' },
      resendRest: true,
    });
  });
});

describe('codes and request ids that hold a secret', () => {
  it('are dropped, though they fit the pattern', async () => {
    const body = {
      error: { code: 'Wonder7.2024', message: 'no' },
      internalError: [{ id: A, error_code: 'Wonder7.2024' }],
    };
    const reply = await sendWithRetry(false, 400, body, 'Wonder7.2024');
    expect(
      JSON.stringify([reply, ...(reply.kind === 'answered' ? reply.failed : [])]),
    ).not.toContain('Wonder7');
    const other = await sendWithRetry(false, 400, { error: MIXED }, REQUEST_ID);
    expect(JSON.stringify(other)).not.toContain(REQUEST_ID);
  });
});
