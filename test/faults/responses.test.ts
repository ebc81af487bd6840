import { afterAll, describe, it } from '@jest/globals';
import { CLOSED_AFTER, NETWORK_CASES, ODD_SUCCESS_CASES, STATUS_CASES } from './cases.ts';
import { expectOutcome, faultCount, runWithFault } from './run-with-fault.ts';

afterAll(() => {
  process.stdout.write(`Faults tried (answers and network): ${faultCount()}\n`);
});

describe.each([...STATUS_CASES, ...ODD_SUCCESS_CASES, ...NETWORK_CASES, CLOSED_AFTER])(
  '$name',
  (faultCase) => {
    it.each(['once', 'forever'] as const)('%s', async (mode) => {
      const { run } = await runWithFault(faultCase, mode);
      expectOutcome(run, faultCase[mode]);
    });
  },
);
