/**
 * The actions for the suites that hold for every action: faults, leaks, hostile text, signals and the
 * timeout. A new action is one more entry.
 */
import { expect } from '@jest/globals';
import type { RecordedRequest, Simulator, SimulatorOptions } from '../simulator/simulator.ts';
import type { ActionRun } from './action.ts';
import { masksOf, RESET } from './invariants.ts';
import {
  expectNoValues,
  expectPasswordReport,
  expectTruthfulPassword,
  OLD_PASSWORD,
  SECRET_NAME,
  valuesOf,
} from './password.ts';
import { preload } from './preload.ts';
import { expectTruthfulRestart, RESTART } from './restart.ts';
import { SELECT } from './select.ts';
import { expectServerReport, serverReportOf } from './server-report.ts';
import type { ServerAction } from './server-report.ts';
import { expectTruthfulLogins, expectTruthfulReset } from './truth.ts';
import { VERIFY } from './verify.ts';

/** One call that an action sends when all is well. */
export interface TestedCall {
  /** The `operationId` of the official definition. */
  readonly name: string;
  readonly matches: (request: RecordedRequest) => boolean;
  /**
   * Whether it only reads. Then a failure that may pass is repeated and leaves no trace, and one that
   * stays fails the step.
   */
  readonly isReading: boolean;
  /** Whether the action can do without it, so that the step may pass although it always fails. */
  readonly isReplaceable?: boolean;
}

/** An action, and a run of it in which all is well. */
export interface TestedAction {
  readonly name: string;
  readonly setting: SimulatorOptions;
  /** Without endpoint, project and credentials. */
  readonly inputs: (simulator: Simulator) => Readonly<Record<string, string>>;
  /** The secrets among these inputs, by name. */
  readonly secrets: Readonly<Record<string, string>>;
  /** In the order in which they are sent. */
  readonly calls: readonly TestedCall[];
  /** Arguments for node where the run would wait for long, and its real time does not matter. */
  readonly nodeArguments?: readonly string[];
  /** How many times faster time is where it is fast; 60 by default. */
  readonly timeFactor?: number;
  /** Checks that what the run reports is consistent and true, whatever happened. */
  readonly check: (run: ActionRun, simulator: Simulator) => void;
}

/** The password in the inputs of the actions that take one. */
export const PASSWORD = 'Wide-Open=8521/x';

/** What an SSH server sends before the login. */
const HOSTILE_BANNER = `${PASSWORD}\n::error::forged\n##[error]forged ${Buffer.from(PASSWORD).toString('base64')}`;

/** Checks a report, and that the step passes only when all servers have a good outcome. */
function checkServers(
  run: ActionRun,
  simulator: Simulator,
  action: ServerAction,
  good: readonly string[],
): void {
  expectServerReport(run, simulator.serverIds, action);
  const isGood = serverReportOf(run).servers.every(({ outcome }) => good.includes(outcome));
  expect(run.exitCode).toBe(isGood ? 0 : 1);
}

