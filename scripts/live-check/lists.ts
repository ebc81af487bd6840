import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { readEcs } from '../../src/huaweicloud/ecs-read.ts';
import { readBody } from '../../src/huaweicloud/schemas.ts';
import { readRow, USER_DATA } from '../../src/huaweicloud/server-rows.ts';
import type { ListedServer, ServerRow } from '../../src/huaweicloud/server-rows.ts';
import { percentEncode } from '../../src/huaweicloud/signing.ts';
import { counted, finding, NOT_KNOWN } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Project } from './project.ts';
import type { Observation } from './recorder.ts';

/** Servers from which the others questions choose theirs. */
const SAMPLE_SIZE = 200;

const Body = z.object({ count: z.number(), servers: z.array(z.unknown()) });

type Query = readonly (readonly [name: string, value: string])[];

/** One page of a list. */
export interface Page {
  /** What the service counts. */
  readonly count: number;
  readonly rows: readonly (ListedServer | undefined)[];
}

/** A request for a page, with what was observed. */
export interface PageResult {
  /** Undefined where it was refused, or does not match its definition. */
  readonly page: Page | undefined;
  readonly seen: Observation;
}

/** Requests one page of the list of servers. */
export async function listPage(query: Query, project: Project): Promise<PageResult> {
  const { ecs, recorder, requests } = project;
  const text = query.map(([name, value]) => `${name}=${percentEncode(value)}`).join('&');
  const result = await readEcs(
    ecs,
    {
      path: (projectId) => `/v1/${projectId}/cloudservers/detail${text === '' ? '' : `?${text}`}`,
      omit: USER_DATA,
      read: (response) => {
        const body = readBody(Body, response);
        return body && { count: body.count, rows: body.servers.map(readRow) };
      },
    },
    requests,
  );
  return { page: result.ok ? result.value : undefined, seen: recorder.last };
}

export function describePage({ page, seen }: PageResult): string {
  return page === undefined
    ? seen.text
    : `HTTP ${String(seen.status)}, ${counted(page.rows.length, 'row')}, count ${page.count}`;
}

/** The first servers of the project. */
export async function readSample(
  project: Project,
): Promise<PageResult & { readonly servers: readonly ServerRow[] }> {
  const result = await listPage([['limit', String(SAMPLE_SIZE)]], project);
  const rows = result.page?.rows ?? [];
  return { ...result, servers: rows.filter((row): row is ServerRow => row?.kind === 'server') };
}

/** Pages, markers and IDs of the list. */
export async function checkLists(
  servers: readonly ServerRow[],
  project: Project,
): Promise<Finding[]> {
  return [
    await defaultPage(project),
    await pageSizes(project),
    await countOfPage(project),
    ...(await markers(servers, project)),
    await idForms(servers, project),
    await unknownIds(servers, project),
    await manyIds(project),
    await enterpriseProjects(project),
  ];
}

async function defaultPage(project: Project): Promise<Finding> {
  const result = await listPage([], project);
  const { page } = result;
  const isWhole = page !== undefined && page.rows.length >= page.count;
  return finding(
    'How many rows does a page have without `limit`?',
    page === undefined
      ? NOT_KNOWN
      : isWhole
        ? `at least ${page.rows.length}, which is the whole list`
        : String(page.rows.length),
    [describePage(result)],
  );
}

async function pageSizes(project: Project): Promise<Finding> {
  const details: string[] = [];
  const taken: number[] = [];
  for (const limit of [200, 1_000, 1_001]) {
    const result = await listPage([['limit', String(limit)]], project);
    if (result.page !== undefined) taken.push(limit);
    details.push(`\`limit=${limit}\`: ${describePage(result)}`);
  }
  return finding(
    'Which page sizes does the list take?',
    taken.map((limit) => limit.toLocaleString('en')).join(', ') || 'none',
    details,
  );
}

async function countOfPage(project: Project): Promise<Finding> {
  const result = await listPage([['limit', '1']], project);
  const { page } = result;
  const text =
    page === undefined || page.rows.length === 0
      ? NOT_KNOWN
      : page.count > page.rows.length
        ? 'of all servers'
        : 'of the page, or there is only one server';
  return finding('Is `count` the number of all servers, or of the page?', text, [
    describePage(result),
  ]);
}

