import http from 'node:http';
import https from 'node:https';
import { authorizationFor } from '../../simulator/signature.ts';
import type { Simulator } from '../../simulator/simulator.ts';

/** A password that every variant of the rules takes; made up. */
export const GOOD_PASSWORD = 'Fake+Pass1';

export interface Reply {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  json: unknown;
  /** False when the connection ended inside the body. */
  complete: boolean;
  /** How many pieces the body came in. */
  chunks: number;
}

export interface Sent {
  method?: string;
  path?: string;
  query?: string;
  body?: string | object;
  headers?: Record<string, string>;
  /** The headers, in lower case, that are not sent although they are usual. */
  omit?: readonly string[];
  auth?: 'signed' | 'token' | 'none';
  /** What is signed with, when not what the simulator expects. */
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

/** The time as `x-sdk-date` wants it. */
export function dateNow(): string {
  return new Date().toISOString().replace(/[-:]|\.\d+/g, '');
}

export function batchBody(ids: readonly string[], more: object = {}): object {
  return { servers: ids.map((id) => ({ id })), new_password: GOOD_PASSWORD, ...more };
}

/** A batch reset of all servers of the simulator, with right credentials. */
export async function resetAll(simulator: Simulator, more: object = {}): Promise<Reply> {
  return send(simulator, { body: batchBody(simulator.serverIds, more) });
}

/** Sends one request; it rejects when the connection ends before the headers. */
export async function send(simulator: Simulator, sent: Sent = {}): Promise<Reply> {
  const { method = 'PUT', path = batchPath(simulator), query = '', body = '' } = sent;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const url = new URL(simulator.endpoint);
  const headers: Record<string, string> = {
    host: url.host,
    'content-type': 'application/json',
    ...authHeaders(simulator, sent),
    ...sent.headers,
  };
  for (const name of sent.omit ?? []) Reflect.deleteProperty(headers, name);
  if (sent.auth === undefined || sent.auth === 'signed') {
    const signedHeaders = sent.signedHeaders ?? Object.keys(headers).sort();
    headers['authorization'] = authorizationFor(
      { method, path, query, headers, body: Buffer.from(text) },
      signedHeaders,
      sent.keys ?? simulator,
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
        // An agent of its own: no proxy of the environment, no connection of another test.
        agent: sent.agent ?? false,
        ...(sent.ca !== undefined && { ca: sent.ca }),
      },
      (response) => {
        collect(response).then(resolve, reject);
      },
    );
    request.on('error', reject);
    request.end(text);
  });
}

function authHeaders(simulator: Simulator, sent: Sent): Record<string, string> {
  if (sent.auth === 'none') return {};
  if (sent.auth === 'token') return { 'x-auth-token': simulator.authToken };
  return {
    'x-project-id': simulator.projectId,
    'x-sdk-date': sent.date ?? dateNow(),
  };
}

async function collect(response: http.IncomingMessage): Promise<Reply> {
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
