import { describe, expect, it } from '@jest/globals';
import {
  exclusionFilter,
  selectorFilter,
  serviceFilter,
} from '../../../src/actions/select/filters.ts';
import type { Filters } from '../../../src/actions/select/filters.ts';
import { rowVerdict } from '../../../src/actions/select/readiness.ts';
import type { ServerRow } from '../../../src/huaweicloud/server-rows.ts';

const NOW = Date.UTC(2026, 10, 21);
const NONE: Filters = {
  tags: [],
  excludeTags: [],
  names: [],
  os: 'any',
  enterpriseProjectId: undefined,
  createdWithinMs: undefined,
};
const ROW: ServerRow = {
  kind: 'server',
  id: 'x',
  name: 'web-01',
  status: 'ACTIVE',
  taskState: null,
  locked: false,
  frozen: false,
  os: 'linux',
  created: NOW - 3_600_000,
  tags: ['env=prod', 'owner', 'a=b=c'],
  enterpriseProjectId: '0',
  addresses: [],
};

function words(filters: Partial<Filters>, row: Partial<ServerRow> = {}): (string | undefined)[] {
  const all = { ...NONE, ...filters };
  const server = { ...ROW, ...row };
  return [selectorFilter(all)(server)?.word, exclusionFilter(all, NOW)(server)?.word];
}

const PASSES = [undefined, undefined];

describe('the filters', () => {
  it.each<[string, Partial<Filters>, Partial<ServerRow>, (string | undefined)[]]>([
    ['nothing', {}, {}, PASSES],
    ['a tag', { tags: [{ key: 'env', value: 'prod' }] }, {}, PASSES],
    ['any value', { tags: [{ key: 'env', value: undefined }] }, {}, PASSES],
    ['a value with a sign', { tags: [{ key: 'a', value: 'b=c' }] }, {}, PASSES],
    ['another value', { tags: [{ key: 'env', value: 'pro' }] }, {}, ['tag', undefined]],
    ['a part of a key', { tags: [{ key: 'en', value: undefined }] }, {}, ['tag', undefined]],
    ['an empty value', { tags: [{ key: 'owner', value: '' }] }, {}, PASSES],
    ['an empty value with the sign', { tags: [{ key: 'k', value: '' }] }, { tags: ['k='] }, PASSES],
    [
      'one of two tags',
      {
        tags: [
          { key: 'env', value: 'prod' },
          { key: 'x', value: undefined },
        ],
      },
      {},
      ['tag', undefined],
    ],
    [
      'an excluded tag',
      { excludeTags: [{ key: 'owner', value: undefined }] },
      {},
      [undefined, 'tag'],
    ],
    ['another excluded tag', { excludeTags: [{ key: 'owner', value: 'x' }] }, {}, PASSES],
    ['one of the names', { names: ['x', 'web-*'] }, {}, PASSES],
    ['no name', { names: ['x', 'web'] }, {}, ['name', undefined]],
    ['a system', { os: 'linux' }, {}, PASSES],
    ['another system', { os: 'windows' }, {}, [undefined, 'os']],
    ['an unknown system', { os: 'windows' }, { os: undefined }, [undefined, 'os']],
    ['the age', { createdWithinMs: 3_600_000 }, {}, PASSES],
    ['too old', { createdWithinMs: 3_599_999 }, {}, [undefined, 'age']],
    ['an unknown age', { createdWithinMs: 1 }, { created: undefined }, [undefined, 'unreadable']],
    ['a project', { enterpriseProjectId: '0' }, {}, PASSES],
    ['another project', { enterpriseProjectId: '1' }, {}, ['enterprise_project', undefined]],
    [
      'an unknown project',
      { enterpriseProjectId: '1' },
      { enterpriseProjectId: undefined },
      ['unreadable', undefined],
    ],
    [
      'all projects',
      { enterpriseProjectId: 'all_granted_eps' },
      { enterpriseProjectId: undefined },
      PASSES,
    ],
  ])('%s', (_title, filters, row, expected) => {
    expect(words(filters, row)).toEqual(expected);
  });
});

describe('the filter of the service', () => {
  it.each<[Partial<Filters>, object]>([
    [{}, { tags: [] }],
    [
      {
        tags: [
          { key: 'a', value: 'b' },
          { key: 'c', value: undefined },
          { key: 'd', value: '' },
        ],
      },
      { tags: ['a=b', 'c', 'd'] },
    ],
    [{ names: ['web-01'] }, { tags: [], name: 'web-01' }],
    [{ names: ['a*web-01*b'] }, { tags: [], name: 'web-01' }],
    [{ names: ['a', 'b'] }, { tags: [] }],
    [{ names: ['w.b'] }, { tags: [] }],
    [{ names: ['服务器'] }, { tags: [] }],
    [{ enterpriseProjectId: 'x' }, { tags: [], enterpriseProjectId: 'x' }],
  ])('%j', (filters, expected) => {
    expect(serviceFilter({ ...NONE, ...filters })).toEqual(expected);
  });

  it('has at most ten tags, for the length of the URL', () => {
    const tags = Array.from({ length: 12 }, (_, index) => ({ key: `k${index}`, value: undefined }));
    expect(serviceFilter({ ...NONE, tags }).tags).toHaveLength(10);
  });
});

describe('a row', () => {
  it.each<[Partial<ServerRow>, string | undefined]>([
    [{}, undefined],
    [{ status: 'SHUTOFF' }, undefined],
    [{ taskState: 'powering-on', status: 'ERROR', locked: true }, 'busy'],
    [{ status: 'ERROR', locked: true }, 'wrong_status'],
    [{ status: 'active' }, 'wrong_status'],
    [{ locked: true, frozen: true }, 'locked'],
    [{ frozen: true }, 'frozen'],
  ])('%j: %s', (row, word) => {
    expect(rowVerdict({ ...ROW, ...row })?.word).toBe(word);
  });

  it('with texts that are not states is not quoted', () => {
    const forged = '::error::forged';
    expect(rowVerdict({ ...ROW, taskState: forged })?.reason?.message).not.toContain('forged');
    expect(rowVerdict({ ...ROW, status: forged })?.reason?.message).not.toContain('forged');
  });
});
