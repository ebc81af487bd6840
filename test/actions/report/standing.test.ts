import { describe, expect, it } from '@jest/globals';
import { standings } from '../../../src/actions/report/standing.ts';
import type { Step, StepReport } from '../../../src/actions/report/step-report.ts';

const ALL: readonly Step[] = ['select', 'reset', 'restart', 'verify'];

function report(action: Step, outcomes: Readonly<Record<string, string>>): StepReport {
  return {
    version: 1,
    action,
    servers: Object.entries(outcomes).map(([id, outcome]) => ({ id, outcome })),
    run: { started: '2026-11-28T08:00:00.000Z' },
  };
}

/** `step: outcome`, with what is not done in brackets. */
function standingsOf(reports: readonly StepReport[], steps: readonly Step[] = ALL) {
  return Object.fromEntries(
    standings(reports, steps).map(({ id, isDone, result, step }) => {
      const text = `${step}: ${result?.outcome ?? 'none'}`;
      return [id, isDone ? text : `(${text})`];
    }),
  );
}

describe('the standing of a server', () => {
  it('is done after the last step', () => {
    const reports = [
      report('select', { a: 'ready' }),
      report('reset', { a: 'accepted' }),
      report('restart', { a: 'restarted' }),
      report('verify', { a: 'verified' }),
    ];
    expect(standingsOf(reports)).toEqual({ a: 'verify: verified' });
    expect(standingsOf(reports, ['select', 'reset'])).toEqual({ a: 'reset: accepted' });
  });

  it('is the first step that it did not pass', () => {
    const reports = [
      report('select', { a: 'not_ready', b: 'ready', c: 'ready', d: 'ready', e: 'unknown' }),
      report('reset', { b: 'failed', c: 'accepted', d: 'accepted' }),
      report('restart', { c: 'unknown', d: 'restarted' }),
      report('verify', { d: 'refused' }),
    ];
    expect(standingsOf(reports)).toEqual({
      a: '(select: not_ready)',
      b: '(reset: failed)',
      c: '(restart: unknown)',
      d: '(verify: refused)',
      e: '(select: unknown)',
    });
  });

  it('is not done without a result of a step', () => {
    const reports = [report('select', { a: 'ready' }), report('reset', { a: 'accepted' })];
    expect(standingsOf(reports)).toEqual({ a: '(restart: none)' });
    expect(standingsOf(reports, ['verify'])).toEqual({ a: '(verify: none)' });
  });

  it('is done for a stopped server, which has no login', () => {
    const reports = [report('reset', { a: 'accepted' }), report('restart', { a: 'stopped' })];
    expect(standingsOf(reports, ['reset', 'restart', 'verify'])).toEqual({ a: 'restart: stopped' });
  });

  it('leaves out servers that a filter excluded, unless a later step had them', () => {
    const reports = [
      report('select', { a: 'ready', b: 'excluded', c: 'excluded' }),
      report('reset', { a: 'accepted', c: 'accepted' }),
    ];
    expect(standingsOf(reports, ['select', 'reset'])).toEqual({
      a: 'reset: accepted',
      c: '(select: excluded)',
    });
  });

  it('follows the last report of a step, and ignores the letter case of IDs', () => {
    const reports = [
      report('verify', { a: 'refused', b: 'verified' }),
      report('verify', { A: 'verified' }),
    ];
    expect(standingsOf(reports, ['verify'])).toEqual({
      a: 'verify: verified',
      b: 'verify: verified',
    });
  });

  it('remembers the accepted reset and the name', () => {
    const [standing] = standings(
      [
        {
          ...report('select', {}),
          servers: [{ id: 'a', name: 'web-1', outcome: 'ready' }],
        },
        report('reset', { a: 'accepted' }),
      ],
      ALL,
    );
    expect(standing).toMatchObject({ name: 'web-1', isAccepted: true, isDone: false });
  });
});
