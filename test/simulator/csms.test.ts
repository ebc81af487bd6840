import { afterEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { Simulator } from '../../simulator/simulator.ts';
import type { SimulatorOptions } from '../../simulator/simulator.ts';
import { send } from './client.ts';
import type { ClientResponse } from './client.ts';

const NAME = 'fleet-root';
const CREATED = new Date('2026-11-01T00:00:00Z');
const ErrorBody = z.object({ error_code: z.string() });

let simulator: Simulator | undefined;

afterEach(async () => {
  await simulator?.close();
});

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  simulator = await Simulator.start({
    secrets: [{ name: NAME, value: 'In-Force-1', created: CREATED }],
    ...options,
  });
  return simulator;
}

async function call(
  method: string,
  path: string,
  body?: object,
  secretName = NAME,
): Promise<ClientResponse> {
  if (simulator === undefined) throw new Error('there is no simulator');
  const [whole = '', query = ''] = path.split('?');
  return send(simulator, {
    method,
    path: `/v1/${simulator.projectId}/secrets/${secretName}/${whole}`,
    query,
    body: body ?? '',
  });
}

function codeOf({ json }: ClientResponse): string | undefined {
  return ErrorBody.safeParse(json).data?.error_code;
}

/** `v1: SYSCURRENT` for each version. */
function stages(): string[] {
  const versions = simulator?.csms.versions(NAME) ?? [];
  return versions.map((version) => `${version.id}: ${[...version.stages].sort().join(' ')}`);
}

describe('versions', () => {
  it('are listed with stages and times, without values', async () => {
    await start();
    const { json, status, text } = await call('GET', 'versions');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      version_metadatas: [
        {
          id: 'v1',
          create_time: CREATED.getTime(),
          secret_name: NAME,
          version_stages: ['SYSCURRENT'],
        },
      ],
      page_info: { current_count: 1 },
    });
    expect(text).not.toContain('In-Force-1');
  });

  it('are listed in pages', async () => {
    const { csms } = await start();
    csms.store(NAME, 'b', ['x']);
    csms.store(NAME, 'c', ['y']);
    const ids = (json: unknown): string[] =>
      z
        .object({ version_metadatas: z.array(z.object({ id: z.string() })) })
        .parse(json)
        .version_metadatas.map(({ id }) => id);
    expect(ids((await call('GET', 'versions?limit=2')).json)).toEqual(['v1', 'v2']);
    expect(ids((await call('GET', 'versions?limit=2&marker=v2')).json)).toEqual(['v3']);
    expect(codeOf(await call('GET', 'versions?limit=1001'))).toBe('CSMS.0002');
  });

  it('get only the named stages when there are some', async () => {
    await start();
    const body = { secret_string: 'Pending-2', version_stages: ['pending'] };
    const { json, status } = await call('POST', 'versions', body);
    expect(status).toBe(200);
    expect(json).toMatchObject({ version_metadata: { id: 'v2', version_stages: ['pending'] } });
    expect(stages()).toEqual(['v1: SYSCURRENT', 'v2: pending']);
  });

  it('without named stages become current, and the one before previous', async () => {
    await start();
    await call('POST', 'versions', { secret_string: 'New-2' });
    expect(stages()).toEqual(['v1: SYSPREVIOUS', 'v2: SYSCURRENT']);
  });

  it('take a stage from the version that had it, which vanishes without another one', async () => {
    await start();
    for (const value of ['Pending-2', 'Pending-3']) {
      await call('POST', 'versions', { secret_string: value, version_stages: ['pending'] });
    }
    expect(stages()).toEqual(['v1: SYSCURRENT', 'v3: pending']);
    expect(codeOf(await call('GET', 'versions/v2'))).toBe('CSMS.0005');
  });

  it('are at most 20; those without a stage make room, where they did not vanish', async () => {
    const { csms } = await start({ csms: { deprecated: 'when full' } });
    for (let n = 2; n <= 20; n += 1) csms.store(NAME, `Value-${n}`, ['pending']);
    expect(stages()).toHaveLength(20);
    await call('POST', 'versions', { secret_string: 'Value-21', version_stages: ['pending'] });
    expect(stages()).toHaveLength(20);
    expect(stages()[1]).toBe('v3: ');
  });

  it('show their values only while the secret is enabled, and never as latest', async () => {
    await start();
    expect((await call('GET', 'versions/v1')).json).toMatchObject({
      version: { secret_string: 'In-Force-1', version_metadata: { id: 'v1' } },
    });
    expect(codeOf(await call('GET', 'versions/latest'))).toBe('CSMS.0005');
  });

  it.each([
    ['DISABLED', 403, 'CSMS.0109'],
    ['PENDING_DELETE', 400, 'CSMS.0103'],
  ] as const)('of a secret that is %s are refused', async (state, status, code) => {
    await start({ secrets: [{ name: NAME, value: 'In-Force-1', state }] });
    const response = await call('GET', 'versions/v1');
    expect([response.status, codeOf(response)]).toEqual([status, code]);
    expect(codeOf(await call('POST', 'versions', { secret_string: 'x' }))).toBe(code);
  });

  it.each([
    ['no value', {}],
    ['an empty value', { secret_string: '' }],
    ['a value over 32 kB', { secret_string: 'x'.repeat(32_769) }],
    ['a stage with a blank', { secret_string: 'x', version_stages: ['a b'] }],
    ['13 stages', { secret_string: 'x', version_stages: Array<string>(13).fill('a') }],
  ])('with %s are refused', async (_case, body) => {
    await start();
    expect(codeOf(await call('POST', 'versions', body))).toBe('CSMS.0002');
    expect(stages()).toEqual(['v1: SYSCURRENT']);
  });

  it('have times in seconds on request', async () => {
    await start({ csms: { inSeconds: true } });
    expect((await call('GET', 'versions')).json).toMatchObject({
      version_metadatas: [{ create_time: CREATED.getTime() / 1_000 }],
    });
  });
});

