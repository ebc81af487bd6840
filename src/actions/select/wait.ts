import type { RequestContext } from '../../huaweicloud/request-context.ts';
import type { ServerCheck } from './check-servers.ts';
import type { Selection } from './selection.ts';

const FIRST_DELAY_MS = 10_000;
const MAX_DELAY_MS = 30_000;
const GROWTH = 1.5;

/** Told before each round, and why there is no further one. */
export interface WaitObserver {
  waiting(delayMs: number): void;
  /** The next round would begin after the end of the run. */
  gaveUp(): void;
}

/**
 * Checks the servers that are not ready again, every 10 seconds growing to 30, until all are ready or the
 * time is up; the last check is at its end.
 *
 * @param waitMs from now
 */
export async function waitUntilReady(
  check: ServerCheck,
  selection: Selection,
  waitMs: number,
  { clock, deadline, stop }: Pick<RequestContext, 'clock' | 'deadline' | 'stop'>,
  observer: WaitObserver,
): Promise<void> {
  const end = clock.now() + waitMs;
  const isStopped = (): boolean => stop.aborted;
  let delayMs = FIRST_DELAY_MS;
  for (;;) {
    const ids = selection.waiting();
    const leftMs = end - clock.now();
    if (ids.length === 0 || leftMs <= 0 || isStopped() || check.endedBy !== undefined) return;
    const nextMs = Math.min(delayMs, leftMs);
    if (clock.now() + nextMs >= deadline) {
      observer.gaveUp();
      return;
    }
    observer.waiting(nextMs);
    await clock.sleep(nextMs, stop);
    if (isStopped()) return;
    await check.checkAgain(ids);
    delayMs = Math.min(MAX_DELAY_MS, delayMs * GROWTH);
  }
}
