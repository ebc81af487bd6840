import net from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';
import type { SimulatorOptions } from '../../simulator/simulator.ts';
import { authorizationFor } from '../../simulator/signature.ts';
import type { SignedRequest } from '../../simulator/signature.ts';
import { batchBody, batchPath, dateNow, GOOD_PASSWORD, resetAll, send, v1Path } from './client.ts';
import type { ClientResponse, RequestOptions } from './client.ts';

const NOW = new Date('2026-03-04T05:06:07Z');
let simulator: Simulator;

afterEach(async () => {
  await simulator.close();
});

async function start(options: SimulatorOptions = {}): Promise<void> {
  simulator = await Simulator.start({ servers: 1, ...options });
}

async function reset(options: RequestOptions = {}): Promise<ClientResponse> {
  return send(simulator, { body: batchBody(simulator.serverIds), ...options });
}

/** The gateway's error, with a message of this pattern and the request id of the header. */
function gatewayError(response: ClientResponse, code: string, message: RegExp): void {
  expect(response.json).toEqual({
    error_code: code,
    error_msg: expect.stringMatching(message),
    request_id: response.headers['x-request-id'],
  });
  expect(response.headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
  expect(simulator.requests.at(-1)).toMatchObject({ status: response.status, applied: [] });
  expect(simulator.serverIds.map((id) => simulator.wasReset(id))).not.toContain(true);
}

describe('what the gateway accepts', () => {
  it('a signed request', async () => {
    await start();
    expect((await reset()).status).toBe(200);
  });

  it('a request that signs only the date', async () => {
    await start();
    expect((await reset({ signedHeaders: ['x-sdk-date'] })).status).toBe(200);
  });

  it('a signed request with a query', async () => {
    await start();
    expect((await reset({ query: 'b=1%202&a=%2B' })).status).toBe(200);
  });

  it('a token, with or without x-project-id', async () => {
    await start();
    expect((await reset({ auth: 'token' })).status).toBe(200);
    const headers = { 'x-project-id': simulator.projectId };
    expect((await reset({ auth: 'token', headers })).status).toBe(200);
  });

  it('temporary keys with their security token', async () => {
    await start({ securityToken: 'tok/en+1==' });
    expect((await reset({ headers: { 'x-security-token': 'tok/en+1==' } })).status).toBe(200);
  });

  it.each([-15, 15])('a clock that is %i minutes off', async (minutes) => {
    await start({ now: () => new Date(NOW.getTime() + minutes * 60_000) });
    expect((await reset({ date: '20260304T050607Z' })).status).toBe(200);
  });
});

describe('what the gateway refuses', () => {
  it.each([
    ['POST', '/v1/p/cloudservers/os-reset-passwords'],
    ['PUT', '/v1/p/cloudservers/os-reset-passwords/'],
    ['PUT', '/v1/p/cloudservers/s/os-reset-passwords'],
    ['PUT', '/v2.1/p/cloudservers/s/os-reset-password'],
    ['PUT', '/'],
  ])('an unknown call: %s %s', async (method, path) => {
    await start();
    const response = await reset({ method, path });
    expect(response.status).toBe(404);
    gatewayError(response, 'APIGW.0101', /does not exist/);
  });

  it('a body over 12 MB', async () => {
    await start();
    const limit = 12 * 1024 * 1024;
    const response = await reset({ body: ' '.repeat(limit + 1) });
    expect(response.status).toBe(413);
    gatewayError(response, 'APIGW.0201', /12 MB/);
    expect((await reset({ body: ' '.repeat(limit) })).json).toMatchObject({
      error: { code: 'Ecs.0005' },
    });
  });

  it('a request without credentials', async () => {
    await start();
    const response = await reset({ auth: 'none' });
    expect(response.status).toBe(401);
    gatewayError(response, 'APIGW.0301', /^Incorrect IAM authentication information: .*not found/);
  });

  it('another token', async () => {
    await start();
    const response = await reset({ auth: 'token', headers: { 'x-auth-token': 'another' } });
    expect(response.status).toBe(401);
    gatewayError(response, 'APIGW.0307', /token must be updated/);
  });

  it('an Authorization header of another form', async () => {
    await start();
    const response = await reset({ auth: 'none', headers: { authorization: 'Basic YTpi' } });
    expect(response.status).toBe(401);
    gatewayError(response, 'APIGW.0301', /format incorrect/);
  });

  it('a signature without the date', async () => {
    await start();
    gatewayError(await reset({ signedHeaders: ['host'] }), 'APIGW.0301', /x-sdk-date not signed/);
  });

  it.each(['2026-03-04T05:06:07Z', '20261304T050607Z'])('the date %s', async (date) => {
    await start();
    gatewayError(await reset({ date }), 'APIGW.0301', /x-sdk-date format incorrect/);
  });

  it.each([-901, 901])('a clock that is %i seconds off', async (seconds) => {
    const now = new Date(NOW.getTime() + seconds * 1000);
    await start({ now: () => now });
    const response = await reset({ date: '20260304T050607Z' });
    expect(response.status).toBe(401);
    const serverTime = seconds < 0 ? '20260304T045106Z' : '20260304T052108Z';
    const message = `signature expired, signature time:20260304T050607Z,server time:${serverTime}`;
    gatewayError(response, 'APIGW.0301', new RegExp(message));
  });

  it('an unknown access key', async () => {
    await start();
    const keys = { accessKey: 'UNKNOWN', secretKey: simulator.secretKey };
    const response = await reset({ keys });
    expect(response.status).toBe(401);
    gatewayError(response, 'APIGW.0301', /ak:UNKNOWN,err:ak not exist/);
  });

  it('a signature with another secret key, and the message contains what was signed', async () => {
    await start({ securityToken: 'echoed-token' });
    const keys = { accessKey: simulator.accessKey, secretKey: 'another' };
    const response = await reset({ keys, headers: { 'x-security-token': 'echoed-token' } });
    expect(response.status).toBe(401);
    gatewayError(
      response,
      'APIGW.0301',
      /verify aksk signature fail.*x-security-token:echoed-token/,
    );
    expect(response.text).toContain(`x-project-id:${simulator.projectId}`);
  });

  it.each<[string, Partial<SignedRequest>]>([
    ['method', { method: 'POST' }],
    ['path', { path: '/other' }],
    ['query', { query: 'a=1' }],
    ['body', { body: Buffer.from('{}') }],
    ['value of a signed header', { headers: { 'x-sdk-date': dateNow(), 'x-a': 'other' } }],
  ])('a signature over another %s', async (_part, over) => {
    await start();
    const body = JSON.stringify(batchBody(simulator.serverIds));
    const headers = { 'x-sdk-date': dateNow(), 'x-a': 'one' };
    const right: SignedRequest = {
      method: 'PUT',
      path: batchPath(simulator),
      query: '',
      headers,
      body: Buffer.from(body),
    };
    const sendSigned = async (signed: SignedRequest): Promise<ClientResponse> => {
      const authorization = authorizationFor(signed, ['x-a', 'x-sdk-date'], simulator);
      const project = { 'x-project-id': simulator.projectId };
      return reset({ auth: 'none', body, headers: { ...headers, ...project, authorization } });
    };
    gatewayError(await sendSigned({ ...right, ...over }), 'APIGW.0301', /aksk signature fail/);
    expect((await sendSigned(right)).status).toBe(200);
  });

  it.each([{}, { 'x-security-token': 'another' }])(
    'temporary keys with the security token %j',
    async (headers) => {
      await start({ securityToken: 'the right one' });
      const response = await reset({ headers });
      expect(response.status).toBe(401);
      gatewayError(response, 'APIGW.0301', /x-security-token/);
    },
  );

  it('input that is not HTTP', async () => {
    await start();
    const socket = net.connect(Number(new URL(simulator.endpoint).port), '127.0.0.1');
    socket.end('not HTTP\r\n\r\n');
    const chunks: Buffer[] = [];
    for await (const chunk of socket.iterator()) chunks.push(Buffer.from(String(chunk)));
    const [head = '', body] = Buffer.concat(chunks).toString().split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1.1 400 /);
    expect(body).toContain(/x-request-id: ([0-9a-f]{32})/.exec(head)?.[1]);
    expect(body).toContain('APIGW.0201');
  });
});

