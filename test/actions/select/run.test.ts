import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { serverId } from '../../../harness/scenario.ts';
import { select } from './recorded-select.ts';

describe('a run', () => {
  it('selects the servers that are ready', async () => {
    const servers = [{ name: 'b', os: 'windows' }, { name: 'a' }] as const;
    const { failed, lines, outputs, summary } = await select({ servers }, {});
    expect(failed).toBe(false);
    expect(outputs).toMatchObject({
      server_ids: JSON.stringify([serverId(1), serverId(2)]),
      windows_server_ids: JSON.stringify([serverId(1)]),
      linux_server_ids: JSON.stringify([serverId(2)]),
      ready_count: '2',
    });
    expect(JSON.parse(outputs['server_ids_file'] ?? '')).toEqual([
      { id: serverId(1), name: 'b', os: 'windows' },
      { id: serverId(2), name: 'a', os: 'linux' },
    ]);
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^info: Checking 2 servers at http.*, with the flag of the plug-in\./,
        ),
        expect.stringMatching(/^info: Credentials: /),
        'info: 2 of 2 servers are ready.',
      ]),
    );
    expect(summary).toContain('| b | 00000000-0000-4000-8000-000000000001 | Windows |');
  });

  it('names its selectors, and repeats of the list', async () => {
    const bySelectors = await select(
      { servers: [{ name: 'a' }] },
      { server_ids: '', name: 'a*', require_plugin: 'false' },
    );
    expect(bySelectors.lines[0]).toMatch(
      /^info: Checking the servers that fit the selectors at [^,]*\. Nothing is changed\.$/,
    );
    const twice = await select({ servers: 1 }, { server_ids: `${serverId(1)} ${serverId(1)}` });
    expect(twice.lines).toContain('info: Duplicates left out of the list: 1.');
  });

  it('fails when servers are not ready or unknown, and says what to do', async () => {
    const servers = [{}, { locked: true }, { os: 'windows' }] as const;
    const { failed, lines, summary } = await select({ servers }, { os: 'linux' });
    expect(failed).toBe(true);
    expect(lines).toEqual(
      expect.arrayContaining([
        'failed: 1 of 2 servers is ready, 1 not ready, 1 excluded.',
        expect.stringContaining('or set wait'),
      ]),
    );
    expect(summary).toContain('❌ Ready: 1 of 2 servers');
    expect(summary).toContain('🟪 **1** excluded');
  });

  it('leaves out what is not ready', async () => {
    const { failed, summary } = await select(
      { servers: [{}, { locked: true }] },
      { on_not_ready: 'skip' },
    );
    expect(failed).toBe(false);
    expect(summary).toContain('⚠️ Ready: 1 of 2 servers; the others are left out');
  });

  it.each([
    [{ max_servers: '1' }, 'Nothing is output: 2 servers selected'],
    [{ expected_count: '5' }, 'Nothing is output: 2 servers selected'],
    [{ expected_server_ids_file: 'list' }, 'Nothing is output: the selection differs from'],
    [{ server_ids: '', tags: 'nothing' }, 'No server fits the selectors'],
  ])('with %j outputs nothing', async (inputs, headline) => {
    const prepare = (folder: string) => writeFile(join(folder, 'list'), serverId(1));
    const given =
      'expected_server_ids_file' in inputs ? { expected_server_ids_file: 'list' } : inputs;
    const { failed, outputs, summary } = await select({ servers: 2 }, given, prepare);
    expect(failed).toBe(true);
    expect(outputs['server_ids']).toBe('[]');
    expect(outputs['server_ids_file']).toBe('[]\n');
    expect(summary.replaceAll('&#95;', '_')).toContain(headline);
  });

  it('ends early when it is cancelled, and reports', async () => {
    const { failed, lines, outputs, summary } = await select(
      { servers: 2 },
      {},
      undefined,
      AbortSignal.abort(),
    );
    expect(failed).toBe(true);
    expect(outputs['unknown_count']).toBe('2');
    expect(lines.join('\n')).toContain('The run was cancelled');
    expect(summary).toContain('Not all servers were checked');
  });

  it('shows each server by name, folded beyond thirty', async () => {
    const few = await select({ servers: 30 }, { require_plugin: 'false' });
    expect(few.summary).toContain('### Selected&#58; 30 servers');
    const many = await select({ servers: 31 }, { require_plugin: 'false' });
    expect(many.summary).toContain('<summary>Selected&#58; 31 servers</summary>');
  });

  it('is refused for wrong inputs, without outputs', async () => {
    const { failed, outputs, summary } = await select({}, { tags: '=', wait: '700' });
    expect(failed).toBe(true);
    expect(outputs).toEqual({});
    expect(summary).toContain('Selection of servers');
  });
});
