import { describe, expect, it } from '@jest/globals';
import { createContext, response } from '../../harness/request-context.ts';
import { JOB_NOT_FOUND, readJob } from '../../src/huaweicloud/jobs.ts';
import type { Job } from '../../src/huaweicloud/jobs.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import { A, B, C, JOB, PROJECT, SERVICE } from './sample-ecs.ts';
import { failureOf } from './sample-request.ts';
import type { Sent } from './sample-request.ts';

async function read(...script: readonly HttpResult[]): Promise<Sent<Job>> {
  const scripted = createContext(script);
  scripted.context.secrets.mask('Wonder.2024');
  const result = await scripted.clock.run(readJob(JOB, SERVICE, scripted.context));
  return { ...scripted, result };
}

async function jobOf(body: unknown, status = 200): Promise<Job> {
  const { result } = await read(response(status, body));
  if (!result.ok) throw new Error(result.error.reason.message);
  return result.value;
}

/** A finished job has all members (ECS API reference, "Querying Task Execution Status"). */
function job(status: string, entities: unknown, more: object = {}): object {
  return {
    status,
    entities,
    job_id: JOB,
    job_type: 'rebootServers',
    begin_time: '2026-11-21T20:04:34.604Z',
    end_time: '2026-11-21T20:08:41.593Z',
    error_code: null,
    fail_reason: null,
    ...more,
  };
}

function part(server: string | undefined, status: string, more: object = {}): object {
  return {
    status,
    entities: server === undefined ? {} : { server_id: server },
    job_id: 'ff8080827e7810fb017f06338ae3132c',
    job_type: 'rebootServer',
    error_code: null,
    fail_reason: null,
    ...more,
  };
}

const parts = (...items: unknown[]): object => ({ sub_jobs_total: items.length, sub_jobs: items });
const servers = (...entries: readonly (readonly [string, object])[]): Map<string, object> =>
  new Map(entries);

describe('a job', () => {
  it('is read by its ID', async () => {
    const { calls } = await read(response(200, job('SUCCESS', {})));
    expect(calls()).toEqual([
      `GET https://ecs.cn-north-4.myhuaweicloud.com/v1/${PROJECT}/jobs/${JOB}`,
    ]);
  });

  it('names each server with its own result, whatever it says of itself', async () => {
    const failed = {
      error_code: 'ECS.0227',
      fail_reason: 'short',
      entities: { server_id: B, errorcode_message: 'The guest did not stop.' },
    };
    const entities = parts(
      part(A.toUpperCase(), 'SUCCESS'),
      part(B, 'FAIL', failed),
      part(C, 'RUNNING'),
    );
    const body = job('FAIL', entities, { error_code: 'Common.0021', fail_reason: 'Sub job fail!' });
    expect(await jobOf(body)).toEqual({
      state: 'failed',
      error: { code: 'Common.0021', message: 'Sub job fail!' },
      servers: servers(
        [A, { state: 'succeeded' }],
        [B, { state: 'failed', error: { code: 'ECS.0227', message: 'The guest did not stop.' } }],
        [C, { state: 'running' }],
      ),
    });
  });

  it('may name nothing while it runs', async () => {
    // As in an issue of the Terraform provider: no error_code, no fail_reason, an empty end_time.
    const running = {
      begin_time: '2022-02-17T05:41:55.441Z',
      end_time: '',
      job_id: JOB,
      job_type: 'createServer',
      status: 'RUNNING',
    };
    const expected = { state: 'running', servers: undefined };
    expect(await jobOf(running)).toEqual(expected);
    expect(await jobOf({ ...running, entities: {} })).toEqual(expected);
    expect(await jobOf({ ...running, entities: null })).toEqual(expected);
    expect(await jobOf({ ...running, entities: parts() })).toEqual(expected);
    expect(await jobOf({ ...running, entities: { sub_jobs: null } })).toEqual(expected);
    expect(await jobOf({ ...running, status: 'INIT' })).toEqual(expected);
    expect(await jobOf({ ...running, status: 'PENDING_PAYMENT' })).toEqual(expected);
  });

  it('that lists none of its parts names no server', async () => {
    const expected = { state: 'succeeded', servers: new Map() };
    expect(await jobOf(job('SUCCESS', { sub_jobs_total: 2, sub_jobs: [] }))).toEqual(expected);
    expect(await jobOf(job('SUCCESS', { sub_jobs_total: 2, server_id: A }))).toEqual(expected);
  });

  it('without parts may name its one server itself', async () => {
    expect(await jobOf(job('SUCCESS', { server_id: A }))).toEqual({
      state: 'succeeded',
      servers: servers([A, { state: 'succeeded' }]),
    });
  });

  it('with parts that name no server names none', async () => {
    const entities = { server_id: A, ...parts(part(undefined, 'SUCCESS'), 'x', null, 7) };
    expect(await jobOf(job('SUCCESS', entities))).toEqual({
      state: 'succeeded',
      servers: new Map(),
    });
  });

  it.each([
    [['SUCCESS', 'SUCCESS'], { state: 'succeeded' }],
    [['SUCCESS', 'RUNNING'], { state: 'running' }],
    [['RUNNING', 'FAIL'], { state: 'running' }],
    [['FAIL', 'SUCCESS'], { state: 'contradicted' }],
    [['FAIL', 'SUCCESS', 'FAIL'], { state: 'contradicted' }],
    [['SUCCESS', 'UNDONE'], { state: 'running' }],
  ])('with the parts %j for one server is %j', async (states, expected) => {
    const entities = parts(...states.map((state) => part(A, state)));
    expect((await jobOf(job('SUCCESS', entities))).servers?.get(A)).toEqual(expected);
  });

  it('drops codes that are not codes or contain a secret', async () => {
    const failed = (code: unknown): object => part(A, 'FAIL', { error_code: code });
    for (const code of ['Wonder.2024', 'no code', 7]) {
      const { servers: named } = await jobOf(job('FAIL', parts(failed(code))));
      expect(named?.get(A)).toEqual({ state: 'failed', error: {} });
    }
  });

  it('is not another job', async () => {
    const other = job('SUCCESS', {}, { job_id: JOB.replace('7', '8') });
    const { result } = await read(response(200, other));
    expect(failureOf(result).reason.message).toBe(
      'the response of ECS does not match its documentation (HTTP 200)',
    );
  });
});

describe('a job that is gone', () => {
  it('has a code', async () => {
    const { result, waits } = await read(
      response(400, { error: { code: 'Common.0011', message: 'no such job' } }),
    );
    expect(waits).toEqual([]);
    expect(failureOf(result)).toMatchObject({ status: 400, reason: { code: JOB_NOT_FOUND } });
  });

  it.each([
    { code: 'Common.0011', message: 'x' },
    { error_code: 'Common.0011', job_id: JOB },
  ])('is not a job at status 200: %j', async (body) => {
    const { result } = await read(response(200, body));
    expect(failureOf(result).reason.code).toBe(JOB_NOT_FOUND);
  });
});

it('requests a job again after failures that may pass', async () => {
  const { result, waits } = await read(
    response(503),
    response(429, { error_code: 'APIGW.0308' }),
    response(200, job('SUCCESS', {})),
  );
  expect(result.ok).toBe(true);
  expect(waits).toHaveLength(2);
});
