import http from 'node:http';
import net from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';
import { createCertificateAuthority } from '../../harness/certificate-authority.ts';
import { batchBody, batchPath, resetAll, send } from './client.ts';

describe('starting', () => {
  it('creates a new identity and new servers', async () => {
    const [one, other] = await Promise.all([
      Simulator.start({ servers: 3 }),
      Simulator.start({ servers: 3 }),
    ]);
    try {
      expect(one.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      expect(one.projectId).toMatch(/^[0-9a-f]{32}$/);
      expect(one.accessKey).toMatch(/^[A-Z0-9]{20}$/);
      expect(one.secretKey).toMatch(/^[A-Za-z0-9]{40}$/);
      const all = [one, other].flatMap((simulator) => [
        simulator.endpoint,
        simulator.projectId,
        simulator.accessKey,
        simulator.secretKey,
        simulator.authToken,
        ...simulator.serverIds,
      ]);
      expect(new Set(all).size).toBe(16);
    } finally {
      await Promise.all([one.close(), other.close()]);
    }
  });

  it('uses the given identity, servers and port', async () => {
    const given = { projectId: 'p', accessKey: 'ak', secretKey: 'sk', authToken: 'token' };
    const id = '1bd0eb17-4466-4c15-a9ce-87727ad311b5';
    const servers = [{ id, password: 'old' }, { deleted: true }];
    const first = await Simulator.start({ ...given, servers });
    const port = Number(new URL(first.endpoint).port);
    try {
      expect(first).toMatchObject(given);
      expect(first.serverIds).toEqual([id, expect.any(String)]);
      expect(first.passwordNow(id)).toBe('old');
      await expect(Simulator.start({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    } finally {
      await first.close();
    }
    const again = await Simulator.start({ port });
    expect(again.endpoint).toBe(first.endpoint);
    await again.close();
  });

  it('accepts more servers later, but no duplicates and no unknown IDs', async () => {
    const simulator = await Simulator.start();
    try {
      expect(simulator.serverIds).toEqual([]);
      const id = simulator.addServer({ locked: true });
      expect(simulator.serverIds).toEqual([id]);
      expect(() => simulator.addServer({ id })).toThrow(id);
      expect(() => simulator.passwordNow('another')).toThrow('another');
      expect(await resetAll(simulator)).toMatchObject({ status: 400 });
    } finally {
      await simulator.close();
    }
  });

  it('uses https with a certificate', async () => {
    const authority = await createCertificateAuthority('authority of the test');
    const simulator = await Simulator.start({ tls: await authority.issue(), servers: 1 });
    try {
      expect(simulator.endpoint).toMatch(/^https:/);
      const body = batchBody(simulator.serverIds);
      expect((await send(simulator, { body, ca: authority.cert })).status).toBe(200);
      await expect(send(simulator, { body })).rejects.toMatchObject({
        code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      });
      simulator.script({ close: 'before-headers' });
      await expect(send(simulator, { body, ca: authority.cert })).rejects.toThrow();
      expect((await send(simulator, { body, ca: authority.cert })).status).toBe(200);
    } finally {
      await simulator.close();
    }
  });

  it('responds after its latency', async () => {
    const simulator = await Simulator.start({ servers: 1, latencyMs: 60 });
    try {
      const start = performance.now();
      expect((await resetAll(simulator)).status).toBe(200);
      expect(performance.now() - start).toBeGreaterThanOrEqual(59);
    } finally {
      await simulator.close();
    }
  });
});

describe('closing', () => {
  it('ends idle connections, delayed responses and incomplete requests at once', async () => {
    const simulator = await Simulator.start({ servers: 1 });
    const port = Number(new URL(simulator.endpoint).port);
    const agent = new http.Agent({ keepAlive: true });
    await send(simulator, { agent, body: batchBody(simulator.serverIds) });
    const half = net.connect(port, '127.0.0.1');
    half.on('error', () => {
      // The connection may also end with a reset.
    });
    half.write(`PUT ${batchPath(simulator)} HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n{`);
    const halfEnds = new Promise((resolve) => half.once('close', resolve));
    simulator.script(
      { delayMs: 3_600_000 },
      { silence: true },
      { body: 'slow', drip: { bytes: 1, everyMs: 3_600_000 } },
    );
    const waiting = Array.from({ length: 3 }, async () => resetAll(simulator));
    const ends = Promise.allSettled(waiting);
    await untilArrived(simulator, 4);
    await simulator.close();
    await halfEnds;
    const settled = await ends;
    expect(settled.filter(({ status }) => status === 'rejected').length).toBeGreaterThanOrEqual(2);
    await expect(send(simulator, {})).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    agent.destroy();
    await simulator.close();
  });
});

describe('a client that disconnects', () => {
  it('does not affect later requests', async () => {
    const simulator = await Simulator.start({ servers: 1 });
    const port = Number(new URL(simulator.endpoint).port);
    const body = JSON.stringify(batchBody(simulator.serverIds));
    const head =
      `PUT ${batchPath(simulator)} HTTP/1.1\r\nhost: a\r\n` +
      `x-auth-token: ${simulator.authToken}\r\ncontent-type: application/json\r\n` +
      `content-length: ${body.length}\r\n\r\n`;
    simulator.script(
      { apply: 'before', delayMs: 20 },
      { hugeBody: 50_000_000 },
      { apply: 'before', drip: { bytes: 1, everyMs: 5 } },
      { apply: 'before', delayMs: 20, close: 'after-body' },
      { delayMs: 20, close: 'inside-body' },
    );
    try {
      let arrived = 0;
      for (const text of [
        'PUT / HT',
        head,
        head + body.slice(0, 5),
        ...Array<string>(5).fill(head + body),
      ]) {
        const socket = net.connect(port, '127.0.0.1');
        await new Promise<void>((resolve) => {
          socket.write(text, () => {
            resolve();
          });
        });
        if (text.endsWith(body)) await untilArrived(simulator, (arrived += 1));
        socket.resetAndDestroy();
      }
      expect((await resetAll(simulator)).status).toBe(200);
      expect(simulator.requests).toHaveLength(6);
      expect(simulator.requests[0]?.applied).toEqual(simulator.serverIds);
    } finally {
      await simulator.close();
    }
  });
});

async function untilArrived(simulator: Simulator, count: number): Promise<void> {
  while (simulator.requests.length < count) await new Promise((resolve) => setImmediate(resolve));
}
