import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod/mini';

/** A request as it was received. */
export interface RawRequest {
  readonly method: string;
  /** As received, percent-encoded. */
  readonly path: string;
  /** As received, without the question mark. */
  readonly query: string;
  /** Names in lower case; values of a repeated name joined by a comma. */
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** A record of a request for tests. */
export interface RecordedRequest {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  rawBody: string;
  /** The parsed JSON; undefined if the body is not JSON. */
  body: unknown;
  /** The servers in the path, the query or the body. */
  serverIds: string[];
  dryRun: boolean;
  /** The status of the response; undefined if no status line was sent. */
  status?: number;
  /** The servers that it changed. */
  applied: string[];
  /** `Date.now()` when the last byte arrived. */
  at: number;
}

const DryRun = z.object({ dry_run: z.literal(true) });
const ServerList = z.object({ servers: z.array(z.unknown()) });
/** The calls that restart or start servers name them one level deeper. */
const Nested = z.record(z.string(), z.unknown());
const Named = z.object({ id: z.string() });

/** Reads a whole request. Throws if the client disconnects before its end. */
export async function readRequest(message: IncomingMessage): Promise<RawRequest> {
  const url = message.url ?? '/';
  const mark = url.indexOf('?');
  return {
    method: message.method ?? '',
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers: headersOf(message.rawHeaders),
    body: await buffer(message),
  };
}

/** Creates the record of a new request. `serverId` is the server in its path. */
export function recordOf(request: RawRequest, serverId?: string): RecordedRequest {
  const { method, path, query, headers } = request;
  const rawBody = request.body.toString();
  const body = parseJson(rawBody);
  const listed = new URLSearchParams(query).get('server_id')?.split(',');
  return {
    method,
    path,
    query,
    headers,
    rawBody,
    body,
    serverIds: serverId === undefined ? (listed ?? serverIdsIn(body)) : [serverId],
    dryRun: DryRun.safeParse(body).success,
    applied: [],
    at: Date.now(),
  };
}

/** Whether a request that has a body declares it as JSON; parameters like a charset may follow. */
export function declaresJson({ body, headers }: RawRequest): boolean {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  return body.length === 0 || type.trim().toLowerCase() === 'application/json';
}

/** The JSON value of a text; undefined if it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function serverIdsIn(body: unknown): string[] {
  const inner = Object.values(Nested.safeParse(body).data ?? {}).find(
    (value) => ServerList.safeParse(value).success,
  );
  const servers = ServerList.safeParse(inner ?? body).data?.servers ?? [];
  return servers.flatMap((server) => Named.safeParse(server).data?.id ?? []);
}

function headersOf(raw: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    const value = raw[index + 1] ?? '';
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}, ${value}`;
  }
  return headers;
}
