import { INTERNAL_ERROR } from './fleet/cancellation.ts';
import { Context, core } from './github/core.ts';
import { internalError } from './report/log.ts';
import { systemClock } from './retry/clock.ts';

/** The actions, each in a chunk of its own. A new action is one more line. */
const ACTIONS = {
  password: () => import('./actions/password/run.ts'),
  reset: () => import('./actions/reset/run.ts'),
  restart: () => import('./actions/restart/run.ts'),
  report: () => import('./actions/report/run.ts'),
  select: () => import('./actions/select/run.ts'),
  verify: () => import('./actions/verify/run.ts'),
} as const;

/** Time for the last output to leave, before connections that linger are no longer waited for. */
const EXIT_DELAY_MS = 200;

/** Runs an action as the process of a step: signals, exit code, and no output but that of the action. */
export async function main(name: keyof typeof ACTIONS): Promise<void> {
  const cancelled = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      cancelled.abort();
    });
  }
  // The report is written even where the log can no longer be.
  process.stdout.on('error', () => undefined);
  process.on('uncaughtException', (error) => {
    core.setFailed(internalError(error));
    cancelled.abort(INTERNAL_ERROR);
  });
  try {
    const { run } = await ACTIONS[name]();
    await run({
      core,
      environment: process.env,
      loadEvent: () => new Context(),
      clock: systemClock,
      random: Math.random,
      cancelled: cancelled.signal,
    });
  } catch (error) {
    core.setFailed(internalError(error));
  }
  // The report is written. Only connections that are still being opened can keep the process, and a
  // cancelled step has no time for them. The timer itself does not keep the process.
  setTimeout(() => {
    process.exit();
  }, EXIT_DELAY_MS).unref();
}
