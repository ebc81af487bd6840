import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asMarkup, Secrets } from '../../src/secrets/redact.ts';

function knowing(...values: readonly string[]): Secrets {
  const secrets = new Secrets();
  for (const value of values) secrets.add(value);
  return secrets;
}

describe('add gives the lines to mask', () => {
  it.each<[string, string, readonly string[]]>([
    ['one line', 'Fake-Pass1', ['Fake-Pass1']],
    ['with blanks around it', ' Fake-Pass1\t', ['Fake-Pass1']],
    ['with blanks in it', 'two words', ['two words']],
    ['with a line end behind', 'Fake-Pass1\n', ['Fake-Pass1']],
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
  ])('%s', (_what, secret, expected) => {
    expect(new Secrets().add(secret)).toEqual(expected);
  });

  it('a secret that is added late is known as well', () => {
    const secrets = knowing('first-secret');
    expect(secrets.redact('second-secret')).toBe('second-secret');
    secrets.add('second-secret');
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
    ['in a URL, small digits', 'Fa%2fke%2bP%26%221'],
    ['in a URL, in parts', 'Fa/ke%2BP&%221'],
    ['in a URL, every character', '%46%61%2F%6B%65%2B%50%26%22%31'],
    ['in a URL, twice', encodeURIComponent(encodeURIComponent(SECRET))],
    ['in HTML', 'Fa/ke+P&amp;&quot;1'],
    ['in HTML with numbers', 'Fa&#47;ke&#43;P&#38;&#34;1'],
    ['in HTML with hex numbers', 'Fa&#x2F;ke&#x2b;P&#X26;&#x00022;1'],
    ['in HTML without semicolons', 'Fa&#47ke&#43P&#38&#341'],
    ['in hex', Buffer.from(SECRET).toString('hex')],
    ['in capital hex', Buffer.from(SECRET).toString('hex').toUpperCase()],
  ])('%s', (_what, text) => {
    expect(secrets.redact(`<${text}>`)).toMatch(/^<(\*\*\*)+>$/);
    expect(secrets.isIn(`<${text}>`)).toBe(true);
  });

  it.each(['', 'x', 'xy', 'xyz', 'user:'])('in base64 behind %j', (before) => {
    for (const after of ['', '1', '12', '123']) {
      const encoded = base64(before + SECRET + after);
      for (const text of [encoded, encoded.replaceAll('+', '-').replaceAll('/', '_')]) {
        expect(secrets.redact(text)).toContain('***');
        expect(secrets.redact(text.replace(/=+$/, ''))).toContain('***');
      }
    }
  });

  it('leaves other text as it is', () => {
    const text = 'Fa/ke+P&, fA/KE+p&"1, RmEva2U= 46612f6b65';
    expect(secrets.redact(text)).toBe(text);
    expect(secrets.isIn(text)).toBe(false);
    expect(new Secrets().isIn(text)).toBe(false);
  });

  it('takes the longer of two secrets that begin alike', () => {
    expect(knowing('secret', 'secret-and-more').redact('secret-and-more')).toBe('***');
  });

  it('takes characters of patterns as what they are', () => {
    const secret = '.*[a-z]+$(^\\d)';
    expect(knowing(secret).redact(`${secret} abc.*`)).toBe('*** abc.*');
  });

  it.each(['five5', 'pass'])('does not know what is too short to be a secret: %s', (value) => {
    expect(knowing(value).redact(value)).toBe(value);
  });

  it('knows each line of a secret', () => {
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
    ['in base64, behind a byte', Buffer.from(`x${token}`).toString('base64').slice(2)],
    ['in hex', Buffer.from(token).toString('hex')],
  ])('%s', (_what, text) => {
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
    ['nothing but that', '\u200b \n', ''],
  ])('leaves out %s', (_what, text, expected) => {
    expect(secrets.clean(text)).toBe(expected);
  });

  it('keeps visible characters of all languages', () => {
    expect(secrets.clean('密码 Größe 😀 ¿?')).toBe('密码 Größe 😀 ¿?');
  });

  it.each(['\u200b', '\u202e', '\n', '\u0000', '\u00ad', '\u2028', '\ufeff'])(
    'finds a secret with %j inside, in any encoding',
    (invisible) => {
      const forms = ['Fake-Pass1', 'RmFrZS1QYXNzMQ==', '46616b652d5061737331', 'Fake%2DPass1'];
      for (const form of forms) {
        const spoilt = Array.from(form).join(invisible);
        // Of base64 the last character may stay: only two of its bits belong to the secret.
        expect(secrets.clean(`<${spoilt}>`)).toMatch(/^<\*\*\*Q?=*>$/);
      }
    },
  );

  it.each([
    ['a command', '::error::x', ': :error: :x'],
    ['a command behind text', 'text ::set-env name=x::y', 'text : :set-env name=x: :y'],
    ['behind a line end', 'a\n::error::x', 'a: :error: :x'],
    ['behind a carriage return', 'a\r::error::x', 'a: :error: :x'],
    ['behind an encoded line end', 'a%0A::error::x%0D', 'a%0A: :error: :x%0D'],
    ['the older form', '##[error]x', '## [error]x'],
    ['the older form behind text', 'a ##[group]x ##[endgroup]', 'a ## [group]x ## [endgroup]'],
    ['more signs', ':::: ###[x', ': : : : ### [x'],
    [
      'signs with something invisible between',
      ':\u200b:error:\u202e: #\u0000#\u200b[x',
      ': :error: : ## [x',
    ],
    ['around a secret', ':Fake-Pass1::##Fake-Pass1[', ':***: :##***['],
  ])('breaks workflow commands: %s', (_what, text, expected) => {
    expect(secrets.clean(text)).toBe(expected);
  });

  it('leaves a single colon and a sharp sign alone', () => {
    expect(secrets.clean('a: b, #[c] and ## d')).toBe('a: b, #[c] and ## d');
  });

  it('no text gets a command or something invisible through', () => {
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

describe('cutting', () => {
  const secrets = knowing('Fake-Pass1');
  const words = (length: number) => 'ab '.repeat(length).slice(0, length - 1) + 'z';

  it('to 300 characters, or to 40 when it is quoted', () => {
    expect(secrets.clean(words(300))).toBe(words(300));
    expect(secrets.clean(`${words(300)}x`)).toBe(`${words(300)}…`);
    expect(secrets.quote(`${words(40)}x`)).toBe(`${words(40)}…`);
  });

  it('never in the middle of a character', () => {
    expect(secrets.clean('😀'.repeat(301))).toBe(`${'😀'.repeat(300)}…`);
    expect(secrets.quote(`x${'😀'.repeat(40)}`)).toBe(`x${'😀'.repeat(39)}…`);
  });

  it.each(['Fake-Pass1', 'RmFrZS1QYXNzMQ', '46616B652D5061737331', '%46%61ke-P%61ss1'])(
    'shows no part of a secret across the cut: %s',
    (form) => {
      for (let before = 270; before <= 301; before += 1) {
        const text = secrets.clean(`${words(before)} ${form}`);
        expect(text).toMatch(/^[abz ]+\**Q?…?$/);
      }
    },
  );

  it.each(['\u200b', ' ', '\n'])(
    'shows no part of a secret across the end of what is read, behind many %j',
    (filling) => {
      for (let before = 65_526; before <= 65_536; before += 1) {
        const text = secrets.clean(`${filling.repeat(before)}Fake-Pass1`);
        expect(['', '***', '…']).toContain(text);
      }
    },
  );

  it.each(['%46 ', '%', '\\', 'Fake-Pass', '&#', '\\u0046\\u00'])(
    'is quick with much of %j',
    (part) => {
      const begun = performance.now();
      expect(secrets.clean(part.repeat(2_000_000)).length).toBeLessThanOrEqual(301);
      expect(performance.now() - begun).toBeLessThan(2_000);
    },
  );
});

describe('words that look like a token which nobody named', () => {
  const token = 'MIIDkgYJKoZIhvcNAQcCoIIDgzCCA38CAQExDTALBg';
  const secrets = new Secrets();

  it.each([token, token.slice(0, 40), 'a.b-c_d~e'.repeat(5), '%2B'.repeat(14)])('%s', (word) => {
    expect(secrets.clean(`token=, ${word}`)).toBe('token=, ***');
  });

  it.each([
    token.slice(0, 39),
    '1bd0eb17-4466-4c15-a9ce-87727ad311b5',
    'two words '.repeat(9).trim(),
  ])('not %s', (text) => {
    expect(secrets.clean(text)).toBe(text);
  });
});

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
  ])('%j', (text, expected) => {
    expect(asMarkup(text)).toBe(expected);
  });

  it('is harmless and means the same for every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const markup = asMarkup(text);
        expect(markup).toMatch(/^(?:[A-Za-z0-9 .,_-]|&#\d+;)*$/);
        const back = markup.replace(/&#(\d+);/g, (_all, code) =>
          String.fromCodePoint(Number(code)),
        );
        expect(back).toBe(text);
      }),
    );
  });
});
