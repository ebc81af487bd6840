import * as z from 'zod/mini';
import type { HttpResponse } from './response.ts';

/** A text that can stand in a header line; what is shorter is no key or token. */
export const HeaderText = z.string().check(z.regex(/^[\x21-\x7e]{6,}$/));

/** As above, but it stands between a `=` and a comma. */
export const AccessKey = z.string().check(z.regex(/^[\x21-\x2b\x2d-\x3c\x3e-\x7e]{6,}$/));

/**
 * A time of the services; one without a zone is taken for UTC, as all their examples are. The form is
 * checked because the parser of JavaScript reads nearly anything.
 */
export const Time = z.pipe(
  z.pipe(
    z
      .string()
      .check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?$/)),
    z.transform((text) => new Date(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`)),
  ),
  z.date(),
);

/** The body of an answer by its schema; undefined when it is something else. */
export function readBody<Schema extends z.ZodMiniType>(
  schema: Schema,
  { body }: HttpResponse,
): z.output<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(body)).data;
  } catch {
    // The parser's own message quotes the text, so nothing of it is kept.
    return undefined;
  }
}