async function markers(servers: readonly ServerRow[], project: Project): Promise<Finding[]> {
  const [first, second] = servers;
  const topic = 'Does a page with `marker` begin after the server that it names?';
  if (first === undefined || second === undefined) {
    return [finding(topic, `${NOT_KNOWN}: there are fewer than two servers`)];
  }
  const next = await listPage(
    [
      ['limit', '1'],
      ['marker', first.id],
    ],
    project,
  );
  const id = next.page?.rows[0]?.id;
  const result = id === second.id ? 'yes' : id === first.id ? 'no, with that server' : NOT_KNOWN;
  const unknown = await listPage(
    [
      ['limit', '1'],
      ['marker', randomUUID()],
    ],
    project,
  );
  return [
    finding(topic, result, [describePage(next)]),
    finding(
      'What is the response to a `marker` that is not known?',
      unknown.page === undefined ? 'an error' : counted(unknown.page.rows.length, 'row'),
      [describePage(unknown)],
    ),
  ];
}

async function idForms(servers: readonly ServerRow[], project: Project): Promise<Finding> {
  const topic = 'How does `server_id` take several IDs?';
  const ids = servers.slice(0, 2).map(({ id }) => id);
  if (ids.length < 2) return finding(topic, `${NOT_KNOWN}: there are fewer than two servers`);
  const limit = ['limit', '100'] as const;
  const comma = await listPage([['server_id', ids.join(',')], limit], project);
  const repeated = await listPage([...ids.map((id) => ['server_id', id] as const), limit], project);
  const hasAll = ({ page }: PageResult): boolean =>
    ids.every((id) => page?.rows.some((row) => row?.id === id));
  const forms = [
    ...(hasAll(comma) ? ['with commas'] : []),
    ...(hasAll(repeated) ? ['repeated'] : []),
  ];
  return finding(topic, forms.join(', and ') || 'in neither form', [
    `with commas: ${describePage(comma)}`,
    `repeated: ${describePage(repeated)}`,
  ]);
}

async function unknownIds(servers: readonly ServerRow[], project: Project): Promise<Finding> {
  const unknown = randomUUID();
  const known = servers[0]?.id;
  const ids = [...(known === undefined ? [] : [known]), unknown];
  const result = await listPage(
    [
      ['server_id', ids.join(',')],
      ['limit', '100'],
    ],
    project,
  );
  const row = result.page?.rows.find((listed) => listed?.id === unknown);
  const isListed = known !== undefined && result.page?.rows.some((listed) => listed?.id === known);
  const shown =
    row === undefined
      ? 'is left out'
      : row.kind === 'not_found'
        ? 'has a row of nulls'
        : 'has a row in another form';
  return finding(
    'How does the list show an ID that does not exist?',
    result.page === undefined ? 'with an error for the whole request' : `the ID ${shown}`,
    [
      describePage(result),
      ...(isListed === true ? ['the server that exists is listed beside it'] : []),
    ],
  );
}

async function manyIds(project: Project): Promise<Finding> {
  const details: string[] = [];
  let max = 0;
  for (const number of [100, 101, 150]) {
    const ids = Array.from({ length: number }, () => randomUUID()).join(',');
    const result = await listPage(
      [
        ['server_id', ids],
        ['limit', '1000'],
      ],
      project,
    );
    if (result.page !== undefined) max = number;
    details.push(`${number} IDs that do not exist: ${describePage(result)}`);
  }
  return finding(
    'How many IDs does one request take?',
    max === 150 ? 'at least 150' : max === 0 ? NOT_KNOWN : `at least ${max}`,
    details,
  );
}

async function enterpriseProjects(project: Project): Promise<Finding> {
  const without = await listPage([['limit', '1']], project);
  const all = await listPage(
    [
      ['limit', '1'],
      ['enterprise_project_id', 'all_granted_eps'],
    ],
    project,
  );
  const isSame = without.page !== undefined && without.page.count === all.page?.count;
  return finding(
    'Does `all_granted_eps` list other servers than no `enterprise_project_id`?',
    isSame ? 'no, the count is the same' : all.page === undefined ? NOT_KNOWN : 'yes',
    [`without: ${describePage(without)}`, `with: ${describePage(all)}`],
  );
}