describe('the project', () => {
  const OTHER = 'f'.repeat(32);
  const error = { error: { code: 'Ecs.0023', message: expect.any(String) } };

  it.each(['signed', 'token'] as const)(
    'in the path must be that of the credentials (%s)',
    async (auth) => {
      await start();
      const path = batchPath(simulator).replace(simulator.projectId, OTHER);
      const response = await reset({ path, auth });
      expect(response.status).toBe(400);
      expect(response.json).toEqual(error);
    },
  );

  it('in the header must be that of the path', async () => {
    await start();
    const headers = { 'x-project-id': OTHER };
    for (const auth of ['signed', 'token'] as const) {
      const response = await reset({ auth, headers });
      expect(response.status).toBe(400);
      expect(response.json).toEqual(error);
    }
    expect(simulator.wasReset(simulator.serverIds[0] ?? '')).toBe(false);
  });
});

describe('a signed request without x-project-id', () => {
  it.each(['batch', 'v1'] as const)('is refused (%s)', async (api) => {
    await start();
    const [id = ''] = simulator.serverIds;
    const single = {
      path: v1Path(simulator, id),
      body: { 'reset-password': { new_password: GOOD_PASSWORD } },
    };
    const response = await reset({ omit: ['x-project-id'], ...(api === 'v1' && single) });
    expect(response.status).toBe(401);
    gatewayError(response, 'APIGW.0301', /: x-project-id not found$/);
  });

  it('is refused if it has a token too', async () => {
    await start();
    const headers = { 'x-auth-token': simulator.authToken };
    gatewayError(await reset({ omit: ['x-project-id'], headers }), 'APIGW.0301', /x-project-id/);
  });

  it('is first checked for its signature', async () => {
    await start();
    const keys = { accessKey: simulator.accessKey, secretKey: 'another' };
    gatewayError(await reset({ omit: ['x-project-id'], keys }), 'APIGW.0301', /verify aksk/);
  });
});

