import * as z from 'zod/mini';
import type { Reason } from '../fleet/outcome.ts';
import { failure, success } from '../result.ts';
import type { Result } from '../result.ts';
import { readEcs } from './ecs-read.ts';
import type { EcsService } from './ecs-read.ts';
import type { RequestContext } from './request-context.ts';
import { readBody } from './schemas.ts';
import type { RequestFailure } from './send-with-retry.ts';
import { readRow, USER_DATA } from './server-rows.ts';
import type { ListedServer, ServerRow } from './server-rows.ts';
import { percentEncode } from './signing.ts';
import type { HttpResponse } from './transport.ts';

/** Rows in one page. The service allows 1,000, and a row may have 64 kB. */
const PAGE_SIZE = 200;
/** The reference advises no more IDs in one request, because of the length of its URL. */
const IDS_AT_ONCE = 100;

/** What the service filters by. It compares coarsely, so every row has to be checked again. */
export interface ServerFilter {
  /** `key=value` or `key`: the tags of a server contain the text. */
  readonly tags: readonly string[];
  /** The name of a server contains the text. */
  readonly name?: string;
  /** `all_granted_eps` stands for all enterprise projects of the user. */
  readonly enterpriseProjectId?: string;
}

/** The servers that the service lists for IDs. */
export interface ServersById {
  /** Every requested ID, in order. */
  readonly servers: ReadonlyMap<string, ServerStatus>;
  /** The first failure of a request, if there is one. */
  readonly failure: RequestFailure | undefined;
  /**
   * When the service sent its last response, by its own clock (`Date` header), in milliseconds since the
   * epoch. Undefined when a response has no such header.
   */
  readonly serverTime: number | undefined;
}

/** One server of a list by ID: its row, that there is none, or why its row could not be read. */
export type ServerStatus =
  | ServerRow
  | { readonly kind: 'not_found'; readonly id: string }
  | { readonly kind: 'unreadable'; readonly id: string; readonly reason: Reason };

/** The servers that the service lists for a filter. */
export interface ServersByFilter {
  /** In the order of the list, by ID. */
  readonly servers: ReadonlyMap<string, ListedServer>;
  /** How many servers the service counts, in its last response. */
  readonly count: number;
}

/** Why a list ended early, and the servers before that. */
export interface IncompleteList extends Omit<ServersByFilter, 'count'> {
  readonly reason: Reason;
}

interface Page {
  readonly servers: readonly ListedServer[];
  readonly count: number;
  /** Whether a row has no server ID. */
  readonly hasOther: boolean;
  readonly time: number | undefined;
}

const PageBody = z.object({
  count: z.number().check(z.minimum(0)),
  servers: z.array(z.unknown()),
});

/**
 * Reads servers by ID, at most 100 in one request, one request after the other.
 *
 * After a refusal, which every other request would meet too, no further request is sent.
 *
 * Source: ECS API reference, "Querying Details About ECSs" (`server_id` takes a list with commas).
 *
 * @param ids in lower case
 */
export async function listServersById(
  ids: readonly string[],
  service: EcsService,
  context: RequestContext,
): Promise<ServersById> {
  const servers = new Map<string, ServerStatus>();
  const times: (number | undefined)[] = [];
  let firstFailure: RequestFailure | undefined;
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
    const part = ids.slice(start, start + IDS_AT_ONCE);
    const isOver = firstFailure?.refused === true || context.stop.aborted;
    const read =
      isOver && firstFailure !== undefined
        ? { listed: new Map<string, ListedServer>(), times: [], end: failure(firstFailure) }
        : await readPart(part, service, context);
    times.push(...read.times);
    if (!read.end.ok) firstFailure ??= read.end.error;
    for (const id of part) servers.set(id, statusOf(id, read.listed.get(id), read.end));
  }
  const serverTime = times.every((time) => time !== undefined)
    ? times.reduce<number | undefined>((last, time) => Math.max(last ?? 0, time), undefined)
    : undefined;
  return { servers, failure: firstFailure, serverTime };
}

/** Reads up to 100 servers. One page has them all, unless the service makes smaller pages. */
async function readPart(
  ids: readonly string[],
  service: EcsService,
  context: RequestContext,
): Promise<{
  readonly listed: ReadonlyMap<string, ListedServer>;
  readonly times: readonly (number | undefined)[];
  /** Whether an ID that is not listed does not exist. */
  readonly end: Result<{ readonly isWhole: boolean }, RequestFailure>;
}> {
  const listed = new Map<string, ListedServer>();
  const times: (number | undefined)[] = [];
  let hasOther = false;
  let marker: string | undefined;
  for (;;) {
    const query = [['server_id', ids.join(',')] as const, ...pageQuery(IDS_AT_ONCE, marker)];
    const page = await readPage(query, service, context);
    if (!page.ok) return { listed, times, end: page };
    times.push(page.value.time);
    hasOther ||= page.value.hasOther;
    const { count, servers } = page.value;
    const isNew = addTo(listed, servers);
    const isAll = ids.every((id) => listed.has(id)) || listed.size >= count;
    marker = servers.at(-1)?.id;
    if (isAll || hasOther || marker === undefined) {
      return { listed, times, end: success({ isWhole: !hasOther }) };
    }
    if (!isNew) return { listed, times, end: failure(repeated()) };
  }
}

