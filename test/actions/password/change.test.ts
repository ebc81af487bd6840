import { describe, expect, it } from '@jest/globals';
import { SECRET } from '../../../harness/local-store.ts';
import type { LocalFault } from '../../../harness/local-store.ts';
import type { CsmsBehaviour } from '../../../simulator/csms.ts';
import { createLocal, runChange, stagesOf } from './local-password.ts';
import type { Local } from './local-password.ts';

function withPending(behaviour: CsmsBehaviour = {}): Local {
  const local = createLocal(behaviour);
  local.cloud.csms.store(SECRET, 'Pending-Value-2', ['pending']);
  return local;
}

const FAULTS: readonly LocalFault[] = [
  'lost before',
  'lost after',
  'unavailable',
  'refused connection',
];

describe('promote', () => {
  it.each<[string, CsmsBehaviour, string[]]>([
    ['by default', {}, ['v1: previous', 'v2: SYSCURRENT']],
    [
      'where SYSPREVIOUS follows',
      { movesPrevious: true },
      ['v1: SYSPREVIOUS previous', 'v2: SYSCURRENT'],
    ],
    ['where PUT creates no stage', { putCreatesStages: false }, ['v1: previous', 'v2: SYSCURRENT']],
  ])('moves the stages and keeps the old version: %s', async (_case, behaviour, after) => {
    const local = withPending(behaviour);
    expect(await runChange(local, 'promote', 'v2')).toEqual({
      ok: true,
      value: { previousId: 'v1' },
    });
    expect(stagesOf(local)).toEqual(after);
    expect(local.steps.map(({ kind, stage, versionId }) => [kind, stage, versionId])).toEqual([
      ['set', 'previous', 'v1'],
      ['set', 'SYSCURRENT', 'v2'],
      ['delete', 'pending', 'v2'],
    ]);
  });

  it('can be repeated, and then does not move previous', async () => {
    const local = withPending();
    await runChange(local, 'promote', 'v2');
    const before = local.cloud.calls.length;
    expect(await runChange(local, 'promote', 'v2')).toMatchObject({ value: { previousId: 'v1' } });
    expect(stagesOf(local)).toEqual(['v1: previous', 'v2: SYSCURRENT']);
    expect(local.cloud.calls.slice(before)).toEqual(['GET versions']);
  });

  it('looks at the stage before it deletes it, and leaves that of another run', async () => {
    const local = withPending();
    local.cloud.fault = (request) => {
      if (request.method === 'GET' && request.url.pathname.endsWith('/stages/pending')) {
        local.cloud.csms.store(SECRET, 'Value-Of-Another-Run', ['pending']);
      }
      return 'none';
    };
    expect((await runChange(local, 'promote', 'v2')).ok).toBe(true);
    expect(stagesOf(local)).toEqual(['v1: previous', 'v2: SYSCURRENT', 'v3: pending']);
  });

  it('does not delete the stage of another run after a lost response', async () => {
    const local = withPending();
    local.cloud.fault = ({ method }) => {
      if (method !== 'DELETE') return 'none';
      // The deletion is carried out, then another run stores its version.
      local.cloud.csms.store(SECRET, 'Value-Of-Another-Run', ['pending']);
      return 'lost before';
    };
    expect((await local.clock.run(runChange(local, 'promote', 'v2'))).ok).toBe(true);
    expect(stagesOf(local)).toContain('v3: pending');
  });

  it('is done when only the deletion fails for good', async () => {
    const local = withPending();
    local.cloud.fault = ({ method }) => (method === 'DELETE' ? 'unavailable' : 'none');
    const result = await local.clock.run(runChange(local, 'promote', 'v2'));
    expect(result).toMatchObject({
      value: {
        previousId: 'v1',
        leftOver: { message: 'the secret store does not confirm the change' },
      },
    });
    expect(stagesOf(local)).toEqual(['v1: previous', 'v2: SYSCURRENT pending']);
  });

  it.each(['previous', 'SYSCURRENT'])(
    'stops before the next step when %s cannot be set',
    async (stage) => {
      const local = withPending();
      local.cloud.fault = ({ method, url }) =>
        method === 'PUT' && url.pathname.endsWith(`/${stage}`) ? 'lost before' : 'none';
      const result = await local.clock.run(runChange(local, 'promote', 'v2'));
      expect(result.ok).toBe(false);
      expect(stagesOf(local)).toContain('v2: pending');
      expect(local.cloud.calls).not.toContain('DELETE stages/pending');
    },
  );
});

describe('abandon', () => {
  it('keeps the value readable under its own stage', async () => {
    const local = withPending();
    expect((await runChange(local, 'abandon', 'v2')).ok).toBe(true);
    expect(stagesOf(local)).toEqual(['v1: SYSCURRENT', 'v2: abandoned']);
  });

  it('is an error when the deletion fails, because the version is still pending', async () => {
    const local = withPending();
    local.cloud.fault = ({ method }) => (method === 'DELETE' ? 'unavailable' : 'none');
    expect((await local.clock.run(runChange(local, 'abandon', 'v2'))).ok).toBe(false);
    expect(stagesOf(local)).toEqual(['v1: SYSCURRENT', 'v2: abandoned pending']);
  });
});

describe.each(['promote', 'abandon'] as const)('%s with a fault of one request', (mode) => {
  const requests = mode === 'promote' ? [0, 1, 2, 3, 4] : [0, 1, 2, 3];
  it.each(FAULTS.flatMap((fault) => requests.map((index) => [fault, index] as const)))(
    '%s, of request %i: all steps are taken',
    async (fault, index) => {
      for (const putCreatesStages of [true, false]) {
        const local = withPending({ putCreatesStages });
        local.cloud.fault = (_request, at) => (at === index ? fault : 'none');
        const result = await local.clock.run(runChange(local, mode, 'v2'));
        expect(result.ok).toBe(true);
        expect(stagesOf(local)).toEqual(
          mode === 'promote'
            ? ['v1: previous', 'v2: SYSCURRENT']
            : ['v1: SYSCURRENT', 'v2: abandoned'],
        );
      }
    },
  );
});
