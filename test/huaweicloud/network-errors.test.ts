import { describe, expect, it } from '@jest/globals';
import { RESET_ADVICE } from '../../src/actions/reset/reset-texts.ts';
import {
  networkErrorAdvice,
  networkErrorMessage,
  withProxyHint,
} from '../../src/huaweicloud/network-errors.ts';
import type { NetworkError } from '../../src/huaweicloud/network-errors.ts';

const PROXY_HINT = '; a proxy is configured, so check HTTPS_PROXY, HTTP_PROXY and NO_PROXY too';

function adviceOf(error: NetworkError, sent: boolean, proxied = false): string {
  return networkErrorAdvice(error, sent, { advice: RESET_ADVICE, proxied });
}

describe('a request without a response', () => {
  const ERRORS: NetworkError[] = [
    'refused',
    'dns',
    'tls',
    'tls_name',
    'tls_expired',
    'tls_not_yet_valid',
    'tls_protocol',
    'tls_handshake',
    'unreachable',
    'timeout',
    'closed',
    'malformed',
    'too large',
    'aborted',
  ];

  it.each(ERRORS)('%s', (error) => {
    expect(networkErrorMessage(error)).toMatch(/^[a-z].*[^.]$/);
    for (const sent of [true, false]) {
      expect(adviceOf(error, sent)).toMatch(/^[A-Z].*[^.]$/);
    }
    const hint = error === 'aborted' ? '' : PROXY_HINT;
    expect(adviceOf(error, false, true)).toBe(adviceOf(error, false) + hint);
    expect(adviceOf(error, true, true)).toBe(adviceOf(error, true));
  });

  it.each<NetworkError>(['proxy', 'proxy_credentials', 'proxy_denied'])(
    '%s needs no further hint at the proxy',
    (error) => {
      expect(networkErrorMessage(error)).toMatch(/^the proxy/);
      expect(adviceOf(error, false, true)).toBe(adviceOf(error, false));
    },
  );

  it('a timeout leaves the outcome unknown only where the request may have been sent', () => {
    expect(adviceOf('timeout', true)).toContain('the same password');
    expect(adviceOf('timeout', false)).toContain('can reach the endpoint');
  });
});

it('withProxyHint adds the hint only where a proxy may be the cause', () => {
  expect(withProxyHint('Check region', true, RESET_ADVICE)).toBe(`Check region${PROXY_HINT}`);
  expect(withProxyHint('Check region', false, RESET_ADVICE)).toBe('Check region');
});
