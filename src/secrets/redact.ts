import { spellingsOf } from './spellings.ts';

/**
 * Values shorter than this are neither masked nor redacted: no valid secret is that short, and
 * masking `1` would replace every 1 in the job's log.
 */
const MIN_SECRET = 6;
/** More of a text from outside is never looked at. */
const MAX_TEXT_READ = 65_536;
/** More of a text of the service is never shown. */
const MAX_TEXT_SHOWN = 300;
/** More of an input is not quoted, unless the caller asks for it. */
const MAX_QUOTE = 40;

/** Words as long as this in a text from outside are taken for a token that is not known here. */
const TOKEN_LIKE = /[\w+/=.~%-]{40,}/g;

const REDACTED = '***';
/** Control, format (bidirectional, zero width), surrogate and private characters, line separators. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/**
 * The secrets that this run knows. Text from outside passes through this class before it gets into
 * log, summary, annotations or files.
 */
export class Secrets {
  readonly #known = new Set<string>();
  readonly #setMask: (line: string) => void;
  #patterns: readonly RegExp[] | undefined;

  /** @param setMask tells the runner to mask a line in the log of the job */
  constructor(setMask: (line: string) => void) {
    this.#setMask = setMask;
  }

  /**
   * Masks a secret in the log and remembers it. The runner masks line by line, and it would also mask
   * a line that is too short to be masked without harm, so short lines are left out.
   */
  mask(secret: string): void {
    const lines = [secret, ...secret.split(/[\r\n]+/)].map((line) => line.trim());
    const masks = lines.filter(
      (line, index) =>
        line.length >= MIN_SECRET && !/[\r\n]/.test(line) && lines.indexOf(line) === index,
    );
    for (const line of masks) {
      this.#known.add(line);
      this.#setMask(line);
    }
    this.#patterns = undefined;
  }

  /** Whether the text contains a known secret, in any spelling that `redact` knows. */
  isIn(text: string): boolean {
    return this.redact(text) !== text;
  }

  /** Replaces every known secret, in each of its spellings. */
  redact(text: string): string {
    this.#patterns ??= [...this.#known]
      .sort((a, b) => b.length - a.length)
      .flatMap((secret) => spellingsOf(secret));
    return this.#patterns.reduce((redacted, pattern) => redacted.replace(pattern, REDACTED), text);
  }

  /**
   * Makes a text of the service fit to be shown: without invisible characters, known secrets, what
   * looks like a secret, and the beginnings of workflow commands, and cut.
   */
  clean(text: string): string {
    return cut(inert(this.redact(visible(text)).replace(TOKEN_LIKE, REDACTED)), MAX_TEXT_SHOWN);
  }

  /**
   * Makes a part of an input fit to be quoted, as above. The runner has printed the input before, so
   * what only looks like a secret stays readable.
   */
  quote(text: string, maxLength = MAX_QUOTE): string {
    return cut(inert(this.redact(visible(text))), maxLength);
  }
}

function visible(text: string): string {
  const shown = text.replace(INVISIBLE, '').replace(/\s+/g, ' ');
  // Where the text is cut the last word is dropped: it may be the beginning of a secret.
  return shown.length <= MAX_TEXT_READ ? shown : shown.slice(0, MAX_TEXT_READ).replace(/\S+$/, '');
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
