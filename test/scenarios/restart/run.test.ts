/** The course of a restart: inputs, log, summary, signals, the own machine, many servers. */
import type { ChildProcess } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { runAction, until } from '../../../harness/action.ts';
import { annotationsOf, logOf } from '../../../harness/invariants.ts';
import { preload } from '../../../harness/preload.ts';
import {
  expectTruthfulRestart,
  powerRequests,
  runRestart,
  runRestartWith,
} from '../../../harness/restart.ts';
import { inputsFor, serverId, withSimulator } from '../../../harness/scenario.ts';
import { listIn, serverReportOf } from '../../../harness/server-report.ts';

/** Windows ends a process at once instead of sending it a signal. */
const onUnix = process.platform === 'win32' ? it.skip : it;
const outcomesOf = (run: Parameters<typeof serverReportOf>[0]): string[] =>
  serverReportOf(run).servers.map(({ outcome, reason }) =>
    reason === undefined ? outcome : `${outcome} ${reason}`,
  );

describe('the inputs', () => {
  it.concurrent.each([
    ['type', 'SOFTLY', 'type must be one of: soft, hard.'],
    ['start_stopped', 'yes', 'start_stopped must be one of: true, false.'],
    [
      'waves',
      '1,0%',
      'waves must be sizes of waves, separated by commas: numbers from 1 to 1000, or percentages from 1% to 100%, such as 1,25%.',
    ],
    ['pause', '3601', 'pause must be a whole number from 0 to 3600.'],
    [
      'pause',
      '1500',
      'pause does not fit into timeout: 3 waves have 2 pauses of 1500 s, which are 3000 s, and timeout is 3000 s. Give larger waves, a shorter pause or a longer timeout.',
    ],
    ['wave_timeout', '29', 'wave_timeout must be a whole number from 30 to 3600.'],
    ['max_failures', '-1', 'max_failures must be a whole number from 0 to 100000.'],
    ['dry_run', 'no', 'dry_run must be one of: auto, true, false.'],
  ])('%s: %s is not valid', async (name, value, message) => {
    await withSimulator({ servers: 3 }, async (simulator) => {
      const inputs = inputsFor(simulator, { password: undefined, [name]: value });
      const run = await runAction(inputs, { action: 'restart' });
      expect(run.exitCode).toBe(1);
      expect(annotationsOf(run, 'error')).toEqual([message]);
      expect(run.outputs).toEqual({});
      expect(simulator.requests).toEqual([]);
    });
  });
});

describe('the log and the summary', () => {
  it.concurrent('have a line for the start and the end of each wave', async () => {
    const servers = [
      { name: 'web-1' },
      { name: 'db ::error::x' },
      { state: 'stopped' as const },
      { locked: true, name: 'old' },
    ];
    const { run } = await runRestartWith({ servers }, { waves: '1,2', type: 'hard' });
    const log = logOf(run).map((line) =>
      line.replace(/\d+\.\d s/g, 'T').replace(/\d\d:\d\d:\d\d/, 'NOW'),
    );
    expect(log).toEqual(
      expect.arrayContaining([
        'Status of the servers: 2 running, left out: 1 stopped, 1 locked.',
        'Wave 1 of 3: restarting 1 server (web-1).',
        'Wave 1 of 3 ended at NOW UTC after T: 1 restarted, 0 failed, 0 unknown.',
        'The next wave starts in T.',
        `Wave 2 of 3: restarting 1 server (db : :error: :x), leaving out 1 server (1 stopped: ecs-0003).`,
        'Wave 2 of 3 ended at NOW UTC after T: 1 restarted, 0 failed, 0 unknown.',
        'Wave 3 of 3: leaving out 1 server (1 locked: old).',
      ]),
    );
    expect(log.filter((line) => line.startsWith('The next wave'))).toHaveLength(2);
    expect(annotationsOf(run, 'error')).toEqual([
      `1 server not started: The server is locked. Unlock the server. Run again with the remaining servers. Server: old (${serverId(4)}).`,
      '2 of 4 servers restarted, 1 stopped, 1 not started.',
    ]);
    expect(run.summary).toContain('## ❌ 1 of 4 servers still needs you');
    expect(run.summary.replace(/\d+\.\d s/g, 'T')).toContain(
      [
        '### Waves&#58; 3 of 3',
        '',
        '| Wave | Servers | Restarted | Failed | Unknown | Left out | Time |',
        '| ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
        '| 1 | 1 | 1 | 0 | 0 | 0 | T |',
        '| 2 | 2 | 1 | 0 | 0 | 1 | T |',
        '| 3 | 1 | 0 | 0 | 0 | 1 | T |',
      ].join('\n'),
    );
    expect(run.summary).toContain('Do not re-run this job');
  });

  it.concurrent('show a minute that passes', async () => {
    const { run } = await runRestartWith(
      { servers: [{ onRestart: 'never ends' }] },
      { wave_timeout: '130' },
    );
    expect(logOf(run).filter((line) => line.endsWith('1 of 1 server open.'))).toHaveLength(2);
  });

  it.concurrent('prefer the names in the list', async () => {
    const { run } = await runRestartWith(
      { servers: [{ name: 'from the row' }] },
      { server_ids: `${serverId(1)} # from the list` },
    );
    expect(logOf(run)).toContain('Wave 1 of 1: restarting 1 server (from the list).');
    expect(serverReportOf(run).servers[0]?.name).toBe('from the list');
  });
});

