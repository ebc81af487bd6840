import type { AdviceTexts } from './advice.ts';
import type { NetworkError } from './transport.ts';

const MESSAGES: Readonly<Record<NetworkError, string>> = {
  refused: 'the connection was refused',
  dns: 'the host name of the endpoint was not found',
  tls: 'the certificate of the endpoint is from an unknown authority',
  tls_name: 'the certificate of the endpoint is for another host name',
  tls_expired: 'the certificate of the endpoint has expired',
  tls_not_yet_valid: 'the certificate of the endpoint is not valid yet',
  tls_protocol: 'the endpoint does not use TLS on this port',
  tls_handshake: 'the TLS handshake with the endpoint failed',
  proxy: 'the proxy could not open a connection to the endpoint',
  proxy_credentials: 'the proxy does not accept its credentials (HTTP 407)',
  proxy_denied: 'the proxy denies the connection to the endpoint',
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
  tls_name: 'checkCertificateName',
  tls_expired: 'renewCertificate',
  tls_not_yet_valid: 'checkClock',
  tls_protocol: 'checkProtocol',
  tls_handshake: 'checkHandshake',
  proxy: 'checkProxy',
  proxy_credentials: 'checkProxyCredentials',
  proxy_denied: 'checkProxy',
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
  const isHint = proxied && !sent && !isProxyError(error);
  return withProxyHint(advice[ADVICE[error]], isHint, advice);
}

/** What to do about a fault that does not depend on the service: of a certificate, TLS or a proxy. */
export function networkFaultAdvice(error: NetworkError, advice: AdviceTexts): string | undefined {
  return /^(?:tls|proxy)/.test(error) ? advice[ADVICE[error]] : undefined;
}

/** Whether the error is about a proxy already. */
export function isProxyError(error: NetworkError): boolean {
  return error.startsWith('proxy');
}

/** Adds that a proxy is configured, where it may be the cause. */
export function withProxyHint(text: string, isProxy: boolean, advice: AdviceTexts): string {
  return isProxy ? `${text}; ${advice.checkProxyToo}` : text;
}
