import type { Outcome } from '../../fleet/outcome.ts';
import { renderSummary } from '../../report/summary.ts';
import type { Publication } from '../publish.ts';
import { countsSentence, isSuccess, nextStep } from './conclusion.ts';
import type { ResetReport } from './reset-report.ts';
import { resetSummary } from './summary.ts';

/**
 * How the report of a reset is told.
 *
 * @param docs address of the folder docs/; undefined where it is not known
 */
export function resetPublication(
  report: ResetReport,
  docs: string | undefined,
): Publication<Outcome> {
  return {
    report,
    passes: isSuccess(report),
    conclusion: countsSentence(report),
    nextStep: nextStep(report),
    summary: (reportFile) => renderSummary(resetSummary(report, reportFile), docs),
    furtherLists: {
      restart_required_server_ids: ({ outcome }) => !report.dryRun && outcome === 'accepted',
    },
  };
}
