import { RegExpParser } from '@eslint-community/regexpp';
import type { AST } from '@eslint-community/regexpp';

/** Counts the steps that a backtracking engine, such as V8's, needs for a regular expression. */

type Instruction =
  | { readonly kind: 'match' }
  | { readonly kind: 'character'; readonly accepts: (character: string) => boolean }
  | { readonly kind: 'condition'; readonly holds: (text: string, at: number) => boolean }
  /** Tries the branches in turn; the numbers are distances to other instructions. */
  | { readonly kind: 'branch'; readonly distances: readonly number[] };

/** More steps than any expression of linear time needs for the texts of the tests. */
const MAX_STEPS = 1_000_000;

export class StepCounter {
  readonly #expression: RegExp;
  readonly #program: readonly Instruction[];
  #steps = 0;

  constructor(expression: RegExp) {
    this.#expression = expression;
    const pattern = parse(expression);
    this.#program = [...this.#alternatives(pattern.alternatives), { kind: 'match' }];
  }

  /** The steps to find all matches in a text; infinite past a limit. */
  count(text: string): number {
    this.#steps = 0;
    for (let at = 0; at <= text.length;) {
      const end = this.#run(this.#program, text, at);
      if (this.#steps > MAX_STEPS) return Infinity;
      at = Math.max(at + 1, end ?? 0);
    }
    return this.#steps;
  }

  #run(program: readonly Instruction[], text: string, from: number): number | undefined {
    const open: [next: number, at: number][] = [[0, from]];
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      let [next, at] = state;
      for (;;) {
        this.#steps += 1;
        const instruction = program[next];
        if (instruction === undefined || this.#steps > MAX_STEPS) return undefined;
        if (instruction.kind === 'match') return at;
        if (instruction.kind === 'branch') {
          const [first = 1, ...others] = instruction.distances;
          for (const distance of others.toReversed()) open.push([next + distance, at]);
          next += first;
          continue;
        }
        if (instruction.kind === 'character') {
          if (at === text.length || !instruction.accepts(text.charAt(at))) break;
          at += 1;
        } else if (!instruction.holds(text, at)) break;
        next += 1;
      }
    }
    return undefined;
  }

  #alternatives([first, ...others]: readonly AST.Alternative[]): Instruction[] {
    const code = first?.elements.flatMap((element) => this.#element(element)) ?? [];
    if (others.length === 0) return code;
    const rest = this.#alternatives(others);
    return [
      { kind: 'branch', distances: [1, code.length + 2] },
      ...code,
      { kind: 'branch', distances: [rest.length + 1] },
      ...rest,
    ];
  }

