import type { Reason } from '../../fleet/outcome.ts';
import { isMissing } from '../../huaweicloud/csms.ts';
import type { SecretStore, StoreResult } from '../../huaweicloud/csms.ts';
import type { RequestContext } from '../../huaweicloud/request-context.ts';
import { failure, success } from '../../result.ts';
import type { Result } from '../../result.ts';
import { backoffMs } from '../../retry/backoff.ts';
import type { Step } from './plan.ts';

/** What the steps need beside the plan. */
export interface StepContext {
  readonly store: SecretStore;
  readonly requests: RequestContext;
  /** Told of each change of the store, before the next one begins. */
  readonly done: (step: StepResult) => void;
}

/** A change of the store that was made, or not. */
export interface StepResult {
  readonly kind: Step['kind'] | 'create';
  readonly stage: string;
  /** Undefined when a version was to be created and nothing tells whether it was. */
  readonly versionId: string | undefined;
  readonly reason?: Reason;
}

/** Takes the steps in order, up to the first one that fails. */
export async function takeSteps(
  steps: readonly Step[],
  context: StepContext,
): Promise<Result<undefined, { readonly step: Step; readonly reason: Reason }>> {
  for (const step of steps) {
    const result = await takeStep(step, context);
    context.done({ ...step, ...(!result.ok && { reason: result.error }) });
    if (!result.ok) return failure({ step, reason: result.error });
  }
  return success(undefined);
}

async function takeStep(step: Step, context: StepContext): Promise<Result<undefined, Reason>> {
  return step.kind === 'set' ? setStage(step, context) : deleteStage(step, context);
}

/** Moves a stage. A lost response is read back, and the change is repeated only if it is not there. */
async function setStage(
  { stage, versionId }: Step,
  context: StepContext,
): Promise<Result<undefined, Reason>> {
  const { store } = context;
  return repeat(context, async () => {
    const moved = await store.setStage(stage, versionId);
    const isNew = !moved.ok && isMissing(moved.error);
    const result = isNew ? await store.createStage(stage, versionId) : moved;
    if (result.ok) return success(true);
    if (result.error.lost !== true) return failure(result.error.reason);
    const now = await store.stage(stage);
    return now.ok ? success(now.value === versionId) : failure(now.error.reason);
  });
}

/**
 * Deletes a stage from one version. It is looked at before each attempt, because the stage may have
 * moved to the version of another run meanwhile, which would lose it.
 */
async function deleteStage(
  { stage, versionId }: Step,
  context: StepContext,
): Promise<Result<undefined, Reason>> {
  const { store } = context;
  return repeat(context, async () => {
    const now = await store.stage(stage);
    if (!now.ok) return failure(now.error.reason);
    if (now.value !== versionId) return success(true);
    const deleted: StoreResult<unknown> = await store.deleteStage(stage);
    if (deleted.ok || isMissing(deleted.error)) return success(true);
    return deleted.error.lost === true ? success(false) : failure(deleted.error.reason);
  });
}

/**
 * Makes a change until it is known to be there.
 *
 * @param attempt whether the change is there; false when it may be tried again
 */
export async function repeat(
  { requests }: Pick<StepContext, 'requests'>,
  attempt: () => Promise<Result<boolean, Reason>>,
): Promise<Result<undefined, Reason>> {
  const { clock, deadline, maxRetries, random, stop } = requests;
  const isStopped = (): boolean => stop.aborted;
  for (let count = 1; ; count += 1) {
    const result = await attempt();
    if (!result.ok) return result;
    if (result.value) return success(undefined);
    const waitMs = backoffMs(undefined, count, random);
    if (count > maxRetries || isStopped() || clock.now() + waitMs >= deadline) {
      return failure({
        message: 'the secret store does not confirm the change',
        advice: 'Run again: a change that is there already is not made twice',
      });
    }
    await clock.sleep(waitMs, stop);
  }
}
