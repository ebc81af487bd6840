import { servers } from '../../report/report.ts';
import type { RestartReport } from './restart-report.ts';

/** The counts in one sentence. */
export function conclusionOf({ counts, dryRun, results, skipReason }: RestartReport): string {
  const { failed, not_started: notStarted, requested, restarted, stopped, unknown } = counts;
  if (skipReason !== undefined) return `No request was sent for ${servers(requested)}.`;
  if (dryRun) {
    const unreadable = Iterator.from(results)
      .filter(({ word }) => word !== 'dry_run')
      .reduce((sum) => sum + 1, 0);
    const read = `The status of ${requested - unreadable} of ${servers(requested)} was read`;
    return unreadable > 0 ? `${read}, ${unreadable} could not be read.` : `${read}.`;
  }
  const others = [
    stopped > 0 ? `${stopped} stopped` : '',
    failed > 0 ? `${failed} failed` : '',
    unknown > 0 ? `${unknown} unknown` : '',
    notStarted > 0 ? `${notStarted} not started` : '',
  ].filter((part) => part !== '');
  return `${[`${restarted} of ${servers(requested)} restarted`, ...others].join(', ')}.`;
}

/** What to do next, in one sentence or a few; empty where all is well. */
export function nextStep({ counts, dryRun, skipReason }: RestartReport): string {
  if (skipReason !== undefined) {
    return 'Nothing was changed and nothing was checked at the service: that takes a run with credentials.';
  }
  if (dryRun) return 'Nothing was changed: this was a dry run.';
  const { failed, not_started: notStarted, stopped, unknown } = counts;
  const sentences = [];
  if (stopped > 0) sentences.push('A stopped server takes its new password at its next start.');
  if (unknown > 0) {
    sentences.push(
      'For the unknown servers (unknown_server_ids) look up whether they were restarted, before anything restarts them again.',
    );
  }
  if (failed + notStarted > 0) {
    sentences.push(
      'For the servers in remaining_server_ids fix the cause shown for them, then start a new run with this list. A re-run of this job would restart the other servers again.',
    );
  }
  return sentences.join(' ');
}
