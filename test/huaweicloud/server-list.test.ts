import { describe, expect, it } from '@jest/globals';
import { ECS_ENDPOINT, ecsService, row, uuid } from '../../harness/ecs-service.ts';
import { createContext, failure, REQUEST_ID, response } from '../../harness/request-context.ts';
import type { ScriptedContext } from '../../harness/request-context.ts';
import type { RequestContext } from '../../src/huaweicloud/request-context.ts';
import { listServersByFilter, listServersById } from '../../src/huaweicloud/server-list.ts';
import type { ServerFilter } from '../../src/huaweicloud/server-list.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';

const LIST = `GET ${ECS_ENDPOINT}/v1/p-1/cloudservers/detail?`;
const FORBIDDEN = response(
  403,
  { error: { code: 'Ecs.0110', message: 'no' } },
  { 'x-request-id': REQUEST_ID },
);

function page(indexes: readonly number[], count = indexes.length, date = ''): HttpResult {
  const servers = indexes.map((index) => row(index));
  return response(200, { count, servers }, date === '' ? {} : { date });
}

function ids(...indexes: number[]): string[] {
  return indexes.map(uuid);
}

async function byId(
  requested: readonly string[],
  script: readonly HttpResult[],
  own: Partial<RequestContext> = {},
): Promise<ScriptedContext & { readonly list: Awaited<ReturnType<typeof listServersById>> }> {
  const scripted = createContext(script, own);
  const { clock, context } = scripted;
  const list = await clock.run(listServersById(requested, ecsService(context), context));
  return { ...scripted, list };
}

async function byFilter(
  filter: ServerFilter,
  script: readonly HttpResult[],
): Promise<ScriptedContext & { readonly list: Awaited<ReturnType<typeof listServersByFilter>> }> {
  const scripted = createContext(script);
  const { clock, context } = scripted;
  const list = await clock.run(listServersByFilter(filter, ecsService(context), context));
  return { ...scripted, list };
}

const kindsOf = (servers: ReadonlyMap<string, { readonly kind: string }>): string[] =>
  Array.from(servers.values(), ({ kind }) => kind);

describe('servers by ID', () => {
  it('come in the order of the IDs, with all IDs in one request', async () => {
    const { calls, list, transport } = await byId(ids(2, 1), [page([1, 2])]);
    expect([...list.servers.keys()]).toEqual(ids(2, 1));
    expect(kindsOf(list.servers)).toEqual(['server', 'server']);
    expect(list.failure).toBeUndefined();
    expect(calls()).toEqual([`${LIST}server_id=${uuid(2)}%2C${uuid(1)}&limit=100`]);
    expect(transport.sent[0]?.headers['X-Auth-Token']).toBe('MIIFakeToken');
  });

  it('are requested at most 100 at once', async () => {
    const indexes = Array.from({ length: 250 }, (_, index) => index);
    const parts = [indexes.slice(0, 100), indexes.slice(100, 200), indexes.slice(200)];
    const { list, transport } = await byId(
      indexes.map(uuid),
      parts.map((part) => page(part)),
    );
    expect(list.servers.size).toBe(250);
    expect(transport.sent.map(({ url }) => url.searchParams.get('server_id')?.length)).toEqual([
      3_699, 3_699, 1_849,
    ]);
  });

  it('tell which do not exist: by a row of nulls, or because the complete list lacks them', async () => {
    const missing = { id: uuid(2), name: null, status: null, fault: {} };
    const body = { count: 2, servers: [row(1), missing] };
    const { list } = await byId(ids(1, 2, 3), [response(200, body)]);
    expect(kindsOf(list.servers)).toEqual(['server', 'not_found', 'not_found']);
  });

  it('do not tell it when a row has no ID', async () => {
    const body = { count: 2, servers: [row(1), row(2, { id: null })] };
    const { list } = await byId(ids(1, 2), [response(200, body)]);
    expect(kindsOf(list.servers)).toEqual(['server', 'unreadable']);
  });

  it('go on behind a page that is smaller than the request', async () => {
    const { calls, list } = await byId(ids(1, 2, 3), [page([1, 2], 3), page([3], 3)]);
    expect(kindsOf(list.servers)).toEqual(['server', 'server', 'server']);
    expect(calls()[1]).toBe(
      `${LIST}server_id=${ids(1, 2, 3).join('%2C')}&limit=100&marker=${uuid(2)}`,
    );
  });

  it('end at a page that repeats', async () => {
    const { list } = await byId(ids(1, 2), [page([1], 2), page([1], 2)]);
    expect(kindsOf(list.servers)).toEqual(['server', 'unreadable']);
    expect(list.failure?.reason.message).toContain('repeats a page');
  });

  it('are unreadable one by one, where a row does not match its definition', async () => {
    const body = { count: 2, servers: [row(1, { locked: 'no' }), row(2)] };
    const { list } = await byId(ids(1, 2), [response(200, body)]);
    expect(list.servers.get(uuid(1))).toMatchObject({
      kind: 'unreadable',
      reason: { message: 'the list of servers describes this server in an unknown form' },
    });
    expect(list.servers.get(uuid(2))).toMatchObject({ kind: 'server', name: 'ecs-2' });
    expect(list.failure).toBeUndefined();
  });

  it('stop after a refusal, and name the missing permission by its code', async () => {
    const indexes = Array.from({ length: 101 }, (_, index) => index);
    const { list, transport } = await byId(indexes.map(uuid), [FORBIDDEN]);
    expect(transport.sent).toHaveLength(1);
    expect(new Set(kindsOf(list.servers))).toEqual(new Set(['unreadable']));
    expect(list.servers.get(uuid(100))).toMatchObject({
      reason: { code: 'Ecs.0110', requestId: REQUEST_ID, message: 'permission is missing' },
    });
  });

  it('go on after another failure, so that one lost page does not hide the others', async () => {
    const indexes = Array.from({ length: 101 }, (_, index) => index);
    const closed = failure('closed', true);
    const script = [closed, closed, page([100])];
    const { list } = await byId(indexes.map(uuid), script, { maxRetries: 1 });
    expect(list.servers.get(uuid(100))?.kind).toBe('server');
    expect(list.servers.get(uuid(0))).toMatchObject({
      kind: 'unreadable',
      reason: { message: expect.stringContaining('no response from ECS') },
    });
    expect(list.failure?.reason).toBe(
      (list.servers.get(uuid(0)) as { reason: unknown } | undefined)?.reason,
    );
  });

  it('are not requested once the run is stopped', async () => {
    const { list, transport } = await byId(ids(1), [], { stop: AbortSignal.abort() });
    expect(transport.sent).toEqual([]);
    expect(kindsOf(list.servers)).toEqual(['unreadable']);
  });

  it('are read again after refusals that may pass', async () => {
    const busy = response(400, { error: { code: 'Ecs.0002', message: 'x' } });
    const limited = response(202, { error: { code: 'Common.0024', message: 'x' } });
    const { list, waits } = await byId(ids(1), [busy, limited, page([1])]);
    expect(kindsOf(list.servers)).toEqual(['server']);
    expect(waits.map(({ reason }) => [reason.code, reason.message])).toEqual([
      ['Ecs.0002', 'the service could not submit the request'],
      ['Common.0024', 'the service limits the rate of calls'],
    ]);
  });

  it.each([
    ['no body', ''],
    ['no count', { servers: [row(1)] }],
    ['a count that is a text', { count: '1', servers: [row(1)] }],
    ['no list', { count: 1 }],
    ['null', 'null'],
  ])('are unreadable in a page with %s', async (_title, body) => {
    const { list } = await byId(ids(1), Array(6).fill(response(200, body)));
    expect(kindsOf(list.servers)).toEqual(['unreadable']);
    expect(list.failure?.reason.message).toBe(
      'the response of ECS does not match its documentation (HTTP 200)',
    );
  });

  it('come with the time of the service, of its last response', async () => {
    const indexes = Array.from({ length: 101 }, (_, index) => index);
    const early = 'Sat, 21 Nov 2026 08:00:00 GMT';
    const late = 'Sat, 21 Nov 2026 08:00:07 GMT';
    const parts = [indexes.slice(0, 100), indexes.slice(100)];
    const [first = [], second = []] = parts;
    const both = await byId(indexes.map(uuid), [page(first, 100, late), page(second, 1, early)]);
    expect(both.list.serverTime).toBe(Date.parse(late));
    const one = await byId(indexes.map(uuid), [page(first, 100, late), page(second)]);
    expect(one.list.serverTime).toBeUndefined();
    const other = await byId(ids(1), [page([1], 1, '7')]);
    expect(other.list.serverTime).toBeUndefined();
  });
});

