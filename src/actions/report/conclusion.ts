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
  if (password === 'not_due')
    return 'No new password is due. The summary of the step that looked says when the next one is.';
  if (dryRun === true) return 'Nothing was changed.';
  switch (password) {
    case 'promoted':
      return `${version} is the current password of the secret store now.`;
    case 'promote_failed':
      return `${version} could not be promoted.`;
    case 'pending':
      return counts.not_done === 0
        ? `${version} is not promoted: this run had a list of servers, and others may be left.`
        : `${version} is not promoted.`;
    case 'not_part':
      return '';
  }
}

/**
 * What to do next, in order.
 *
 * @param hasCommand whether the summary shows the command for the next run
 */
export function nextSteps(report: RotationReport, hasCommand: boolean): string[] {
  const { counts, dryRun, isChanged, password } = report;
  if (counts.requested === 0) return ['Find out why no server was selected.'];
  if (counts.not_done > 0) {
    const steps = ['Fix the causes in the table below.'];
    if (dryRun === true) return steps;
    return isChanged
      ? [...steps, ...continuing(report, hasCommand)]
      : [...steps, 'Start the workflow again. No password was changed.'];
  }
  if (dryRun === true) return [];
  if (password === 'promote_failed') {
    return [
      'Run the failed jobs of this run again: that promotes the password and changes no server.',
    ];
  }
  if (password !== 'pending') return [];
  return [
    'If other servers are left, start the workflow for them, with complete set to true in the last of these runs.',
    `If no server is left, start the workflow once more ${how(hasCommand)}, with complete set to true. It resets and restarts the servers of this run again, and promotes the password.`,
  ];
}

function continuing({ settings }: RotationReport, hasCommand: boolean): string[] {
  const steps = [
    `Start the workflow for the servers that are left, ${how(hasCommand)}. It takes up the same password and changes no other server. Do not run the failed jobs of this run again: they would restart servers that are done.`,
  ];
  if (!settings.coversAll) {
    steps.push(
      'Set complete to true if no other server of the earlier runs is left. Otherwise the password is not promoted.',
    );
  } else if (!hasCommand) {
    steps.push('Set complete to true, because no other server is left.');
  }
  return steps;
}

function how(hasCommand: boolean): string {
  return hasCommand
    ? 'with the command below'
    : 'with the list in remaining-server-ids.txt of the artifact, as server_ids_file';
}
