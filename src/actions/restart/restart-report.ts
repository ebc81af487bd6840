import { isComplete } from '../../report/report.ts';
import type { Report } from '../../report/report.ts';
import { OUTCOMES } from './outcomes.ts';
import type { Outcome } from './outcomes.ts';
import type { WaveRow } from './wave-table.ts';

/** The report of a restart. */
export interface RestartReport extends Report<Outcome> {
  readonly dryRun: boolean;
  /** The waves that ended, or those of the plan. */
  readonly waves: readonly WaveRow[];
  /** Of the plan, also those that were not reached. */
  readonly waveCount: number;
}

/** Adds what all reports of a restart have. */
export function restartReport(
  facts: Omit<RestartReport, 'action' | 'good' | 'outcomes' | 'remaining'>,
): RestartReport {
  return {
    ...facts,
    action: 'restart',
    outcomes: OUTCOMES,
    good: ['restarted', 'stopped'],
    // A dry run leaves nothing to do, and unknown servers have to be looked at first.
    remaining: facts.dryRun ? [] : ['failed', 'not_started'],
  };
}

/** Whether the step passes: every server is restarted or stopped, or a dry run could read all of them. */
export function isSuccess(report: RestartReport): boolean {
  const { dryRun, results, skipReason } = report;
  if (skipReason !== undefined) return true;
  if (!dryRun) return isComplete(report);
  return Iterator.from(results).every(({ word }) => word === 'dry_run');
}
