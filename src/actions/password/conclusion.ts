import { describeReason } from '../../report/log.ts';
import { passwordSecretOf, timeOf } from './password-report.ts';
import type { PasswordReport } from './password-report.ts';

/** What was done, in one sentence or a few. */
export function conclusionOf(report: PasswordReport): string {
  const { ending, previousVersionId, secretName, versionId = '' } = report;
  const ofSecret = `of the secret ${secretName}`;
  switch (ending.kind) {
    case 'skipped':
      return `No request was sent: ${ending.skipReason}.`;
    case 'failed':
      return `${describeReason(ending.reason)}.`;
    case 'planned':
      return `Dry run: ${plannedWhat(ending.what, report)} Nothing was changed.`;
    case 'done':
      break;
  }
  switch (ending.what) {
    case 'made':
      return `A new password is stored: version ${versionId} ${ofSecret} is pending.`;
    case 'resumed':
      return `Version ${versionId} ${ofSecret} is pending since an earlier run, and is taken up again.`;
    case 'not_due':
      return `Nothing is due: version ${versionId} ${ofSecret} is the current one.${whenDue(report)}`;
    case 'promoted': {
      const kept =
        previousVersionId === undefined
          ? ''
          : ` Version ${previousVersionId} stays readable under the stage previous.`;
      return `Version ${versionId} ${ofSecret} is the current one now.${kept}`;
    }
    case 'abandoned':
      return `Version ${versionId} ${ofSecret} is abandoned. It stays readable under the stage abandoned.`;
    case 'nothing':
      return report.mode === 'promote'
        ? `Version ${versionId} ${ofSecret} is the current one already. Nothing was changed.`
        : `No version ${ofSecret} is pending. Nothing was changed.`;
  }
}

/** What to do next, in one sentence or a few; empty for nothing. */
export function nextStep(report: PasswordReport): string {
  const { ending, versionId = '' } = report;
  if (ending.kind === 'failed') return `${ending.reason.advice}.`;
  if (ending.kind === 'skipped') return 'The check needs a run with credentials.';
  if (ending.kind === 'planned') return '';
  switch (ending.what) {
    case 'made':
    case 'resumed':
      return `Reset the servers with password_secret: ${passwordSecretOf(report)}, restart them, then run mode: promote with version_id: ${versionId}. Until then the servers may have this password or the current one.`;
    default:
      return '';
  }
}

function plannedWhat(
  what: Extract<PasswordReport['ending'], { kind: 'planned' }>['what'],
  report: PasswordReport,
): string {
  const { versionId = '' } = report;
  switch (what) {
    case 'make':
      return 'a real run would generate a password and store it as a pending version.';
    case 'resume':
      return `a real run would take up version ${versionId}, which is pending.`;
    case 'wait':
      return `nothing is due, and version ${versionId} is the current one.${whenDue(report)}`;
    case 'promote':
      return `a real run would make version ${versionId} the current one.`;
    case 'abandon':
      return `a real run would abandon version ${versionId}.`;
    case 'nothing':
      return 'a real run would have nothing to do.';
  }
}

function whenDue({ dueAt }: PasswordReport): string {
  const time = dueAt === undefined ? undefined : timeOf(dueAt);
  return time === undefined ? '' : ` The next version is due at ${time}.`;
}
