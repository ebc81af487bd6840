import { describe, expect, it } from '@jest/globals';
import { createContext, failure, response, USER_AGENT } from '../../harness/request-context.ts';
import { SECRET, storeOf, TEXTS } from '../../harness/local-store.ts';
import { STORE_CODES } from '../../src/huaweicloud/csms-errors.ts';
import type { SecretStore, StoreResult } from '../../src/huaweicloud/csms.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import { success } from '../../src/result.ts';
import { failureOf } from './sample-request.ts';
import type { Sent } from './sample-request.ts';

const BASE = `https://kms.cn-north-4.myhuaweicloud.com/v1/project1/secrets/${SECRET}`;
const VALUE = 'Stored-Value-4711';

async function call<Value>(
  script: readonly HttpResult[],
  use: (store: SecretStore) => Promise<StoreResult<Value>>,
): Promise<Sent<Value>> {
  const scripted = createContext(script);
  const result = await scripted.clock.run(use(storeOf(scripted.context)));
  return { ...scripted, result };
}

function refusal(code: string, status = 400, message = 'no'): HttpResult {
  return response(status, { error_code: code, error_msg: message });
}

const VERSION = { id: 'v7', create_time: 1_581_507_580_000, version_stages: ['pending'] };
const READ = response(200, { version: { secret_string: VALUE, version_metadata: VERSION } });
const STAGE = response(200, { stage: { name: 'pending', version_id: 'v7' } });
const CREATED = response(200, { version_metadata: VERSION });

const CALLS: Readonly<Record<string, (store: SecretStore) => Promise<StoreResult<unknown>>>> = {
  versions: (store) => store.versions(),
  value: (store) => store.value('v7'),
  stage: (store) => store.stage('pending'),
  createVersion: (store) => store.createVersion(VALUE, ['pending']),
  setStage: (store) => store.setStage('previous', 'v7'),
  createStage: (store) => store.createStage('previous', 'v7'),
  deleteStage: (store) => store.deleteStage('pending'),
};
const WRITES = ['createVersion', 'setStage', 'createStage', 'deleteStage'];
const READS = ['versions', 'value', 'stage'];

describe('the request', () => {
  it.each<[string, string, string, object | undefined]>([
    ['versions', 'GET', '/versions?limit=1000', undefined],
    ['value', 'GET', '/versions/v7', undefined],
    ['stage', 'GET', '/stages/pending', undefined],
    ['createVersion', 'POST', '/versions', { secret_string: VALUE, version_stages: ['pending'] }],
    ['setStage', 'PUT', '/stages/previous', { version_id: 'v7' }],
    ['createStage', 'POST', '/stages', { name: 'previous', version_id: 'v7' }],
    ['deleteStage', 'DELETE', '/stages/pending', undefined],
  ])('of %s is the one of the API reference', async (name, method, path, body) => {
    const use = CALLS[name];
    if (use === undefined) throw new Error(name);
    const { transport } = await call([refusal('CSMS.0106')], use);
    const [request, ...others] = transport.sent;
    expect(others).toEqual([]);
    expect({ ...request, url: request?.url.href, body: undefined }).toEqual({
      method,
      url: BASE + path,
      headers: {
        'Content-Type': 'application/json',
        'X-Auth-Token': 'TokenOfTheTests',
        'User-Agent': USER_AGENT,
      },
      body: undefined,
    });
    const sent = request?.body ?? '';
    expect(sent === '' ? undefined : JSON.parse(sent)).toEqual(body);
  });
});

