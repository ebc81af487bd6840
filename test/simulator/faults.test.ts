import http from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';
import type { Fault } from '../../simulator/simulator.ts';
import { GOOD_PASSWORD, resetAll, send, v1Path } from './client.ts';
import type { ClientResponse } from './client.ts';

let simulator: Simulator;
let id: string;

beforeEach(async () => {
  simulator = await Simulator.start({ servers: 1 });
  id = simulator.serverIds[0] ?? '';
});

afterEach(async () => {
  await simulator.close();
});

async function resetWith(fault: Fault): Promise<ClientResponse> {
  simulator.script(fault);
  return resetAll(simulator);
}

/** The connection ended before the end of the headers, so there is no response. */
async function expectCut(response: Promise<ClientResponse>): Promise<void> {
  await expect(response).rejects.toMatchObject({ code: expect.stringMatching(/ECONNRESET|HPE_/) });
}

describe('the requests that use a fault', () => {
  it('the next requests use one fault each, in order', async () => {
    simulator.script({ status: 500 }, { status: 502 });
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await resetAll(simulator)).status);
    expect(statuses).toEqual([500, 502, 200]);
    expect(simulator.requests.map(({ applied }) => applied)).toEqual([[], [], [id]]);
  });

  it('a limited number of requests use it, or all of them', async () => {
    simulator.script({ status: 500, times: 2 }, { status: 502, forever: true });
    const statuses = [];
    for (let count = 0; count < 5; count += 1) statuses.push((await resetAll(simulator)).status);
    expect(statuses).toEqual([500, 500, 502, 502, 502]);
  });

  it('the first matching request uses it, and others do not', async () => {
    simulator.script({ status: 500, match: ({ dryRun }) => dryRun }, { status: 502 });
    expect((await resetAll(simulator)).status).toBe(502);
    expect((await resetAll(simulator)).status).toBe(200);
    expect((await resetAll(simulator, { dry_run: true })).status).toBe(500);
    expect((await resetAll(simulator, { dry_run: true })).status).toBe(200);
  });

  it('it applies before the gateway checks the request', async () => {
    simulator.script({ status: 503 });
    expect((await send(simulator, { auth: 'none' })).status).toBe(503);
  });

  it('an error in match is returned to the client', async () => {
    const response = await resetWith({
      match: () => {
        throw new Error('an error in the test');
      },
    });
    expect(response.status).toBe(500);
    expect(response.text).toContain('an error in the test');
  });
});

