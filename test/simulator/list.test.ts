/** Lists of servers, and the flag of the password-reset plug-in. */
import { afterEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { Simulator } from '../../simulator/simulator.ts';
import type { SimulatorOptions } from '../../simulator/simulator.ts';
import { send } from './client.ts';
import type { ClientResponse } from './client.ts';

const Page = z.object({
  count: z.number(),
  servers: z.array(z.looseObject({ id: z.string(), name: z.nullable(z.string()) })),
});
const SERVERS = [
  { name: 'web-01', tags: ['env=prod', 'owner'], enterpriseProjectId: 'e-1' },
  { name: 'web-02', tags: ['env=production'], status: 'REBOOT', taskState: 'rebooting' },
  { name: 'old-web-03', state: 'stopped', os: 'windows', frozen: true, locked: true },
  { name: 'db.04', plugin: false, os: 'other', deleted: false },
] as const;
let simulator: Simulator;

afterEach(async () => {
  await simulator.close();
});

async function start(options: SimulatorOptions = { servers: SERVERS }): Promise<void> {
  simulator = await Simulator.start(options);
}

async function get(path: string, query = ''): Promise<ClientResponse> {
  return send(simulator, { method: 'GET', path: `/v1/${simulator.projectId}/${path}`, query });
}

async function list(query = ''): Promise<z.infer<typeof Page>> {
  const { json, status } = await get('cloudservers/detail', query);
  expect(status).toBe(200);
  return Page.parse(json);
}

async function names(query: string): Promise<(string | null)[]> {
  return (await list(query)).servers.map(({ name }) => name);
}

describe('a list', () => {
  it('has rows as in the API reference', async () => {
    await start();
    const { count, servers } = await list();
    expect(count).toBe(4);
    expect(servers[0]).toMatchObject({
      id: simulator.serverIds[0],
      status: 'ACTIVE',
      'OS-EXT-STS:task_state': null,
      'OS-EXT-STS:vm_state': 'active',
      locked: false,
      metadata: { os_type: 'Linux' },
      tags: ['env=prod', 'owner'],
      enterprise_project_id: 'e-1',
      created: '2026-01-15T07:44:24Z',
      addresses: {
        '0dae26c9-9a70-4392-93f3-87d53115d171': [
          { addr: '192.168.0.10', version: '4', 'OS-EXT-IPS:type': 'fixed', primary: true },
        ],
      },
    });
    expect(servers[2]).toMatchObject({
      status: 'SHUTOFF',
      'OS-EXT-STS:vm_state': 'stopped',
      'OS-EXT-STS:power_state': 4,
      locked: true,
      metadata: { EcmResStatus: 'freeze', os_type: 'Windows' },
    });
    expect(servers[3]).not.toHaveProperty('metadata.os_type');
  });

  it.each([
    ['tags=env%3Dprod', ['web-01', 'web-02']],
    ['tags=owner&tags=production', ['web-01', 'web-02']],
    ['name=WEB-0', ['web-01', 'web-02', 'old-web-03']],
    ['name=b.0', ['web-01', 'web-02', 'old-web-03', 'db.04']],
    ['enterprise_project_id=e-1', ['web-01']],
    ['enterprise_project_id=all_granted_eps', ['web-01', 'web-02', 'old-web-03', 'db.04']],
    ['status=ACTIVE', ['web-01', 'web-02', 'db.04']],
    ['status=SHUTOFF', ['old-web-03']],
  ])('is filtered coarsely by %s', async (query, expected) => {
    await start();
    expect(await names(query)).toEqual(expected);
  });

  it('has pages', async () => {
    await start({ servers: 30 });
    expect((await list()).servers).toHaveLength(25);
    const first = await list('limit=12');
    const second = await list(`limit=12&marker=${first.servers.at(-1)?.id ?? ''}`);
    const third = await list(`limit=12&marker=${second.servers.at(-1)?.id ?? ''}`);
    const pages = [first, second, third];
    expect(pages.map(({ count, servers }) => [count, servers.length])).toEqual([
      [30, 12],
      [30, 12],
      [30, 6],
    ]);
    const ids = pages.flatMap(({ servers }) => servers.map(({ id }) => id));
    expect(ids).toEqual(simulator.serverIds);
  });

  it.each(['limit=0', 'limit=1001', 'limit=x', 'marker=unknown'])('refuses %s', async (query) => {
    await start();
    expect(await get('cloudservers/detail', query)).toMatchObject({
      status: 400,
      json: { error: { code: 'Ecs.0005' } },
    });
  });

  it('by ID ignores other filters, and has nulls for what does not exist', async () => {
    await start();
    const [first = ''] = simulator.serverIds;
    const { count, servers } = await list(`server_id=${first},unknown&name=db`);
    expect(count).toBe(2);
    expect(servers[0]).toMatchObject({ id: first, name: 'web-01' });
    expect(servers[1]).toMatchObject({ id: 'unknown', name: null, status: null, locked: null });
    expect(simulator.requests.at(-1)?.serverIds).toEqual([first, 'unknown']);
  });

  it('by ID may leave out what does not exist', async () => {
    await start({ servers: [{}, { deleted: true }], missingRows: 'absent' });
    expect((await list(`server_id=${simulator.serverIds.join(',')}`)).servers).toHaveLength(1);
  });

  it('changes with the servers', async () => {
    const later = [{ atRead: 2, change: { status: 'ACTIVE', taskState: null } }];
    await start({ servers: [{ status: 'BUILD', taskState: 'spawning', later }] });
    const [id = ''] = simulator.serverIds;
    const status = async (): Promise<unknown> => (await list()).servers[0]?.['status'];
    expect([await status(), await status()]).toEqual(['BUILD', 'ACTIVE']);
    simulator.changeServer(id, { status: 'ERROR' });
    expect(await status()).toBe('ERROR');
  });

  it('has user data of a given size', async () => {
    await start({ servers: [{ userDataBytes: 50_000 }] });
    const { length } = JSON.stringify(await list());
    expect(length).toBeGreaterThan(50_000);
    expect(length).toBeLessThan(55_000);
  });

  it('needs the enterprise project of a user who has rights in some only', async () => {
    await start({ servers: SERVERS, enterpriseProjects: ['e-1'] });
    expect(await get('cloudservers/detail')).toMatchObject({
      status: 403,
      json: { error: { code: 'Ecs.0110' } },
    });
    expect(await names('enterprise_project_id=e-1')).toEqual(['web-01']);
    expect(await names('enterprise_project_id=all_granted_eps')).toEqual(['web-01']);
  });
});

describe('the flag', () => {
  it('is a text', async () => {
    await start();
    const flags = await Promise.all(
      simulator.serverIds.map((id) => get(`cloudservers/${id}/os-resetpwd-flag`)),
    );
    const [yes, no] = [{ resetpwd_flag: 'True' }, { resetpwd_flag: 'False' }];
    expect(flags.map(({ json }) => json)).toEqual([yes, yes, yes, no]);
    expect(simulator.requests.at(-1)).toMatchObject({ serverIds: [expect.any(String)] });
  });

  it('of an unknown server does not exist', async () => {
    await start();
    expect(await get('cloudservers/unknown/os-resetpwd-flag')).toMatchObject({
      status: 404,
      json: { error: { code: 'Ecs.0114' } },
    });
  });

  it('does not exist in a cloud without the call', async () => {
    await start({ servers: 1, missingCalls: ['ShowResetPasswordFlag'] });
    const [id = ''] = simulator.serverIds;
    expect(await get(`cloudservers/${id}/os-resetpwd-flag`)).toMatchObject({
      status: 404,
      json: { error_code: 'APIGW.0101' },
    });
    expect((await list()).servers).toHaveLength(1);
  });
});

it('limits the rate of each call', async () => {
  await start({ servers: 1, throttle: { calls: 2, perMs: 60_000 } });
  const [id = ''] = simulator.serverIds;
  const responses = await Promise.all([
    get('cloudservers/detail'),
    get('cloudservers/detail'),
    get('cloudservers/detail'),
    get(`cloudservers/${id}/os-resetpwd-flag`),
  ]);
  expect(responses.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429]);
  expect(responses.find(({ status }) => status === 429)?.json).toMatchObject({
    error_code: 'APIGW.0308',
    error_msg: expect.stringContaining('limit:2,time:60 second'),
  });
});
