/** One entry of a list, as it is written. */
export interface Entry {
  /** The text where an id is expected; undefined where there is none. */
  readonly id: string | undefined;
  /** What is there instead of a text, for example `null`. */
  readonly kind?: string;
  readonly name?: string;
  /** The line of a text, counted from 1; undefined in JSON. */
  readonly line?: number;
}
