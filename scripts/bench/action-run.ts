/** Runs an action as a runner does: without the compile cache that makes tests faster. */
import { runAction } from '../../harness/action.ts';
import type { ActionOptions, ActionRun } from '../../harness/action.ts';

export function runMeasured(
  action: string,
  inputs: Readonly<Record<string, string>>,
  options: Omit<ActionOptions, 'action'> = {},
): Promise<ActionRun> {
  return runAction(inputs, {
    ...options,
    action,
    env: { NODE_COMPILE_CACHE: undefined, ...options.env },
  });
}
