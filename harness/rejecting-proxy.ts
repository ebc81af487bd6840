/** A proxy on loopback that rejects every request and records it. */
import { once } from 'node:events';
import { createServer } from 'node:http';

export interface RejectingProxy {
  readonly url: string;
  /** The requested hosts and ports, in order. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

export async function startRejectingProxy(): Promise<RejectingProxy> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(new URL(request.url ?? '').host);
    response.writeHead(403).end();
  });
  server.on('connect', (request, socket) => {
    requests.push(request.url ?? '');
    socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
