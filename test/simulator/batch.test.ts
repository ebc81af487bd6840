import { afterEach, describe, expect, it } from '@jest/globals';
import type { PartialFailure } from '../../simulator/options.ts';
import { Simulator } from '../../simulator/simulator.ts';
import type { ServerSpec, SimulatorOptions } from '../../simulator/simulator.ts';
import { batchBody, GOOD_PASSWORD, resetAll, send } from './client.ts';
import type { ClientResponse } from './client.ts';

let simulator: Simulator;

afterEach(async () => {
  await simulator.close();
});

async function start(options: SimulatorOptions = {}): Promise<string[]> {
  simulator = await Simulator.start({ servers: 2, ...options });
  return simulator.serverIds;
}

function resets(): boolean[] {
  return simulator.serverIds.map((id) => simulator.wasReset(id));
}

function accepted(ids: readonly string[]): object {
  return { response: ids.map((id) => ({ id })) };
}

function expectError(response: ClientResponse, status: number, code: string): void {
  expect(response.json).toEqual({ error: { code, message: expect.any(String) } });
  expect(response.status).toBe(status);
}

describe('a batch reset', () => {
  it('resets every server; the password takes effect at the next start', async () => {
    const [first = '', second = ''] = await start({
      servers: [{ password: 'old' }, { state: 'stopped', os: 'windows' }],
    });
    const response = await resetAll(simulator);
    expect(response.status).toBe(200);
    expect(response.json).toEqual(accepted([first, second]));
    expect(resets()).toEqual([true, true]);
    expect([simulator.passwordNow(first), simulator.passwordNow(second)]).toEqual([
      'old',
      undefined,
    ]);
    expect(simulator.passwordAfterRestart(first)).toBe(GOOD_PASSWORD);
    simulator.restart(first);
    simulator.restart(second);
    expect(simulator.passwordNow(first)).toBe(GOOD_PASSWORD);
    expect(simulator.passwordNow(second)).toBe(GOOD_PASSWORD);
  });

  it('names a duplicate server once', async () => {
    const [id = ''] = await start({ servers: 1 });
    const response = await send(simulator, { body: batchBody([id, id]) });
    expect(response.json).toEqual(accepted([id]));
    expect(simulator.requests[0]?.applied).toEqual([id]);
  });

  it('replaces a password that has not taken effect', async () => {
    const [id = ''] = await start({ servers: 1 });
    await resetAll(simulator);
    await resetAll(simulator, { new_password: 'Other+Pass2' });
    simulator.restart(id);
    expect(simulator.passwordNow(id)).toBe('Other+Pass2');
  });

  it('is accepted if the guest fails later, and lost at the restart', async () => {
    const [id = ''] = await start({ servers: [{ guestFails: true, password: 'old' }] });
    expect((await resetAll(simulator)).json).toEqual(accepted([id]));
    expect(simulator.passwordAfterRestart(id)).toBe('old');
    simulator.restart(id);
    expect(simulator.passwordNow(id)).toBe('old');
    expect(simulator.wasReset(id)).toBe(true);
  });

  it('accepts at most 1000 servers', async () => {
    const ids = await start({ servers: 1001 });
    expectError(await resetAll(simulator), 400, 'Ecs.0118');
    expect(resets()).not.toContain(true);
    expect((await send(simulator, { body: batchBody(ids.slice(1)) })).status).toBe(200);
  });

  it('accepts fewer servers if the limit is lower', async () => {
    await start({ servers: 3, maxBatch: 2 });
    expectError(await resetAll(simulator), 400, 'Ecs.0118');
  });
});

