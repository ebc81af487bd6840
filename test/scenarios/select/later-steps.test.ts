/** What later steps of a job do with the outputs of `select`. */
import { expect, it } from '@jest/globals';
import { runAction, withFolders } from '../../../harness/action.ts';
import { reportOf } from '../../../harness/invariants.ts';
import { inputsFor, runReset, serverId, withSimulator } from '../../../harness/scenario.ts';
import { runSelect } from '../../../harness/select.ts';
import { serverReportOf } from '../../../harness/server-report.ts';

const SERVERS = [
  { name: 'web-02', tags: ['a'] },
  { name: 'web-01 "ü"', tags: ['a'], os: 'windows' },
  { name: 'db', tags: ['a'], locked: true },
] as const;

it('the file with the ready servers is the list of a reset, with their names', async () => {
  await withSimulator({ servers: SERVERS }, async (simulator) => {
    await withFolders(async (folders) => {
      const select = await runSelect(
        simulator,
        { server_ids: undefined, tags: 'a', on_not_ready: 'skip' },
        { folders, requested: [serverId(3), serverId(2), serverId(1)] },
      );
      const file = select.outputs['server_ids_file'] ?? '';
      const reset = await runReset(
        simulator,
        { server_ids: undefined, server_ids_file: file },
        { folders, requested: [serverId(2), serverId(1)] },
      );
      expect(reset.exitCode).toBe(0);
      expect(reportOf(reset).servers.map(({ name }) => name)).toEqual(['web-01 "ü"', 'web-02']);
      // Also as a reviewed list, and as the list of another selection.
      const again = await runSelect(
        simulator,
        { server_ids: undefined, server_ids_file: file, expected_server_ids_file: file },
        { folders, requested: [serverId(2), serverId(1)] },
      );
      expect(again.exitCode).toBe(0);
      expect(serverReportOf(again).servers.map(({ name }) => name)).toEqual([
        'web-01 "ü"',
        'web-02',
      ]);
    });
  });
});

it('an empty selection is an error of the reset, not a reset of nothing', async () => {
  await withSimulator({ servers: [{ locked: true }] }, async (simulator) => {
    await withFolders(async (folders) => {
      const select = await runSelect(simulator, {}, { folders });
      const { server_ids: list = '', server_ids_file: file = '' } = select.outputs;
      for (const inputs of [{ server_ids: list }, { server_ids: '', server_ids_file: file }]) {
        const reset = await runAction(inputsFor(simulator, inputs), { folders });
        expect(reset.exitCode).toBe(1);
        expect(reset.stdout).toContain('is an empty list');
      }
    });
  });
});
