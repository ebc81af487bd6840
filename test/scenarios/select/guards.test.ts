/** The guards of `select`: nothing is output when a selection does not pass them. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { annotationsOf, logOf } from '../../../harness/invariants.ts';
import { serverId, serverIds } from '../../../harness/scenario.ts';
import { runSelectWith } from '../../../harness/select.ts';
import type { SelectOptions, SelectRun } from '../../../harness/select.ts';
import { serverReportOf } from '../../../harness/server-report.ts';

function withList(text: string): SelectOptions {
  return { prepare: async ({ workspace }) => writeFile(join(workspace, 'reviewed.txt'), text) };
}

function expectRefused(run: SelectRun, message: string): void {
  expect(run.exitCode).toBe(1);
  expect(run.outputs['server_ids']).toBe('[]');
  expect(run.outputs['linux_server_ids']).toBe('[]');
  expect(run.ready).toEqual([]);
  expect(annotationsOf(run, 'error').join('\n')).toContain(message);
  expect(run.summary).toContain('Nothing is output');
}

describe('max_servers', () => {
  it('refuses more servers before any flag is requested', async () => {
    const { run, simulator } = await runSelectWith({ servers: 4 }, { max_servers: '3' });
    expectRefused(run, '4 servers selected, and max_servers is 3');
    expect(simulator.requests).toHaveLength(1);
    expect(serverReportOf(run).servers.map(({ reason }) => reason)).toEqual(Array(4).fill('guard'));
  });

  it('counts what the filters leave, ready or not', async () => {
    const servers = [{}, { locked: true }, { deleted: true }, { os: 'windows' }] as const;
    const { run } = await runSelectWith({ servers }, { max_servers: '2', os: 'linux' });
    expectRefused(run, '3 servers selected, and max_servers is 2');
    // What is known of a server that is not fine stays.
    expect(serverReportOf(run).servers.map(({ reason }) => reason)).toEqual([
      'guard',
      'locked',
      'not_found',
      'os',
    ]);
  });

  it('allows as many', async () => {
    const { run } = await runSelectWith({ servers: 3 }, { max_servers: '3' });
    expect(run.exitCode).toBe(0);
  });
});

describe('expected_count', () => {
  it.each(['1', '3', '0'])('%s differs from two', async (count) => {
    const { run, simulator } = await runSelectWith({ servers: 2 }, { expected_count: count });
    expectRefused(run, `2 servers selected, and expected_count is ${count}`);
    expect(simulator.requests).toHaveLength(1);
  });

  it('is met, also without the flag', async () => {
    const inputs = { expected_count: '2', require_plugin: 'false' };
    const { run } = await runSelectWith({ servers: 2 }, inputs);
    expect(run.exitCode).toBe(0);
  });

  it('says so when no server fits the selectors', async () => {
    const inputs = { server_ids: undefined, tags: 'a=b', expected_count: '5' };
    const { run } = await runSelectWith({ servers: 2 }, inputs, { requested: [] });
    expectRefused(run, '0 servers selected, and expected_count is 5');
  });
});

describe('expected_server_ids_file', () => {
  const inputs = {
    server_ids: undefined,
    tags: 'rotate',
    expected_server_ids_file: 'reviewed.txt',
  };

  it('agrees with the selection, in any order', async () => {
    const list = withList(`${serverId(2)} # two\n${serverId(1)}\n`);
    const servers = [{ tags: ['rotate'] }, { tags: ['rotate=yes'] }];
    const { run } = await runSelectWith({ servers }, inputs, list);
    expect(run.exitCode).toBe(0);
    expect(logOf(run).join('\n')).not.toContain('expected_server_ids_file');
  });

  it('differs: the log names what is added and what is missing', async () => {
    const list = withList(`${serverId(1)}\n${serverId(3)} # gone one\n${serverId(4)}`);
    const servers = [
      { tags: ['rotate'], name: 'web-01' },
      { tags: ['rotate'], name: 'stranger' },
      { tags: [], name: 'gone two' },
      { tags: ['rotate'], name: 'too old', created: new Date('2020-01-01') },
    ];
    const options = { ...list, requested: [serverId(2), serverId(4), serverId(1)] };
    const { run, simulator } = await runSelectWith(
      { servers: servers.map((spec) => ({ created: new Date(), ...spec })) },
      { ...inputs, created_within: '90m' },
      options,
    );
    expectRefused(
      run,
      'selection differs from expected_server_ids_file: 1 server added, 2 servers missing',
    );
    const log = logOf(run).join('\n');
    expect(log).toContain(
      `Selected, but not in expected_server_ids_file:\n  stranger (${serverId(2)})\n`,
    );
    expect(log).toContain(
      [
        'In expected_server_ids_file, but not selected:',
        `  gone one (${serverId(3)})`,
        `  too old (${serverId(4)}) (excluded: age)`,
      ].join('\n'),
    );
    expect(run.summary).toContain('Selected, but not in expected');
    expect(run.summary).toContain(serverId(2));
    expect(simulator.requests).toHaveLength(1);
  });

  it('counts servers that are not ready, because they are selected', async () => {
    const list = withList(serverIds(2).join('\n'));
    const servers = [{ tags: ['rotate'] }, { tags: ['rotate'], locked: true }];
    const { run } = await runSelectWith({ servers }, { ...inputs, on_not_ready: 'skip' }, list);
    expect(run.exitCode).toBe(0);
  });
});
