import type { Reason } from '../fleet/outcome.ts';
import type { AdviceTexts } from './caller-texts.ts';
import { isGatewayCode, isSignatureError, knownCode } from './error-codes.ts';
import type { KnownCode } from './known-code.ts';
import { networkErrorMessage } from './network-errors.ts';
import type { ParsedResponse, ServiceError } from './response.ts';

/** What happened, and what to do about it. */
export type Explanation = Pick<Reason, 'message' | 'advice'>;

/** What the text of an error depends on. */
export interface ErrorContext {
  readonly advice: AdviceTexts;
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
  /** Whether the credentials were obtained for these requests, and are not given by a person. */
  readonly isSession: boolean;
}

/** Explains a response that is not a success. */
export function describeError(
  error: ServiceError | undefined,
  response: ParsedResponse,
  lost: boolean,
  context: ErrorContext,
): Explanation {
  const { advice } = context;
  const { status } = response;
  if (isSignatureError(error?.code)) return refusedCredentials(error?.message ?? '', context);
  if (isRedirect(status)) {
    return { message: redirectMessage('the endpoint', status), advice: advice.checkEndpoint };
  }
  const known = knownCode(error?.code);
  if (lost) {
    const message = known?.message ?? lostMessage(error, response);
    return { message, advice: advice.outcomeUnknown };
  }
  if (status === 407 || isOfIntermediary(error, response)) {
    return explainIntermediary(status, advice);
  }
  const explanation =
    known === undefined
      ? { message: statusMessage(error, status, context), advice: adviceFor(status, advice) }
      : describeCode(known, error?.code, context);
  return withHints(explanation, error, response, context);
}

/** A redirect is never followed: it would hand the request to another address. */
export function redirectMessage(from: string, status: number): string {
  return `${from} responded with a redirect (HTTP ${status}), which is not followed`;
}

/**
 * Whether nothing of the message may be shown: the gateway repeats signed headers in its messages,
 * with secrets that may be unknown here.
 */
export function mayEchoSecrets(error: ServiceError | undefined, status: number): boolean {
  return status === 401 || isGatewayCode(error?.code);
}

function describeCode(
  { advice, message }: KnownCode,
  code: string | undefined,
  { advice: texts, isSession }: ErrorContext,
): Explanation {
  const isAboutToken = code === 'APIGW.0307' || code === 'Common.0013';
  if (isSession && isAboutToken) return { message, advice: texts.checkSession };
  return { message, advice: typeof advice === 'string' ? texts[advice] : advice.text };
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

function lostMessage(error: ServiceError | undefined, { form, status }: ParsedResponse): string {
  if (form === 'damaged') {
    return `the response could not be read, because it is cut off or encoded (HTTP ${status})`;
  }
  if (isOfIntermediary(error, { form, status })) return intermediaryMessage(status);
  return error === undefined
    ? `the response could not be read (HTTP ${status})`
    : `the response reports an error without a code (HTTP ${status})`;
}

/** Whether an error is not from the service, whose errors are JSON objects. */
function isOfIntermediary(
  error: ServiceError | undefined,
  { form, status }: Pick<ParsedResponse, 'form' | 'status'>,
): boolean {
  if (error?.code !== undefined) return false;
  return form === 'other' || (form !== 'object' && status >= 400);
}

/** Explains a response that is not from the service, such as a page of a firewall. */
export function explainIntermediary(status: number, advice: AdviceTexts): Explanation {
  return status === 407
    ? {
        message: networkErrorMessage('proxy_credentials'),
        advice: advice.checkProxyCredentials,
      }
    : { message: intermediaryMessage(status), advice: advice.checkIntermediary };
}

function intermediaryMessage(status: number): string {
  return `an intermediary (proxy, gateway or firewall) responded, not the service (HTTP ${status})`;
}

function statusMessage(
  error: ServiceError | undefined,
  status: number,
  { clean }: ErrorContext,
): string {
  const text = mayEchoSecrets(error, status) ? '' : clean(error?.message ?? '');
  return text === '' ? `the service responded with HTTP ${status}` : `the service says: ${text}`;
}

function adviceFor(status: number, advice: AdviceTexts): string {
  if (status === 401) return advice.checkCredentials;
  if (status === 403) return advice.grantPermission;
  if (status === 404) return advice.checkTarget;
  if (status === 429 || status >= 500) return advice.tryAgain;
  return advice.lookUpCode;
}

function withHints(
  { advice, message }: Explanation,
  error: ServiceError | undefined,
  { status }: ParsedResponse,
  { advice: texts, batch, dryRun, hasPassword }: ErrorContext,
): Explanation {
  const isOfRequest = (knownCode(error?.code)?.scope ?? 'request') === 'request';
  const hints = [
    status === 400 && dryRun && !hasPassword ? texts.passwordForCheck : '',
    status === 403 && batch && isOfRequest ? texts.batchPermission : '',
  ].filter((hint) => hint !== '');
  return { message, advice: [advice, ...hints].join('. ') };
}

/** Explains that the gateway refuses the credentials, by the words in which it does so. */
export function refusedCredentials(
  serviceMessage: string,
  { advice, hasToken, isSession }: Pick<ErrorContext, 'advice' | 'hasToken' | 'isSession'>,
): Explanation {
  const explanation = hasToken
    ? { message: 'the gateway does not accept the token', advice: advice.checkToken }
    : refusedKeys(serviceMessage, advice);
  return isSession ? { ...explanation, advice: advice.checkSession } : explanation;
}

/**
 * Nothing of such a message is shown, because the gateway echoes signed headers in it. It only tells
 * which of three faults it is.
 */
function refusedKeys(serviceMessage: string, advice: AdviceTexts): Explanation {
  if (/expired|timestamp|clock/i.test(serviceMessage)) {
    return {
      message: 'the gateway finds the signature too old or too new',
      advice: advice.setClock,
    };
  }
  const isUnknown = /not (?:exist|found)/i.test(serviceMessage);
  if (/verify|signature/i.test(serviceMessage) && !isUnknown) {
    return { message: 'the gateway finds the signature wrong', advice: advice.checkSecretKey };
  }
  if (isUnknown || /unknown|invalid (?:ak|access)/i.test(serviceMessage)) {
    return { message: 'the gateway does not know the access key', advice: advice.checkAccessKey };
  }
  return {
    message: 'the gateway does not accept the credentials',
    advice: advice.checkKeysOrToken,
  };
}
