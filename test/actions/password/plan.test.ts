import { describe, expect, it } from '@jest/globals';
import {
  describeRoom,
  planAbandon,
  planPrepare,
  planPromote,
} from '../../../src/actions/password/plan.ts';
import type { SecretVersion } from '../../../src/huaweicloud/csms.ts';
import type { Result } from '../../../src/result.ts';

const NOW = Date.UTC(2026, 10, 21);
const DAY = 86_400_000;
const ALWAYS = { now: NOW, rotateAfterMs: undefined };

/** `v1: SYSCURRENT pending` in one line each; created a day ago unless an age in days is given. */
function versions(...lines: readonly string[]): SecretVersion[] {
  return lines.map((line) => {
    const [id = '', rest = ''] = line.split(':');
    return { id, stages: rest.split(' ').filter((stage) => stage !== ''), created: NOW - DAY };
  });
}

function messageOf(result: Result<unknown, { message: string }>): string {
  return result.ok ? 'no failure' : result.error.message;
}

const set = (stage: string, versionId: string): object => ({ kind: 'set', stage, versionId });
const remove = (versionId: string): object => ({ kind: 'delete', stage: 'pending', versionId });

describe('prepare', () => {
  it.each<[string, SecretVersion[], object]>([
    [
      'takes up a pending version',
      versions('v1: SYSCURRENT', 'v2: pending'),
      { kind: 'resume', currentId: 'v1', versionId: 'v2', steps: [] },
    ],
    [
      'makes one when none is pending',
      versions('v1: SYSCURRENT', 'v2: abandoned'),
      { kind: 'make', currentId: 'v1', versionId: undefined, steps: [] },
    ],
    [
      'deletes the stage of a finished rotation before it makes one',
      versions('v1: previous', 'v2: SYSCURRENT pending'),
      { kind: 'make', currentId: 'v2', versionId: undefined, steps: [remove('v2')] },
    ],
  ])('%s', (_case, list, plan) => {
    expect(planPrepare(list, ALWAYS)).toEqual({ ok: true, value: plan });
  });

  it.each([
    [1, 'make'],
    [1.5, 'wait'],
    [30, 'wait'],
    [0, 'make'],
  ])('with rotate_after of %d days and a version of one day: %s', (days, kind) => {
    const result = planPrepare(versions('v1: SYSCURRENT'), {
      now: NOW,
      rotateAfterMs: days * DAY,
    });
    expect(result).toMatchObject({ value: { kind } });
  });

  it('takes up a pending version however young the current one is', () => {
    const list = versions('v1: SYSCURRENT', 'v2: pending');
    expect(planPrepare(list, { now: NOW, rotateAfterMs: 30 * DAY })).toMatchObject({
      value: { kind: 'resume', versionId: 'v2' },
    });
  });

  it('tidies up also when nothing is due', () => {
    const list = versions('v2: SYSCURRENT pending');
    expect(planPrepare(list, { now: NOW, rotateAfterMs: 30 * DAY })).toEqual({
      ok: true,
      value: {
        kind: 'wait',
        currentId: 'v2',
        versionId: 'v2',
        steps: [remove('v2')],
        dueAt: NOW + 29 * DAY,
      },
    });
  });

  it('needs the age of the current version only for rotate_after', () => {
    const list = [{ id: 'v1', stages: ['SYSCURRENT'], created: undefined }];
    expect(planPrepare(list, ALWAYS)).toMatchObject({ value: { kind: 'make' } });
    expect(messageOf(planPrepare(list, { now: NOW, rotateAfterMs: DAY }))).toBe(
      'the secret store does not tell how old version v1 is',
    );
  });
});

