/** A service that records requests and accepts all of them, at any path and under any host name. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Certificate } from '../../harness/certificate-authority.ts';
import { readRequest, recordOf } from '../../simulator/request.ts';
import type { RawRequest } from '../../simulator/request.ts';

export interface Recorder {
  /** The address for http. As a proxy it leads every https host to the recorder too. */
  readonly url: string;
  readonly requests: readonly RawRequest[];
  close(): Promise<void>;
}

/**
 * @param certificate for the https hosts
 * @param projectId ID of the project that the look-up returns
 */
export async function startRecorder(
  certificate: Certificate,
  projectId: string,
): Promise<Recorder> {
  const requests: RawRequest[] = [];
  const sockets = new Set<Duplex>();
  const onRequest = (message: IncomingMessage, response: ServerResponse): void => {
    readRequest(message)
      .then((request) => {
        requests.push(request);
        respond(request, response, projectId);
      })
      .catch(() => message.socket.destroy());
  };
  const tls = createTlsServer({ ...certificate }, onRequest);
  const server = createServer(onRequest);
  for (const each of [server, tls]) {
    each.on('connection', (socket: Duplex) => sockets.add(socket));
  }
  server.on('connect', (_request: IncomingMessage, client: Duplex) => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    tls.emit('connection', client);
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function respond(request: RawRequest, response: ServerResponse, projectId: string): void {
  const json = (body: object): void => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  if (request.method === 'GET') {
    const name = new URLSearchParams(request.query).get('name');
    json({ projects: [{ id: projectId, name }] });
  } else if (request.path.endsWith('/os-reset-passwords')) {
    json({ response: recordOf({ ...request, path: '' }).serverIds.map((id) => ({ id })) });
  } else {
    response.writeHead(204).end();
  }
}
