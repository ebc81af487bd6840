import { describe, expect, it } from '@jest/globals';
import { createContext, failure, REQUEST_ID, response } from '../../harness/request-context.ts';
import type { CallResult } from '../../src/fleet/call-result.ts';
import { createResetCall } from '../../src/huaweicloud/ecs.ts';
import type { ResetRequest, Session } from '../../src/huaweicloud/ecs.ts';
import type { Credentials } from '../../src/huaweicloud/request-auth.ts';
import type { RequestContext } from '../../src/huaweicloud/request-context.ts';
import type { NetworkError } from '../../src/huaweicloud/network-errors.ts';
import type { HttpRequest, HttpResult } from '../../src/huaweicloud/transport.ts';

const A = '1bd0eb17-4466-4c15-a9ce-87727ad311b5';
const B = '2bd0eb17-4466-4c15-a9ce-87727ad311b5';
const C = '3bd0eb17-4466-4c15-a9ce-87727ad311b5';
const PROJECT = '0123456789abcdef0123456789abcdef';
// The example key of the API Request Signing Guide.
const KEYS: Credentials = {
  kind: 'keys',
  accessKey: 'QTWAOYTTINDUT2QVKYUC',
  secretKey: 'MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc',
};
const TOKEN: Credentials = { kind: 'token', token: 'an-iam-token' };
const RESET: ResetRequest = {
  endpoint: 'https://ecs.cn-north-4.myhuaweicloud.com',
  api: 'batch',
  password: 'Fake-Pass1',
  dryRun: true,
  checkPassword: true,
};
const SESSION: Session = { credentials: KEYS, isSession: false, projectId: PROJECT };
const NEVER = new AbortController().signal;

/** A clock that shows the times of the calls one after the other, and then the last one. */
function clockAt(...times: readonly string[]): RequestContext['clock'] {
  const left = times.map((time) => Date.parse(time));
  return {
    now: () => (left.length > 1 ? left.shift() : left[0]) ?? Number.NaN,
    sleep: () => Promise.resolve(),
  };
}

async function sentRequest(
  servers: readonly string[],
  reset: Partial<ResetRequest> = {},
  credentials = KEYS,
): Promise<HttpRequest> {
  const { context, transport } = createContext([response(200)], {
    clock: clockAt('2019-11-15T03:36:55Z'),
  });
  const session = { ...SESSION, credentials };
  await createResetCall({ ...RESET, ...reset }, session, context)(servers, NEVER);
  const [request, ...others] = transport.sent;
  if (request === undefined) throw new Error('no request was sent');
  expect(others).toEqual([]);
  return request;
}

async function resultOf(
  httpResult: HttpResult,
  reset: Partial<ResetRequest> = { dryRun: false },
  session: Partial<Session> = {},
  servers: readonly string[] = [A, B, C],
): Promise<CallResult> {
  const { context } = createContext([httpResult]);
  context.secrets.mask('Wonder7.2024');
  const call = createResetCall({ ...RESET, ...reset }, { ...SESSION, ...session }, context);
  return await call(servers, NEVER);
}

