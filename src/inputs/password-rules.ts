import type { Api } from '../huaweicloud/ecs.ts';

export const SYSTEMS = ['any', 'linux', 'windows'] as const;
export type System = (typeof SYSTEMS)[number];

const SHORTEST = 8;
const LONGEST = 26;
const KINDS_WANTED = 3;
const RUN_LENGTH = 3;
const USER_NAMES = ['root', 'administrator'];

/** Letters and digits apart, the characters that each API's documentation allows. */
const SPECIALS: Readonly<Record<Api, string>> = {
  batch: '!@%-_=+[]:./?',
  v1: '!@%-_=+[]:./?',
  'v2.1': '!@%-_=+[]:./?$^{},',
};

export interface PasswordVerdict {
  /** Rules that are broken; none of the texts holds anything of the password. */
  readonly errors: readonly string[];
  /** Rules that only some of the documents state for this system. */
  readonly warnings: readonly string[];
}

/**
 * Checks a password against the strictest reading of the documented rules, so that a password which
 * passes is taken on every server of a mixed fleet.
 *
 * Sources: ECS API reference, "Resetting Passwords for ECSs in Batches" and "Resetting the Password
 * for Logging In to an ECS"; the leading `/` on Windows is in the user guide of the console. Whether
 * the service minds letter case is documented nowhere, so nothing here does.
 */
export function checkPassword(password: string, api: Api, system: System): PasswordVerdict {
  const errors: string[] = [];
  const warnings: string[] = [];
  const lower = password.toLowerCase();

  if (/[\s\p{C}]/u.test(password)) {
    errors.push(
      'has a blank, a line end or a control character in it: store the secret again without it',
    );
  }
  if (Array.from(password).length < SHORTEST || Array.from(password).length > LONGEST) {
    errors.push(`must have ${SHORTEST} to ${LONGEST} characters`);
  }
  const visible = password.replace(/[\s\p{C}]/gu, '');
  if (Array.from(visible).some((character) => !isAllowed(character, SPECIALS[api]))) {
    errors.push(`may only hold letters A-Z and a-z, digits, and ${SPECIALS[api]} (api: ${api})`);
  }
  if (kindsIn(password) < KINDS_WANTED) {
    errors.push(
      'must have three of these four: capital letters, small letters, digits, special characters',
    );
  }
  if (USER_NAMES.some((name) => lower.includes(name) || lower.includes(reversed(name)))) {
    errors.push('must not hold root or Administrator, forwards or backwards');
  }
  // The newest definition of the batch call states this for every system, the others for Windows.
  const windowsRules = system === 'linux' ? warnings : errors;
  if (runsOf('administrator').some((run) => lower.includes(run))) {
    windowsRules.push('must not hold three characters in a row of Administrator');
  }
  if (password.startsWith('/')) windowsRules.push('must not begin with /');
  return { errors, warnings };
}

function isAllowed(character: string, specials: string): boolean {
  return /^[A-Za-z0-9]$/.test(character) || specials.includes(character);
}

function kindsIn(password: string): number {
  return [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9\s]/].filter((kind) => kind.test(password)).length;
}

function reversed(text: string): string {
  return Array.from(text).reverse().join('');
}

function runsOf(name: string): string[] {
  return Array.from({ length: name.length - RUN_LENGTH + 1 }, (_, start) =>
    name.slice(start, start + RUN_LENGTH),
  );
}
