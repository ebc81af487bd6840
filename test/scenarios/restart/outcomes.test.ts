/** Every outcome and every reason of a restart. */
import { describe, expect, it } from '@jest/globals';
import { annotationsOf, logOf } from '../../../harness/invariants.ts';
import { powerRequests, runRestartWith } from '../../../harness/restart.ts';
import { NO_SECRETS, serverId } from '../../../harness/scenario.ts';
import { serverReportOf } from '../../../harness/server-report.ts';
import type { ActionRun } from '../../../harness/action.ts';
import type { Fault } from '../../../simulator/simulator.ts';

const ONE_WAVE = { waves: '100%' };
const SHORT = { ...ONE_WAVE, wave_timeout: '30' };

const isPower: Fault['match'] = ({ path }) => path.endsWith('/cloudservers/action');
const isList: Fault['match'] = ({ path }) => path.endsWith('/cloudservers/detail');
const isJob: Fault['match'] = ({ path }) => path.includes('/jobs/');
const isActions: Fault['match'] = ({ path }) => path.endsWith('/os-instance-actions');

/** `outcome reason code` of each server. */
function resultsOf(run: ActionRun): string[] {
  return serverReportOf(run).servers.map(({ code, outcome, reason }) =>
    [outcome, reason, code].filter((part) => part !== undefined).join(' '),
  );
}

const messageOf = (run: ActionRun, index = 0): string | undefined =>
  serverReportOf(run).servers[index]?.message;

describe('restarted', () => {
  it.concurrent('after a job, and the new password works', async () => {
    const { run, simulator } = await runRestartWith({ servers: 3, restarts: { ms: 100 } });
    expect(run.exitCode).toBe(0);
    expect(resultsOf(run)).toEqual(['restarted', 'restarted', 'restarted']);
    expect(powerRequests(simulator).map(({ body }) => body)).toEqual(
      [serverId(1), serverId(2), serverId(3)].map((id) => ({
        reboot: { type: 'SOFT', servers: [{ id }] },
      })),
    );
  });

  it.concurrent('with force', async () => {
    const { run, simulator } = await runRestartWith({ servers: 2 }, { ...ONE_WAVE, type: 'hard' });
    expect(run.exitCode).toBe(0);
    expect(powerRequests(simulator)[0]?.body).toEqual({
      reboot: { type: 'HARD', servers: [{ id: serverId(1) }, { id: serverId(2) }] },
    });
  });

  it.concurrent('by a start, beside a restart in the same wave', async () => {
    const servers = [{ state: 'stopped' as const }, {}, { state: 'stopped' as const }];
    const { run, simulator } = await runRestartWith(
      { servers },
      { ...ONE_WAVE, start_stopped: 'true' },
    );
    expect(resultsOf(run)).toEqual(['restarted', 'restarted', 'restarted']);
    expect(powerRequests(simulator).map(({ body }) => body)).toEqual([
      { reboot: { type: 'SOFT', servers: [{ id: serverId(2) }] } },
      { 'os-start': { servers: [{ id: serverId(1) }, { id: serverId(3) }] } },
    ]);
  });

  it.concurrent.each([
    ['is closed', { match: isPower, apply: 'before', close: 'before-headers' }],
    ['has HTTP 504', { match: isPower, apply: 'before', status: 504, body: 'x' }],
    ['has no job', { match: isPower, apply: 'before', status: 200, body: {} }],
    ['is cut off', { match: isPower, apply: 'before', close: 'inside-body' }],
  ] satisfies [string, Fault][])('by proof, when the response %s', async (_name, fault) => {
    const { run, simulator } = await runRestartWith(
      { servers: 2, faults: [fault], restarts: { ms: 100 } },
      ONE_WAVE,
    );
    expect(resultsOf(run)).toEqual(['restarted', 'restarted']);
    expect(powerRequests(simulator)).toHaveLength(1);
    expect(run.exitCode).toBe(0);
  });

  it.concurrent('by proof, when the job does not name the server or is gone', async () => {
    const unnamed = await runRestartWith({ servers: [{ onRestart: 'unnamed' }, {}] }, ONE_WAVE);
    expect(resultsOf(unnamed.run)).toEqual(['restarted', 'restarted']);
    const gone = await runRestartWith({ servers: 2, restarts: { deletedAfter: 0 } }, ONE_WAVE);
    expect(resultsOf(gone.run)).toEqual(['restarted', 'restarted']);
  });

  it.concurrent('when the job is known only later', async () => {
    const { run, simulator } = await runRestartWith(
      { servers: 2, restarts: { unknownFor: 2 }, faults: [{ match: isActions, forever: true }] },
      { ...ONE_WAVE, max_retries: '0' },
    );
    expect(resultsOf(run)).toEqual(['restarted', 'restarted']);
    expect(simulator.requests.filter(isJob)).toHaveLength(3);
  });

  it.concurrent('whatever the job says of itself', async () => {
    const failed = await runRestartWith({ servers: 2, restarts: { parentEnd: 'FAIL' } }, ONE_WAVE);
    expect(resultsOf(failed.run)).toEqual(['restarted', 'restarted']);
    const servers = [{ onRestart: 'fails' as const }, {}];
    const partly = await runRestartWith({ servers, restarts: { parentEnd: 'SUCCESS' } }, ONE_WAVE);
    expect(resultsOf(partly.run)).toEqual(['failed job_failed Ecs.0227', 'restarted']);
  });

  it.concurrent('by a job without parts', async () => {
    const { run } = await runRestartWith({ servers: 2, restarts: { parts: 'none' } }, ONE_WAVE);
    expect(resultsOf(run)).toEqual(['restarted', 'restarted']);
  });
});

