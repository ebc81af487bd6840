import type { Reason } from '../../fleet/outcome.ts';
import type { SecretVersion } from '../../huaweicloud/csms.ts';
import type { RunFacts } from '../../report/report.ts';
import type { Step } from './plan.ts';
import type { Mode } from './settings.ts';
import type { StepResult } from './steps.ts';

/** How a run ended. */
export type Ending =
  /** No request was sent, and why. */
  | { readonly kind: 'skipped'; readonly skipReason: string }
  | { readonly kind: 'failed'; readonly reason: Reason }
  /** What a real run would do. */
  | {
      readonly kind: 'planned';
      readonly what: 'make' | 'resume' | 'wait' | 'promote' | 'abandon' | 'nothing';
    }
  | {
      readonly kind: 'done';
      readonly what: 'made' | 'resumed' | 'not_due' | 'promoted' | 'abandoned' | 'nothing';
      /** Why the stage `pending` is left over. */
      readonly leftOver?: Reason;
    };

/** The result of a run. It contains no value of a version. */
export interface PasswordReport {
  readonly mode: Mode;
  readonly dryRun: boolean;
  readonly secretName: string;
  readonly ending: Ending;
  /** The version of the outputs; undefined where there is none. */
  readonly versionId: string | undefined;
  readonly previousVersionId: string | undefined;
  /** Only of `prepare`, when it is known. */
  readonly due?: boolean;
  readonly resumed?: boolean;
  /** When the next version is due; milliseconds since the epoch. */
  readonly dueAt?: number;
  /** The versions as they were at the beginning. */
  readonly versions: readonly SecretVersion[];
  /** The changes that were made, or that failed. */
  readonly steps: readonly StepResult[];
  /** The changes of stages that a real run would make. */
  readonly planned: readonly Step[];
  readonly run: RunFacts;
}

/** Whether the step passes. */
export function isSuccess({ ending }: PasswordReport): boolean {
  return ending.kind !== 'failed';
}

/** `NAME@vN` for the other actions; empty where no version is to be used. */
export function passwordSecretOf({ ending, mode, secretName, versionId }: PasswordReport): string {
  const isUsable = ending.kind !== 'failed' && ending.kind !== 'skipped' && mode !== 'abandon';
  return isUsable && versionId !== undefined ? `${secretName}@${versionId}` : '';
}

/** The content of the report file. Members that are undefined are left out of JSON. */
export function reportJson(report: PasswordReport): object {
  const { dryRun, ending, mode, run, secretName, steps, versions } = report;
  const reason = ending.kind === 'failed' ? ending.reason : undefined;
  return {
    version: 1,
    action: 'password',
    mode,
    dry_run: dryRun,
    secret_name: secretName,
    ending: ending.kind,
    result: ending.kind === 'done' || ending.kind === 'planned' ? ending.what : undefined,
    message: ending.kind === 'skipped' ? ending.skipReason : reason?.message,
    code: reason?.code,
    request_id: reason?.requestId,
    version_id: report.versionId,
    previous_version_id: report.previousVersionId,
    due: report.due,
    resumed: report.resumed,
    versions: versions.map(({ created, id, stages }) => ({
      id,
      stages,
      created: created === undefined ? undefined : timeOf(created),
    })),
    steps: [...steps, ...report.planned.map((step) => ({ ...step, isPlanned: true }))].map(
      stepJson,
    ),
    run,
  };
}

function stepJson(step: StepResult & { readonly isPlanned?: boolean }): object {
  const { isPlanned = false, kind, reason, stage, versionId } = step;
  return {
    step: `${kind}_${kind === 'create' ? 'version' : 'stage'}`,
    stage,
    version_id: versionId,
    outcome: isPlanned ? 'planned' : reason === undefined ? 'done' : 'failed',
    code: reason?.code,
    message: reason?.message,
    request_id: reason?.requestId,
  };
}

/** A time of the service in ISO 8601; undefined where it is none. */
export function timeOf(ms: number): string | undefined {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
