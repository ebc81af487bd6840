import type { AdviceTexts } from './advice.ts';
import type { NetworkError } from './transport.ts';

const MESSAGES: Readonly<Record<NetworkError, string>> = {
  refused: 'the connection was refused',
  dns: 'the host name of the endpoint was not found',
  tls: 'the certificate of the endpoint is not trusted',
  proxy: 'the proxy did not open a connection to the endpoint',
  unreachable: 'no connection to the endpoint could be made',
  timeout: 'there was no complete response in time',
  closed: 'the connection was closed before the complete response arrived',
  malformed: 'the response is not valid HTTP',
  'too large': 'the response is larger than any response of the service',
  aborted: 'the run ended before there was a response',
};

const ADVICE: Readonly<Record<NetworkError, keyof AdviceTexts>> = {
  refused: 'allowConnection',
  dns: 'checkHostName',
  tls: 'trustAuthority',
  proxy: 'checkProxy',
  unreachable: 'checkNetwork',
  timeout: 'checkTimeout',
  closed: 'outcomeUnknown',
  malformed: 'checkEndpoint',
  'too large': 'checkEndpoint',
  aborted: 'outcomeUnknown',
};

/** What happened when there is no response, in words that fit any of the services. */
export function networkErrorMessage(error: NetworkError): string {
  return MESSAGES[error];
}

/** @param sent whether the request may have reached the service */
export function networkErrorAdvice(
  error: NetworkError,
  sent: boolean,
  { advice, proxied }: { readonly advice: AdviceTexts; readonly proxied: boolean },
): string {
  if (sent && error === 'timeout') return advice.outcomeUnknown;
  return withProxyHint(advice[ADVICE[error]], !sent && proxied, advice);
}

/** Adds that a proxy is configured, where it may be the cause. */
export function withProxyHint(text: string, isProxy: boolean, advice: AdviceTexts): string {
  return isProxy ? `${text}; ${advice.checkProxyToo}` : text;
}
