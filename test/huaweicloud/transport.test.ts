import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createTransport } from '../../src/huaweicloud/transport.ts';
import type { HttpRequest, HttpResult, Transport } from '../../src/huaweicloud/transport.ts';

const NO_PROXIES = { https: '', http: '', except: '' };
const NEVER = new AbortController().signal;
const opened: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function transport(timeoutMs = 10_000): Promise<Transport> {
  const made = await createTransport({ timeoutMs, proxies: NO_PROXIES });
  opened.push(() => made.close());
  return made;
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.push(() => server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that speaks HTTP. */
async function speaking(handler: http.RequestListener): Promise<string> {
  const server = http.createServer(handler);
  opened.push(() => {
    server.closeAllConnections();
  });
  return `http://${await listen(server)}`;
}

/** A server that takes a connection and does with it what it wants, once a request came in. */
async function raw(act: (socket: Socket, request: string) => void): Promise<string> {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (data) => {
      act(socket, data.toString());
    });
    opened.push(() => socket.destroy());
  });
  return await listen(server);
}

function request(base: string, own: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'PUT', url: new URL(`${base}/v1/x?a=b%20c`), headers: {}, body: '{}', ...own };
}

async function send(base: string, timeoutMs?: number): Promise<HttpResult> {
  return await (await transport(timeoutMs)).send(request(base), NEVER);
}

function answer(body: string, status = 200): object {
  return { kind: 'response', status, body };
}

function failure(started: boolean, cause: string): object {
  return { kind: 'failure', started, cause };
}

describe('an answer', () => {
  it('comes to a request that arrives as it was written', async () => {
    const base = await speaking((incoming, response) => {
      let body = '';
      incoming.on('data', (chunk) => (body += String(chunk)));
      incoming.on('end', () => {
        const { headers, method, url } = incoming;
        response.writeHead(201, { 'X-Request-Id': 'abc', 'Set-Cookie': ['a', 'b'] });
        response.end(JSON.stringify({ method, url, type: headers['content-type'], body }));
      });
    });
    const headers = { 'Content-Type': 'application/json' };
    const result = await (
      await transport()
    ).send(request(base, { headers, body: '{"ä":1}' }), NEVER);
    expect(result).toMatchObject({
      kind: 'response',
      status: 201,
      headers: { 'x-request-id': 'abc', 'set-cookie': 'a' },
      body: '{"method":"PUT","url":"/v1/x?a=b%20c","type":"application/json","body":"{\\"ä\\":1}"}',
    });
  });

  it('may be cut inside a character on its way', async () => {
    const bytes = Buffer.from('密码');
    const base = await speaking((_incoming, response) => {
      response.write(bytes.subarray(0, 1), () => response.end(bytes.subarray(1)));
    });
    expect(await send(base)).toMatchObject(answer('密码'));
  });

  it.each([204, 301, 302, 307, 400, 401, 429, 500, 503])(
    'with status %i is handed on as it is',
    async (status) => {
      let requests = 0;
      const base = await speaking((_incoming, response) => {
        requests += 1;
        response.writeHead(status, { Location: '/elsewhere', 'Retry-After': '0' }).end();
      });
      expect(await send(base)).toMatchObject(answer('', status));
      expect(requests).toBe(1);
    },
  );

  it('is the one after those that only inform', async () => {
    const base = await speaking((_incoming, response) => {
      response.writeProcessing();
      response.writeEarlyHints({ link: '</x>; rel=preload' });
      response.end('real');
    });
    expect(await send(base)).toMatchObject(answer('real'));
  });

  it('may have 4 MiB', async () => {
    const body = 'x'.repeat(4 * 1024 * 1024);
    const base = await speaking((_incoming, response) => response.end(body));
    const result = await send(base);
    expect(result.kind === 'response' && result.body === body).toBe(true);
  });

  it('comes over connections that are used again', async () => {
    const sockets = new Set<Socket>();
    const base = await speaking((incoming, response) => {
      sockets.add(incoming.socket);
      response.end('x');
    });
    const one = await transport();
    for (let round = 0; round < 10; round += 1) {
      expect(await one.send(request(base), NEVER)).toMatchObject(answer('x'));
    }
    // The first is not free yet when its answer is handed on.
    expect(sockets.size).toBeLessThanOrEqual(2);
  });
});

