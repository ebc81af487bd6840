import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createTransport } from '../../src/huaweicloud/transport.ts';
import type { NetworkError } from '../../src/huaweicloud/network-errors.ts';
import type { HttpRequest, HttpResult, Transport } from '../../src/huaweicloud/transport.ts';

const NO_PROXIES = { https: '', http: '', except: '' };
const NEVER = new AbortController().signal;
const opened: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

function transport(timeoutMs = 10_000): Transport {
  const created = createTransport({ timeoutMs, proxies: NO_PROXIES });
  opened.push(() => created.close());
  return created;
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.push(() => server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Starts an HTTP server and returns its base URL. */
async function httpServer(handler: http.RequestListener): Promise<string> {
  const server = http.createServer(handler);
  opened.push(() => {
    server.closeAllConnections();
  });
  return `http://${await listen(server)}`;
}

/** Starts a server that calls back with each connection once a request arrives on it. */
async function tcpServer(act: (socket: Socket, request: string) => void): Promise<string> {
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
  return await transport(timeoutMs).send(request(base), NEVER);
}

function httpResponse(body: string, status = 200): object {
  return { kind: 'response', status, body };
}

function failure(maybeSent: boolean, error: NetworkError): object {
  return { kind: 'failure', error, maybeSent };
}

describe('a response', () => {
  it('is returned for a request that arrives as it was sent', async () => {
    const base = await httpServer((incoming, response) => {
      let body = '';
      incoming.on('data', (chunk) => (body += String(chunk)));
      incoming.on('end', () => {
        const { headers, method, url } = incoming;
        response.writeHead(201, { 'X-Request-Id': 'abc', 'Set-Cookie': ['a', 'b'] });
        response.end(JSON.stringify({ method, url, type: headers['content-type'], body }));
      });
    });
    const headers = { 'Content-Type': 'application/json' };
    const result = await transport().send(request(base, { headers, body: '{"ä":1}' }), NEVER);
    expect(result).toMatchObject({
      kind: 'response',
      status: 201,
      headers: { 'x-request-id': 'abc', 'set-cookie': 'a' },
      body: '{"method":"PUT","url":"/v1/x?a=b%20c","type":"application/json","body":"{\\"ä\\":1}"}',
    });
  });

  it('can arrive in parts that divide a character', async () => {
    const bytes = Buffer.from('密码');
    const base = await httpServer((_incoming, response) => {
      response.write(bytes.subarray(0, 1), () => response.end(bytes.subarray(1)));
    });
    expect(await send(base)).toMatchObject(httpResponse('密码'));
  });

  it.each([204, 301, 302, 307, 400, 401, 429, 500, 503])(
    'with status %i is returned as it is',
    async (status) => {
      let requests = 0;
      const base = await httpServer((_incoming, response) => {
        requests += 1;
        response.writeHead(status, { Location: '/elsewhere', 'Retry-After': '0' }).end();
      });
      expect(await send(base)).toMatchObject(httpResponse('', status));
      expect(requests).toBe(1);
    },
  );

  it('is the final one after informational responses', async () => {
    const base = await httpServer((_incoming, response) => {
      response.writeProcessing();
      response.writeEarlyHints({ link: '</x>; rel=preload' });
      response.end('real');
    });
    expect(await send(base)).toMatchObject(httpResponse('real'));
  });

  it('can have 4 MiB', async () => {
    const body = 'x'.repeat(4 * 1024 * 1024);
    const base = await httpServer((_incoming, response) => response.end(body));
    const result = await send(base);
    expect(result.kind === 'response' && result.body === body).toBe(true);
  });

  it('arrives on connections that are reused', async () => {
    const sockets = new Set<Socket>();
    const base = await httpServer((incoming, response) => {
      sockets.add(incoming.socket);
      response.end('x');
    });
    const client = transport();
    for (let round = 0; round < 10; round += 1) {
      expect(await client.send(request(base), NEVER)).toMatchObject(httpResponse('x'));
    }
    // The first connection is not free yet when its response is returned.
    expect(sockets.size).toBeLessThanOrEqual(2);
  });
});

describe('a request is not sent', () => {
  it('because the connection is refused', async () => {
    const server = net.createServer();
    const address = await listen(server);
    server.close();
    await once(server, 'close');
    expect(await send(`http://${address}`)).toEqual(failure(false, 'refused'));
  });

  it('because the host name is unknown', async () => {
    expect(await send('http://no-such-host.invalid')).toEqual(failure(false, 'dns'));
  });

  it('because the server does not use TLS', async () => {
    const address = await tcpServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await send(`https://${address}`)).toEqual(failure(false, 'tls_protocol'));
  });

  it('because the server closes the connection during the TLS handshake', async () => {
    const address = await tcpServer((socket) => socket.destroy());
    expect(await send(`https://${address}`)).toMatchObject({ kind: 'failure', maybeSent: false });
  });

  it('because the server does not respond to the TLS handshake', async () => {
    const address = await tcpServer(() => undefined);
    expect(await send(`https://${address}`, 200)).toEqual(failure(false, 'timeout'));
  });

  it('because it was aborted before', async () => {
    let requests = 0;
    const base = await httpServer((_incoming, response) => {
      requests += 1;
      response.end();
    });
    const client = transport();
    expect(await client.send(request(base), AbortSignal.abort())).toEqual(
      failure(false, 'aborted'),
    );
    // The next request uses the same connections, so the first would have arrived by now.
    expect(await client.send(request(base), NEVER)).toMatchObject(httpResponse(''));
    expect(requests).toBe(1);
  });

  it('because it is aborted before there is a connection', async () => {
    const urls: (string | undefined)[] = [];
    const base = await httpServer((incoming, response) => {
      urls.push(incoming.url);
      response.end();
    });
    const client = transport();
    const controller = new AbortController();
    const result = client.send(request(base), controller.signal);
    controller.abort();
    expect(await result).toEqual(failure(false, 'aborted'));
    const next = request(base, { url: new URL(`${base}/next`) });
    expect(await client.send(next, NEVER)).toMatchObject(httpResponse(''));
    expect(urls).toEqual(['/next']);
  });

  it('because it is aborted while the connection is opened', async () => {
    const controller = new AbortController();
    const address = await tcpServer(() => {
      controller.abort();
    });
    const client = transport();
    expect(await client.send(request(`https://${address}`), controller.signal)).toEqual(
      failure(false, 'aborted'),
    );
  });
});

describe('a response does not arrive', () => {
  it.each<[string, string, NetworkError]>([
    ['because the connection is closed before it', '', 'closed'],
    ['because the connection is closed in its first line', 'HTTP/1.1 20', 'closed'],
    ['because the connection is closed in its headers', 'HTTP/1.1 200 OK\r\nContent-Le', 'closed'],
    ['because it is not HTTP', 'SSH-2.0-OpenSSH_9.9\r\n\r\n', 'malformed'],
  ])('%s', async (_case, text, error) => {
    const address = await tcpServer((socket) => socket.end(text));
    expect(await send(`http://${address}`)).toEqual(failure(true, error));
  });

  it.each([200, 401, 503])(
    'completely, because the connection is closed after HTTP %i',
    async (status) => {
      const head = `HTTP/1.1 ${status} Whatever\r\n`;
      for (const text of [
        `${head}Content-Length: 100\r\n\r\n`,
        `${head}Content-Length: 100\r\n\r\n{"response":[`,
        `${head}Transfer-Encoding: chunked\r\n\r\n5\r\nab`,
      ]) {
        const address = await tcpServer((socket) => socket.end(text));
        expect(await send(`http://${address}`)).toEqual({ ...failure(true, 'closed'), status });
      }
    },
  );

  it('because the connection is reset', async () => {
    const address = await tcpServer((socket) => socket.resetAndDestroy());
    expect(await send(`http://${address}`)).toEqual(failure(true, 'closed'));
  });

  it('before the timeout', async () => {
    const address = await tcpServer(() => undefined);
    expect(await send(`http://${address}`, 200)).toEqual(failure(true, 'timeout'));
  });

  it('completely before the timeout', async () => {
    const address = await tcpServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const timer = setInterval(() => socket.write('x'), 10);
      socket.on('close', () => {
        clearInterval(timer);
      });
    });
    expect(await send(`http://${address}`, 300)).toEqual({
      ...failure(true, 'timeout'),
      status: 200,
    });
  });

  it('because it is larger than 4 MiB', async () => {
    const base = await httpServer((_incoming, response) => {
      response.end('x'.repeat(4 * 1024 * 1024 + 1));
    });
    expect(await send(base)).toEqual({ ...failure(true, 'too large'), status: 200 });
  });

  it('because it never ends', async () => {
    const base = await httpServer((_incoming, response) => {
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
  ])('because its headers are too large (%s)', async (_case, headers) => {
    const address = await tcpServer((socket) => socket.end(`HTTP/1.1 200 OK\r\n${headers}\r\n`));
    expect(await send(`http://${address}`)).toEqual(failure(true, 'too large'));
  });

  it('because it is aborted during the wait, which closes the connection', async () => {
    const controller = new AbortController();
    const { promise: closed, resolve } = Promise.withResolvers<undefined>();
    const address = await tcpServer((socket) => {
      socket.on('close', () => {
        resolve(undefined);
      });
      controller.abort();
    });
    const client = transport();
    const result = await client.send(request(`http://${address}`), controller.signal);
    expect(result).toEqual(failure(true, 'aborted'));
    await closed;
  });

  it('because it is aborted after a part of the response', async () => {
    const controller = new AbortController();
    const base = await httpServer((_incoming, response) => {
      response.write('{"response":[', () => {
        controller.abort();
      });
    });
    const client = transport();
    expect(await client.send(request(base), controller.signal)).toEqual(failure(true, 'aborted'));
  });

  it('because all connections are closed', async () => {
    const client = transport();
    const address = await tcpServer(() => {
      void client.close();
    });
    expect(await client.send(request(`http://${address}`), NEVER)).toEqual(failure(true, 'closed'));
  });
});

it('drops the texts of one member while the response arrives', async () => {
  const row = { id: 'x', user_data: 's'.repeat(64_000) };
  const base = await httpServer((_request, output) => {
    output.end(JSON.stringify(Array(200).fill(row)));
  });
  const result = await transport().send(request(base, { omit: 'user_data' }), NEVER);
  expect(result).toMatchObject({
    status: 200,
    body: JSON.stringify(Array(200).fill({ id: 'x', user_data: '' })),
  });
  expect(await send(base)).toMatchObject({ kind: 'failure', error: 'too large' });
});
