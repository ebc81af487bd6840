import * as z from 'zod/mini';
import type { RequestContext } from '../huaweicloud/request-context.ts';
import { readBody } from '../huaweicloud/schemas.ts';
import { sendWithRetry } from '../huaweicloud/send-with-retry.ts';
import type { RequestFailure } from '../huaweicloud/send-with-retry.ts';
import type { Result } from '../result.ts';
import { ID_TOKEN_TEXTS } from './failure-texts.ts';
import type { IdTokenSource } from './id-token-source.ts';

/** The claims that a trust policy or a mapping can check, in the order in which they are shown. */
const SHOWN_CLAIMS = ['iss', 'sub', 'aud', 'repository', 'ref', 'environment'] as const;
/** A subject can contain the names of repository, branch and workflow. */
const MAX_CLAIM = 512;
/** More of a claim is never looked at. */
const MAX_CLAIM_READ = 2_000;

/** An ID token, parsed but not verified: only the service that it is for can do that. */
export interface IdToken {
  readonly token: string;
  /** Milliseconds since the epoch; infinite when the token does not say. */
  readonly expiresAt: number;
  readonly claims: Readonly<Record<string, unknown>>;
}

const TokenResponse = z.object({
  value: z.string().check(z.regex(/^[\w-]+\.[\w-]+\.[\w-]+$/), z.maxLength(20_000)),
});
const Claims = z.record(z.string(), z.unknown());

/**
 * Requests an ID token from GitHub. `@actions/core` is not used for this: it prints the bearer token of
 * the request when `NODE_DEBUG=http` is set.
 */
export async function fetchIdToken(
  { bearer, url }: IdTokenSource,
  audience: string,
  context: RequestContext,
): Promise<Result<IdToken, RequestFailure>> {
  return sendWithRetry(
    {
      service: 'GitHub',
      request: () => {
        const withAudience = new URL(url);
        withAudience.searchParams.append('audience', audience);
        return {
          method: 'GET',
          url: withAudience,
          headers: { Accept: 'application/json', Authorization: `Bearer ${bearer}` },
          body: '',
        };
      },
      read: (response) => {
        const token = readBody(TokenResponse, response)?.value;
        return token === undefined ? undefined : parseIdToken(token);
      },
      texts: ID_TOKEN_TEXTS,
    },
    context,
  );
}

/** Parses an ID token. A token whose claims cannot be read has none, and is sent all the same. */
export function parseIdToken(token: string): IdToken {
  const claims = claimsOf(token);
  const expires = claims['exp'];
  return { token, claims, expiresAt: typeof expires === 'number' ? expires * 1_000 : Infinity };
}

/**
 * The claims of an ID token that a trust policy or a mapping must match, one a line.
 *
 * @param quote makes a text of at most the given length fit to be shown
 */
export function describeClaims(
  { claims }: IdToken,
  quote: (text: string, maxLength: number) => string,
): string[] {
  return SHOWN_CLAIMS.map((name) => {
    const claim = claims[name] ?? '';
    const text = typeof claim === 'string' ? claim : JSON.stringify(claim);
    return `${name}: ${quote(text.slice(0, MAX_CLAIM_READ), MAX_CLAIM) || '(none)'}`;
  });
}

function claimsOf(token: string): Readonly<Record<string, unknown>> {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
  try {
    return Claims.parse(JSON.parse(payload));
  } catch {
    // The parser's message quotes the token, so nothing of it is kept.
    return {};
  }
}
