import * as z from 'zod/mini';
import type { Environment } from '../github/core.ts';

/** One thing wrong with the input, for the person who writes the workflow. */
export interface Problem {
  readonly input: string;
  /** Follows the name of the input; never holds a secret. */
  readonly message: string;
}

/** A value with the name under which a person finds it. */
export interface Named {
  readonly name: string;
  readonly value: string;
}

/** Reads inputs one by one and collects everything that is wrong with them. */
export class Inputs {
  readonly environment: Environment;
  readonly problems: Problem[] = [];
  readonly warnings: string[] = [];
  readonly #read: (name: string) => string;

  /** @param read an input untrimmed; empty when not given */
  constructor(read: (name: string) => string, environment: Environment) {
    this.#read = read;
    this.environment = environment;
  }

  addProblem(input: string, message: string): void {
    this.problems.push({ input, message });
  }

  raw(name: string): string {
    return this.#read(name);
  }

  text(name: string): string {
    return this.#read(name).trim();
  }

  /** An input, else the first of the variables that is set. */
  textOr(name: string, variables: readonly string[]): Named {
    const value = this.text(name);
    if (value !== '') return { name, value };
    for (const variable of variables) {
      const found = (this.environment[variable] ?? '').trim();
      if (found !== '') return { name: `${name} (from ${variable})`, value: found };
    }
    return { name, value: '' };
  }

  /** One of a few words, in any letter case. */
  choice<Word extends string>(
    name: string,
    words: readonly [Word, ...Word[]],
    otherwise: NoInfer<Word>,
  ): Word {
    const given = this.text(name).toLowerCase();
    if (given === '') return otherwise;
    const { success, data } = z.enum(words).safeParse(given);
    if (success) return data;
    this.addProblem(name, `must be one of these words: ${words.join(', ')}`);
    return otherwise;
  }

  integer<Otherwise>(
    name: string,
    least: number,
    most: number,
    otherwise: Otherwise,
  ): number | Otherwise {
    const given = this.text(name);
    if (given === '') return otherwise;
    const schema = z.number().check(z.minimum(least), z.maximum(most));
    const { success, data } = schema.safeParse(/^\d{1,9}$/.test(given) ? Number(given) : given);
    if (success) return data;
    this.addProblem(name, `must be a whole number from ${least} to ${most}`);
    return otherwise;
  }
}
