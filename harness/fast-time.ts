/**
 * Preload (`node --import`) that makes time pass faster for the action, so that a minute of waiting
 * takes a second. The action itself has no switch for tests.
 */
import { syncBuiltinESMExports } from 'node:module';
import timersPromises from 'node:timers/promises';

const FACTOR = Number(process.env['TEST_TIME_FACTOR'] ?? '60');

const realSetTimeout = globalThis.setTimeout;
const realDelay = timersPromises.setTimeout;
const realNow = Date.now.bind(Date);
const begun = realNow();

globalThis.setTimeout = Object.assign(
  (callback: (...rest: unknown[]) => void, ms = 0, ...rest: unknown[]) =>
    realSetTimeout(callback, ms / FACTOR, ...rest),
  realSetTimeout,
);
timersPromises.setTimeout = (ms = 0, ...rest) => realDelay(ms / FACTOR, ...rest);
Date.now = () => begun + (realNow() - begun) * FACTOR;
syncBuiltinESMExports();