describe('an invalid body', () => {
  const ID = '1bd0eb17-4466-4c15-a9ce-87727ad311b5';
  const PASSWORD = { new_password: GOOD_PASSWORD };

  it.each<[string, string | object, string]>([
    ['nothing', '', 'Common.0002'],
    ['broken JSON', '{"servers":', 'Ecs.0005'],
    ['a list', [], 'Ecs.0005'],
    ['no servers', PASSWORD, 'Ecs.0005'],
    ['an empty list of servers', { ...PASSWORD, servers: [] }, 'Ecs.0005'],
    ['a server without id', { ...PASSWORD, servers: [{}] }, 'Ecs.0005'],
    ['ids instead of objects', { ...PASSWORD, servers: [ID] }, 'Ecs.0005'],
    ['dry_run as text', { ...batchBody([ID]), dry_run: 'true' }, 'Ecs.0005'],
    ['a number as password', { ...batchBody([ID]), new_password: 12345678 }, 'Ecs.0005'],
    ['no password', { servers: [{ id: ID }] }, 'Ecs.0005'],
    ['no password, dry_run false', { servers: [{ id: ID }], dry_run: false }, 'Ecs.0005'],
  ])('%s', async (_case, body, code) => {
    await start({ servers: [{ id: ID }] });
    expectError(await send(simulator, { body }), 400, code);
    expect(resets()).toEqual([false]);
  });
});

describe('the password', () => {
  it.each([
    'Aa1bcdef',
    'Aa1bcdefghijklmnopqrstuvwx',
    'abcdef12!',
    'ABCDEF12/',
    'Xy!@%-_=+[]:./?',
    'Roo.tAdmx1'.replace('Admx', 'Adxm'),
  ])('%s is accepted', async (password) => {
    await start();
    expect((await resetAll(simulator, { new_password: password })).status).toBe(200);
    expect(resets()).toEqual([true, true]);
  });

  it.each([
    ['empty', ''],
    ['7 characters', 'Aa1bcde'],
    ['27 characters', 'Aa1bcdefghijklmnopqrstuvwxy'],
    ['two classes', 'abcdefg1'],
    ['a character that is not allowed', 'Aa1bcdef$'],
    ['a blank', 'Aa1 bcdef'],
    ['a letter outside ASCII', 'Aa1bcdefé'],
    ['root', 'Aa1.rOOt.x'],
    ['root in reverse', 'Aa1.tOOr.x'],
    ['three characters of Administrator', 'Xx1.DMI.x'],
    ['the last three of Administrator', 'Xx1.tor.x'],
    ['Administrator in reverse', 'X1.rotartsinimda'],
  ])('is refused for %s', async (_case, password) => {
    await start();
    expectError(await resetAll(simulator, { new_password: password }), 400, 'Ecs.0011');
    const dry = await resetAll(simulator, { new_password: password, dry_run: true });
    expectError(dry, 400, 'Ecs.0011');
    expect(resets()).toEqual([false, false]);
  });
});

describe('a dry run', () => {
  it('returns the response of a reset and changes nothing', async () => {
    const ids = await start();
    const response = await resetAll(simulator, { dry_run: true });
    expect(response.status).toBe(200);
    expect(response.json).toEqual(accepted(ids));
    expect(resets()).toEqual([false, false]);
    expect(ids.map((id) => simulator.passwordAfterRestart(id))).toEqual([undefined, undefined]);
  });

  it('needs no password, unless the service follows its schema', async () => {
    const ids = await start();
    const body = { servers: ids.map((id) => ({ id })), dry_run: true };
    expect((await send(simulator, { body })).json).toEqual(accepted(ids));
    await simulator.close();
    await start({ dryRunNeedsPassword: true });
    expectError(await send(simulator, { body }), 400, 'Ecs.0005');
  });

  it.each<PartialFailure>(['internal-error', 'response-and-internal-error'])(
    'reports servers that cannot be reset, and changes nothing (%s)',
    async (partialFailure) => {
      await start({ servers: [{}, { locked: true }], partialFailure, appliesPartially: true });
      const response = await resetAll(simulator, { dry_run: true });
      expect(response.json).toMatchObject({ internalError: [{ error_code: 'ECS.0605' }] });
      expect(resets()).toEqual([false, false]);
    },
  );
});

