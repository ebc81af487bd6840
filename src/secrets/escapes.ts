import { compact } from './visible.ts';

/** One way to read a part of a text: as these characters, up to the end. */
export interface Reading {
  readonly text: string;
  readonly end: number;
}

const NONE: readonly Reading[] = [];

const PERCENT = 0x25;
const AMPERSAND = 0x26;
const PLUS = 0x2b;
const BACKSLASH = 0x5c;

/** Whether an escape may begin at this position. */
export function startsEscape(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === PERCENT || code === AMPERSAND || code === PLUS || code === BACKSLASH;
}

/**
 * The ways to read an escape at this position, besides character by character: percent-encoded, JSON and
 * HTML. Several can be right: `&#341` is a letter, or a quotation mark and a digit.
 */
export function escapesAt(text: string, at: number): readonly Reading[] {
  switch (text.charCodeAt(at)) {
    case PERCENT:
      return [...percentEscape(text, at, '%'), ...percentEscape(text, at, '%25')];
    case PLUS:
      // In the data of a form it is a blank, and blanks are ignored.
      return [{ text: '', end: at + 1 }];
    case BACKSLASH:
      return backslashEscapes(text, at);
    case AMPERSAND:
      return entities(text, at);
    default:
      return NONE;
  }
}

/** A character in UTF-8, with the prefix before each byte. */
function percentEscape(text: string, at: number, prefix: string): Reading[] {
  const bytes: number[] = [];
  let end = at;
  do {
    const digits = text.slice(end + prefix.length, end + prefix.length + 2);
    if (!text.startsWith(prefix, end) || !/^[0-9a-f]{2}$/i.test(digits)) return [];
    bytes.push(Number.parseInt(digits, 16));
    end += prefix.length + 2;
  } while (bytes.length < utf8Length(bytes[0] ?? 0));
  return [{ text: compact(Buffer.from(bytes).toString('utf8')), end }];
}

function utf8Length(firstByte: number): number {
  if (firstByte < 0xc0) return 1;
  if (firstByte < 0xe0) return 2;
  return firstByte < 0xf0 ? 3 : 4;
}

/** A pair of surrogates, `\uXXXX`, `\u{X}`, `\xXX`, or a control character. */
const BACKSLASH_ESCAPE =
  /\\(?:u(d[89ab][0-9a-f]{2})\\{1,8}u(d[c-f][0-9a-f]{2})|u([0-9a-f]{4})|u\{0{0,8}([0-9a-f]{1,6})\}|x([0-9a-f]{2})|[bfnrt])/iy;

/** A backslash is part of the text, or precedes an escaped character; JSON in JSON has several. */
function backslashEscapes(text: string, at: number): Reading[] {
  const readings = [{ text: '', end: at + 1 }];
  BACKSLASH_ESCAPE.lastIndex = at;
  const [escape, high, ...others] = BACKSLASH_ESCAPE.exec(text) ?? [];
  if (escape === undefined) return readings;
  const codes: (string | undefined)[] = [high, ...others];
  return [
    ...readings,
    {
      text: characters(
        codes.filter((digits) => digits !== undefined),
        16,
      ),
      end: at + escape.length,
    },
  ];
}

const NAMED_ENTITIES = [
  ['amp;', '&'],
  ['lt;', '<'],
  ['gt;', '>'],
  ['quot;', '"'],
  ['apos;', "'"],
] as const;
/** An escaped ampersand may begin another entity. */
const AMPERSANDS = ['amp;', '#38;', '#x26;', '#X26;'];
const MAX_AMPERSANDS = 3;

function entities(text: string, at: number): Reading[] {
  const readings: Reading[] = [];
  let name = at + 1;
  for (let level = 0; level < MAX_AMPERSANDS; level += 1) {
    readings.push(...namedEntity(text, name), ...numericEntities(text, name));
    const ampersand = AMPERSANDS.find((entity) => text.startsWith(entity, name));
    if (ampersand === undefined) break;
    name += ampersand.length;
  }
  return readings;
}

function namedEntity(text: string, at: number): Reading[] {
  const [name, character] = NAMED_ENTITIES.find(([entity]) => text.startsWith(entity, at)) ?? [];
  return name === undefined ? [] : [{ text: character, end: at + name.length }];
}

const NUMERIC_ENTITY = /#(?:x0*([0-9a-f]{1,6})|0*([0-9]{1,7}))(;?)/iy;

/** Without a semicolon the number may end after any of its digits. */
function numericEntities(text: string, at: number): Reading[] {
  NUMERIC_ENTITY.lastIndex = at;
  const [entity, hex, decimal = '', semicolon] = NUMERIC_ENTITY.exec(text) ?? [];
  if (entity === undefined) return [];
  const digits = hex ?? decimal;
  const radix = hex === undefined ? 10 : 16;
  const end = at + entity.length;
  if (semicolon !== '') return [{ text: characters([digits], radix), end }];
  return Array.from(digits, (_, index) => ({
    text: characters([digits.slice(0, index + 1)], radix),
    end: end - digits.length + index + 1,
  }));
}

const MAX_CODE_POINT = 0x10ffff;

function characters(codes: readonly string[], radix: number): string {
  const points = codes.map((digits) => Number.parseInt(digits, radix));
  const text = String.fromCodePoint(...points.filter((point) => point <= MAX_CODE_POINT));
  // One half of a character stays, because the other one may follow.
  return /^[\ud800-\udfff]$/.test(text) ? text : compact(text);
}
