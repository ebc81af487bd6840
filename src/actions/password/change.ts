import type { Reason } from '../../fleet/outcome.ts';
import { failure, success } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { ChangePlan } from './plan.ts';
import { takeSteps } from './steps.ts';
import type { StepContext } from './steps.ts';

/** What `promote` or `abandon` has done. */
export interface Changed {
  readonly previousId: string | undefined;
  /** Why the stage `pending` is left over, although all else is done. */
  readonly leftOver?: Reason;
}

/**
 * Takes the steps of a plan. When only the deletion of the stage `pending` of a promoted version
 * fails, the work is done: the next `prepare` deletes it.
 */
export async function change(
  mode: 'promote' | 'abandon',
  { previousId, steps }: ChangePlan,
  context: StepContext,
): Promise<Result<Changed, Reason>> {
  const taken = await takeSteps(steps, context);
  if (taken.ok) return success({ previousId });
  const { reason, step } = taken.error;
  const isDone = mode === 'promote' && step.kind === 'delete';
  return isDone ? success({ previousId, leftOver: reason }) : failure(reason);
}