describe('a server that is refused', () => {
  const CASES: [string, ServerSpec, string, number][] = [
    ['deleted', { deleted: true }, 'Ecs.0114', 404],
    ['frozen', { frozen: true }, 'Ecs.0030', 400],
    ['locked', { locked: true }, 'Ecs.0605', 400],
    ['without plug-in', { plugin: false }, 'Ecs.0613', 400],
    ['busy', { busy: 1 }, 'Ecs.0603', 501],
    ['in a wrong status', { wrongStatus: 1 }, 'Ecs.0100', 400],
  ];

  it.each(CASES)('%s', async (_case, spec, code, status) => {
    const [, bad = ''] = await start({ servers: [{}, spec], partialFailure: 'code-only' });
    const before = simulator.passwordAfterRestart(bad);
    expectError(await resetAll(simulator), status, code);
    expect(resets()).toEqual([false, false]);
    expect(simulator.passwordAfterRestart(bad)).toBe(before);
  });

  it('unknown', async () => {
    await start({ servers: 0, partialFailure: 'code-only' });
    const body = batchBody(['1bd0eb17-4466-4c15-a9ce-87727ad311b5']);
    expectError(await send(simulator, { body }), 404, 'Ecs.0114');
  });

  it.each<[string, ServerSpec, string]>([
    ['busy', { busy: 2 }, 'Ecs.0603'],
    ['in a wrong status', { wrongStatus: 2 }, 'Ecs.0100'],
  ])('a limited number of times if %s', async (_case, spec, code) => {
    const ids = await start({ servers: [spec], partialFailure: 'code-only' });
    const codes = [await resetAll(simulator, { dry_run: true }), await resetAll(simulator)];
    expect(codes).toMatchObject([{ json: { error: { code } } }, { json: { error: { code } } }]);
    expect((await resetAll(simulator)).json).toEqual(accepted(ids));
  });
});

describe('a batch with servers that cannot be reset', () => {
  const SERVERS: ServerSpec[] = [{}, { locked: true }, {}, { busy: 1 }];

  function reasons(...entries: [string | undefined, string][]): object[] {
    return entries.map(([id, code]) => ({
      id,
      error_code: code,
      error_message: expect.any(String),
    }));
  }

  const batchFailed = { code: 'Ecs.0611', message: expect.any(String) };

  it('names all of them', async () => {
    const ids = await start({ servers: SERVERS });
    const response = await resetAll(simulator);
    expect(response.status).toBe(400);
    expect(response.json).toEqual({
      error: batchFailed,
      internalError: reasons([ids[1], 'ECS.0605'], [ids[3], 'ECS.0603']),
    });
    expect(resets()).toEqual([false, false, false, false]);
  });

  it('names only the first one, and counts only its refusal', async () => {
    const ids = await start({ servers: SERVERS, partialFailure: 'one-culprit' });
    const response = await resetAll(simulator);
    expect(response.status).toBe(400);
    expect(response.json).toEqual({
      error: batchFailed,
      internalError: reasons([ids[1], 'ECS.0605']),
    });
    const rest = batchBody([ids[0] ?? '', ids[2] ?? '', ids[3] ?? '']);
    expect((await send(simulator, { body: rest })).json).toMatchObject({
      internalError: reasons([ids[3], 'ECS.0603']),
    });
    expect((await send(simulator, { body: rest })).status).toBe(200);
  });

  it('returns only the code, without servers', async () => {
    await start({ servers: SERVERS, partialFailure: 'code-only' });
    expectError(await resetAll(simulator), 400, 'Ecs.0605');
    expect(resets()).not.toContain(true);
  });

  it('names accepted and refused servers, and resets the accepted ones', async () => {
    const ids = await start({ servers: SERVERS, partialFailure: 'response-and-internal-error' });
    const response = await resetAll(simulator);
    expect(response.status).toBe(200);
    expect(response.json).toEqual({
      response: [{ id: ids[0] }, { id: ids[2] }],
      internalError: reasons([ids[1], 'ECS.0605'], [ids[3], 'ECS.0603']),
    });
    expect(resets()).toEqual([true, false, true, false]);
  });

  it.each<PartialFailure>(['internal-error', 'one-culprit', 'code-only'])(
    'can reset the other servers although it is refused (%s)',
    async (partialFailure) => {
      const ids = await start({ servers: SERVERS, partialFailure, appliesPartially: true });
      expect((await resetAll(simulator)).status).toBe(400);
      expect(resets()).toEqual([true, false, true, false]);
      expect(simulator.requests[0]?.applied).toEqual([ids[0], ids[2]]);
    },
  );
});
