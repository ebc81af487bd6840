import { describe, expect, it } from '@jest/globals';
import { createContext, failure, response, USER_AGENT } from '../../harness/request-context.ts';
import { agencyKeys, METADATA_TIMEOUT_MS } from '../../src/huaweicloud/metadata.ts';
import type { MetadataTexts } from '../../src/huaweicloud/metadata.ts';
import type { TemporaryCredentials } from '../../src/huaweicloud/request-auth.ts';
import type { RequestFailure } from '../../src/huaweicloud/send-with-retry.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import { success } from '../../src/result.ts';
import { Secrets } from '../../src/secrets/redact.ts';
import { failureOf } from './sample-request.ts';
import type { Sent } from './sample-request.ts';

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
const TEXTS: MetadataTexts = {
  token: {
    refused: (status) => ({ message: `no token with ${status}`, advice: 'Change the token' }),
    unreachable: 'Check the network for the token',
  },
  keys: {
    refused: (status, serviceMessage) => ({
      message: `no keys with ${status} because ${serviceMessage}`,
      advice: 'Change the agency',
    }),
    unreachable: 'Check the network for the keys',
  },
};

async function read(script: readonly HttpResult[]): Promise<Sent<TemporaryCredentials>> {
  const scripted = createContext(script);
  const work = agencyKeys(TEXTS, scripted.context);
  return { ...scripted, result: await scripted.clock.run(work) };
}

it('has a short timeout, because the service is one hop away', () => {
  expect(METADATA_TIMEOUT_MS).toBeLessThanOrEqual(3_000);
});

describe('the keys of the agency', () => {
  it('are read with a metadata token, which is masked', async () => {
    const { calls, masked, result, transport } = await read([response(200, `${TOKEN}\n`), KEYS]);
    expect(calls()).toEqual([PUT, GET]);
    expect(transport.sent.map(({ headers, body }) => ({ headers, body }))).toEqual([
      {
        headers: { 'X-Metadata-Token-Ttl-Seconds': '21600', 'User-Agent': USER_AGENT },
        body: '',
      },
      { headers: { 'X-Metadata-Token': TOKEN, 'User-Agent': USER_AGENT }, body: '' },
    ]);
    expect(masked).toEqual([TOKEN]);
    expect(result).toEqual(
      success({
        credentials: {
          kind: 'keys',
          accessKey: 'TEMPORARYACCESSKEY01',
          secretKey: 'TemporarySecretKey',
          securityToken: 'Temporary+Security/Token==',
        },
        expires: new Date('2026-11-22T00:00:00Z'),
      }),
    );
  });

  it.each([404, 405, 503])(
    'are read without a token where the service offers none (HTTP %i)',
    async (status) => {
      const { calls, masked, result, transport, waits } = await read([response(status), KEYS]);
      expect(calls()).toEqual([PUT, GET]);
      expect(transport.sent[1]?.headers).toEqual({ 'User-Agent': USER_AGENT });
      expect(masked).toEqual([]);
      expect(waits).toEqual([]);
      expect(result.ok).toBe(true);
    },
  );

  it('the token is masked before it is sent', async () => {
    const order: string[] = [];
    const { context, transport } = createContext([response(200, TOKEN), KEYS], {
      secrets: new Secrets((line) => void order.push(`mask ${line}`)),
    });
    await agencyKeys(TEXTS, {
      ...context,
      transport: {
        send: (request) => {
          order.push(`${request.method} ${request.headers['X-Metadata-Token'] ?? ''}`);
          return transport.send(request);
        },
        close: () => Promise.resolve(),
      },
    });
    expect(order).toEqual(['PUT ', `mask ${TOKEN}`, `GET ${TOKEN}`]);
  });
});