describe('the request', () => {
  it('for a batch, signed with keys', async () => {
    const request = await sentRequest([A]);
    expect(request).toMatchObject({
      method: 'PUT',
      body: `{"new_password":"Fake-Pass1","dry_run":true,"servers":[{"id":"${A}"}]}`,
    });
    expect(request.url.href).toBe(
      `https://ecs.cn-north-4.myhuaweicloud.com/v1/${PROJECT}/cloudservers/os-reset-passwords`,
    );
    expect(request.headers).toEqual({
      'Content-Type': 'application/json',
      'X-Project-Id': PROJECT,
      'X-Sdk-Date': '20191115T033655Z',
      'User-Agent': 'reset-ecs-passwords/1.2.3',
      Authorization:
        'SDK-HMAC-SHA256 Access=QTWAOYTTINDUT2QVKYUC, SignedHeaders=content-type;host;x-project-id;x-sdk-date, Signature=2b3d9637f683ece094252f7c162a954bb4f3629f98f33919fc228dd9365a4629',
    });
  });

  it('for a batch, signed with temporary keys', async () => {
    const request = await sentRequest([A], {}, { ...KEYS, securityToken: 'tok/en+1==' });
    expect(request.headers).toEqual({
      'Content-Type': 'application/json',
      'X-Project-Id': PROJECT,
      'X-Sdk-Date': '20191115T033655Z',
      'X-Security-Token': 'tok/en+1==',
      'User-Agent': 'reset-ecs-passwords/1.2.3',
      Authorization:
        'SDK-HMAC-SHA256 Access=QTWAOYTTINDUT2QVKYUC, SignedHeaders=content-type;host;x-project-id;x-sdk-date;x-security-token, Signature=edadfb487835b34b0d5b192dfb0122bd1de8e8ab6999b134dec9d94a6f3346aa',
    });
  });

  it('for a batch, with a token', async () => {
    const request = await sentRequest([A, B], { dryRun: false }, TOKEN);
    expect(request.body).toBe(
      `{"new_password":"Fake-Pass1","dry_run":false,"servers":[{"id":"${A}"},{"id":"${B}"}]}`,
    );
    expect(request.headers).toEqual({
      'Content-Type': 'application/json',
      'X-Auth-Token': 'an-iam-token',
      'User-Agent': 'reset-ecs-passwords/1.2.3',
    });
  });

  it('for a dry run without a password', async () => {
    const { body } = await sentRequest([A], { password: undefined });
    expect(body).toBe(`{"dry_run":true,"servers":[{"id":"${A}"}]}`);
  });

  it.each([
    [
      'v1',
      `/v1/${PROJECT}/cloudservers/${A}/os-reset-password`,
      '{"reset-password":{"new_password":"Fake-Pass1","is_check_password":true}}',
    ],
    [
      'v2.1',
      `/v2.1/${PROJECT}/servers/${A}/os-reset-password`,
      '{"reset-password":{"new_password":"Fake-Pass1"}}',
    ],
  ] as const)('for one server with %s', async (api, path, body) => {
    const request = await sentRequest([A], { api, dryRun: false });
    expect(request.method).toBe('PUT');
    expect(request.url.pathname + request.url.search).toBe(path);
    expect(request.body).toBe(body);
    expect(request.headers['Authorization']).toMatch(/^SDK-HMAC-SHA256 Access=/);
  });

  it('for one server, without a check of the password', async () => {
    const { body } = await sentRequest([A], { api: 'v1', dryRun: false, checkPassword: false });
    expect(body).toBe('{"reset-password":{"new_password":"Fake-Pass1"}}');
  });

  it('to an endpoint with a path', async () => {
    const { url } = await sentRequest([A], { endpoint: 'https://cloud.example:8443/ecs' });
    expect(url.href).toBe(
      `https://cloud.example:8443/ecs/v1/${PROJECT}/cloudservers/os-reset-passwords`,
    );
  });

  it('has the same body in each attempt, and a new signature', async () => {
    const clock = clockAt('2026-01-01T00:01:00Z', '2026-01-01T00:02:00Z');
    const { context, transport } = createContext([response(200), response(200)], { clock });
    const call = createResetCall(RESET, SESSION, context);
    await call([A, B], NEVER);
    await call([A, B], NEVER);
    const [first, second] = transport.sent;
    expect(first?.body).toBe(second?.body);
    expect(first?.headers['X-Sdk-Date']).toBe('20260101T000100Z');
    expect(second?.headers['X-Sdk-Date']).toBe('20260101T000200Z');
    expect(first?.headers['Authorization']).not.toBe(second?.headers['Authorization']);
  });

  it('gets the abort signal of the call', async () => {
    const { signal } = new AbortController();
    const signals: AbortSignal[] = [];
    const { context } = createContext([], {
      transport: {
        send(_request, abort) {
          signals.push(abort);
          return Promise.resolve(failure('aborted', true));
        },
        close: () => Promise.resolve(),
      },
    });
    const result = await createResetCall(RESET, SESSION, context)([A], signal);
    expect(result).toMatchObject({ kind: 'lost' });
    expect(signals).toEqual([signal]);
  });
});

