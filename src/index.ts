import { systemClock } from './reset/clock.ts';
import { run } from './run.ts';
import { Context, core } from './toolkit.ts';

const cancelled = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    cancelled.abort();
  });
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
  // No message and no stack: both may quote what was being read.
  core.setFailed(
    `The action met an error of its own (${error instanceof Error ? error.name : typeof error}). Please report it.`,
  );
}
