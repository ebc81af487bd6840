/**
 * The faults of the reset, in the calls of every other action: what an action reports stays consistent and
 * true, and nothing leaks. Each call gets a part of the faults; all calls together get every fault.
 */
import { afterAll, describe, expect, it } from '@jest/globals';
import { ACTIONS } from '../../harness/actions.ts';
import { CASES } from './cases.ts';
import { faultCount, runWithFault } from './run-with-fault.ts';

/** One of so many faults is tried for a call. */
const PARTS = 4;

afterAll(() => {
  process.stdout.write(`Faults tried (other actions): ${faultCount()}\n`);
});

const OTHERS = ACTIONS.filter(({ name }) => name !== 'reset');
const CALLS = OTHERS.flatMap((action) => action.calls.map((call) => ({ action, call }))).map(
  (tested, index) => ({ ...tested, name: `${tested.action.name}: ${tested.call.name}`, index }),
);

describe.each(CALLS)('$name', ({ action, call, index: part }) => {
  const cases = CASES.filter((_, index) => index % PARTS === part % PARTS).map(
    (faultCase, index) => ({
      name: faultCase.name,
      faultCase,
      mode: index % 2 === 0 ? ('once' as const) : ('forever' as const),
      // The service repeats secrets, and the log is at its longest.
      debug: index % 3 === 0,
    }),
  );

  // runWithFault checks the report and looks for leaks.
  it.concurrent.each(cases)('$name, $mode', async ({ debug, faultCase, mode }) => {
    const { requests, run } = await runWithFault(faultCase, mode, { action, call, debug });
    const faulty = requests.filter((request) => call.matches(request));
    expect(faulty).not.toEqual([]);
    if (!call.isReading) return;
    const passes =
      mode === 'once' ? faultCase.isTemporary : faultCase.forever.outcome === 'accepted';
    expect(run.exitCode).toBe(passes ? 0 : 1);
  });
});
