import { describe, expect, it } from '@jest/globals';
import { ENDINGS } from '../../../src/actions/verify/endings.ts';
import { countsOf, Results } from '../../../src/actions/verify/results.ts';

const REASON = { message: 'the route is missing', advice: 'add it' };

function textsOf(name: keyof typeof ENDINGS): object {
  const { advice, message } = ENDINGS[name];
  return { message, advice };
}

describe('the results', () => {
  it('have each server in the order of the input, with the ending of the rest', () => {
    const results = new Results(['a', 'b', 'c', 'd'], new Map());
    results.record('c', 'verified');
    results.record('a', 'no_route', REASON);
    results.record('d', 'credentials');
    expect(results.open()).toEqual(['b']);
    expect(results.counts()).toEqual({
      verified: 1,
      refused: 1,
      unreachable: 1,
      not_tried: 0,
      requested: 4,
    });
    const final = results.final('run_ended', undefined);
    expect(final).toStrictEqual([
      { id: 'a', outcome: 'unreachable', word: 'connect', reason: REASON },
      { id: 'b', outcome: 'not_tried', word: 'run_ended', reason: textsOf('run_ended') },
      { id: 'c', outcome: 'verified' },
      { id: 'd', outcome: 'refused', word: 'credentials', reason: textsOf('credentials') },
    ]);
    expect(countsOf(final)).toEqual({
      verified: 1,
      refused: 1,
      unreachable: 1,
      not_tried: 1,
      requested: 4,
    });
    expect(results.final('max_refused', REASON)[1]).toEqual({
      id: 'b',
      outcome: 'not_tried',
      word: 'max_refused',
      reason: REASON,
    });
  });

  it('keep the name that the list gives, and take others', () => {
    const results = new Results(['a', 'b'], new Map([['a', 'web']]));
    results.name('a', 'other');
    results.name('b', '');
    expect([...results.names]).toEqual([['a', 'web']]);
    results.name('b', 'db');
    expect([...results.names]).toEqual([
      ['a', 'web'],
      ['b', 'db'],
    ]);
  });
});