describe('stopped', () => {
  it.concurrent('is as good, also for a locked server', async () => {
    const servers = [
      { state: 'stopped' as const },
      { state: 'stopped' as const, locked: true },
      {},
    ];
    const { run, simulator } = await runRestartWith({ servers }, ONE_WAVE);
    expect(run.exitCode).toBe(0);
    expect(resultsOf(run)).toEqual(['stopped', 'stopped', 'restarted']);
    expect(run.remaining).toEqual([]);
    expect(powerRequests(simulator)[0]?.serverIds).toEqual([serverId(3)]);
    expect(run.summary).toContain('Restarted: 1 server. Stopped: 2 servers');
  });
});

describe('failed', () => {
  it.concurrent.each([
    [400, { error: { code: 'Ecs.0605', message: 'x' } }, 'Ecs.0605'],
    [429, { error_code: 'APIGW.0308', error_msg: 'slow' }, 'APIGW.0308'],
  ])('refused: HTTP %s %j', async (status, body, code) => {
    const { run, simulator } = await runRestartWith(
      { servers: 2, faults: [{ match: isPower, status, body }] },
      ONE_WAVE,
    );
    expect(resultsOf(run)).toEqual([`failed refused ${code}`, `failed refused ${code}`]);
    expect(powerRequests(simulator)).toHaveLength(1);
    expect(run.exitCode).toBe(1);
  });

  it.concurrent('job_failed', async () => {
    const { run } = await runRestartWith({ servers: [{ onRestart: 'fails' }, {}] }, ONE_WAVE);
    expect(resultsOf(run)).toEqual(['failed job_failed Ecs.0227', 'restarted']);
    expect(messageOf(run)).toBe('the restart failed; the service says: The ECS failed to restart.');
  });

  it.concurrent('not_active', async () => {
    const { run } = await runRestartWith(
      { servers: [{ onRestart: 'ends in error' }, {}] },
      ONE_WAVE,
    );
    expect(resultsOf(run)).toEqual(['failed not_active', 'restarted']);
  });
});

