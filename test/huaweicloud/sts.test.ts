import { describe, expect, it } from '@jest/globals';
import type { Result } from '../../src/huaweicloud/send-with-retry.ts';
import type { TemporaryCredentials } from '../../src/huaweicloud/request-auth.ts';
import { assumeAgency, SESSION_SECONDS } from '../../src/huaweicloud/sts.ts';
import type { AssumeAgency } from '../../src/huaweicloud/sts.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import { response, failure, createContext, USER_AGENT } from '../../harness/request-context.ts';
import type { ScriptedContext } from '../../harness/request-context.ts';

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
const GIVEN = { credentials: CREDENTIALS, assumed_agency: { id: 'x', urn: 'y' } };

async function assume(
  script: readonly HttpResult[],
  own: Partial<AssumeAgency> = {},
): Promise<ScriptedContext & { readonly found: Result<TemporaryCredentials> }> {
  const scene = createContext(script);
  const found = await scene.clock.run(assumeAgency({ ...AGENCY, ...own }, ID_TOKEN, scene.context));
  return { ...scene, found };
}

/** What is said of an answer that must be the last one. */
async function refusalOf(result: HttpResult): Promise<{ message: string; advice: string }> {
  const { found, transport } = await assume([result, response(200, GIVEN)]);
  expect(transport.sent).toHaveLength(1);
  if ('value' in found) throw new Error('it was answered');
  return found.reason;
}

describe('the request', () => {
  it.each([
    ['', 'https://sts.cn-north-4.myhuaweicloud.com/v5/agencies/assume-with-oidc'],
    ['/a/b', 'https://sts.cn-north-4.myhuaweicloud.com/a/b/v5/agencies/assume-with-oidc'],
  ])('is as the definition says, with the path "%s" in the endpoint', async (path, url) => {
    const { transport } = await assume([response(200, GIVEN)], {
      endpoint: AGENCY.endpoint + path,
    });
    const [request, ...others] = transport.sent;
    expect(others).toEqual([]);
    expect({ ...request, url: request?.url.href, body: undefined }).toEqual({
      method: 'POST',
      url,
      // No credentials: the ID token in the body is what speaks for the job.
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

  it('keeps to the bounds of the definition', () => {
    expect(SESSION_SECONDS).toEqual({ least: 900, most: 43_200 });
  });
});

describe('the answer', () => {
  it('gives temporary keys and their end', async () => {
    expect((await assume([response(200, GIVEN)])).found).toEqual({
      value: {
        credentials: {
          kind: 'keys',
          accessKey: 'TEMPORARYACCESSKEY01',
          secretKey: 'TemporarySecretKey',
          securityToken: 'Temporary+Security/Token==',
        },
        expires: new Date('2026-11-21T01:00:00Z'),
      },
    });
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
  ])('is final when it is another one: %s', async (_what, body) => {
    const { advice, message } = await refusalOf(response(200, body));
    expect(message).toBe('the answer of STS is not what its documents say (HTTP 200)');
    expect(advice).toBe('Check region (or sts_endpoint), and whether a firewall stands between');
  });
});

describe('a refusal', () => {
  it.each([
    [
      400,
      /^STS finds something wrong in the request/,
      /oidc_provider_urn and agency_urn.*session_/,
    ],
    [401, /^STS does not let this job assume the agency \(HTTP 401\)$/, /claims of the ID token/],
    [
      403,
      /^STS does not let this job assume the agency \(HTTP 403\); it says: no$/,
      /trust policy/,
    ],
    [404, /^STS does not know the agency or the OIDC provider/, /agency_urn and oidc_provider_urn/],
    [409, /^STS does not let this job assume the agency \(HTTP 409\)/, /oidc_audience/],
  ])('with %i is never repeated', async (status, message, advice) => {
    const reason = await refusalOf(response(status, { error_code: 'STS5.1001', error_msg: 'no' }));
    expect(reason).toEqual({
      code: 'STS5.1001',
      message: expect.stringMatching(message),
      advice: expect.stringMatching(advice),
    });
  });

  it('that may pass is asked again', async () => {
    const script = [response(500), failure('dns'), response(429), response(200, GIVEN)];
    const { found, transport } = await assume(script);
    expect(found).toHaveProperty('value');
    expect(new Set(transport.sent.map(({ body }) => body)).size).toBe(1);
  });
});
