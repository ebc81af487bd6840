import * as z from 'zod/mini';
import { sendWithRetry } from './send-with-retry.ts';
import type { RequestContext, Result, Explanation } from './send-with-retry.ts';
import type { TemporaryCredentials } from './request-auth.ts';
import { AccessKey, HeaderText, readBody, Time } from './schemas.ts';

/** The metadata service of every ECS, reachable from inside alone. There is no other address. */
const SERVICE = 'http://169.254.169.254';
/** It is one hop away: what does not answer at once is not there. In milliseconds. */
export const METADATA_TIMEOUT_MS = 3_000;
/** As long as the official SDKs ask for; it only has to outlast one request. */
const TOKEN_SECONDS = 21_600;
/** A second try is worth it; many would keep everybody waiting. */
const MAX_ATTEMPTS = 2;
/** By these statuses a service says that it offers no metadata tokens (official SDKs). */
const NO_TOKENS = [404, 405, 503];

const NAME = 'the metadata service of ECS (169.254.169.254)';
const WRONG_PLACE =
  'use_ecs_agency works on a self-hosted runner on an ECS of Huawei Cloud alone, and a container on it must be let through to 169.254.169.254; elsewhere sign in with OIDC or keys';

const AN_AGENCY =
  'the ECS an agency (console of ECS, page of the server) that ECS may use and that holds the permission ecs:cloudServers:resetServerPwd';

const Keys = z.object({
  credential: z.object({
    access: AccessKey,
    secret: HeaderText,
    securitytoken: HeaderText,
    expires_at: Time,
  }),
});

/**
 * Reads the temporary keys of the agency of the ECS that this process runs on, with a metadata
 * token where the service offers one.
 *
 * Sources: ECS user guide, "Obtaining Metadata" (`/openstack/latest/securitykey`); the official
 * SDKs for Go and Java (the metadata token).
 *
 * @param asking with a transport that knows no proxy
 * @param mask told every secret before anything else is done with it
 */
export async function agencyKeys(
  asking: RequestContext,
  mask: (secret: string) => void,
): Promise<Result<TemporaryCredentials>> {
  const token = await metadataToken(asking);
  if (!('value' in token) && !NO_TOKENS.includes(token.status ?? 0)) return token;
  if ('value' in token) mask(token.value);
  return sendWithRetry(
    {
      service: NAME,
      request: () => ({
        method: 'GET',
        url: new URL(`${SERVICE}/openstack/latest/securitykey`),
        headers: 'value' in token ? { 'X-Metadata-Token': token.value } : {},
        body: '',
      }),
      read: (answer) => {
        const keys = readBody(Keys, answer)?.credential;
        return (
          keys && {
            credentials: {
              kind: 'keys',
              accessKey: keys.access,
              secretKey: keys.secret,
              securityToken: keys.securitytoken,
            },
            expires: keys.expires_at,
          }
        );
      },
      refused: keysRefusal,
      unreachable: WRONG_PLACE,
      maxAttempts: MAX_ATTEMPTS,
    },
    asking,
  );
}

/** An ECS without an agency is told by the words of the answer alone (official SDKs). */
function keysRefusal(status: number, said: string): Explanation {
  return /configure .*agency/i.test(said)
    ? {
        message: `${NAME} has no keys, because this ECS has no agency`,
        advice: `Give ${AN_AGENCY}`,
      }
    : {
        message: `${NAME} gives no keys (HTTP ${status})`,
        advice: `${WRONG_PLACE}. On such an ECS: give ${AN_AGENCY}`,
      };
}

async function metadataToken(asking: RequestContext): Promise<Result<string>> {
  return sendWithRetry(
    {
      service: NAME,
      request: () => ({
        method: 'PUT',
        url: new URL(`${SERVICE}/meta-data/latest/api/token`),
        headers: { 'X-Metadata-Token-Ttl-Seconds': String(TOKEN_SECONDS) },
        body: '',
      }),
      read: ({ body }) => HeaderText.safeParse(body.trim()).data,
      refused: (status) => ({
        message: `${NAME} gives no metadata token (HTTP ${status})`,
        advice: WRONG_PLACE,
      }),
      unreachable: WRONG_PLACE,
      maxAttempts: 1,
    },
    asking,
  );
}
