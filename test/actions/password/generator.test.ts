import { describe, expect, it } from '@jest/globals';
import { generatePassword, LENGTH } from '../../../src/actions/password/generator.ts';
import { APIS } from '../../../src/huaweicloud/ecs.ts';
import { checkPassword, SYSTEMS } from '../../../src/inputs/password-rules.ts';

const SAMPLES = 100_000;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@_+=:.-/';
/** The classes of the alphabet, and how many of its characters they have. */
const CLASS_SIZES = { capital: 26, small: 26, digit: 10, special: 8 } as const;
type Class = keyof typeof CLASS_SIZES;

/** A generator of whole numbers with a seed (mulberry32), uniform without a modulo. */
function seeded(seed: number): (max: number) => number {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return (max) => Math.floor(next() * max);
}

function classOf(character: string): Class {
  if (/[A-Z]/.test(character)) return 'capital';
  if (/[a-z]/.test(character)) return 'small';
  return /[0-9]/.test(character) ? 'digit' : 'special';
}

/** The 99.9999 percent quantile of the chi-square distribution (Wilson and Hilferty). */
function criticalValue(degrees: number): number {
  const z = 4.753_424;
  const part = 2 / (9 * degrees);
  return degrees * (1 - part + z * Math.sqrt(part)) ** 3;
}

function chiSquare(counts: readonly number[], expected: readonly number[]): number {
  return counts.reduce((sum, count, index) => {
    const mean = expected[index] ?? 0;
    return sum + (count - mean) ** 2 / mean;
  }, 0);
}

/**
 * The chances of each class at the first and at a later place, by counting: the first character is
 * never special, and all four classes occur. The sequences of `Administrator` and `root`, and two colons
 * in a row, which are excluded too, are too rare to show (one password in 200).
 */
function classChances(length: number): Record<'first' | 'later', Record<Class, number>> {
  const names = Object.keys(CLASS_SIZES) as Class[];
  /** The texts of a length over some classes in which each of the needed classes occurs. */
  const texts = (places: number, needed: readonly Class[]): number => {
    const total = names.reduce((sum, name) => sum + CLASS_SIZES[name], 0);
    let sum = 0;
    for (let mask = 0; mask < 2 ** needed.length; mask += 1) {
      const missing = needed.filter((_, bit) => (mask & (1 << bit)) !== 0);
      const size = missing.reduce((left, name) => left - CLASS_SIZES[name], total);
      sum += (missing.length % 2 === 0 ? 1 : -1) * size ** places;
    }
    return sum;
  };
  const without = (...seen: readonly Class[]): Class[] =>
    names.filter((name) => !seen.includes(name));
  const firsts = names.filter((name) => name !== 'special');
  const ofFirst = names.map((name) =>
    name === 'special' ? 0 : CLASS_SIZES[name] * texts(length - 1, without(name)),
  );
  const ofLater = names.map((name) =>
    firsts.reduce(
      (sum, first) =>
        sum + CLASS_SIZES[first] * CLASS_SIZES[name] * texts(length - 2, without(first, name)),
      0,
    ),
  );
  const all = ofFirst.reduce((sum, count) => sum + count, 0);
  const shares = (counts: readonly number[]): Record<Class, number> =>
    Object.fromEntries(names.map((name, index) => [name, (counts[index] ?? 0) / all])) as Record<
      Class,
      number
    >;
  return { first: shares(ofFirst), later: shares(ofLater) };
}

