/** One entry of a list, as it is written. */
export interface Entry {
  /** The text where an id is expected; undefined where there is none. */
  readonly id: string | undefined;
  /** What is there instead of a text, for example `null`. */
  readonly kind?: string;
  readonly name?: string;
  /** The line of a text, counted from 1; undefined in JSON. */
  readonly line?: number | undefined;
}

/** Why a text is not a list of servers. */
export interface ListProblem {
  /** Follows the name of the input. */
  readonly message: string;
  /** The line of the text where it is, counted from 1; undefined where it is not known. */
  readonly line?: number;
}