describe('the list of versions', () => {
  const list = (rows: unknown): HttpResult => response(200, { version_metadatas: rows });

  it.each([
    ['in milliseconds', 1_581_507_580_000, 1_581_507_580_000],
    ['in seconds', 1_581_507_580, 1_581_507_580_000],
    ['missing', undefined, undefined],
    ['null', null, undefined],
  ])('has times that are %s', async (_case, time, created) => {
    const { result } = await call([list([{ ...VERSION, create_time: time }])], (store) =>
      store.versions(),
    );
    expect(result).toEqual(success([{ id: 'v7', stages: ['pending'], created }]));
  });

  it('may have versions without a stage', async () => {
    const rows = [{ id: 'v1' }, { id: 'v2', version_stages: null }];
    const { result } = await call([list(rows)], (store) => store.versions());
    expect(result).toMatchObject({ value: [{ stages: [] }, { stages: [] }] });
  });

  it.each<[string, unknown]>([
    ['no list', undefined],
    ['a text', 'v1'],
    ['a version that is a path', [{ id: '../v1' }]],
    ['the version latest', [{ id: 'latest' }]],
    ['stages that are a text', [{ id: 'v1', version_stages: 'pending' }]],
    ['a time that is a text', [{ id: 'v1', create_time: 'today' }]],
    ['a negative time', [{ id: 'v1', create_time: -1 }]],
    ['over 1,000 versions', Array.from({ length: 1_001 }, (_, n) => ({ id: `v${n}` }))],
  ])('that does not match the reference is an error: %s', async (_case, rows) => {
    const { result } = await call([list(rows)], (store) => store.versions());
    expect(failureOf(result).reason.message).toBe(
      'the response of the secret store does not match its documentation (HTTP 200)',
    );
  });
});

describe('a value', () => {
  it('is masked as soon as it is received', async () => {
    const { masked, result } = await call([READ], (store) => store.value('v7'));
    expect(masked).toEqual([VALUE]);
    expect(result).toMatchObject({ value: { id: 'v7', value: VALUE, stages: ['pending'] } });
  });

  it('of another version than the requested one is not used, but masked', async () => {
    const { masked, result } = await call([READ], (store) => store.value('v8'));
    expect(failureOf(result).reason.message).toContain('does not match');
    expect(masked).toEqual([VALUE]);
  });

  it('that is binary is empty', async () => {
    const version = { secret_binary: 'AAEC', version_metadata: VERSION };
    const { result } = await call([response(200, { version })], (store) => store.value('v7'));
    expect(result).toMatchObject({ value: { value: '' } });
  });

  it('over 32 kB is not read', async () => {
    const version = { secret_string: 'x'.repeat(32_769), version_metadata: VERSION };
    const { masked, result } = await call([response(200, { version })], (store) =>
      store.value('v7'),
    );
    expect(result.ok).toBe(false);
    expect(masked).toEqual([]);
  });
});

describe('a stage', () => {
  it('names a version', async () => {
    expect((await call([STAGE], (store) => store.stage('pending'))).result).toEqual(success('v7'));
  });

  it.each([400, 404])('that does not exist is undefined (HTTP %i)', async (status) => {
    const { result } = await call([refusal('CSMS.0005', status)], (store) =>
      store.stage('pending'),
    );
    expect(result).toEqual(success(undefined));
  });

  it.each([
    ['a secret that does not exist', refusal('CSMS.0106')],
    ['a page of an intermediary', response(404, '<html>not found</html>')],
    ['an error without a code', response(404, { error_msg: 'not found' })],
    ['a fault with that code', refusal('CSMS.0005', 500)],
  ])('is not taken for missing after %s', async (_case, last) => {
    const { result } = await call(Array<HttpResult>(6).fill(last), (store) =>
      store.stage('pending'),
    );
    expect(result.ok).toBe(false);
  });

  it.each([
    ['another version', { stage: { version_id: 'v8' } }],
    ['no version', { stage: {} }],
    ['nothing', ''],
  ])('that is set is not confirmed by a response with %s', async (_case, body) => {
    const { result } = await call([response(200, body)], (store) => store.setStage('a', 'v7'));
    expect(failureOf(result).lost).toBe(true);
  });
});

