/** `select` without IDs: selectors, pages, order, and what the service filters too coarsely. */
import { describe, expect, it } from '@jest/globals';
import type { Fault, ServerSpec } from '../../../simulator/simulator.ts';
import { annotationsOf } from '../../../harness/invariants.ts';
import { serverId } from '../../../harness/scenario.ts';
import { runSelectWith } from '../../../harness/select.ts';
import { serverReportOf } from '../../../harness/server-report.ts';

const NO_IDS = { server_ids: undefined };
const isList: Fault['match'] = ({ path }) => path.endsWith('/cloudservers/detail');

const FLEET: readonly ServerSpec[] = [
  { name: 'web-02', tags: ['env=prod', 'owner=me'] },
  { name: 'web-01', tags: ['env=prod'] },
  { name: 'web-010', tags: ['env=production', 'owner=me'] },
  { name: 'old.web-01', tags: ['stage=env=prod'] },
  { name: 'db-01', tags: ['env=prod', 'owner'], os: 'windows', enterpriseProjectId: 'e-1' },
];
const [WEB_2, WEB_1, WEB_10, , DB] = FLEET.map((_, index) => serverId(index + 1));

describe('servers by selectors', () => {
  it.each([
    ['a tag with a value', { tags: 'env=prod' }, [DB, WEB_1, WEB_2]],
    ['a tag with any value', { tags: 'owner' }, [DB, WEB_10, WEB_2]],
    ['two tags', { tags: 'env=prod\n owner = me \n' }, [WEB_2]],
    ['a tag with an empty value', { tags: 'owner=' }, [DB]],
    ['a name', { name: 'web-01' }, [WEB_1]],
    ['names', { name: 'web-01\n\ndb-01' }, [DB, WEB_1]],
    ['a pattern', { name: 'web-*' }, [WEB_1, WEB_10, WEB_2]],
    ['an enterprise project', { enterprise_project_id: 'e-1' }, [DB]],
    ['a tag and a name', { tags: 'env=prod', name: '*-0*' }, [DB, WEB_1, WEB_2]],
  ])('fit %s, in the order of their names', async (_title, inputs, expected) => {
    const requested = expected.map(String);
    const options = { requested };
    const { run, simulator } = await runSelectWith(
      { servers: FLEET },
      { ...NO_IDS, ...inputs },
      options,
    );
    expect(run.exitCode).toBe(0);
    expect(run.outputs['server_ids']).toBe(JSON.stringify(requested));
    // A server that does not fit is not requested, and its flag is not either.
    expect(simulator.requests).toHaveLength(1 + requested.length);
  });

  it('are left out by the other filters, which count them', async () => {
    const inputs = { ...NO_IDS, tags: 'env=prod', exclude_tags: 'owner=me', os: 'linux' };
    const options = { requested: [DB, WEB_1, WEB_2].map(String) };
    const { run } = await runSelectWith({ servers: FLEET }, inputs, options);
    expect(run.exitCode).toBe(0);
    expect(serverReportOf(run).servers.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['excluded', 'os'],
      ['ready', undefined],
      ['excluded', 'tag'],
    ]);
    expect(run.outputs).toMatchObject({ requested_count: '3', excluded_count: '2' });
  });

  it('send to the service what it can filter, and never not-tags or status', async () => {
    const inputs = {
      ...NO_IDS,
      tags: 'env=prod\nowner',
      exclude_tags: 'keep',
      name: 'web-*',
      enterprise_project_id: '0',
    };
    const { simulator } = await runSelectWith({ servers: FLEET }, inputs, {
      requested: [String(WEB_2)],
    });
    expect(simulator.requests[0]?.query).toBe(
      'tags=env%3Dprod&tags=owner&name=web-&enterprise_project_id=0&limit=200',
    );
  });

  it.each([
    ['several names', { name: 'web-01\ndb-01' }],
    ['a name with a dot, which the service takes for any character', { name: 'old.web-01' }],
  ])('do not send %s', async (_title, inputs) => {
    const names = inputs.name.split('\n');
    const requested = FLEET.flatMap(({ name = '' }, index) => {
      return names.includes(name) ? [serverId(index + 1)] : [];
    }).reverse();
    const { run, simulator } = await runSelectWith(
      { servers: FLEET },
      { ...NO_IDS, ...inputs },
      { requested },
    );
    expect(run.exitCode).toBe(0);
    expect(simulator.requests[0]?.query).toBe('limit=200');
  });

  it('come page by page', async () => {
    const servers = Array.from({ length: 401 }, (_, index) => ({
      name: `web-${String(index).padStart(4, '0')}`,
      tags: ['a=b'],
    }));
    const requested = servers.map((_, index) => serverId(index + 1));
    const inputs = { ...NO_IDS, tags: 'a=b', require_plugin: 'false' };
    const { run, simulator } = await runSelectWith({ servers }, inputs, { requested });
    expect(run.exitCode).toBe(0);
    expect(simulator.requests.map(({ query }) => query)).toEqual([
      'tags=a%3Db&limit=200',
      `tags=a%3Db&limit=200&marker=${serverId(200)}`,
      `tags=a%3Db&limit=200&marker=${serverId(400)}`,
    ]);
  });

  it('fit none: the step fails and says so', async () => {
    const inputs = { ...NO_IDS, tags: 'env=nowhere' };
    const { run } = await runSelectWith({ servers: FLEET }, inputs, { requested: [] });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('No server of the project fits the selectors.');
    expect(run.outputs).toMatchObject({ server_ids: '[]', requested_count: '0' });
    expect(run.summary).toContain('No server fits the selectors');
  });

  it('are unknown when their row is unreadable, because they may fit', async () => {
    const body = { count: 1, servers: [{ id: serverId(9), name: 7 }] };
    const setting = { servers: 1, faults: [{ match: isList, status: 200, body }] };
    const { run } = await runSelectWith(
      setting,
      { ...NO_IDS, name: 'web' },
      { requested: [serverId(9)] },
    );
    expect(run.exitCode).toBe(1);
    expect(serverReportOf(run).servers[0]).toMatchObject({
      outcome: 'unknown',
      reason: 'unreadable',
    });
  });

  it('are unknown when the row does not tell the enterprise project or the age', async () => {
    const row = { id: serverId(1), name: 'a', status: 'ACTIVE', locked: false, metadata: {} };
    const faults: Fault[] = [{ match: isList, status: 200, body: { count: 1, servers: [row] } }];
    for (const inputs of [{ enterprise_project_id: 'e-1' }, { name: 'a', created_within: '1h' }]) {
      const options = { requested: [serverId(1)] };
      const { run } = await runSelectWith(
        { servers: 1, faults },
        { ...NO_IDS, ...inputs },
        options,
      );
      expect(run.exitCode).toBe(1);
      expect(serverReportOf(run).servers[0]?.reason).toBe('unreadable');
    }
  });

  it('are listed with a warning when the service counts more', async () => {
    const body = { count: 5, servers: [] };
    const match: Fault['match'] = (request) => isList(request) && request.query.includes('marker');
    const first: Fault = {
      match: isList,
      status: 200,
      body: {
        count: 5,
        servers: [{ id: serverId(1), name: 'a', status: 'ACTIVE', locked: false, metadata: {} }],
      },
    };
    const faults: Fault[] = [first, { match, status: 200, body }];
    const options = { requested: [serverId(1)] };
    const { run } = await runSelectWith({ servers: 1, faults }, { ...NO_IDS, name: 'a' }, options);
    expect(run.exitCode).toBe(0);
    expect(annotationsOf(run, 'warning')[0]).toContain(
      'lists 1 server for the selectors, but counts 5',
    );
  });
});

