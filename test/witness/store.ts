/** Carries out a rotation in the simulator's secret store with the client of the official SDK. */
import * as z from 'zod/mini';
import { Simulator } from '../../simulator/simulator.ts';
import { checkEqual } from './check.ts';
import type { Check } from './check.ts';
import { runScript } from './python.ts';

const SECRET = 'fleet-root';
const OLD_VALUE = 'Old-Pass-77';
const NEW_VALUE = 'New/Pass+88=';

const Results = z.array(z.unknown());

/** One call of the SDK, and the result that it must have. */
interface SdkCall {
  readonly call: string;
  readonly stage?: string;
  readonly version?: string;
  readonly value?: string;
  readonly stages?: readonly string[];
  readonly result: object;
}

const CALLS: readonly SdkCall[] = [
  { call: 'versions', result: { status: 200, result: [['v1', ['SYSCURRENT']]] } },
  { call: 'stage', stage: 'pending', result: { status: 400, code: 'CSMS.0005' } },
  {
    call: 'create',
    value: NEW_VALUE,
    stages: ['pending'],
    result: { status: 200, result: 'v2' },
  },
  { call: 'stage', stage: 'pending', result: { status: 200, result: 'v2' } },
  { call: 'value', version: 'v2', result: { status: 200, result: NEW_VALUE } },
  { call: 'value', version: 'v9', result: { status: 400, code: 'CSMS.0005' } },
  {
    call: 'set_stage',
    stage: 'previous',
    version: 'v1',
    result: { status: 200, result: 'v1' },
  },
  {
    call: 'set_stage',
    stage: 'SYSCURRENT',
    version: 'v2',
    result: { status: 200, result: 'v2' },
  },
  { call: 'delete_stage', stage: 'SYSCURRENT', result: { status: 400, code: 'CSMS.0105' } },
  { call: 'delete_stage', stage: 'pending', result: { status: 204, result: null } },
  {
    call: 'versions',
    result: {
      status: 200,
      result: [
        ['v1', ['previous']],
        ['v2', ['SYSCURRENT']],
      ],
    },
  },
];

export async function checkStore(): Promise<Check[]> {
  const simulator = await Simulator.start({ secrets: [{ name: SECRET, value: OLD_VALUE }] });
  try {
    const { accessKey, endpoint, projectId, secretKey } = simulator;
    const input = {
      endpoint,
      access_key: accessKey,
      secret_key: secretKey,
      project_id: projectId,
      secret: SECRET,
      calls: CALLS,
    };
    const results = Results.parse(await runScript('use_store.py', input));
    return CALLS.map(({ call, result, stage = '', version = '' }, index) =>
      checkEqual([call, stage, version].join(' ').trim(), results[index], result),
    );
  } finally {
    await simulator.close();
  }
}
