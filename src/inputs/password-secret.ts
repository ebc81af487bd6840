import { SECRET_NAME, VERSION_ID } from '../huaweicloud/csms.ts';
import { failure, success } from '../result.ts';
import type { Result } from '../result.ts';

/** The stage of a version that is stored and not in force on every server yet. */
export const PENDING = 'pending';
/** The stage that keeps the version that was current before. */
export const PREVIOUS = 'previous';
/** The stage that keeps a version that is given up. */
export const ABANDONED = 'abandoned';
export const OWN_STAGES: readonly string[] = [PENDING, PREVIOUS, ABANDONED];

/** The longest text that can name a version of a secret. */
const MAX_LENGTH = 129;
const EXAMPLES = 'write NAME@pending, NAME@SYSCURRENT or a version such as NAME@v7';

/** A version of a secret, by its ID or by a stage that it has. */
export interface SecretReference {
  readonly name: string;
  /** Exactly one of the two is given. */
  readonly versionId?: string;
  readonly stage?: string;
}

/** Reads `NAME@STAGE` or `NAME@vN`. The problem follows the name of the input and quotes nothing. */
export function parsePasswordSecret(text: string): Result<SecretReference, string> {
  const [name = '', which = '', ...rest] = text.length > MAX_LENGTH ? [] : text.split('@');
  if (rest.length > 0 || !SECRET_NAME.test(name) || !SECRET_NAME.test(which)) {
    return failure(`is not the name of a secret with a stage or a version: ${EXAMPLES}`);
  }
  if (which.toLowerCase() === 'latest') {
    return failure(
      `names the version latest, which the documentation explains in two ways: ${EXAMPLES}`,
    );
  }
  return success(VERSION_ID.test(which) ? { name, versionId: which } : { name, stage: which });
}
