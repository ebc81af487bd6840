import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { APIS } from '../../src/huaweicloud/ecs.ts';
import type { Api } from '../../src/huaweicloud/ecs.ts';
import { checkPassword, SYSTEMS } from '../../src/inputs/password-rules.ts';
import type { System } from '../../src/inputs/password-rules.ts';

const RULES = {
  invisible: /^contains a blank, a line end or a control character/,
  length: /^must have 8 to 26 characters$/,
  characters: /^may contain only letters A-Z and a-z, digits, and /,
  classes: /^must have three of these four/,
  name: /^must not contain root or Administrator, forwards or backwards$/,
  sequence: /^must not contain three consecutive characters of Administrator$/,
  slash: /^must not begin with \/$/,
} as const;
type Rule = keyof typeof RULES | 'unknown rule';

const SPECIALS: Record<Api, string> = {
  batch: '!@%-_=+[]:./?',
  v1: '!@%-_=+[]:./?',
  'v2.1': '!@%-_=+[]:./?$^{},',
};
const ALL_SPECIALS = Array.from('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~');

function rule(text: string): Rule {
  const names = Object.keys(RULES) as (keyof typeof RULES)[];
  return names.find((name) => RULES[name].test(text)) ?? 'unknown rule';
}

function broken(password: string, api: Api = 'batch', system: System = 'any'): Rule[] {
  return checkPassword(password, api, system).errors.map(rule);
}

function warned(password: string, system: System): Rule[] {
  return checkPassword(password, 'batch', system).warnings.map(rule);
}

describe('length', () => {
  it.each([
    [7, ['length']],
    [8, []],
    [26, []],
    [27, ['length']],
  ])('of %i characters', (length, expected) => {
    expect(broken('Fake-1'.padEnd(length, 'x'))).toEqual(expected);
  });

  it('counts code points, not code units', () => {
    expect(broken('😀Fake-P1')).toEqual(['characters']);
    expect(broken(`😀Fake-1${'x'.repeat(19)}`)).toEqual(['characters']);
    expect(broken(`😀Fake-1${'x'.repeat(20)}`)).toEqual(['length', 'characters']);
  });
});

describe('character classes', () => {
  it.each(['Fakepass1', 'Fake-pass', 'FAKE-PASS1', 'fake-pass1', 'Fake-Pass1'])(
    'three of the four are enough: %s',
    (password) => {
      expect(broken(password)).toEqual([]);
    },
  );

  it.each(['fakepass1', 'FAKEPASS1', 'fake-pass', 'FAKE-PASS', 'Fakepass', '1234-567', '12345678'])(
    'two are too few: %s',
    (password) => {
      expect(broken(password)).toEqual(['classes']);
    },
  );
});

describe('special characters', () => {
  const cases = APIS.flatMap((api) => ALL_SPECIALS.map((character) => [api, character] as const));

  it.each(cases)('api %s, character %s', (api, character) => {
    const allowed = SPECIALS[api].includes(character);
    expect(broken(`Fake1Pass${character}`, api)).toEqual(allowed ? [] : ['characters']);
  });

  it.each(APIS)('lists in the message what api %s allows', (api) => {
    const { errors } = checkPassword('Fake1Pass~', api, 'any');
    expect(errors).toEqual([
      `may contain only letters A-Z and a-z, digits, and ${SPECIALS[api]} (api: ${api})`,
    ]);
  });

  it.each([
    'F\u00e4ke-Pass1',
    'Fake-Pass1\u5bc6',
    'Fake-Pass1\uff01',
    'Fake-P\u0430ss1',
    'Fake-Pass\uff11',
  ])('refuses characters outside ASCII: %s', (password) => {
    expect(broken(password)).toEqual(['characters']);
  });
});

describe('blanks and invisible characters', () => {
  it.each([
    ['a blank inside', 'Fake Pass1'],
    ['a leading blank', ' Fake-Pass1'],
    ['a trailing line end', 'Fake-Pass1\n'],
    ['a trailing Windows line end', 'Fake-Pass1\r\n'],
    ['a tab', 'Fake\tPass1'],
    ['a null character', 'Fake-\u0000Pass1'],
    ['an escape', 'Fake-\u001bPass1'],
    ['a delete', 'Fake-\u007fPass1'],
    ['a no-break space', 'Fake\u00a0Pass1'],
    ['an ideographic space', 'Fake\u3000Pass1'],
    ['a line separator', 'Fake-\u2028Pass1'],
    ['a zero-width space', 'Fake-\u200bPass1'],
    ['a right-to-left override', 'Fake-\u202ePass1'],
    ['a byte order mark', '\ufeffFake-Pass1'],
    ['a soft hyphen', 'Fake-\u00adPass1'],
  ])('%s', (_what, password) => {
    expect(broken(password)).toEqual(['invisible']);
  });
});