describe('servers by filter', () => {
  it('come with the filters of the service', async () => {
    const filter = { tags: ['env=prod', 'owner'], name: 'web-', enterpriseProjectId: 'e-1' };
    const { calls, list } = await byFilter(filter, [page([1, 2])]);
    expect(list).toMatchObject({ ok: true, value: { count: 2 } });
    expect(calls()).toEqual([
      `${LIST}tags=env%3Dprod&tags=owner&name=web-&enterprise_project_id=e-1&limit=200`,
    ]);
  });

  it('come page by page, until there are as many as the service counts', async () => {
    const { calls, list } = await byFilter({ tags: [] }, [page([3, 1], 4), page([4, 2], 4)]);
    expect(list.ok && [...list.value.servers.keys()]).toEqual(ids(3, 1, 4, 2));
    expect(calls()).toEqual([`${LIST}limit=200`, `${LIST}limit=200&marker=${uuid(1)}`]);
  });

  it('end at an empty page, with the count of the service', async () => {
    const { list } = await byFilter({ tags: [] }, [page([1], 3), page([], 3)]);
    expect(list).toMatchObject({ ok: true, value: { count: 3 } });
    expect(list.ok && list.value.servers.size).toBe(1);
  });

  it('count a server only once', async () => {
    const script = [page([1, 2], 3), page([2, 3], 3)];
    const { list } = await byFilter({ tags: [] }, script);
    expect(list.ok && [...list.value.servers.keys()]).toEqual(ids(1, 2, 3));
  });

  it.each([
    ['repeats', page([1, 2], 4), 'repeats a page'],
    ['has a row without an ID', response(200, { count: 3, servers: [{}] }), 'without a server ID'],
    ['is refused', FORBIDDEN, 'permission is missing'],
    ['does not match its definition', response(200, []), 'does not match its documentation'],
  ])('are incomplete when a page %s', async (_title, second, message) => {
    const script = [page([1, 2], 4), ...Array<HttpResult>(6).fill(second)];
    const { list } = await byFilter({ tags: [] }, script);
    expect(list).toMatchObject({
      ok: false,
      error: { reason: { message: expect.stringContaining(message) } },
    });
    expect(!list.ok && [...list.error.servers.keys()]).toEqual(ids(1, 2));
  });
});
