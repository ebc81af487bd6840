import type { AdviceTexts } from './caller-texts.ts';

/** Why there is no response. */
export type NetworkError =
  | 'refused'
  | 'dns'
  | 'tls'
  | 'tls_name'
  | 'tls_expired'
  | 'tls_not_yet_valid'
  | 'tls_protocol'
  | 'tls_handshake'
  | 'proxy'
  | 'proxy_credentials'
  | 'proxy_denied'
  | 'unreachable'
  | 'timeout'
  | 'closed'
  | 'malformed'
  | 'too large'
  | 'aborted';

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
  if (!sent && error === 'closed') return withProxyHint(advice.allowConnection, proxied, advice);
  if (!sent && error === 'aborted') return advice.tryAgain;
  const isHint = proxied && !sent && !isProxyError(error);
  return withProxyHint(advice[ADVICE[error]], isHint, advice);
}

/** What to do about a fault that does not depend on the service: of a certificate, TLS or a proxy. */
export function networkFaultAdvice(error: NetworkError, advice: AdviceTexts): string | undefined {
  return /^(?:tls|proxy)/.test(error) ? advice[ADVICE[error]] : undefined;
}

/** Whether another attempt may succeed. A refused login at a proxy is not repeated. */
export function isRetryable(error: NetworkError): boolean {
  return !['aborted', 'proxy_credentials', 'proxy_denied'].includes(error);
}

/** Whether the error is about a proxy already. */
export function isProxyError(error: NetworkError): boolean {
  return error.startsWith('proxy');
}

/** Adds that a proxy is configured, where it may be the cause. */
export function withProxyHint(text: string, isProxy: boolean, advice: AdviceTexts): string {
  return isProxy ? `${text}; ${advice.checkProxyToo}` : text;
}

const BY_CODE: Readonly<Record<string, NetworkError>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
  UND_ERR_SOCKET: 'closed',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'closed',
  UND_ERR_HEADERS_OVERFLOW: 'too large',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls_name',
  CERT_HAS_EXPIRED: 'tls_expired',
  CERT_NOT_YET_VALID: 'tls_not_yet_valid',
  ERR_SSL_WRONG_VERSION_NUMBER: 'tls_protocol',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'tls_protocol',
  ERR_SSL_HTTP_REQUEST: 'tls_protocol',
  EPROTO: 'tls_protocol',
  UND_ERR_PRX_CONN: 'proxy',
  UND_ERR_PRX_TLS: 'proxy',
};

/** Certificates of a known or unknown authority that are not made for a server. */
const UNFIT_CERTIFICATES = ['INVALID_PURPOSE', 'INVALID_CA', 'PATH_LENGTH_EXCEEDED', 'UNSPECIFIED'];

/**
 * Decided by the code, because messages of these errors contain addresses and, rarely, header values.
 * Only the refusal of a proxy has its status in nothing but the message.
 */
export function networkErrorOf(error: Error, maybeSent: boolean): NetworkError {
  const code = codeOf(error) ?? codeOf(error.cause) ?? '';
  if (code === 'UND_ERR_ABORTED') return proxyRefusal(error.message);
  if (error.message.startsWith('Proxy Authentication Required')) return 'proxy_credentials';
  const known = BY_CODE[code];
  if (known !== undefined) return known;
  if (error.name === 'HTTPParserError') return 'malformed';
  if (maybeSent) return 'closed';
  if (code.startsWith('ERR_SSL_') || UNFIT_CERTIFICATES.includes(code)) return 'tls_handshake';
  return /CERT|TLS|SELF_SIGNED|UNABLE_TO|ISSUER/.test(code) ? 'tls' : 'unreachable';
}

/** A proxy that does not open a tunnel: 407 asks for credentials, another 4xx denies the connection. */
function proxyRefusal(message: string): NetworkError {
  const status = /^Proxy response \((\d{3})\)/.exec(message.slice(0, 100))?.[1] ?? '';
  if (status === '407') return 'proxy_credentials';
  return status.startsWith('4') ? 'proxy_denied' : 'proxy';
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  // Where a name has several addresses, there is an error for each of them.
  if ('errors' in error && Array.isArray(error.errors)) return codeOf(error.errors[0]);
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
