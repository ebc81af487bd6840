import { systemClock } from './retry/clock.ts';
import { run } from './actions/reset/run.ts';
import { Context, core } from './github/core.ts';

/** Time for the last words to leave, before connections that linger are no longer waited for. */
const FAREWELL_MS = 200;

const cancelled = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    cancelled.abort();
  });
}
// A log that nobody takes any more is no reason to leave the servers without a report.
process.stdout.on('error', () => undefined);
process.on('uncaughtException', (error) => {
  fail(error);
  cancelled.abort();
});

/** No message and no stack: both may quote what was being read. */
function fail(error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error;
  core.setFailed(`The action met an error of its own (${name}). Please report it.`);
}

try {
  await run({
    core,
    environment: process.env,
    loadEvent: () => new Context(),
    clock: systemClock,
    random: Math.random,
    cancelled: cancelled.signal,
  });
} catch (error) {
  fail(error);
}
// Everything is reported. What may still keep the process is a connection that never came to stand,
// and a cancelled step has no time for it; without one this timer keeps nobody.
setTimeout(() => {
  process.exit();
}, FAREWELL_MS).unref();
