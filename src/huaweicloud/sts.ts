import * as z from 'zod/mini';
import { sendWithRetry } from './send-with-retry.ts';
import type { RequestContext, Result, Explanation } from './send-with-retry.ts';
import type { Credentials, TemporaryCredentials } from './request-auth.ts';
import { AccessKey, HeaderText, readBody, Time } from './schemas.ts';

/** How long a session may last, in seconds (STS API reference, "AssumeAgencyWithOIDC"). */
export const SESSION_SECONDS = { least: 900, most: 43_200 } as const;

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
  options: AssumeAgency,
  idToken: string,
  asking: RequestContext,
): Promise<Result<TemporaryCredentials>> {
  const { agencyUrn, endpoint, providerUrn, sessionName, sessionSeconds } = options;
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
      read: (answer) => {
        const keys = readBody(Keys, answer)?.credentials;
        return keys && { credentials: keysOf(keys), expires: keys.expiration };
      },
      refused: refusal,
      unreachable: 'Check region (or sts_endpoint), and whether a firewall stands between',
    },
    asking,
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

function refusal(status: number): Explanation {
  switch (status) {
    case 400:
      return {
        message: 'STS finds something wrong in the request for a session',
        advice:
          'Check oidc_provider_urn and agency_urn, and that session_duration (by default timeout and five minutes more) is not longer than the longest session of the agency',
      };
    case 404:
      return {
        message: 'STS does not know the agency or the OIDC provider',
        advice: 'Check agency_urn and oidc_provider_urn, letter by letter',
      };
    default:
      return {
        message: `STS does not let this job assume the agency (HTTP ${status})`,
        advice:
          'Compare the claims of the ID token (in the log) with the trust policy of the agency, the issuer with the URL of the provider, and oidc_audience with its client IDs',
      };
  }
}
