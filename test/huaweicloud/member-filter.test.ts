import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MemberFilter } from '../../src/huaweicloud/member-filter.ts';

const NAME = 'user_data';

function filtered(text: string, size: number): string {
  const filter = new MemberFilter(NAME);
  const bytes = Buffer.from(text);
  const kept: Buffer[] = [];
  for (let start = 0; start < bytes.length; start += size) {
    kept.push(filter.pass(bytes.subarray(start, start + size)));
  }
  return Buffer.concat(kept).toString();
}

/** The value with each text of the member replaced, by the parser of JavaScript. */
function expected(text: string): unknown {
  return JSON.parse(text, (name, value: unknown) =>
    name === NAME && typeof value === 'string' ? '' : value,
  );
}

describe('a filter for one member', () => {
  it.each([1, 2, 3, 7, 1_000])('drops its texts in pieces of %i bytes', (size) => {
    const text = String.raw`{"a":{"user_data" : "s\"ecret\\"},"b":"user_data","user_data":"x","c":[1]}`;
    expect(filtered(text, size)).toBe(
      '{"a":{"user_data" : ""},"b":"user_data","user_data":"","c":[1]}',
    );
  });

  it.each([
    '{"user_data":null,"x":"y"}',
    '{"user_data":["y"],"x":"y"}',
    '{"user_data_2":"y","my_user_data":"y"}',
    '["user_data","y"]',
    String.raw`{"a\"user_data":"y"}`,
    '',
    'not JSON "user_data" "y"',
  ])('leaves %s as it is', (text) => {
    for (const size of [1, 5, 1_000]) expect(filtered(text, size)).toBe(text);
  });

  it('keeps everything else of any JSON text', () => {
    const name = fc.constantFrom(NAME, 'a', 'user', '"', '\\', 'ü');
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        fc.string({ unit: 'binary' }),
        fc.constantFrom<unknown>(NAME, null, 1, true, '\\', '"'),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(name, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.integer({ min: 1, max: 20 }), fc.boolean(), (value, size, isSpaced) => {
        const text = JSON.stringify(value, undefined, isSpaced ? 2 : undefined);
        expect(JSON.parse(filtered(text, size))).toEqual(expected(text));
      }),
      { numRuns: 300 },
    );
  });
});
