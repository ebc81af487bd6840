const LENGTH = { min: 8, max: 26 };
const CLASSES = [/[A-Z]/, /[a-z]/, /[0-9]/, /[!@%\-_=+[\]:./?]/];
const ONLY_ALLOWED = /^[A-Za-z0-9!@%\-_=+[\]:./?]*$/;
// The whole name and its reverse contain such a sequence, so they need no entry.
const FORBIDDEN = ['root', 'toor', ...sequencesOf('administrator', 3)];

/**
 * Whether the service accepts the password, by the rules of the batch call (ECS API reference,
 * "Resetting the Passwords for Logging In to ECSs in a Batch", and its machine-readable
 * definition). The length is from the reference, the sequences of "Administrator" on every system
 * from the definition. Neither mentions letter case, so the stricter check ignores it.
 */
export function isComplexPassword(password: string): boolean {
  const lower = password.toLowerCase();
  return (
    password.length >= LENGTH.min &&
    password.length <= LENGTH.max &&
    ONLY_ALLOWED.test(password) &&
    CLASSES.filter((characters) => characters.test(password)).length >= 3 &&
    !FORBIDDEN.some((word) => lower.includes(word))
  );
}

function sequencesOf(word: string, length: number): string[] {
  return Array.from({ length: word.length - length + 1 }, (_, start) =>
    word.slice(start, start + length),
  );
}