describe('the response of a fault', () => {
  it('is text, bytes or an object, with its headers', async () => {
    const text = await resetWith({ status: 502, body: '<html>', headers: { 'Retry-After': '7' } });
    expect(text).toMatchObject({ status: 502, text: '<html>', headers: { 'retry-after': '7' } });
    expect((await resetWith({ body: Buffer.from([0x61, 0x62]) })).text).toBe('ab');
    const object = await resetWith({ status: 202, body: { error: { code: 'Common.0024' } } });
    expect(object).toMatchObject({ status: 202, json: { error: { code: 'Common.0024' } } });
    expect(object.headers['content-type']).toBe('application/json');
    expect(simulator.requests.map(({ status }) => status)).toEqual([502, 200, 202]);
    expect(simulator.wasReset(id)).toBe(false);
  });

  it('has a new request ID, or the given one', async () => {
    expect((await resetWith({ status: 500 })).headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
    const response = await resetWith({ status: 500, headers: { 'X-Request-Id': 'given' } });
    expect(response.headers['x-request-id']).toBe('given');
  });

  it('is 503 if the fault has no response, so that no call seems to succeed', async () => {
    expect(await resetWith({ delayMs: 1 })).toMatchObject({ status: 503, text: '' });
    expect(simulator.wasReset(id)).toBe(false);
  });

  it('is that of the service if the call is applied first', async () => {
    const response = await resetWith({ apply: 'before', headers: { 'x-more': '1' } });
    expect(response.json).toEqual({ response: [{ id }] });
    expect(response.headers['x-more']).toBe('1');
    expect(simulator.requests[0]).toMatchObject({ applied: [id], status: 200 });
  });

  it('replaces that of the service, even if the call is applied first', async () => {
    expect((await resetWith({ apply: 'before', status: 504 })).text).toBe('');
    expect(simulator.passwordAfterRestart(id)).toBe(GOOD_PASSWORD);
    expect(simulator.requests[0]).toMatchObject({ applied: [id], status: 504 });
  });

  it('can be a redirect', async () => {
    const response = await resetWith({ redirect: 'http://127.0.0.1:9/elsewhere' });
    expect([response.status, response.headers.location]).toEqual([
      307,
      'http://127.0.0.1:9/elsewhere',
    ]);
  });

  it('can have a huge body, without a length', async () => {
    const response = await resetWith({ hugeBody: 3_000_001 });
    expect([response.status, response.text.length]).toEqual([200, 3_000_001]);
    expect(response.headers).not.toHaveProperty('content-length');
  });

  it('can have a huge header', async () => {
    const response = await resetWith({ apply: 'before', hugeHeaders: 5000 });
    expect(response.headers['x-padding']).toHaveLength(5000);
    await expect(resetWith({ hugeHeaders: 100_000 })).rejects.toMatchObject({
      code: 'HPE_HEADER_OVERFLOW',
    });
  });
});

describe('the time of the response of a fault', () => {
  it('is after a delay', async () => {
    const start = performance.now();
    expect((await resetWith({ apply: 'before', delayMs: 60 })).status).toBe(200);
    // A timer may fire a millisecond early.
    expect(performance.now() - start).toBeGreaterThanOrEqual(59);
  });

  it('is slow: one piece after another', async () => {
    const start = performance.now();
    const response = await resetWith({ body: 'x'.repeat(10), drip: { bytes: 4, everyMs: 30 } });
    expect(response).toMatchObject({ text: 'x'.repeat(10), complete: true, chunks: 3 });
    expect(response.headers['content-length']).toBe('10');
    expect(performance.now() - start).toBeGreaterThanOrEqual(59);
  });

  it('is slow, with the response of the service', async () => {
    const response = await resetWith({ apply: 'before', drip: { bytes: 20, everyMs: 1 } });
    expect(response.json).toEqual({ response: [{ id }] });
  });

  it('is never', async () => {
    let answered = false;
    const silent = resetWith({ silence: true, apply: 'before' }).finally(() => {
      answered = true;
    });
    const seen = expectCut(silent);
    // The next request gets a response while the first still waits.
    expect((await resetAll(simulator)).status).toBe(200);
    expect(answered).toBe(false);
    await simulator.close();
    await seen;
    const statuses = simulator.requests.map(({ status, applied }) => [status, applied]);
    expect(statuses).toEqual(expect.arrayContaining([[undefined, [id]]]));
  });
});

describe('where a fault closes the connection', () => {
  it.each(['before-headers', 'inside-headers'] as const)('%s', async (close) => {
    await expectCut(resetWith({ close }));
    expect(simulator.wasReset(id)).toBe(false);
    await expectCut(resetWith({ close, apply: 'before' }));
    expect(simulator.wasReset(id)).toBe(true);
    expect(simulator.requests.map(({ status }) => status)).toEqual([undefined, undefined]);
  });

  it('inside the body', async () => {
    const response = await resetWith({ close: 'inside-body', apply: 'before' });
    expect([response.status, response.complete, response.json]).toEqual([200, false, undefined]);
    expect(response.text).toMatch(/^\{"response/);
    expect(Number(response.headers['content-length'])).toBeGreaterThan(response.text.length);
    expect(simulator.wasReset(id)).toBe(true);
  });

  it('inside the body of a call that has no body', async () => {
    simulator.script({ close: 'inside-body', apply: 'before' });
    const body = { 'reset-password': { new_password: GOOD_PASSWORD } };
    const response = await send(simulator, { path: v1Path(simulator, id), body });
    expect(response).toMatchObject({ status: 200, complete: false, text: '{' });
    expect(simulator.wasReset(id)).toBe(true);
  });

  it('after the body, although the client would keep the connection', async () => {
    const agent = new http.Agent({ keepAlive: true });
    const closed = new Promise((resolve) => {
      agent.on('free', (socket: NodeJS.EventEmitter) => socket.once('close', resolve));
    });
    simulator.script({ close: 'after-body', apply: 'before' });
    const body = { servers: [{ id }], new_password: GOOD_PASSWORD };
    const response = await send(simulator, { body, agent });
    expect(response).toMatchObject({ status: 200, complete: true, json: { response: [{ id }] } });
    expect(response.headers.connection).toBe('keep-alive');
    await closed;
    agent.destroy();
  });
});
