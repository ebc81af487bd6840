import type { ChildProcess } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import type { Simulator } from '../../simulator/simulator.ts';
import { until } from '../../harness/action.ts';
import { annotationsOf, listIn, logOf, reportOf } from '../../harness/invariants.ts';
import { runReset, serverId, withSimulator } from '../../harness/scenario.ts';
import type { Inputs } from '../../harness/scenario.ts';
import { durationOf } from '../../harness/server-report.ts';

const IDS = [serverId(1), serverId(2), serverId(3)];
const onUnix = process.platform === 'win32' ? it.concurrent.skip : it.concurrent;
const WHY_NOT_WINDOWS = '(not on Windows, which kills a process instead of signalling it)';

/** Sends a signal when the service has received this many requests. */
async function cancelled(
  simulator: Simulator,
  signal: NodeJS.Signals,
  requests: number,
  inputs: Inputs = {},
) {
  let sentAt = 0;
  const run = await runReset(simulator, inputs, {
    onStart: async (child: ChildProcess) => {
      await until(() => simulator.requests.length >= requests || child.exitCode !== null);
      sentAt = performance.now();
      child.kill(signal);
    },
  });
  return { run, milliseconds: performance.now() - sentAt };
}

describe('a cancelled run', () => {
  onUnix.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    `%s during a call: report within 7 seconds, servers unknown ${WHY_NOT_WINDOWS}`,
    async (signal) => {
      await withSimulator({}, async (simulator) => {
        simulator.script({ silence: true, forever: true });
        const { run, milliseconds } = await cancelled(simulator, signal, 1, {
          batch_size: '2',
          concurrency: '1',
        });

        expect(milliseconds).toBeLessThan(7_000);
        expect(run.exitCode).toBe(1);
        expect(simulator.requests).toHaveLength(1);
        expect(listIn(run, 'unknown_server_ids')).toEqual([serverId(1), serverId(2)]);
        expect(listIn(run, 'not_sent_server_ids')).toEqual([serverId(3)]);
        expect(reportOf(run).servers[2]?.message).toBe('the run was cancelled');
        expect(annotationsOf(run, 'error').at(-1)).toBe(
          'The reset of 0 of 3 servers was accepted, 2 unknown, 1 not sent.',
        );
        expect(run.summary).toContain('**2** unknown');
      });
    },
    15_000,
  );

  onUnix(`a response in the grace period still counts ${WHY_NOT_WINDOWS}`, async () => {
    await withSimulator({ latencyMs: 1_000 }, async (simulator) => {
      const { run } = await cancelled(simulator, 'SIGTERM', 1, {
        batch_size: '2',
        concurrency: '1',
      });

      expect(run.exitCode).toBe(1);
      expect(listIn(run, 'accepted_server_ids')).toEqual([serverId(1), serverId(2)]);
      expect(listIn(run, 'not_sent_server_ids')).toEqual([serverId(3)]);
      expect(simulator.requests).toHaveLength(1);
    });
  });

  onUnix(`a wait for the next attempt ends at once ${WHY_NOT_WINDOWS}`, async () => {
    await withSimulator({}, async (simulator) => {
      simulator.script({
        status: 429,
        headers: { 'retry-after': '300' },
        body: { error_code: 'APIGW.0308', error_msg: 'throttled' },
        forever: true,
      });
      let sentAt = 0;
      const run = await runReset(
        simulator,
        {},
        {
          onStart: async (child) => {
            let log = '';
            child.stdout?.on('data', (chunk) => {
              log += String(chunk);
            });
            await until(() => log.includes('the next one begins in') || child.exitCode !== null);
            sentAt = Date.now();
            child.kill('SIGINT');
          },
        },
      );

      // A request would have another four seconds.
      expect(Date.parse(reportOf(run).run.ended) - sentAt).toBeLessThan(4_000);
      expect(run.exitCode).toBe(1);
      expect(simulator.requests).toHaveLength(1);
      expect(listIn(run, 'failed_server_ids')).toEqual(IDS);
      expect(annotationsOf(run, 'error')[0]).toContain('APIGW.0308');
      expect(logOf(run).join('\n')).toMatch(
        /Attempt 1 for 3 servers failed; the next one begins in 30\d\.\d s, /,
      );
    });
  });
});

describe('the timeout of the run', () => {
  it.concurrent('request_timeout 1: without a response, servers are unknown after one second', () =>
    withSimulator({}, async (simulator) => {
      simulator.script({ silence: true });
      const run = await runReset(simulator, { max_retries: '0', request_timeout: '1' });

      expect(run.exitCode).toBe(1);
      expect(durationOf(run)).toBeGreaterThanOrEqual(1_000);
      // The default is 60 seconds.
      expect(durationOf(run)).toBeLessThan(20_000);
      expect(listIn(run, 'unknown_server_ids')).toEqual(IDS);
      expect(run.summary).toContain('There was no complete response in time');
    }),
  );

  it.concurrent(
    'timeout 1: open calls end at once, and the report is written within two seconds',
    () =>
      withSimulator({}, async (simulator) => {
        simulator.script({ silence: true, forever: true });
        const run = await runReset(simulator, { timeout: '1', batch_size: '2', concurrency: '1' });

        expect(run.exitCode).toBe(1);
        expect(durationOf(run)).toBeGreaterThanOrEqual(1_000);
        expect(durationOf(run)).toBeLessThan(3_000);
        expect(listIn(run, 'unknown_server_ids')).toEqual([serverId(1), serverId(2)]);
        expect(listIn(run, 'not_sent_server_ids')).toEqual([serverId(3)]);
        expect(reportOf(run).servers[2]?.message).toBe('the run reached its timeout');
      }),
  );

  it.concurrent('no wait for an attempt that would start after the deadline', () =>
    withSimulator({}, async (simulator) => {
      simulator.script({
        status: 503,
        headers: { 'retry-after': '60' },
        body: { error: { code: 'Common.1503', message: 'throttled' } },
        forever: true,
      });
      const run = await runReset(simulator, { timeout: '30' });

      expect(run.exitCode).toBe(1);
      // A wait until the deadline would take 30 seconds.
      expect(durationOf(run)).toBeLessThan(20_000);
      expect(simulator.requests).toHaveLength(1);
      expect(listIn(run, 'failed_server_ids')).toEqual(IDS);
      expect(logOf(run).join('\n')).toMatch(/No further attempt for 3 servers/);
    }),
  );
});