describe('user names', () => {
  it.each(['xroot-12Ab', 'ROOT-12ab', 'RoOt-12ab', 'xtoor-12Ab', 'tOOR-12ab', '12ab-Root'])(
    'refuses root and its reverse: %s',
    (password) => {
      for (const system of SYSTEMS) expect(broken(password, 'batch', system)).toEqual(['name']);
    },
  );

  it.each(['Administrator-1', 'ADMINISTRATOR-1a', 'Rotartsinimda-1', 'x1-rotartSINIMDA'])(
    'refuses Administrator and its reverse: %s',
    (password) => {
      expect(broken(password, 'batch', 'windows')).toEqual(['name', 'sequence']);
      expect(broken(password, 'batch', 'linux')).toEqual(['name']);
    },
  );

  it.each(['Ro-ot-12ab', 'Rot-12abc', 'roo1-TxAb'])('accepts parts of root: %s', (password) => {
    expect(broken(password)).toEqual([]);
  });
});

describe('rules for Windows', () => {
  const sequences = ['adm', 'dmi', 'min', 'ini', 'nis', 'ist', 'str', 'tra', 'rat', 'ato', 'tor'];

  it.each(sequences)('refuse three consecutive characters of Administrator: %s', (sequence) => {
    const spellings = [
      sequence,
      sequence.toUpperCase(),
      sequence.charAt(0).toUpperCase() + sequence.slice(1),
    ];
    for (const spelling of spellings) {
      const password = `Xy-1${spelling}Zw`;
      expect(broken(password, 'batch', 'windows')).toEqual(['sequence']);
      expect(broken(password, 'v2.1', 'any')).toEqual(['sequence']);
      expect(broken(password, 'v1', 'linux')).toEqual([]);
      expect(warned(password, 'linux')).toEqual(['sequence']);
      expect(warned(password, 'windows')).toEqual([]);
    }
  });

  it('accept two consecutive characters of it', () => {
    expect(broken('Ad-Mi-Ni-St-1')).toEqual([]);
    expect(warned('Ad-Mi-Ni-St-1', 'linux')).toEqual([]);
  });

  it('refuse a leading slash', () => {
    expect(broken('/Fake-Pass1', 'batch', 'windows')).toEqual(['slash']);
    expect(broken('/Fake-Pass1', 'batch', 'any')).toEqual(['slash']);
    expect(broken('/Fake-Pass1', 'batch', 'linux')).toEqual([]);
    expect(warned('/Fake-Pass1', 'linux')).toEqual(['slash']);
  });

  it('accept a slash in another position', () => {
    expect(broken('Fake/Pass1/', 'batch', 'windows')).toEqual([]);
  });
});

it('reports every broken rule at once', () => {
  expect(broken(' /~root')).toEqual(['invisible', 'length', 'characters', 'classes', 'name']);
  expect(broken('/admin~')).toEqual(['length', 'characters', 'classes', 'sequence', 'slash']);
});

describe('any password', () => {
  const api = fc.constantFrom(...APIS);
  const system = fc.constantFrom(...SYSTEMS);
  const oneOf = (characters: string) => fc.constantFrom(...Array.from(characters));

  /** Every text that the check can report with this API; two passwords break all rules. */
  function allTexts(of: Api): string[] {
    return [' ~root', '/admin~'].flatMap((password) => checkPassword(password, of, 'any').errors);
  }

  it('is not part of any text: every text is one of a few constants', () => {
    const alphabet = oneOf('aA1-/~ \nädministratoROOT!😀\u200b');
    const password = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: alphabet, maxLength: 40 }),
    );
    fc.assert(
      fc.property(password, api, system, (text, chosenApi, chosenSystem) => {
        const { errors, warnings } = checkPassword(text, chosenApi, chosenSystem);
        const constants = allTexts(chosenApi);
        expect(
          [...errors, ...warnings].filter((reported) => !constants.includes(reported)),
        ).toEqual([]);
      }),
    );
  });

  it('passes when it follows the rules', () => {
    const upper = oneOf('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    const lower = oneOf('abcdefghijklmnopqrstuvwxyz');
    const digit = oneOf('0123456789');
    const special = oneOf(SPECIALS.batch);
    const others = fc.array(fc.oneof(upper, lower, digit, special), {
      minLength: 5,
      maxLength: 23,
    });
    const password = fc
      .tuple(upper, lower, fc.oneof(digit, special), others)
      .chain(([a, b, c, rest]) =>
        fc.shuffledSubarray([a, b, c, ...rest], { minLength: rest.length + 3 }),
      )
      .map((characters) => characters.join(''))
      .filter((text) => !/^\/|root|toor|adm|dmi|min|ini|nis|ist|str|tra|rat|ato|tor/i.test(text));
    fc.assert(
      fc.property(password, api, system, (text, chosenApi, chosenSystem) => {
        expect(checkPassword(text, chosenApi, chosenSystem)).toEqual({ errors: [], warnings: [] });
      }),
    );
  });
});
