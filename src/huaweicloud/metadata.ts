import * as z from 'zod/mini';
import type { Result } from '../result.ts';
import type { TemporaryCredentials } from './request-auth.ts';
import type { RequestContext } from './request-context.ts';
import { AccessKey, HeaderText, readBody, Time } from './schemas.ts';
import { sendWithRetry } from './send-with-retry.ts';
import { isServerId } from './server-id.ts';
import type { FailureTexts, RequestFailure } from './send-with-retry.ts';

/** The metadata service of every ECS, reachable from inside alone. There is no other address. */
const SERVICE = 'http://169.254.169.254';
/** The service is one hop away, so it responds at once or not at all. In milliseconds. */
export const METADATA_TIMEOUT_MS = 3_000;
/** As the official SDKs request it; the token only has to outlast one request. */
const TOKEN_SECONDS = 21_600;
/** Elsewhere there is no such service, and many attempts would only delay the error. */
const MAX_ATTEMPTS = 2;
/** With these statuses a service says that it offers no metadata tokens (official SDKs). */
const NO_TOKENS = [404, 405, 503];

/** The name of the service in messages. */
export const METADATA_SERVICE = 'the metadata service of ECS (169.254.169.254)';

const Keys = z.object({
  credential: z.object({
    access: AccessKey,
    secret: HeaderText,
    securitytoken: HeaderText,
    expires_at: Time,
  }),
});

/** What to say when the metadata service gives no token, or no keys. */
export interface MetadataTexts {
  readonly token: FailureTexts;
  readonly keys: FailureTexts;
}

/**
 * Reads the temporary keys of the agency of the ECS that this process runs on, with a metadata
 * token where the service offers one.
 *
 * Sources: ECS user guide, "Obtaining Metadata" (`/openstack/latest/securitykey`); the official
 * SDKs for Go and Java (the metadata token).
 *
 * @param context with a transport that uses no proxy
 */
export async function agencyKeys(
  texts: MetadataTexts,
  context: RequestContext,
): Promise<Result<TemporaryCredentials, RequestFailure>> {
  const token = await metadataToken(texts.token, context);
  if (!token.ok && !NO_TOKENS.includes(token.error.status ?? 0)) return token;
  if (token.ok) context.secrets.mask(token.value);
  return sendWithRetry(
    {
      service: METADATA_SERVICE,
      request: () => ({
        method: 'GET',
        url: new URL(`${SERVICE}/openstack/latest/securitykey`),
        headers: token.ok ? { 'X-Metadata-Token': token.value } : {},
        body: '',
      }),
      read: (response) => {
        const keys = readBody(Keys, response)?.credential;
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
      texts: texts.keys,
      maxAttempts: MAX_ATTEMPTS,
    },
    context,
  );
}

const Metadata = z.object({ uuid: z.string().check(z.refine(isServerId)) });

/**
 * Reads the ID of the ECS that this process runs on, in lower case.
 *
 * Source: ECS user guide, "Obtaining Metadata" (`/openstack/latest/meta_data.json`).
 *
 * @param context with a transport that uses no proxy
 */
export async function instanceId(
  texts: MetadataTexts,
  context: RequestContext,
): Promise<Result<string, RequestFailure>> {
  const token = await metadataToken(texts.token, context);
  if (!token.ok && !NO_TOKENS.includes(token.error.status ?? 0)) return token;
  if (token.ok) context.secrets.mask(token.value);
  return sendWithRetry(
    {
      service: METADATA_SERVICE,
      request: () => ({
        method: 'GET',
        url: new URL(`${SERVICE}/openstack/latest/meta_data.json`),
        headers: token.ok ? { 'X-Metadata-Token': token.value } : {},
        body: '',
      }),
      read: (response) => readBody(Metadata, response)?.uuid.toLowerCase(),
      texts: texts.keys,
      maxAttempts: MAX_ATTEMPTS,
    },
    context,
  );
}

async function metadataToken(
  texts: FailureTexts,
  context: RequestContext,
): Promise<Result<string, RequestFailure>> {
  return sendWithRetry(
    {
      service: METADATA_SERVICE,
      request: () => ({
        method: 'PUT',
        url: new URL(`${SERVICE}/meta-data/latest/api/token`),
        headers: { 'X-Metadata-Token-Ttl-Seconds': String(TOKEN_SECONDS) },
        body: '',
      }),
      read: ({ body }) => HeaderText.safeParse(body.trim()).data,
      texts,
      maxAttempts: 1,
    },
    context,
  );
}