describe('stages', () => {
  it('name one version and move', async () => {
    const { csms } = await start();
    csms.store(NAME, 'Pending-2', ['pending']);
    expect((await call('GET', 'stages/pending')).json).toMatchObject({
      stage: { name: 'pending', secret_name: NAME, version_id: 'v2' },
    });
    const moved = await call('PUT', 'stages/SYSCURRENT', { version_id: 'v2' });
    expect(moved.json).toMatchObject({ stage: { name: 'SYSCURRENT', version_id: 'v2' } });
    // The old version had no other stage.
    expect(stages()).toEqual(['v2: SYSCURRENT pending']);
  });

  it('may move the built-in previous one along', async () => {
    const { csms } = await start({ csms: { movesPrevious: true } });
    csms.store(NAME, 'Pending-2', ['pending']);
    await call('PUT', 'stages/SYSCURRENT', { version_id: 'v2' });
    expect(stages()).toEqual(['v1: SYSPREVIOUS', 'v2: SYSCURRENT pending']);
  });

  it('are created by PUT, or only by POST', async () => {
    await start();
    expect((await call('PUT', 'stages/previous', { version_id: 'v1' })).status).toBe(200);
    await simulator?.close();
    await start({ csms: { putCreatesStages: false } });
    const refused = await call('PUT', 'stages/previous', { version_id: 'v1' });
    expect([refused.status, codeOf(refused)]).toEqual([400, 'CSMS.0005']);
    const created = await call('POST', 'stages', { name: 'previous', version_id: 'v1' });
    expect(created.json).toMatchObject({ stage: { name: 'previous', version_id: 'v1' } });
    expect((await call('PUT', 'stages/previous', { version_id: 'v1' })).status).toBe(200);
    expect(codeOf(await call('POST', 'stages', { name: 'previous', version_id: 'v1' }))).toBe(
      'CSMS.0004',
    );
  });

  it('are deleted, but for the built-in ones', async () => {
    const { csms } = await start();
    csms.store(NAME, 'Pending-2', ['pending']);
    expect((await call('DELETE', 'stages/pending')).status).toBe(204);
    expect(stages()).toEqual(['v1: SYSCURRENT']);
    expect(codeOf(await call('DELETE', 'stages/pending'))).toBe('CSMS.0005');
    for (const name of ['SYSCURRENT', 'SYSPREVIOUS']) {
      expect(codeOf(await call('DELETE', `stages/${name}`))).toBe('CSMS.0105');
    }
  });

  it('are at most 12', async () => {
    const { csms } = await start();
    csms.store(
      NAME,
      'x',
      Array.from({ length: 11 }, (_, n) => `stage${n}`),
    );
    expect(codeOf(await call('PUT', 'stages/one-more', { version_id: 'v1' }))).toBe('CSMS.0204');
    expect(
      codeOf(await call('POST', 'versions', { secret_string: 'y', version_stages: ['z'] })),
    ).toBe('CSMS.0204');
  });

  it('need a version that exists', async () => {
    await start();
    expect(codeOf(await call('PUT', 'stages/pending', { version_id: 'v9' }))).toBe('CSMS.0005');
    expect(codeOf(await call('PUT', 'stages/pending', { version_id: 'latest' }))).toBe('CSMS.0002');
  });
});

describe('every call', () => {
  it.each([
    ['GET', 'versions'],
    ['GET', 'versions/v1'],
    ['GET', 'stages/pending'],
    ['DELETE', 'stages/pending'],
  ])('%s %s needs a secret that exists', async (method, path) => {
    await start();
    expect(codeOf(await call(method, path, undefined, 'other'))).toBe('CSMS.0106');
  });

  it('passes the gateway', async () => {
    const { projectId } = await start();
    if (simulator === undefined) return;
    const path = `/v1/${projectId}/secrets/${NAME}/versions`;
    const { status } = await send(simulator, { method: 'GET', path, auth: 'none', body: '' });
    expect(status).toBe(401);
    const unknown = await call('PATCH', 'versions');
    expect(codeOf(unknown)).toBe('APIGW.0101');
  });
});