describe('unknown', () => {
  it.concurrent.each([
    ['closed', { match: isPower, close: 'before-headers' }, undefined],
    ['HTTP 500 with a code', { match: isPower, status: 500, body: error('Ecs.0615') }, 'Ecs.0615'],
    ['HTTP 502', { match: isPower, status: 502, body: '' }, undefined],
    ['a page', { match: isPower, status: 404, body: '<html>' }, undefined],
  ] satisfies [string, Fault, string | undefined][])(
    'a request that is lost and did nothing: %s',
    async (_name, fault, code) => {
      const { run, simulator } = await runRestartWith({ servers: 2, faults: [fault] }, SHORT);
      const expected = code === undefined ? 'unknown' : `unknown ${code}`;
      expect(resultsOf(run)).toEqual([expected, expected]);
      expect(powerRequests(simulator)).toHaveLength(1);
      expect(run.remaining).toEqual([]);
      expect(run.exitCode).toBe(1);
    },
  );

  it.concurrent('a restart that was not done in time, beside one that was', async () => {
    const { run } = await runRestartWith({ servers: [{ onRestart: 'never ends' }, {}] }, SHORT);
    expect(resultsOf(run)).toEqual(['unknown', 'restarted']);
    expect(messageOf(run)).toBe('the restart was not done within wave_timeout');
  });

  it.concurrent('a server that the job does not name, and to which nothing happened', async () => {
    const { run } = await runRestartWith({ servers: [{ onRestart: 'ignored' }, {}] }, SHORT);
    expect(resultsOf(run)).toEqual(['unknown', 'restarted']);
    expect(messageOf(run)).toBe('the job does not say what became of the server');
  });

  it.concurrent('a job that is gone, where the cloud has no lists of actions', async () => {
    const { run } = await runRestartWith(
      {
        servers: 1,
        restarts: { deletedAfter: 0 },
        missingCalls: ['NovaListServerActions'],
      },
      SHORT,
    );
    expect(resultsOf(run)).toEqual(['unknown Common.0011']);
  });
});

describe('not started', () => {
  it.concurrent('for every reason that a row gives', async () => {
    const servers = [
      { deleted: true },
      { taskState: 'powering-off' },
      { status: 'REBOOT', taskState: 'reboot_started' },
      { status: 'ERROR' },
      { locked: true },
      { frozen: true },
      {},
    ];
    const { run, simulator } = await runRestartWith({ servers }, ONE_WAVE);
    expect(resultsOf(run)).toEqual([
      'not_started not_found',
      'not_started busy',
      'not_started busy',
      'not_started wrong_status',
      'not_started locked',
      'not_started frozen',
      'restarted',
    ]);
    expect(powerRequests(simulator)[0]?.serverIds).toEqual([serverId(7)]);
    expect(run.remaining).toEqual(simulator.serverIds.slice(0, 6));
    expect(run.exitCode).toBe(1);
  });

  it.concurrent('unreadable: no row can be read', async () => {
    const { run, simulator } = await runRestartWith({
      servers: 2,
      faults: [{ match: isList, status: 403, body: error('Ecs.0110'), forever: true }],
    });
    expect(resultsOf(run)).toEqual(Array(2).fill('not_started unreadable Ecs.0110'));
    expect(logOf(run).join('\n')).toContain('ecs:cloudServers:list');
    expect(powerRequests(simulator)).toEqual([]);
  });

  it.concurrent('unreadable: the rows cannot be read again before a wave', async () => {
    let reads = 0;
    const { run } = await runRestartWith(
      {
        servers: 2,
        faults: [
          {
            match: (request) => isList(request) && ++reads === 2,
            status: 404,
            body: error('APIGW.0101'),
          },
        ],
      },
      { waves: '1' },
    );
    expect(resultsOf(run)).toEqual(['not_started unreadable APIGW.0101', 'restarted']);
  });

  it.concurrent('run_ended: too many failures', async () => {
    const servers = [{ onRestart: 'fails' as const }, {}, {}];
    const { run, simulator } = await runRestartWith({ servers });
    expect(resultsOf(run)).toEqual([
      'failed job_failed Ecs.0227',
      'not_started run_ended',
      'not_started run_ended',
    ]);
    expect(powerRequests(simulator)).toHaveLength(1);
    expect(run.remaining).toEqual(simulator.serverIds);
  });

  it.concurrent('run_ended: a permission is missing', async () => {
    const { run, simulator } = await runRestartWith(
      { servers: 2, faults: [{ match: isPower, status: 403, body: error('Ecs.0110') }] },
      { waves: '1', max_failures: '9' },
    );
    expect(resultsOf(run)).toEqual(['failed refused Ecs.0110', 'not_started run_ended']);
    expect(messageOf(run, 1)).toContain('because another call failed: permission is missing');
    expect(logOf(run).join('\n')).toContain('ecs:cloudServers:reboot');
    expect(powerRequests(simulator)).toHaveLength(1);
  });

  it.concurrent('run_ended: the timeout', async () => {
    const servers = [{ restartMs: 200 }, {}];
    const { run } = await runRestartWith({ servers }, { pause: '120', timeout: '121' });
    expect(resultsOf(run)).toEqual(['restarted', 'not_started run_ended']);
    expect(messageOf(run, 1)).toBe('the run reached its timeout');
  });

  it.concurrent('run_ended: the sign-in fails', async () => {
    const { run } = await runRestartWith({ servers: 1 }, { secret_key: 'another-secret-key' });
    expect(resultsOf(run)).toEqual(['not_started unreadable APIGW.0301']);
  });
});

