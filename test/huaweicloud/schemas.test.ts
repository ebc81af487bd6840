import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { AccessKey, HeaderText, readBody, Time } from '../../src/huaweicloud/schemas.ts';

describe('texts for header lines', () => {
  it.each(['abc123', 'a/b+c==', '!~!~!~', 'x'.repeat(20_000)])('accepts %s', (text) => {
    expect(HeaderText.safeParse(text).data).toBe(text);
  });

  it.each([
    'short',
    '',
    'with blank',
    'line\r\nX-Injected: 1',
    'tab\there',
    'nul\0nul',
    'ümlaut',
    'line-end\n',
    7,
    null,
    ['abcdef'],
  ])('rejects %j', (text) => {
    expect(HeaderText.safeParse(text).success).toBe(false);
    expect(AccessKey.safeParse(text).success).toBe(false);
  });

  it('an access key contains no = and no comma', () => {
    for (const character of '!"#$%&\'()*+-./:;<>?@[]^_`{|}~') {
      expect(AccessKey.safeParse(`ACCESS${character}KEY`).success).toBe(true);
    }
    for (const character of ',=') {
      expect(AccessKey.safeParse(`ACCESS${character}KEY`).success).toBe(false);
      expect(HeaderText.safeParse(`ACCESS${character}KEY`).success).toBe(true);
    }
  });
});

describe('times', () => {
  const NOON = Date.UTC(2026, 10, 21, 12);

  it.each([
    ['2026-11-21T12:00:00Z', NOON],
    ['2026-11-21T12:00:00.000Z', NOON],
    ['2026-11-21T12:00:00.123456Z', NOON + 123],
    ['2026-11-21T12:00:00', NOON],
    ['2026-11-21T12:00:00.000000', NOON],
    ['2026-11-21T20:00:00+08:00', NOON],
    ['2026-11-21T07:00:00-0500', NOON],
  ])('%s', (text, expected) => {
    expect(Time.safeParse(text).data?.getTime()).toBe(expected);
  });

  // The parser of JavaScript would accept some of these as a time, one of them in the year 9999.
  it.each([
    '',
    'Z',
    'never',
    'never 9999',
    '1',
    '2026-11-21',
    '2026-13-40T99:00:00Z',
    'x 2026-11-21T12:00:00Z',
    '2026-11-21T12:00:00Z\r\nX-Injected: 1',
    1_795_262_400_000,
    null,
  ])('rejects %j', (text) => {
    expect(Time.safeParse(text).success).toBe(false);
  });
});

describe('readBody', () => {
  const Schema = z.object({ name: z.string() });
  const read = (body: string): unknown => readBody(Schema, { status: 200, headers: {}, body });

  it('returns the members of the schema, and drops the others', () => {
    expect(read('{"name":"x","more":1}')).toEqual({ name: 'x' });
  });

  it.each(['', '{', 'null', '[]', '{"name":1}', '"name"'])('is undefined for %j', (body) => {
    expect(read(body)).toBeUndefined();
  });
});