describe('a list that breaks off', () => {
  const ROWS = [1, 2].map((number) => ({
    id: serverId(number),
    name: `web-${number}`,
    status: number === 1 ? 'ACTIVE' : 'ERROR',
    locked: false,
    metadata: {},
  }));
  const first: Fault = { match: isList, status: 200, body: { count: 4, servers: ROWS } };

  it.each([
    ['repeats a page', { status: 200, body: { count: 4, servers: ROWS } }, 'repeats a page'],
    [
      'has a row without an ID',
      { status: 200, body: { count: 4, servers: [{}] } },
      'without a server ID',
    ],
    [
      'is refused',
      { status: 403, body: { error: { code: 'Ecs.0110', message: 'x' } } },
      'permission is missing',
    ],
  ])('because a page %s: nothing is output', async (_title, second, message) => {
    const faults: Fault[] = [first, { match: isList, ...second }];
    const options = { requested: [serverId(1), serverId(2)] };
    const { run, simulator } = await runSelectWith(
      { servers: 1, faults },
      { ...NO_IDS, name: 'web-*' },
      options,
    );
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain(message);
    expect(run.outputs['server_ids']).toBe('[]');
    expect(run.ready).toEqual([]);
    // A row that is not fine says what it says, also in half a list.
    expect(serverReportOf(run).servers.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['unknown', 'run_ended'],
      ['not_ready', 'wrong_status'],
    ]);
    expect(simulator.requests.filter(({ path }) => path.endsWith('-flag'))).toEqual([]);
  });
});