export const ACTIONS: readonly TestedAction[] = [
  {
    name: 'reset',
    setting: { servers: 3 },
    inputs: ({ serverIds }) => ({
      server_ids: serverIds.join(','),
      password: PASSWORD,
      // One further round for servers that are not ready.
      wait_for_servers: '60',
    }),
    secrets: { password: PASSWORD },
    calls: [
      {
        name: 'BatchResetServersPassword',
        matches: ({ path }) => path.endsWith('/os-reset-passwords'),
        isReading: false,
      },
    ],
    check: (run, simulator) => {
      checkServers(run, simulator, RESET, ['accepted']);
      expectTruthfulReset(run, simulator);
    },
  },
  {
    name: 'select',
    setting: {
      servers: [{ name: 'web-01' }, { name: 'web-02', os: 'windows' }, { tags: ['a=b'] }],
    },
    inputs: ({ serverIds }) => ({ server_ids: serverIds.join(',') }),
    secrets: {},
    calls: [
      {
        name: 'ListServersDetails',
        matches: ({ path }) => path.endsWith('/cloudservers/detail'),
        isReading: true,
      },
      {
        name: 'ShowResetPasswordFlag',
        matches: ({ path }) => path.endsWith('/os-resetpwd-flag'),
        isReading: true,
      },
    ],
    check: (run, simulator) => {
      checkServers(run, simulator, SELECT, ['ready', 'excluded']);
    },
  },
  {
    name: 'restart',
    setting: { servers: [{ name: 'web-01' }, { name: 'web-02' }, { state: 'stopped' }] },
    inputs: ({ serverIds }) => ({
      server_ids: serverIds.join(','),
      start_stopped: 'true',
      waves: '2',
      pause: '0',
      wave_timeout: '30',
    }),
    secrets: {},
    calls: [
      {
        name: 'ListServersDetails',
        matches: ({ path }) => path.endsWith('/cloudservers/detail'),
        isReading: true,
      },
      {
        name: 'BatchRebootServers',
        matches: ({ path }) => path.endsWith('/cloudservers/action'),
        isReading: false,
      },
      {
        name: 'ShowJob',
        matches: ({ path }) => path.includes('/jobs/'),
        // It is read again until the time of the wave is over, and the actions of the servers tell the
        // same.
        isReading: false,
        isReplaceable: true,
      },
    ],
    nodeArguments: preload('fast-time'),
    check: (run, simulator) => {
      checkServers(run, simulator, RESTART, ['restarted', 'stopped']);
      expectTruthfulRestart(run, simulator);
    },
  },
  {
    name: 'verify',
    setting: {
      servers: [1, 2, 3].map((number) => ({
        name: `web-0${number}`,
        addresses: [{ addr: `127.0.0.${number}` }],
        password: PASSWORD,
        ssh: { banner: HOSTILE_BANNER, greeting: HOSTILE_BANNER },
      })),
      ssh: true,
    },
    inputs: ({ serverIds, ssh }) => ({
      server_ids: serverIds.join(','),
      password: PASSWORD,
      port: String(ssh.port),
      host_keys: 'accept-new',
      wait: '0',
      settle: '0',
    }),
    secrets: { password: PASSWORD },
    calls: [
      {
        name: 'ListServersDetails',
        matches: ({ path }) => path.endsWith('/cloudservers/detail'),
        isReading: true,
      },
    ],
    // A handshake takes real time.
    timeFactor: 5,
    check: (run, simulator) => {
      checkServers(run, simulator, VERIFY, ['verified']);
      expectTruthfulLogins(run, simulator, PASSWORD);
    },
  },
  {
    name: 'password',
    setting: { servers: 0, secrets: [{ name: SECRET_NAME, value: OLD_PASSWORD }] },
    inputs: ({ endpoint }) => ({
      mode: 'prepare',
      secret_name: SECRET_NAME,
      csms_endpoint: endpoint,
    }),
    secrets: {},
    calls: [
      {
        name: 'ListSecretVersions',
        matches: ({ method, path }) => method === 'GET' && path.endsWith('/versions'),
        isReading: true,
      },
      {
        name: 'CreateSecretVersion',
        matches: ({ method, path }) => method === 'POST' && path.endsWith('/versions'),
        isReading: false,
      },
      {
        name: 'ShowSecretStage',
        matches: ({ path }) => path.endsWith('/stages/pending'),
        isReading: true,
      },
    ],
    nodeArguments: preload('fast-time'),
    check: (run, simulator) => {
      expectPasswordReport(run);
      expectNoValues(run, [...masksOf(run), ...valuesOf(simulator)]);
      expectTruthfulPassword(run, simulator);
    },
  },
];

export function actionNamed(name: string): TestedAction {
  const action = ACTIONS.find((tested) => tested.name === name);
  if (action === undefined) throw new Error(`there is no entry for the action ${name}`);
  return action;
}
