import type { Reason } from '../fleet/outcome.ts';
import { CURRENT } from '../huaweicloud/csms.ts';
import type { SecretStore } from '../huaweicloud/csms.ts';
import { PENDING } from '../inputs/password-secret.ts';
import type { SecretReference } from '../inputs/password-secret.ts';
import { failure, success } from '../result.ts';
import type { Result } from '../result.ts';
import type { Clock } from '../retry/clock.ts';

/** A look at the stages is good for this long. In milliseconds. */
const LOOK_LASTS_MS = 60_000;

/** The stages with which a version may be given to servers. */
const IN_USE = [PENDING, CURRENT];

/** A password in the secret store. Its value is masked. */
export interface StoredPassword {
  readonly value: string;
  readonly versionId: string;
  /** `NAME@vN`, for messages. */
  readonly label: string;
  /** Pending, and not the current version as well. */
  readonly isPending: boolean;
  readonly isInUse: boolean;
}

/** Reads a password: from its stage to its version, from the version to its value. */
export async function readStoredPassword(
  { name, stage, versionId }: SecretReference,
  store: SecretStore,
): Promise<Result<StoredPassword, Reason>> {
  const found = stage === undefined ? success(versionId) : await store.stage(stage);
  if (!found.ok) return failure(found.error.reason);
  const id = found.value;
  if (id === undefined) {
    return failure({
      message: `the secret ${name} has no stage ${stage ?? ''}`,
      advice:
        stage === PENDING
          ? 'Run the password action with mode: prepare first, and give its output password_secret'
          : 'Check password_secret',
    });
  }
  const label = `${name}@${id}`;
  const read = await store.value(id);
  if (!read.ok) return failure(read.error.reason);
  const { stages, value } = read.value;
  if (value === '') {
    return failure({
      message: `password_secret: ${label} contains no text`,
      advice: 'Store the password as the text of the secret, and not as a binary value',
    });
  }
  return success({
    value,
    versionId: id,
    label,
    isPending: stages.includes(PENDING) && !stages.includes(CURRENT),
    isInUse: IN_USE.some((inUse) => stages.includes(inUse)),
  });
}

/** Why servers are not reset with a version that is neither pending nor current. */
export function notInUse({ label }: StoredPassword): Reason {
  return {
    message: `password_secret: ${label} has neither the stage ${PENDING} nor ${CURRENT}, so no server is reset with it`,
    advice:
      'Run the password action with mode: prepare, and give its output password_secret. A version without these stages may be deleted by the service',
  };
}

/**
 * Looks whether a version still has a stage with which it may be given to servers: before the first
 * request, and before each request that begins over a minute after the last look.
 */
export class StageWatch {
  readonly #store: SecretStore;
  readonly #clock: Clock;
  readonly #password: Pick<StoredPassword, 'isPending' | 'label' | 'versionId'>;
  #look: { readonly result: Promise<Reason | undefined>; readonly began: number } | undefined;
  #stoppedBy: Reason | undefined;

  constructor(
    store: SecretStore,
    password: Pick<StoredPassword, 'isPending' | 'label' | 'versionId'>,
    clock: Clock,
  ) {
    this.#store = store;
    this.#password = password;
    this.#clock = clock;
  }

  /** Why nothing more is sent, once a look has failed. */
  get stoppedBy(): Reason | undefined {
    return this.#stoppedBy;
  }

  /** @returns why nothing more may be sent; undefined when it may. Calls at once share one look. */
  async check(): Promise<Reason | undefined> {
    const now = this.#clock.now();
    if (this.#look === undefined || now - this.#look.began > LOOK_LASTS_MS) {
      this.#look = { result: this.#lookAgain(), began: now };
    }
    const reason = await this.#look.result;
    this.#stoppedBy ??= reason;
    return this.#stoppedBy;
  }

  async #lookAgain(): Promise<Reason | undefined> {
    const { isPending, label, versionId } = this.#password;
    // A version that is promoted meanwhile has the other stage.
    const stages = isPending ? IN_USE : IN_USE.toReversed();
    for (const stage of stages) {
      const found = await this.#store.stage(stage);
      if (!found.ok) return found.error.reason;
      if (found.value === versionId) return undefined;
    }
    return {
      message: `${label} lost its stage ${stages[0] ?? ''} during the run, so no further request is sent`,
      advice:
        'Another run has changed the secret. Let one rotation of this secret run at a time (concurrency in the workflow), then run again',
    };
  }
}
