import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTransport } from '../../src/huaweicloud/transport.ts';
import type { HttpResult, Proxies } from '../../src/huaweicloud/transport.ts';

const NO_PROXIES: Proxies = { https: '', http: '', except: '' };
const opened: (() => unknown)[] = [];
let target: string;
/** What the proxy was asked for, and in whose name. */
let asked: string[];
let authorization: string | undefined;
/** Requests that reached the target. */
let reached: number;

async function listen(server: Server): Promise<string> {
  server.on('connection', (socket: Socket) => {
    opened.push(() => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.push(() => server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A proxy for both ways: whole addresses, and tunnels. */
async function proxy(): Promise<string> {
  const server = http.createServer((incoming, response) => {
    asked.push(`${incoming.method ?? ''} ${incoming.url ?? ''}`);
    authorization = incoming.headers['proxy-authorization'];
    const { method, headers, url = '' } = incoming;
    incoming.pipe(
      http.request(url, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502);
        answer.pipe(response);
      }),
    );
  });
  server.on('connect', (incoming, socket, head) => {
    asked.push(`CONNECT ${incoming.url ?? ''}`);
    authorization = incoming.headers['proxy-authorization'];
    const { hostname, port } = new URL(`http://${incoming.url ?? ''}`);
    const tunnel = net.connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      tunnel.write(head);
      tunnel.pipe(socket).pipe(tunnel);
    });
    tunnel.on('error', () => socket.destroy());
    socket.on('error', () => tunnel.destroy());
  });
  return await listen(server);
}

/** A proxy that does not do its work. */
async function useless(act: (socket: Socket) => void): Promise<string> {
  return await listen(
    net.createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        act(socket);
      });
    }),
  );
}

beforeEach(async () => {
  asked = [];
  authorization = undefined;
  reached = 0;
  const server = http.createServer((_incoming, response) => {
    reached += 1;
    response.end('target');
  });
  target = await listen(server);
});

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function send(
  base: string,
  proxies: Partial<Proxies>,
  timeoutMs = 10_000,
): Promise<HttpResult> {
  const transport = await createTransport({ timeoutMs, proxies: { ...NO_PROXIES, ...proxies } });
  opened.push(() => transport.close());
  const request = { method: 'PUT' as const, url: new URL(`${base}/v1/x`), headers: {}, body: '{}' };
  return await transport.send(request, new AbortController().signal);
}

describe('by way of a proxy', () => {
  it('http goes there by the proxy for http', async () => {
    const result = await send(`http://${target}`, { http: `http://${await proxy()}` });
    expect(result).toMatchObject({ kind: 'response', status: 200, body: 'target' });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain(target);
    expect(reached).toBe(1);
  });

  it('https goes there by a tunnel, which ends where the target speaks no TLS', async () => {
    const result = await send(`https://${target}`, { https: `http://${await proxy()}` });
    expect(result).toMatchObject({ kind: 'failure', started: false });
    expect(asked).toEqual([`CONNECT ${target}`]);
    expect(reached).toBe(0);
  });

  it('the proxy is told the name of the host, not its address', async () => {
    const address = await proxy();
    const result = await send('https://ecs.no-such-host.invalid', { https: `http://${address}` });
    expect(result).toMatchObject({ kind: 'failure', started: false });
    expect(asked).toEqual(['CONNECT ecs.no-such-host.invalid:443']);
  });

  it('in the name that its address has', async () => {
    await send(`http://${target}`, { http: `http://user:Fake%2DPass1@${await proxy()}` });
    expect(authorization).toBe(`Basic ${Buffer.from('user:Fake-Pass1').toString('base64')}`);
  });

  it.each(['127.0.0.1', 'example.com,127.0.0.1', '*', 'example.com 127.0.0.1'])(
    'not where NO_PROXY says %s',
    async (except) => {
      const address = await proxy();
      const result = await send(`http://${target}`, { http: `http://${address}`, except });
      expect(result).toMatchObject({ kind: 'response', body: 'target' });
      expect(asked).toEqual([]);
    },
  );

  it('a proxy for https is none for http', async () => {
    const result = await send(`http://${target}`, { https: `http://${await proxy()}` });
    expect(result).toMatchObject({ kind: 'response', body: 'target' });
    expect(asked).toEqual([]);
  });

  it('NO_PROXY names other hosts', async () => {
    const address = await proxy();
    await send(`http://${target}`, { http: `http://${address}`, except: 'example.com,10.0.0.1' });
    expect(asked).toHaveLength(1);
  });
});

describe('a proxy that opens no way', () => {
  it('is an error and no reason to go around it', async () => {
    const server = net.createServer();
    const address = await listen(server);
    server.close();
    await once(server, 'close');
    const proxies = { http: `http://${address}`, https: `http://${address}` };
    for (const base of [`http://${target}`, `https://${target}`]) {
      expect(await send(base, proxies)).toEqual({
        kind: 'failure',
        started: false,
        cause: 'refused',
      });
    }
    expect(reached).toBe(0);
  });

  it.each(['403 Forbidden', '407 Proxy Authentication Required', '502 Bad Gateway'])(
    'answers %s',
    async (status) => {
      const address = await useless((socket) => {
        socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`);
      });
      expect(await send(`https://${target}`, { https: `http://${address}` })).toEqual({
        kind: 'failure',
        started: false,
        cause: 'proxy',
      });
      expect(reached).toBe(0);
    },
  );

  it('closes', async () => {
    const address = await useless((socket) => socket.destroy());
    const result = await send(`https://${target}`, { https: `http://${address}` });
    expect(result).toMatchObject({ kind: 'failure', started: false });
  });

  it('keeps silent', async () => {
    const address = await useless(() => undefined);
    const result = await send(`https://${target}`, { https: `http://${address}` }, 300);
    expect(result).toEqual({ kind: 'failure', error: 'timeout', maybeSent: false });
  });
});