  #element(element: AST.Element): Instruction[] {
    switch (element.type) {
      case 'Character':
      case 'CharacterSet':
      case 'CharacterClass':
        return [{ kind: 'character', accepts: acceptsOf(element.raw, this.#expression) }];
      case 'Group':
      case 'CapturingGroup':
        return this.#alternatives(element.alternatives);
      case 'Quantifier':
        return this.#quantifier(element);
      case 'Assertion':
        return [{ kind: 'condition', holds: this.#assertion(element) }];
      default:
        throw new Error(`The step counter does not know ${element.type}`);
    }
  }

  #quantifier({ element, greedy, max, min }: AST.Quantifier): Instruction[] {
    const code = this.#element(element);
    const required = Array.from({ length: min }, () => code).flat();
    const branch = (taken: number, skipped: number): Instruction => ({
      kind: 'branch',
      distances: greedy ? [taken, skipped] : [skipped, taken],
    });
    if (max === Infinity) {
      if (sampleOf(element, this.#expression) === '') {
        throw new Error('The step counter does not know loops of nothing');
      }
      const back: Instruction = { kind: 'branch', distances: [-code.length - 1] };
      return [...required, branch(1, code.length + 2), ...code, back];
    }
    const optional = Array.from({ length: max - min }, (_, index) => [
      branch(1, (max - min - index) * (code.length + 1)),
      ...code,
    ]);
    return [...required, ...optional.flat()];
  }

  #assertion(assertion: AST.Assertion): (text: string, at: number) => boolean {
    if (assertion.kind === 'lookahead' || assertion.kind === 'lookbehind') {
      const code = [...this.#alternatives(assertion.alternatives), { kind: 'match' as const }];
      // An engine reads backwards; for one character it is the same.
      const shift = assertion.kind === 'lookahead' ? 0 : 1;
      if (shift > 0 && code.length !== 2) throw new Error('The step counter does not know this');
      return (text, at) =>
        (at >= shift && this.#run(code, text, at - shift) !== undefined) !== assertion.negate;
    }
    const native = new RegExp(assertion.raw, `${this.#expression.flags.replace(/[gy]/g, '')}y`);
    return (text, at) => {
      native.lastIndex = at;
      return native.test(text);
    };
  }
}

function parse({ flags, source }: RegExp): AST.Pattern {
  return new RegExpParser().parsePattern(source, 0, source.length, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
}

/** Asks the engine itself, once for each character. */
function acceptsOf(raw: string, { flags }: RegExp): (character: string) => boolean {
  const native = new RegExp(`^(?:${raw})$`, flags.replace(/[gmy]/g, ''));
  const known = new Map<string, boolean>();
  return (character) => {
    const accepted = known.get(character) ?? native.test(character);
    known.set(character, accepted);
    return accepted;
  };
}

const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
/** A letter, digit, and others first, so that they represent the classes that contain them. */
const REPRESENTATIVES = ['a', '0', 'A', '-', '/', '.', ' ', '=', '"', '\n'];
const CHARACTERS = [...REPRESENTATIVES, ...ASCII, 'é', '\u200b', '\ufffd'];

/** A short text that an element matches. */
function sampleOf(element: AST.Element, expression: RegExp): string {
  switch (element.type) {
    case 'Character':
    case 'CharacterSet':
    case 'CharacterClass':
      return CHARACTERS.find(acceptsOf(element.raw, expression)) ?? '';
    case 'Group':
    case 'CapturingGroup':
      return sampleOfAll(element.alternatives[0]?.elements ?? [], expression);
    case 'Quantifier':
      return sampleOf(element.element, expression).repeat(element.min);
    default:
      return '';
  }
}

function sampleOfAll(elements: readonly AST.Element[], expression: RegExp): string {
  return elements.map((element) => sampleOf(element, expression)).join('');
}

/** Texts of any length that keep an engine busy: a beginning, a part that is repeated, and an end. */
export interface WorstCase {
  readonly before: string;
  readonly repeated: string;
  readonly after: string;
}

/**
 * The worst cases of an expression: each repeated part of it over and over, behind what precedes it and
 * without, and before characters that end it.
 */
export function worstCases(expression: RegExp): WorstCase[] {
  const parts = repeatedParts(parse(expression).alternatives, '', expression);
  const all = sampleOfAll(parse(expression).alternatives[0]?.elements ?? [], expression);
  const repeated = new Set(
    [
      all,
      ...parts.flatMap(({ before, samples }) => [
        before,
        ...samples,
        ...samples.map((sample) => before + sample),
      ]),
    ].filter((text) => text !== ''),
  );
  const befores = new Set(['', ...parts.map(({ before }) => before)]);
  return Array.from(befores).flatMap((before) =>
    Array.from(repeated).flatMap((part) =>
      ['', '\0', 'a', ' '].map((after) => ({ before, repeated: part, after })),
    ),
  );
}

interface RepeatedPart {
  readonly before: string;
  readonly samples: readonly string[];
}

function repeatedParts(
  alternatives: readonly AST.Alternative[],
  before: string,
  expression: RegExp,
): RepeatedPart[] {
  return alternatives.flatMap(({ elements }) =>
    elements.flatMap((element, index) => {
      const preceding = before + sampleOfAll(elements.slice(0, index), expression);
      const inner = element.type === 'Quantifier' ? element.element : element;
      const nested =
        'alternatives' in inner ? repeatedParts(inner.alternatives, preceding, expression) : [];
      return inner === element
        ? nested
        : [{ before: preceding, samples: samplesOf(inner, expression) }, ...nested];
    }),
  );
}

/**
 * Several samples for a class, because other parts of the expression may accept only some of its
 * characters, and at least one for each alternative.
 */
function samplesOf(element: AST.Element, expression: RegExp): string[] {
  if (element.type === 'Group' || element.type === 'CapturingGroup') {
    return element.alternatives.flatMap(({ elements }) =>
      elements.flatMap((part, index) => {
        const before = sampleOfAll(elements.slice(0, index), expression);
        const after = sampleOfAll(elements.slice(index + 1), expression);
        return samplesOf(part, expression).map((sample) => before + sample + after);
      }),
    );
  }
  return element.type === 'CharacterClass' || element.type === 'CharacterSet'
    ? REPRESENTATIVES.filter(acceptsOf(element.raw, expression))
    : [sampleOf(element, expression)];
}
