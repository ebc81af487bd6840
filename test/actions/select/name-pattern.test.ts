import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fixedPart, namePattern } from '../../../src/actions/select/name-pattern.ts';

describe('a pattern', () => {
  it.each([
    ['web-01', 'web-01', true],
    ['web-01', 'web-010', false],
    ['web-01', 'WEB-01', false],
    ['web-*', 'web-', true],
    ['web-*', 'my-web-1', false],
    ['*-01', 'web-01', true],
    ['*-01', '-01', true],
    ['w*b*1', 'wxbx1', true],
    ['w*b*1', 'w1', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['a*ba*a', 'aba', false],
    ['*x*', 'axb', true],
    ['a.c', 'abc', false],
    ['a+*', 'a+b', true],
    ['**', '', true],
  ])('%s and %s: %s', (pattern, name, fits) => {
    expect(namePattern(pattern)(name)).toBe(fits);
  });

  it('means the same as the expression that it stands for', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '.'), maxLength: 8 });
    fc.assert(
      fc.property(
        text,
        fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 }),
        (pattern, name) => {
          const expression = new RegExp(
            `^${pattern.split('*').map(RegExp.escape).join('.*')}$`,
            's',
          );
          expect(namePattern(pattern)(name)).toBe(expression.test(name));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('takes linear time', () => {
    const pattern = namePattern(`${'a*'.repeat(60)}b`);
    expect(pattern('a'.repeat(100_000))).toBe(false);
  });

  it.each([
    ['web-01', 'web-01'],
    ['a*bcd*ef', 'bcd'],
    ['*', ''],
  ])('%s has the fixed part %s', (pattern, part) => {
    expect(fixedPart(pattern)).toBe(part);
  });
});
