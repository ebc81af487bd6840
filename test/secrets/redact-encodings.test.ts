import { describe, expect, it } from '@jest/globals';
import { Secrets } from '../../src/secrets/redact.ts';
import { findLeaks } from '../../harness/leaks.ts';

// Characters whose hex codes contain letters, and characters that have a name in HTML.
const SECRET = 'Joke-On&<Me>"\'é';
const secrets = new Secrets(() => undefined);
secrets.mask(SECRET);

const NEIGHBOURS = [0, 1, 2].flatMap((before) => [0, 1, 2].map((after) => ({ before, after })));

describe.each(['base64', 'base64url'] as const)('%s', (encoding) => {
  it.each(NEIGHBOURS)('after $before other bytes and before $after', ({ after, before }) => {
    const bytes = Buffer.from(`${'x'.repeat(before)}${SECRET}${'y'.repeat(after)}`);
    const redacted = secrets.redact(`[${bytes.toString(encoding)}]`);
    expect(redacted).toContain('***');
    expect(findLeaks(redacted, { secret: SECRET })).toEqual([]);
    // The characters that also encode bits of the bytes before the secret stay.
    expect(redacted.length).toBeGreaterThanOrEqual('[***]'.length + (before > 0 ? before + 1 : 0));
  });
});

const escape = (form: (code: number, character: string) => string): string =>
  Array.from(SECRET, (character) => form(character.codePointAt(0) ?? 0, character)).join('');
const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');
const NAMES: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' };

it.each([
  ['JSON', escape((code) => `\\u${hex(code, 4)}`)],
  ['JSON in upper case', escape((code) => `\\u${hex(code, 4).toUpperCase()}`)],
  ['JSON with braces', escape((code) => `\\u{${hex(code, 1)}}`)],
  ['decimal entities', escape((code) => `&#${code};`)],
  ['hex entities', escape((code) => `&#x${hex(code, 2)};`)],
  ['hex entities in upper case', escape((code) => `&#X${hex(code, 2).toUpperCase()};`)],
  [
    'named entities',
    escape((_, character) => (NAMES[character] ? `&${NAMES[character]};` : character)),
  ],
  ['the named entity of the apostrophe', SECRET.replace("'", '&apos;')],
  ['URL', encodeURIComponent(SECRET)],
  [
    'URL in lower case',
    encodeURIComponent(SECRET).replace(/%../g, (digits) => digits.toLowerCase()),
  ],
  ['hex', Buffer.from(SECRET).toString('hex')],
])('%s is replaced as a whole', (_name, form) => {
  expect(secrets.redact(`a ${form} b`)).toBe('a *** b');
});

it('reads up to its limit, and drops the word that the limit cuts', () => {
  const none = new Secrets(() => undefined);
  const words = (length: number): string => `${' '.repeat(3_990)}one two`.padEnd(length, 'x');
  expect(none.clean(words(4_000))).toBe('one twoxxx');
  expect(none.clean(words(4_001))).toBe('one');
  expect(none.clean(`${words(4_000)} y`)).toBe('one twoxxx');
  expect(none.clean(`${' '.repeat(4_000)}tail`)).toBe('');
  expect(none.clean('x'.repeat(70_000))).toBe('');
});
