/** The three modes on a store in this process, without inputs and report. */
import { randomInt } from 'node:crypto';
import { createContext } from '../../../harness/request-context.ts';
import type { ScriptedContext } from '../../../harness/request-context.ts';
import { LocalCloud, SECRET, storeOf } from '../../../harness/local-store.ts';
import type { CsmsBehaviour } from '../../../simulator/csms.ts';
import { change } from '../../../src/actions/password/change.ts';
import type { Changed } from '../../../src/actions/password/change.ts';
import { planAbandon, planPromote } from '../../../src/actions/password/plan.ts';
import { prepare } from '../../../src/actions/password/prepare.ts';
import type { Prepared } from '../../../src/actions/password/prepare.ts';
import type { StepResult } from '../../../src/actions/password/steps.ts';
import type { Reason } from '../../../src/fleet/outcome.ts';
import type { RequestContext } from '../../../src/huaweicloud/request-context.ts';
import { failure } from '../../../src/result.ts';
import type { Result } from '../../../src/result.ts';

export const OLD_VALUE = 'In-Force-Value-1';

export interface Local {
  readonly cloud: LocalCloud;
  readonly context: RequestContext;
  readonly clock: ScriptedContext['clock'];
  readonly masked: readonly string[];
  readonly steps: StepResult[];
}

/** A store with a secret whose version v1 is in force. */
export function createLocal(
  behaviour: CsmsBehaviour = {},
  own: Partial<RequestContext> = {},
): Local {
  const scripted = createContext([]);
  const cloud = new LocalCloud(scripted.clock, behaviour);
  cloud.csms.add({ name: SECRET, value: OLD_VALUE });
  const context = { ...scripted.context, transport: cloud, ...own };
  return { cloud, context, clock: scripted.clock, masked: scripted.masked, steps: [] };
}

/** `v1: SYSCURRENT` for each version. */
export function stagesOf({ cloud }: Local): string[] {
  return cloud.csms
    .versions(SECRET)
    .map(({ id, stages }) => `${id}: ${[...stages].sort().join(' ')}`);
}

export async function runPrepare(
  local: Local,
  rotateAfterMs?: number,
  random: (max: number) => number = randomInt,
): Promise<Result<Prepared, Reason>> {
  const { context, steps } = local;
  const store = storeOf(context);
  const listed = await store.versions();
  if (!listed.ok) return failure(listed.error.reason);
  const stepContext = {
    store,
    requests: context,
    randomInt: random,
    done: (step: StepResult) => void steps.push(step),
  };
  return prepare(listed.value, { length: 14, rotateAfterMs }, stepContext);
}

export async function runChange(
  local: Local,
  mode: 'promote' | 'abandon',
  versionId: string,
): Promise<Result<Changed, Reason>> {
  const { context, steps } = local;
  const store = storeOf(context);
  const listed = await store.versions();
  if (!listed.ok) return failure(listed.error.reason);
  const plan = (mode === 'promote' ? planPromote : planAbandon)(listed.value, versionId);
  if (!plan.ok) return plan;
  const done = (step: StepResult): void => void steps.push(step);
  return change(mode, plan.value, { store, requests: context, done });
}
