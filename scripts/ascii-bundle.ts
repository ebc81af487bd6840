/**
 * Writes other characters than ASCII in the bundle as escapes. A single one of them doubles the memory
 * of a file and the time to read it: Node then keeps two bytes for each character. `npm run bench` shows
 * how long a start takes.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const FOLDER = 'dist/lib';
/** There the escape would not be the same text; nor in a template whose function reads its raw text. */
const NOT_ESCAPABLE = /\\\P{ASCII}|String\.raw`[^`]*\P{ASCII}/u;

for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.js'))) {
  const path = `${FOLDER}/${name}`;
  const code = readFileSync(path, 'utf8');
  if (NOT_ESCAPABLE.test(code)) throw new Error(`${path} has a character that cannot be escaped`);
  writeFileSync(path, code.replace(/\P{ASCII}/gu, escape));
}

/** A character beyond 16 bits has two escapes, one for each half. */
function escape(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
