import { describe, expect, it } from '@jest/globals';
import { failure } from '../../src/huaweicloud/network-errors.ts';
import type { NetworkError } from '../../src/huaweicloud/transport.ts';

const DIRECT = { proxied: false };

describe('no answer at all', () => {
  const CAUSES: NetworkError[] = [
    'refused',
    'dns',
    'tls',
    'proxy',
    'unreachable',
    'timeout',
    'closed',
    'malformed',
    'too large',
    'aborted',
  ];

  it.each(CAUSES)('%s', (cause) => {
    const retry = cause === 'aborted' ? undefined : {};
    const lost = failure(cause, true, DIRECT);
    const unsent = failure(cause, false, DIRECT);
    expect([lost.kind, unsent.kind]).toEqual(['lost', 'unsent']);
    expect([lost.retry, unsent.retry]).toEqual([retry, retry]);
    for (const { reason } of [lost, unsent]) {
      expect(reason.message).toMatch(/^[a-z].*[^.]$/);
      expect(reason.advice).toMatch(/^[A-Z].*[^.]$/);
    }
    const proxied = failure(cause, false, { proxied: true }).reason;
    expect(proxied.message).toBe(unsent.reason.message);
    expect(proxied.advice).toMatch(/; a proxy is configured, so check HTTPS_PROXY/);
    expect(failure(cause, true, { proxied: true })).toEqual(lost);
  });

  it('an answer that came too late may be asked for again, a connection that was never made not', () => {
    expect(failure('timeout', true, DIRECT).reason.advice).toContain('the same password');
    expect(failure('timeout', false, DIRECT).reason.advice).toContain('reachable');
  });
});
