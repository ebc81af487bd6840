import type { Session } from './ecs.ts';
import { knownCode } from './error-codes.ts';
import { describeError } from './error-text.ts';
import type { ErrorContext } from './error-text.ts';
import type { RequestContext } from './request-context.ts';
import type { ParsedResponse } from './response.ts';
import type { FailureTexts } from './send-with-retry.ts';

/** What to say when a reading call of ECS fails: by its code, else by its status. */
export function ecsTexts(
  { credentials, isSession }: Session,
  { advice, clock, secrets }: RequestContext,
): FailureTexts {
  const context: ErrorContext = {
    advice,
    clean: (text) => secrets.clean(text),
    now: () => clock.now(),
    batch: false,
    dryRun: false,
    hasPassword: true,
    hasToken: credentials.kind === 'token',
    isSession,
  };
  const describe = (status: number, message: string, code?: string) => {
    const error = { message, ...(code !== undefined && { code }) };
    const response: ParsedResponse = {
      status,
      form: 'object',
      perServer: new Map(),
      hasServerErrors: false,
    };
    return { ...describeError(error, response, false, context), isComplete: true };
  };
  return {
    refused: describe,
    known: (code) => (knownCode(code) === undefined ? undefined : describe(0, '', code)),
    unreachable: advice.checkNetwork,
  };
}