describe('a request that never left', () => {
  it('nobody listens', async () => {
    const server = net.createServer();
    const address = await listen(server);
    server.close();
    await once(server, 'close');
    expect(await send(`http://${address}`)).toEqual(failure(false, 'refused'));
  });

  it('the name is unknown', async () => {
    expect(await send('http://no-such-host.invalid')).toEqual(failure(false, 'dns'));
  });

  it('the other side speaks no TLS', async () => {
    const address = await raw((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await send(`https://${address}`)).toEqual(failure(false, 'tls'));
  });

  it('the other side closes instead of speaking TLS', async () => {
    const address = await raw((socket) => socket.destroy());
    expect(await send(`https://${address}`)).toMatchObject({ kind: 'failure', started: false });
  });

  it('the other side keeps silent instead of speaking TLS', async () => {
    const address = await raw(() => undefined);
    expect(await send(`https://${address}`, 200)).toEqual(failure(false, 'timeout'));
  });

  it('the run has ended before', async () => {
    let requests = 0;
    const base = await speaking((_incoming, response) => {
      requests += 1;
      response.end();
    });
    const one = await transport();
    expect(await one.send(request(base), AbortSignal.abort())).toEqual(failure(false, 'aborted'));
    // The same connections serve the next request, so the first would have been seen by now.
    expect(await one.send(request(base), NEVER)).toMatchObject(answer(''));
    expect(requests).toBe(1);
  });

  it('the run ends before the connection stands', async () => {
    const urls: (string | undefined)[] = [];
    const base = await speaking((incoming, response) => {
      urls.push(incoming.url);
      response.end();
    });
    const one = await transport();
    const control = new AbortController();
    const result = one.send(request(base), control.signal);
    control.abort();
    expect(await result).toEqual(failure(false, 'aborted'));
    const next = request(base, { url: new URL(`${base}/next`) });
    expect(await one.send(next, NEVER)).toMatchObject(answer(''));
    expect(urls).toEqual(['/next']);
  });

  it('the run ends while the connection is being made', async () => {
    const control = new AbortController();
    const address = await raw(() => {
      control.abort();
    });
    const one = await transport();
    expect(await one.send(request(`https://${address}`), control.signal)).toEqual(
      failure(false, 'aborted'),
    );
  });
});

describe('an answer that does not come', () => {
  it.each<[string, string, string]>([
    ['closed before it', '', 'closed'],
    ['closed in its first line', 'HTTP/1.1 20', 'closed'],
    ['closed in its headers', 'HTTP/1.1 200 OK\r\nContent-Le', 'closed'],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.9\r\n\r\n', 'malformed'],
  ])('%s', async (_what, text, cause) => {
    const address = await raw((socket) => socket.end(text));
    expect(await send(`http://${address}`)).toEqual(failure(true, cause));
  });

  it.each([200, 401, 503])('of which only a part comes, with HTTP %i', async (status) => {
    const head = `HTTP/1.1 ${status} Whatever\r\n`;
    for (const text of [
      `${head}Content-Length: 100\r\n\r\n`,
      `${head}Content-Length: 100\r\n\r\n{"response":[`,
      `${head}Transfer-Encoding: chunked\r\n\r\n5\r\nab`,
    ]) {
      const address = await raw((socket) => socket.end(text));
      expect(await send(`http://${address}`)).toEqual({ ...failure(true, 'closed'), status });
    }
  });

  it('the connection is reset', async () => {
    const address = await raw((socket) => socket.resetAndDestroy());
    expect(await send(`http://${address}`)).toEqual(failure(true, 'closed'));
  });

  it('silence', async () => {
    const address = await raw(() => undefined);
    expect(await send(`http://${address}`, 200)).toEqual(failure(true, 'timeout'));
  });

  it('drop by drop, without an end', async () => {
    const address = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const drops = setInterval(() => socket.write('x'), 10);
      socket.on('close', () => {
        clearInterval(drops);
      });
    });
    expect(await send(`http://${address}`, 300)).toEqual({
      ...failure(true, 'timeout'),
      status: 200,
    });
  });

  it('more than 4 MiB', async () => {
    const base = await speaking((_incoming, response) => {
      response.end('x'.repeat(4 * 1024 * 1024 + 1));
    });
    expect(await send(base)).toEqual({ ...failure(true, 'too large'), status: 200 });
  });

  it('without an end, as fast as it can', async () => {
    const base = await speaking((_incoming, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    });
    expect(await send(base)).toEqual({ ...failure(true, 'too large'), status: 200 });
  });

  it.each([
    ['one', `X: ${'x'.repeat(80 * 1024)}\r\n`],
    ['many', 'X-Y: 0123456789\r\n'.repeat(8_000)],
  ])('huge headers (%s)', async (_what, headers) => {
    const address = await raw((socket) => socket.end(`HTTP/1.1 200 OK\r\n${headers}\r\n`));
    expect(await send(`http://${address}`)).toEqual(failure(true, 'too large'));
  });

  it('the run ends while it is waited for, and the connection is closed', async () => {
    const control = new AbortController();
    const { promise: closed, resolve } = Promise.withResolvers<undefined>();
    const address = await raw((socket) => {
      socket.on('close', () => {
        resolve(undefined);
      });
      control.abort();
    });
    const one = await transport();
    const result = await one.send(request(`http://${address}`), control.signal);
    expect(result).toEqual(failure(true, 'aborted'));
    await closed;
  });

  it('the run ends in the middle of it', async () => {
    const control = new AbortController();
    const base = await speaking((_incoming, response) => {
      response.write('{"response":[', () => {
        control.abort();
      });
    });
    const one = await transport();
    expect(await one.send(request(base), control.signal)).toEqual(failure(true, 'aborted'));
  });

  it('all connections are dropped', async () => {
    const one = await transport();
    const address = await raw(() => {
      void one.close();
    });
    expect(await one.send(request(`http://${address}`), NEVER)).toEqual(failure(true, 'closed'));
  });
});
