import type { Api } from '../huaweicloud/ecs.ts';

export const SYSTEMS = ['any', 'linux', 'windows'] as const;
export type System = (typeof SYSTEMS)[number];

const MIN_LENGTH = 8;
const MAX_LENGTH = 26;
const MIN_CLASSES = 3;
const SEQUENCE_LENGTH = 3;
const USER_NAMES = ['root', 'administrator'];

/** The characters that the documentation of each API allows beside letters and digits. */
const SPECIALS: Readonly<Record<Api, string>> = {
  batch: '!@%-_=+[]:./?',
  v1: '!@%-_=+[]:./?',
  'v2.1': '!@%-_=+[]:./?$^{},',
};

export interface PasswordCheck {
  /** Rules that are broken; no text contains anything of the password. */
  readonly errors: readonly string[];
  /** Rules that only some of the documents state for this system. */
  readonly warnings: readonly string[];
}

/**
 * Checks a password against the strictest reading of the documented rules, so that a password that
 * passes is accepted on every server of a mixed fleet.
 *
 * Sources: ECS API reference, "Resetting Passwords for ECSs in Batches" and "Resetting the Password
 * for Logging In to an ECS"; the leading `/` on Windows is in the user guide of the console. No
 * document says whether letter case matters to the service, so the checks ignore it.
 */
export function checkPassword(password: string, api: Api, system: System): PasswordCheck {
  const errors: string[] = [];
  const warnings: string[] = [];
  const lower = password.toLowerCase();

  if (/[\s\p{C}]/u.test(password)) {
    errors.push(
      'contains a blank, a line end or a control character: store the secret again without it',
    );
  }
  if (Array.from(password).length < MIN_LENGTH || Array.from(password).length > MAX_LENGTH) {
    errors.push(`must have ${MIN_LENGTH} to ${MAX_LENGTH} characters`);
  }
  const visible = password.replace(/[\s\p{C}]/gu, '');
  if (Array.from(visible).some((character) => !isAllowed(character, SPECIALS[api]))) {
    errors.push(`may contain only letters A-Z and a-z, digits, and ${SPECIALS[api]} (api: ${api})`);
  }
  if (classesIn(password) < MIN_CLASSES) {
    errors.push(
      'must have three of these four: uppercase letters, lowercase letters, digits, special characters',
    );
  }
  if (USER_NAMES.some((name) => lower.includes(name) || lower.includes(reversed(name)))) {
    errors.push('must not contain root or Administrator, forwards or backwards');
  }
  // The newest definition of the batch call states this for every system, the others for Windows.
  const windowsRules = system === 'linux' ? warnings : errors;
  if (sequencesOf('administrator').some((sequence) => lower.includes(sequence))) {
    windowsRules.push('must not contain three consecutive characters of Administrator');
  }
  if (password.startsWith('/')) windowsRules.push('must not begin with /');
  return { errors, warnings };
}

function isAllowed(character: string, specials: string): boolean {
  return /^[A-Za-z0-9]$/.test(character) || specials.includes(character);
}

function classesIn(password: string): number {
  return [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9\s]/].filter((characters) =>
    characters.test(password),
  ).length;
}

function reversed(text: string): string {
  return Array.from(text).reverse().join('');
}

function sequencesOf(name: string): string[] {
  return Array.from({ length: name.length - SEQUENCE_LENGTH + 1 }, (_, start) =>
    name.slice(start, start + SEQUENCE_LENGTH),
  );
}
