import { afterEach, describe, expect, it } from '@jest/globals';
import { until } from '../../harness/action.ts';
import { Simulator } from '../../simulator/simulator.ts';
import type { SimulatorOptions } from '../../simulator/simulator.ts';
import { GOOD_PASSWORD, resetAll, send } from './client.ts';
import type { ClientResponse } from './client.ts';

let simulator: Simulator;

afterEach(async () => {
  await simulator.close();
});

async function start(options: SimulatorOptions = {}): Promise<void> {
  simulator = await Simulator.start({ servers: 2, ...options });
}

async function post(body: string | object): Promise<ClientResponse> {
  const path = `/v1/${simulator.projectId}/cloudservers/action`;
  return send(simulator, { method: 'POST', path, body });
}

const servers = (ids: readonly string[] = simulator.serverIds): { id: string }[] =>
  ids.map((id) => ({ id }));
const reboot = (ids?: readonly string[], type = 'SOFT'): object => ({
  reboot: { type, servers: servers(ids) },
});

async function get(path: string): Promise<unknown> {
  return (await send(simulator, { method: 'GET', path })).json;
}

async function job(response: ClientResponse): Promise<unknown> {
  const { job_id: id } = response.json as { job_id: string };
  return get(`/v1/${simulator.projectId}/jobs/${id}`);
}

async function row(id: string): Promise<unknown> {
  const response = await send(simulator, {
    method: 'GET',
    path: `/v1/${simulator.projectId}/cloudservers/detail`,
    query: `server_id=${id}`,
  });
  return (response.json as { servers: unknown[] }).servers[0];
}

const actions = (id: string): Promise<unknown> =>
  get(`/v2.1/${simulator.projectId}/servers/${id}/os-instance-actions`);

const first = (): string => simulator.serverIds[0] ?? '';
const second = (): string => simulator.serverIds[1] ?? '';

describe('a restart', () => {
  it.each([
    ['SOFT', 'REBOOT', 'reboot_started'],
    ['HARD', 'HARD_REBOOT', 'reboot_started_hard'],
  ])(
    'of type %s passes through %s, and makes the new password real',
    async (type, status, task) => {
      const ended = Promise.withResolvers<undefined>();
      await start({ restarts: { until: ended.promise } });
      await resetAll(simulator);
      const response = await post(reboot([first()], type));
      expect(response.status).toBe(200);
      expect(simulator.requests.at(-1)).toMatchObject({ serverIds: [first()], applied: [first()] });
      expect(await row(first())).toMatchObject({ status, 'OS-EXT-STS:task_state': task });
      expect(await job(response)).toMatchObject({ status: 'INIT', end_time: '' });
      expect(await job(response)).toEqual({
        job_id: expect.any(String),
        job_type: expect.any(String),
        begin_time: expect.any(String),
        end_time: '',
        status: 'RUNNING',
        entities: {
          sub_jobs_total: 1,
          sub_jobs: [
            expect.objectContaining({ status: 'RUNNING', entities: { server_id: first() } }),
          ],
        },
      });
      expect(simulator.passwordNow(first())).toBeUndefined();
      ended.resolve(undefined);
      await until(() => simulator.passwordNow(first()) === GOOD_PASSWORD);
      expect(await row(first())).toMatchObject({
        status: 'ACTIVE',
        'OS-EXT-STS:task_state': null,
      });
      expect(await job(response)).toMatchObject({
        status: 'SUCCESS',
        error_code: null,
        fail_reason: null,
        entities: { sub_jobs: [{ status: 'SUCCESS', error_code: null }] },
      });
      expect(simulator.passwordNow(second())).toBeUndefined();
    },
  );

  it('of a stopped server is a start', async () => {
    const ended = Promise.withResolvers<undefined>();
    const restarts = { until: ended.promise };
    await start({ servers: [{ state: 'stopped' }, {}], restarts });
    await resetAll(simulator);
    await post({ 'os-start': { servers: servers([first()]) } });
    expect(await row(first())).toMatchObject({
      status: 'SHUTOFF',
      'OS-EXT-STS:task_state': 'powering-on',
    });
    ended.resolve(undefined);
    await until(() => simulator.passwordNow(first()) === GOOD_PASSWORD);
    expect(await row(first())).toMatchObject({ status: 'ACTIVE' });
    expect(await actions(first())).toMatchObject({
      instanceActions: [{ action: 'start', message: null }],
    });
  });

  it.each([
    ['fails', 'FAIL', 'Ecs.0227', 'ACTIVE', 'Error'],
    ['ends in error', 'SUCCESS', null, 'ERROR', null],
  ] as const)('that %s', async (onRestart, status, code, rowStatus, message) => {
    await start({ servers: [{ onRestart }, {}] });
    await resetAll(simulator);
    const response = await post(reboot());
    await until(() => simulator.passwordNow(second()) === GOOD_PASSWORD);
    expect(await job(response)).toMatchObject({
      status,
      error_code: status === 'FAIL' ? 'Common.0021' : null,
      entities: { sub_jobs: [{ status, error_code: code }, { status: 'SUCCESS' }] },
    });
    expect(await row(first())).toMatchObject({ status: rowStatus, 'OS-EXT-STS:task_state': null });
    expect(await actions(first())).toMatchObject({ instanceActions: [{ message }] });
    expect(simulator.passwordNow(first())).toBeUndefined();
  });

  it('may be missing in the job', async () => {
    await start({ servers: [{ onRestart: 'unnamed' }, { onRestart: 'ignored' }] });
    await resetAll(simulator);
    const response = await post(reboot());
    expect(await job(response)).toMatchObject({ status: 'SUCCESS', entities: { sub_jobs: [] } });
    await until(() => simulator.passwordNow(first()) === GOOD_PASSWORD);
    expect(simulator.passwordNow(second())).toBeUndefined();
    expect(await actions(second())).toEqual({ instanceActions: [] });
  });
});

