import { expect, it } from '@jest/globals';
import { decideAll } from '../../../src/actions/restart/eligibility.ts';
import type { Row } from '../../../src/actions/restart/service.ts';

const RUNNING: Row = { status: 'ACTIVE', hasTask: false, locked: false, frozen: false, name: '' };
const STOPPED: Row = { ...RUNNING, status: 'SHUTOFF' };
const LOCKED = { locked: true };
const FROZEN = { frozen: true };
const BUSY = { hasTask: true };

function decisionFor(
  row: Row | 'not_found' | undefined,
  options: { startStopped?: boolean; ownId?: string } = {},
): string {
  const { leftOut, reboot, start } = decideAll(
    ['a'],
    {
      rows: new Map(row === undefined ? [] : [['a', row]]),
      unreadable: new Map([['a', { message: 'because', advice: '' }]]),
    },
    { startStopped: options.startStopped ?? false, ownId: options.ownId },
  );
  const result = leftOut.get('a');
  const words = [
    ...reboot.map(() => 'reboot'),
    ...start.map(() => 'start'),
    ...(result === undefined ? [] : [result.outcome === 'stopped' ? 'stopped' : result.word]),
  ];
  expect(words).toHaveLength(1);
  return words.join();
}

it.each([
  ['running', RUNNING, 'reboot', 'reboot'],
  ['running and locked', { ...RUNNING, ...LOCKED }, 'locked', 'locked'],
  ['running and frozen', { ...RUNNING, ...FROZEN }, 'frozen', 'frozen'],
  ['locked and frozen', { ...RUNNING, ...LOCKED, ...FROZEN }, 'locked', 'locked'],
  ['being shut down', { ...RUNNING, ...BUSY }, 'busy', 'busy'],
  ['being shut down and locked', { ...RUNNING, ...BUSY, ...LOCKED }, 'busy', 'busy'],
  ['stopped', STOPPED, 'stopped', 'start'],
  ['stopped and locked', { ...STOPPED, ...LOCKED }, 'stopped', 'locked'],
  ['stopped and frozen', { ...STOPPED, ...FROZEN }, 'stopped', 'frozen'],
  ['being started', { ...STOPPED, ...BUSY }, 'busy', 'busy'],
  ['restarting', { ...RUNNING, status: 'REBOOT', hasTask: true }, 'busy', 'busy'],
  ['in error', { ...RUNNING, status: 'ERROR' }, 'wrong_status', 'wrong_status'],
  [
    'in error and locked',
    { ...RUNNING, status: 'ERROR', ...LOCKED },
    'wrong_status',
    'wrong_status',
  ],
  ['not known', 'not_found' as const, 'not_found', 'not_found'],
  ['without a row', undefined, 'unreadable', 'unreadable'],
])('a server that is %s', (_name, row, left, started) => {
  expect(decisionFor(row)).toBe(left);
  expect(decisionFor(row, { startStopped: true })).toBe(started);
  expect(decisionFor(row, { startStopped: true, ownId: 'b' })).toBe(started);
  expect(decisionFor(row, { startStopped: true, ownId: 'a' })).toBe('own_machine');
});