describe('a lost response', () => {
  const LOST: readonly [string, HttpResult][] = [
    ['a connection that closes', failure('closed', true)],
    ['a time-out', failure('timeout', true)],
    ['HTTP 500 without a code', response(500)],
    ['HTTP 500 with a code', refusal('CSMS.9999', 500)],
    ['HTTP 502', response(502, '<html>')],
    ['HTTP 504 with a code', refusal('CSMS.0106', 504)],
    ['HTTP 408', response(408)],
    ['a response that is cut off', response(200, '{"version_metadata":{"id"')],
    ['a redirect', response(307)],
  ];

  it.each(WRITES.flatMap((name) => LOST.map(([kind, result]) => [name, kind, result] as const)))(
    'of %s is not repeated blindly: %s',
    async (name, _kind, lost) => {
      const use = CALLS[name];
      if (use === undefined) throw new Error(name);
      // Any 2xx is a success of a deletion.
      if (name === 'deleteStage' && lost.kind === 'response' && lost.status === 200) return;
      const { result, transport } = await call([lost, CREATED], use);
      expect(failureOf(result).lost).toBe(true);
      expect(transport.sent).toHaveLength(1);
    },
  );

  it.each(READS)('of %s is repeated', async (name) => {
    const use = CALLS[name];
    if (use === undefined) throw new Error(name);
    const { transport } = await call([failure('closed', true), refusal('CSMS.0106')], use);
    expect(transport.sent).toHaveLength(2);
  });

  it.each([
    ['a connection that is refused', failure('refused')],
    ['a host that is unknown', failure('dns')],
    ['a limit of the rate', response(429)],
    ['a limit of the gateway', refusal('APIGW.0308', 429)],
  ])('is told apart from %s, after which a write is repeated', async (_case, first) => {
    const { result, transport } = await call([first, CREATED], (store) =>
      store.createVersion(VALUE, ['pending']),
    );
    expect(result).toEqual(success('v7'));
    expect(new Set(transport.sent.map(({ body }) => body)).size).toBe(1);
  });
});

describe('an error', () => {
  it.each(STORE_CODES)(
    '%s has a text of its own, without the words of the service',
    async (code) => {
      const words = 'echo of the service';
      const { result } = await call([refusal(code, 400, words)], (store) =>
        store.createVersion(VALUE, ['pending']),
      );
      const { reason, refused } = failureOf(result);
      expect(refused).toBe(true);
      expect(reason.code).toBe(code);
      expect(`${reason.message} ${reason.advice}`).not.toContain(words);
      expect(reason.message).not.toContain('HTTP');
      expect(reason.advice.length).toBeGreaterThan(10);
    },
  );

  it.each([
    ['versions', 'csms:secretVersion:list'],
    ['value', 'csms:secretVersion:get'],
    ['stage', 'csms:secretStage:get'],
    ['createVersion', 'csms:secretVersion:create'],
    ['setStage', 'csms:secretStage:update'],
    ['createStage', 'csms:secretStage:create'],
    ['deleteStage', 'csms:secretStage:delete'],
  ])('about a missing right names the action of %s', async (name, action) => {
    const use = CALLS[name];
    if (use === undefined) throw new Error(name);
    for (const code of ['CSMS.0302', 'APIGW.0302']) {
      const { result } = await call([refusal(code, 403)], use);
      expect(failureOf(result).reason.advice).toContain(action);
    }
  });

  it.each([
    ['value', 'kms:dek:decrypt'],
    ['createVersion', 'kms:dek:create'],
  ])('about the key names the action on the key for %s', async (name, action) => {
    const use = CALLS[name];
    if (use === undefined) throw new Error(name);
    const { result } = await call([refusal('CSMS.0401')], use);
    expect(failureOf(result).reason).toMatchObject({
      message: expect.stringContaining('the key with which the secret is encrypted'),
      advice: expect.stringContaining(action),
    });
  });

  it('about a secret that does not exist says how to create it', async () => {
    const { result } = await call([refusal('CSMS.0106')], (store) => store.versions());
    expect(failureOf(result).reason).toEqual({
      code: 'CSMS.0106',
      message: 'the secret does not exist',
      advice: TEXTS.createSecret,
    });
  });

  it('of the gateway has the text for the store', async () => {
    const { result } = await call([refusal('APIGW.0101', 404)], (store) => store.versions());
    expect(failureOf(result).reason.advice).toContain('csms_endpoint');
  });

  it('that repeats the value is shown without it', async () => {
    const scripted = createContext([refusal('CSMS.7777', 400, `bad value ${VALUE}!`)]);
    scripted.context.secrets.mask(VALUE);
    const work = storeOf(scripted.context).createVersion(VALUE, ['pending']);
    const { reason } = failureOf(await scripted.clock.run(work));
    expect(reason.message).toBe(
      'the secret store refused to store a new version of the secret (HTTP 400); the service says: bad value ***!',
    );
  });
});
