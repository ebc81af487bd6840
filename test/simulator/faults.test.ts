import http from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';
import type { Fault } from '../../simulator/simulator.ts';
import { GOOD_PASSWORD, resetAll, send, v1Path } from './client.ts';
import type { Reply } from './client.ts';

let simulator: Simulator;
let id: string;

beforeEach(async () => {
  simulator = await Simulator.start({ servers: 1 });
  id = simulator.serverIds[0] ?? '';
});

afterEach(async () => {
  await simulator.close();
});

async function resetWith(fault: Fault): Promise<Reply> {
  simulator.script(fault);
  return resetAll(simulator);
}

/** A connection cut before the headers were whole: nothing was answered. */
async function expectCut(reply: Promise<Reply>): Promise<void> {
  await expect(reply).rejects.toMatchObject({ code: expect.stringMatching(/ECONNRESET|HPE_/) });
}

describe('which request a fault meets', () => {
  it('the next ones, in order, once each', async () => {
    simulator.script({ status: 500 }, { status: 502 });
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await resetAll(simulator)).status);
    expect(statuses).toEqual([500, 502, 200]);
    expect(simulator.requests.map(({ applied }) => applied)).toEqual([[], [], [id]]);
  });

  it('as many as it says, or all', async () => {
    simulator.script({ status: 500, times: 2 }, { status: 502, forever: true });
    const statuses = [];
    for (let count = 0; count < 5; count += 1) statuses.push((await resetAll(simulator)).status);
    expect(statuses).toEqual([500, 500, 502, 502, 502]);
  });

  it('the first that matches, while others pass by', async () => {
    simulator.script({ status: 500, match: ({ dryRun }) => dryRun }, { status: 502 });
    expect((await resetAll(simulator)).status).toBe(502);
    expect((await resetAll(simulator)).status).toBe(200);
    expect((await resetAll(simulator, { dry_run: true })).status).toBe(500);
    expect((await resetAll(simulator, { dry_run: true })).status).toBe(200);
  });

  it('comes before the gateway looks at the request', async () => {
    simulator.script({ status: 503 });
    expect((await send(simulator, { auth: 'none' })).status).toBe(503);
  });

  it('a match that throws is told to the client, not swallowed', async () => {
    const reply = await resetWith({
      match: () => {
        throw new Error('a slip in the test');
      },
    });
    expect(reply.status).toBe(500);
    expect(reply.text).toContain('a slip in the test');
  });
});

