import { expect, it } from '@jest/globals';
import type { Event } from '../../src/github/event.ts';
import { readDryRun } from '../../src/inputs/dry-run.ts';
import { Inputs } from '../../src/inputs/inputs.ts';

const PUSH: Event = { name: 'push' };
const PULL_REQUEST: Event = { name: 'pull_request', dryRunReason: 'the event is pull_request' };
const PROTECTED = {
  dryRun: true,
  notice: 'Dry run: dry_run is auto, and the event is pull_request. Nothing is changed.',
};

function inputsWith(dryRun: string): Inputs {
  return new Inputs((name) => (name === 'dry_run' ? dryRun : ''), {});
}

it.each([
  [
    '',
    PUSH,
    {
      dryRun: false,
      notice: 'Real reset: dry_run is auto, and this run does not come from an unmerged change.',
    },
  ],
  ['', PULL_REQUEST, PROTECTED],
  ['auto', PULL_REQUEST, PROTECTED],
  [
    'true',
    PULL_REQUEST,
    { dryRun: true, notice: 'Dry run, because dry_run is true: nothing is changed.' },
  ],
  ['false', PUSH, { dryRun: false, notice: 'Real reset, because dry_run is false.' }],
])('dry_run "%s" on the event %j', (value, event, expected) => {
  const inputs = inputsWith(value);
  expect(readDryRun(inputs, event, 'Real reset')).toEqual(expected);
  expect([inputs.problems, inputs.warnings]).toEqual([[], []]);
});

it('warns when dry_run is false on an unmerged change', () => {
  const inputs = inputsWith('false');
  expect(readDryRun(inputs, PULL_REQUEST, 'Real reset').dryRun).toBe(false);
  expect(inputs.warnings).toEqual([
    'Real reset although the event is pull_request, because dry_run is false. Leave dry_run out (or set it to auto) to only check here.',
  ]);
});

it('reports an invalid value, and reads it as auto', () => {
  const inputs = inputsWith('never');
  expect(readDryRun(inputs, PULL_REQUEST, 'Real reset')).toEqual(PROTECTED);
  expect(inputs.problems).toEqual([
    { input: 'dry_run', message: 'must be one of: auto, true, false' },
  ]);
});
