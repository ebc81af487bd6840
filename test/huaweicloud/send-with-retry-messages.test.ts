/** The texts of failures: causes, advice and the message of the service. */
import { describe, expect, it } from '@jest/globals';
import { failure, REQUEST_ID, response } from '../../harness/request-context.ts';
import { RESET_ADVICE } from '../../src/actions/reset/reset-texts.ts';
import type { RequestContext } from '../../src/huaweicloud/request-context.ts';
import type { NetworkError } from '../../src/huaweicloud/network-errors.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import type { Reason } from '../../src/fleet/outcome.ts';
import { Secrets } from '../../src/secrets/redact.ts';
import { failureOf, finalFailure, send, SUCCESS, TEXTS } from './sample-request.ts';

const PROXY = '; a proxy is configured, so check HTTPS_PROXY, HTTP_PROXY and NO_PROXY too';

function knowing(...known: readonly string[]): Secrets {
  const secrets = new Secrets(() => undefined);
  for (const secret of known) secrets.mask(secret);
  return secrets;
}

describe('a request without a response', () => {
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
  /** Faults whose remedy does not depend on the service. */
  const FAULT_ADVICE: Readonly<Partial<Record<NetworkError, string>>> = {
    tls: RESET_ADVICE.trustAuthority,
    tls_name: RESET_ADVICE.checkCertificateName,
    tls_expired: RESET_ADVICE.renewCertificate,
    tls_not_yet_valid: RESET_ADVICE.checkClock,
    tls_protocol: RESET_ADVICE.checkProtocol,
    tls_handshake: RESET_ADVICE.checkHandshake,
    proxy: RESET_ADVICE.checkProxy,
    proxy_credentials: RESET_ADVICE.checkProxyCredentials,
    proxy_denied: RESET_ADVICE.checkProxy,
  };
  const ERRORS = Object.entries(MESSAGES) as [NetworkError, string][];
  const reasonOf = async (
    networkFailure: HttpResult,
    context: Partial<RequestContext> = {},
  ): Promise<Reason> => {
    const { result } = await send([networkFailure], { maxRetries: 0, ...context });
    const error = failureOf(result);
    expect(error).toEqual({ refused: false, reason: error.reason });
    return error.reason;
  };

  it.each(ERRORS)(
    '%s: is sent again, unless the run has ended or a proxy denies it',
    async (error) => {
      const { result, transport } = await send([failure(error), SUCCESS]);
      const isFinal = ['aborted', 'proxy_credentials', 'proxy_denied'].includes(error);
      expect(transport.sent).toHaveLength(isFinal ? 1 : 2);
      expect(result.ok).toBe(!isFinal);
    },
  );

  it.each(ERRORS)('%s: explains the last failure', async (error, message) => {
    expect(await reasonOf(failure(error))).toEqual({
      message: `no response from The service: ${message}`,
      advice: FAULT_ADVICE[error] ?? 'Check the network',
    });
  });

  it('names a configured proxy only where no request was sent', async () => {
    for (const error of ['refused', 'tls', 'timeout'] as const) {
      const direct = await reasonOf(failure(error));
      const proxied = await reasonOf(failure(error), { proxied: true });
      expect(proxied).toEqual({ ...direct, advice: direct.advice + PROXY });
      expect(await reasonOf(failure(error, true), { proxied: true })).toEqual(direct);
    }
  });
});

describe('a service that could not process the request', () => {
  const adviceOf = async (status: number, proxied: boolean): Promise<string> => {
    const { result } = await send([response(status)], { maxRetries: 0, proxied });
    return failureOf(result).reason.advice;
  };
  const ADVICE = `Try again. If the error persists: ${TEXTS.unreachable}`;

  it.each([502, 503, 504])('HTTP %i: a configured proxy can be the cause', async (status) => {
    expect(await adviceOf(status, true)).toBe(ADVICE + PROXY);
    expect(await adviceOf(status, false)).toBe(ADVICE);
  });

  it.each([408, 429, 500, 501])('HTTP %i: a proxy is not named', async (status) => {
    expect(await adviceOf(status, true)).toBe(ADVICE);
    expect(await adviceOf(status, false)).toBe(ADVICE);
  });
});

describe('the message of the service', () => {
  it('is shown without secrets', async () => {
    const body = { error: { code: 'IAM.0002', message: 'no Fake-Pass1' } };
    const { reason } = await finalFailure(response(403, body), { secrets: knowing('Fake-Pass1') });
    expect(reason.message).toBe('refused with 403; the service says: no ***');
  });

  it('is passed to the texts as it is', async () => {
    const messages: string[] = [];
    const refused = (status: number, message: string): ReturnType<typeof TEXTS.refused> => {
      messages.push(message);
      return TEXTS.refused(status, message);
    };
    const body = { error: { message: 'no Fake-Pass1' } };
    await send([response(401, body)], {}, { texts: { ...TEXTS, refused } });
    expect(messages).toEqual(['no Fake-Pass1']);
  });

  it.each<[string, number, string]>([
    ['of refused credentials', 401, 'IAM.0001'],
    ['of the gateway, which repeats signed headers', 400, 'APIGW.0301'],
    ['of the gateway with another code', 403, 'APIGW.0302'],
    ['of the gateway when it fails', 500, 'APIGW.0999'],
  ])('is not shown: %s', async (_case, status, code) => {
    const body = { error_code: code, error_msg: 'Authorization: echo' };
    const { result } = await send([response(status, body)], { maxRetries: 0 });
    expect(failureOf(result)).toMatchObject({ status, reason: { code } });
    expect(JSON.stringify(result)).not.toMatch(/echo|the service says/);
  });

  it('is not shown where it is empty', async () => {
    for (const body of ['', '{"error":{"code":"IAM.0002"}}']) {
      expect((await finalFailure(response(403, body))).reason.message).toBe('refused with 403');
    }
  });

  it.each([403, 404, 502])('HTTP %i with a page comes from an intermediary', async (status) => {
    const { result } = await send([response(status, '<html>no</html>')], { maxRetries: 0 });
    expect(failureOf(result)).toMatchObject({
      status,
      refused: false,
      reason: {
        message: `an intermediary (proxy, gateway or firewall) responded, not the service (HTTP ${status})`,
        advice: RESET_ADVICE.checkIntermediary,
      },
    });
  });

  it('HTTP 407 is about the credentials of the proxy, and is sent once', async () => {
    for (const body of ['', '<html>no</html>', '{"error":"x"}']) {
      const { result, transport } = await send([response(407, body)], { maxRetries: 3 });
      expect(transport.sent).toHaveLength(1);
      expect(failureOf(result)).toMatchObject({
        refused: false,
        reason: { advice: RESET_ADVICE.checkProxyCredentials },
      });
    }
  });

  it('codes and request ids that contain a secret are dropped', async () => {
    const body = { error_code: 'STS5.1001', error_msg: 'no', request_id: REQUEST_ID };
    const secrets = knowing('STS5.1001', REQUEST_ID);
    expect((await finalFailure(response(403, body), { secrets })).reason).toEqual({
      message: 'refused with 403; the service says: no',
      advice: 'Change the request',
    });
  });
});
