/** Finds secrets in the text of a run, also in encoded form. */

/** A part of a long secret that has this length counts as a leak. */
const PIECE = 12;

/**
 * @returns a short description of each leak, without the secret itself
 */
export function findLeaks(text: string, secrets: Readonly<Record<string, string>>): string[] {
  const spellings = spellingsOf(text);
  return Object.entries(secrets).flatMap(([name, secret]) =>
    spellings
      .filter(({ decoded }) => piecesOf(secret).some((piece) => decoded.includes(piece)))
      .map(({ spelling }) => `${name} (${spelling})`),
  );
}

function piecesOf(secret: string): string[] {
  if (secret.length < 2 * PIECE) return [secret];
  return Array.from({ length: Math.floor(secret.length / PIECE) }, (_, index) =>
    secret.slice(index * PIECE, (index + 1) * PIECE),
  );
}

interface Spelling {
  readonly spelling: string;
  readonly decoded: string;
}

/** The text as it is, and decoded once and twice. */
function spellingsOf(text: string): Spelling[] {
  const once = DECODERS.map(({ spelling, decode }) => ({ spelling, decoded: decode(text) }));
  const twice = once.flatMap(({ spelling, decoded }) =>
    DECODERS.map((second) => ({
      spelling: `${second.spelling} in ${spelling}`,
      decoded: second.decode(decoded),
    })),
  );
  return [{ spelling: 'as it is', decoded: text }, ...once, ...twice];
}

const DECODERS: readonly { spelling: string; decode: (text: string) => string }[] = [
  {
    spelling: 'URL',
    decode: (text) =>
      text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
  },
  {
    spelling: 'JSON',
    decode: (text) =>
      text
        .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
        .replace(/\\(["\\/])/g, '$1'),
  },
  {
    spelling: 'HTML',
    decode: (text) =>
      text
        .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
        .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16))),
  },
  { spelling: 'hex', decode: (text) => runs(text, /[0-9a-f]{12,}/gi, 'hex', 2) },
  { spelling: 'base64', decode: (text) => runs(text, /[A-Za-z0-9+/_-]{8,}/g, 'base64', 4) },
  {
    spelling: 'invisible characters between',
    decode: (text) => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ''),
  },
];

/** Decodes each match from each offset, because a secret may start in the middle. */
function runs(text: string, pattern: RegExp, encoding: 'hex' | 'base64', offsets: number): string {
  return (text.match(pattern) ?? [])
    .flatMap((run) =>
      Array.from({ length: offsets }, (_, offset) =>
        Buffer.from(run.slice(offset), encoding).toString('latin1'),
      ),
    )
    .join('\n');
}
