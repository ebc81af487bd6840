import { describe, expect, it } from '@jest/globals';
import {
  IAM_TOKEN_TEXTS,
  ID_TOKEN_TEXTS,
  METADATA_TEXTS,
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
