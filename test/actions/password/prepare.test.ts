import { describe, expect, it } from '@jest/globals';
import { SECRET } from '../../../harness/local-store.ts';
import type { LocalFault } from '../../../harness/local-store.ts';
import { createLocal, OLD_VALUE, runPrepare, stagesOf } from './local-password.ts';
import type { Local } from './local-password.ts';

const DAY = 86_400_000;

async function prepared(local: Local, rotateAfterMs?: number): ReturnType<typeof runPrepare> {
  return local.clock.run(runPrepare(local, rotateAfterMs));
}

function valuesOf({ cloud }: Local): string[] {
  return cloud.csms.versions(SECRET).map(({ value }) => value);
}

describe('prepare', () => {
  it('stores a new version as pending, masked before it is sent, and reads the stage back', async () => {
    const local = createLocal();
    local.cloud.fault = (request) => {
      if (request.method === 'POST') expect(local.masked).toHaveLength(1);
      return 'none';
    };
    expect(await prepared(local)).toEqual({
      ok: true,
      value: { kind: 'made', versionId: 'v2', currentId: 'v1' },
    });
    expect(stagesOf(local)).toEqual(['v1: SYSCURRENT', 'v2: pending']);
    expect(local.cloud.calls).toEqual(['GET versions', 'POST versions', 'GET stages/pending']);
    const [old, value = ''] = valuesOf(local);
    expect(old).toBe(OLD_VALUE);
    expect(local.masked).toEqual([value]);
    expect(value).toHaveLength(14);
    expect(local.steps).toEqual([{ kind: 'create', stage: 'pending', versionId: 'v2' }]);
  });

  it('takes up a pending version and never reads or replaces it', async () => {
    const local = createLocal();
    local.cloud.csms.store(SECRET, 'Pending-Value-2', ['pending']);
    expect(await prepared(local, DAY)).toMatchObject({
      value: { kind: 'resumed', versionId: 'v2', currentId: 'v1' },
    });
    expect(local.cloud.calls).toEqual(['GET versions', 'GET stages/pending']);
    expect(local.masked).toEqual([]);
  });

  it('changes nothing while the current version is young enough', async () => {
    const local = createLocal();
    // The version was made when the clock began.
    const dueAt = local.clock.now() + DAY;
    expect(await prepared(local, DAY)).toStrictEqual({
      ok: true,
      value: { kind: 'not_due', versionId: 'v1', currentId: 'v1', dueAt },
    });
    expect(local.cloud.calls).toEqual(['GET versions']);
    expect(stagesOf(local)).toEqual(['v1: SYSCURRENT']);
  });

  it('deletes the stage that a finished rotation left over', async () => {
    const local = createLocal();
    local.cloud.csms.store(SECRET, 'Promoted-Value-2', ['SYSCURRENT', 'pending']);
    expect(await prepared(local, DAY)).toMatchObject({ value: { kind: 'not_due' } });
    expect(stagesOf(local)).toEqual(['v2: SYSCURRENT']);
    expect(local.steps).toEqual([{ kind: 'delete', stage: 'pending', versionId: 'v2' }]);
  });

  it('names what takes the room at the 21st version', async () => {
    const local = createLocal({ deprecated: 'when full' });
    for (let n = 2; n <= 12; n += 1) local.cloud.csms.store(SECRET, `Value-${n}`, [`stage${n}`]);
    expect(await prepared(local)).toMatchObject({
      error: {
        code: 'CSMS.0204',
        advice: expect.stringMatching(
          /^The secret has 12 versions .* and 12 stages \(at most 12: SYSCURRENT, stage2, /,
        ),
      },
    });
    expect(local.steps).toMatchObject([
      { kind: 'create', stage: 'pending', versionId: undefined, reason: { code: 'CSMS.0204' } },
    ]);
  });
});

const FAULTS: readonly LocalFault[] = [
  'lost before',
  'lost after',
  'unavailable',
  'refused connection',
];

describe('a fault of one request', () => {
  it.each(FAULTS.flatMap((fault) => [0, 1, 2].map((index) => [fault, index] as const)))(
    '%s, of request %i: there is one pending version, and it is ours',
    async (fault, index) => {
      const local = createLocal();
      local.cloud.fault = (_request, at) => (at === index ? fault : 'none');
      const result = await prepared(local);
      expect(result).toMatchObject({ value: { kind: 'made' } });
      const [versionId = ''] = result.ok ? [result.value.versionId] : [];
      expect(stagesOf(local)).toEqual(['v1: SYSCURRENT', `${versionId}: pending`]);
      // Never a second value.
      expect(local.masked.every((value) => value === local.masked[0])).toBe(true);
      expect(valuesOf(local)).toEqual([OLD_VALUE, local.masked[0]]);
    },
  );

  it('sends the identical body again only after the list shows nothing', async () => {
    const local = createLocal();
    const bodies: string[] = [];
    local.cloud.fault = (request) => {
      if (request.method !== 'POST') return 'none';
      bodies.push(request.body);
      return bodies.length < 3 ? 'lost before' : 'none';
    };
    await prepared(local);
    expect(local.cloud.calls).toEqual([
      'GET versions',
      'POST versions',
      'GET versions',
      'POST versions',
      'GET versions',
      'POST versions',
      'GET stages/pending',
    ]);
    expect(new Set(bodies).size).toBe(1);
  });

  it('ends after max_retries when no response arrives at all', async () => {
    const local = createLocal({}, { maxRetries: 2 });
    local.cloud.fault = ({ method }) => (method === 'POST' ? 'lost before' : 'none');
    expect(await prepared(local)).toMatchObject({
      error: { message: 'the secret store does not confirm the change' },
    });
    expect(local.cloud.calls.filter((call) => call === 'POST versions')).toHaveLength(3);
  });

  it('ends at the deadline', async () => {
    const local = createLocal();
    const deadline = local.clock.now() + 3_000;
    const late = { ...local, context: { ...local.context, deadline, maxRetries: 20 } };
    local.cloud.fault = ({ method }) => (method === 'POST' ? 'lost before' : 'none');
    expect((await prepared(late)).ok).toBe(false);
    expect(local.clock.now()).toBeLessThan(deadline);
  });
});

describe('another run at the same time', () => {
  it('whose version is pending after a lost response is taken up', async () => {
    const local = createLocal();
    local.cloud.fault = (_request, index) => {
      if (index !== 1) return 'none';
      local.cloud.csms.store(SECRET, 'Value-Of-Another-Run', ['pending']);
      return 'lost before';
    };
    expect(await prepared(local)).toMatchObject({ value: { kind: 'resumed', versionId: 'v2' } });
    // The value of the other run is masked as soon as it is read.
    expect(local.masked).toContain('Value-Of-Another-Run');
  });

  it('that takes the stage is noticed before anything is reset', async () => {
    const local = createLocal();
    local.cloud.fault = (_request, index) => {
      if (index === 2) local.cloud.csms.store(SECRET, 'Value-Of-Another-Run', ['pending']);
      return 'none';
    };
    expect(await prepared(local)).toMatchObject({
      error: { message: 'another run has changed the stages of the secret at the same time' },
    });
  });

  it('that promotes meanwhile ends the run', async () => {
    const local = createLocal();
    local.cloud.fault = (_request, index) => {
      if (index !== 1) return 'none';
      local.cloud.csms.store(SECRET, 'Value-Of-Another-Run', ['SYSCURRENT']);
      return 'lost before';
    };
    expect(await prepared(local)).toMatchObject({
      error: { message: 'another run has changed the stages of the secret at the same time' },
    });
  });

  it('whose value cannot be read counts as another one', async () => {
    const local = createLocal();
    local.cloud.fault = (request, index) => {
      if (index === 1) return 'lost after';
      return request.url.pathname.endsWith('/versions/v2') ? 'unavailable' : 'none';
    };
    expect(await prepared(local)).toMatchObject({ value: { kind: 'resumed', versionId: 'v2' } });
  });
});
