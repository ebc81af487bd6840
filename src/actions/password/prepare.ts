import type { Reason } from '../../fleet/outcome.ts';
import type { SecretVersion } from '../../huaweicloud/csms.ts';
import { failure, success } from '../../result.ts';
import type { Result } from '../../result.ts';
import { PENDING } from '../../inputs/password-secret.ts';
import { generatePassword } from './generator.ts';
import { describeRoom, planPrepare } from './plan.ts';
import type { PrepareOptions } from './plan.ts';
import { repeat, takeSteps } from './steps.ts';
import type { StepContext } from './steps.ts';

export interface PrepareSettings {
  readonly rotateAfterMs: number | undefined;
  readonly length: number;
}

export interface PrepareContext extends StepContext {
  /** A random whole number from 0 to below `max`, fit for secrets. */
  readonly randomInt: (max: number) => number;
}

/** What `prepare` has done. */
export interface Prepared {
  readonly kind: 'resumed' | 'not_due' | 'made';
  /** The version to reset with: the pending one, or the current one when nothing is due. */
  readonly versionId: string;
  readonly currentId: string;
  /** When the next version is due, where nothing is due now; milliseconds since the epoch. */
  readonly dueAt?: number;
}

/** Codes that mean that the secret has no room for another version. */
const LIMITS = ['CSMS.0203', 'CSMS.0204'];

/**
 * Makes sure that a version is pending, unless nothing is due: takes up the pending one, or generates
 * a password and stores it. At the end the stage is read back, because another run may have moved it.
 *
 * @param versions the list of versions, as it was read just before
 */
export async function prepare(
  versions: readonly SecretVersion[],
  settings: PrepareSettings,
  context: PrepareContext,
): Promise<Result<Prepared, Reason>> {
  const { clock } = context.requests;
  const options = { now: clock.now(), rotateAfterMs: settings.rotateAfterMs };
  const plan = planPrepare(versions, options);
  if (!plan.ok) return plan;
  const { currentId, dueAt, kind, steps, versionId } = plan.value;
  const tidied = await takeSteps(steps, context);
  if (!tidied.ok) return failure(tidied.error.reason);
  if (versionId !== undefined) {
    if (kind === 'resume') return confirm({ kind: 'resumed', versionId, currentId }, context);
    return success({
      kind: 'not_due',
      versionId,
      currentId,
      ...(dueAt !== undefined && { dueAt }),
    });
  }
  const value = generatePassword(settings.length, context.randomInt);
  // Before anything is sent: a service may repeat it.
  context.requests.secrets.mask(value);
  const stored = await storePending(value, { currentId, options, versions }, context);
  const reason = stored.ok ? undefined : stored.error;
  context.done({
    kind: 'create',
    stage: PENDING,
    versionId: stored.ok ? stored.value.versionId : undefined,
    ...(reason && { reason }),
  });
  return stored.ok ? confirm(stored.value, context) : stored;
}

interface Before {
  readonly currentId: string;
  readonly options: PrepareOptions;
  readonly versions: readonly SecretVersion[];
}

/**
 * Stores the new value. After a lost response the list is read again: what is pending then is taken
 * up, and only when nothing is pending the identical request is sent again.
 */
async function storePending(
  value: string,
  before: Before,
  context: PrepareContext,
): Promise<Result<Prepared, Reason>> {
  const { store } = context;
  const { currentId, options, versions } = before;
  let prepared: Prepared | undefined;
  const stored = await repeat(context, async () => {
    const created = await store.createVersion(value, [PENDING]);
    if (created.ok) {
      prepared = { kind: 'made', versionId: created.value, currentId };
      return success(true);
    }
    const { lost, reason } = created.error;
    if (lost !== true) return failure(withRoom(reason, versions));
    const listed = await store.versions();
    if (!listed.ok) return failure(listed.error.reason);
    const plan = planPrepare(listed.value, options);
    if (!plan.ok) return plan;
    const found = plan.value;
    if (found.currentId !== currentId || found.steps.length > 0) return failure(CHANGED);
    if (found.kind === 'make') return success(false);
    if (found.kind === 'wait' || found.versionId === undefined) return failure(CHANGED);
    prepared = { kind: await isOurs(found.versionId), versionId: found.versionId, currentId };
    return success(true);
  });
  if (!stored.ok) return stored;
  return prepared === undefined ? failure(CHANGED) : success(prepared);

  /** A value that cannot be read is taken for that of another run. */
  async function isOurs(versionId: string): Promise<'made' | 'resumed'> {
    const read = await store.value(versionId);
    return read.ok && read.value.value === value ? 'made' : 'resumed';
  }
}

/** Reads the stage back. There is no conditional write, so this is how a second run is noticed. */
async function confirm(
  prepared: Prepared,
  { store }: PrepareContext,
): Promise<Result<Prepared, Reason>> {
  const now = await store.stage(PENDING);
  if (!now.ok) return failure(now.error.reason);
  return now.value === prepared.versionId ? success(prepared) : failure(CHANGED);
}

const CHANGED: Reason = {
  message: 'another run has changed the stages of the secret at the same time',
  advice:
    'Let one rotation of this secret run at a time (concurrency in the workflow), then run again: what is pending is taken up',
};

function withRoom(reason: Reason, versions: readonly SecretVersion[]): Reason {
  if (reason.code === undefined || !LIMITS.includes(reason.code)) return reason;
  return { ...reason, advice: `${describeRoom(versions)}. ${reason.advice}` };
}