describe('100,000 passwords with a seed', () => {
  const random = seeded(20_261_128);
  const lengths = Array.from(
    { length: LENGTH.max - LENGTH.min + 1 },
    (_, index) => LENGTH.min + index,
  );
  const passwords = Array.from({ length: SAMPLES }, (_, index) =>
    generatePassword(lengths[index % lengths.length] ?? LENGTH.min, random),
  );

  it('have the length that is asked for', () => {
    const wrong = passwords.filter(
      ({ length }, index) => length !== lengths[index % lengths.length],
    );
    expect(wrong).toEqual([]);
  });

  it('have all four classes, and begin with a letter or a digit', () => {
    const rules = [/[A-Z]/, /[a-z]/, /[0-9]/, /[@_+=:.\-/]/, /^[A-Za-z0-9][A-Za-z0-9@_+=:.\-/]*$/];
    expect(passwords.filter((password) => !rules.every((rule) => rule.test(password)))).toEqual([]);
  });

  it('keep the rules for a given password, of each API and each system', () => {
    const sample = passwords.filter((_, index) => index % 100 === 0);
    for (const api of APIS) {
      for (const system of SYSTEMS) {
        const broken = sample.filter((password) => {
          const { errors, warnings } = checkPassword(password, api, system);
          return errors.length > 0 || warnings.length > 0;
        });
        expect(broken).toEqual([]);
      }
    }
  });

  it('have no two colons in a row, which would end the mask too early on some runners', () => {
    expect(passwords.filter((password) => password.includes('::'))).toEqual([]);
  });

  it('are all different', () => {
    expect(new Set(passwords).size).toBe(SAMPLES);
  });

  it.each(['first', 'later'] as const)('have every character as often: %s place', (place) => {
    const observed = new Map<string, number>();
    const expected = new Map<string, number>();
    for (const length of lengths) {
      const chances = classChances(length)[place];
      const own = passwords.filter((password) => password.length === length);
      const places = place === 'first' ? [0] : Array.from({ length: length - 1 }, (_, i) => i + 1);
      for (const character of ALPHABET) {
        const name = classOf(character);
        const mean = (own.length * places.length * chances[name]) / CLASS_SIZES[name];
        expected.set(character, (expected.get(character) ?? 0) + mean);
      }
      for (const password of own) {
        for (const index of places) {
          const character = password.charAt(index);
          observed.set(character, (observed.get(character) ?? 0) + 1);
        }
      }
    }
    const characters = Array.from(ALPHABET).filter((one) => (expected.get(one) ?? 0) > 0);
    const value = chiSquare(
      characters.map((one) => observed.get(one) ?? 0),
      characters.map((one) => expected.get(one) ?? 0),
    );
    expect(value).toBeLessThan(criticalValue(characters.length - 1));
  });

  it('have characters that do not depend on their neighbours', () => {
    const own = passwords.filter(({ length }) => length === LENGTH.max);
    const pairs = new Map<string, number>();
    const names = Object.keys(CLASS_SIZES) as Class[];
    for (const password of own) {
      // The last four places: nearly all classes have occurred before them.
      for (const index of [LENGTH.max - 4, LENGTH.max - 2]) {
        const pair = `${classOf(password.charAt(index))} ${classOf(password.charAt(index + 1))}`;
        pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
      }
    }
    const total = own.length * 2;
    const chances = classChances(LENGTH.max).later;
    const keys = names.flatMap((a) => names.map((b) => [a, b] as const));
    const value = chiSquare(
      keys.map(([a, b]) => pairs.get(`${a} ${b}`) ?? 0),
      keys.map(([a, b]) => total * chances[a] * chances[b]),
    );
    expect(value).toBeLessThan(criticalValue(keys.length - 1));
  });
});

describe('the test of uniformity', () => {
  it('finds a character that is a fifth more likely', () => {
    const counts = Array.from(ALPHABET, (character) => (character === 'a' ? 12_000 : 10_000));
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const value = chiSquare(
      counts,
      counts.map(() => mean),
    );
    expect(value).toBeGreaterThan(criticalValue(counts.length - 1));
  });
});

describe('a broken random source', () => {
  it.each([0, 61, 69])('that always gives %i ends in an error and not in a loop', (number) => {
    expect(() => generatePassword(14, () => number)).toThrow('the random source');
  });
});
