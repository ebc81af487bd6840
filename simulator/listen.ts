import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { SimulatorOptions } from './options.ts';

/** Opens the port of a simulator, and returns its address as a base URL. */
export async function listen(
  options: SimulatorOptions,
): Promise<{ readonly http: Server; readonly endpoint: string }> {
  const { host = '127.0.0.1', port = 0, tls } = options;
  // Long enough that no client uses an idle connection while it is being closed.
  const settings = { keepAliveTimeout: 60_000, maxHeaderSize: 64 * 1024 };
  const http =
    tls === undefined ? createServer(settings) : createTlsServer({ ...settings, ...tls });
  http.listen(port, host);
  await once(http, 'listening');
  const address = http.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  const authority = `${host.includes(':') ? `[${host}]` : host}:${bound}`;
  return { http, endpoint: `${tls === undefined ? 'http' : 'https'}://${authority}` };
}
