/** `wait` of `select`, and calls that are refused for a time, on a clock that is faster. */
import { describe, expect, it } from '@jest/globals';
import type { Fault, ServerSpec } from '../../../simulator/simulator.ts';
import { logOf } from '../../../harness/invariants.ts';
import { preload } from '../../../harness/preload.ts';
import { serverId } from '../../../harness/scenario.ts';
import { runSelectWith } from '../../../harness/select.ts';
import { serverReportOf } from '../../../harness/server-report.ts';

const FAST = { nodeArguments: preload('fast-time') };
const NEW: ServerSpec = {
  status: 'BUILD',
  taskState: 'spawning',
  plugin: false,
  later: [
    { atRead: 2, change: { status: 'ACTIVE', taskState: null } },
    { atRead: 4, change: { plugin: true } },
  ],
};

describe('wait', () => {
  it('ends when all servers are ready, and reads only the others again', async () => {
    const { run, simulator } = await runSelectWith({ servers: [{}, NEW] }, { wait: '300' }, FAST);
    expect(run.exitCode).toBe(0);
    expect(run.outputs['server_ids']).toBe(JSON.stringify([serverId(1), serverId(2)]));
    const log = logOf(run).filter((line) => line.includes('Next check'));
    expect(log).toEqual([
      'Ready: 1 of 2 servers. The others wait: 1 busy. Next check in 10.0 s.',
      'Ready: 1 of 2 servers. The others wait: 1 no_plugin. Next check in 15.0 s.',
      'Ready: 1 of 2 servers. The others wait: 1 no_plugin. Next check in 22.5 s.',
    ]);
    const lists = simulator.requests.filter(({ path }) => path.endsWith('/detail'));
    expect(lists.map(({ serverIds }) => serverIds)).toEqual([
      [serverId(1), serverId(2)],
      [serverId(2)],
      [serverId(2)],
      [serverId(2)],
    ]);
    const flags = simulator.requests.filter(({ path }) => path.endsWith('-flag'));
    expect(flags.map(({ serverIds }) => serverIds[0])).toEqual([1, 2, 2, 2].map(serverId));
  });

  it('ends at its time with the truth of that moment', async () => {
    const servers = [{}, { locked: true }, { deleted: true }];
    const { run, simulator } = await runSelectWith({ servers }, { wait: '60' }, FAST);
    expect(run.exitCode).toBe(1);
    expect(serverReportOf(run).servers.map(({ reason }) => reason)).toEqual([
      undefined,
      'locked',
      'not_found',
    ]);
    const delays = logOf(run).flatMap((line) => /Next check in ([\d.]+) s/.exec(line)?.[1] ?? []);
    expect(delays.length).toBeGreaterThanOrEqual(2);
    expect(delays.reduce((sum, delay) => sum + Number(delay), 0)).toBeLessThanOrEqual(60);
    expect(simulator.requests.length).toBe(1 + 1 + delays.length);
  });

  it('leaves servers out that are still not ready', async () => {
    const inputs = { wait: '10', on_not_ready: 'skip' };
    const { run } = await runSelectWith({ servers: [{}, { locked: true }] }, inputs, FAST);
    expect(run.exitCode).toBe(0);
    expect(run.outputs['not_ready_count']).toBe('1');
  });

  it('does not begin a check after the end of timeout', async () => {
    const inputs = { wait: '25', timeout: '25' };
    const { run } = await runSelectWith({ servers: [{ locked: true }] }, inputs, FAST);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('No further check: it would begin after the end of timeout.');
    expect(serverReportOf(run).servers[0]?.reason).toBe('locked');
  });

  it('reads unknown servers again', async () => {
    const match: Fault['match'] = ({ path }) => path.endsWith('-flag');
    const faults: Fault[] = [{ match, times: 2, status: 200, body: {} }];
    const { run } = await runSelectWith({ servers: 1, faults }, { wait: '60' }, FAST);
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('The others wait: 1 unreadable.');
  });

  it('takes a later check that fails for what it is', async () => {
    let lists = 0;
    const match: Fault['match'] = ({ path }) => path.endsWith('/detail') && (lists += 1) > 1;
    const faults: Fault[] = [{ match, forever: true, status: 503, body: '' }];
    const inputs = { wait: '10', max_retries: '0' };
    const { run } = await runSelectWith({ servers: [{ locked: true }], faults }, inputs, FAST);
    expect(run.exitCode).toBe(1);
    expect(serverReportOf(run).servers[0]).toMatchObject({
      outcome: 'unknown',
      reason: 'unreadable',
    });
  });

  it('applies the guards again when a filter leaves out a server that was unreadable', async () => {
    const match: Fault['match'] = ({ path }) => path.endsWith('/detail');
    const body = { count: 2, servers: [{ id: serverId(2) }, { id: serverId(1) }] };
    const faults: Fault[] = [{ match, status: 200, body }];
    const setting = { servers: [{ os: 'windows' }, {}] as const, faults };
    const inputs = { wait: '60', os: 'linux', expected_count: '2' };
    const { run } = await runSelectWith(setting, inputs, FAST);
    expect(run.exitCode).toBe(1);
    expect(serverReportOf(run).servers.map(({ reason }) => reason)).toEqual(['os', 'guard']);
    expect(run.outputs['server_ids']).toBe('[]');
  });
});

describe('a limited rate of calls', () => {
  it('only takes longer', async () => {
    const setting = { servers: 12, throttle: { calls: 5, perMs: 600 } };
    const inputs = { concurrency: '4', max_retries: '10' };
    // The waits between the attempts must be longer than the time of the limit.
    const options = { ...FAST, env: { TEST_TIME_FACTOR: '5' } };
    const { run, simulator } = await runSelectWith(setting, inputs, options);
    expect(run.exitCode).toBe(0);
    const refused = simulator.requests.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
  });

  it('that lasts longer than the run ends it', async () => {
    const body = { error_code: 'APIGW.0308', error_msg: 'limit:1,time:1 hour' };
    const match: Fault['match'] = ({ path }) => path.endsWith('-flag');
    const faults: Fault[] = [{ match, forever: true, status: 429, body }];
    const { run, simulator } = await runSelectWith({ servers: 6, faults }, { concurrency: '1' });
    expect(run.exitCode).toBe(1);
    expect(simulator.requests).toHaveLength(2);
    expect(serverReportOf(run).servers.map(({ code }) => code)).toEqual(
      Array(6).fill('APIGW.0308'),
    );
  });
});
