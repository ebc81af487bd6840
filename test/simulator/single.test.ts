import { afterEach, describe, expect, it } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';
import type { ServerSpec, SimulatorOptions } from '../../simulator/simulator.ts';
import { GOOD_PASSWORD, send, v1Path, v21Path } from './client.ts';
import type { ClientResponse } from './client.ts';

let simulator: Simulator;

afterEach(async () => {
  await simulator.close();
});

async function start(spec: ServerSpec = {}, options: SimulatorOptions = {}): Promise<string> {
  simulator = await Simulator.start({ ...options, servers: [spec] });
  return simulator.serverIds[0] ?? '';
}

function expectError(response: ClientResponse, status: number, code: string): void {
  expect(response.json).toEqual({ error: { code, message: expect.any(String) } });
  expect(response.status).toBe(status);
}

const APIS = [
  ['v1', v1Path],
  ['v2.1', v21Path],
] as const;

describe.each(APIS)('a single reset %s', (_api, pathOf) => {
  async function reset(id: string, content: object = {}): Promise<ClientResponse> {
    const body = { 'reset-password': { new_password: GOOD_PASSWORD, ...content } };
    return send(simulator, { path: pathOf(simulator, id), body });
  }

  it('returns 204 without a body; the password takes effect at the restart', async () => {
    const id = await start({ password: 'old' });
    const response = await reset(id);
    expect([response.status, response.text]).toEqual([204, '']);
    expect(response.headers).not.toHaveProperty('content-length');
    expect(response.headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
    expect(simulator.passwordNow(id)).toBe('old');
    simulator.restart(id);
    expect(simulator.passwordNow(id)).toBe(GOOD_PASSWORD);
  });

  it('accepts a weak password', async () => {
    const id = await start();
    expect((await reset(id, { new_password: 'weak' })).status).toBe(204);
    expect(simulator.passwordAfterRestart(id)).toBe('weak');
  });

  it.each<[string, ServerSpec, string, number]>([
    ['deleted', { deleted: true }, 'Ecs.0114', 404],
    ['frozen', { frozen: true }, 'Ecs.0030', 400],
    ['locked', { locked: true }, 'Ecs.0605', 400],
    ['busy', { busy: 1 }, 'Ecs.0603', 501],
    ['in a wrong status', { wrongStatus: 1 }, 'Ecs.0100', 400],
  ])('is refused for a server %s', async (_case, spec, code, status) => {
    const id = await start(spec);
    expectError(await reset(id), status, code);
    expect(simulator.wasReset(id)).toBe(false);
    const passes = 'busy' in spec || 'wrongStatus' in spec;
    expect((await reset(id)).status).toBe(passes ? 204 : status);
  });

  it.each<[string, ServerSpec]>([
    ['plug-in', { plugin: false }],
    ['plug-in, whose guest fails too', { plugin: false, guestFails: true }],
  ])('returns 204 for a server without %s, and the password never changes', async (_case, spec) => {
    const id = await start({ ...spec, password: 'old' });
    expect((await reset(id)).status).toBe(204);
    expect(simulator.requests[0]?.applied).toEqual([id]);
    expect(simulator.passwordAfterRestart(id)).toBe('old');
    simulator.restart(id);
    expect(simulator.passwordNow(id)).toBe('old');
  });

  it.each<[string, ServerSpec, string, number]>([
    ['locked', { locked: true }, 'Ecs.0605', 400],
    ['busy', { busy: 1 }, 'Ecs.0603', 501],
  ])('is refused for a server without plug-in that is %s', async (_case, spec, code, status) => {
    const id = await start({ ...spec, plugin: false });
    expectError(await reset(id), status, code);
    expect(simulator.wasReset(id)).toBe(false);
  });

  it('is refused for a server without plug-in if singleResetNeedsPlugin is set', async () => {
    const id = await start({ plugin: false, password: 'old' }, { singleResetNeedsPlugin: true });
    expectError(await reset(id), 400, 'Ecs.0613');
    expect(simulator.wasReset(id)).toBe(false);
    expect(simulator.passwordAfterRestart(id)).toBe('old');
  });

  it('is refused for an unknown server', async () => {
    await start();
    expectError(await reset('1bd0eb17-4466-4c15-a9ce-87727ad311b5'), 404, 'Ecs.0114');
  });

  it.each<[string, string | object, string]>([
    ['nothing', '', 'Common.0002'],
    ['broken JSON', '{', 'Ecs.0005'],
    ['a password at the top level', { new_password: GOOD_PASSWORD }, 'Ecs.0005'],
    ['no password', { 'reset-password': {} }, 'Ecs.0005'],
    ['a number as password', { 'reset-password': { new_password: 12345678 } }, 'Ecs.0005'],
  ])('is refused for this body: %s', async (_case, body, code) => {
    const id = await start();
    expectError(await send(simulator, { path: pathOf(simulator, id), body }), 400, code);
    expect(simulator.wasReset(id)).toBe(false);
  });
});

describe('is_check_password', () => {
  async function reset(path: string, content: object): Promise<ClientResponse> {
    return send(simulator, { path, body: { 'reset-password': content } });
  }

  it('makes v1 refuse a weak password', async () => {
    const id = await start();
    const path = v1Path(simulator, id);
    const weak = { new_password: 'weak', is_check_password: true };
    expectError(await reset(path, weak), 400, 'Ecs.0011');
    expect(simulator.wasReset(id)).toBe(false);
    expect((await reset(path, { ...weak, new_password: GOOD_PASSWORD })).status).toBe(204);
    expect((await reset(path, { ...weak, is_check_password: false })).status).toBe(204);
    expectError(await reset(path, { ...weak, is_check_password: 'true' }), 400, 'Ecs.0005');
  });

  it('has no effect on v2.1', async () => {
    const id = await start();
    const weak = { new_password: 'weak', is_check_password: true };
    expect((await reset(v21Path(simulator, id), weak)).status).toBe(204);
  });
});
