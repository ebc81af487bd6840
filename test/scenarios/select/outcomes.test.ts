/** Every outcome and reason of `select`, through the built action. */
import { describe, expect, it } from '@jest/globals';
import type { Fault, ServerSpec } from '../../../simulator/simulator.ts';
import { annotationsOf } from '../../../harness/invariants.ts';
import { serverId } from '../../../harness/scenario.ts';
import { runSelectWith } from '../../../harness/select.ts';
import type { SelectRun } from '../../../harness/select.ts';
import { serverReportOf } from '../../../harness/server-report.ts';

/** Outcome and reason of each server. */
function verdicts(run: SelectRun): string[] {
  return serverReportOf(run).servers.map(({ outcome, reason }) =>
    reason === undefined ? outcome : `${outcome}: ${reason}`,
  );
}

const isList: Fault['match'] = ({ path }) => path.endsWith('/cloudservers/detail');
const isFlag: Fault['match'] = ({ path }) => path.endsWith('/os-resetpwd-flag');

describe('servers by ID', () => {
  it('are ready, and the outputs name them in the order of the list', async () => {
    const servers = [{ name: 'b' }, { name: 'a', os: 'windows' }, { state: 'stopped' }] as const;
    const { run, simulator } = await runSelectWith({ servers });
    expect(run.exitCode).toBe(0);
    expect(verdicts(run)).toEqual(['ready', 'ready', 'ready']);
    expect(run.outputs).toMatchObject({
      server_ids: JSON.stringify(simulator.serverIds),
      linux_server_ids: JSON.stringify([serverId(1), serverId(3)]),
      windows_server_ids: JSON.stringify([serverId(2)]),
      ready_count: '3',
      requested_count: '3',
      outputs_truncated: 'false',
    });
    expect(run.ready).toEqual([
      { id: serverId(1), name: 'b', os: 'linux' },
      { id: serverId(2), name: 'a', os: 'windows' },
      { id: serverId(3), name: 'ecs-0003', os: 'linux' },
    ]);
    expect(run.summary).toContain('## ✅ Ready: 3 servers');
    expect(annotationsOf(run, 'error')).toEqual([]);
    expect(simulator.requests.map(({ method }) => method)).toEqual(Array(4).fill('GET'));
  });

  const NOT_READY: readonly [string, ServerSpec, string][] = [
    ['not_found', { deleted: true }, 'the server does not exist in this project and region'],
    ['busy', { taskState: 'powering-off' }, 'a task is under way on the server (powering-off)'],
    ['busy', { status: 'REBOOT', taskState: 'rebooting' }, '(rebooting)'],
    ['wrong_status', { status: 'ERROR' }, 'the status of the server is ERROR'],
    ['wrong_status', { status: 'BUILD', locked: true }, 'the status of the server is BUILD'],
    ['locked', { locked: true, frozen: true }, 'the server is locked'],
    ['frozen', { frozen: true, plugin: false }, 'the server is frozen'],
    ['no_plugin', { plugin: false }, 'the password-reset plug-in is not installed'],
  ];

  it.each(NOT_READY)('are not ready: %s', async (word, spec, message) => {
    const { run, simulator } = await runSelectWith({ servers: [{}, spec] });
    expect(run.exitCode).toBe(1);
    expect(verdicts(run)).toEqual(['ready', `not_ready: ${word}`]);
    expect(run.outputs['server_ids']).toBe(JSON.stringify([serverId(1)]));
    expect(serverReportOf(run).servers[1]?.message).toContain(message);
    const [error = '', last = ''] = annotationsOf(run, 'error');
    expect(error.toLowerCase()).toContain(message.toLowerCase());
    expect(last).toBe('1 of 2 servers is ready, 1 not ready.');
    // The flag is requested only for servers whose row is fine.
    const flags = simulator.requests.filter(({ path }) => path.endsWith('-flag'));
    expect(flags).toHaveLength(word === 'no_plugin' ? 2 : 1);
  });

  it('are not found when a complete list lacks them', async () => {
    const servers = [{}, { deleted: true }];
    const { run } = await runSelectWith({ servers, missingRows: 'absent' });
    expect(verdicts(run)).toEqual(['ready', 'not_ready: not_found']);
  });

  it('are not found when only the flag says so', async () => {
    const error = { code: 'Ecs.0114', message: 'no such server' };
    const faults: Fault[] = [{ match: isFlag, status: 404, body: { error } }];
    const { run } = await runSelectWith({ servers: 1, faults });
    expect(verdicts(run)).toEqual(['not_ready: not_found']);
  });

  it.each([
    ['the row', isList, { count: 1, servers: [{ id: serverId(1), status: 7 }] }],
    ['the flag', isFlag, { resetpwd_flag: 'perhaps' }],
  ])('are unknown when %s is unreadable', async (_title, match, body) => {
    const { run } = await runSelectWith({ servers: 1, faults: [{ match, status: 200, body }] });
    expect(run.exitCode).toBe(1);
    expect(verdicts(run)).toEqual(['unknown: unreadable']);
    expect(run.outputs['server_ids']).toBe('[]');
    expect(run.ready).toEqual([]);
  });

  it('are unknown when an unknown server is among those to skip', async () => {
    const servers = [{}, { locked: true }, {}];
    const match: Fault['match'] = ({ path }) => path.includes(`${serverId(3)}/os-resetpwd-flag`);
    const faults: Fault[] = [{ match, status: 200, body: {} }];
    const { run } = await runSelectWith({ servers, faults }, { on_not_ready: 'skip' });
    expect(run.exitCode).toBe(1);
    expect(verdicts(run)).toEqual(['ready', 'not_ready: locked', 'unknown: unreadable']);
  });

  const EXCLUDED: readonly [string, ServerSpec, Record<string, string>, string][] = [
    ['tag', { tags: ['env=test'] }, { tags: 'env=prod' }, 'does not have all of the tags'],
    ['tag', { tags: ['env=production'] }, { tags: 'env=prod' }, 'does not have all of the tags'],
    ['tag', { tags: ['env=prod', 'keep'] }, { exclude_tags: 'keep' }, 'has one of the tags'],
    ['name', { name: 'web-01x' }, { name: 'web-01\ndb-*' }, 'fits none of the names'],
    ['os', { os: 'windows' }, { os: 'linux' }, 'the operating system is Windows'],
    ['os', { os: 'other' }, { os: 'linux' }, 'does not tell the operating system'],
    ['age', { created: new Date('2020-01-01') }, { created_within: '2h' }, 'created before'],
    [
      'enterprise_project',
      { enterpriseProjectId: 'e-2' },
      { enterprise_project_id: 'e-1' },
      'another enterprise project',
    ],
  ];

  it.each(EXCLUDED)('are excluded: %s %j %j', async (word, spec, inputs, message) => {
    const fitting = {
      name: 'web-01',
      tags: ['env=prod', 'owner=me'],
      enterpriseProjectId: 'e-1',
      created: new Date(),
    };
    const { run, simulator } = await runSelectWith({ servers: [fitting, spec] }, inputs);
    // A server that is left out does not fail the step.
    expect(run.exitCode).toBe(0);
    expect(verdicts(run)).toEqual(['ready', `excluded: ${word}`]);
    expect(serverReportOf(run).servers[1]?.message).toContain(message);
    expect(run.outputs['excluded_server_ids']).toBe(JSON.stringify([serverId(2)]));
    expect(run.summary).toContain('excluded');
    expect(simulator.requests).toHaveLength(2);
  });

  it('are all excluded: the step fails, because nothing is ready', async () => {
    const { run } = await runSelectWith({ servers: 2 }, { os: 'windows' });
    expect(run.exitCode).toBe(1);
    expect(annotationsOf(run, 'error')).toEqual(['0 of 0 servers are ready, 2 excluded.']);
  });

  it('pass all_granted_eps whatever their enterprise project', async () => {
    const inputs = { enterprise_project_id: 'all_granted_eps' };
    const { run } = await runSelectWith({ servers: [{ enterpriseProjectId: 'e-9' }] }, inputs);
    expect(run.exitCode).toBe(0);
  });

  it('are left out with a warning by on_not_ready: skip', async () => {
    const servers = [{}, { locked: true }, { plugin: false }, { plugin: false }];
    const { run } = await runSelectWith({ servers }, { on_not_ready: 'skip' });
    expect(run.exitCode).toBe(0);
    expect(annotationsOf(run, 'warning')).toEqual([
      '3 servers left out, because of on_not_ready: skip: 1 locked, 2 no_plugin.',
    ]);
    expect(run.outputs['server_ids']).toBe(JSON.stringify([serverId(1)]));
    expect(run.outputs['not_ready_count']).toBe('3');
  });

  it('are not all left out by on_not_ready: skip', async () => {
    const { run } = await runSelectWith({ servers: [{ locked: true }] }, { on_not_ready: 'skip' });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('there is no server that a later step could use');
  });

  it('are ready without the flag when the plug-in is not required', async () => {
    const setting = { servers: [{ plugin: false }], missingCalls: ['ShowResetPasswordFlag'] };
    const { run, simulator } = await runSelectWith(setting, { require_plugin: 'false' });
    expect(run.exitCode).toBe(0);
    expect(simulator.requests).toHaveLength(1);
  });

  it('keep their names from the list where the service does not know them', async () => {
    const { run } = await runSelectWith(
      { servers: [{ name: 'web-01' }, { deleted: true }] },
      { server_ids: `${serverId(1)} # old name\n${serverId(2)} # db-01` },
    );
    expect(serverReportOf(run).servers.map(({ name }) => name)).toEqual(['web-01', 'db-01']);
  });
});

