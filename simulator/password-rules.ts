const LENGTH = { least: 8, most: 26 };
const CLASSES = [/[A-Z]/, /[a-z]/, /[0-9]/, /[!@%\-_=+[\]:./?]/];
const ONLY_ALLOWED = /^[A-Za-z0-9!@%\-_=+[\]:./?]*$/;
// The whole name and its reverse hold such a run, so they need no entry.
const FORBIDDEN = ['root', 'toor', ...runsOf('administrator', 3)];

/**
 * Whether the service takes the password, by the rules of the batch call (ECS API reference,
 * "Resetting the Passwords for Logging In to ECSs in a Batch", and its machine-readable
 * definition). The length comes from the reference, the runs of "Administrator" on every system
 * from the definition; ignoring case is the stricter reading where neither says anything.
 */
export function isComplexPassword(password: string): boolean {
  const lower = password.toLowerCase();
  return (
    password.length >= LENGTH.least &&
    password.length <= LENGTH.most &&
    ONLY_ALLOWED.test(password) &&
    CLASSES.filter((characters) => characters.test(password)).length >= 3 &&
    !FORBIDDEN.some((word) => lower.includes(word))
  );
}

function runsOf(word: string, length: number): string[] {
  return Array.from({ length: word.length - length + 1 }, (_, start) =>
    word.slice(start, start + length),
  );
}
