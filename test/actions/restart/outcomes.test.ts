import { describe, expect, it } from '@jest/globals';
import { Ledger } from '../../../src/actions/restart/outcomes.ts';

const reason = (message: string) => ({ message, advice: '' });
const ENDED = reason('ended');

describe('the ledger', () => {
  it('knows a server that is in a request as unknown', () => {
    const ledger = new Ledger(['a', 'b']);
    ledger.sending(['a'], reason('under way'));
    expect([...ledger.results(ENDED)]).toEqual([
      { id: 'a', outcome: 'unknown', reason: reason('under way') },
      { id: 'b', outcome: 'not_started', word: 'run_ended', reason: ENDED },
    ]);
    expect(ledger.failures).toBe(1);
    expect(['a', 'b'].map((id) => ledger.outcomeOf(id))).toEqual(['unknown', 'not_started']);
  });

  it('takes a later row for a server that was left out', () => {
    const ledger = new Ledger(['a']);
    ledger.leaveOut('a', { outcome: 'not_started', word: 'busy', reason: reason('busy') });
    ledger.leaveOut('a', undefined);
    ledger.sending(['a'], ENDED);
    ledger.record('a', { outcome: 'restarted' });
    expect(ledger.counts()).toEqual({
      restarted: 1,
      stopped: 0,
      failed: 0,
      unknown: 0,
      not_started: 0,
      requested: 1,
    });
  });

  it('counts a request that never left as none', () => {
    const ledger = new Ledger(['a']);
    ledger.sending(['a'], ENDED);
    ledger.notSent(['a'], reason('no connection'));
    expect([...ledger.results(ENDED)]).toEqual([
      { id: 'a', outcome: 'not_started', word: 'run_ended', reason: reason('no connection') },
    ]);
    expect(ledger.failures).toBe(0);
    // A later wave may send it.
    ledger.sending(['a'], ENDED);
    expect(ledger.outcomeOf('a')).toBe('unknown');
  });

  it('throws rather than send a server twice, or to record what cannot be', () => {
    const ledger = new Ledger(['a', 'b']);
    ledger.sending(['a'], ENDED);
    expect(() => {
      ledger.sending(['a'], ENDED);
    }).toThrow('in a request already');
    expect(() => {
      ledger.leaveOut('a', { outcome: 'stopped' });
    }).toThrow('was in a request');
    expect(() => {
      ledger.record('b', { outcome: 'restarted' });
    }).toThrow('in no request');
    expect(() => {
      ledger.sending(['c'], ENDED);
    }).toThrow('not in the ledger');
  });
});
