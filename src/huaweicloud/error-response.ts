import { RESEND_IT } from '../fleet/outcome.ts';
import type { Reason } from '../fleet/outcome.ts';
import type { CallResult, Retry, Scope } from '../fleet/call-result.ts';
import type { ParsedResponse, ServerError } from './response.ts';
import { knownCode } from './error-codes.ts';

const MINUTE_MS = 60_000;
const RUN_AGAIN = 'Run again with the remaining servers';

/** The time units of the gateway's own hint, for example `limit:200,time:5 minute`. */
const UNITS_MS: Readonly<Record<string, number>> = {
  second: 1_000,
  minute: MINUTE_MS,
  hour: 60 * MINUTE_MS,
  day: 24 * 60 * MINUTE_MS,
};

export interface ErrorContext {
  /** Cleans a text of the service until it can be shown. */
  readonly clean: (text: string) => string;
  /** Milliseconds since the epoch, for a `Retry-After` that is a date. */
  readonly now: () => number;
  /** Whether the call is the one for many servers. */
  readonly batch: boolean;
  readonly dryRun: boolean;
  readonly hasPassword: boolean;
  /** Whether the credentials are a token and no keys. */
  readonly hasToken: boolean;
  /** Whether a sign-in of this run gave the credentials, and no person did. */
  readonly signedIn: boolean;
}

/** What an error answer (or an answer that is no success) means for the servers of its call. */
export function refusal(
  answer: ParsedResponse,
  context: ErrorContext,
): Extract<CallResult, { kind: 'refused' | 'lost' }> {
  const code = answer.error?.code;
  const known = knownCode(code);
  const reason = reasonOf(answer.error, answer, context);
  const retry = retryOf(answer, context);
  if (isLost(answer)) {
    return { kind: 'lost', reason, ...(retry && { retry }) };
  }
  return {
    kind: 'refused',
    reason,
    scope: known?.scope ?? scopeOf(answer.status),
    ...(retry && { retry }),
    ...(isForbidden(answer, context) && { forbidden: true }),
  };
}

/** What the service says of one server in `internalError`. */
export function serverRefusal(
  error: ServerError,
  answer: ParsedResponse,
  context: ErrorContext,
): { reason: Reason; retry?: Retry } {
  const passing = knownCode(error.code)?.passing;
  return {
    reason: reasonOf(error, answer, context),
    ...(passing && { retry: retryFor(passing, undefined) }),
  };
}

/** Whether permission is missing for the one server of a call, as far as the service says. */
function isForbidden({ error, status }: ParsedResponse, { batch }: ErrorContext): boolean {
  return status === 403 && !batch && knownCode(error?.code)?.scope !== 'server';
}

/**
 * Whether nothing tells what became of the request. A definite code of the service is believed at
 * any status but a redirect and a time-out; the gateway's own codes only where it says that it never
 * passed the request on.
 */
function isLost({ status, error }: ParsedResponse): boolean {
  if (status < 300) return error?.code === undefined;
  if (status < 400 || status === 408) return true;
  if (status < 500) return false;
  if (error?.code === undefined) return true;
  return (
    error.code.startsWith('APIGW.') &&
    !['APIGW.0308', 'APIGW.0605', 'APIGW.0606', 'APIGW.0613'].includes(error.code)
  );
}

function scopeOf(status: number): Scope {
  return status === 401 || status === 403 ? 'request' : 'call';
}

/** Whether and when the identical request may be sent again after an answer that is no success. */
export function retryOf(
  answer: ParsedResponse,
  context: Pick<ErrorContext, 'now'>,
): Retry | undefined {
  const { error, status } = answer;
  const known = knownCode(error?.code);
  const asked = waitAskedFor(answer, context);
  if (known?.passing !== undefined) {
    return { ...retryFor(known.passing, asked), ...(known.throttled && { throttled: true }) };
  }
  // A definite code that does not pass is final, whatever the status says.
  if (known !== undefined && !isLost(answer)) return undefined;
  if (status === 429) return { ...retryFor('soon', asked), throttled: true };
  // An unreadable success was cut off on its way: it may be whole the next time.
  const cutOff = status < 300 && error === undefined;
  return cutOff || [408, 500, 502, 503, 504].includes(status) ? retryFor('soon', asked) : undefined;
}

function retryFor(passing: 'soon' | 'in a minute', asked: number | undefined): Retry {
  const least = passing === 'in a minute' ? MINUTE_MS : 0;
  const afterMs = Math.max(least, asked ?? 0);
  return afterMs > 0 ? { afterMs } : {};
}

/** `Retry-After` in seconds or as a date, else the gateway's hint in the message; in milliseconds. */
function waitAskedFor(
  answer: ParsedResponse,
  { now }: Pick<ErrorContext, 'now'>,
): number | undefined {
  const header = answer.retryAfter?.trim() ?? '';
  if (/^\d+$/.test(header)) return Number(header) * 1_000;
  // Date.parse takes nearly anything; a date of HTTP begins with its weekday.
  const date = /^[A-Z][a-z]{2,8}, /.test(header) ? Date.parse(header) : Number.NaN;
  if (!Number.isNaN(date)) return Math.max(0, date - now());
  const hint = /\btime:(\d{1,6}) ?(second|minute|hour|day)/i.exec(answer.error?.message ?? '');
  const unit = UNITS_MS[hint?.[2]?.toLowerCase() ?? ''];
  return unit === undefined ? undefined : Number(hint?.[1]) * unit;
}

