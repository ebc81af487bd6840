import { describe, expect, it } from '@jest/globals';
import type { CallResult } from '../../src/fleet/call-result.ts';
import { Ledger } from '../../src/fleet/ledger.ts';
import type { ServerResult } from '../../src/fleet/outcome.ts';
import {
  accepted,
  lost,
  perServer,
  reason,
  refused,
  UNKNOWN_ADVICE,
} from './scripted-execution.ts';

const NEVER = reason('never');
const UNKNOWN = { advice: UNKNOWN_ADVICE };

/** What is known after requests with all servers, one after the other. */
function after(ids: readonly string[], ...results: readonly CallResult[]): ServerResult[] {
  const ledger = new Ledger(ids, UNKNOWN_ADVICE);
  for (const result of results) {
    ledger.sending(ids);
    ledger.record(ids, result);
  }
  return [...ledger.results(NEVER)];
}

describe('the ledger', () => {
  it('has the ID of the request of an accepted server, where there is one', () => {
    expect(after(['a'], accepted(['a']))).toStrictEqual([{ id: 'a', outcome: 'accepted' }]);
    expect(after(['a'], { ...accepted(['a']), requestId: 'r' })).toStrictEqual([
      { id: 'a', outcome: 'accepted', requestId: 'r' },
    ]);
  });

  it.each<[string, CallResult]>([
    ['names servers', perServer({ contradicted: ['b'], failed: { a: 'x' } })],
    ['refuses all', refused('x', 'server', { contradicted: new Map([['b', reason('open')]]) })],
  ])('believes only accepted of a server whose response contradicts itself and %s', (_, first) => {
    const later = refused('later', 'server');
    expect(after(['a', 'b'], first, later)).toEqual([
      { id: 'a', outcome: 'failed', reason: reason('later') },
      { id: 'b', outcome: 'unknown', reason: { ...reason('later'), ...UNKNOWN } },
    ]);
    expect(after(['a', 'b'], first)).toEqual([
      { id: 'a', outcome: 'failed', reason: reason('x') },
      { id: 'b', outcome: 'unknown', reason: reason('open') },
    ]);
    expect(after(['b'], first, accepted(['b']))).toEqual([{ id: 'b', outcome: 'accepted' }]);
  });

  it('knows servers with different histories in one request apart', () => {
    const ledger = new Ledger(['a', 'b', 'c', 'd'], UNKNOWN_ADVICE);
    ledger.sending(['a', 'c']);
    ledger.record(['a', 'c'], lost);
    ledger.sending(['a', 'b', 'c', 'd']);
    expect(ledger.counts()).toMatchObject({ unknown: 4, not_sent: 0 });
    ledger.record(['a', 'b', 'c', 'd'], refused('x', 'server'));
    expect([...ledger.results(NEVER)].map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
      'a unknown',
      'b failed',
      'c unknown',
      'd failed',
    ]);
    expect(ledger.unknownIds()).toEqual(['a', 'c']);
    expect(ledger.counts()).toEqual({
      accepted: 0,
      failed: 2,
      unknown: 2,
      not_sent: 0,
      requested: 4,
    });
  });

  it('shares one reason among the servers that are unknown for it', () => {
    const results = after(['a', 'b', 'c'], lost, refused('x', 'server'));
    const reasons = results.map((result) => ('reason' in result ? result.reason : undefined));
    expect(reasons[0]).toEqual({ ...reason('x'), ...UNKNOWN });
    expect(new Set(reasons).size).toBe(1);
    const apart = new Ledger(['a', 'b'], UNKNOWN_ADVICE);
    const refusal = refused('x', 'server');
    for (const id of ['a', 'b']) {
      for (const result of [lost, refusal]) {
        apart.sending([id]);
        apart.record([id], result);
      }
    }
    const [first, second] = [...apart.results(NEVER)];
    expect(first).toHaveProperty('reason');
    expect(first && 'reason' in first ? first.reason : undefined).toBe(
      second && 'reason' in second ? second.reason : null,
    );
  });

  it('throws for a server that it does not have', () => {
    const ledger = new Ledger(['a'], UNKNOWN_ADVICE);
    expect(() => {
      ledger.sending(['b']);
    }).toThrow('server b is not in the ledger');
  });
});
