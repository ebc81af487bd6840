import { isComplete } from '../../report/report.ts';
import type { Report, RunFacts } from '../../report/report.ts';
import type { RunEnd } from './guards.ts';
import { countsOf } from './selection.ts';
import type { Selection } from './selection.ts';
import type { Settings } from './settings.ts';
import { OUTCOMES } from './verdict.ts';
import type { Outcome } from './verdict.ts';

/** More characters of a server's name are never shown. */
export const MAX_NAME = 64;

/** The result of a run. */
export interface Selected {
  readonly selection: Selection;
  readonly settings: Settings;
  readonly end: RunEnd;
  /** The names of servers that have one, by id; cleaned. */
  readonly names: ReadonlyMap<string, string>;
  readonly run: RunFacts;
}

/** The report of a selection. */
export interface SelectReport extends Report<Outcome> {
  readonly end: RunEnd;
  /** Whether servers that are not ready were left out on purpose. */
  readonly skipsNotReady: boolean;
  /** Whether the selectors made the request. */
  readonly isBySelectors: boolean;
}

const NOT_CHECKED = { message: 'the run ended before the server was checked', advice: 'Run again' };

export function selectReport({ end, names, run, selection, settings }: Selected): SelectReport {
  const results = selection.results(end.reason ?? NOT_CHECKED);
  const { requests, skipsNotReady } = settings;
  return {
    action: 'select',
    outcomes: OUTCOMES,
    good: skipsNotReady ? ['ready', 'not_ready', 'excluded'] : ['ready', 'excluded'],
    results,
    counts: countsOf(results),
    names,
    skipReason: requests.kind === 'skipped' ? requests.skipReason : undefined,
    run,
    end,
    skipsNotReady,
    isBySelectors: settings.list === undefined,
  };
}

/** Whether the step passes: every selected server is ready, or no request could be sent for a check. */
export function isSuccess(report: SelectReport): boolean {
  const { counts, end, skipReason } = report;
  if (skipReason !== undefined) return true;
  const hasEnded = end.guard !== undefined || end.reason !== undefined;
  return isComplete(report) && counts.ready > 0 && !hasEnded;
}
