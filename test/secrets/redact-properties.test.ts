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

/** Some characters encoded, as the choices say; the one that has a meaning of its own always. */
function mixed(
  text: string,
  choices: readonly boolean[],
  meta: string,
  encode: (one: string) => string,
): string {
  return Array.from(text, (one, index) =>
    one === meta || choices[index % choices.length] === true ? encode(one) : one,
  ).join('');
}

function percent(one: string): string {
  return Array.from(Buffer.from(one), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

function unicode(one: string): string {
  return `\\u${(one.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}

/** A secret in one of the forms in which software writes it. */
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
    mixed(secret, choices, '%', (one) => percent(one).toUpperCase()),
    encodeURIComponent(url),
    JSON.stringify(secret),
    JSON.stringify(JSON.stringify(secret)),
    mixed(secret, choices, '\\', unicode),
    mixed(secret, choices, '\\', (one) => unicode(one).toUpperCase().replace('U', 'u')),
    mixed(secret, choices, '&', (one) => ENTITIES[one] ?? one),
    mixed(secret, choices, '&', (one) => `&#${String(one.codePointAt(0))};`),
    mixed(secret, choices, '&', (one) => `&#x${(one.codePointAt(0) ?? 0).toString(16)};`),
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

/** Everything that somebody could make of a text without knowing the secret. */
function* readings(text: string): Generator<string> {
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
      (entity) => Object.keys(ENTITIES).find((one) => ENTITIES[one] === entity) ?? entity,
    );
  for (const run of text.match(/[A-Za-z0-9+/_-]{8,}/g) ?? []) {
    for (const skip of [0, 1, 2, 3]) yield Buffer.from(run.slice(skip), 'base64').toString('utf8');
  }
  for (const run of text.match(/[0-9a-f]{12,}/gi) ?? []) {
    for (const skip of [0, 1]) yield Buffer.from(run.slice(skip), 'hex').toString('utf8');
  }
}

function shows(text: string, secret: string): boolean {
  return readings(text).some((reading) => reading.includes(secret));
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
// What is put in place of a secret must not itself complete a secret.
const secrets = fc.oneof(printable, password, token).filter((text) => !text.includes('*'));
const choices = fc.array(fc.boolean(), { minLength: 1, maxLength: 5 });
const surroundings = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('', '"', '%', '\\', '&', '=', 'password=', '{"new_password":"', 'A', 'AB', 'f'),
);
const inside = fc.string({ unit: fc.constantFrom('x', 'y', ':', 'é'), maxLength: 4 });

describe('whatever the secret and what stands around it', () => {
  it('the test itself can read every encoding', () => {
    fc.assert(
      fc.property(secrets, choices, inside, (secret, choice, around) => {
        for (const form of encodings(secret, choice, around))
          expect(shows(form, secret)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('redacted and cleaned text does not show it, in any encoding', () => {
    fc.assert(
      fc.property(
        secrets,
        choices,
        inside,
        surroundings,
        surroundings,
        (secret, choice, around, before, after) => {
          const known = new Secrets();
          known.add(secret);
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

  it('nor with characters inside that cannot be seen', () => {
    const invisible = fc.constantFrom('\u200b', '\u0000', '\u202e', '\ufeff', '\n', '\r', '\u2028');
    fc.assert(
      fc.property(secrets, choices, invisible, (secret, choice, hidden) => {
        const known = new Secrets();
        known.add(secret);
        for (const form of encodings(secret, choice, '')) {
          const text = known.clean(Array.from(form).join(hidden));
          expect(shows(text, secret)).toBe(false);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('none of several secrets is shown', () => {
    fc.assert(
      fc.property(fc.uniqueArray(password, { minLength: 2, maxLength: 5 }), (values) => {
        const known = new Secrets();
        for (const value of values) known.add(value);
        const text = known.clean(values.join(' and '));
        expect(values.filter((value) => shows(text, value))).toEqual([]);
      }),
    );
  });

  it('redacting a second time changes nothing', () => {
    fc.assert(
      fc.property(secrets, surroundings, surroundings, (secret, before, after) => {
        const known = new Secrets();
        known.add(secret);
        const once = known.redact(before + secret + after);
        expect(known.redact(once)).toBe(once);
        expect(known.isIn(once)).toBe(false);
      }),
    );
  });
});