describe('a cloud without the call for the flag', () => {
  it('gets one error that says what to set', async () => {
    const setting = { servers: 3, missingCalls: ['ShowResetPasswordFlag'] };
    const { run, simulator } = await runSelectWith(setting, { concurrency: '1', wait: '60' });
    expect(run.exitCode).toBe(1);
    expect(verdicts(run)).toEqual(Array(3).fill('unknown: unreadable'));
    const [error = '', ...others] = annotationsOf(run, 'error');
    expect(error).toContain('set require_plugin to false');
    expect(error).toContain('APIGW.0101');
    expect(others).toEqual(['0 of 3 servers are ready, 3 unknown.']);
    expect(simulator.requests).toHaveLength(2);
  });
});

describe('a missing permission', () => {
  const denied = (match: Fault['match'], times: number): Fault => {
    const error = { code: 'Pdp.0001', message: 'Policy does not allow it' };
    return { ...(match && { match }), times, status: 403, body: { error } };
  };

  it('for the list names the action', async () => {
    const { run, simulator } = await runSelectWith({ servers: 3, faults: [denied(isList, 1)] });
    expect(run.exitCode).toBe(1);
    expect(verdicts(run)).toEqual(Array(3).fill('unknown: unreadable'));
    expect(annotationsOf(run, 'error')[0]).toContain('ecs:cloudServers:list');
    expect(simulator.requests).toHaveLength(1);
  });

  it('for the flag names the action, and no flag is requested after five refusals', async () => {
    const setting = { servers: 9, faults: [denied(isFlag, 9)] };
    const { run, simulator } = await runSelectWith(setting, { concurrency: '1' });
    expect(verdicts(run)).toEqual(Array(9).fill('unknown: unreadable'));
    expect(annotationsOf(run, 'error')[0]).toContain('ecs:cloudServers:showResetPasswordFlag');
    expect(simulator.requests).toHaveLength(6);
  });

  it('for some servers only does not stop the others', async () => {
    const setting = { servers: 9, faults: [denied(isFlag, 4)] };
    const { run } = await runSelectWith(setting, { concurrency: '1' });
    expect(verdicts(run)).toEqual([
      ...Array<string>(4).fill('unknown: unreadable'),
      ...Array<string>(5).fill('ready'),
    ]);
  });

  it('in another enterprise project says which input to give', async () => {
    const { run } = await runSelectWith(
      { servers: 1, enterpriseProjects: ['e-1'] },
      { server_ids: '', tags: 'a=b' },
      { requested: [] },
    );
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('enterprise_project_id');
    expect(run.outputs['requested_count']).toBe('0');
  });
});
