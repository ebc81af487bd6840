/** Whether a name fits a pattern. */
export type NamePattern = (name: string) => boolean;

/**
 * An exact name, or a pattern in which `*` stands for any characters. Linear in the name, whatever the
 * pattern: no expression is built from it.
 */
export function namePattern(pattern: string): NamePattern {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return (name) => name === first;
  return (name) => {
    if (!name.startsWith(first) || !name.endsWith(last)) return false;
    const end = name.length - last.length;
    let from = first.length;
    for (const part of rest) {
      const at = name.indexOf(part, from);
      if (at < 0) return false;
      from = at + part.length;
    }
    return from <= end;
  };
}

/** The longest part of a pattern without `*`, which every fitting name contains. */
export function fixedPart(pattern: string): string {
  return pattern
    .split('*')
    .reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}
