import * as z from 'zod/mini';
import type { Environment } from '../github/core.ts';

/** One problem of the inputs, for the person who writes the workflow. */
export interface Problem {
  readonly input: string;
  /** Follows the name of the input; never contains a secret. */
  readonly message: string;
  readonly location?: Location;
}

/** A place in a file of the workspace, so that the problem appears in the diff of a pull request. */
export interface Location {
  /** Relative to the workspace, with slashes. */
  readonly file: string;
  /** Counted from 1; undefined where it is not known. */
  readonly line?: number;
}

/** A value with the name of its input or variable. */
export interface Named {
  readonly name: string;
  readonly value: string;
}

/** Reads inputs one by one and collects their problems. */
export class Inputs {
  readonly environment: Environment;
  readonly problems: Problem[] = [];
  readonly warnings: string[] = [];
  readonly #read: (name: string) => string;

  /** @param read an input with its blanks and line ends; empty when not given */
  constructor(read: (name: string) => string, environment: Environment) {
    this.#read = read;
    this.environment = environment;
  }

  addProblem(input: string, message: string, location?: Location): void {
    this.problems.push({ input, message, ...(location !== undefined && { location }) });
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

  /** One of a few values, in any letter case. */
  choice<Value extends string>(
    name: string,
    values: readonly [Value, ...Value[]],
    defaultValue: NoInfer<Value>,
  ): Value {
    const given = this.text(name).toLowerCase();
    if (given === '') return defaultValue;
    const { success, data } = z.enum(values).safeParse(given);
    if (success) return data;
    this.addProblem(name, `must be one of: ${values.join(', ')}`);
    return defaultValue;
  }

  /** A whole number from `min` to `max`. */
  integer<Default>(
    name: string,
    range: { readonly min: number; readonly max: number },
    defaultValue: Default,
  ): number | Default {
    const { max, min } = range;
    const given = this.text(name);
    if (given === '') return defaultValue;
    const schema = z.number().check(z.minimum(min), z.maximum(max));
    const { success, data } = schema.safeParse(/^\d{1,9}$/.test(given) ? Number(given) : given);
    if (success) return data;
    this.addProblem(name, `must be a whole number from ${min} to ${max}`);
    return defaultValue;
  }
}
