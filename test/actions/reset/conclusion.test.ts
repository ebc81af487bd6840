import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countsSentence, isSuccess, nextStep } from '../../../src/actions/reset/conclusion.ts';
import { resetReport } from '../../../src/actions/reset/reset-report.ts';
import type { ResetReport } from '../../../src/actions/reset/reset-report.ts';

type Numbers = readonly [accepted: number, failed: number, unknown: number, notSent: number];

function report(
  [accepted, failed, unknown, notSent]: Numbers,
  own: Partial<ResetReport> = {},
): ResetReport {
  const requested = accepted + failed + unknown + notSent;
  return resetReport({
    results: [],
    names: new Map(),
    counts: { accepted, failed, unknown, not_sent: notSent, requested },
    dryRun: false,
    skipReason: undefined,
    run: { url: '', actor: '', event: '', commit: '', started: '', ended: '' },
    ...own,
  });
}

const DRY = { dryRun: true };
const SKIPPED = { dryRun: true, skipReason: 'there are no credentials' };

describe('countsSentence', () => {
  it.each<[Numbers, Partial<ResetReport>, string]>([
    [[1, 0, 0, 0], {}, 'The reset of 1 of 1 server was accepted.'],
    [[2, 0, 0, 0], {}, 'The reset of 2 of 2 servers was accepted.'],
    [
      [1, 2, 3, 4],
      {},
      'The reset of 1 of 10 servers was accepted, 2 failed, 3 unknown, 4 not sent.',
    ],
    [[0, 1, 0, 0], {}, 'The reset of 0 of 1 server was accepted, 1 failed.'],
    [[0, 0, 1, 0], {}, 'The reset of 0 of 1 server was accepted, 1 unknown.'],
    [[0, 0, 0, 1], {}, 'The reset of 0 of 1 server was accepted, 1 not sent.'],
    [[1, 0, 0, 0], DRY, '1 of 1 server passed the check.'],
    [[2, 1, 0, 0], DRY, '2 of 3 servers passed the check, 1 failed.'],
    [[0, 0, 0, 1], SKIPPED, 'No request was sent for 1 server.'],
    [[0, 0, 0, 2], SKIPPED, 'No request was sent for 2 servers.'],
  ])('%j %j', (numbers, own, expected) => {
    expect(countsSentence(report(numbers, own))).toBe(expected);
  });
});

describe('nextStep', () => {
  const RESTART = 'Restart the accepted servers (output restart_required_server_ids)';
  const NOT_REPORTED = 'The service does not report whether the change succeeded inside a server';
  const UNCHANGED = 'Nothing was changed: this was a dry run.';
  const WAIT = 'For the unknown servers (unknown_server_ids) wait ten minutes';
  const REMAINING = 'For the servers in remaining_server_ids';
  const ALL = [RESTART, NOT_REPORTED, UNCHANGED, WAIT, REMAINING];

  it.each<[Numbers, Partial<ResetReport>, readonly string[]]>([
    [[1, 0, 0, 0], {}, [RESTART, NOT_REPORTED]],
    [[1, 1, 0, 0], {}, [RESTART, NOT_REPORTED, REMAINING]],
    [[0, 0, 1, 0], {}, [WAIT]],
    [[0, 1, 0, 0], {}, [REMAINING]],
    [[0, 0, 0, 1], {}, [REMAINING]],
    [[1, 1, 1, 1], {}, [RESTART, NOT_REPORTED, WAIT, REMAINING]],
    [[2, 0, 0, 0], DRY, [UNCHANGED]],
    [[1, 1, 1, 0], DRY, [UNCHANGED, WAIT, REMAINING]],
    [[0, 0, 0, 2], SKIPPED, []],
  ])('%j %j', (numbers, own, expected) => {
    const text = nextStep(report(numbers, own));
    expect(ALL.filter((part) => text.includes(part))).toEqual(expected);
    expect(text).toMatch(/^[A-Z].*\.$/);
  });

  it('states that nothing was checked where no request was sent', () => {
    expect(nextStep(report([0, 0, 0, 1], SKIPPED))).toMatch(
      /^Nothing was changed and nothing was checked at the service/,
    );
  });

  it('never states that a password was changed', () => {
    const numbers = fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2), fc.nat(2));
    fc.assert(
      fc.property(numbers, fc.boolean(), (given, dryRun) => {
        const of = report(given, { dryRun });
        expect(`${countsSentence(of)} ${nextStep(of)}`).not.toMatch(
          /(?:was|were|is|are) (?:reset|set)\b/,
        );
      }),
    );
  });
});

describe('isSuccess', () => {
  it.each<[Numbers, Partial<ResetReport>, boolean]>([
    [[1, 0, 0, 0], {}, true],
    [[5, 0, 0, 0], DRY, true],
    [[5, 1, 0, 0], {}, false],
    [[5, 0, 1, 0], {}, false],
    [[5, 0, 0, 1], {}, false],
    [[5, 0, 0, 1], DRY, false],
    [[0, 0, 0, 5], SKIPPED, true],
  ])('%j %j: %s', (numbers, own, expected) => {
    expect(isSuccess(report(numbers, own))).toBe(expected);
  });
});
