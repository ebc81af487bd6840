import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Secrets } from '../../src/secrets/redact.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Encodes some of the characters, by the choices; the one with a special meaning is always encoded. */
function mixed(
  text: string,
  choices: readonly boolean[],
  meta: string,
  encode: (character: string) => string,
): string {
  return Array.from(text, (character, index) =>
    character === meta || choices[index % choices.length] === true ? encode(character) : character,
  ).join('');
}

function percent(character: string): string {
  return Array.from(
    Buffer.from(character),
    (byte) => `%${byte.toString(16).padStart(2, '0')}`,
  ).join('');
}

function unicode(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}

/** A secret in each of the spellings that software uses. */
function encodings(secret: string, choices: readonly boolean[], around: string): string[] {
  const bytes = Buffer.from(around + secret + around);
  const url = mixed(secret, choices, '%', percent);
  return [
    secret,
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    encodeURIComponent(secret),
    encodeURIComponent(encodeURIComponent(secret)),
    url,
    mixed(secret, choices, '%', (character) => percent(character).toUpperCase()),
    encodeURIComponent(url),
    JSON.stringify(secret),
    JSON.stringify(JSON.stringify(secret)),
    mixed(secret, choices, '\\', unicode),
    mixed(secret, choices, '\\', (character) => unicode(character).toUpperCase().replace('U', 'u')),
    mixed(secret, choices, '&', (character) => ENTITIES[character] ?? character),
    mixed(secret, choices, '&', (character) => `&#${String(character.codePointAt(0))};`),
    mixed(
      secret,
      choices,
      '&',
      (character) => `&#x${(character.codePointAt(0) ?? 0).toString(16)};`,
    ),
  ];
}

function decodePercent(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

function fromHex(digits: string): string {
  return String.fromCodePoint(Number.parseInt(digits, 16));
}

/** The text, and what it decodes to in each encoding, without any knowledge of the secret. */
function* decodings(text: string): Generator<string> {
  yield text;
  yield decodePercent(text);
  yield decodePercent(decodePercent(text));
  yield text.replace(/\\u([0-9a-f]{4})/gi, (_all, digits: string) => fromHex(digits));
  yield text.replace(/\\(["\\])/g, '$1');
  yield text.replace(/\\(["\\])/g, '$1').replace(/\\(["\\])/g, '$1');
  yield text
    .replace(/&#(\d+);/g, (_all, digits: string) => String.fromCodePoint(Number(digits)))
    .replace(/&#x([0-9a-f]+);/gi, (_all, digits: string) => fromHex(digits))
    .replace(
      /&(?:amp|lt|gt|quot);/g,
      (entity) =>
        Object.keys(ENTITIES).find((character) => ENTITIES[character] === entity) ?? entity,
    );
  for (const run of text.match(/[A-Za-z0-9+/_-]{8,}/g) ?? []) {
    for (const skip of [0, 1, 2, 3]) yield Buffer.from(run.slice(skip), 'base64').toString('utf8');
  }
  for (const run of text.match(/[0-9a-f]{12,}/gi) ?? []) {
    for (const skip of [0, 1]) yield Buffer.from(run.slice(skip), 'hex').toString('utf8');
  }
}

function shows(text: string, secret: string): boolean {
  return decodings(text).some((decoded) => decoded.includes(secret));
}

const printable = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 6,
  maxLength: 200,
});
const password = fc.string({
  unit: fc.constantFrom(...Array.from('abcXYZ019!@%-_=+[]:./?$^{},')),
  minLength: 8,
  maxLength: 26,
});
const token = fc.base64String({ minLength: 8, maxLength: 200 });
// The text that replaces a secret must not be a part of a secret.
const secrets = fc.oneof(printable, password, token).filter((text) => !text.includes('*'));
const choices = fc.array(fc.boolean(), { minLength: 1, maxLength: 5 });
const surroundings = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('', '"', '%', '\\', '&', '=', 'password=', '{"new_password":"', 'A', 'AB', 'f'),
);
const inside = fc.string({ unit: fc.constantFrom('x', 'y', ':', 'é'), maxLength: 4 });

describe('any secret in any text', () => {
  it('is visible to this test in every encoding', () => {
    fc.assert(
      fc.property(secrets, choices, inside, (secret, choice, around) => {
        for (const form of encodings(secret, choice, around))
          expect(shows(form, secret)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('is not visible in redacted or cleaned text, in any encoding', () => {
    fc.assert(
      fc.property(
        secrets,
        choices,
        inside,
        surroundings,
        surroundings,
        (secret, choice, around, before, after) => {
          const known = new Secrets(() => undefined);
          known.mask(secret);
          for (const form of encodings(secret, choice, around)) {
            expect(shows(known.clean(before + form + after), secret)).toBe(false);
            expect(shows(known.quote(before + form + after), secret)).toBe(false);
            expect(shows(known.redact(before + form + after), secret)).toBe(false);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is not visible when invisible characters separate its characters', () => {
    const invisible = fc.constantFrom('\u200b', '\u0000', '\u202e', '\ufeff', '\n', '\r', '\u2028');
    fc.assert(
      fc.property(secrets, choices, invisible, (secret, choice, hidden) => {
        const known = new Secrets(() => undefined);
        known.mask(secret);
        for (const form of encodings(secret, choice, '')) {
          const text = known.clean(Array.from(form).join(hidden));
          expect(shows(text, secret)).toBe(false);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is not visible when the text contains several secrets', () => {
    fc.assert(
      fc.property(fc.uniqueArray(password, { minLength: 2, maxLength: 5 }), (values) => {
        const known = new Secrets(() => undefined);
        for (const value of values) known.mask(value);
        const text = known.clean(values.join(' and '));
        expect(values.filter((value) => shows(text, value))).toEqual([]);
      }),
    );
  });

  it('is redacted at once: a second time changes nothing', () => {
    fc.assert(
      fc.property(secrets, surroundings, surroundings, (secret, before, after) => {
        const known = new Secrets(() => undefined);
        known.mask(secret);
        const once = known.redact(before + secret + after);
        expect(known.redact(once)).toBe(once);
        expect(known.isIn(once)).toBe(false);
      }),
    );
  });
});
