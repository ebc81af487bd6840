import type { Counts, Reason, ServerResult } from '../../fleet/outcome.ts';
import { ENDINGS, OUTCOMES } from './endings.ts';
import type { EndingName, Outcome } from './endings.ts';

/** What is known of every server, at any moment. */
export class Results {
  readonly #servers: readonly string[];
  readonly #endings = new Map<string, EndingName>();
  readonly #reasons = new Map<string, Reason>();
  readonly #names: Map<string, string>;

  /** @param names the names that the list gives, by id; cleaned */
  constructor(servers: readonly string[], names: ReadonlyMap<string, string>) {
    this.#servers = servers;
    this.#names = new Map(names);
  }

  /** The names of servers that have one, by id; cleaned. */
  get names(): ReadonlyMap<string, string> {
    return this.#names;
  }

  /** Names a server, unless the list has named it. */
  name(id: string, name: string): void {
    if (name !== '' && !this.#names.has(id)) this.#names.set(id, name);
  }

  /** @param reason instead of what is said about the ending */
  record(id: string, ending: EndingName, reason?: Reason): void {
    this.#endings.set(id, ending);
    if (reason !== undefined) this.#reasons.set(id, reason);
  }

  /** Servers without an ending. */
  open(): string[] {
    return this.#servers.filter((id) => !this.#endings.has(id));
  }

  /** How many servers have an ending. */
  counts(): Counts<Outcome> {
    const counts = { verified: 0, refused: 0, unreachable: 0, not_tried: 0 };
    for (const ending of this.#endings.values()) counts[ENDINGS[ending].outcome] += 1;
    return { ...counts, requested: this.#servers.length };
  }

  /**
   * Every server, in the order of the input.
   *
   * @param rest the ending of servers that have none
   */
  final(rest: EndingName, restReason: Reason | undefined): readonly ServerResult<Outcome>[] {
    return this.#servers.map((id) => {
      const ending = this.#endings.get(id);
      return ending === undefined
        ? resultOf(id, rest, restReason)
        : resultOf(id, ending, this.#reasons.get(id));
    });
  }
}

function resultOf(id: string, name: EndingName, reason?: Reason): ServerResult<Outcome> {
  const { advice, message, outcome, word } = ENDINGS[name];
  return word === undefined
    ? { id, outcome }
    : { id, outcome, word, reason: reason ?? { message, advice } };
}

export function countsOf(results: readonly ServerResult<Outcome>[]): Counts<Outcome> {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<
    Outcome,
    number
  >;
  for (const { outcome } of results) counts[outcome] += 1;
  return { ...counts, requested: results.length };
}
