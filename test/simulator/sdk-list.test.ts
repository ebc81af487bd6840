import http from 'node:http';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';

// The SDK prints each refusal with the whole request. Its logger is replaced before it is loaded.
const silent = () => undefined;
jest.mock('log4js', () => ({ configure: silent, getLogger: () => ({ error: silent }) }));
const { BasicCredentials } = await import('@huaweicloud/huaweicloud-sdk-core');
const { UserOptions } = await import('@huaweicloud/huaweicloud-sdk-core/UserOptions.js');
const { Region } = await import('@huaweicloud/huaweicloud-sdk-core/region/region.js');
const sdk = await import('@huaweicloud/huaweicloud-sdk-ecs');

let simulator: Simulator;

beforeEach(async () => {
  simulator = await Simulator.start({
    servers: [
      { name: 'web-01', tags: ['env=prod'] },
      { name: 'web-02', tags: ['env=production'], plugin: false, os: 'windows' },
      { name: 'db-01', state: 'stopped', locked: true },
    ],
  });
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

type Request = InstanceType<typeof sdk.ListServersDetailsRequest>;

async function list(change: (request: Request) => Request) {
  const { count, servers = [] } = await client().listServersDetails(
    change(new sdk.ListServersDetailsRequest()),
  );
  return { count, names: servers.map(({ name }) => name), servers };
}

describe('the official SDK', () => {
  it('lists servers with their states', async () => {
    const { count, servers } = await list((request) => request.withLimit(10));
    expect(count).toBe(3);
    expect(servers.map(({ id }) => id)).toEqual(simulator.serverIds);
    expect(servers[2]).toMatchObject({ name: 'db-01', status: 'SHUTOFF', locked: true });
    expect(servers[1]?.metadata).toMatchObject({ os_type: 'Windows' });
  });

  it('lists servers by tag, name and page', async () => {
    expect((await list((request) => request.withTags('env=prod'))).names).toEqual([
      'web-01',
      'web-02',
    ]);
    expect((await list((request) => request.withName('db'))).names).toEqual(['db-01']);
    const first = await list((request) => request.withLimit(2));
    expect(first.names).toEqual(['web-01', 'web-02']);
    const marker = first.servers[1]?.id ?? '';
    expect((await list((request) => request.withLimit(2).withMarker(marker))).names).toEqual([
      'db-01',
    ]);
  });

  it('lists servers by ID, also one that does not exist', async () => {
    const missing = '0a1b2c3d-1111-2222-3333-444455556666';
    const ids = [simulator.serverIds[1], missing].join(',');
    const { names } = await list((request) => request.withServerId(ids));
    expect(names).toEqual(['web-02', null]);
  });

  it('reads the flag of the plug-in', async () => {
    const flags = await Promise.all(
      simulator.serverIds.map(async (id) => {
        const request = new sdk.ShowResetPasswordFlagRequest().withServerId(id);
        const { resetpwd_flag: flag } = (await client().showResetPasswordFlag(
          request,
        )) as unknown as {
          resetpwd_flag: string;
        };
        return flag;
      }),
    );
    expect(flags).toEqual(['True', 'False', 'True']);
  });

  it('gets the error of a server that does not exist', async () => {
    const request = new sdk.ShowResetPasswordFlagRequest().withServerId('unknown');
    await expect(client().showResetPasswordFlag(request)).rejects.toMatchObject({
      httpStatusCode: 404,
      errorCode: 'Ecs.0114',
    });
  });
});
