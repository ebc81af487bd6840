import { expect, it } from '@jest/globals';
import { createContext, response } from '../../harness/request-context.ts';
import { listServerActions } from '../../src/huaweicloud/action-history.ts';
import type { ServerAction } from '../../src/huaweicloud/action-history.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import { A, PROJECT, SERVICE } from './sample-ecs.ts';
import { failureOf } from './sample-request.ts';
import type { Sent } from './sample-request.ts';

async function list(...script: readonly HttpResult[]): Promise<Sent<readonly ServerAction[]>> {
  const scripted = createContext(script);
  const work = listServerActions(A, SERVICE, scripted.context);
  return { ...scripted, result: await scripted.clock.run(work) };
}

/** As in the ECS API reference, "Querying Actions on an ECS". */
function action(name: string, start: unknown, message: unknown): object {
  return {
    action: name,
    instance_uuid: A,
    message,
    project_id: PROJECT,
    request_id: 'req-ee56c2b5-d33b-4749-ae83-09281dbbb716',
    start_time: start,
    user_id: '752be40780484291a9cc7ae50fff3e6d',
  };
}

it('reads the actions, whose times are in UTC', async () => {
  const { calls, result } = await list(
    response(200, {
      instanceActions: [
        action('reboot ', '2026-11-21T10:58:14.250000', null),
        action('resize', '2026-11-21T10:57:56Z', 'Error'),
      ],
    }),
  );
  expect(calls()).toEqual([
    `GET ${SERVICE.endpoint}/v2.1/${PROJECT}/servers/${A}/os-instance-actions`,
  ]);
  expect(result).toEqual({
    ok: true,
    value: [
      { action: 'reboot', started: new Date('2026-11-21T10:58:14.250Z'), withoutError: true },
      { action: 'resize', started: new Date('2026-11-21T10:57:56.000Z'), withoutError: false },
    ],
  });
});

it('leaves out what does not match the definition', async () => {
  const { result } = await list(
    response(200, {
      instanceActions: [
        action('reboot', 'yesterday', null),
        action('reboot', null, null),
        action('reboot', '2026-11-21T10:58:14', undefined),
        action('reboot', '2026-11-21T10:58:14', ''),
        'reboot',
        null,
      ],
    }),
  );
  expect(result).toEqual({
    ok: true,
    value: [{ action: 'reboot', started: new Date('2026-11-21T10:58:14Z'), withoutError: false }],
  });
});

it('reads an empty list', async () => {
  expect((await list(response(200, { instanceActions: [] }))).result).toEqual({
    ok: true,
    value: [],
  });
});

it('fails where the cloud does not have the call', async () => {
  const { result } = await list(response(404, { error_code: 'APIGW.0101', error_msg: 'no' }));
  expect(failureOf(result)).toMatchObject({ refused: true, reason: { code: 'APIGW.0101' } });
});
