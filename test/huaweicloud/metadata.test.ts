import { describe, expect, it } from '@jest/globals';
import type { RequestContext, Result } from '../../src/huaweicloud/send-with-retry.ts';
import type { TemporaryCredentials } from '../../src/huaweicloud/request-auth.ts';
import { agencyKeys, METADATA_TIMEOUT_MS } from '../../src/huaweicloud/metadata.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import { response, failure, createContext, USER_AGENT } from '../../harness/request-context.ts';
import type { ScriptedContext } from '../../harness/request-context.ts';

const TOKEN = 'bWV0YWRhdGEtdG9rZW4=';
const CREDENTIAL = {
  access: 'TEMPORARYACCESSKEY01',
  secret: 'TemporarySecretKey',
  securitytoken: 'Temporary+Security/Token==',
  expires_at: '2026-11-22T00:00:00.000000Z',
};
const KEYS = response(200, { credential: CREDENTIAL });
const SERVICE = 'the metadata service of ECS (169.254.169.254)';
const PUT = 'PUT http://169.254.169.254/meta-data/latest/api/token';
const GET = 'GET http://169.254.169.254/openstack/latest/securitykey';
const WRONG_PLACE = /^use_ecs_agency works on a self-hosted runner on an ECS of Huawei Cloud alone/;

async function read(
  script: readonly HttpResult[],
  own: Partial<RequestContext> = {},
): Promise<
  ScriptedContext & { readonly found: Result<TemporaryCredentials>; readonly masked: string[] }
> {
  const scene = createContext(script, own);
  const masked: string[] = [];
  const found = await scene.clock.run(agencyKeys(scene.context, (secret) => masked.push(secret)));
  return { ...scene, found, masked };
}

it('is given up soon: it is one hop away', () => {
  expect(METADATA_TIMEOUT_MS).toBeLessThanOrEqual(3_000);
});

describe('keys of the agency', () => {
  it('are read with a metadata token, which is masked', async () => {
    const { calls, found, masked, transport } = await read([response(200, `${TOKEN}\n`), KEYS]);
    expect(calls()).toEqual([PUT, GET]);
    expect(transport.sent.map(({ headers, body }) => ({ headers, body }))).toEqual([
      {
        headers: { 'X-Metadata-Token-Ttl-Seconds': '21600', 'User-Agent': USER_AGENT },
        body: '',
      },
      { headers: { 'X-Metadata-Token': TOKEN, 'User-Agent': USER_AGENT }, body: '' },
    ]);
    expect(masked).toEqual([TOKEN]);
    expect(found).toEqual({
      value: {
        credentials: {
          kind: 'keys',
          accessKey: 'TEMPORARYACCESSKEY01',
          secretKey: 'TemporarySecretKey',
          securityToken: 'Temporary+Security/Token==',
        },
        expires: new Date('2026-11-22T00:00:00Z'),
      },
    });
  });

  it.each([404, 405, 503])('are read without one where there is none (%i)', async (status) => {
    const { calls, found, masked, transport, waits } = await read([response(status), KEYS]);
    expect(calls()).toEqual([PUT, GET]);
    expect(transport.sent[1]?.headers).toEqual({ 'User-Agent': USER_AGENT });
    expect(masked).toEqual([]);
    expect(waits).toEqual([]);
    expect(found).toHaveProperty('value');
  });

  it('the token is masked before it is sent', async () => {
    const order: string[] = [];
    const scene = createContext([response(200, TOKEN), KEYS]);
    const send: RequestContext['transport']['send'] = (request) => {
      order.push(`${request.method} ${request.headers['X-Metadata-Token'] ?? ''}`);
      return scene.transport.send(request);
    };
    const transport = { send, close: () => Promise.resolve() };
    await agencyKeys({ ...scene.context, transport }, (secret) => order.push(`mask ${secret}`));
    expect(order).toEqual(['PUT ', `mask ${TOKEN}`, `GET ${TOKEN}`]);
  });
});