function reasonOf(
  error: ServerError | undefined,
  answer: ParsedResponse,
  context: ErrorContext,
): Reason {
  const { code } = error ?? {};
  const { requestId } = answer;
  return {
    ...(code !== undefined && { code }),
    ...(requestId !== undefined && { requestId }),
    ...textOf(error, answer, context),
  };
}

function textOf(
  error: ServerError | undefined,
  answer: ParsedResponse,
  context: ErrorContext,
): Pick<Reason, 'message' | 'advice'> {
  const known = knownCode(error?.code);
  const { status } = answer;
  if (error?.code === 'APIGW.0301') {
    return refusedCredentials(error.message ?? '', context);
  }
  if (known !== undefined) {
    const isAboutToken = error?.code === 'APIGW.0307' || error?.code === 'Common.0013';
    const text =
      context.signedIn && isAboutToken
        ? { message: known.message, advice: SIGNED_IN_ADVICE }
        : known;
    return withHints(text, answer, context);
  }
  if (status >= 300 && status < 400) {
    return {
      message: `the endpoint answered with a redirect (HTTP ${status}), which is not followed`,
      advice: 'Check endpoint: it must be the address of the ECS service itself',
    };
  }
  if (isLost(answer)) {
    return {
      message: lostText(error, status),
      advice: RESEND_IT,
    };
  }
  return withHints(
    { message: otherText(error, status, context), advice: adviceFor(status) },
    answer,
    context,
  );
}

function lostText(error: ServerError | undefined, status: number): string {
  if (status >= 300) return `the service answered HTTP ${status} without a code of its own`;
  return error === undefined
    ? `the answer could not be read (HTTP ${status})`
    : `the answer reports an error without a code (HTTP ${status})`;
}

function otherText(error: ServerError | undefined, status: number, context: ErrorContext): string {
  // The gateway repeats signed headers in its messages, with secrets that may be unknown here.
  const isEcho = status === 401 || error?.code?.startsWith('APIGW.') === true;
  const text = isEcho ? '' : context.clean(error?.message ?? '');
  return text === '' ? `the service answered HTTP ${status}` : `the service says: ${text}`;
}

function adviceFor(status: number): string {
  if (status === 401) return 'Check the credentials';
  if (status === 403) return 'Grant the action ecs:cloudServers:resetServerPwd to the credentials';
  if (status === 404) return 'Check the server IDs, region (or endpoint) and project_id';
  if (status === 429 || status >= 500) return RUN_AGAIN;
  return 'Look the code up in the error codes of the ECS API reference, then run again';
}

function withHints(
  text: Pick<Reason, 'message' | 'advice'>,
  { error, status }: ParsedResponse,
  { batch, dryRun, hasPassword }: ErrorContext,
): Pick<Reason, 'message' | 'advice'> {
  const { message } = text;
  let { advice } = text;
  if (status === 400 && dryRun && !hasPassword) {
    advice += '. The service may want a password even for a check: give the input password';
  }
  if (status === 403 && batch && (knownCode(error?.code)?.scope ?? 'request') === 'request') {
    advice +=
      '. One server outside the policy (by tag or enterprise project) is enough for a whole batch to be refused';
  }
  return { message, advice };
}

const TOKEN_TEXT = {
  message: 'the gateway does not accept the token',
  advice: 'Check auth_token, or get a new one for the project, in the region of the endpoint',
};

const SIGNED_IN_ADVICE =
  'The sign-in of this run gave them, so check that region, endpoint, iam_endpoint and sts_endpoint belong to one cloud, and the clock of the runner';

/** What it means that the gateway refuses the credentials, by the words in which it does so. */
export function refusedCredentials(
  said: string,
  { hasToken, signedIn }: Pick<ErrorContext, 'hasToken' | 'signedIn'>,
): Pick<Reason, 'message' | 'advice'> {
  const text = hasToken ? TOKEN_TEXT : credentialsText(said);
  return signedIn ? { ...text, advice: SIGNED_IN_ADVICE } : text;
}

/**
 * Nothing of such a message is shown, because the gateway echoes signed headers in it; it only tells
 * which of three faults it is.
 */
function credentialsText(message: string): Pick<Reason, 'message' | 'advice'> {
  if (/expired|timestamp|clock/i.test(message)) {
    return {
      message: 'the gateway finds the signature too old or too new',
      advice: "Set the runner's clock: it may differ by 15 minutes at most",
    };
  }
  if (/verify|signature/i.test(message) && !/not (?:exist|found)/i.test(message)) {
    return {
      message: 'the gateway finds the signature wrong',
      advice: 'Check secret_key: it does not belong to access_key',
    };
  }
  if (/not (?:exist|found)|unknown|invalid (?:ak|access)/i.test(message)) {
    return {
      message: 'the gateway does not know the access key',
      advice: 'Check access_key, and that it is enabled and belongs to this cloud',
    };
  }
  return {
    message: 'the gateway does not accept the credentials',
    advice:
      'Check access_key and secret_key (and security_token for temporary keys), or auth_token',
  };
}
