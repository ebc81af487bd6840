import { afterEach, describe, expect, it } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';
import type { SimulatorOptions } from '../../simulator/simulator.ts';
import type { ClientResponse, RequestOptions } from './client.ts';
import { request, requestToken, subjectToken } from './sign-in-client.ts';

const PROJECTS = [
  { id: 'a1', name: 'cn-north-4' },
  { id: 'b1', name: 'cn-north-4_test' },
];
let simulator: Simulator;

afterEach(async () => {
  await simulator.close();
});

async function start(options: SimulatorOptions = {}): Promise<void> {
  simulator = await Simulator.start({ projectId: 'a1', projects: PROJECTS, ...options });
}

async function list(path: string, options: RequestOptions): Promise<ClientResponse> {
  return request(simulator, path, options);
}

function refused(response: ClientResponse, code: number, title: string, message = /./): void {
  expect(response.status).toBe(code);
  expect(response.json).toEqual({
    error: { code, title, message: expect.stringMatching(message) },
  });
  expect(response.headers['x-iam-trace-id']).toMatch(/^[0-9a-f]{32}$/);
}

describe('the list of projects', () => {
  it.each(['signed', 'token'] as const)(
    'contains the project with the requested name (%s)',
    async (auth) => {
      await start();
      const response = await list('/v3/projects?name=cn-north-4', { auth });
      expect(response.status).toBe(200);
      expect(response.headers['x-iam-trace-id']).toMatch(/^[0-9a-f]{32}$/);
      const self = (path: string) => ({
        next: null,
        previous: null,
        self: `${simulator.endpoint}${path}`,
      });
      expect(response.json).toEqual({
        links: self('/v3/projects'),
        projects: [
          {
            description: '',
            domain_id: expect.stringMatching(/^[0-9a-f]{32}$/),
            enabled: true,
            id: 'a1',
            is_domain: false,
            links: self('/v3/projects/a1'),
            name: 'cn-north-4',
            parent_id: expect.any(String),
          },
        ],
      });
    },
  );

  it('is empty for an unknown name, and complete without a name', async () => {
    await start();
    expect((await list('/v3/projects?name=x', { auth: 'signed' })).json).toMatchObject({
      projects: [],
    });
    expect((await list('/v3/projects', { auth: 'signed' })).json).toMatchObject({
      projects: PROJECTS,
    });
  });

  it('contains only the project of the simulator by default', async () => {
    simulator = await Simulator.start();
    expect((await list('/v3/projects', { auth: 'signed' })).json).toMatchObject({
      projects: [{ id: simulator.projectId, name: 'cn-north-4' }],
    });
  });

  it('contains the projects that a token can access, also a token without a scope', async () => {
    await start();
    const token = subjectToken(await requestToken(simulator, {}));
    const response = await list('/v3/auth/projects', { headers: { 'x-auth-token': token } });
    expect(response.json).toMatchObject({
      links: { self: `${simulator.endpoint}/v3/auth/projects` },
      projects: PROJECTS,
    });
    expect(response.json).not.toHaveProperty('links.next');
  });

  it('is refused without valid credentials, in the older form of IAM', async () => {
    await start();
    const keys = { accessKey: simulator.accessKey, secretKey: 'another' };
    const path = '/v3/projects?name=cn-north-4';
    refused(await list(path, {}), 401, 'Unauthorized', /not found/);
    refused(await list(path, { auth: 'signed', keys }), 401, 'Unauthorized', /verify aksk/);
    const headers = { 'x-auth-token': 'another' };
    refused(await list('/v3/auth/projects', { headers }), 401, 'Unauthorized', /token/);
    refused(await list('/v3/auth/projects', { auth: 'signed' }), 401, 'Unauthorized');
  });

  it('can be forbidden', async () => {
    await start({ signIn: { projectsForbidden: true } });
    refused(await list('/v3/projects', { auth: 'signed' }), 403, 'Forbidden');
    refused(await list('/v3/auth/projects', { auth: 'token' }), 403, 'Forbidden');
  });

  it('cannot be changed', async () => {
    await start();
    const response = await list('/v3/projects', { auth: 'signed', method: 'POST', body: {} });
    expect(response.json).toMatchObject({ error_code: 'APIGW.0101' });
  });
});
