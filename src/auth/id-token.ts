import * as z from 'zod/mini';
import { sendWithRetry } from '../huaweicloud/send-with-retry.ts';
import type { RequestContext, Result } from '../huaweicloud/send-with-retry.ts';
import { isProtected } from '../huaweicloud/regions.ts';
import { readBody } from '../huaweicloud/schemas.ts';
import type { Environment } from '../github/core.ts';

export const ID_TOKEN_REQUEST_URL = 'ACTIONS_ID_TOKEN_REQUEST_URL';
export const ID_TOKEN_REQUEST_TOKEN = 'ACTIONS_ID_TOKEN_REQUEST_TOKEN';

/** What a trust policy or a mapping can look at, in the order in which it is shown. */
const SHOWN_CLAIMS = ['iss', 'sub', 'aud', 'repository', 'ref', 'environment'] as const;
/** A subject can hold the names of repository, branch and workflow. */
const LONGEST_CLAIM = 512;

/** Where and how a job asks GitHub for ID tokens. */
export interface IdTokenSource {
  readonly url: URL;
  readonly bearer: string;
}

const Answer = z.object({
  value: z.string().check(z.regex(/^[\w-]+\.[\w-]+\.[\w-]+$/), z.maxLength(20_000)),
});
const Claims = z.record(z.string(), z.unknown());

/**
 * Where this job may ask for ID tokens: the runner sets two variables for jobs with the permission
 * `id-token: write` (GitHub documentation, "OpenID Connect reference").
 *
 * @returns undefined where the job has no such permission; `unusable` where the address would carry
 *   the token in clear text, or the variables are no address and no token
 */
export function idTokenSource(environment: Environment): IdTokenSource | 'unusable' | undefined {
  const address = environment[ID_TOKEN_REQUEST_URL] ?? '';
  const bearer = environment[ID_TOKEN_REQUEST_TOKEN] ?? '';
  if (address === '' || bearer === '') return undefined;
  if (!URL.canParse(address) || !/^[\x21-\x7e]+$/.test(bearer)) return 'unusable';
  const url = new URL(address);
  return isProtected(url) ? { url, bearer } : 'unusable';
}

/**
 * Asks GitHub for an ID token. Not by `@actions/core`: that prints the bearer token of the request
 * under `NODE_DEBUG=http`.
 */
export async function fetchIdToken(
  { bearer, url }: IdTokenSource,
  audience: string,
  asking: RequestContext,
): Promise<Result<string>> {
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
      read: (answer) => readBody(Answer, answer)?.value,
      refused: (status) => ({
        message: `GitHub gives this job no ID token (HTTP ${status})`,
        advice:
          status === 401 || status === 403
            ? 'Check that the job has the permission id-token: write, and run the whole job again: what it asks with ends with the job'
            : 'Check oidc_audience, then run the job again',
      }),
      unreachable: 'Check that the runner reaches GitHub, then run the job again',
    },
    asking,
  );
}

/**
 * The claims of an ID token that a trust policy or a mapping must match, one a line.
 *
 * @param quote makes a text of at most the given length fit to be shown
 */
export function describeClaims(
  idToken: string,
  quote: (text: string, longest: number) => string,
): string[] {
  const claims = claimsOf(idToken);
  return SHOWN_CLAIMS.map((name) => {
    const claim = claims[name] ?? '';
    const text = typeof claim === 'string' ? claim : JSON.stringify(claim);
    return `${name}: ${quote(text, LONGEST_CLAIM) || '(none)'}`;
  });
}

/** When an ID token ends, in milliseconds since the epoch; never, when it does not say so. */
export function endOf(idToken: string): number {
  const end = claimsOf(idToken)['exp'];
  return typeof end === 'number' ? end * 1_000 : Infinity;
}

function claimsOf(idToken: string): Record<string, unknown> {
  const payload = Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8');
  try {
    return Claims.parse(JSON.parse(payload));
  } catch {
    // What is no JSON has no claims to show, and the message would quote it.
    return {};
  }
}
