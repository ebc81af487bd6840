import type { Reason } from '../../fleet/outcome.ts';
import { CURRENT, MAX_STAGES, MAX_VERSIONS } from '../../huaweicloud/csms.ts';
import type { SecretVersion } from '../../huaweicloud/csms.ts';
import { ABANDONED, PENDING, PREVIOUS } from '../../inputs/password-secret.ts';
import { failure, success } from '../../result.ts';
import type { Result } from '../../result.ts';

/** One change of a stage. */
export interface Step {
  readonly kind: 'set' | 'delete';
  readonly stage: string;
  readonly versionId: string;
}

/** What `prepare` does. */
export interface PreparePlan {
  /** `resume`: a version is pending. `wait`: the current one is young enough. `make`: a new one. */
  readonly kind: 'resume' | 'wait' | 'make';
  readonly currentId: string;
  /** The version of the outputs; undefined when it has to be made. */
  readonly versionId: string | undefined;
  /** Stages to tidy up before. */
  readonly steps: readonly Step[];
  /** When the current version is old enough; milliseconds since the epoch. */
  readonly dueAt?: number;
}

/** What `promote` and `abandon` do. */
export interface ChangePlan {
  readonly steps: readonly Step[];
  /** The version that was current before; undefined where nothing tells. */
  readonly previousId: string | undefined;
}

export interface PrepareOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Age of the current version from which on a new one is due; undefined for always. */
  readonly rotateAfterMs: number | undefined;
}

/** Decides what `prepare` does. A pending version is taken up again and never replaced. */
export function planPrepare(
  versions: readonly SecretVersion[],
  { now, rotateAfterMs }: PrepareOptions,
): Result<PreparePlan, Reason> {
  const found = findStages(versions);
  if (!found.ok) return found;
  const { current, pending } = found.value;
  const currentId = current.id;
  if (pending !== undefined && pending.id !== currentId) {
    return success({ kind: 'resume', currentId, versionId: pending.id, steps: [] });
  }
  const steps: Step[] =
    pending === undefined ? [] : [{ kind: 'delete', stage: PENDING, versionId: currentId }];
  const make: PreparePlan = { kind: 'make', currentId, versionId: undefined, steps };
  if (rotateAfterMs === undefined) return success(make);
  if (current.created === undefined) {
    return failure({
      message: `the secret store does not tell how old version ${currentId} is`,
      advice: 'Leave rotate_after out to make a new version in any case',
    });
  }
  const dueAt = current.created + rotateAfterMs;
  return success(
    now < dueAt ? { kind: 'wait', currentId, versionId: currentId, steps, dueAt } : make,
  );
}

/** Decides what `promote` does with a version that all servers have. */
export function planPromote(
  versions: readonly SecretVersion[],
  versionId: string,
): Result<ChangePlan, Reason> {
  const found = findStages(versions);
  if (!found.ok) return found;
  const { current, pending } = found.value;
  if (pending !== undefined && pending.id !== versionId) return otherPending(pending.id, versionId);
  const tidyUp: Step = { kind: 'delete', stage: PENDING, versionId };
  if (current.id === versionId) {
    const previousId = versions.find(({ stages }) => stages.includes(PREVIOUS))?.id;
    return success({ steps: pending === undefined ? [] : [tidyUp], previousId });
  }
  if (pending === undefined) {
    return failure({
      message: `version ${versionId} is not pending, so it is not promoted`,
      advice:
        'Check version_id: it is the output version_id of the step with mode: prepare, after which the servers were reset and restarted',
    });
  }
  const steps: Step[] = [
    // The old version keeps a stage at every moment, so that the service never deletes it.
    { kind: 'set', stage: PREVIOUS, versionId: current.id },
    { kind: 'set', stage: CURRENT, versionId },
    tidyUp,
  ];
  return success({ steps, previousId: current.id });
}

/** Decides what `abandon` does with a version that no server has accepted. */
export function planAbandon(
  versions: readonly SecretVersion[],
  versionId: string,
): Result<ChangePlan, Reason> {
  const found = findStages(versions);
  if (!found.ok) return found;
  const { current, pending } = found.value;
  if (current.id === versionId) {
    return failure({
      message: `version ${versionId} is the current one, so it is not abandoned`,
      advice: 'Use mode: promote with this version to delete its stage pending',
    });
  }
  if (pending !== undefined && pending.id !== versionId) return otherPending(pending.id, versionId);
  const steps: Step[] =
    pending === undefined
      ? []
      : [
          { kind: 'set', stage: ABANDONED, versionId },
          { kind: 'delete', stage: PENDING, versionId },
        ];
  return success({ steps, previousId: undefined });
}

/** What takes the room of a secret, where a limit is reached. */
export function describeRoom(versions: readonly SecretVersion[]): string {
  const without = versions.filter(({ stages }) => stages.length === 0).map(({ id }) => id);
  const stages = versions.flatMap((version) => version.stages);
  const listed = (names: readonly string[]): string =>
    names.length === 0 ? 'none' : names.slice(0, MAX_VERSIONS).join(', ');
  return `The secret has ${versions.length} versions (at most ${MAX_VERSIONS}; without a stage: ${listed(without)}) and ${stages.length} stages (at most ${MAX_STAGES}: ${listed(stages)})`;
}

interface Stages {
  readonly current: SecretVersion;
  readonly pending: SecretVersion | undefined;
}

/** The versions with a meaning. A list that contradicts itself is not used. */
function findStages(versions: readonly SecretVersion[]): Result<Stages, Reason> {
  const withStage = (stage: string): SecretVersion[] =>
    versions.filter(({ stages }) => stages.includes(stage));
  const [current, ...otherCurrent] = withStage(CURRENT);
  const [pending, ...otherPendings] = withStage(PENDING);
  const ids = new Set(versions.map(({ id }) => id));
  if (ids.size < versions.length || otherCurrent.length > 0 || otherPendings.length > 0) {
    return failure({
      message: 'the list of versions names a version or a stage twice',
      advice: 'Run again. If the error persists, contact the support of the cloud',
    });
  }
  if (current === undefined) {
    return failure({
      message: `no version of the secret has the stage ${CURRENT}`,
      advice: `Set the stage ${CURRENT} on the version with the password in force (console of DEW), then run again`,
    });
  }
  return success({ current, pending });
}

function otherPending(pendingId: string, versionId: string): Result<never, Reason> {
  return failure({
    message: `version ${pendingId} is pending, and not ${versionId}: nothing was changed`,
    advice:
      'Another run has made that version. Check version_id, and let one rotation of this secret run at a time (concurrency in the workflow)',
  });
}
