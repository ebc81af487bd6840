import type { Core } from '../../github/core.ts';
import { describeReason } from '../../report/log.ts';
import { TITLE } from '../../report/report.ts';
import type { Step } from './plan.ts';
import type { Settings } from './settings.ts';
import type { StepResult } from './steps.ts';

/** Says what the run will do, before anything is sent. */
export function logPlan(core: Core, settings: Settings): void {
  const { notice, requests, secretName, task, warnings } = settings;
  core.notice(notice, { title: TITLE });
  for (const warning of warnings) core.warning(warning, { title: TITLE });
  if (requests.kind === 'skipped') {
    core.warning(`No request was sent: ${requests.skipReason}.`, { title: TITLE });
    return;
  }
  core.info(`Secret ${secretName} at ${requests.storeEndpoint} (mode: ${task.mode}).`);
  core.info(`Credentials: ${requests.target.source}.`);
}

/** Logs one change of the store. */
export function logStep(core: Core, step: StepResult): void {
  const { reason } = step;
  core.info(
    reason === undefined
      ? `Done: ${describeStep(step)}.`
      : `Failed: ${describeStep(step)}. ${describeReason(reason)}.`,
  );
}

/** A step in the middle of a sentence. */
export function describeStep({ kind, stage, versionId }: Step | StepResult): string {
  switch (kind) {
    case 'create':
      return versionId === undefined
        ? `store a new version with the stage ${stage}`
        : `store version ${versionId} with the stage ${stage}`;
    case 'set':
      return `set the stage ${stage} on version ${String(versionId)}`;
    case 'delete':
      return `delete the stage ${stage} of version ${String(versionId)}`;
  }
}
