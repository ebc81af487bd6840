import type { Outcome } from '../../fleet/outcome.ts';
import type { Publication } from '../publish.ts';
import { countsSentence, isSuccess, nextStep } from './conclusion.ts';
import type { ResetReport } from './reset-report.ts';
import { renderSummary } from './summary.ts';

/** How the report of a reset is told. */
export function resetPublication(report: ResetReport): Publication<Outcome> {
  return {
    report,
    passes: isSuccess(report),
    conclusion: countsSentence(report),
    nextStep: nextStep(report),
    summary: (reportFile) => renderSummary(report, reportFile),
    furtherLists: {
      restart_required_server_ids: ({ outcome }) => !report.dryRun && outcome === 'accepted',
    },
  };
}
