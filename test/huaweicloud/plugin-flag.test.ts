import { describe, expect, it } from '@jest/globals';
import { ECS_ENDPOINT, ecsService, uuid } from '../../harness/ecs-service.ts';
import { createContext, response } from '../../harness/request-context.ts';
import { readPluginFlag } from '../../src/huaweicloud/plugin-flag.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';

async function read(result: HttpResult) {
  const scripted = createContext([result]);
  const { clock, context } = scripted;
  const flag = await clock.run(readPluginFlag(uuid(1), ecsService(context), context));
  return { ...scripted, flag };
}

describe('the flag of a server', () => {
  it.each([
    ['True', true],
    ['False', false],
    ['true', true],
  ])('%s', async (text, value) => {
    const { calls, flag } = await read(response(200, { resetpwd_flag: text }));
    expect(flag).toEqual({ ok: true, value });
    expect(calls()).toEqual([
      `GET ${ECS_ENDPOINT}/v1/p-1/cloudservers/${uuid(1)}/os-resetpwd-flag`,
    ]);
  });

  it.each([[{}], [{ resetpwd_flag: true }], [{ resetpwd_flag: '' }], [{ resetpwd_flag: 'maybe' }]])(
    'is unknown in %j',
    async (body) => {
      const { flag } = await read(response(200, body));
      expect(flag).toMatchObject({
        ok: false,
        error: { refused: false, reason: { message: expect.stringContaining('documentation') } },
      });
    },
  );

  it.each([
    [404, { error: { code: 'Ecs.0114', message: 'x' } }, 'the server does not exist'],
    [404, { error_code: 'APIGW.0101', error_msg: 'x' }, 'the gateway does not know this call'],
    [403, { error: { message: 'Policy denies' } }, 'the service says: Policy denies'],
    [401, { error_code: 'APIGW.0301', error_msg: 'x' }, 'the gateway does not accept the token'],
  ])('a refusal with %i', async (status, body, message) => {
    const { flag } = await read(response(status, body));
    expect(flag).toMatchObject({
      ok: false,
      error: { status, refused: true, reason: { message } },
    });
  });
});
