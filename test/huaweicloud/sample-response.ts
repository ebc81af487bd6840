/** Parsed responses of the service, and the context in which their errors are explained. */
import { REQUEST_ID } from '../../harness/request-context.ts';
import { RESET_ADVICE } from '../../src/actions/reset/reset-texts.ts';
import type { ErrorContext } from '../../src/huaweicloud/error-text.ts';
import { parseResponse } from '../../src/huaweicloud/response.ts';
import type { ParsedResponse } from '../../src/huaweicloud/response.ts';
import { Secrets } from '../../src/secrets/redact.ts';

export const NOW = Date.parse('2026-01-01T00:00:00Z');
/** The only secret that the context knows. */
export const PASSWORD = 'Fake-Pass1';

const secrets = new Secrets(() => undefined);
secrets.mask(PASSWORD);

export const CONTEXT: ErrorContext = {
  advice: RESET_ADVICE,
  clean: (text) => secrets.clean(text),
  now: () => NOW,
  batch: true,
  dryRun: false,
  hasPassword: true,
  hasToken: false,
  isSession: false,
};

export function parsed(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): ParsedResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return parseResponse({ status, headers: { 'x-request-id': REQUEST_ID, ...headers }, body: text });
}

/** A response with an error code. */
export function withCode(
  status: number,
  code: string,
  message = 'x',
  retryAfter?: string,
): ParsedResponse {
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  return parsed(status, { error: { code, message } }, headers);
}
