/** An open question of the API, and what the service showed. Neither has text of the service or an ID. */
export interface Finding {
  readonly topic: string;
  readonly result: string;
  /** What was observed, in order. */
  readonly details: readonly string[];
}

/** The findings of one part of the API. */
export interface Section {
  readonly title: string;
  readonly findings: readonly Finding[];
}

export const NOT_KNOWN = 'not known';

export function finding(topic: string, result: string, details: readonly string[] = []): Finding {
  return { topic, result, details };
}

/** `1 row`, `2 rows`. */
export function counted(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
