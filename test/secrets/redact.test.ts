import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Secrets } from '../../src/secrets/redact.ts';

function knowing(...values: readonly string[]): Secrets {
  const secrets = new Secrets(() => undefined);
  for (const value of values) secrets.mask(value);
  return secrets;
}

describe('mask', () => {
  it.each<[string, string, readonly string[]]>([
    ['one line', 'Fake-Pass1', ['Fake-Pass1']],
    ['with blanks around it', ' Fake-Pass1\t', ['Fake-Pass1']],
    ['with blanks in it', 'two words', ['two words']],
    ['with a line end after it', 'Fake-Pass1\n', ['Fake-Pass1']],
    ['several lines', 'first-line\nsecond-line', ['first-line', 'second-line']],
    ['Windows line ends', 'first-line\r\nsecond-line\r\n', ['first-line', 'second-line']],
    [
      'a line that is too short',
      'first-line\n}\nshort\nsecond-line',
      ['first-line', 'second-line'],
    ],
    ['a line twice', 'same-line\nsame-line', ['same-line']],
    ['six characters', '123456', ['123456']],
    ['five characters', '12345', []],
    ['five characters and blanks', ' 12345 ', []],
    ['nothing', '', []],
    ['blanks', ' \n \n', []],
    ['one character', '1', []],
    ['lines of one character', '}\n{', []],
  ])('masks each line that is long enough: %s', (_what, secret, expected) => {
    const masked: string[] = [];
    const secrets = new Secrets((line) => void masked.push(line));
    secrets.mask(secret);
    expect(masked).toEqual(expected);
    for (const line of masked) expect(secrets.redact(`<${line}>`)).toBe('<***>');
  });

  it('remembers a secret that is masked after the first redaction', () => {
    const secrets = knowing('first-secret');
    expect(secrets.redact('second-secret')).toBe('second-secret');
    secrets.mask('second-secret');
    expect(secrets.redact('first-secret, second-secret')).toBe('***, ***');
  });
});

describe('redact', () => {
  const SECRET = 'Fa/ke+P&"1';
  const secrets = knowing(SECRET);
  const base64 = (text: string) => Buffer.from(text).toString('base64');

  it.each([
    ['as it is', SECRET],
    ['twice', SECRET + SECRET],
    ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
    ['in JSON in JSON', JSON.stringify(JSON.stringify(SECRET)).slice(3, -3)],
    ['in JSON with a slash escaped', 'Fa\\/ke+P&\\"1'],
    [
      'in JSON with numbers',
      '\\u0046\\u0061\\u002f\\u006B\\u0065\\u002B\\u0050\\u0026\\u0022\\u0031',
    ],
    ['in JavaScript', 'Fa\\u{2f}ke\\u{2B}P\\u{26}"1'],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in a URL, in lower case', 'Fa%2fke%2bP%26%221'],
    ['in a URL, in parts', 'Fa/ke%2BP&%221'],
    ['in a URL, every character', '%46%61%2F%6B%65%2B%50%26%22%31'],
    ['in a URL, twice', encodeURIComponent(encodeURIComponent(SECRET))],
    ['in HTML', 'Fa/ke+P&amp;&quot;1'],
    ['in HTML with numbers', 'Fa&#47;ke&#43;P&#38;&#34;1'],
    ['in HTML with hex numbers', 'Fa&#x2F;ke&#x2b;P&#X26;&#x00022;1'],
    ['in HTML without semicolons', 'Fa&#47ke&#43P&#38&#341'],
    ['in hex', Buffer.from(SECRET).toString('hex')],
    ['in hex, in upper case', Buffer.from(SECRET).toString('hex').toUpperCase()],
  ])('replaces a secret %s', (_what, text) => {
    expect(secrets.redact(`<${text}>`)).toMatch(/^<(\*\*\*)+>$/);
    expect(secrets.isIn(`<${text}>`)).toBe(true);
  });

  it.each(['', 'x', 'xy', 'xyz', 'user:'])('finds a secret in base64 after %j', (before) => {
    for (const after of ['', '1', '12', '123']) {
      const encoded = base64(before + SECRET + after);
      for (const text of [encoded, encoded.replaceAll('+', '-').replaceAll('/', '_')]) {
        expect(secrets.redact(text)).toContain('***');
        expect(secrets.redact(text.replace(/=+$/, ''))).toContain('***');
      }
    }
  });

  it('does not change other text', () => {
    const text = 'Fa/ke+P&, fA/KE+p&"1, RmEva2U= 46612f6b65';
    expect(secrets.redact(text)).toBe(text);
    expect(secrets.isIn(text)).toBe(false);
    expect(new Secrets(() => undefined).isIn(text)).toBe(false);
  });

  it('replaces the longer of two secrets with the same beginning', () => {
    expect(knowing('secret', 'secret-and-more').redact('secret-and-more')).toBe('***');
  });

  it('matches the special characters of patterns literally', () => {
    const secret = '.*[a-z]+$(^\\d)';
    expect(knowing(secret).redact(`${secret} abc.*`)).toBe('*** abc.*');
  });

  it.each(['five5', 'pass'])('ignores a value that is too short to be a secret: %s', (value) => {
    expect(knowing(value).redact(value)).toBe(value);
  });

  it('replaces each line of a secret', () => {
    expect(knowing('first-line\nsecond-line').redact('x second-line y')).toBe('x *** y');
  });
});

