/** Servers that are busy: the run waits for them, at sixty times the speed. */
import type { ChildProcess } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { until } from '../../harness/action.ts';
import { listIn, logOf, reportOf } from '../../harness/invariants.ts';
import { preload } from '../../harness/preload.ts';
import { runReset, runResetWith, serverId, withSimulator } from '../../harness/scenario.ts';
import { durationOf } from '../../harness/server-report.ts';

const FAST_TIME = { nodeArguments: preload('fast-time') };
/** Windows ends a process at once instead of sending it a signal. */
const onUnix = process.platform === 'win32' ? it.skip : it;

/** Servers of which three are busy until they were in one call each. */
const TWENTY = Array.from({ length: 20 }, (_, index) => ({ busy: index % 7 === 2 ? 1 : 0 }));
const BUSY = [serverId(3), serverId(10), serverId(17)];

it('three busy servers of twenty are accepted after a minute, and the others at once', async () => {
  const { run, simulator } = await runResetWith({ servers: TWENTY }, {}, FAST_TIME);
  expect(run.exitCode).toBe(0);
  expect(listIn(run, 'accepted_server_ids')).toHaveLength(20);
  const lists = simulator.requests.map(({ body }) =>
    (body as { servers: { id: string }[] }).servers.map(({ id }) => id),
  );
  expect(lists.map(({ length }) => length)).toEqual([20, 17, 3]);
  expect(lists.at(-1)).toEqual(BUSY);
  const waits = logOf(run).filter((line) => line.includes('not ready yet'));
  expect(waits).toHaveLength(1);
  expect(waits[0]).toMatch(
    /^3 servers are busy or not ready yet\. Sending them again in 5\d\.\d s\.$/,
  );
  expect(durationOf(run)).toBeGreaterThan(59_000);
}, 20_000);

it('wait_for_servers 0 does not wait', async () => {
  const { run, simulator } = await runResetWith({ servers: TWENTY }, { wait_for_servers: '0' });
  expect(run.exitCode).toBe(1);
  expect(simulator.requests).toHaveLength(2);
  expect(listIn(run, 'failed_server_ids')).toEqual(BUSY);
  expect(reportOf(run).servers[2]?.code).toBe('Ecs.0603');
}, 20_000);

onUnix(
  'SIGTERM during a wait: the report is there within seven seconds',
  async () => {
    await withSimulator({ servers: TWENTY }, async (simulator) => {
      let sentAt = 0;
      const run = await runReset(
        simulator,
        {},
        {
          onStart: async (child: ChildProcess) => {
            let log = '';
            child.stdout?.on('data', (text) => (log += String(text)));
            // The servers that wait were set aside before this line.
            await until(() => log.includes('Batches done: 1 of 1') || child.exitCode !== null);
            sentAt = performance.now();
            child.kill('SIGTERM');
          },
        },
      );
      expect(performance.now() - sentAt).toBeLessThan(7_000);
      expect(run.exitCode).toBe(1);
      expect(listIn(run, 'failed_server_ids')).toEqual(BUSY);
      expect(listIn(run, 'not_sent_server_ids')).toEqual([]);
      expect(reportOf(run).servers[2]?.code).toBe('Ecs.0603');
    });
  },
  20_000,
);

it('a server whose response is lost is sent once more with the same password', async () => {
  const { run, simulator } = await runResetWith(
    { servers: 1, faults: [{ apply: 'before', close: 'before-headers' }] },
    { max_retries: '0', retry_unknown_after: '60' },
    FAST_TIME,
  );
  expect(run.exitCode).toBe(0);
  const [first, second, ...others] = simulator.requests;
  expect(second?.body).toEqual(first?.body);
  expect(others).toEqual([]);
  expect(logOf(run)).toContain('1 server is unknown. Sending it once more in 60.0 s.');
}, 20_000);
