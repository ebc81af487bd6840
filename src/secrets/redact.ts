import { Search } from './search.ts';
import type { Match } from './search.ts';
import { hexForm, textForms } from './spellings.ts';
import { visible, withoutBlanks, withoutSeparators } from './visible.ts';
import type { Excerpt } from './visible.ts';

/**
 * Values shorter than this are neither masked nor redacted: no valid secret is that short, and
 * masking `1` would replace every 1 in the job's log.
 */
const MIN_SECRET = 6;
/** More of a text from outside is never looked at. */
const MAX_TEXT_READ = 4_000;
/** More of a text of the service is never shown. */
const MAX_TEXT_SHOWN = 300;
/** More of an input is not quoted, unless the caller asks for it. */
const MAX_QUOTE = 40;

/** Words as long as this in a text from outside are taken for a token that is not known here. */
const TOKEN_LIKE = /[\w+/=.~%-]{40,}/g;
/** The rest of a word, up to where a JSON text would end. */
const REST_OF_WORD = /[^\s"]*/y;

const BLANK = /\s/;

const REDACTED = '***';

/**
 * The secrets that this run knows. Text from outside passes through this class before it gets into
 * log, summary, annotations or files.
 */
export class Secrets {
  readonly #known = new Set<string>();
  readonly #setMask: (line: string) => void;
  #searches: Searches | undefined;

  /** @param setMask tells the runner to mask a line in the log of the job */
  constructor(setMask: (line: string) => void) {
    this.#setMask = setMask;
  }

  /**
   * Masks a secret in the log and remembers it. The runner masks line by line, and it would also mask
   * a line that is too short to be masked without harm, so short lines are left out.
   */
  mask(secret: string): void {
    const lines = secret.split(/[\r\n]+/).map((line) => line.trim());
    for (const line of new Set(lines)) {
      if (line.length < MIN_SECRET) continue;
      this.#known.add(line);
      this.#setMask(line);
    }
    this.#searches = undefined;
  }

  /** Whether the text contains a known secret, in any spelling that `redact` knows. */
  isIn(text: string): boolean {
    return this.#find(text, false).length > 0;
  }

  /**
   * Replaces every known secret: as it is; in base64 and base64url, in every alignment; percent-encoded
   * once or twice; JSON- and HTML-escaped; in hex, with or without separators. Invisible characters and
   * blanks between its characters do not matter.
   */
  redact(text: string): string {
    return this.#redact(text, false);
  }

  /**
   * Makes a text of the service fit to be shown: without invisible characters, known secrets, what
   * looks like a secret, and the beginnings of workflow commands, and cut.
   */
  clean(text: string): string {
    return cut(inert(this.#shown(text).replace(TOKEN_LIKE, REDACTED)), MAX_TEXT_SHOWN);
  }

  /**
   * Makes a part of an input fit to be quoted, as above. The runner has printed the input before, so
   * what only looks like a secret stays readable.
   */
  quote(text: string, maxLength = MAX_QUOTE): string {
    return cut(inert(this.#shown(text)), maxLength);
  }

  #shown(text: string): string {
    const read = wholeWords(text);
    return visible(this.#redact(read, read.length < text.length));
  }

  #redact(text: string, isCut: boolean): string {
    let redacted = '';
    let done = 0;
    for (const { end, isOpen, start } of this.#find(text, isCut)) {
      if (end <= done) continue;
      if (start >= done) redacted += `${text.slice(done, start)}${REDACTED}`;
      done = isOpen ? endOfWord(text, end) : end;
    }
    return redacted + text.slice(done);
  }

  /** Where known secrets are in the text, in the order of their beginnings. */
  #find(text: string, isCut: boolean): Match[] {
    if (this.#known.size === 0) return [];
    this.#searches ??= searchesFor(this.#known);
    const { hex, text: inText } = this.#searches;
    const marks = withoutBlanks(text);
    const digits = withoutSeparators(marks);
    return [
      ...located(inText.find(marks.text, isCut), marks),
      ...located(hex.find(digits.text, isCut), digits),
    ].sort((a, b) => a.start - b.start);
  }
}

interface Searches {
  readonly text: Search;
  readonly hex: Search;
}

function searchesFor(secrets: Iterable<string>): Searches {
  const known = Array.from(secrets);
  return { text: new Search(known.flatMap(textForms)), hex: new Search(known.map(hexForm)) };
}

/** The matches as parts of the text that the excerpt is from. */
function located(matches: readonly Match[], { positions }: Excerpt): Match[] {
  return matches.map(({ end, isOpen, start }) => ({
    start: positions[start] ?? 0,
    end: (positions[end - 1] ?? 0) + 1,
    isOpen,
  }));
}

function endOfWord(text: string, from: number): number {
  REST_OF_WORD.lastIndex = from;
  REST_OF_WORD.test(text);
  return REST_OF_WORD.lastIndex;
}

/**
 * The beginning of a text from outside. It has one character more than is read, which shows that the
 * text was longer.
 */
export function beginning(text: string): string {
  return text.slice(0, MAX_TEXT_READ + 1);
}

/** As much of a text as is read. A word that is cut is dropped: it may be the beginning of a secret. */
function wholeWords(text: string): string {
  if (text.length <= MAX_TEXT_READ) return text;
  let end = MAX_TEXT_READ;
  while (end > 0 && !BLANK.test(text.charAt(end))) end -= 1;
  return text.slice(0, end);
}

/** Breaks workflow commands: the runner looks for `::` and, anywhere in a line, for `##[`. */
function inert(text: string): string {
  return text
    .replace(/:(?=:)/g, ': ')
    .replace(/##(?=\[)/g, '## ')
    .trim();
}

function cut(text: string, maxLength: number): string {
  const characters = Array.from(text);
  return characters.length <= maxLength ? text : `${characters.slice(0, maxLength).join('')}…`;
}
