import { describe, expect, it } from '@jest/globals';
import { checkGuards } from '../../../src/actions/select/guards.ts';
import type { Guards } from '../../../src/actions/select/guards.ts';

const OPEN: Guards = { maxServers: 100, expectedCount: undefined, expectedServers: undefined };

describe('the guards', () => {
  it.each<[string, Partial<Guards>]>([
    ['none is given', {}],
    ['the number is the expected one', { expectedCount: 3 }],
    ['the number is the highest one', { maxServers: 3 }],
    [
      'the list has the same servers in another order',
      { expectedServers: new Set(['c', 'a', 'b']) },
    ],
  ])('pass where %s', (_case, own) => {
    expect(checkGuards(['a', 'b', 'c'], { ...OPEN, ...own })).toBeUndefined();
  });

  it.each<[string, Partial<Guards>, object, string]>([
    [
      'added servers',
      { expectedServers: new Set(['b']) },
      { added: ['a', 'c'], missing: [] },
      'the selection differs from expected_server_ids_file: 2 servers added, 0 servers missing',
    ],
    [
      'missing servers',
      { expectedServers: new Set(['a', 'b', 'c', 'd']) },
      { added: [], missing: ['d'] },
      'the selection differs from expected_server_ids_file: 0 servers added, 1 server missing',
    ],
    [
      'other servers of the same number, before the other guards',
      { expectedServers: new Set(['a', 'b', 'x']), maxServers: 1 },
      { added: ['c'], missing: ['x'] },
      'the selection differs from expected_server_ids_file: 1 server added, 1 server missing',
    ],
  ])('refuse %s', (_case, own, difference, message) => {
    expect(checkGuards(['a', 'b', 'c'], { ...OPEN, ...own })).toMatchObject({
      difference,
      reason: { message },
    });
  });

  it.each<[Partial<Guards>, string]>([
    [{ expectedCount: 2 }, '3 servers selected, and expected_count is 2'],
    [{ expectedCount: 4, maxServers: 1 }, '3 servers selected, and expected_count is 4'],
    [{ maxServers: 2 }, '3 servers selected, and max_servers is 2'],
  ])('refuse a number with %j', (own, message) => {
    const result = checkGuards(['a', 'b', 'c'], { ...OPEN, ...own });
    expect(result?.reason.message).toBe(message);
    expect(result).not.toHaveProperty('difference');
  });
});