describe('a failed request for a metadata token', () => {
  it.each([400, 401, 403])('HTTP %i is final', async (status) => {
    const { calls, result, waits } = await read([response(status, 'no'), KEYS]);
    expect(calls()).toEqual([PUT]);
    expect(waits).toEqual([]);
    expect(failureOf(result)).toEqual({
      status,
      refused: true,
      reason: {
        message: `no token with ${status}${status === 401 ? '' : '; the service says: no'}`,
        advice: 'Change the token',
      },
    });
  });

  it.each([408, 429, 500, 502, 504])('HTTP %i is not sent again', async (status) => {
    const { calls, result, waits } = await read([response(status, 'no'), KEYS]);
    expect(calls()).toEqual([PUT]);
    expect(waits).toEqual([]);
    expect(failureOf(result)).toEqual({
      status,
      refused: false,
      reason: {
        message: `${SERVICE} could not process the request (HTTP ${status}); the service says: no`,
        advice: 'Try again. If the error persists: Check the network for the token',
      },
    });
  });

  it.each(['', 'short', 'two words and more', 'line\nline', '<a href="x">'])(
    'a response without a valid token: %j',
    async (body) => {
      const { calls, masked, result } = await read([response(200, body), KEYS]);
      expect(calls()).toEqual([PUT]);
      expect(masked).toEqual([]);
      expect(failureOf(result)).toMatchObject({
        status: 200,
        refused: false,
        reason: {
          message: `the response of ${SERVICE} does not match its documentation (HTTP 200)`,
        },
      });
    },
  );

  it.each(['refused', 'timeout', 'unreachable', 'closed'] as const)(
    'without a response (%s), it is not sent again',
    async (error) => {
      const { calls, result, waits } = await read([failure(error), KEYS]);
      expect(calls()).toEqual([PUT]);
      expect(waits).toEqual([]);
      expect(failureOf(result).reason).toEqual({
        message: expect.stringMatching(/^no response from the metadata service of ECS .*: /),
        advice: 'Check the network for the token',
      });
    },
  );
});

describe('a failed request for keys', () => {
  const finalFailure = async (last: HttpResult): Promise<RequestFailure> => {
    const { calls, result } = await read([response(200, TOKEN), last, KEYS]);
    expect(calls()).toEqual([PUT, GET]);
    return failureOf(result);
  };

  it.each([400, 401, 403, 404])(
    'HTTP %i is final, and the texts get the message of the service',
    async (status) => {
      expect(await finalFailure(response(status, 'no agency'))).toEqual({
        status,
        refused: true,
        reason: {
          message: `no keys with ${status} because no agency${status === 401 ? '' : '; the service says: no agency'}`,
          advice: 'Change the agency',
        },
      });
    },
  );

  it.each<[string, unknown]>([
    ['nothing', ''],
    ['no credential', {}],
    ...Object.keys(CREDENTIAL).flatMap((name): [string, unknown][] => [
      [`no ${name}`, { credential: { ...CREDENTIAL, [name]: undefined } }],
      [`${name} is a number`, { credential: { ...CREDENTIAL, [name]: 1_234_567 } }],
      [`${name} has lines`, { credential: { ...CREDENTIAL, [name]: 'abcdef\r\nX-Evil: 1' } }],
    ]),
    ['a key with a comma', { credential: { ...CREDENTIAL, access: 'KEY,Signature=1' } }],
  ])('a response without valid keys: %s', async (_case, body) => {
    expect(await finalFailure(response(200, body))).toEqual({
      status: 200,
      refused: false,
      reason: {
        message: `the response of ${SERVICE} does not match its documentation (HTTP 200)`,
        advice: 'Check the network for the keys',
      },
    });
  });

  it.each([response(500), failure('timeout', true)])(
    'that may pass is sent again once',
    async (failed) => {
      const once = await read([response(200, TOKEN), failed, KEYS]);
      expect(once.result.ok).toBe(true);
      expect(once.waits).toHaveLength(1);
      const twice = await read([response(200, TOKEN), failed, failed, KEYS]);
      expect(twice.calls()).toEqual([PUT, GET, GET]);
      expect(twice.result.ok).toBe(false);
    },
  );
});
