import { renderSummary } from '../../report/summary.ts';
import type { Publication } from '../publish.ts';
import { conclusionOf, nextStep } from './conclusion.ts';
import type { Outcome } from './outcomes.ts';
import { isSuccess } from './restart-report.ts';
import type { RestartReport } from './restart-report.ts';
import { restartSummary } from './summary.ts';

/**
 * How the report of a restart is told.
 *
 * @param docs address of the folder docs/; undefined for no links
 */
export function restartPublication(
  report: RestartReport,
  docs: string | undefined,
): Publication<Outcome> {
  return {
    report,
    passes: isSuccess(report),
    conclusion: conclusionOf(report),
    nextStep: nextStep(report),
    summary: (reportFile) => renderSummary(restartSummary(report, reportFile), docs),
  };
}