describe('a request without a response', () => {
  const ERRORS: NetworkError[] = [
    'refused',
    'dns',
    'tls',
    'proxy',
    'unreachable',
    'timeout',
    'closed',
    'malformed',
    'too large',
    'aborted',
  ];

  it.each(ERRORS)('%s: is lost only if it may have been sent', async (error) => {
    const retry = error === 'aborted' ? undefined : {};
    const lost = await resultOf(failure(error, true));
    const notSent = await resultOf(failure(error, false));
    expect([lost.kind, notSent.kind]).toEqual(['lost', 'not_sent']);
    for (const result of [lost, notSent]) {
      expect('retry' in result ? result.retry : undefined).toEqual(retry);
    }
  });
});

describe('the result', () => {
  const body = { internalError: [{ id: A, error_code: 'Ecs.0605' }] };

  it('of a batch call names servers', async () => {
    expect(await resultOf(response(200, body))).toMatchObject({ kind: 'per_server' });
  });

  it.each(['v1', 'v2.1'] as const)('of a call with %s is about one server', async (api) => {
    const reset = { api, dryRun: false };
    expect(await resultOf(response(200, body), reset, {}, [A])).toMatchObject({ kind: 'lost' });
    const accepted = await resultOf(response(204), reset, {}, [A]);
    expect(accepted.kind === 'per_server' && [...accepted.accepted]).toEqual([A]);
    const forbidden = response(403, { error: { code: 'Ecs.0110', message: 'x' } });
    const refused = await resultOf(forbidden, reset, {}, [A]);
    expect(refused).toMatchObject({ kind: 'refused', scope: 'server', forbidden: true });
  });

  it('of a dry run accepts all servers when there is no error', async () => {
    const checked = await resultOf(response(200), { dryRun: true });
    expect(checked.kind === 'per_server' && [...checked.accepted]).toEqual([A, B, C]);
    const reset = await resultOf(response(200), { dryRun: false });
    expect(reset.kind === 'per_server' && [...reset.accepted]).toEqual([]);
  });

  it.each([
    [{ isSession: false }, /^Check secret_key:/],
    [{ isSession: true }, /^This run signed in to get them,/],
    [{ isSession: false, credentials: TOKEN }, /^Check auth_token,/],
  ])('of refused credentials depends on where they come from: %j', async (session, advice) => {
    const error_msg = 'verify aksk signature fail';
    const refused = response(401, { error_code: 'APIGW.0301', error_msg });
    expect(await resultOf(refused, {}, session)).toMatchObject({
      kind: 'refused',
      reason: { advice: expect.stringMatching(advice) },
    });
  });

  it.each([
    [true, undefined, true],
    [true, 'Fake-Pass1', false],
    [false, 'Fake-Pass1', false],
  ])(
    'of an invalid request in a dry run without a password mentions the password (%s, %s)',
    async (dryRun, password, expected) => {
      const refused = response(400, { error: { code: 'Ecs.0005', message: 'x' } });
      const result = await resultOf(refused, { dryRun, password });
      expect(result.reason.advice.includes('may require a password')).toBe(expected);
    },
  );

  it('contains no code and no request id that is a secret', async () => {
    const code = 'Wonder7.2024';
    const invalid = response(
      400,
      { error: { code, message: 'no' }, internalError: [{ id: A, error_code: code }] },
      { 'x-request-id': REQUEST_ID },
    );
    const result = await resultOf(invalid);
    const failed = result.kind === 'per_server' ? [...result.failed] : [];
    expect(failed).toHaveLength(1);
    expect(JSON.stringify([result, ...failed])).not.toContain('Wonder7');
    expect(result).toMatchObject({ requestId: REQUEST_ID });
    const { context } = createContext([response(400, '', { 'x-request-id': REQUEST_ID })]);
    context.secrets.mask(REQUEST_ID);
    const other = await createResetCall(RESET, SESSION, context)([A], NEVER);
    expect(JSON.stringify(other)).not.toContain(REQUEST_ID);
  });
});
