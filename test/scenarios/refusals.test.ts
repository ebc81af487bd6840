import { describe, expect, it } from '@jest/globals';
import type { Fault } from '../../simulator/simulator.ts';
import { annotationsOf, listIn, reportOf } from '../../harness/invariants.ts';
import {
  ACCESS_KEY,
  AUTH_TOKEN,
  runResetWith,
  SECRET_KEY,
  serverId,
  withPlaceholders,
} from '../../harness/scenario.ts';

const IDS = [serverId(1), serverId(2), serverId(3)];
const ONE_BY_ONE = { batch_size: '1', concurrency: '1' };

const refuse = (status: number, code: string, more: Partial<Fault> = {}): Fault => ({
  status,
  body: { error: { code, message: 'as the service says' } },
  ...more,
});

describe('a refusal of the whole request', () => {
  it.concurrent.each([
    {
      what: 'a weak password',
      fault: refuse(400, 'Ecs.0011'),
      says: /The service refuses the password as too weak \(Ecs\.0011, .*Choose another password/,
    },
    {
      what: 'no permission, by a policy',
      fault: refuse(403, 'Pdp.0001'),
      says: /\(Pdp\.0001, .*ecs:cloudServers:resetServerPwd.*tag or enterprise project/,
    },
    {
      what: 'no permission, by the service',
      fault: refuse(403, 'Ecs.0110'),
      says: /\(Ecs\.0110, .*ecs:cloudServers:resetServerPwd.*tag or enterprise project/,
    },
    {
      what: 'no permission, without a code',
      fault: { status: 403, body: {} },
      says: /ecs:cloudServers:resetServerPwd.*tag or enterprise project/,
    },
    {
      what: 'an account in arrears',
      fault: refuse(403, 'Ecs.0003'),
      says: /\(Ecs\.0003, .*Settle the account/,
    },
    {
      what: 'another project',
      fault: refuse(400, 'Common.0018'),
      says: /\(Common\.0018, .*Check that project_id/,
    },
  ])('stops the calls that were not sent: $what', async ({ fault, says }) => {
    const { run, simulator } = await runResetWith({ faults: [fault] }, ONE_BY_ONE);

    expect(run.exitCode).toBe(1);
    expect(simulator.requests).toHaveLength(1);
    expect(listIn(run, 'failed_server_ids')).toEqual([serverId(1)]);
    expect(listIn(run, 'not_sent_server_ids')).toEqual([serverId(2), serverId(3)]);
    expect(run.remaining).toEqual(IDS);
    expect(annotationsOf(run, 'error')[0]).toMatch(says);
    expect(run.stdout + run.summary + JSON.stringify(run.report)).not.toContain('as the service');
    expect(reportOf(run).servers[1]?.message).toMatch(/^not sent, because another call was/);
    expect(IDS.some((id) => simulator.wasReset(id))).toBe(false);
  });

  it.concurrent('does not change servers that were accepted before', async () => {
    const fault = refuse(403, 'Pdp.0001', {
      match: ({ serverIds }) => serverIds.includes(serverId(2)),
    });
    const { run } = await runResetWith({ faults: [fault] }, ONE_BY_ONE);

    expect(JSON.parse(run.outputs['results'] ?? '')).toMatchObject([
      { id: serverId(1), outcome: 'accepted' },
      { id: serverId(2), outcome: 'failed', code: 'Pdp.0001' },
      { id: serverId(3), outcome: 'not_sent' },
    ]);
    expect(annotationsOf(run, 'error').at(-1)).toBe(
      'The reset of 1 of 3 servers was accepted, 1 failed, 1 not sent.',
    );
  });
});

describe('a refusal of one call', () => {
  it.concurrent.each([
    {
      what: 'an unknown code',
      fault: refuse(409, 'Ecs.9999'),
      message: 'The service says: as the service says',
    },
    {
      what: 'an unexpected status',
      fault: { status: 418, body: { message: 'as the service says' } },
      message: 'The service says: as the service says',
    },
    {
      what: 'a page of an intermediary',
      fault: { status: 418, body: 'as the service says' },
      message: 'An intermediary (proxy, gateway or firewall) responded, not the service (HTTP 418)',
    },
  ])('$what', async ({ fault, message }) => {
    const { run, simulator } = await runResetWith({ faults: [fault] }, ONE_BY_ONE);

    expect(run.exitCode).toBe(1);
    expect(listIn(run, 'failed_server_ids')).toEqual([serverId(1)]);
    expect(listIn(run, 'accepted_server_ids')).toEqual([serverId(2), serverId(3)]);
    expect(simulator.requests).toHaveLength(3);
    expect(annotationsOf(run, 'error')[0]).toContain(message);
  });
});

describe('a missing permission with the calls for one server', () => {
  const forbidden = (...numbers: number[]): Fault =>
    refuse(403, 'Pdp.0001', {
      forever: true,
      match: ({ serverIds }) => numbers.some((number) => serverIds[0] === serverId(number)),
    });

  it.concurrent.each(['v1', 'v2.1'])('api %s: counts for that server', async (api) => {
    const { run, simulator } = await runResetWith(
      { servers: 4, faults: [forbidden(2, 3)] },
      { api, concurrency: '1' },
    );

    expect(simulator.requests).toHaveLength(4);
    expect(listIn(run, 'failed_server_ids')).toEqual([serverId(2), serverId(3)]);
    expect(listIn(run, 'accepted_server_ids')).toEqual([serverId(1), serverId(4)]);
    expect(run.stdout).not.toContain('enterprise project');
  });

  it.concurrent.each([
    { first: 'five in a row stop the run', denied: [1, 2, 3, 4, 5], requests: 5 },
    { first: 'four in a row do not', denied: [1, 2, 3, 4, 6, 7, 8], requests: 8 },
    { first: 'nor do many after one was accepted', denied: [2, 3, 4, 5, 6, 7], requests: 8 },
  ])('$first', async ({ denied, requests }) => {
    const { run, simulator } = await runResetWith(
      { servers: 8, faults: [forbidden(...denied)] },
      { api: 'v1', concurrency: '1' },
    );

    expect(run.exitCode).toBe(1);
    expect(simulator.requests).toHaveLength(requests);
    expect(listIn(run, 'failed_server_ids')).toEqual(denied.map((number) => serverId(number)));
    expect(run.outputs['not_sent_count']).toBe(String(8 - requests));
  });
});

describe('credentials that the gateway refuses', () => {
  const TWENTY_MINUTES = 20 * 60_000;

  it.concurrent.each([
    {
      what: 'a wrong secret key',
      setting: {},
      inputs: { secret_key: 'WrongKeyOfTheTestsThatNobodyEverMayRead9' },
      code: 'APIGW.0301',
      says: 'the gateway finds the signature wrong',
      advice: 'Check secret_key: it does not belong to access_key',
    },
    {
      what: 'an unknown access key',
      setting: {},
      inputs: { access_key: 'NOSUCHKEYOFTHETESTS9' },
      code: 'APIGW.0301',
      says: 'the gateway does not know the access key',
      advice: 'Check access_key',
    },
    {
      what: 'a clock that goes wrong',
      setting: { now: () => new Date(Date.now() + TWENTY_MINUTES) },
      inputs: {},
      code: 'APIGW.0301',
      says: 'the gateway finds the signature too old or too new',
      advice: '15 minutes',
    },
    {
      what: 'a clock that is fast',
      setting: { now: () => new Date(Date.now() - TWENTY_MINUTES) },
      inputs: {},
      code: 'APIGW.0301',
      says: 'the gateway finds the signature too old or too new',
      advice: '15 minutes',
    },
    {
      what: 'an expired token',
      setting: {},
      inputs: { access_key: '', secret_key: '', auth_token: `${AUTH_TOKEN}x` },
      code: 'APIGW.0307',
      says: 'the token has to be renewed, or belongs to another region',
      advice: 'Get a new token',
    },
    {
      what: 'keys of another project',
      setting: {},
      inputs: { project_id: 'some_other_project' },
      code: 'Ecs.0023',
      says: 'the project of the credentials and the project of the request differ',
      advice: 'Check that project_id',
    },
  ])('$what', async ({ setting, inputs, code, says, advice }) => {
    const { run, simulator } = await runResetWith(setting, { ...ONE_BY_ONE, ...inputs });

    expect(run.exitCode).toBe(1);
    expect(simulator.requests).toHaveLength(1);
    const report = JSON.parse(
      withPlaceholders(JSON.stringify(run.report), run, simulator),
    ) as unknown;
    expect(report).toMatchObject({
      servers: [
        { outcome: 'failed', code, message: says, request_id: '<request>' },
        { outcome: 'not_sent' },
        { outcome: 'not_sent' },
      ],
    });
    const [error = ''] = annotationsOf(run, 'error');
    expect(error).toContain(code);
    expect(error).toContain(advice);
    // The message of the gateway repeats the signed request.
    const everything = run.stdout + run.summary + JSON.stringify(run.report);
    expect(everything).not.toMatch(
      /canonical|os-reset-passwords|x-sdk-date|signature time|Get secret/i,
    );
    const { headers } = simulator.requests[0] ?? {};
    for (const header of ['x-sdk-date', 'authorization']) {
      expect(everything).not.toContain(headers?.[header] ?? '\0');
    }
    expect(everything.split(ACCESS_KEY).length - 1).toBeLessThanOrEqual(1);
    expect(everything.split(SECRET_KEY).length - 1).toBeLessThanOrEqual(1);
  });
});
