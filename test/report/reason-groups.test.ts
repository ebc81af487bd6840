import { expect, it } from '@jest/globals';
import { groupByReason } from '../../src/report/reason-groups.ts';
import { fleetOf, LOCKED } from './recorded-log.ts';

it('groups servers by outcome, word, code and message, the largest group first', () => {
  const groups = groupByReason([
    { id: 'a', outcome: 'accepted', requestId: 'r1' },
    { id: 'b', outcome: 'failed', reason: LOCKED },
    { id: 'c', outcome: 'failed', reason: { ...LOCKED, requestId: 'r2' } },
    { id: 'd', outcome: 'unknown', reason: LOCKED },
    { id: 'e', outcome: 'failed', reason: { ...LOCKED, message: 'other' } },
    { id: 'f', outcome: 'failed', word: 'busy', reason: LOCKED },
    { id: 'g', outcome: 'failed', reason: { ...LOCKED, requestId: 'r2' } },
  ]);
  expect(
    groups.map(({ count, ids, outcome, word }) => [outcome, word, count, ids.join('')]),
  ).toEqual([
    ['failed', undefined, 3, 'bcg'],
    ['accepted', undefined, 1, 'a'],
    ['unknown', undefined, 1, 'd'],
    ['failed', undefined, 1, 'e'],
    ['failed', 'busy', 1, 'f'],
  ]);
  expect(groups[0]?.requestIds).toEqual([LOCKED.requestId, 'r2']);
  expect(groups[1]?.requestIds).toEqual(['r1']);
  expect(groups[0]?.reason).toBe(LOCKED);
});

it('keeps the first 500 servers and the first 20 requests of a group', () => {
  const fleet = fleetOf(1_000, 'failed').map((result, index) => ({
    ...result,
    reason: { ...LOCKED, requestId: String(index) },
  }));
  const [group] = groupByReason(fleet);
  expect(group?.count).toBe(1_000);
  expect(group?.ids).toEqual(fleet.slice(0, 500).map(({ id }) => id));
  expect(group?.requestIds).toHaveLength(20);
});
