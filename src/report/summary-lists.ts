import { asMarkup } from './markup.ts';

const MAX_IDS_IN_LIST = 500;
const MAX_IDS = 5_000;
/** The runner drops a summary of more than 1 MiB as a whole; this leaves room for the rest of the page. */
const MAX_CHARACTERS = 600_000;

/** A list that is cut where a limit is reached. */
export interface CutList {
  readonly lines: readonly string[];
  /** How many are left out. */
  readonly leftOut: number;
}

/** The room that all lists of one summary share. Lists that matter more take theirs first. */
export class ListRoom {
  #ids = MAX_IDS;
  #characters = MAX_CHARACTERS;

  /**
   * Takes as many lines as there is room for.
   *
   * @param count of the whole list, which may be longer than what `lines` gives
   */
  take(lines: Iterable<string>, count: number): CutList {
    const taken: string[] = [];
    // Without this, all servers would be searched for none.
    if (count === 0) return { lines: taken, leftOut: 0 };
    for (const line of lines) {
      const isFull = taken.length >= MAX_IDS_IN_LIST || this.#ids <= 0;
      if (isFull || line.length + 1 > this.#characters) break;
      this.#ids -= 1;
      this.#characters -= line.length + 1;
      taken.push(line);
    }
    return { lines: taken, leftOut: count - taken.length };
  }
}

/** A server on a line that can be copied into `server_ids`, where the name is a comment. */
export function serverLine(id: string, names: ReadonlyMap<string, string>): string {
  const name = names.get(id);
  return name === undefined ? asMarkup(id) : `${asMarkup(id)} # ${asMarkup(name)}`;
}

/** How many servers a list leaves out; empty for none. */
export function leftOutSentence(leftOut: number, whereAllIs: string): string {
  if (leftOut === 0) return '';
  const sentence = `${leftOut} more ${leftOut === 1 ? 'server is' : 'servers are'} left out here.`;
  return whereAllIs === '' ? sentence : `${sentence} ${whereAllIs}`;
}

/** Blocks of Markdown, without the empty ones. */
export function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Markdown that is folded away. */
export function folded(title: string, parts: readonly string[]): string {
  return `<details><summary>${asMarkup(title)}</summary>\n\n${joined(parts)}\n\n</details>`;
}

/** Lines that keep their blanks and line ends. They are escaped already. */
export function preformatted(lines: readonly string[]): string {
  return `<pre>\n${lines.join('\n')}\n</pre>`;
}
