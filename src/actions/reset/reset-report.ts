import { OUTCOMES } from '../../fleet/outcome.ts';
import type { Outcome } from '../../fleet/outcome.ts';
import type { Report } from '../../report/report.ts';

/** The report of a reset. */
export type ResetReport = Report<Outcome> & { readonly dryRun: boolean };

/** Adds what all reports of a reset have. */
export function resetReport(
  facts: Omit<ResetReport, 'action' | 'good' | 'outcomes' | 'remaining'>,
): ResetReport {
  return {
    ...facts,
    action: 'reset',
    outcomes: OUTCOMES,
    good: ['accepted'],
    // Unknown servers have to wait first.
    remaining: ['failed', 'not_sent'],
  };
}
