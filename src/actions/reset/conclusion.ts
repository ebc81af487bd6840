import { servers } from '../../report/report.ts';
import type { ResetReport } from './reset-report.ts';

/** Whether the step passes: every server is accepted, or no request could be sent for a check. */
export function isSuccess({ counts, skipReason }: ResetReport): boolean {
  return skipReason !== undefined || counts.accepted === counts.requested;
}

/** The counts in one sentence. */
export function countsSentence({ counts, dryRun, skipReason }: ResetReport): string {
  const { accepted, failed, not_sent: notSent, requested, unknown } = counts;
  if (skipReason !== undefined) return `No request was sent for ${servers(requested)}.`;
  const done = dryRun
    ? `${accepted} of ${servers(requested)} passed the check`
    : `The reset of ${accepted} of ${servers(requested)} was accepted`;
  const others = [
    failed > 0 ? `${failed} failed` : '',
    unknown > 0 ? `${unknown} unknown` : '',
    notSent > 0 ? `${notSent} not sent` : '',
  ].filter((part) => part !== '');
  return `${[done, ...others].join(', ')}.`;
}

/** What to do next, in one sentence or a few. */
export function nextStep({ counts, dryRun, results, skipReason }: ResetReport): string {
  const { accepted, failed, not_sent: notSent, unknown } = counts;
  if (skipReason !== undefined) {
    return 'Nothing was changed and nothing was checked at the service: that takes a run with credentials and an API that has a dry run.';
  }
  const remaining = failed + notSent;
  const sentences = [];
  if (dryRun) sentences.push('Nothing was changed: this was a dry run.');
  else if (accepted > 0) {
    sentences.push(
      'Restart the accepted servers (output restart_required_server_ids): the new password works only after the next start or restart. The service does not report whether the change succeeded inside a server.',
    );
  }
  if (unknown > 0) {
    sentences.push(
      'For the unknown servers (unknown_server_ids) wait ten minutes, then run again with the same password.',
    );
  }
  if (remaining > 0) {
    const isWeak = Iterator.from(results).some(({ reason }) => reason?.code === 'Ecs.0011');
    const again = isWeak ? 'run again' : 'run again with the same password';
    sentences.push(
      `For the servers in remaining_server_ids fix the cause shown for them, then ${again}.`,
    );
  }
  return sentences.join(' ');
}
