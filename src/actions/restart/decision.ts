import type { Reason } from '../../fleet/outcome.ts';
import type { PowerAction } from '../../huaweicloud/power.ts';
import type { LeftOut, SkipWord } from './outcomes.ts';
import { SKIPPED } from './reasons.ts';
import type { Row, Rows } from './service.ts';

/** What is to be done with a server, by its row. */
export type Decision =
  { readonly kind: PowerAction['kind'] } | { readonly kind: 'leave_out'; readonly result: LeftOut };

/**
 * What is to be done with a server. A task goes before the status: a server that is being shut down
 * still has the status ACTIVE, and one that is being started still has SHUTOFF (ECS API reference,
 * "ECS Statuses").
 */
export function decide(
  row: Row | 'not_found' | undefined,
  { startStopped, unreadable }: { readonly startStopped: boolean; readonly unreadable: Reason },
): Decision {
  if (row === undefined) {
    return leaveOut({ outcome: 'not_started', word: 'unreadable', reason: unreadable });
  }
  if (row === 'not_found') return skip('not_found');
  if (row.hasTask) return skip('busy');
  const isStopped = row.status === 'SHUTOFF';
  if (isStopped && !startStopped) return leaveOut({ outcome: 'stopped' });
  if (!isStopped && row.status !== 'ACTIVE') return skip('wrong_status');
  if (row.locked) return skip('locked');
  if (row.frozen) return skip('frozen');
  return { kind: isStopped ? 'start' : 'reboot' };
}

function skip(word: Exclude<SkipWord, 'unreadable' | 'run_ended'>): Decision {
  return leaveOut({ outcome: 'not_started', word, reason: SKIPPED[word] });
}

function leaveOut(result: LeftOut): Decision {
  return { kind: 'leave_out', result };
}

/** What is to be done with each of some servers. */
export interface Decisions {
  readonly reboot: readonly string[];
  readonly start: readonly string[];
  readonly leftOut: ReadonlyMap<string, LeftOut>;
}

/** @param ownId the ID of the machine that this process runs on, where it is known */
export function decideAll(
  ids: readonly string[],
  { rows, unreadable }: Rows,
  { ownId, startStopped }: { readonly ownId: string | undefined; readonly startStopped: boolean },
): Decisions {
  const reboot: string[] = [];
  const start: string[] = [];
  const leftOut = new Map<string, LeftOut>();
  for (const id of ids) {
    const decision =
      id === ownId ? skip('own_machine') : decide(rows.get(id), { startStopped, unreadable });
    if (decision.kind === 'leave_out') leftOut.set(id, decision.result);
    else if (decision.kind === 'start') start.push(id);
    else reboot.push(id);
  }
  return { reboot, start, leftOut };
}