describe('a signal', () => {
  /** Sends a signal once the service has received the first request for a restart. */
  async function runWithSignal(restartMs: number, signal: NodeJS.Signals) {
    return withSimulator({ servers: 2, restarts: { ms: restartMs } }, async (simulator) => {
      let sentAt = 0;
      const run = await runRestart(
        simulator,
        { waves: '1' },
        {
          // Real time: the grace time counts.
          nodeArguments: [],
          onStart: async (child: ChildProcess) => {
            await until(() => powerRequests(simulator).length > 0, 20_000);
            await new Promise((resolve) => setTimeout(resolve, 500));
            sentAt = performance.now();
            child.kill(signal);
          },
        },
      );
      return { run, simulator, endedAfterMs: performance.now() - sentAt };
    });
  }

  onUnix.each([
    ['SIGTERM', 0, 'restarted'],
    ['SIGINT', 60_000, 'unknown'],
    ['SIGHUP', 60_000, 'unknown'],
  ] as const)('%s: what is under way for %s ms is %s', async (signal, ms, outcome) => {
    const { endedAfterMs, run, simulator } = await runWithSignal(ms, signal);
    expect(outcomesOf(run)).toEqual([outcome, 'not_started run_ended']);
    expect(endedAfterMs).toBeLessThan(7_000);
    expect(powerRequests(simulator)).toHaveLength(1);
    expect(run.exitCode).toBe(1);
    expect(serverReportOf(run).servers[1]?.message).toBe('the run was cancelled');
  });
});

describe('the timeout', () => {
  it.concurrent('leaves time to look at what is under way once more', async () => {
    // The second server is restarted after the last regular look and before the end.
    const { run } = await runRestartWith(
      { servers: [{ onRestart: 'never ends' }, {}] },
      { waves: '2', timeout: '90', wave_timeout: '3600' },
    );
    expect(outcomesOf(run)).toEqual(['unknown', 'restarted']);
    expect(serverReportOf(run).servers[0]?.message).toBe(
      'the run ended before the restart was done',
    );
  });
});

describe('the own machine', () => {
  const nodeArguments = [...preload('fast-time'), ...preload('redirect-instance-id')];
  const expected = ['restarted', 'not_started own_machine', 'restarted'];

  it.concurrent('is never restarted, where cloud-init tells its ID', async () => {
    const { run, simulator } = await runRestartWith(
      { servers: 3 },
      { waves: '100%' },
      { nodeArguments, env: { TEST_INSTANCE_ID: `${serverId(2).toUpperCase()}\n` } },
    );
    expect(outcomesOf(run)).toEqual(expected);
    expect(powerRequests(simulator)[0]?.serverIds).toEqual([serverId(1), serverId(3)]);
    expect(run.exitCode).toBe(1);
  });

  it.concurrent.each(['i-0abc', serverId(2).slice(1), 'nocloud', ' '.repeat(5_000)])(
    'is not known from %j',
    async (text) => {
      const { run } = await runRestartWith(
        { servers: 3 },
        { waves: '100%' },
        { nodeArguments, env: { TEST_INSTANCE_ID: text } },
      );
      expect(outcomesOf(run)).toEqual(['restarted', 'restarted', 'restarted']);
    },
  );

  it.concurrent('is known from the metadata service, where an agency is used', async () => {
    const metadata = { serverId: serverId(2) };
    await withSimulator({ servers: 3, signIn: { metadata } }, async (simulator) => {
      const keys = { access_key: undefined, secret_key: undefined, password: undefined };
      const inputs = inputsFor(simulator, { ...keys, waves: '100%', use_ecs_agency: 'true' });
      const run = await runAction(inputs, {
        action: 'restart',
        nodeArguments: [
          ...preload('fast-time'),
          ...preload('redirect-metadata'),
          ...preload('redirect-instance-id'),
        ],
        env: {
          TEST_METADATA_PORT: new URL(simulator.endpoint).port,
          TEST_INSTANCE_ID: serverId(3),
          // The metadata service has three seconds.
          TEST_TIME_FACTOR: '4',
        },
      });
      expectTruthfulRestart(run, simulator);
      expect(outcomesOf(run)).toEqual(expected);
    });
  });
});

describe('a thousand servers in waves of 100', () => {
  it('are restarted, and read by wave', async () => {
    const { run, simulator } = await runRestartWith(
      { servers: 1_000, restarts: { ms: 50 } },
      { waves: '100', pause: '1' },
    );
    expect(run.exitCode).toBe(0);
    expect(listIn(run, 'restarted_server_ids')).toHaveLength(1_000);
    expect(powerRequests(simulator).map(({ serverIds }) => serverIds.length)).toEqual(
      Array(10).fill(100),
    );
    // The rows of all servers, then for each wave its rows, a few looks at its job, and its rows.
    const reads = simulator.requests.filter(({ method }) => method === 'GET');
    expect(reads.length).toBeLessThanOrEqual(10 + 10 * 6);
  }, 60_000);
});
