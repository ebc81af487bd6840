import type { Reason } from '../../fleet/outcome.ts';
import type { ServerRow } from '../../huaweicloud/server-rows.ts';
import { REASONS, statusReason, taskReason } from './select-texts.ts';
import type { Verdict } from './verdict.ts';

/** The statuses in which a reset is possible. */
const READY_STATUSES = ['ACTIVE', 'SHUTOFF'];

/**
 * Why a server cannot be reset now, by its row: the first reason that applies. A task comes first,
 * because a server that is being shut down is still `ACTIVE`.
 *
 * @returns undefined when only the plug-in is left to check
 */
export function rowVerdict({ frozen, locked, status, taskState }: ServerRow): Verdict | undefined {
  if (taskState !== null) return notReady('busy', taskReason(taskState));
  if (!READY_STATUSES.includes(status)) return notReady('wrong_status', statusReason(status));
  if (locked) return notReady('locked', REASONS.locked);
  return frozen ? notReady('frozen', REASONS.frozen) : undefined;
}

export function notReady(
  word: 'busy' | 'frozen' | 'locked' | 'no_plugin' | 'not_found' | 'wrong_status',
  reason: Reason,
): Verdict {
  return { outcome: 'not_ready', word, reason };
}
