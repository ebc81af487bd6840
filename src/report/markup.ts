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

/** Markdown whose markup comes from the source alone. Only `markup` makes it. */
export interface Markup {
  readonly markdown: string;
}

/**
 * A template for Markdown: its own text is markup, and every text that is filled in is escaped, so that
 * no text from outside becomes markup by mistake.
 */
export function markup(
  parts: TemplateStringsArray,
  ...values: readonly (Markup | number | string)[]
): Markup {
  const filled = values.map((value, index) => `${markdownOf(value)}${parts[index + 1] ?? ''}`);
  return { markdown: `${parts[0] ?? ''}${filled.join('')}` };
}

/** Sentences in one paragraph. */
export function sentences(parts: readonly Markup[]): Markup {
  return { markdown: parts.map(({ markdown }) => markdown).join(' ') };
}

/** The Markdown of a text, which is escaped, or of what is Markdown already. */
export function markdownOf(value: Markup | number | string): string {
  return typeof value === 'object' ? value.markdown : asMarkup(String(value));
}
