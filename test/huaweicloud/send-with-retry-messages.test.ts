/** What the results say: causes, advice and the text of the service. */
import { describe, expect, it } from '@jest/globals';
import type { RequestContext } from '../../src/huaweicloud/send-with-retry.ts';
import type { NetworkError, HttpResult } from '../../src/huaweicloud/transport.ts';
import type { Reason } from '../../src/fleet/outcome.ts';
import { response, failure, REQUEST_ID } from '../../harness/request-context.ts';
import { GOOD, QUESTION, asked, askedOnce } from './sample-request.ts';

describe('no answer', () => {
  const MESSAGES: Readonly<Record<NetworkError, RegExp>> = {
    refused: /the connection was refused$/,
    dns: /the host name of the endpoint was not found$/,
    tls: /the certificate of the endpoint is not trusted$/,
    proxy: /the proxy did not open a way to the endpoint$/,
    unreachable: /no connection to the endpoint could be made$/,
    timeout: /there was no whole answer in time$/,
    closed: /the connection was closed before the whole answer was there$/,
    malformed: /the answer was no HTTP$/,
    'too large': /the answer was larger than any honest one$/,
    aborted: /the run ended before there was an answer$/,
  };
  const CAUSES = Object.entries(MESSAGES) as [NetworkError, RegExp][];
  const inVain = async (result: HttpResult, own: Partial<RequestContext> = {}): Promise<Reason> => {
    const { found } = await asked([result], { maxRetries: 0, ...own });
    if ('value' in found) throw new Error('it was answered');
    expect(found).toEqual({ reason: found.reason });
    return found.reason;
  };
  const PROXY = '; a proxy is configured, so check HTTPS_PROXY, HTTP_PROXY and NO_PROXY too';

  it.each(CAUSES)('%s: asked again, unless it was the end of the run', async (cause) => {
    const { found, transport } = await asked([failure(cause), GOOD]);
    const isFinal = cause === 'aborted';
    expect(transport.sent).toHaveLength(isFinal ? 1 : 2);
    expect('value' in found).toBe(!isFinal);
  });

  it.each(CAUSES)('%s: what is said in the end', async (cause, message) => {
    const reason = await inVain(failure(cause));
    expect(reason).toEqual({
      message: expect.stringMatching(message),
      advice:
        cause === 'tls'
          ? 'Give the authority of your cloud or proxy to the runner with NODE_EXTRA_CA_CERTS'
          : 'Look at the wires',
    });
    expect(reason.message).toMatch(/^The service gave no answer: /);
  });

  it('a proxy is named where it may be in the way: before anything was sent', async () => {
    for (const cause of ['refused', 'tls', 'timeout'] as const) {
      const bare = await inVain(failure(cause));
      const before = await inVain(failure(cause), { proxied: true });
      expect(before).toEqual({ ...bare, advice: bare.advice + PROXY });
      expect(await inVain(failure(cause, true), { proxied: true })).toEqual(bare);
    }
  });
});

describe('a service that can not answer', () => {
  const adviceOf = async (status: number, proxied: boolean): Promise<string> => {
    const { found } = await asked([response(status)], { maxRetries: 0, proxied });
    if ('value' in found) throw new Error('it was answered');
    return found.reason.advice;
  };
  const ADVICE = `Run again; if it stays so: ${QUESTION.unreachable}`;

  it.each([502, 503, 504])('may be a proxy with HTTP %i', async (status) => {
    expect(await adviceOf(status, true)).toBe(
      `${ADVICE}; a proxy is configured, so check HTTPS_PROXY, HTTP_PROXY and NO_PROXY too`,
    );
    expect(await adviceOf(status, false)).toBe(ADVICE);
  });

  it.each([408, 429, 500, 501])('is none with HTTP %i', async (status) => {
    expect(await adviceOf(status, true)).toBe(ADVICE);
    expect(await adviceOf(status, false)).toBe(ADVICE);
  });
});

describe('text of the service', () => {
  const clean = (text: string): string => text.replaceAll('secret', '***');

  it('is cleaned', async () => {
    const body = { error: { code: 'IAM.0002', message: 'no secret' } };
    const { reason } = await askedOnce(response(403, body), { clean });
    expect(reason.message).toBe('refused by 403; it says: no ***');
  });

  it.each<[string, number, string]>([
    ['of a refusal of credentials', 401, 'IAM.0001'],
    ['of the gateway, which repeats signed headers', 400, 'APIGW.0301'],
    ['of the gateway with another code', 403, 'APIGW.0302'],
    ['of the gateway where it fails', 500, 'APIGW.0999'],
  ])('is not shown at all: %s', async (_what, status, code) => {
    const body = { error_code: code, error_msg: 'Authorization: echo' };
    const { found } = await asked([response(status, body)], { maxRetries: 0 });
    expect(found).toMatchObject({ status, reason: { code } });
    expect(JSON.stringify(found)).not.toMatch(/echo|it says/);
  });

  it('is not shown where it is a page, or nothing', async () => {
    for (const body of ['<html>no</html>', '', '{"error":{"code":"IAM.0002"}}']) {
      expect((await askedOnce(response(403, body))).reason.message).toBe('refused by 403');
    }
  });

  it('codes and request ids that hold a secret are dropped', async () => {
    const body = { error_code: 'STS5.1001', error_msg: 'no', request_id: REQUEST_ID };
    const isSecret = (text: string): boolean => text === 'STS5.1001' || text === REQUEST_ID;
    expect((await askedOnce(response(403, body), { isSecret })).reason).toEqual({
      message: 'refused by 403; it says: no',
      advice: 'Ask otherwise',
    });
  });
});
