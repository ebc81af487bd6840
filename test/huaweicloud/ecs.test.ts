import { describe, expect, it } from '@jest/globals';
import { createResetCall } from '../../src/huaweicloud/ecs.ts';
import type { Credentials } from '../../src/huaweicloud/request-auth.ts';
import type { ResetOptions } from '../../src/huaweicloud/ecs.ts';
import type { HttpRequest, HttpResult, Transport } from '../../src/huaweicloud/transport.ts';
import type { CallResult } from '../../src/fleet/call-result.ts';

const A = '1bd0eb17-4466-4c15-a9ce-87727ad311b5';
const B = '2bd0eb17-4466-4c15-a9ce-87727ad311b5';
const C = '3bd0eb17-4466-4c15-a9ce-87727ad311b5';
const REQUEST_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const PROJECT = '0123456789abcdef0123456789abcdef';
// The example key of the API Request Signing Guide.
const KEYS: Credentials = {
  kind: 'keys',
  accessKey: 'QTWAOYTTINDUT2QVKYUC',
  secretKey: 'MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc',
};
const TOKEN: Credentials = { kind: 'token', token: 'an-iam-token' };

/** A transport that answers once and remembers what was sent. */
function answering(result: HttpResult): Transport & { readonly sent: HttpRequest[] } {
  const sent: HttpRequest[] = [];
  return {
    sent,
    send(request) {
      sent.push(request);
      return Promise.resolve(result);
    },
    close: () => Promise.resolve(),
  };
}

function options(transport: Transport, own: Partial<ResetOptions> = {}): ResetOptions {
  return {
    transport,
    endpoint: 'https://ecs.cn-north-4.myhuaweicloud.com',
    projectId: PROJECT,
    credentials: KEYS,
    api: 'batch',
    password: 'Fake-Pass1',
    dryRun: true,
    checkPassword: true,
    userAgent: 'reset-ecs-passwords/1.2.3',
    proxied: false,
    signedIn: false,
    clean: (text) => text,
    isSecret: () => false,
    now: () => Date.parse('2019-11-15T03:36:55Z'),
    ...own,
  };
}

async function sentBy(
  servers: readonly string[],
  own?: Partial<ResetOptions>,
): Promise<HttpRequest> {
  const transport = answering({ kind: 'response', status: 200, headers: {}, body: '' });
  await createResetCall(options(transport, own))(servers, new AbortController().signal);
  expect(transport.sent).toHaveLength(1);
  const [request] = transport.sent;
  if (request === undefined) throw new Error('nothing was sent');
  return request;
}

async function reply(
  status: number,
  body: unknown,
  own: Partial<ResetOptions> = { dryRun: false },
  servers: readonly string[] = [A, B, C],
): Promise<CallResult> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const transport = answering({
    kind: 'response',
    status,
    headers: { 'x-request-id': REQUEST_ID },
    body: text,
  });
  return await createResetCall(options(transport, own))(servers, new AbortController().signal);
}

it('a refusal of the gateway goes by where the credentials come from', async () => {
  const body = { error_code: 'APIGW.0301', error_msg: 'verify aksk signature fail' };
  const adviceFor = async (signedIn: boolean): Promise<string | undefined> => {
    const refused = await reply(401, body, { dryRun: false, signedIn });
    return refused.kind === 'refused' ? refused.reason.advice : undefined;
  };
  expect(await adviceFor(false)).toMatch(/^Check secret_key:/);
  expect(await adviceFor(true)).toMatch(/^The sign-in of this run gave them/);
});

