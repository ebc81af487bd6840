import * as z from 'zod/mini';
import type { HttpResponse } from './transport.ts';

/** A value for a header line; keys and tokens are never shorter. */
export const HeaderText = z.string().check(z.regex(/^[\x21-\x7e]{6,}$/));

/** As above, without `=` and comma, because it stands between them. */
export const AccessKey = z.string().check(z.regex(/^[\x21-\x2b\x2d-\x3c\x3e-\x7e]{6,}$/));

/**
 * A time of the services; without a zone it is UTC, as in all their examples. The form is checked
 * because the parser of JavaScript accepts nearly anything.
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

/** The body of a response by its schema; undefined when it does not match. */
export function readBody<Schema extends z.ZodMiniType>(
  schema: Schema,
  { body }: HttpResponse,
): z.output<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(body)).data;
  } catch {
    // The parser's message quotes the text, so nothing of it is kept.
    return undefined;
  }
}
