import { afterAll, describe, expect, it } from '@jest/globals';
import { CODE_CASES } from './cases.ts';
import { expectOutcome, faultCount, runWithFault } from './run-with-fault.ts';

afterAll(() => {
  process.stdout.write(`Faults tried (codes): ${faultCount()}\n`);
});

describe.each(CODE_CASES)('$name', (faultCase) => {
  it('once', async () => {
    const { run } = await runWithFault(faultCase, 'once');
    expectOutcome(run, faultCase.once);
  });

  it('every time', async () => {
    const { run, requests } = await runWithFault(faultCase, 'forever');
    expectOutcome(run, faultCase.forever);
    // At most three attempts for the batch, its halves and its quarters.
    expect(requests.length).toBeLessThanOrEqual(11);
    const waits = run.stdout.match(/the next one begins in [\d.]+ s/g) ?? [];
    const sent = requests.map(({ serverIds }) => serverIds.join());
    const repeated = sent.length - new Set(sent).size;
    // A round for servers that are not ready has one line for all of its calls.
    const isRound = /Sending (?:it|them) again in [\d.]+ s/.test(run.stdout);
    if (isRound) expect(repeated).toBeGreaterThan(0);
    else expect(waits).toHaveLength(repeated);
  });
});
