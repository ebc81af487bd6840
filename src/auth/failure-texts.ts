import { METADATA_SERVICE } from '../huaweicloud/metadata.ts';
import type { MetadataTexts } from '../huaweicloud/metadata.ts';
import type { Explanation } from '../huaweicloud/error-text.ts';
import type { FailureTexts } from '../huaweicloud/send-with-retry.ts';

/** What to say when GitHub gives no ID token. */
export const ID_TOKEN_TEXTS: FailureTexts = {
  refused: (status) => ({
    message: `GitHub did not issue an ID token for this job (HTTP ${status})`,
    advice:
      status === 401 || status === 403
        ? 'Check that the job has the permission id-token: write, and run the whole job again: the token that it signs in to GitHub with expires with the job'
        : 'Check oidc_audience, then run the job again',
  }),
  unreachable: 'Check that the runner can reach GitHub, then run the job again',
};

/** What to say when STS gives no session. */
export const STS_TEXTS: FailureTexts = {
  refused: explainStsRefusal,
  unreachable: 'Check region (or sts_endpoint), and whether a firewall blocks the connection',
};

function explainStsRefusal(status: number): Explanation {
  switch (status) {
    case 400:
      return {
        message: 'STS reports that the request for a session is not valid',
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
        message: `STS does not allow this job to assume the agency (HTTP ${status})`,
        advice:
          'Compare the claims of the ID token (in the log and in the job summary) with the trust policy of the agency, the issuer with the URL of the provider, and oidc_audience with its client IDs',
      };
  }
}

const IAM_UNREACHABLE =
  'Check region (or iam_endpoint), and whether a firewall blocks the connection';

/** What to say when IAM gives no token for an ID token. */
export const IAM_TOKEN_TEXTS: FailureTexts = {
  refused: explainTokenRefusal,
  unreachable: IAM_UNREACHABLE,
};

function explainTokenRefusal(status: number): Explanation {
  switch (status) {
    case 400:
      return {
        message: 'IAM reports that the request for a token is not valid',
        advice: 'Check identity_provider, and region or project_id',
      };
    case 401:
      return {
        message: 'IAM does not accept the ID token',
        advice:
          'Check in the settings of the identity provider that client_id is oidc_audience and idp_url is the issuer, and that its signing keys are those that the issuer publishes now (they are pasted, and an issuer changes them)',
      };
    case 404:
      return {
        message: 'IAM does not know the identity provider or the project',
        advice: 'Check identity_provider, and region or project_id',
      };
    default:
      return {
        message: `IAM does not issue a token for the project to this job (HTTP ${status})`,
        advice:
          'Compare the claims of the ID token (in the log and in the job summary) with the mapping of the identity provider, and check that the group it maps to has a role in the project',
      };
  }
}

const WRONG_PLACE =
  'use_ecs_agency works only on a self-hosted runner on an ECS of Huawei Cloud, and a container on it must be allowed to connect to 169.254.169.254; elsewhere sign in with OIDC or keys';
const AGENCY =
  'the ECS an agency (console of ECS, page of the server) that ECS may use and that has the permission ecs:cloudServers:resetServerPwd';

/** What to say when the metadata service gives no keys. */
export const METADATA_TEXTS: MetadataTexts = {
  token: {
    refused: (status) => ({
      message: `${METADATA_SERVICE} did not return a metadata token (HTTP ${status})`,
      advice: WRONG_PLACE,
    }),
    unreachable: WRONG_PLACE,
  },
  keys: { refused: explainKeysRefusal, unreachable: WRONG_PLACE },
};

/** Only the words of the response tell that an ECS has no agency (official SDKs). */
function explainKeysRefusal(status: number, serviceMessage: string): Explanation {
  const text = serviceMessage.toLowerCase();
  const verb = text.indexOf('configure ');
  return verb >= 0 && text.includes('agency', verb)
    ? {
        message: `${METADATA_SERVICE} has no keys, because this ECS has no agency`,
        advice: `Give ${AGENCY}`,
      }
    : {
        message: `${METADATA_SERVICE} did not return keys (HTTP ${status})`,
        advice: `${WRONG_PLACE}. On such an ECS: give ${AGENCY}`,
      };
}
