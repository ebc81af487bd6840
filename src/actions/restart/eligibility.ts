import type { Reason } from '../../fleet/outcome.ts';
import type { RestartAction } from '../../huaweicloud/restart-request.ts';
import { UNREADABLE_ROW } from '../../huaweicloud/server-list.ts';
import type { LeftOut, SkipWord } from './outcomes.ts';
import { SKIPPED } from './restart-texts.ts';
import type { Row, Rows } from './service.ts';

/** What is to be done with a server, by its row. */
export type Decision =
  | { readonly kind: RestartAction['kind'] }
  | { readonly kind: 'leave_out'; readonly result: LeftOut };

/**
 * What is to be done with a server. A task goes before the status: a server that is being shut down
 * still has the status ACTIVE, and one that is being started still has SHUTOFF (ECS API reference,
 * "ECS Statuses").
 */
export function decide(row: Row | 'not_found', startStopped: boolean): Decision {
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

function cannotBeRead(reason: Reason): Decision {
  return leaveOut({ outcome: 'not_started', word: 'unreadable', reason });
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
  const decisionFor = (id: string): Decision => {
    if (id === ownId) return skip('own_machine');
    const row = rows.get(id);
    return row === undefined
      ? cannotBeRead(unreadable.get(id) ?? UNREADABLE_ROW)
      : decide(row, startStopped);
  };
  for (const id of ids) {
    const decision = decisionFor(id);
    if (decision.kind === 'leave_out') leftOut.set(id, decision.result);
    else if (decision.kind === 'start') start.push(id);
    else reboot.push(id);
  }
  return { reboot, start, leftOut };
}
