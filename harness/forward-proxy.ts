/** A forward proxy on loopback: tunnels with CONNECT and forwards plain HTTP. */
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

export interface ForwardProxy {
  readonly url: string;
  /** The requests, in order: `CONNECT host:port` or `PUT http://…`. */
  readonly requests: string[];
  /** The `Proxy-Authorization` headers of the requests. */
  readonly credentials: (string | undefined)[];
  close(): Promise<void>;
}

/**
 * @param options.status status of every response; no request is forwarded then
 * @param options.cutAfterBytes closes a tunnel after this many bytes from the service
 */
export async function startForwardProxy(
  options: { readonly status?: number; readonly cutAfterBytes?: number } = {},
): Promise<ForwardProxy> {
  const requests: string[] = [];
  const credentials: (string | undefined)[] = [];
  const sockets = new Set<Duplex>();
  const record = ({ headers, method = '', url = '' }: IncomingMessage): void => {
    requests.push(`${method} ${url}`);
    credentials.push(headers['proxy-authorization']);
  };
  const server = createServer((request, response) => {
    record(request);
    if (options.status === undefined) forward(request, response);
    else response.writeHead(options.status).end();
  });
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on('connect', (request: IncomingMessage, client: Duplex) => {
    record(request);
    client.on('error', () => undefined);
    if (options.status !== undefined) {
      client.end(`HTTP/1.1 ${options.status} No\r\n\r\n`);
      return;
    }
    const [host = '', port = ''] = (request.url ?? '').split(':');
    const service = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(service);
      service.pipe(client);
    });
    sockets.add(service);
    let bytes = 0;
    service.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > (options.cutAfterBytes ?? Infinity)) client.destroy();
    });
    service.on('error', () => client.destroy());
    client.on('close', () => service.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    credentials,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function forward(request: IncomingMessage, response: ServerResponse): void {
  const outgoing = httpRequest(
    request.url ?? '',
    { method: request.method ?? 'GET', headers: request.headers },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  outgoing.on('error', () => response.destroy());
  request.pipe(outgoing);
}
