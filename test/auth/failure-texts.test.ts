import { describe, expect, it } from '@jest/globals';
import { RESET_ADVICE } from '../../src/actions/reset/reset-advice.ts';
import {
  IAM_TOKEN_TEXTS,
  ID_TOKEN_TEXTS,
  METADATA_TEXTS,
  projectTexts,
  STS_TEXTS,
} from '../../src/auth/failure-texts.ts';

const SERVICE = 'the metadata service of ECS (169.254.169.254)';
const WRONG_PLACE = /^use_ecs_agency works only on a self-hosted runner on an ECS of Huawei Cloud/;

describe('ID_TOKEN_TEXTS', () => {
  it.each([
    [400, /^Check oidc_audience,/],
    [401, /permission id-token: write, and run the whole job again/],
    [403, /permission id-token: write, and run the whole job again/],
    [404, /^Check oidc_audience,/],
  ])('HTTP %i', (status, advice) => {
    expect(ID_TOKEN_TEXTS.refused(status, '')).toEqual({
      message: `GitHub did not issue an ID token for this job (HTTP ${status})`,
      advice: expect.stringMatching(advice),
    });
  });
});

describe('STS_TEXTS', () => {
  it.each([
    [
      400,
      'STS reports that the request for a session is not valid',
      /_urn and agency_urn.*session_/,
    ],
    [401, 'STS does not allow this job to assume the agency (HTTP 401)', /claims of the ID token/],
    [403, 'STS does not allow this job to assume the agency (HTTP 403)', /trust policy/],
    [404, 'STS does not know the agency or the OIDC provider', /agency_urn and oidc_provider_urn/],
    [409, 'STS does not allow this job to assume the agency (HTTP 409)', /oidc_audience/],
  ])('HTTP %i', (status, message, advice) => {
    expect(STS_TEXTS.refused(status, '')).toEqual({
      message,
      advice: expect.stringMatching(advice),
    });
  });

  it('a service that cannot be reached', () => {
    expect(STS_TEXTS.unreachable).toBe(
      'Check region (or sts_endpoint), and whether a firewall blocks the connection',
    );
  });
});

describe('IAM_TOKEN_TEXTS', () => {
  it.each([
    [400, 'IAM reports that the request for a token is not valid', /^Check identity_/],
    [401, 'IAM does not accept the ID token', /client_id is oidc_audience.*signing keys/],
    [403, 'IAM does not issue a token for the project to this job (HTTP 403)', /mapping.*group/],
    [404, 'IAM does not know the identity provider or the project', /region or proj/],
    [409, 'IAM does not issue a token for the project to this job (HTTP 409)', /claims/],
  ])('HTTP %i', (status, message, advice) => {
    expect(IAM_TOKEN_TEXTS.refused(status, '')).toEqual({
      message,
      advice: expect.stringMatching(advice),
    });
  });

  it('a service that cannot be reached', () => {
    expect(IAM_TOKEN_TEXTS.unreachable).toBe(
      'Check region (or iam_endpoint), and whether a firewall blocks the connection',
    );
  });
});

describe('projectTexts', () => {
  const KEYS = { hasToken: false, isSession: false };
  const TOKEN = { hasToken: true, isSession: false };
  const SESSION_KEYS = { hasToken: false, isSession: true };
  const SESSION_TOKEN = { hasToken: true, isSession: true };

  it.each([
    [
      401,
      'the look-up of the project of the region failed: the gateway does not accept the credentials',
      'Check access_key and secret_key',
    ],
    [
      403,
      'IAM does not allow these credentials to look up the project of the region',
      'Give project_id, or grant the action iam:projects:listProjects',
    ],
    [
      404,
      'IAM did not return the project of the region (HTTP 404)',
      'Check region (or iam_endpoint), or give project_id',
    ],
    [
      400,
      'IAM did not return the project of the region (HTTP 400)',
      'Check region (or iam_endpoint), or give project_id',
    ],
  ])('HTTP %i', (status, message, advice) => {
    expect(projectTexts(KEYS, RESET_ADVICE).refused(status, 'no')).toEqual({
      message,
      advice: expect.stringContaining(advice),
    });
  });

  const UNKNOWN = 'AK access key Fake-Echo not exist';
  const EXPIRED = 'Signature expired, signature timestamp:Fake-Echo';
  const WRONG = 'verify aksk signature fail, canonicalRequest:Fake-Echo';

  it.each([
    [UNKNOWN, KEYS, 'the gateway does not know the access key', /^Check access_key,/],
    [EXPIRED, KEYS, 'the gateway finds the signature too old or too new', /clock of the runner:/],
    [WRONG, KEYS, 'the gateway finds the signature wrong', /^Check secret_key:/],
    [WRONG, TOKEN, 'the gateway does not accept the token', /^Check auth_token,/],
    // Credentials that this run obtained are in no input that could be checked.
    [WRONG, SESSION_KEYS, 'the gateway finds the signature wrong', /^This run signed in to get/],
    [WRONG, SESSION_TOKEN, 'the gateway does not accept the token', /^This run signed in to get/],
  ])('HTTP 401 by the message of the gateway: %s (%j)', (text, credentials, message, advice) => {
    expect(projectTexts(credentials, RESET_ADVICE).refused(401, text)).toEqual({
      message: `the look-up of the project of the region failed: ${message}`,
      advice: expect.stringMatching(advice),
    });
  });

  it('a service that cannot be reached', () => {
    expect(projectTexts(KEYS, RESET_ADVICE).unreachable).toBe(
      'Check region (or iam_endpoint), and whether a firewall blocks the connection, or give project_id',
    );
  });
});

describe('METADATA_TEXTS', () => {
  it.each([400, 401, 403])('a metadata token that is refused with HTTP %i', (status) => {
    expect(METADATA_TEXTS.token.refused(status, '')).toEqual({
      message: `${SERVICE} did not return a metadata token (HTTP ${status})`,
      advice: expect.stringMatching(WRONG_PLACE),
    });
  });

  it('a service that cannot be reached', () => {
    expect(METADATA_TEXTS.token.unreachable).toMatch(WRONG_PLACE);
    expect(METADATA_TEXTS.keys.unreachable).toMatch(WRONG_PLACE);
  });

  it.each([400, 401, 403, 404])('HTTP %i on an ECS without an agency', (status) => {
    const serviceMessage = 'Please configure Cloud Service Agency first';
    expect(METADATA_TEXTS.keys.refused(status, serviceMessage)).toEqual({
      message: `${SERVICE} has no keys, because this ECS has no agency`,
      advice: expect.stringMatching(/^Give the ECS an agency .*resetServerPwd$/),
    });
  });

  it.each(['no', 'no agency here', 'Metadata header is not configured', 'an agency to configure'])(
    'keys that are refused with another message: %s',
    (serviceMessage) => {
      for (const status of [400, 401, 403, 404]) {
        expect(METADATA_TEXTS.keys.refused(status, serviceMessage)).toEqual({
          message: `${SERVICE} did not return keys (HTTP ${status})`,
          advice: expect.stringMatching(
            /^use_ecs_agency works only on .*On such an ECS: give the ECS an agency .*resetServerPwd$/,
          ),
        });
      }
    },
  );
});
