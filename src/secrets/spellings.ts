/** A longer secret (a token of thousands of characters) is recognized by this many, and what follows. */
const MAX_HEAD = 64;

/**
 * The patterns of a secret as it is, in base64 (all three alignments, both alphabets), in hex, and with
 * any of its characters written as a URL, JSON or HTML escape.
 */
export function spellingsOf(secret: string): RegExp[] {
  const head = secret.slice(0, MAX_HEAD);
  const bytes = Buffer.from(head, 'utf8');
  const rest = head.length < secret.length ? '[^\\s"]*' : '';
  return [
    new RegExp(escapedForm(head) + rest, 'gu'),
    new RegExp(bytes.toString('hex') + rest, 'giu'),
    new RegExp(`(?:${base64Forms(bytes).map(RegExp.escape).join('|')})${rest}`, 'gu'),
  ];
}

/**
 * The bytes as part of a longer base64 text: after none, one or two other bytes, without the
 * characters that also encode bits of their neighbours.
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

/** A pattern that matches each character as it is or in one of its usual escapes. */
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
