/**
 * Characters that show nothing: control, format (bidirectional, zero width), private and unassigned
 * ones, halves of characters, line separators, and what Unicode says to ignore.
 */
const INVISIBLE = /[\p{C}\p{DI}\p{Zl}\p{Zp}]/gu;
const BLANKS = /\s+/g;
const INVISIBLE_OR_BLANK = /[\p{C}\p{DI}\p{Z}]/gu;
const MARKS = /[^\p{C}\p{DI}\p{Z}]+/gu;

/** The text in one line: without invisible characters, and with one blank for several. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, '').replace(BLANKS, ' ');
}

/** The text without invisible characters and blanks. */
export function compact(text: string): string {
  return text.replace(INVISIBLE_OR_BLANK, '');
}

/** A text without some of its characters, and the position of each other one in the whole text. */
export interface Excerpt {
  readonly text: string;
  readonly positions: Uint32Array;
}

/** The text without invisible characters and blanks. */
export function withoutBlanks(text: string): Excerpt {
  const positions = new Uint32Array(text.length);
  const runs: string[] = [];
  let length = 0;
  for (const { 0: run, index } of text.matchAll(MARKS)) {
    runs.push(run);
    for (let offset = 0; offset < run.length; offset += 1) positions[length++] = index + offset;
  }
  return { text: runs.join(''), positions };
}

/** In lower case, without what separates hexadecimal bytes: colon, comma, dash, `\x` and `0x`. */
export function withoutSeparators({ positions: all, text }: Excerpt): Excerpt {
  const positions = new Uint32Array(text.length);
  const codes = new Uint8Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === COMMA || code === DASH || code === COLON || code === BACKSLASH) continue;
    if (isX(code) && text.charCodeAt(at - 1) === BACKSLASH) continue;
    if (code === ZERO && isX(text.charCodeAt(at + 1))) {
      at += 1;
      continue;
    }
    positions[length] = all[at] ?? 0;
    // Characters outside of Latin-1 are never digits.
    codes[length] = code >= UPPER_A && code <= UPPER_F ? code + TO_LOWER : Math.min(code, NO_DIGIT);
    length += 1;
  }
  return { text: Buffer.from(codes.buffer, 0, length).toString('latin1'), positions };
}

const COMMA = 0x2c;
const DASH = 0x2d;
const ZERO = 0x30;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const UPPER_A = 0x41;
const UPPER_F = 0x46;
const TO_LOWER = 0x20;
const NO_DIGIT = 0xff;

function isX(code: number): boolean {
  return code === 0x78 || code === 0x58;
}
