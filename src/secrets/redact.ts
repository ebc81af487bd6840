/**
 * Values shorter than this are neither masked nor redacted: no valid secret is that short, and
 * masking `1` would star every 1 of the job's log.
 */
const SHORTEST_SECRET = 6;
/** More of a text from outside is never looked at. */
const LONGEST_TEXT_READ = 65_536;
/** More of a text of the service is never shown. */
const LONGEST_TEXT_SHOWN = 300;
/** More of an input is not quoted, unless somebody asks for it. */
const LONGEST_QUOTE = 40;

/** A longer secret (a token of thousands of characters) is known by this many, and what follows. */
const LONGEST_HEAD = 64;

/** Words as long as this in a text from outside are taken for a token that is not known here. */
const TOKEN_LIKE = /[\w+/=.~%-]{40,}/g;

const REDACTED = '***';
/** Control, format (bidirectional, zero width), surrogate and private characters, line separators. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/**
 * The secrets that this run knows, and the one door through which text from outside gets into log,
 * summary, annotations and files.
 */
export class Secrets {
  readonly #known = new Set<string>();
  #patterns: readonly RegExp[] | undefined;

  /**
   * Remembers a secret.
   *
   * @returns the lines to hand to `::add-mask::`. The runner masks line by line and would also mask
   *   a line that is too short to be masked without harm, so those are left out.
   */
  add(secret: string): string[] {
    const lines = [secret, ...secret.split(/[\r\n]+/)].map((line) => line.trim());
    const masks = lines.filter(
      (line, index) =>
        line.length >= SHORTEST_SECRET && !/[\r\n]/.test(line) && lines.indexOf(line) === index,
    );
    for (const mask of masks) this.#known.add(mask);
    this.#patterns = undefined;
    return masks;
  }

  /** Whether the text holds a known secret, in any encoding that `redact` knows. */
  isIn(text: string): boolean {
    return this.redact(text) !== text;
  }

  /**
   * Replaces every known secret: as it is, in base64 (all three alignments, both alphabets), in hex,
   * and with any of its characters written as a URL, JSON or HTML escape.
   */
  redact(text: string): string {
    this.#patterns ??= [...this.#known]
      .sort((a, b) => b.length - a.length)
      .flatMap((secret) => patternsOf(secret));
    return this.#patterns.reduce((redacted, pattern) => redacted.replace(pattern, REDACTED), text);
  }

  /**
   * Makes a text of the service fit to be shown: without invisible characters, known secrets, what
   * looks like a secret, and the beginnings of workflow commands, and cut.
   */
  clean(text: string): string {
    return cut(inert(this.redact(visible(text)).replace(TOKEN_LIKE, REDACTED)), LONGEST_TEXT_SHOWN);
  }

  /**
   * Makes a piece of an input fit to be quoted, as above; the runner has printed the input before,
   * so what only looks like a secret stays readable.
   */
  quote(text: string, longest = LONGEST_QUOTE): string {
    return cut(inert(this.redact(visible(text))), longest);
  }
}

function visible(text: string): string {
  const shown = text.replace(INVISIBLE, '').replace(/\s+/g, ' ');
  // Where the text is cut the last word is dropped: it may be the beginning of a secret.
  return shown.length <= LONGEST_TEXT_READ
    ? shown
    : shown.slice(0, LONGEST_TEXT_READ).replace(/\S+$/, '');
}

/** The runner looks for `::` and, anywhere in a line, for its older form `##[`. */
function inert(text: string): string {
  return text
    .replace(/:(?=:)/g, ': ')
    .replace(/##(?=\[)/g, '## ')
    .trim();
}

function cut(text: string, longest: number): string {
  const characters = Array.from(text);
  return characters.length <= longest ? text : `${characters.slice(0, longest).join('')}…`;
}

function patternsOf(secret: string): RegExp[] {
  const head = secret.slice(0, LONGEST_HEAD);
  const bytes = Buffer.from(head, 'utf8');
  const rest = head.length < secret.length ? '[^\\s"]*' : '';
  return [
    new RegExp(escapedForm(head) + rest, 'gu'),
    new RegExp(bytes.toString('hex') + rest, 'giu'),
    new RegExp(`(?:${base64Forms(bytes).map(RegExp.escape).join('|')})${rest}`, 'gu'),
  ];
}

/**
 * How the bytes look inside a longer base64 text: behind none, one or two other bytes, without the
 * characters that the neighbours have a share in.
 */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    const start = shift === 0 ? 0 : shift + 1;
    const end = Math.floor(((shift + bytes.length) * 8) / 6);
    const middle = encoded.slice(start, end);
    return [middle, middle.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** A pattern that takes each character as it is or in one of its usual escapes. */
function escapedForm(secret: string): string {
  return Array.from(secret)
    .map((character) => {
      const code = (character.codePointAt(0) ?? 0).toString(16);
      const percent = [...Buffer.from(character, 'utf8')]
        .map((byte) => `%(?:25)?${anyCase(byte.toString(16).padStart(2, '0'))}`)
        .join('');
      const json = `\\\\{1,8}u\\{?0{0,8}${anyCase(code)}\\}?`;
      const html = `&#(?:0{0,8}${String(character.codePointAt(0))}|[xX]0{0,8}${anyCase(code)});?`;
      const named = NAMED_ENTITIES[character];
      const forms = [
        `\\\\{0,8}${RegExp.escape(character)}`,
        percent,
        json,
        html,
        ...(named ? [named] : []),
      ];
      return `(?:${forms.join('|')})`;
    })
    .join('');
}

const NAMED_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function anyCase(hex: string): string {
  return Array.from(hex)
    .map((digit) => (/[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit))
    .join('');
}

/**
 * Writes text for Markdown and HTML alike: everything but letters, digits, blanks and `.,_-`
 * becomes a numeric entity, so that it can be nothing but text.
 */
export function asMarkup(text: string): string {
  return text.replace(
    /[^A-Za-z0-9 .,_-]/gu,
    (character) => `&#${String(character.codePointAt(0))};`,
  );
}
