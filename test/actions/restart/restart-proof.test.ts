import { describe, expect, it } from '@jest/globals';
import { UNKNOWN } from '../../../src/actions/restart/restart-texts.ts';
import type { Row } from '../../../src/actions/restart/service.ts';
import { RestartProof } from '../../../src/actions/restart/restart-proof.ts';
import type { SentCall } from '../../../src/actions/restart/restart-proof.ts';
import type { Job, JobResult } from '../../../src/huaweicloud/jobs.ts';
import type { ServerAction } from '../../../src/huaweicloud/action-history.ts';

const TIME = Date.UTC(2026, 10, 21);
const LOST = { message: 'lost', advice: '' };
const ACTIVE: Row = { status: 'ACTIVE', hasTask: false, locked: false, frozen: false, name: '' };
const ERROR: Row = { ...ACTIVE, status: 'ERROR' };

interface Scripted {
  readonly state: RestartProof;
  readonly results: Record<string, string>;
}

function begin(...own: Partial<SentCall>[]): Scripted {
  const results: Record<string, string> = {};
  const calls = own.map((call) => ({
    kind: 'reboot' as const,
    ids: ['a'],
    jobId: 'j',
    serviceTime: TIME,
    reason: call.jobId === undefined && 'jobId' in call ? LOST : UNKNOWN.timedOut,
    ...call,
  }));
  const state = new RestartProof({
    calls,
    clean: (text) => (text === '' ? '' : `<${text}>`),
    record: (id, result) => {
      const { outcome } = result;
      results[id] = [
        outcome,
        ...(outcome === 'failed' ? [result.word] : []),
        ...(outcome === 'restarted' ? [] : [result.reason.code ?? '', result.reason.message]),
      ].join(' | ');
    },
  });
  return { state, results };
}

function job(state: JobResult['state'], servers?: Record<string, JobResult>): Job {
  return { state, servers: servers && new Map(Object.entries(servers)) };
}

const done: JobResult = { state: 'succeeded' };
const running: JobResult = { state: 'running' };
const action = (own: Partial<ServerAction> = {}): ServerAction => ({
  action: 'reboot',
  started: new Date(TIME),
  withoutError: true,
  ...own,
});

