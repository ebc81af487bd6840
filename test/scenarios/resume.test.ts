import { describe, expect, it } from '@jest/globals';
import type { Fault } from '../../simulator/simulator.ts';
import { withFolders } from '../../harness/action.ts';
import { listIn } from '../../harness/invariants.ts';
import {
  PASSWORD,
  runReset,
  runResetWith,
  serverId,
  withSimulator,
} from '../../harness/scenario.ts';

describe('a run that failed in part', () => {
  it.concurrent('is resumed with remaining_server_ids_file, and only the rest is sent', () =>
    withSimulator({ servers: 8 }, (simulator) =>
      withFolders(async (folders) => {
        const rest = simulator.serverIds.slice(2);
        const refuse = (number: number, status: number, code: string): Fault => ({
          match: ({ serverIds }) => serverIds.includes(serverId(number)),
          status,
          body: { error: { code, message: 'no' } },
        });
        simulator.script(refuse(3, 409, 'Ecs.9999'), refuse(5, 403, 'Pdp.0001'));

        const first = await runReset(simulator, { batch_size: '2', concurrency: '1' }, { folders });
        expect(first.exitCode).toBe(1);
        expect(listIn(first, 'failed_server_ids')).toEqual(rest.slice(0, 4));
        expect(listIn(first, 'not_sent_server_ids')).toEqual(rest.slice(4));

        const second = await runReset(
          simulator,
          {
            server_ids: undefined,
            server_ids_file: first.outputs['remaining_server_ids_file'] ?? '',
          },
          { folders, requested: rest },
        );
        expect(second.exitCode).toBe(0);
        expect(simulator.requests.slice(3).map(({ serverIds }) => serverIds)).toEqual([rest]);
        expect(second.remaining).toEqual([]);
        expect(second.outputs['report_file']).not.toBe(first.outputs['report_file']);
        for (const id of simulator.serverIds) {
          simulator.restart(id);
          expect([id, simulator.passwordNow(id)]).toEqual([id, PASSWORD]);
        }
      }),
    ),
  );

  it.concurrent('is resumed with remaining_server_ids', () =>
    withSimulator({}, async (simulator) => {
      simulator.script({ status: 400, body: { error: { code: 'Ecs.0000', message: 'no' } } });
      const first = await runReset(simulator, { batch_size: '2', concurrency: '1' });
      const second = await runReset(
        simulator,
        { server_ids: first.outputs['remaining_server_ids'] },
        { requested: [serverId(1), serverId(2)] },
      );

      expect(second.exitCode).toBe(0);
      expect(simulator.requests.map(({ serverIds }) => serverIds)).toEqual([
        [serverId(1), serverId(2)],
        [serverId(3)],
        [serverId(1), serverId(2)],
      ]);
    }),
  );

  it.concurrent('does not include unknown servers in the rest', async () => {
    const { run, simulator } = await runResetWith(
      {
        faults: [
          {
            match: ({ serverIds }) => serverIds.includes(serverId(2)),
            apply: 'before',
            close: 'before-headers',
          },
        ],
      },
      { batch_size: '1', concurrency: '1', max_retries: '0' },
    );

    expect(run.exitCode).toBe(1);
    expect(listIn(run, 'unknown_server_ids')).toEqual([serverId(2)]);
    expect(listIn(run, 'accepted_server_ids')).toEqual([serverId(1), serverId(3)]);
    expect(run.remaining).toEqual([]);
    expect(run.stdout).toContain('For the unknown servers (unknown_server_ids) wait ten minutes');
    // The server was reset, but the action did not receive the response.
    expect(simulator.wasReset(serverId(2))).toBe(true);
  });
});
