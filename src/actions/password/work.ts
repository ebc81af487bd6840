import { randomInt } from 'node:crypto';
import type { Reason } from '../../fleet/outcome.ts';
import type { RunContext } from '../../github/run-context.ts';
import { SecretStore } from '../../huaweicloud/csms.ts';
import type { SecretVersion } from '../../huaweicloud/csms.ts';
import type { Session } from '../../huaweicloud/ecs.ts';
import type { RequestContext } from '../../huaweicloud/request-context.ts';
import { OWN_STAGES } from '../../inputs/password-secret.ts';
import type { Secrets } from '../../secrets/redact.ts';
import { withSession } from '../session.ts';
import { change } from './change.ts';
import { logStep } from './log.ts';
import type { PasswordReport } from './password-report.ts';
import { planAbandon, planPrepare, planPromote } from './plan.ts';
import type { Step } from './plan.ts';
import { prepare } from './prepare.ts';
import type { Settings, Task } from './settings.ts';
import type { StepContext, StepResult } from './steps.ts';
import { PASSWORD_ADVICE } from './texts.ts';

/** All of the report but when and where it was. */
export type WorkResult = Omit<PasswordReport, 'run'>;
/** What the work adds to what every run has. */
type Done = Pick<WorkResult, 'ending'> &
  Partial<Pick<WorkResult, 'versionId' | 'previousVersionId' | 'due' | 'resumed' | 'dueAt'>> & {
    readonly planned?: readonly Step[];
  };

/** Signs in and carries out the task. A dry run only reads. */
export async function carryOut(
  settings: Settings,
  secrets: Secrets,
  context: RunContext,
): Promise<WorkResult> {
  const { connection, dryRun, requests, secretName, task } = settings;
  const steps: StepResult[] = [];
  let versions: readonly SecretVersion[] = [];
  let done: Done | undefined;
  const facts = (): Omit<WorkResult, 'ending' | 'versionId' | 'previousVersionId' | 'planned'> => ({
    mode: task.mode,
    dryRun,
    secretName,
    versions,
    steps,
  });
  const resultOf = ({ planned = [], previousVersionId, versionId, ...rest }: Done): WorkResult => ({
    ...facts(),
    planned,
    previousVersionId,
    versionId,
    ...rest,
  });
  if (requests.kind === 'skipped') return resultOf({ ending: requests });
  const ended = await withSession(
    { context, secrets, settings: connection, target: requests.target, advice: PASSWORD_ADVICE },
    async (session, requestContext) => {
      const store = storeFor(settings, requests.storeEndpoint, session, requestContext);
      const listed = await store.versions();
      if (!listed.ok) {
        done = failed(listed.error.reason);
        return;
      }
      versions = listed.value;
      const stepContext: StepContext = {
        store,
        requests: requestContext,
        done: (step) => {
          steps.push(step);
          logStep(context.core, step);
        },
      };
      done = dryRun
        ? planTask(task, versions, requestContext.clock.now())
        : await carryOutTask(task, versions, stepContext);
    },
  );
  // What was done to its end stays done, also when the run was cancelled at that moment.
  const result = done !== undefined && done.ending.kind !== 'failed' ? done : undefined;
  if (result !== undefined) return resultOf(result);
  if (!ended.ok) return resultOf(failed(ended.error));
  if (done === undefined) throw new Error('the work ended without a result');
  return resultOf(done);
}

function storeFor(
  { secretName }: Settings,
  endpoint: string,
  session: Session,
  context: RequestContext,
): SecretStore {
  return new SecretStore({
    endpoint,
    secretName,
    session,
    context,
    ownStages: OWN_STAGES,
    texts: PASSWORD_ADVICE,
  });
}

async function carryOutTask(
  task: Task,
  versions: readonly SecretVersion[],
  context: StepContext,
): Promise<Done> {
  if (task.mode === 'prepare') {
    const prepared = await prepare(versions, task, {
      ...context,
      randomInt: (max) => randomInt(max),
    });
    if (!prepared.ok) return failed(prepared.error);
    const { currentId, dueAt, kind, versionId } = prepared.value;
    return {
      ending: { kind: 'done', what: kind },
      versionId,
      previousVersionId: currentId,
      due: kind !== 'not_due',
      resumed: kind === 'resumed',
      ...(dueAt !== undefined && { dueAt }),
    };
  }
  const { mode, versionId } = task;
  const planned = planChange(mode, versions, versionId);
  if (!planned.ok) return failed(planned.error);
  const changed = await change(mode, planned.value, context);
  if (!changed.ok) return failed(changed.error);
  const { leftOver, previousId } = changed.value;
  const hasSteps = planned.value.steps.length > 0;
  const what = mode === 'promote' ? 'promoted' : 'abandoned';
  return {
    ending: {
      kind: 'done',
      what: hasSteps ? what : 'nothing',
      ...(leftOver !== undefined && { leftOver }),
    },
    versionId,
    previousVersionId: previousId,
  };
}

/** What a real run would do. */
function planTask(task: Task, versions: readonly SecretVersion[], now: number): Done {
  if (task.mode === 'prepare') {
    const planned = planPrepare(versions, { now, rotateAfterMs: task.rotateAfterMs });
    if (!planned.ok) return failed(planned.error);
    const { currentId, dueAt, kind, steps, versionId } = planned.value;
    return {
      ending: { kind: 'planned', what: kind },
      versionId,
      previousVersionId: currentId,
      due: kind !== 'wait',
      resumed: kind === 'resume',
      planned: steps,
      ...(dueAt !== undefined && { dueAt }),
    };
  }
  const { mode, versionId } = task;
  const planned = planChange(mode, versions, versionId);
  if (!planned.ok) return failed(planned.error);
  const { previousId, steps } = planned.value;
  const what = steps.length > 0 ? mode : 'nothing';
  return {
    ending: { kind: 'planned', what },
    versionId,
    previousVersionId: previousId,
    planned: steps,
  };
}

function planChange(
  mode: 'promote' | 'abandon',
  versions: readonly SecretVersion[],
  versionId: string,
): ReturnType<typeof planPromote> {
  return mode === 'promote' ? planPromote(versions, versionId) : planAbandon(versions, versionId);
}

function failed(reason: Reason): Done {
  return { ending: { kind: 'failed', reason } };
}
