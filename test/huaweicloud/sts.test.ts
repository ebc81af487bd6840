import { describe, expect, it } from '@jest/globals';
import { createContext, failure, response, USER_AGENT } from '../../harness/request-context.ts';
import type { TemporaryCredentials } from '../../src/huaweicloud/request-auth.ts';
import type { RequestFailure } from '../../src/huaweicloud/send-with-retry.ts';
import { assumeAgency, SESSION_SECONDS } from '../../src/huaweicloud/sts.ts';
import type { AssumeAgency } from '../../src/huaweicloud/sts.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import { success } from '../../src/result.ts';
import { failureOf, TEXTS } from './sample-request.ts';
import type { Sent } from './sample-request.ts';

const ID_TOKEN = 'aGVhZGVy.cGF5bG9hZA.c2lnbmF0dXJl';
const AGENCY: AssumeAgency = {
  endpoint: 'https://sts.cn-north-4.myhuaweicloud.com',
  providerUrn: 'iam::0123456789:oidcProvider:github',
  agencyUrn: 'iam::0123456789:agency:resetter',
  sessionName: 'octo+fleet@run-42',
  sessionSeconds: 900,
};
const CREDENTIALS = {
  access_key_id: 'TEMPORARYACCESSKEY01',
  secret_access_key: 'TemporarySecretKey',
  security_token: 'Temporary+Security/Token==',
  expiration: '2026-11-21T01:00:00.000Z',
};
const SESSION = { credentials: CREDENTIALS, assumed_agency: { id: 'x', urn: 'y' } };

async function assume(
  script: readonly HttpResult[],
  own: Partial<AssumeAgency> = {},
): Promise<Sent<TemporaryCredentials>> {
  const scripted = createContext(script);
  const work = assumeAgency({ ...AGENCY, ...own }, ID_TOKEN, TEXTS, scripted.context);
  return { ...scripted, result: await scripted.clock.run(work) };
}

/** The failure after a response that must be the last one. */
async function finalFailure(last: HttpResult): Promise<RequestFailure> {
  const { result, transport } = await assume([last, response(200, SESSION)]);
  expect(transport.sent).toHaveLength(1);
  return failureOf(result);
}

describe('the request', () => {
  it.each([
    ['', 'https://sts.cn-north-4.myhuaweicloud.com/v5/agencies/assume-with-oidc'],
    ['/a/b', 'https://sts.cn-north-4.myhuaweicloud.com/a/b/v5/agencies/assume-with-oidc'],
  ])('is the one of the API reference, with the path "%s" in the endpoint', async (path, url) => {
    const { transport } = await assume([response(200, SESSION)], {
      endpoint: AGENCY.endpoint + path,
    });
    const [request, ...others] = transport.sent;
    expect(others).toEqual([]);
    expect({ ...request, url: request?.url.href, body: undefined }).toEqual({
      method: 'POST',
      url,
      // No credentials: the ID token in the body identifies the job.
      headers: { 'Content-Type': 'application/json', 'User-Agent': USER_AGENT },
      body: undefined,
    });
    expect(JSON.parse(request?.body ?? '')).toEqual({
      provider_urn: AGENCY.providerUrn,
      agency_urn: AGENCY.agencyUrn,
      agency_session_name: 'octo+fleet@run-42',
      duration_seconds: 900,
      id_token: ID_TOKEN,
    });
  });

  it('has the limits of the API reference', () => {
    expect(SESSION_SECONDS).toEqual({ min: 900, max: 43_200 });
  });
});

describe('the response', () => {
  it('has temporary keys and when they expire', async () => {
    const { result } = await assume([response(200, SESSION)]);
    expect(result).toEqual(
      success({
        credentials: {
          kind: 'keys',
          accessKey: 'TEMPORARYACCESSKEY01',
          secretKey: 'TemporarySecretKey',
          securityToken: 'Temporary+Security/Token==',
        },
        expires: new Date('2026-11-21T01:00:00Z'),
      }),
    );
  });

  it.each<[string, object]>([
    ['nothing', {}],
    ['no credentials', { assumed_agency: {} }],
    ['credentials that are null', { credentials: null }],
    ...Object.keys(CREDENTIALS).flatMap((name): [string, object][] => [
      [`no ${name}`, { credentials: { ...CREDENTIALS, [name]: undefined } }],
      [`${name} is a number`, { credentials: { ...CREDENTIALS, [name]: 1_234_567 } }],
      [`${name} is empty`, { credentials: { ...CREDENTIALS, [name]: '' } }],
      [`${name} has lines`, { credentials: { ...CREDENTIALS, [name]: 'abcdef\r\nX-Evil: 1' } }],
    ]),
    ['a key with a comma', { credentials: { ...CREDENTIALS, access_key_id: 'KEY,Signature=1' } }],
  ])('does not match the API reference, which is final: %s', async (_case, body) => {
    expect(await finalFailure(response(200, body))).toEqual({
      status: 200,
      refused: false,
      reason: {
        message: 'the response of STS does not match its documentation (HTTP 200)',
        advice: TEXTS.unreachable,
      },
    });
  });
});

describe('a refusal', () => {
  it.each([400, 401, 403, 404, 409])('with HTTP %i is never sent again', async (status) => {
    const error = await finalFailure(
      response(status, { error_code: 'STS5.1001', error_msg: 'no' }),
    );
    const message = `refused with ${status}${status === 401 ? '' : '; the service says: no'}`;
    expect(error).toEqual({
      status,
      refused: true,
      reason: { code: 'STS5.1001', message, advice: 'Change the request' },
    });
  });

  it('that may pass is sent again', async () => {
    const script = [response(500), failure('dns'), response(429), response(200, SESSION)];
    const { result, transport } = await assume(script);
    expect(result.ok).toBe(true);
    expect(transport.sent).toHaveLength(4);
    expect(new Set(transport.sent.map(({ body }) => body)).size).toBe(1);
  });
});
