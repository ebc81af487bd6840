/** One result of the witness. */
export interface Check {
  readonly title: string;
  /** Undefined when the check passed. */
  readonly failure?: string;
}

/** Compares two values by their JSON text. */
export function checkEqual(title: string, actual: unknown, expected: unknown): Check {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  return a === b ? { title } : { title, failure: `expected ${b}, received ${a}` };
}