describe('servers that cannot be restarted', () => {
  const specs = [{ locked: true }, { state: 'stopped' as const }, { deleted: true }, {}];

  it('fail in their parts of the job', async () => {
    await start({ servers: specs });
    const response = await post(reboot());
    expect(simulator.requests.at(-1)?.applied).toEqual([simulator.serverIds[3]]);
    expect(await job(response)).toMatchObject({
      entities: {
        sub_jobs: [
          { status: 'FAIL', error_code: 'Ecs.0605' },
          { status: 'FAIL', error_code: 'Ecs.0100' },
          { status: 'FAIL', error_code: 'Ecs.0114' },
          { entities: { server_id: simulator.serverIds[3] } },
        ],
      },
    });
  });

  it('may be why the call is refused', async () => {
    await start({ servers: specs, restarts: { refuses: 'call' } });
    const response = await post(reboot());
    expect(response).toMatchObject({ status: 400, json: { error: { code: 'Ecs.0605' } } });
    expect(simulator.requests.at(-1)?.applied).toEqual([]);
  });
});

describe('a body', () => {
  it.each([
    ['', 'Common.0002'],
    ['{', 'Ecs.0005'],
    [{ reboot: { servers: [{ id: 'x' }] } }, 'Ecs.0005'],
    [{ reboot: { type: 'soft', servers: [{ id: 'x' }] } }, 'Ecs.0005'],
    [{ reboot: { type: 'SOFT', servers: [] } }, 'Ecs.0005'],
    [{ 'os-start': { type: 'SOFT', servers: [{ id: 'x' }] } }, 'Ecs.0005'],
    [{ 'os-stop': { servers: [{ id: 'x' }] } }, 'Ecs.0005'],
    [
      {
        reboot: { type: 'SOFT', servers: [{ id: 'x' }] },
        'os-start': { servers: [{ id: 'y' }] },
      },
      'Ecs.0005',
    ],
  ])('%j is refused with %s', async (body, code) => {
    await start();
    expect((await post(body)).json).toMatchObject({ error: { code } });
  });

  it('may have 1,000 servers', async () => {
    await start();
    const many = (count: number): string[] => Array<string>(count).fill(first());
    expect((await post(reboot(many(1_000)))).status).toBe(200);
    expect((await post(reboot(many(1_001)))).status).toBe(400);
  });
});

describe('a job', () => {
  const isUnknown = { error: { code: 'Common.0011' } };

  it('may be unknown at first, and is deleted later', async () => {
    await start({ restarts: { unknownFor: 1, deletedAfter: 2 } });
    const response = await post(reboot());
    expect(await job(response)).toMatchObject(isUnknown);
    expect(await job(response)).toMatchObject({ entities: { sub_jobs_total: 2 } });
    expect(await job(response)).toMatchObject(isUnknown);
  });

  it('may list its parts later, or name no server', async () => {
    await start({ restarts: { partsAfter: 1 } });
    const response = await post(reboot());
    expect(await job(response)).toMatchObject({ entities: { sub_jobs_total: 2, sub_jobs: [] } });
    expect(await job(response)).toMatchObject({ entities: { sub_jobs: [{}, {}] } });
    await simulator.close();

    await start({ restarts: { parts: 'none', parentEnd: 'FAIL' } });
    const other = await post(reboot());
    await until(() => simulator.serverIds.length === 2);
    expect(await job(other)).toMatchObject({ entities: {} });
  });

  it('of another ID does not exist', async () => {
    await start();
    expect(await get(`/v1/${simulator.projectId}/jobs/1`)).toMatchObject(isUnknown);
  });
});