describe('a dry run', () => {
  const DRY = { dry_run: 'true' };

  it.concurrent('reads the rows, shows the waves and restarts nothing', async () => {
    const servers = [{}, { state: 'stopped' as const }, { locked: true }, { deleted: true }, {}];
    const { run, simulator } = await runRestartWith({ servers }, { ...DRY, waves: '1,50%' });
    expect(run.exitCode).toBe(0);
    expect(resultsOf(run)).toEqual(Array(5).fill('not_started dry_run'));
    expect(powerRequests(simulator)).toEqual([]);
    expect(run.outputs['remaining_server_ids']).toBe('[]');
    expect(run.summary).toContain('| 1 | 1 | 1 | 0 | 0 |');
    expect(run.summary).toContain('| 2 | 3 | 0 | 0 | 1 stopped, 1 locked, 1 not_found |');
    expect(run.summary).toContain('| 3 | 1 | 1 | 0 | 0 |');
    expect(annotationsOf(run, 'error')).toEqual([]);
    expect(logOf(run)).toContain(
      'Wave 2 of 3 of a real run: leaving out 3 servers (1 stopped, 1 locked, 1 not_found: ecs-0002, ecs-0003, 00000000-0000-4000-8000-000000000004).',
    );
    expect(logOf(run)).toContain(
      'Status of the servers: 2 running, left out: 1 stopped, 1 locked, 1 not_found.',
    );
  });

  it.concurrent('fails when a row cannot be read', async () => {
    const faults: Fault[] = [{ match: isList, status: 403, body: error('Ecs.0110') }];
    const { run } = await runRestartWith({ servers: 2, faults }, DRY);
    expect(run.exitCode).toBe(1);
    expect(resultsOf(run)).toEqual(Array(2).fill('not_started unreadable Ecs.0110'));
    expect(run.outputs['remaining_server_ids']).toBe('[]');
  });

  it.concurrent(
    'is the default for a pull request, and sends nothing without credentials',
    async () => {
      const event = { name: 'pull_request' };
      const { run, simulator } = await runRestartWith({ servers: 2 }, NO_SECRETS, { event });
      expect(run.exitCode).toBe(0);
      expect(resultsOf(run)).toEqual(Array(2).fill('not_started dry_run'));
      expect(simulator.requests).toEqual([]);
      expect(run.stdout).toContain('No request was sent: there are no credentials.');
    },
  );
});

function error(code: string): object {
  return { error: { code, message: 'x' } };
}
