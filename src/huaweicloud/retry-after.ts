import type { ParsedResponse, ServiceError } from './response.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** The time units of the gateway's own hint, for example `limit:200,time:5 minute`. */
const UNITS_MS: Readonly<Record<string, number>> = {
  second: SECOND_MS,
  minute: MINUTE_MS,
  hour: HOUR_MS,
  day: 24 * HOUR_MS,
};

/** `Retry-After` in seconds or as a date, else the gateway's hint in the message; in milliseconds. */
export function requestedDelayMs(
  error: ServiceError | undefined,
  { retryAfter }: ParsedResponse,
  now: () => number,
): number | undefined {
  const header = retryAfter?.trim() ?? '';
  if (/^\d+$/.test(header)) return Number(header) * SECOND_MS;
  // Date.parse takes nearly anything; a date of HTTP begins with its weekday.
  const date = /^[A-Z][a-z]{2,8}, /.test(header) ? Date.parse(header) : Number.NaN;
  if (!Number.isNaN(date)) return Math.max(0, date - now());
  const hint = /\btime:(\d{1,6}) ?(second|minute|hour|day)/i.exec(error?.message ?? '');
  const unit = UNITS_MS[hint?.[2]?.toLowerCase() ?? ''];
  return unit === undefined ? undefined : Number(hint?.[1]) * unit;
}