function statusOf(
  id: string,
  listed: ListedServer | undefined,
  end: Result<{ readonly isWhole: boolean }, RequestFailure>,
): ServerStatus {
  if (listed?.kind === 'server' || listed?.kind === 'not_found') return listed;
  if (listed === undefined && end.ok && end.value.isWhole) return { kind: 'not_found', id };
  const isRefused = listed === undefined && !end.ok;
  return { kind: 'unreadable', id, reason: isRefused ? end.error.reason : UNREADABLE_ROW };
}

/** Why a row that does not match its definition says nothing of its server. */
export const UNREADABLE_ROW: Reason = {
  message: 'the list of servers describes this server in an unknown form',
  advice: 'Check endpoint, and report it if it is the address of the ECS service itself',
};

/**
 * Lists the servers of a project that pass a filter, page by page. The list ends at the number of
 * servers that the service counts, or at an empty page.
 *
 * Source: ECS API reference, "Querying Details About ECSs" (`marker` is the last ID of a page).
 */
export async function listServersByFilter(
  filter: ServerFilter,
  service: EcsService,
  context: RequestContext,
): Promise<Result<ServersByFilter, IncompleteList>> {
  const servers = new Map<string, ListedServer>();
  let marker: string | undefined;
  for (;;) {
    const query = [...filterQuery(filter), ...pageQuery(PAGE_SIZE, marker)];
    const page = await readPage(query, service, context);
    if (!page.ok) return failure({ servers, reason: page.error.reason });
    const { count, hasOther } = page.value;
    if (hasOther) return failure({ servers, reason: NO_ID });
    const isNew = addTo(servers, page.value.servers);
    marker = page.value.servers.at(-1)?.id;
    if (marker === undefined || servers.size >= count) return success({ servers, count });
    if (!isNew) return failure({ servers, reason: repeated().reason });
  }
}

const NO_ID: Reason = {
  message: 'the list of servers has a row without a server ID',
  advice: UNREADABLE_ROW.advice,
};

function repeated(): RequestFailure {
  return {
    refused: false,
    reason: {
      message: 'the list of servers repeats a page, so the servers after it are not known',
      advice: 'Try again. If the error persists, report it with the request ID',
    },
  };
}

/** @returns whether one of them is new */
function addTo(servers: Map<string, ListedServer>, page: readonly ListedServer[]): boolean {
  const before = servers.size;
  for (const server of page) if (!servers.has(server.id)) servers.set(server.id, server);
  return servers.size > before;
}

type Query = readonly (readonly [name: string, value: string])[];

function filterQuery({ enterpriseProjectId, name, tags }: ServerFilter): Query {
  return [
    ...tags.map((tag) => ['tags', tag] as const),
    ...(name === undefined ? [] : [['name', name] as const]),
    ...(enterpriseProjectId === undefined
      ? []
      : [['enterprise_project_id', enterpriseProjectId] as const]),
  ];
}

function pageQuery(limit: number, marker: string | undefined): Query {
  return [['limit', String(limit)], ...(marker === undefined ? [] : [['marker', marker] as const])];
}

function readPage(
  query: Query,
  service: EcsService,
  context: RequestContext,
): Promise<Result<Page, RequestFailure>> {
  const text = query.map(([name, value]) => `${name}=${percentEncode(value)}`).join('&');
  return readEcs(
    service,
    {
      path: (projectId) => `/v1/${projectId}/cloudservers/detail?${text}`,
      omit: USER_DATA,
      read: pageOf,
    },
    context,
  );
}

function pageOf(response: HttpResponse): Page | undefined {
  const body = readBody(PageBody, response);
  if (body === undefined) return undefined;
  const rows = body.servers.map(readRow);
  const servers = rows.filter((row) => row !== undefined);
  return {
    servers,
    count: body.count,
    hasOther: servers.length < rows.length,
    time: timeOf(response.headers['date'] ?? ''),
  };
}

/** `Date.parse` takes nearly anything; a date of HTTP begins with its weekday. */
function timeOf(date: string): number | undefined {
  const time = /^[A-Z][a-z]{2}, /.test(date) ? Date.parse(date) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