describe('a job', () => {
  it('is followed by the row of the server', () => {
    const { results, state } = begin({});
    expect(state.jobsToRead()).toMatchObject([{ jobId: 'j' }]);
    expect(state.rowsToRead()).toEqual([]);
    state.jobRead('j', job('running', { a: done }));
    expect(state.jobsToRead()).toEqual([]);
    expect(state.rowsToRead()).toEqual(['a']);
    state.rowRead('a', { ...ACTIVE, hasTask: true }, false);
    state.rowRead('a', { ...ACTIVE, status: 'SHUTOFF' }, false);
    expect(results).toEqual({});
    state.rowRead('a', ACTIVE, false);
    expect(results).toEqual({ a: 'restarted' });
    expect(state.isSettled).toBe(true);
  });

  it('is waited for until all of its parts have ended, before rows are read', () => {
    const { state } = begin({ ids: ['a', 'b'] });
    state.jobRead('j', job('running', { a: done, b: running }));
    expect(state.rowsToRead()).toEqual([]);
    state.jobRead('j', job('succeeded', { a: done, b: running }));
    expect(state.rowsToRead()).toEqual([]);
    expect(state.jobsToRead()).toHaveLength(1);
    state.jobRead('j', job('succeeded', { a: done, b: done }));
    expect(state.rowsToRead()).toEqual(['a', 'b']);
  });

  it('without parts counts for all of its servers', () => {
    const { results, state } = begin({ ids: ['a', 'b'] });
    const error = { code: 'Ecs.0227', message: 'no' };
    state.jobRead('j', { state: 'failed', error, servers: undefined });
    expect(results).toEqual({
      a: 'failed | job_failed | Ecs.0227 | the restart failed; the service says: <no>',
      b: 'failed | job_failed | Ecs.0227 | the restart failed; the service says: <no>',
    });
  });

  it('that contradicts itself leaves the server unknown', () => {
    const { results, state } = begin({});
    state.jobRead('j', job('failed', { a: { state: 'contradicted' } }));
    expect(results).toEqual({
      a: 'unknown |  | the job reports the server both as restarted and as failed',
    });
  });

  it('ends with a server in the status ERROR', () => {
    const { results, state } = begin({});
    state.jobRead('j', job('succeeded', { a: done }));
    state.rowRead('a', ERROR, false);
    expect(results).toEqual({
      a: 'failed | not_active |  | the server is in the status ERROR after the restart',
    });
  });

  it('does not say a server is restarted before its row does', () => {
    const { results, state } = begin({});
    state.rowRead('a', ACTIVE, true);
    state.jobRead('j', job('running'));
    state.rowRead('a', ACTIVE, true);
    state.end(false);
    expect(results).toEqual({ a: 'unknown |  | the restart was not done within wave_timeout' });
  });

  it('that cannot be read takes nothing from a server that it named before', () => {
    const { results, state } = begin({ ids: ['a', 'b'] });
    state.jobRead('j', job('running', { a: done, b: running }));
    state.jobUnreadable('j', LOST);
    expect(state.toProve()).toEqual(['b']);
    state.jobRead('j', job('running', { b: running }));
    expect(state.toProve()).toEqual([]);
    state.end(false);
    expect(results).toEqual({
      a: 'unknown |  | the server was not running again within wave_timeout',
      b: 'unknown |  | the restart was not done within wave_timeout',
    });
  });

  it('that is gone takes nothing from the servers of another request', () => {
    const { state } = begin({}, { ids: ['b'], jobId: 'k' });
    state.jobUnreadable('j', LOST);
    expect(state.toProve()).toEqual(['a']);
    expect(state.rowsToRead()).toEqual([]);
    state.jobRead('k', job('running', { b: done }));
    expect(state.rowsToRead()).toEqual(['b']);
  });

  it('is waited for also without the time of the service, which only a proof needs', () => {
    const { results, state } = begin({ serviceTime: undefined });
    expect(state.isSettled).toBe(false);
    state.jobUnreadable('j', LOST);
    expect(state.toProve()).toEqual([]);
    state.actionsRead('a', [action()]);
    state.rowRead('a', ACTIVE, false);
    state.end(false);
    expect(results).toEqual({ a: 'unknown |  | lost' });
  });

  it('that is not one of the wave, and a server that has its result, change nothing', () => {
    const { results, state } = begin({});
    state.jobRead('other', job('failed'));
    state.jobRead('j', job('failed'));
    state.rowRead('a', ACTIVE, true);
    state.actionsRead('a', [action()]);
    state.end(false);
    expect(results).toEqual({ a: 'failed | job_failed |  | the restart failed' });
  });

  it('of one request says nothing of the servers in the other one', () => {
    const { results, state } = begin({}, { kind: 'start', ids: ['b'], jobId: 'k' });
    state.jobRead('j', job('failed'));
    expect(Object.keys(results)).toEqual(['a']);
    expect(state.jobsToRead()).toMatchObject([{ jobId: 'k' }]);
  });
});

describe('at the end of the time', () => {
  it('a server in the status ERROR has failed, where the service accepted the request', () => {
    const { results, state } = begin({}, { ids: ['b'], jobId: undefined });
    for (const id of ['a', 'b']) state.rowRead(id, ERROR, false);
    expect(results).toEqual({});
    for (const id of ['a', 'b']) state.rowRead(id, ERROR, true);
    state.end(false);
    expect(results).toEqual({
      a: 'failed | not_active |  | the server is in the status ERROR after the restart',
      b: 'unknown |  | lost',
    });
  });

  it.each([
    ['job', false, 'the restart was not done within wave_timeout'],
    ['job', true, 'the run ended before the restart was done'],
    ['succeeded', false, 'the server was not running again within wave_timeout'],
    ['succeeded', true, 'the run ended before the restart was done'],
    ['unnamed', true, 'the job does not say what became of the server'],
    ['gone', true, 'gone'],
  ])('after %s (stopped: %s) the reason is: %s', (phase, wasStopped, message) => {
    const { results, state } = begin({});
    if (phase === 'succeeded') state.jobRead('j', job('running', { a: done }));
    if (phase === 'unnamed') state.jobRead('j', job('failed', {}));
    if (phase === 'gone') state.jobUnreadable('j', { message: 'gone', advice: '' });
    state.end(wasStopped);
    expect(results).toEqual({ a: `unknown |  | ${message}` });
  });
});

