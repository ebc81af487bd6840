import type { ServerRow } from '../../src/huaweicloud/server-rows.ts';
import { counted, finding, NOT_KNOWN } from './finding.ts';
import type { Finding } from './finding.ts';
import { describePage, listPage } from './lists.ts';
import type { PageResult } from './lists.ts';
import type { Project } from './project.ts';

const LIMIT = ['limit', '200'] as const;
const MIN_LENGTH = 4;

/** How the list filters by tags and names. No tag and no name is shown. */
export async function checkFilters(
  servers: readonly ServerRow[],
  project: Project,
): Promise<Finding[]> {
  return [
    await twoTags(servers, project),
    ...(await partialTags(servers, project)),
    ...(await names(servers, project)),
  ];
}

function serversIn({ page }: PageResult): ServerRow[] {
  return (page?.rows ?? []).filter((row): row is ServerRow => row?.kind === 'server');
}

/** The service looks whether a tag contains the value, as far as its page tells. */
function hasTag({ tags }: ServerRow, value: string): boolean {
  return tags.some((tag) => tag.includes(value));
}

/** Two tags that some server has only one of, so that AND and OR differ. */
function pairOf(servers: readonly ServerRow[]): readonly [string, string] | undefined {
  const tags = [...new Set(servers.flatMap((server) => server.tags))].slice(0, 50);
  const candidates = tags.flatMap((a) =>
    tags.filter((b) => !a.includes(b) && !b.includes(a)).map((b) => [a, b] as const),
  );
  const differs = ([a, b]: readonly [string, string]): boolean =>
    servers.some((server) => hasTag(server, a) && !hasTag(server, b));
  const hasBoth = ([a, b]: readonly [string, string]): boolean =>
    servers.some((server) => hasTag(server, a) && hasTag(server, b));
  return candidates.find((pair) => differs(pair) && hasBoth(pair)) ?? candidates.find(differs);
}

async function twoTags(servers: readonly ServerRow[], project: Project): Promise<Finding> {
  const topic = 'Does `tags` twice mean both tags, or one of them?';
  const pair = pairOf(servers);
  if (pair === undefined) {
    return finding(topic, `${NOT_KNOWN}: it takes a server that has one of two tags only`);
  }
  const [a, b] = pair;
  const result = await listPage([['tags', a], ['tags', b], LIMIT], project);
  const rows = serversIn(result);
  const both = rows.filter((row) => hasTag(row, a) && hasTag(row, b)).length;
  const one = rows.filter((row) => hasTag(row, a) !== hasTag(row, b)).length;
  const neither = rows.length - both - one;
  const text =
    result.page === undefined
      ? NOT_KNOWN
      : neither > 0
        ? 'neither: servers without both are listed too'
        : one > 0
          ? 'one of them (OR)'
          : 'both (AND)';
  return finding(topic, text, [
    describePage(result),
    `${counted(both, 'server')} with both tags, ${one} with one, ${neither} with none`,
  ]);
}

async function partialTags(servers: readonly ServerRow[], project: Project): Promise<Finding[]> {
  const tagged = servers
    .flatMap(({ id, tags }) => tags.map((tag) => ({ id, tag })))
    .find(({ tag }) => /^[^=_]{1,}=.{2,}$/.test(tag.slice(0, 256)));
  if (tagged === undefined) {
    return [finding('Does `tags` match parts of a tag?', `${NOT_KNOWN}: no server has a tag`)];
  }
  const { id, tag } = tagged;
  const key = tag.slice(0, tag.indexOf('='));
  const queries = [
    ['the key alone', key],
    ['the beginning of a value', tag.slice(0, -1)],
    ['the value without the key', tag.slice(tag.indexOf('=') + 1)],
  ] as const;
  const found: string[] = [];
  const details: string[] = [];
  for (const [what, value] of queries) {
    const result = await listPage([['tags', value], LIMIT], project);
    const matches = serversIn(result).some((server) => server.id === id);
    if (matches) found.push(what);
    details.push(`${what}: ${describePage(result)}${matches ? ', with the server' : ''}`);
  }
  return [finding('Which parts of a tag does `tags` match?', found.join(', ') || 'none', details)];
}

async function names(servers: readonly ServerRow[], project: Project): Promise<Finding[]> {
  const named = servers.find(({ name }) => name.length >= MIN_LENGTH);
  if (named === undefined) {
    return [finding('Does `name` match parts of a name?', `${NOT_KNOWN}: no name is long enough`)];
  }
  const { id, name } = named;
  const queries = [
    ['the middle of a name', name.slice(1, -1)],
    ['a name with a full stop for one character', `.${name.slice(1)}`],
    ['a name in capital letters', name.toUpperCase()],
  ] as const;
  const found: string[] = [];
  const details: string[] = [];
  for (const [what, value] of queries) {
    const result = await listPage([['name', value], LIMIT], project);
    const matches = serversIn(result).some((server) => server.id === id);
    if (matches) found.push(what);
    details.push(`${what}: ${describePage(result)}${matches ? ', with the server' : ''}`);
  }
  return [finding('What does `name` match?', found.join(', ') || 'whole names only', details)];
}
