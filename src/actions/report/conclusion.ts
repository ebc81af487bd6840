import { servers } from '../../report/report.ts';
import type { RotationReport } from './rotation-report.ts';

/** The result in one sentence or a few. */
export function conclusionOf(report: RotationReport): string {
  const { counts, dryRun } = report;
  const start = dryRun === true ? 'Dry run: ' : '';
  return `${start}${counts.done} of ${servers(counts.requested)} ${counts.done === 1 ? 'is' : 'are'} done. ${passwordSentence(report)}`.trim();
}

/** What became of the new password; empty where it is not part of the run. */
export function passwordSentence({ counts, dryRun, password, versionId }: RotationReport): string {
  const version = versionId === undefined ? 'The new password' : `Version ${versionId}`;
  if (password === 'not_due') return 'No new password is due.';
  if (dryRun === true) return 'Nothing was changed.';
  switch (password) {
    case 'promoted':
      return `${version} is the current password of the secret store now.`;
    case 'promote_failed':
      return `${version} could not be promoted.`;
    case 'pending':
      return counts.not_done === 0
        ? `${version} is not promoted: it is from an earlier run, and other servers may be left.`
        : `${version} is not promoted.`;
    case 'not_part':
      return '';
  }
}

/** What to do next, in order. */
export function nextSteps(report: RotationReport): string[] {
  const { counts, dryRun, isChanged, password, settings } = report;
  const steps: string[] = [];
  if (counts.requested === 0) steps.push('Find out why no server was selected.');
  if (counts.not_done > 0) steps.push('Fix the causes in the table below.');
  if (dryRun === true) return steps;
  if (isChanged && counts.not_done > 0) {
    steps.push(
      'Start the workflow for the servers that are left, with the command below. It takes up the same password and changes no other server.',
    );
    if (!settings.coversAll) {
      steps.push('If they are all that is left of the earlier runs too, set complete to true.');
    }
  } else if (counts.not_done > 0) {
    steps.push('Start the workflow again. No password was changed.');
  } else if (password === 'pending') {
    steps.push(
      'If other servers are left, start the workflow for them, with complete set to true in the last of these runs.',
      'If no server is left, start the workflow with the command below. It resets and restarts the servers of this run once more, and promotes the password.',
    );
  } else if (password === 'promote_failed') {
    steps.push(
      'Run the failed jobs of this run again: that promotes the password and changes no server.',
    );
  }
  return steps;
}
