import { describe, expect, it } from '@jest/globals';
import { canonicalCode, KNOWN_CODES, knownCode } from '../../src/huaweicloud/error-codes.ts';
import { RESET_ADVICE } from '../../src/actions/reset/reset-texts.ts';
import type { Retry, Scope } from '../../src/fleet/call-result.ts';

const NEVER = undefined;
const AFTER_BACKOFF = {};
const AFTER_A_MINUTE = { minDelayMs: 60_000, notReady: true };
const THROTTLED = { throttled: true };

/** What each code applies to, and when the same request may be sent again. */
const EXPECTED: readonly (readonly [string, Scope, Retry | undefined])[] = [
  ['Ecs.0000', 'call', NEVER],
  ['Ecs.0002', 'call', AFTER_BACKOFF],
  ['Ecs.0003', 'request', NEVER],
  ['Ecs.0005', 'call', NEVER],
  ['Ecs.0011', 'request', NEVER],
  ['Ecs.0023', 'request', NEVER],
  ['Ecs.0030', 'server', NEVER],
  ['Ecs.0100', 'server', AFTER_A_MINUTE],
  ['Ecs.0110', 'request', NEVER],
  ['Ecs.0114', 'server', NEVER],
  ['Ecs.0118', 'batch', NEVER],
  ['Ecs.0301', 'call', AFTER_BACKOFF],
  ['Ecs.0603', 'server', AFTER_A_MINUTE],
  ['Ecs.0605', 'server', NEVER],
  ['Ecs.0610', 'server', AFTER_A_MINUTE],
  ['Ecs.0611', 'batch', NEVER],
  ['Ecs.0612', 'server', AFTER_A_MINUTE],
  ['Ecs.0613', 'server', NEVER],
  ['Ecs.0614', 'server', NEVER],
  ['Ecs.0615', 'call', AFTER_BACKOFF],
  ['Ecs.1000', 'call', AFTER_BACKOFF],
  ['Ecs.1001', 'call', AFTER_BACKOFF],
  ['Ecs.1002', 'call', AFTER_BACKOFF],
  ['Ecs.1100', 'call', AFTER_BACKOFF],
  ['Pdp.0001', 'request', NEVER],
  ['Common.0001', 'call', AFTER_BACKOFF],
  ['Common.0002', 'call', NEVER],
  ['Common.0013', 'request', NEVER],
  ['Common.0018', 'request', NEVER],
  ['Common.0024', 'call', THROTTLED],
  ['Common.1503', 'call', THROTTLED],
  ['APIGW.0101', 'request', NEVER],
  ['APIGW.0201', 'call', NEVER],
  ['APIGW.0301', 'request', NEVER],
  ['APIGW.0302', 'request', NEVER],
  ['APIGW.0305', 'request', NEVER],
  ['APIGW.0306', 'request', NEVER],
  ['APIGW.0307', 'request', NEVER],
  ['APIGW.0308', 'call', THROTTLED],
  ['APIGW.0310', 'request', NEVER],
  ['APIGW.0401', 'request', NEVER],
  ['APIGW.0402', 'request', NEVER],
  ['APIGW.0601', 'call', AFTER_BACKOFF],
  ['APIGW.0602', 'call', NEVER],
  ['APIGW.0605', 'call', AFTER_BACKOFF],
  ['APIGW.0606', 'call', AFTER_BACKOFF],
  ['APIGW.0610', 'call', AFTER_BACKOFF],
  ['APIGW.0613', 'call', AFTER_BACKOFF],
  ['APIGW.0801', 'request', NEVER],
  ['APIGW.0802', 'request', NEVER],
];

describe('knownCode', () => {
  it.each(EXPECTED)('%s has the scope %s', (code, scope, retry) => {
    const known = knownCode(code);
    expect(known?.scope).toBe(scope);
    expect(known?.retry).toEqual(retry);
  });

  it('has exactly these codes', () => {
    expect([...KNOWN_CODES].sort()).toEqual(EXPECTED.map(([code]) => code).sort());
  });

  it.each([undefined, '', 'Ecs.9999', 'ECS.0605'])('does not know %p', (code) => {
    expect(knownCode(code)).toBeUndefined();
  });

  it.each(KNOWN_CODES)('%s has a message and advice that can be joined', (code) => {
    const { advice, message } = knownCode(code) ?? {};
    expect(message).toMatch(/^[a-z].*[^.]$/);
    const text = typeof advice === 'string' ? RESET_ADVICE[advice] : advice?.text;
    expect(text).toMatch(/^[A-Z].*[^.]$/);
  });
});

describe('canonicalCode', () => {
  it.each(KNOWN_CODES)('%s in any letter case', (code) => {
    expect(canonicalCode(code.toUpperCase())).toBe(code);
    expect(canonicalCode(code.toLowerCase())).toBe(code);
    expect(canonicalCode(code)).toBe(code);
  });

  it('does not change an unknown code', () => {
    expect(canonicalCode('ECS.9999')).toBe('ECS.9999');
  });
});
