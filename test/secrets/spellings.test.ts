import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Secrets } from '../../src/secrets/redact.ts';

/** One of the spellings that docs/security.md lists: how software writes it, and how one reads it. */
interface Spelling {
  readonly write: (text: string) => string;
  readonly read: (text: string) => readonly string[];
}

const once = (decode: (text: string) => string) => (text: string) => [decode(text)];
const twice = (change: (text: string) => string) => (text: string) => change(change(text));
const utf8 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
const codeOf = (character: string): number => character.codePointAt(0) ?? 0;

function decodePercent(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    utf8(Buffer.from(run.replaceAll('%', ''), 'hex')),
  );
}

function everyByte(text: string): string {
  return Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

function decodeJson(text: string): string {
  const controls: Readonly<Record<string, string>> = {
    b: '\b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
  };
  return text.replace(/\\(?:u([0-9a-f]{4})|([^u]))/gi, (_, code?: string, character = '') =>
    code === undefined
      ? (controls[String(character)] ?? String(character))
      : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

const escapeJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const everyUnit = (text: string): string =>
  Array.from(
    { length: text.length },
    (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');

const NAMES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (found) => NAMES[found] ?? '');
const everyCode = (text: string): string =>
  Array.from(text, (character) => `&#${String(codeOf(character))};`).join('');
const everyHexCode = (text: string): string =>
  Array.from(text, (character) => `&#x${codeOf(character).toString(16)};`).join('');

function decodeHtml(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot));/gi,
    (entity, decimal, hex) => {
      if (decimal === undefined && hex === undefined) {
        return Object.keys(NAMES).find((character) => NAMES[character] === entity) ?? entity;
      }
      const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
    },
  );
}

/** Base64, with other bytes around the secret, read from each position. */
function base64(encoding: 'base64' | 'base64url', before: string, lineEnd = ''): Spelling {
  return {
    write: (text) => {
      const encoded = Buffer.from(`${before}${text}~~`).toString(encoding);
      return lineEnd === '' ? encoded : encoded.replace(/.{8}/g, `$&${lineEnd}`);
    },
    read: (text) =>
      (text.replace(/\s/g, '').match(/[\w+/-]+/g) ?? []).flatMap((run) =>
        [0, 1, 2, 3].map((skipped) => utf8(Buffer.from(run.slice(skipped), 'base64'))),
      ),
  };
}

function hex(write: (byte: string) => string): Spelling {
  return {
    write: (text) =>
      Array.from(Buffer.from(text), (byte) => write(byte.toString(16).padStart(2, '0'))).join(''),
    read: (text) =>
      (text.replace(/0x|\\x|[\s:,-]/gi, '').match(/[0-9a-f]+/gi) ?? []).flatMap((digits) =>
        [0, 1].map((skipped) => utf8(Buffer.from(digits.slice(skipped), 'hex'))),
      ),
  };
}

const SPELLINGS: Readonly<Record<string, Spelling>> = {
  plain: { write: (text) => text, read: (text) => [text] },
  'percent-encoded': { write: encodeURIComponent, read: once(decodePercent) },
  'percent-encoded, every byte': { write: everyByte, read: once(decodePercent) },
  'percent-encoded twice': { write: twice(encodeURIComponent), read: once(twice(decodePercent)) },
  'percent-encoded as a form': {
    write: (text) => new URLSearchParams({ a: text }).toString().slice(2),
    read: once((text) => decodePercent(text.replaceAll('+', ' '))),
  },
  'JSON-escaped': { write: escapeJson, read: once(decodeJson) },
  'JSON-escaped, every character': { write: everyUnit, read: once(decodeJson) },
  'JSON-escaped twice': { write: twice(escapeJson), read: once(twice(decodeJson)) },
  'HTML-escaped': { write: escapeHtml, read: once(decodeHtml) },
  'HTML-escaped, decimal': { write: everyCode, read: once(decodeHtml) },
  'HTML-escaped, hexadecimal': { write: everyHexCode, read: once(decodeHtml) },
  'HTML-escaped twice': { write: twice(escapeHtml), read: once(twice(decodeHtml)) },
  'HTML-escaped, decimal and again': {
    write: (text) => escapeHtml(everyCode(text)),
    read: once(twice(decodeHtml)),
  },
  'HTML-escaped, decimal twice': {
    write: (text) => everyCode(text).replaceAll('&', '&#38;'),
    read: once(twice(decodeHtml)),
  },
  ...Object.fromEntries(
    (['base64', 'base64url'] as const).flatMap((encoding) =>
      ['', 'x', 'xy'].map((before) => [
        `${encoding} after ${before.length} bytes`,
        base64(encoding, before),
      ]),
    ),
  ),
  'base64 in lines': base64('base64', 'xyz', '\n'),
  hex: hex((byte) => byte),
  'hex in upper case': hex((byte) => byte.toUpperCase()),
  ...Object.fromEntries(
    [' ', ':', ',', '-', '\\x', '0x', ', 0x', '\n', ' : '].map((separator) => [
      `hex with ${JSON.stringify(separator)}`,
      hex((byte) => `${separator}${byte}`),
    ]),
  ),
};

/** Characters that have a meaning in some spelling, and any others. */
const unit = fc.oneof(
  fc.constantFrom(...Array.from('\\\\"\'%%++&&#;:,-/=_ 0xu4125aé密😀')),
  fc.constantFrom(
    '\\\\',
    '\\x41',
    '\\u0041',
    '%41',
    '%25',
    '&amp;',
    '&#65;',
    '&#x41',
    'amp;',
    '0x',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
/** Without invisible characters and blanks. */
const compact = (text: string): string => text.replace(/[\p{C}\p{DI}\p{Z}]/gu, '');
const secrets = fc
  .array(unit, { minLength: 6, maxLength: 40 })
  .map((units) =>
    units
      .join('')
      .replace(/[\r\n*]/g, '')
      .trim(),
  )
  .filter((text) => compact(text).length >= 6);
const neighbours = fc.constantFrom(
  '',
  ' ',
  '"',
  '\\',
  '%',
  '%2',
  '&',
  '&#',
  '&amp;',
  '+',
  '0',
  'a=',
  'Ж',
);

function knowing(secret: string): Secrets {
  const known = new Secrets(() => undefined);
  known.mask(secret);
  return known;
}

/** The parts of six characters of a secret that can be read in a text. */
function readable(text: string, secret: string, { read }: Spelling): string[] {
  const searched = compact(secret);
  const texts = read(text).map(compact);
  return Array.from({ length: searched.length - 5 }, (_, start) =>
    searched.slice(start, start + 6),
  ).filter((part) => texts.some((decoded) => decoded.includes(part)));
}

describe.each(Object.entries(SPELLINGS))('%s', (_name, spelling) => {
  it('can be read before the redaction', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        expect(readable(spelling.write(secret), secret, spelling)).not.toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('shows no six characters of a secret after the redaction', () => {
    fc.assert(
      fc.property(secrets, neighbours, neighbours, (secret, before, after) => {
        const known = knowing(secret);
        const text = `${before}${spelling.write(secret)}${after}`;
        expect(readable(known.redact(text), secret, spelling)).toEqual([]);
        expect(readable(known.clean(text), secret, spelling)).toEqual([]);
        expect(readable(known.quote(text, 1_000), secret, spelling)).toEqual([]);
        expect(known.isIn(text)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('shows no six characters of a secret that the limit of reading divides', () => {
    fc.assert(
      fc.property(
        secrets,
        fc.constantFrom(' ', '\u200b'),
        fc.double({ min: 0, max: 1 }),
        (secret, filling, part) => {
          const form = spelling.write(secret);
          const text = filling.repeat(4_000 - Math.floor(part * form.length)) + form;
          expect(readable(knowing(secret).clean(text), secret, spelling)).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  });
});
