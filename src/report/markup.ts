/**
 * Escapes text for Markdown and HTML alike: everything but letters, digits, blanks and `.,_-` becomes
 * a numeric entity, so that it is never read as markup.
 */
export function asMarkup(text: string): string {
  return text.replace(
    /[^A-Za-z0-9 .,_-]/gu,
    (character) => `&#${String(character.codePointAt(0))};`,
  );
}
