/** Signals and the timeout, in every call of every action. */
import { describe, expect, it } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';
import { runAction, until } from '../../harness/action.ts';
import { ACTIONS } from '../../harness/actions.ts';
import type { TestedAction, TestedCall } from '../../harness/actions.ts';
import { durationOf } from '../../harness/server-report.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const CALLS = ACTIONS.flatMap((action) => action.calls.map((call) => ({ action, call }))).map(
  (tested, index) => ({
    ...tested,
    name: tested.action.name,
    callName: tested.call.name,
    signal: SIGNALS[index % SIGNALS.length] ?? 'SIGTERM',
  }),
);
const onUnix = process.platform === 'win32' ? it.concurrent.skip : it.concurrent;

/** Runs an action while a call of it gets no response. */
async function runInSilence(
  action: TestedAction,
  call: TestedCall,
  inputs: Readonly<Record<string, string>>,
  signal?: NodeJS.Signals,
) {
  const simulator = await Simulator.start(action.setting);
  simulator.script({ match: call.matches, silence: true, forever: true });
  let sentAt = 0;
  try {
    const run = await runAction(
      {
        endpoint: simulator.endpoint,
        project_id: simulator.projectId,
        access_key: simulator.accessKey,
        secret_key: simulator.secretKey,
        ...action.inputs(simulator),
        ...inputs,
      },
      {
        action: action.name,
        onStart: async (child) => {
          if (signal === undefined) return;
          const isReached = () => simulator.requests.some((request) => call.matches(request));
          await until(() => isReached() || child.exitCode !== null);
          sentAt = performance.now();
          child.kill(signal);
        },
      },
    );
    const milliseconds = performance.now() - sentAt;
    action.check(run, simulator);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toBe('');
    expect(run.summary).not.toBe('');
    return { run, milliseconds };
  } finally {
    await simulator.close();
  }
}

describe('a signal', () => {
  onUnix.each(CALLS)(
    '$signal during $callName of $name: report within 7 seconds',
    async ({ action, call, signal }) => {
      const { milliseconds, run } = await runInSilence(action, call, {}, signal);
      expect(milliseconds).toBeLessThan(7_000);
      expect(run.stdout).toMatch(/the run was cancelled|the run ended before/i);
    },
    20_000,
  );
});

describe('the timeout', () => {
  it.concurrent.each(CALLS)(
    'during $callName of $name: report within two seconds',
    async ({ action, call }) => {
      const { run } = await runInSilence(action, call, { timeout: '2' });
      expect(durationOf(run)).toBeGreaterThanOrEqual(2_000);
      expect(durationOf(run)).toBeLessThan(4_000);
      expect(run.stdout).toMatch(/the run reached its timeout|the run ended before/i);
    },
    20_000,
  );
});