describe('what is sent', () => {
  it('a batch, signed with keys', async () => {
    const request = await sentBy([A]);
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

  it('a batch, signed with temporary keys', async () => {
    const request = await sentBy([A], { credentials: { ...KEYS, securityToken: 'tok/en+1==' } });
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

  it('a batch, with a token', async () => {
    const request = await sentBy([A, B], { credentials: TOKEN, dryRun: false });
    expect(request.body).toBe(
      `{"new_password":"Fake-Pass1","dry_run":false,"servers":[{"id":"${A}"},{"id":"${B}"}]}`,
    );
    expect(request.headers).toEqual({
      'Content-Type': 'application/json',
      'X-Auth-Token': 'an-iam-token',
      'User-Agent': 'reset-ecs-passwords/1.2.3',
    });
  });

  it('a dry run without a password', async () => {
    const { body } = await sentBy([A], { password: undefined });
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
  ] as const)('one server with %s', async (api, path, body) => {
    const request = await sentBy([A], { api, dryRun: false });
    expect(request.method).toBe('PUT');
    expect(request.url.pathname + request.url.search).toBe(path);
    expect(request.body).toBe(body);
    expect(request.headers['Authorization']).toMatch(/^SDK-HMAC-SHA256 Access=/);
  });

  it('one server, without a check of the password', async () => {
    const { body } = await sentBy([A], { api: 'v1', dryRun: false, checkPassword: false });
    expect(body).toBe('{"reset-password":{"new_password":"Fake-Pass1","is_check_password":false}}');
  });

  it('to an endpoint with a path of its own', async () => {
    const { url } = await sentBy([A], { endpoint: 'https://cloud.example:8443/ecs' });
    expect(url.href).toBe(
      `https://cloud.example:8443/ecs/v1/${PROJECT}/cloudservers/os-reset-passwords`,
    );
  });

  it('the same bytes each time, signed anew', async () => {
    const transport = answering({ kind: 'response', status: 200, headers: {}, body: '' });
    let now = Date.parse('2026-01-01T00:00:00Z');
    const call = createResetCall(options(transport, { now: () => (now += 60_000) }));
    await call([A, B], new AbortController().signal);
    await call([A, B], new AbortController().signal);
    const [first, second] = transport.sent;
    expect(first?.body).toBe(second?.body);
    expect(first?.headers['X-Sdk-Date']).toBe('20260101T000100Z');
    expect(second?.headers['X-Sdk-Date']).toBe('20260101T000200Z');
    expect(first?.headers['Authorization']).not.toBe(second?.headers['Authorization']);
  });

  it('hands the signal to end on to the transport', async () => {
    const { signal } = new AbortController();
    const signals: AbortSignal[] = [];
    const transport: Transport = {
      send(_request, abort) {
        signals.push(abort);
        return Promise.resolve({ kind: 'failure', error: 'aborted', maybeSent: true });
      },
      close: () => Promise.resolve(),
    };
    expect(await createResetCall(options(transport))([A], signal)).toMatchObject({ kind: 'lost' });
    expect(signals).toEqual([signal]);
  });
});

it.each([
  [true, 'lost'],
  [false, 'unsent'],
])('no answer, begun to be sent: %s', async (started, kind) => {
  const transport = answering({ kind: 'failure', started, cause: 'closed' });
  const call = createResetCall(options(transport));
  expect(await call([A], new AbortController().signal)).toMatchObject({ kind });
});

describe('one server at a time', () => {
  it.each<[string, number, unknown]>([
    ['no content', 204, ''],
    ['nothing', 200, ''],
    ['an object', 200, { job_id: 'x' }],
    ['accepted', 202, {}],
  ])('is accepted by %s', async (_what, status, body) => {
    for (const api of ['v1', 'v2.1'] as const) {
      const said = await reply(status, body, { api, dryRun: false }, [A]);
      expect(said).toMatchObject({ kind: 'per_server', requestId: REQUEST_ID, resendRest: false });
      expect(said.kind === 'answered' && [...said.accepted]).toEqual([A]);
    }
  });

  it.each<[string, number, unknown, CallResult['kind']]>([
    ['a page', 200, '<html></html>', 'lost'],
    ['a list', 200, '[]', 'lost'],
    ['errors of servers', 200, { internalError: [{ id: A, error_code: 'Ecs.0605' }] }, 'lost'],
    ['an error in a success', 200, { error: { code: 'Ecs.0605' } }, 'refused'],
    ['throttling', 202, { error: { code: 'Common.0024' } }, 'refused'],
    ['a refusal', 400, { error: { code: 'Ecs.0605' } }, 'refused'],
    ['a redirect', 302, '', 'lost'],
    ['a broken gateway', 502, '', 'lost'],
  ])('is not accepted by %s', async (_what, status, body, kind) => {
    const said = await reply(status, body, { api: 'v1', dryRun: false }, [A]);
    expect(said.kind).toBe(kind);
  });

  it('a missing permission is that of the server', async () => {
    const body = { error: { code: 'Ecs.0110', message: 'x' } };
    for (const api of ['v1', 'v2.1'] as const) {
      expect(await reply(403, body, { api, dryRun: false }, [A])).toMatchObject({
        kind: 'refused',
        scope: 'server',
        forbidden: true,
      });
    }
    expect(await reply(403, body)).toMatchObject({ kind: 'refused', scope: 'request' });
  });

  it('a wrong signature is that of the request', async () => {
    const body = { error_code: 'APIGW.0301', error_msg: 'x' };
    const said = await reply(401, body, { api: 'v1', dryRun: false }, [A]);
    expect(said).toMatchObject({ kind: 'refused', scope: 'request' });
  });
});
