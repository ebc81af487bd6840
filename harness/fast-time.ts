/**
 * Preload (`node --import`) that speeds up time for the action: one minute takes one second. The
 * action itself has no setting for tests.
 */
import { syncBuiltinESMExports } from 'node:module';
import timersPromises from 'node:timers/promises';

const FACTOR = Number(process.env['TEST_TIME_FACTOR'] ?? '60');

const realSetTimeout = globalThis.setTimeout;
const realDelay = timersPromises.setTimeout;
const realNow = Date.now.bind(Date);
const started = realNow();

globalThis.setTimeout = Object.assign(
  (callback: (...rest: unknown[]) => void, ms = 0, ...rest: unknown[]) =>
    realSetTimeout(callback, ms / FACTOR, ...rest),
  realSetTimeout,
);
timersPromises.setTimeout = (ms = 0, ...rest) => realDelay(ms / FACTOR, ...rest);
Date.now = () => started + (realNow() - started) * FACTOR;
syncBuiltinESMExports();
