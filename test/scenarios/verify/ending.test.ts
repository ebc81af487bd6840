/** Signals and the timeout during the logins of `verify`: what was sent is known afterwards. */
import { describe, expect, it } from '@jest/globals';
import { until } from '../../../harness/action.ts';
import { SshServer } from '../../../simulator/ssh.ts';
import { endingsOf, runVerifyValid } from '../../../harness/verify.ts';
import type { VerifyRun } from '../../../harness/verify.ts';
import { PASSWORD, serverId } from '../../../harness/scenario.ts';
import { durationOf } from '../../../harness/server-report.ts';

const onUnix = process.platform === 'win32' ? it.concurrent.skip : it.concurrent;

/** Runs the action on a server that takes the password and stays silent, and others. */
async function runUnderWay(
  signal: NodeJS.Signals | undefined,
  timeout: string,
): Promise<{ readonly run: VerifyRun; readonly milliseconds: number; readonly open: number }> {
  const silent = await SshServer.start(() => PASSWORD, { onPassword: 'ignore' });
  const mute = await SshServer.start(() => PASSWORD, { speaks: 'nothing' });
  let sentAt = performance.now();
  try {
    const run = await runVerifyValid(
      [silent.address, mute.address, {}],
      { concurrency: '2', timeout },
      {
        knownHosts: ([server]) => `${silent.knownHosts}${server?.knownHosts ?? ''}`,
        onStart: async (child) => {
          if (signal === undefined) return;
          await until(() => silent.passwords.length === 1 && mute.open === 1);
          sentAt = performance.now();
          child.kill(signal);
        },
      },
    );
    const milliseconds = performance.now() - sentAt;
    await until(() => silent.open + mute.open === 0);
    return { run, milliseconds, open: silent.open + mute.open };
  } finally {
    await silent.close();
    await mute.close();
  }
}

describe('a run that ends early', () => {
  onUnix.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'reports within seven seconds after %s, and leaves no connection',
    async (signal) => {
      const { milliseconds, open, run } = await runUnderWay(signal, '1800');
      expect(milliseconds).toBeLessThan(7_000);
      expect(open).toBe(0);
      expect(run.exitCode).toBe(1);
      expect(endingsOf(run)).toEqual([
        'unreachable: no_answer',
        'not_tried: run_ended',
        'not_tried: run_ended',
      ]);
      expect(run.servers[0]?.connections).toBe(0);
      expect(run.stdout).toContain('The run was cancelled');
      expect(run.outputs['not_tried_server_ids']).toBe(JSON.stringify([serverId(2), serverId(3)]));
    },
  );

  it.concurrent('at the timeout reports at once', async () => {
    const { run } = await runUnderWay(undefined, '2');
    expect(durationOf(run)).toBeGreaterThanOrEqual(2_000);
    expect(durationOf(run)).toBeLessThan(4_000);
    expect(endingsOf(run)).toEqual([
      'unreachable: no_answer',
      'not_tried: run_ended',
      'not_tried: run_ended',
    ]);
    expect(run.stdout).toContain('The run reached its timeout');
  });
});