describe('what a fault answers', () => {
  it('text, bytes or an object, with its headers', async () => {
    const text = await resetWith({ status: 502, body: '<html>', headers: { 'Retry-After': '7' } });
    expect(text).toMatchObject({ status: 502, text: '<html>', headers: { 'retry-after': '7' } });
    expect((await resetWith({ body: Buffer.from([0x61, 0x62]) })).text).toBe('ab');
    const object = await resetWith({ status: 202, body: { error: { code: 'Common.0024' } } });
    expect(object).toMatchObject({ status: 202, json: { error: { code: 'Common.0024' } } });
    expect(object.headers['content-type']).toBe('application/json');
    expect(simulator.requests.map(({ status }) => status)).toEqual([502, 200, 202]);
    expect(simulator.wasReset(id)).toBe(false);
  });

  it('a request id of its own, or the one it is given', async () => {
    expect((await resetWith({ status: 500 })).headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
    const reply = await resetWith({ status: 500, headers: { 'X-Request-Id': 'given' } });
    expect(reply.headers['x-request-id']).toBe('given');
  });

  it('503 when it says nothing, so never a success that was none', async () => {
    expect(await resetWith({ delayMs: 1 })).toMatchObject({ status: 503, text: '' });
    expect(simulator.wasReset(id)).toBe(false);
  });

  it('what the service says, when it applies the call first', async () => {
    const reply = await resetWith({ apply: 'before', headers: { 'x-more': '1' } });
    expect(reply.json).toEqual({ response: [{ id }] });
    expect(reply.headers['x-more']).toBe('1');
    expect(simulator.requests[0]).toMatchObject({ applied: [id], status: 200 });
  });

  it('something else than the service, although it applies the call first', async () => {
    expect((await resetWith({ apply: 'before', status: 504 })).text).toBe('');
    expect(simulator.passwordAfterRestart(id)).toBe(GOOD_PASSWORD);
    expect(simulator.requests[0]).toMatchObject({ applied: [id], status: 504 });
  });

  it('a redirect', async () => {
    const reply = await resetWith({ redirect: 'http://127.0.0.1:9/elsewhere' });
    expect([reply.status, reply.headers.location]).toEqual([307, 'http://127.0.0.1:9/elsewhere']);
  });

  it('a huge body, without a length', async () => {
    const reply = await resetWith({ hugeBody: 3_000_001 });
    expect([reply.status, reply.text.length]).toEqual([200, 3_000_001]);
    expect(reply.headers).not.toHaveProperty('content-length');
  });

  it('a huge header', async () => {
    const reply = await resetWith({ apply: 'before', hugeHeaders: 5000 });
    expect(reply.headers['x-padding']).toHaveLength(5000);
    await expect(resetWith({ hugeHeaders: 100_000 })).rejects.toMatchObject({
      code: 'HPE_HEADER_OVERFLOW',
    });
  });
});

describe('when a fault answers', () => {
  it('after a delay', async () => {
    const start = performance.now();
    expect((await resetWith({ apply: 'before', delayMs: 60 })).status).toBe(200);
    // A timer may fire a millisecond early.
    expect(performance.now() - start).toBeGreaterThanOrEqual(59);
  });

  it('slowly, piece by piece', async () => {
    const start = performance.now();
    const reply = await resetWith({ body: 'x'.repeat(10), drip: { bytes: 4, everyMs: 30 } });
    expect(reply).toMatchObject({ text: 'x'.repeat(10), complete: true, chunks: 3 });
    expect(reply.headers['content-length']).toBe('10');
    expect(performance.now() - start).toBeGreaterThanOrEqual(59);
  });

  it('slowly, with what the service says', async () => {
    const reply = await resetWith({ apply: 'before', drip: { bytes: 20, everyMs: 1 } });
    expect(reply.json).toEqual({ response: [{ id }] });
  });

  it('never', async () => {
    let answered = false;
    const silent = resetWith({ silence: true, apply: 'before' }).finally(() => {
      answered = true;
    });
    const seen = expectCut(silent);
    // The next request is answered while the first still waits.
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
    const reply = await resetWith({ close: 'inside-body', apply: 'before' });
    expect([reply.status, reply.complete, reply.json]).toEqual([200, false, undefined]);
    expect(reply.text).toMatch(/^\{"response/);
    expect(Number(reply.headers['content-length'])).toBeGreaterThan(reply.text.length);
    expect(simulator.wasReset(id)).toBe(true);
  });

  it('inside the body of a call that has none', async () => {
    simulator.script({ close: 'inside-body', apply: 'before' });
    const body = { 'reset-password': { new_password: GOOD_PASSWORD } };
    const reply = await send(simulator, { path: v1Path(simulator, id), body });
    expect(reply).toMatchObject({ status: 200, complete: false, text: '{' });
    expect(simulator.wasReset(id)).toBe(true);
  });

  it('after the body, although the client would keep it', async () => {
    const agent = new http.Agent({ keepAlive: true });
    const closed = new Promise((resolve) => {
      agent.on('free', (socket: NodeJS.EventEmitter) => socket.once('close', resolve));
    });
    simulator.script({ close: 'after-body', apply: 'before' });
    const body = { servers: [{ id }], new_password: GOOD_PASSWORD };
    const reply = await send(simulator, { body, agent });
    expect(reply).toMatchObject({ status: 200, complete: true, json: { response: [{ id }] } });
    expect(reply.headers.connection).toBe('keep-alive');
    await closed;
    agent.destroy();
  });
});
