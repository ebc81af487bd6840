import { checkPassword } from '../../inputs/password-rules.ts';

/** The lengths that can be asked for. */
export const LENGTH = { min: 12, max: 26 } as const;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
/**
 * The special characters that every documented rule allows and that no shell interprets: the agent in
 * the guest builds a command line from the password (source of the plug-in, published 2018).
 */
const SPECIALS = '@_+=:.-/';
const ALPHABET = LETTERS + DIGITS + SPECIALS;

const CLASSES = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/];
const FIRST = /^[A-Za-z0-9]/;

/**
 * Runners that descend from act (Gitea, Forgejo) end the name of a command at its last `::`, so they
 * would print a line that masks a password with it.
 */
const COMMAND_SEPARATOR = '::';

/** Half of all drawn texts are permitted, so that more of them mean that the source is broken. */
const MAX_DRAWS = 1_000;

/**
 * A new password. Each character is drawn uniformly, and the whole text is drawn again until it keeps
 * every rule, so that every permitted password is equally likely.
 *
 * @param length from `LENGTH`
 * @param randomInt a random whole number from 0 to below `max`, fit for secrets
 */
export function generatePassword(length: number, randomInt: (max: number) => number): string {
  for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
    const text = Array.from({ length }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
    if (isPermitted(text)) return text;
  }
  throw new Error('the random source gives no permitted password');
}

function isPermitted(text: string): boolean {
  if (text.includes(COMMAND_SEPARATOR)) return false;
  if (!FIRST.test(text) || !CLASSES.every((characters) => characters.test(text))) return false;
  return checkPassword(text, 'batch', 'any').errors.length === 0;
}
