import { describe, expect, it } from '@jest/globals';
import { SECRET, storeOf } from '../../harness/local-store.ts';
import { notInUse, readStoredPassword, StageWatch } from '../../src/actions/stored-password.ts';
import { createLocal, OLD_VALUE } from './password/local-password.ts';
import type { Local } from './password/local-password.ts';

const VALUE = 'Pending-Value-2';

function withPending(): Local {
  const local = createLocal({}, { maxRetries: 0 });
  local.cloud.csms.store(SECRET, VALUE, ['pending']);
  return local;
}

function watchOf({ clock, context }: Local, isPending = true): StageWatch {
  const password = { isPending, label: `${SECRET}@v2`, versionId: 'v2' };
  return new StageWatch(storeOf(context), password, clock);
}

describe('a stored password', () => {
  it.each([
    [{ name: SECRET, stage: 'pending' }, ['GET stages/pending', 'GET versions/v2']],
    [{ name: SECRET, versionId: 'v2' }, ['GET versions/v2']],
  ])('is read by %j', async (reference, calls) => {
    const local = withPending();
    const result = await readStoredPassword(reference, storeOf(local.context));
    expect(result).toEqual({
      ok: true,
      value: {
        value: VALUE,
        versionId: 'v2',
        label: `${SECRET}@v2`,
        isPending: true,
        isInUse: true,
      },
    });
    expect(local.cloud.calls).toEqual(calls);
    expect(local.masked).toEqual([VALUE]);
  });

  it('may be the current one', async () => {
    const local = withPending();
    const reference = { name: SECRET, stage: 'SYSCURRENT' };
    expect(await readStoredPassword(reference, storeOf(local.context))).toMatchObject({
      value: { value: OLD_VALUE, isPending: false, isInUse: true },
    });
  });

  it('is not pending any more when it is current too', async () => {
    const local = createLocal();
    local.cloud.csms.store(SECRET, VALUE, ['SYSCURRENT', 'pending']);
    const reference = { name: SECRET, versionId: 'v2' };
    expect(await readStoredPassword(reference, storeOf(local.context))).toMatchObject({
      value: { isPending: false, isInUse: true },
    });
  });

  it('with another stage is not in use', async () => {
    const local = withPending();
    local.cloud.csms.store(SECRET, 'Abandoned-Value-3', ['abandoned']);
    const reference = { name: SECRET, stage: 'abandoned' };
    const read = await readStoredPassword(reference, storeOf(local.context));
    expect(read).toMatchObject({ value: { isInUse: false } });
    if (read.ok) expect(notInUse(read.value).message).toContain(`${SECRET}@v3 has neither`);
  });

  it.each([
    ['pending', 'mode: prepare first'],
    ['other', 'Check password_secret'],
  ])('whose stage %s does not exist says what to do', async (stage, advice) => {
    const local = createLocal();
    expect(await readStoredPassword({ name: SECRET, stage }, storeOf(local.context))).toMatchObject(
      {
        error: {
          message: `the secret ${SECRET} has no stage ${stage}`,
          advice: expect.stringContaining(advice),
        },
      },
    );
  });
});

describe('the watch', () => {
  it('looks once a minute at most, however often it is called', async () => {
    const local = withPending();
    const watch = watchOf(local);
    const looks = async (): Promise<number> => {
      expect(await Promise.all([watch.check(), watch.check()])).toEqual([undefined, undefined]);
      return local.cloud.calls.length;
    };
    expect(await looks()).toBe(1);
    await local.clock.run(local.clock.sleep(60_000, new AbortController().signal));
    expect(await looks()).toBe(1);
    await local.clock.run(local.clock.sleep(1, new AbortController().signal));
    expect(await looks()).toBe(2);
  });

  it('is content with a version that was promoted, or whose stages changed', async () => {
    const local = withPending();
    local.cloud.csms.store(SECRET, 'Another-Value-3', ['pending']);
    local.cloud.csms.store(SECRET, 'x', ['y']);
    expect((await watchOf(local).check())?.message).toContain('lost its stage pending');
    const promoted = createLocal();
    promoted.cloud.csms.store(SECRET, VALUE, ['SYSCURRENT']);
    expect(await watchOf(promoted).check()).toBeUndefined();
    expect(await watchOf(promoted, false).check()).toBeUndefined();
  });

  it('stops for good when a look fails', async () => {
    const local = withPending();
    local.cloud.fault = () => 'unavailable';
    const watch = watchOf(local);
    expect(await watch.check()).toMatchObject({ message: expect.stringContaining('HTTP 503') });
    local.cloud.fault = () => 'none';
    await local.clock.run(local.clock.sleep(61_000, new AbortController().signal));
    expect(await watch.check()).toBe(watch.stoppedBy);
    expect(watch.stoppedBy).toBeDefined();
  });
});