describe('promote', () => {
  it.each<[string, string, SecretVersion[], object]>([
    [
      'keeps the old version under a stage before it moves the built-in one',
      'v2',
      versions('v1: SYSCURRENT', 'v2: pending'),
      {
        steps: [set('previous', 'v1'), set('SYSCURRENT', 'v2'), remove('v2')],
        previousId: 'v1',
      },
    ],
    [
      'only tidies up, and does not move previous, when the version is current already',
      'v2',
      versions('v1: previous', 'v2: SYSCURRENT pending'),
      { steps: [remove('v2')], previousId: 'v1' },
    ],
    [
      'changes nothing when all is done',
      'v2',
      versions('v1: previous SYSPREVIOUS', 'v2: SYSCURRENT'),
      { steps: [], previousId: 'v1' },
    ],
    [
      'does not guess which version was current before',
      'v2',
      versions('v1: SYSPREVIOUS', 'v2: SYSCURRENT'),
      { steps: [], previousId: undefined },
    ],
  ])('%s', (_case, id, list, plan) => {
    expect(planPromote(list, id)).toEqual({ ok: true, value: plan });
  });

  it.each([
    ['another one is pending', versions('v1: SYSCURRENT', 'v2: abandoned', 'v3: pending')],
    ['it is current and another one pending', versions('v2: SYSCURRENT', 'v3: pending')],
    ['it is unknown and another one pending', versions('v1: SYSCURRENT', 'v3: pending')],
  ])('changes nothing when %s', (_case, list) => {
    expect(messageOf(planPromote(list, 'v2'))).toBe(
      'version v3 is pending, and not v2: nothing was changed',
    );
    expect(planPromote(list, 'v2').ok).toBe(false);
  });

  it.each([
    ['has another stage', versions('v1: SYSCURRENT', 'v2: abandoned')],
    ['has no stage', versions('v1: SYSCURRENT', 'v2:')],
    ['does not exist', versions('v1: SYSCURRENT')],
    ['was current before', versions('v2: previous', 'v3: SYSCURRENT')],
  ])('refuses a version that %s', (_case, list) => {
    expect(messageOf(planPromote(list, 'v2'))).toBe(
      'version v2 is not pending, so it is not promoted',
    );
  });
});

describe('abandon', () => {
  it.each<[string, SecretVersion[], object[]]>([
    [
      'keeps the value under a stage before it deletes the other',
      versions('v1: SYSCURRENT', 'v2: pending'),
      [set('abandoned', 'v2'), remove('v2')],
    ],
    [
      'goes on where it was interrupted',
      versions('v1: SYSCURRENT', 'v2: abandoned pending'),
      [set('abandoned', 'v2'), remove('v2')],
    ],
    ['is done when nothing is pending', versions('v1: SYSCURRENT', 'v2: abandoned'), []],
    ['is done when the version is gone', versions('v1: SYSCURRENT'), []],
  ])('%s', (_case, list, steps) => {
    expect(planAbandon(list, 'v2')).toEqual({ ok: true, value: { steps, previousId: undefined } });
  });

  it.each([['v2: SYSCURRENT'], ['v2: SYSCURRENT pending']])(
    'refuses the current version and points to promote (%s)',
    (line) => {
      const result = planAbandon(versions('v1: previous', line), 'v2');
      expect(result).toMatchObject({
        error: {
          message: 'version v2 is the current one, so it is not abandoned',
          advice: expect.stringContaining('mode: promote'),
        },
      });
    },
  );

  it('changes nothing when another version is pending', () => {
    const list = versions('v1: SYSCURRENT', 'v2: previous', 'v3: pending');
    expect(messageOf(planAbandon(list, 'v2'))).toContain('version v3 is pending, and not v2');
  });
});

describe('a list that cannot be right', () => {
  const modes: readonly [
    string,
    (list: SecretVersion[]) => Result<unknown, { message: string }>,
  ][] = [
    ['prepare', (list) => planPrepare(list, ALWAYS)],
    ['promote', (list) => planPromote(list, 'v2')],
    ['abandon', (list) => planAbandon(list, 'v2')],
  ];

  it.each(modes)('stops %s: no current version', (_mode, decide) => {
    expect(messageOf(decide(versions('v1: previous', 'v2: pending')))).toBe(
      'no version of the secret has the stage SYSCURRENT',
    );
    expect(decide([]).ok).toBe(false);
  });

  it.each(modes)('stops %s: something stands twice', (_mode, decide) => {
    for (const list of [
      versions('v1: SYSCURRENT', 'v2: SYSCURRENT'),
      versions('v1: SYSCURRENT', 'v2: pending', 'v3: pending'),
      versions('v1: SYSCURRENT', 'v1: pending'),
    ]) {
      expect(messageOf(decide(list))).toBe('the list of versions names a version or a stage twice');
    }
  });
});

describe('the room of a secret', () => {
  it('names the versions without a stage, and the stages', () => {
    expect(describeRoom(versions('v1: SYSCURRENT', 'v2:', 'v3:'))).toBe(
      'The secret has 3 versions (at most 20; without a stage: v2, v3) and 1 stages (at most 12: SYSCURRENT)',
    );
    expect(describeRoom(versions('v1: SYSCURRENT a'))).toContain('without a stage: none');
  });
});