describe('a metadata token that is not given', () => {
  it.each([400, 401, 403, 408, 429, 500, 502, 504])('with %i is final', async (status) => {
    const { calls, found, waits } = await read([response(status, 'no'), KEYS]);
    expect(calls()).toEqual([PUT]);
    expect(waits).toEqual([]);
    const says = status === 401 ? '' : '; it says: no';
    const isPassing = [408, 429].includes(status) || status >= 500;
    expect(found).toMatchObject({
      status,
      reason: {
        message: isPassing
          ? `${SERVICE} could not answer (HTTP ${status})${says}`
          : `${SERVICE} gives no metadata token (HTTP ${status})${says}`,
        advice: isPassing ? expect.any(String) : expect.stringMatching(WRONG_PLACE),
      },
    });
  });

  it.each(['', 'short', 'two words and more', 'line\nline', '<a href="x">'])(
    'as it should be: %j',
    async (body) => {
      const { calls, found, masked } = await read([response(200, body), KEYS]);
      expect(calls()).toEqual([PUT]);
      expect(masked).toEqual([]);
      expect(found).toMatchObject({
        status: 200,
        reason: { message: `the answer of ${SERVICE} is not what its documents say (HTTP 200)` },
      });
    },
  );

  it.each(['refused', 'timeout', 'unreachable', 'closed'] as const)(
    'because nobody is there (%s): asked only once',
    async (cause) => {
      const { calls, found, waits } = await read([failure(cause), KEYS]);
      expect(calls()).toEqual([PUT]);
      expect(waits).toEqual([]);
      expect(found).toMatchObject({
        reason: {
          message: expect.stringMatching(/^the metadata service of ECS .* gave no answer: /),
          advice: expect.stringMatching(WRONG_PLACE),
        },
      });
    },
  );
});

describe('keys that are not given', () => {
  const final = async (result: HttpResult): Promise<unknown> => {
    const { calls, found } = await read([response(200, TOKEN), result, KEYS]);
    expect(calls()).toEqual([PUT, GET]);
    return found;
  };

  it.each([400, 401, 403, 404])('with %i, as an ECS without an agency', async (status) => {
    const body = 'Please configure Cloud Service Agency first';
    expect(await final(response(status, body))).toEqual({
      status,
      refused: true,
      reason: {
        message: `${SERVICE} has no keys, because this ECS has no agency${status === 401 ? '' : `; it says: ${body}`}`,
        advice: expect.stringMatching(/^Give the ECS an agency .*resetServerPwd$/),
      },
    });
  });

  it.each(['no agency here', 'Metadata header is not configured', 'an agency to configure'])(
    'with words that name no lack of an agency: %s',
    async (body) => {
      expect(await final(response(404, body))).toMatchObject({
        reason: {
          message: `${SERVICE} gives no keys (HTTP 404); it says: ${body}`,
          advice: expect.stringMatching(WRONG_PLACE),
        },
      });
    },
  );

  it.each([400, 401, 403, 404])('with %i, as elsewhere', async (status) => {
    expect(await final(response(status, 'no'))).toEqual({
      status,
      refused: true,
      reason: {
        message: `${SERVICE} gives no keys (HTTP ${status})${status === 401 ? '' : '; it says: no'}`,
        advice: expect.stringMatching(
          /^use_ecs_agency works on .*On such an ECS: give the ECS an agency .*resetServerPwd$/,
        ),
      },
    });
  });

  it.each<[string, unknown]>([
    ['nothing', ''],
    ['no credential', {}],
    ...Object.keys(CREDENTIAL).flatMap((name): [string, unknown][] => [
      [`no ${name}`, { credential: { ...CREDENTIAL, [name]: undefined } }],
      [`${name} is a number`, { credential: { ...CREDENTIAL, [name]: 1_234_567 } }],
      [`${name} has lines`, { credential: { ...CREDENTIAL, [name]: 'abcdef\r\nX-Evil: 1' } }],
    ]),
    ['a key with a comma', { credential: { ...CREDENTIAL, access: 'KEY,Signature=1' } }],
  ])('as they should be: %s', async (_what, body) => {
    expect(await final(response(200, body))).toMatchObject({
      status: 200,
      reason: { message: `the answer of ${SERVICE} is not what its documents say (HTTP 200)` },
    });
  });

  it.each([response(500), failure('timeout', true)])(
    'at once are asked for once more',
    async (no) => {
      const { found, waits } = await read([response(200, TOKEN), no, KEYS]);
      expect(found).toHaveProperty('value');
      expect(waits).toHaveLength(1);
      const patient = await read([response(200, TOKEN), no, no, KEYS]);
      expect(patient.found).not.toHaveProperty('value');
    },
  );
});
