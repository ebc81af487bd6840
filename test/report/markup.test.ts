import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asMarkup } from '../../src/report/markup.ts';

describe('asMarkup', () => {
  it.each([
    ['plain text, 1.5 a_b-c', 'plain text, 1.5 a_b-c'],
    ['<b>', '&#60;b&#62;'],
    ['a|b', 'a&#124;b'],
    ['[x](y)', '&#91;x&#93;&#40;y&#41;'],
    ['&lt;', '&#38;lt&#59;'],
    ['`*~#!@\\', '&#96;&#42;&#126;&#35;&#33;&#64;&#92;'],
    ['a\nb', 'a&#10;b'],
    ['密😀', '&#23494;&#128512;'],
    ['https://x', 'https&#58;&#47;&#47;x'],
    ['', ''],
  ])('escapes %j', (text, expected) => {
    expect(asMarkup(text)).toBe(expected);
  });

  it('leaves no markup in any text, and decodes to the same text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const markup = asMarkup(text);
        expect(markup).toMatch(/^(?:[A-Za-z0-9 .,_-]|&#\d+;)*$/);
        const decoded = markup.replace(/&#(\d+);/g, (_all, code: string) =>
          String.fromCodePoint(Number(code)),
        );
        expect(decoded).toBe(text);
      }),
    );
  });
});