describe('the proof', () => {
  const lost = { jobId: undefined };

  function prove(actions: ServerAction[], later = actions, call: Partial<SentCall> = lost) {
    const scripted = begin(call);
    expect(scripted.state.toProve()).toEqual(['a']);
    scripted.state.actionsRead('a', actions);
    scripted.state.rowRead('a', ACTIVE, false);
    scripted.state.actionsRead('a', later);
    scripted.state.end(false);
    return scripted.results['a'];
  }

  it('is an action of the right kind, begun at most five seconds before the request', () => {
    expect(prove([action()])).toBe('restarted');
    expect(prove([action({ started: new Date(TIME - 5_000) })])).toBe('restarted');
    expect(prove([action({ started: new Date(TIME - 5_001) })])).toBe('unknown |  | lost');
    expect(prove([action({ action: 'start' })])).toBe('unknown |  | lost');
    expect(prove([action({ action: 'start' })], undefined, { ...lost, kind: 'start' })).toBe(
      'restarted',
    );
    expect(prove([action({ action: 'stop' })])).toBe('unknown |  | lost');
    expect(prove([action({ withoutError: false })])).toBe('unknown |  | lost');
    expect(prove([])).toBe('unknown |  | lost');
  });

  it('does not hold where the action fails before it is over', () => {
    expect(prove([action()], [action({ withoutError: false })])).toBe('unknown |  | lost');
  });

  it('needs a row that was read after the action began', () => {
    const { results, state } = begin(lost);
    state.rowRead('a', ACTIVE, false);
    state.actionsRead('a', [action()]);
    expect(state.rowsToRead()).toEqual(['a']);
    expect(state.toConfirm()).toEqual([]);
    state.rowRead('a', { ...ACTIVE, hasTask: true }, false);
    expect(state.toConfirm()).toEqual([]);
    state.rowRead('a', ACTIVE, false);
    expect(state.toConfirm()).toEqual(['a']);
    expect(results).toEqual({});
    state.actionsRead('a', [action()]);
    expect(results).toEqual({ a: 'restarted' });
  });

  it('that is not complete leaves the reason of the lost response', () => {
    const { results, state } = begin(lost);
    state.actionsRead('a', [action()]);
    state.end(true);
    expect(results).toEqual({ a: 'unknown |  | lost' });
  });

  it('does not exist without the time of the service, and then nothing is waited for', () => {
    const { results, state } = begin({ ...lost, serviceTime: undefined });
    expect(results).toEqual({ a: 'unknown |  | lost' });
    expect(state.isSettled).toBe(true);
  });

  it('may stand for a job that does not name the server, or is gone', () => {
    for (const isGone of [true, false]) {
      const { results, state } = begin({});
      expect(state.toProve()).toEqual([]);
      if (isGone) state.jobUnreadable('j', LOST);
      else state.jobRead('j', job('succeeded', {}));
      expect(state.jobsToRead()).toHaveLength(isGone ? 1 : 0);
      expect(state.toProve()).toEqual(['a']);
      state.actionsRead('a', [action()]);
      state.rowRead('a', ACTIVE, false);
      state.actionsRead('a', [action()]);
      expect(results).toEqual({ a: 'restarted' });
    }
  });

  it('is replaced by the job where the job is there again', () => {
    const { results, state } = begin({});
    state.jobUnreadable('j', LOST);
    state.actionsRead('a', [action()]);
    state.jobRead('j', job('failed', { a: { state: 'failed', error: {} } }));
    expect(results).toEqual({ a: 'failed | job_failed |  | the restart failed' });
  });
});
