import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTransport } from '../../src/huaweicloud/transport.ts';
import type { Proxies } from '../../src/huaweicloud/no-proxy.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';

const NO_PROXIES: Proxies = { https: '', http: '', except: '' };
const opened: (() => unknown)[] = [];
let target: string;
/** The requests to the proxy, and the credentials of the last one. */
let proxied: string[];
let authorization: string | undefined;
/** The number of requests that reached the target. */
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

/** Starts a proxy that forwards requests and opens tunnels. */
async function startProxy(): Promise<string> {
  const server = http.createServer((incoming, response) => {
    proxied.push(`${incoming.method ?? ''} ${incoming.url ?? ''}`);
    authorization = incoming.headers['proxy-authorization'];
    const { method, headers, url = '' } = incoming;
    incoming.pipe(
      http.request(url, { method, headers }, (forwarded) => {
        response.writeHead(forwarded.statusCode ?? 502);
        forwarded.pipe(response);
      }),
    );
  });
  server.on('connect', (incoming, socket, head) => {
    proxied.push(`CONNECT ${incoming.url ?? ''}`);
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

/** Starts a proxy that fails as the callback does. */
async function startFailingProxy(act: (socket: Socket) => void): Promise<string> {
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
  proxied = [];
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
  const transport = createTransport({ timeoutMs, proxies: { ...NO_PROXIES, ...proxies } });
  opened.push(() => transport.close());
  const request = { method: 'PUT' as const, url: new URL(`${base}/v1/x`), headers: {}, body: '{}' };
  return await transport.send(request, new AbortController().signal);
}

describe('a request through a proxy', () => {
  it('with http uses the proxy for http', async () => {
    const result = await send(`http://${target}`, { http: `http://${await startProxy()}` });
    expect(result).toMatchObject({ kind: 'response', status: 200, body: 'target' });
    expect(proxied).toHaveLength(1);
    expect(proxied[0]).toContain(target);
    expect(reached).toBe(1);
  });

  it('with https uses a tunnel, and fails when the target does not use TLS', async () => {
    const result = await send(`https://${target}`, { https: `http://${await startProxy()}` });
    expect(result).toMatchObject({ kind: 'failure', maybeSent: false });
    expect(proxied).toEqual([`CONNECT ${target}`]);
    expect(reached).toBe(0);
  });

  it('names the host by its name, not by its address', async () => {
    const address = await startProxy();
    const result = await send('https://ecs.no-such-host.invalid', { https: `http://${address}` });
    expect(result).toMatchObject({ kind: 'failure', maybeSent: false });
    expect(proxied).toEqual(['CONNECT ecs.no-such-host.invalid:443']);
  });

  it('authenticates with the credentials from the URL of the proxy', async () => {
    await send(`http://${target}`, { http: `http://user:Fake%2DPass1@${await startProxy()}` });
    expect(authorization).toBe(`Basic ${Buffer.from('user:Fake-Pass1').toString('base64')}`);
  });

  it.each(['127.0.0.1', 'example.com,127.0.0.1', '*', 'example.com 127.0.0.1'])(
    'uses no proxy when NO_PROXY is %s',
    async (except) => {
      const address = await startProxy();
      const result = await send(`http://${target}`, { http: `http://${address}`, except });
      expect(result).toMatchObject({ kind: 'response', body: 'target' });
      expect(proxied).toEqual([]);
    },
  );

  it('with http does not use the proxy for https', async () => {
    const result = await send(`http://${target}`, { https: `http://${await startProxy()}` });
    expect(result).toMatchObject({ kind: 'response', body: 'target' });
    expect(proxied).toEqual([]);
  });

  it('uses the proxy when NO_PROXY names other hosts', async () => {
    const address = await startProxy();
    await send(`http://${target}`, { http: `http://${address}`, except: 'example.com,10.0.0.1' });
    expect(proxied).toHaveLength(1);
  });
});

describe('a proxy that opens no connection', () => {
  it('is an error, and the request is not sent without it', async () => {
    const server = net.createServer();
    const address = await listen(server);
    server.close();
    await once(server, 'close');
    const proxies = { http: `http://${address}`, https: `http://${address}` };
    for (const base of [`http://${target}`, `https://${target}`]) {
      expect(await send(base, proxies)).toEqual({
        kind: 'failure',
        maybeSent: false,
        error: 'refused',
      });
    }
    expect(reached).toBe(0);
  });

  it.each([
    ['403 Forbidden', 'proxy_denied'],
    ['407 Proxy Authentication Required', 'proxy_credentials'],
    ['502 Bad Gateway', 'proxy'],
    ['503 Service Unavailable', 'proxy'],
    ['400 Bad Request', 'proxy_denied'],
  ])('responds with %s', async (status, error) => {
    const address = await startFailingProxy((socket) => {
      socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`);
    });
    expect(await send(`https://${target}`, { https: `http://${address}` })).toEqual({
      kind: 'failure',
      maybeSent: false,
      error,
    });
    expect(reached).toBe(0);
  });

  it('closes the connection', async () => {
    const address = await startFailingProxy((socket) => socket.destroy());
    const result = await send(`https://${target}`, { https: `http://${address}` });
    expect(result).toMatchObject({ kind: 'failure', maybeSent: false });
  });

  it('does not respond', async () => {
    const address = await startFailingProxy(() => undefined);
    const result = await send(`https://${target}`, { https: `http://${address}` }, 300);
    expect(result).toEqual({ kind: 'failure', error: 'timeout', maybeSent: false });
  });
});
