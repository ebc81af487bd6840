import { compact } from './visible.ts';

/**
 * A longer secret (a token of thousands of characters) is recognized by its beginning, because texts
 * often contain only that.
 */
const MAX_BEGINNING = 64;
/** At the end of a text that was cut, so much of the beginning of a secret is replaced too. */
const MIN_PART = 6;

/** A shorter form would be found everywhere: it is what is visible of a secret of invisible characters. */
const MIN_FORM = 3;

/** A sequence of characters that reveals a secret. */
export interface Form {
  readonly text: string;
  /** The number of characters that are enough to recognize it. */
  readonly required: number;
  /** The same, at the end of a text that was cut. */
  readonly requiredAtEnd: number;
}

/** A secret as it is, and in base64: all three alignments, both alphabets. */
export function textForms(secret: string): Form[] {
  const plain = compact(secret);
  const bytes = Buffer.from(secret, 'utf8');
  const encoded = new Set(
    [0, 1, 2].flatMap((shift) => {
      const middle = base64Middle(bytes, shift);
      return [middle, middle.replaceAll('+', '-').replaceAll('/', '_')];
    }),
  );
  return [
    ...(plain.length < MIN_FORM ? [] : [form(plain, 1)]),
    ...Array.from(encoded, (text) => form(text, 4 / 3)),
  ];
}

/** A secret in hexadecimal digits, in lower case. */
export function hexForm(secret: string): Form {
  return form(Buffer.from(secret, 'utf8').toString('hex'), 2);
}

/** @param expansion the characters that stand for one byte of the secret */
function form(text: string, expansion: number): Form {
  return {
    text,
    required: Math.min(text.length, Math.ceil(MAX_BEGINNING * expansion)),
    requiredAtEnd: Math.ceil(MIN_PART * expansion),
  };
}

/**
 * The bytes as part of a longer base64 text: after none, one or two other bytes, without the
 * characters that also encode bits of their neighbours.
 */
function base64Middle(bytes: Buffer, shift: number): string {
  const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
  const start = shift === 0 ? 0 : shift + 1;
  return encoded.slice(start, Math.floor(((shift + bytes.length) * 8) / 6));
}
