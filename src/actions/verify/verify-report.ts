import type { ServerResult } from '../../fleet/outcome.ts';
import { isComplete } from '../../report/report.ts';
import type { Report, RunFacts } from '../../report/report.ts';
import { OUTCOMES } from './endings.ts';
import type { Outcome } from './endings.ts';
import { countsOf } from './results.ts';

export interface Verified {
  /** In the order of the input. */
  readonly results: readonly ServerResult<Outcome>[];
  /** The names of servers that have one, by id; cleaned. */
  readonly names: ReadonlyMap<string, string>;
  readonly dryRun: boolean;
  readonly run: RunFacts;
}

export function verifyReport({ dryRun, names, results, run }: Verified): Report<Outcome> {
  return {
    action: 'verify',
    outcomes: OUTCOMES,
    good: ['verified'],
    results,
    counts: countsOf(results),
    names,
    dryRun,
    skipReason: dryRun ? 'a dry run tries no login' : undefined,
    run,
  };
}

/** Whether the step passes: every server is verified, or nothing was tried on purpose. */
export function isSuccess(report: Report<Outcome>): boolean {
  return report.dryRun === true || isComplete(report);
}