describe('a token of thousands of characters', () => {
  const token = Array.from({ length: 5_000 }, (_, index) => index.toString(36))
    .join('+')
    .slice(0, 5_000);
  const secrets = knowing(token);

  it.each([
    ['as it is', token],
    ['cut off', token.slice(0, 700)],
    ['in a URL', encodeURIComponent(token)],
    ['in base64', Buffer.from(token).toString('base64')],
    ['in base64, after another byte', Buffer.from(`x${token}`).toString('base64').slice(2)],
    ['in hex', Buffer.from(token).toString('hex')],
  ])('is replaced as a whole: %s', (_what, text) => {
    expect(secrets.redact(`a ${text} b`)).toBe('a *** b');
  });

  it('ends where a JSON text ends', () => {
    expect(secrets.redact(JSON.stringify({ token, id: 1 }))).toBe('{"token":"***","id":1}');
  });
});

describe('clean', () => {
  const secrets = knowing('Fake-Pass1');

  it.each([
    ['control characters', 'a\u0000b\u001bc\u007fd\u0085e', 'abcde'],
    ['line ends', 'a\r\nb\nc\u2028d\u2029e', 'abcde'],
    ['colours', '\u001b[31mred\u001b[0m', '[31mred[0m'],
    ['bidirectional characters', '\u202ea\u2066b\u200fc', 'abc'],
    ['zero-width characters', '\u200ba\u200db\ufeffc\u00ad', 'abc'],
    ['private characters', 'a\ue000b', 'ab'],
    ['halves of characters', 'a\ud83db\ude00c', 'abc'],
    ['blanks around it', '  a b  ', 'a b'],
    ['invisible characters and blanks only', '\u200b \n', ''],
  ])('removes %s', (_what, text, expected) => {
    expect(secrets.clean(text)).toBe(expected);
  });

  it('keeps visible characters of all languages', () => {
    expect(secrets.clean('密码 Größe 😀 ¿?')).toBe('密码 Größe 😀 ¿?');
  });

  it.each(['\u200b', '\u202e', '\n', '\u0000', '\u00ad', '\u2028', '\ufeff'])(
    'finds a secret with %j between its characters, in any encoding',
    (invisible) => {
      const forms = ['Fake-Pass1', 'RmFrZS1QYXNzMQ==', '46616b652d5061737331', 'Fake%2DPass1'];
      for (const form of forms) {
        const spoilt = Array.from(form).join(invisible);
        // The last character of base64 may stay: it encodes only two bits of the secret.
        expect(secrets.clean(`<${spoilt}>`)).toMatch(/^<\*\*\*Q?=*>$/);
      }
    },
  );

  it.each([
    ['a command', '::error::x', ': :error: :x'],
    ['a command after text', 'text ::set-env name=x::y', 'text : :set-env name=x: :y'],
    ['after a line end', 'a\n::error::x', 'a: :error: :x'],
    ['after a carriage return', 'a\r::error::x', 'a: :error: :x'],
    ['after an encoded line end', 'a%0A::error::x%0D', 'a%0A: :error: :x%0D'],
    ['the older form', '##[error]x', '## [error]x'],
    ['the older form after text', 'a ##[group]x ##[endgroup]', 'a ## [group]x ## [endgroup]'],
    ['more colons and number signs', ':::: ###[x', ': : : : ### [x'],
    [
      'colons and number signs with invisible characters between them',
      ':\u200b:error:\u202e: #\u0000#\u200b[x',
      ': :error: : ## [x',
    ],
    ['around a secret', ':Fake-Pass1::##Fake-Pass1[', ':***: :##***['],
  ])('breaks workflow commands: %s', (_what, text, expected) => {
    expect(secrets.clean(text)).toBe(expected);
  });

  it('does not change a single colon or number sign', () => {
    expect(secrets.clean('a: b, #[c] and ## d')).toBe('a: b, #[c] and ## d');
  });

  it('leaves no workflow command and no invisible character in any text', () => {
    const unit = fc.oneof(
      fc.constantFrom(':', '#', '[', ' ', '\n', '\r', '\u200b', '\u202e', 'a', '%0A'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 60 }), (parts) => {
        expect(secrets.clean(parts.join(''))).not.toMatch(/::|##\[|[\p{C}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

describe('long text', () => {
  const secrets = knowing('Fake-Pass1');
  const words = (length: number) => 'ab '.repeat(length).slice(0, length - 1) + 'z';

  it('is cut to 300 characters, or to 40 when it is quoted', () => {
    expect(secrets.clean(words(300))).toBe(words(300));
    expect(secrets.clean(`${words(300)}x`)).toBe(`${words(300)}…`);
    expect(secrets.quote(`${words(40)}x`)).toBe(`${words(40)}…`);
  });

  it('is never cut in the middle of a character', () => {
    expect(secrets.clean('😀'.repeat(301))).toBe(`${'😀'.repeat(300)}…`);
    expect(secrets.quote(`x${'😀'.repeat(40)}`)).toBe(`x${'😀'.repeat(39)}…`);
  });

  it.each(['Fake-Pass1', 'RmFrZS1QYXNzMQ', '46616B652D5061737331', '%46%61ke-P%61ss1'])(
    'shows no part of a secret that the cut divides: %s',
    (form) => {
      for (let before = 270; before <= 301; before += 1) {
        const text = secrets.clean(`${words(before)} ${form}`);
        expect(text).toMatch(/^[abz ]+\**Q?…?$/);
      }
    },
  );

  it.each(['\u200b', ' ', '\n'])(
    'shows no part of a secret that the limit of reading divides, after many %j',
    (filling) => {
      for (let before = 3_990; before <= 4_000; before += 1) {
        const text = secrets.clean(`${filling.repeat(before)}Fake-Pass1`);
        expect(['', '***', '…']).toContain(text);
      }
    },
  );

  it.each(['%46 ', '%', '\\', 'Fake-Pass', '&#', '\\u0046\\u00'])(
    'is cleaned quickly when it repeats %j',
    (part) => {
      const start = performance.now();
      expect(secrets.clean(part.repeat(2_000_000)).length).toBeLessThanOrEqual(301);
      expect(performance.now() - start).toBeLessThan(2_000);
    },
  );
});

describe('words that look like an unknown token', () => {
  const token = 'MIIDkgYJKoZIhvcNAQcCoIIDgzCCA38CAQExDTALBg';
  const secrets = new Secrets(() => undefined);

  it.each([token, token.slice(0, 40), 'a.b-c_d~e'.repeat(5), '%2B'.repeat(14)])(
    'are replaced: %s',
    (word) => {
      expect(secrets.clean(`token=, ${word}`)).toBe('token=, ***');
    },
  );

  it.each([
    token.slice(0, 39),
    '1bd0eb17-4466-4c15-a9ce-87727ad311b5',
    'two words '.repeat(9).trim(),
  ])('are not found in %s', (text) => {
    expect(secrets.clean(text)).toBe(text);
  });
});
