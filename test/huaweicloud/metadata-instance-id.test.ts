import { expect, it } from '@jest/globals';
import { createContext, failure, response } from '../../harness/request-context.ts';
import { METADATA_TEXTS } from '../../src/auth/failure-texts.ts';
import { instanceId } from '../../src/huaweicloud/metadata.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import { A } from './sample-ecs.ts';
import type { Sent } from './sample-request.ts';

const TOKEN = response(200, 'bWV0YWRhdGEtdG9rZW4=');

async function read(...script: readonly HttpResult[]): Promise<Sent<string>> {
  const scripted = createContext(script);
  const work = instanceId(METADATA_TEXTS, scripted.context);
  return { ...scripted, result: await scripted.clock.run(work) };
}

it('is read with a metadata token, which is masked', async () => {
  const { calls, masked, result } = await read(TOKEN, response(200, { uuid: A.toUpperCase() }));
  expect(calls()).toEqual([
    'PUT http://169.254.169.254/meta-data/latest/api/token',
    'GET http://169.254.169.254/openstack/latest/meta_data.json',
  ]);
  expect(masked).toEqual(['bWV0YWRhdGEtdG9rZW4=']);
  expect(result).toEqual({ ok: true, value: A });
});

it('is read without a token where the service has none', async () => {
  const { result } = await read(response(404), response(200, { uuid: A }));
  expect(result).toEqual({ ok: true, value: A });
});

it.each([
  [response(200, { uuid: 'i-0abc' })],
  [response(200, {})],
  [response(200, 'x')],
  [response(404)],
])('is not known from %j', async (found) => {
  const { result } = await read(TOKEN, found, found);
  expect(result.ok).toBe(false);
});

it('is not known where there is no such service', async () => {
  const { result } = await read(failure('unreachable'));
  expect(result.ok).toBe(false);
});
