import * as z from 'zod/mini';
import type { Result } from '../result.ts';
import type { Credentials, TemporaryCredentials } from './request-auth.ts';
import type { RequestContext } from './request-context.ts';
import { AccessKey, HeaderText, readBody, Time } from './schemas.ts';
import { sendWithRetry } from './send-with-retry.ts';
import type { FailureTexts, RequestFailure } from './send-with-retry.ts';

/** How long a session may last, in seconds (STS API reference, "AssumeAgencyWithOIDC"). */
export const SESSION_SECONDS = { min: 900, max: 43_200 } as const;

export interface AssumeAgency {
  /** Base URL of STS, without a slash at its end. */
  readonly endpoint: string;
  readonly providerUrn: string;
  readonly agencyUrn: string;
  /** 2 to 128 letters, digits and `_+=,.@-`. */
  readonly sessionName: string;
  readonly sessionSeconds: number;
}

const Keys = z.object({
  credentials: z.object({
    access_key_id: AccessKey,
    secret_access_key: HeaderText,
    security_token: HeaderText,
    expiration: Time,
  }),
});

/**
 * Exchanges an ID token for temporary keys of an agency. The call itself needs no credentials.
 *
 * Source: STS API reference, "AssumeAgencyWithOIDC" (v5).
 */
export async function assumeAgency(
  agency: AssumeAgency,
  idToken: string,
  texts: FailureTexts,
  context: RequestContext,
): Promise<Result<TemporaryCredentials, RequestFailure>> {
  const { agencyUrn, endpoint, providerUrn, sessionName, sessionSeconds } = agency;
  return sendWithRetry(
    {
      service: 'STS',
      request: () => ({
        method: 'POST',
        url: new URL(`${endpoint}/v5/agencies/assume-with-oidc`),
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          provider_urn: providerUrn,
          agency_urn: agencyUrn,
          agency_session_name: sessionName,
          duration_seconds: sessionSeconds,
          id_token: idToken,
        }),
      }),
      read: (response) => {
        const keys = readBody(Keys, response)?.credentials;
        return keys && { credentials: keysOf(keys), expires: keys.expiration };
      },
      texts,
    },
    context,
  );
}

function keysOf(keys: z.output<typeof Keys>['credentials']): Credentials {
  return {
    kind: 'keys',
    accessKey: keys.access_key_id,
    secretKey: keys.secret_access_key,
    securityToken: keys.security_token,
  };
}