describe('the content type', () => {
  it.each([
    'application/json',
    'application/json;charset=UTF-8',
    'application/json; charset=utf-8',
    'Application/JSON ; a=b',
  ])('may be %s', async (type) => {
    await start();
    expect((await reset({ headers: { 'content-type': type } })).status).toBe(200);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonl',
    'text/json; application/json',
    '',
  ])('must not be "%s"', async (type) => {
    await start();
    for (const auth of ['signed', 'token'] as const) {
      const response = await reset({ auth, headers: { 'content-type': type } });
      expect(response.status).toBe(400);
      expect(response.json).toEqual({
        error: { code: 'Ecs.0005', message: expect.stringContaining('Content-Type') },
      });
    }
    expect(simulator.wasReset(simulator.serverIds[0] ?? '')).toBe(false);
  });

  it('must not be missing', async () => {
    await start();
    const response = await reset({ omit: ['content-type'] });
    expect(response.status).toBe(400);
    expect(response.json).toMatchObject({ error: { code: 'Ecs.0005' } });
    expect(simulator.wasReset(simulator.serverIds[0] ?? '')).toBe(false);
  });

  it('may be missing without a body', async () => {
    await start();
    const response = await reset({ omit: ['content-type'], body: '' });
    expect(response.json).toMatchObject({ error: { code: 'Common.0002' } });
  });
});

describe('what is recorded', () => {
  it('the request as it was received, and the status of the response', async () => {
    await start();
    const ids = simulator.serverIds;
    const response = await reset({ query: 'a=b', headers: { 'X-Some': 'thing' }, auth: 'token' });
    const [record] = simulator.requests;
    expect(record).toMatchObject({
      method: 'PUT',
      path: batchPath(simulator),
      query: 'a=b',
      rawBody: JSON.stringify(batchBody(ids)),
      body: batchBody(ids),
      serverIds: ids,
      dryRun: false,
      status: 200,
      applied: ids,
    });
    expect(record?.headers).toMatchObject({ 'x-some': 'thing', host: expect.any(String) });
    expect(Date.now() - (record?.at ?? 0)).toBeLessThan(60_000);
    expect(response.headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
  });

  it('a dry run, a single reset and a body that is not JSON', async () => {
    await start();
    const [id = ''] = simulator.serverIds;
    await resetAll(simulator, { dry_run: true });
    await reset({ path: v1Path(simulator, id), body: { 'reset-password': { new_password: 'x' } } });
    await reset({ body: '{' });
    expect(simulator.requests).toMatchObject([
      { dryRun: true, serverIds: [id], applied: [] },
      { dryRun: false, serverIds: [id], applied: [id], status: 204 },
      { dryRun: false, serverIds: [], applied: [], rawBody: '{', body: undefined, status: 400 },
    ]);
  });

  it('a different request ID for each response', async () => {
    await start();
    const responses = await Promise.all(Array.from({ length: 20 }, async () => reset()));
    expect(new Set(responses.map(({ headers }) => headers['x-request-id'])).size).toBe(20);
  });
});
