import http from 'node:http';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { until } from '../../harness/action.ts';
import { createContext, response } from '../../harness/request-context.ts';
import { requestRestart } from '../../src/huaweicloud/restart-request.ts';
import type { RestartAction } from '../../src/huaweicloud/restart-request.ts';
import { Simulator } from '../../simulator/simulator.ts';
import { SERVICE } from '../huaweicloud/sample-ecs.ts';
import { GOOD_PASSWORD, resetAll } from './client.ts';

// The SDK prints each refusal with the whole request. Its logger is replaced before it is loaded.
const silent = () => undefined;
jest.mock('log4js', () => ({ configure: silent, getLogger: () => ({ error: silent }) }));
const { BasicCredentials } = await import('@huaweicloud/huaweicloud-sdk-core');
const { UserOptions } = await import('@huaweicloud/huaweicloud-sdk-core/UserOptions.js');
const { Region } = await import('@huaweicloud/huaweicloud-sdk-core/region/region.js');
const sdk = await import('@huaweicloud/huaweicloud-sdk-ecs');

let simulator: Simulator;

beforeEach(async () => {
  simulator = await Simulator.start({ servers: [{}, { state: 'stopped' }] });
});

afterEach(async () => {
  await simulator.close();
});

function client(): InstanceType<typeof sdk.EcsClient> {
  const options = new UserOptions();
  // Without this name the SDK writes an application ID into the home folder.
  options.customUserAgent = 'simulator-tests';
  // Node's default agent may use a proxy.
  options.axiosRequestConfig = { httpAgent: new http.Agent() };
  return sdk.EcsClient.newBuilder()
    .withCredential(
      new BasicCredentials()
        .withAk(simulator.accessKey)
        .withSk(simulator.secretKey)
        .withProjectId(simulator.projectId),
    )
    .withRegion(new Region('cn-north-4', simulator.endpoint))
    .withOptions(options)
    .build();
}

const running = (): string => simulator.serverIds[0] ?? '';
const stopped = (): string => simulator.serverIds[1] ?? '';
const listed = (id: string): InstanceType<typeof sdk.ServerId>[] => [new sdk.ServerId().withId(id)];

/** The SDK declares getters, and returns the members as they are in the response. */
function jobId(accepted: unknown): string {
  return (accepted as { job_id: string }).job_id;
}

async function reboot(
  type: InstanceType<typeof sdk.BatchRebootSeversOption>['type'],
): Promise<string> {
  const option = new sdk.BatchRebootSeversOption(listed(running()), type);
  const accepted = await client().batchRebootServers(
    new sdk.BatchRebootServersRequest().withBody(
      new sdk.BatchRebootServersRequestBody().withReboot(option),
    ),
  );
  return jobId(accepted);
}

async function start(): Promise<string> {
  const option = new sdk.BatchStartServersOption().withServers(listed(stopped()));
  const accepted = await client().batchStartServers(
    new sdk.BatchStartServersRequest().withBody(
      new sdk.BatchStartServersRequestBody().withOsStart(option),
    ),
  );
  return jobId(accepted);
}

/** The body that the action sends. */
async function bodyOf(action: RestartAction, id: string): Promise<unknown> {
  const { context, transport } = createContext([response(200, { job_id: 'j' })]);
  await requestRestart(action, [id], SERVICE, context);
  return JSON.parse(transport.sent[0]?.body ?? '');
}

describe('the official SDK', () => {
  it('restarts a server, and reads the job until it is done', async () => {
    await resetAll(simulator);
    const id = await reboot('SOFT');
    const show = () => client().showJob(new sdk.ShowJobRequest().withJobId(id));
    await until(() => simulator.passwordNow(running()) === GOOD_PASSWORD);
    const job = await show();
    expect(job).toMatchObject({
      job_id: id,
      status: 'SUCCESS',
      entities: { sub_jobs: [{ status: 'SUCCESS', entities: { server_id: running() } }] },
    });
  });

  it('starts a stopped server', async () => {
    await resetAll(simulator);
    await start();
    await until(() => simulator.passwordNow(stopped()) === GOOD_PASSWORD);
  });

  it('sends the same bodies as the action', async () => {
    await reboot('SOFT');
    await reboot('HARD');
    await start();
    expect(simulator.requests.map(({ body }) => body)).toEqual([
      await bodyOf({ kind: 'reboot', type: 'soft' }, running()),
      await bodyOf({ kind: 'reboot', type: 'hard' }, running()),
      await bodyOf({ kind: 'start' }, stopped()),
    ]);
    expect(new Set(simulator.requests.map(({ method, path }) => `${method} ${path}`))).toEqual(
      new Set([`POST /v1/${simulator.projectId}/cloudservers/action`]),
    );
  });
});
