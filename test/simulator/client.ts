import http from 'node:http';
import https from 'node:https';
import { authorizationFor } from '../../simulator/signature.ts';
import type { Simulator } from '../../simulator/simulator.ts';

/** An invented password that every variant of the rules accepts. */
export const GOOD_PASSWORD = 'Fake+Pass1';

export interface ClientResponse {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  json: unknown;
  /** False if the connection ended inside the body. */
  complete: boolean;
  /** The number of pieces in which the body arrived. */
  chunks: number;
}

export interface RequestOptions {
  method?: string;
  path?: string;
  query?: string;
  body?: string | object;
  headers?: Record<string, string>;
  /** Names, in lower case, of usual headers that are not sent. */
  omit?: readonly string[];
  auth?: 'signed' | 'token' | 'none';
  /** The keys for the signature; default those of the simulator. */
  keys?: { accessKey: string; secretKey: string };
  date?: string;
  signedHeaders?: string[];
  agent?: http.Agent;
  ca?: string;
}

export function batchPath(simulator: Simulator): string {
  return `/v1/${simulator.projectId}/cloudservers/os-reset-passwords`;
}

export function v1Path(simulator: Simulator, id: string): string {
  return `/v1/${simulator.projectId}/cloudservers/${id}/os-reset-password`;
}

export function v21Path(simulator: Simulator, id: string): string {
  return `/v2.1/${simulator.projectId}/servers/${id}/os-reset-password`;
}

/** The current time in the format of `x-sdk-date`. */
export function dateNow(): string {
  return new Date().toISOString().replace(/[-:]|\.\d+/g, '');
}

export function batchBody(ids: readonly string[], more: object = {}): object {
  return { servers: ids.map((id) => ({ id })), new_password: GOOD_PASSWORD, ...more };
}

/** A batch reset of all servers of the simulator, with valid credentials. */
export async function resetAll(simulator: Simulator, more: object = {}): Promise<ClientResponse> {
  return send(simulator, { body: batchBody(simulator.serverIds, more) });
}

/** Sends one request. Rejects if the connection ends before the headers. */
export async function send(
  simulator: Simulator,
  options: RequestOptions = {},
): Promise<ClientResponse> {
  const { method = 'PUT', path = batchPath(simulator), query = '', body = '' } = options;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const url = new URL(simulator.endpoint);
  const headers: Record<string, string> = {
    host: url.host,
    'content-type': 'application/json',
    ...authHeaders(simulator, options),
    ...options.headers,
  };
  for (const name of options.omit ?? []) Reflect.deleteProperty(headers, name);
  if (options.auth === undefined || options.auth === 'signed') {
    const signedHeaders = options.signedHeaders ?? Object.keys(headers).sort();
    headers['authorization'] = authorizationFor(
      { method, path, query, headers, body: Buffer.from(text) },
      signedHeaders,
      options.keys ?? simulator,
    );
  }
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(
      {
        host: url.hostname,
        port: url.port,
        method,
        path: query === '' ? path : `${path}?${query}`,
        headers: { ...headers, 'content-length': String(Buffer.byteLength(text)) },
        // A new agent: no proxy from the environment, and no connection of another test.
        agent: options.agent ?? false,
        ...(options.ca !== undefined && { ca: options.ca }),
      },
      (response) => {
        collect(response).then(resolve, reject);
      },
    );
    request.on('error', reject);
    request.end(text);
  });
}

function authHeaders(simulator: Simulator, options: RequestOptions): Record<string, string> {
  if (options.auth === 'none') return {};
  if (options.auth === 'token') return { 'x-auth-token': simulator.authToken };
  return {
    'x-project-id': simulator.projectId,
    'x-sdk-date': options.date ?? dateNow(),
  };
}

async function collect(response: http.IncomingMessage): Promise<ClientResponse> {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  await new Promise<void>((resolve) => {
    response.on('end', resolve);
    response.on('error', () => {
      resolve();
    });
  });
  const text = Buffer.concat(chunks).toString();
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text,
    json: parsed(text),
    complete: response.complete,
    chunks: chunks.length,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
