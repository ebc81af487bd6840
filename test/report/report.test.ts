import { expect, it } from '@jest/globals';
import { remainingIds, servers } from '../../src/report/report.ts';
import { reportOf } from './recorded-log.ts';

it.each([
  [0, '0 servers'],
  [1, '1 server'],
  [2, '2 servers'],
])('counts %i', (count, expected) => {
  expect(servers(count)).toBe(expected);
});

it('leaves the unknown servers out of the remaining ones, because they have to wait', () => {
  const report = reportOf([
    { id: 'd', outcome: 'not_sent' },
    { id: 'c', outcome: 'accepted' },
    { id: 'b', outcome: 'failed' },
    { id: 'e', outcome: 'unknown' },
  ]);
  expect([...remainingIds(report)]).toEqual(['d', 'b']);
});
