import type { Reason } from '../../fleet/outcome.ts';
import type { ServerFilter } from '../../huaweicloud/server-list.ts';
import type { ServerRow } from '../../huaweicloud/server-rows.ts';
import { fixedPart, namePattern } from './name-pattern.ts';
import type { NamePattern } from './name-pattern.ts';
import { REASONS, systemReason } from './select-texts.ts';
import type { Verdict } from './verdict.ts';

/** Stands for all enterprise projects of the user. */
export const ALL_PROJECTS = 'all_granted_eps';

/** More would be too long for a URL; the others are checked on the rows all the same. */
const MAX_TAGS_SENT = 10;
/** Characters that the service cannot take for a pattern of its own. */
const PLAIN_NAME = /^[A-Za-z0-9_-]{1,64}$/;

export interface Tag {
  readonly key: string;
  /** Undefined for any value. */
  readonly value: string | undefined;
}

/** Which servers a workflow wants. */
export interface Filters {
  /** A server has all of them. */
  readonly tags: readonly Tag[];
  /** A server has none of them. */
  readonly excludeTags: readonly Tag[];
  /** The name of a server fits one of them; empty for any name. */
  readonly names: readonly string[];
  readonly os: 'any' | 'linux' | 'windows';
  readonly enterpriseProjectId: string | undefined;
  /** Older servers are left out; milliseconds. */
  readonly createdWithinMs: number | undefined;
}

/** What the service can filter by itself. It compares coarsely, and the rows are checked again. */
export function serviceFilter({ enterpriseProjectId, names, tags }: Filters): ServerFilter {
  const [name = '', ...others] = names.map(fixedPart);
  return {
    tags: tags.slice(0, MAX_TAGS_SENT).map(({ key, value }) => {
      // A tag with an empty value may stand in the list without the sign.
      return value === undefined || value === '' ? key : `${key}=${value}`;
    }),
    ...(others.length === 0 && PLAIN_NAME.test(name) && { name }),
    ...(enterpriseProjectId !== undefined && { enterpriseProjectId }),
  };
}

/** What the filters say of a server: undefined when it passes them all. */
export type RowFilter = (row: ServerRow) => Verdict | undefined;

/** The filters that make the request where no ids are given. */
export function selectorFilter({ enterpriseProjectId, names, tags }: Filters): RowFilter {
  const patterns = names.map(namePattern);
  return (row) =>
    tagVerdict(row, tags) ?? nameVerdict(row, patterns) ?? projectVerdict(row, enterpriseProjectId);
}

/**
 * The other filters, which leave servers out of the request.
 *
 * @param now milliseconds since the epoch
 */
export function exclusionFilter(
  { createdWithinMs, excludeTags, os }: Filters,
  now: number,
): RowFilter {
  return (row) =>
    excludedTagVerdict(row, excludeTags) ??
    systemVerdict(row, os) ??
    ageVerdict(row, createdWithinMs, now);
}

function tagVerdict(row: ServerRow, tags: readonly Tag[]): Verdict | undefined {
  return tags.every((tag) => hasTag(row, tag)) ? undefined : excluded('tag', REASONS.tagMissing);
}

function excludedTagVerdict(row: ServerRow, tags: readonly Tag[]): Verdict | undefined {
  return tags.some((tag) => hasTag(row, tag)) ? excluded('tag', REASONS.tagExcluded) : undefined;
}

/** A tag with an empty value stands in the row as `key` or as `key=`. */
function hasTag({ tags }: ServerRow, { key, value }: Tag): boolean {
  return tags.some((text) => {
    const end = text.indexOf('=');
    const [ownKey, ownValue] = end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end + 1)];
    return ownKey === key && (value === undefined || value === ownValue);
  });
}

function nameVerdict(row: ServerRow, patterns: readonly NamePattern[]): Verdict | undefined {
  const fits = patterns.length === 0 || patterns.some((isFitting) => isFitting(row.name));
  return fits ? undefined : excluded('name', REASONS.name);
}

function projectVerdict(row: ServerRow, id: string | undefined): Verdict | undefined {
  if (id === undefined || id === ALL_PROJECTS || row.enterpriseProjectId === id) return undefined;
  return row.enterpriseProjectId === undefined
    ? { outcome: 'unknown', word: 'unreadable', reason: REASONS.noEnterpriseProject }
    : excluded('enterprise_project', REASONS.enterpriseProject);
}

function systemVerdict(row: ServerRow, os: Filters['os']): Verdict | undefined {
  return os === 'any' || row.os === os ? undefined : excluded('os', systemReason(os, row.os));
}

function ageVerdict(
  { created }: ServerRow,
  withinMs: number | undefined,
  now: number,
): Verdict | undefined {
  if (withinMs === undefined) return undefined;
  if (created === undefined) {
    return { outcome: 'unknown', word: 'unreadable', reason: REASONS.noCreationTime };
  }
  return created < now - withinMs ? excluded('age', REASONS.age) : undefined;
}

function excluded(
  word: 'age' | 'enterprise_project' | 'name' | 'os' | 'tag',
  reason: Reason,
): Verdict {
  return { outcome: 'excluded', word, reason };
}
