import { describe, expect, it } from '@jest/globals';
import { canonicalCode, KNOWN_CODES, knownCode } from '../../src/huaweicloud/error-codes.ts';
import type { Passing } from '../../src/huaweicloud/error-codes.ts';
import type { Scope } from '../../src/fleet/call-result.ts';

/** To whom a code belongs, and whether it passes: after the usual back-off or after a minute. */
const EXPECTED: readonly (readonly [string, Scope, Passing | 'never'])[] = [
  ['Ecs.0000', 'call', 'never'],
  ['Ecs.0002', 'call', 'soon'],
  ['Ecs.0003', 'request', 'never'],
  ['Ecs.0005', 'call', 'never'],
  ['Ecs.0011', 'request', 'never'],
  ['Ecs.0023', 'request', 'never'],
  ['Ecs.0030', 'server', 'never'],
  ['Ecs.0100', 'server', 'in a minute'],
  ['Ecs.0110', 'request', 'never'],
  ['Ecs.0114', 'server', 'never'],
  ['Ecs.0118', 'batch', 'never'],
  ['Ecs.0301', 'call', 'soon'],
  ['Ecs.0603', 'server', 'in a minute'],
  ['Ecs.0605', 'server', 'never'],
  ['Ecs.0610', 'server', 'soon'],
  ['Ecs.0611', 'batch', 'never'],
  ['Ecs.0612', 'server', 'soon'],
  ['Ecs.0613', 'server', 'never'],
  ['Ecs.0614', 'server', 'never'],
  ['Ecs.0615', 'call', 'soon'],
  ['Ecs.1000', 'call', 'soon'],
  ['Ecs.1001', 'call', 'soon'],
  ['Ecs.1002', 'call', 'soon'],
  ['Ecs.1100', 'call', 'soon'],
  ['Pdp.0001', 'request', 'never'],
  ['Common.0001', 'call', 'soon'],
  ['Common.0002', 'call', 'never'],
  ['Common.0013', 'request', 'never'],
  ['Common.0018', 'request', 'never'],
  ['Common.0024', 'call', 'soon'],
  ['Common.1503', 'call', 'soon'],
  ['APIGW.0101', 'request', 'never'],
  ['APIGW.0201', 'call', 'never'],
  ['APIGW.0301', 'request', 'never'],
  ['APIGW.0302', 'request', 'never'],
  ['APIGW.0305', 'request', 'never'],
  ['APIGW.0306', 'request', 'never'],
  ['APIGW.0307', 'request', 'never'],
  ['APIGW.0308', 'call', 'soon'],
  ['APIGW.0310', 'request', 'never'],
  ['APIGW.0401', 'request', 'never'],
  ['APIGW.0402', 'request', 'never'],
  ['APIGW.0601', 'call', 'soon'],
  ['APIGW.0602', 'call', 'never'],
  ['APIGW.0605', 'call', 'soon'],
  ['APIGW.0606', 'call', 'soon'],
  ['APIGW.0610', 'call', 'soon'],
  ['APIGW.0613', 'call', 'soon'],
  ['APIGW.0801', 'request', 'never'],
  ['APIGW.0802', 'request', 'never'],
];
const THROTTLING = ['Common.0024', 'Common.1503', 'APIGW.0308'];

describe('knownCode', () => {
  it.each(EXPECTED)('%s belongs to the %s', (code, scope, passing) => {
    const known = knownCode(code);
    expect(known?.scope).toBe(scope);
    expect(known?.passing ?? 'never').toBe(passing);
    expect(known?.throttled ?? false).toBe(THROTTLING.includes(code));
  });

  it('knows exactly these', () => {
    expect([...KNOWN_CODES].sort()).toEqual(EXPECTED.map(([code]) => code).sort());
  });

  it.each([undefined, '', 'Ecs.9999', 'ECS.0605'])('knows nothing of %p', (code) => {
    expect(knownCode(code)).toBeUndefined();
  });

  it.each(KNOWN_CODES)('%s comes with sentences that can be joined', (code) => {
    const known = knownCode(code);
    expect(known?.message).toMatch(/^[a-z].*[^.]$/);
    expect(known?.advice).toMatch(/^[A-Z].*[^.]$/);
  });
});

describe('canonicalCode', () => {
  it.each(KNOWN_CODES)('%s in any letter case', (code) => {
    expect(canonicalCode(code.toUpperCase())).toBe(code);
    expect(canonicalCode(code.toLowerCase())).toBe(code);
    expect(canonicalCode(code)).toBe(code);
  });

  it('leaves an unknown one as it is', () => {
    expect(canonicalCode('ECS.9999')).toBe('ECS.9999');
  });
});
