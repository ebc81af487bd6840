import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Simulator } from '../../simulator/simulator.ts';
import { annotationsOf, listIn, logOf } from '../../harness/invariants.ts';
import { countOpenRequests } from '../../harness/open-requests.ts';
import { runReset, serverIds, startSimulator, withSimulator } from '../../harness/scenario.ts';

const LISTS = [
  'accepted_server_ids',
  'failed_server_ids',
  'unknown_server_ids',
  'not_sent_server_ids',
  'remaining_server_ids',
  'restart_required_server_ids',
  'results',
];

describe('batch_size', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ servers: 5 });
  });
  afterAll(() => simulator.close());

  it.each([
    { batchSize: '1', batches: [[1], [2], [3], [4], [5]] },
    {
      batchSize: '2',
      batches: [[1, 2], [3, 4], [5]],
    },
    { batchSize: '5', batches: [[1, 2, 3, 4, 5]] },
    { batchSize: '1000', batches: [[1, 2, 3, 4, 5]] },
  ])('$batchSize splits five servers into $batches', async ({ batchSize, batches }) => {
    const before = simulator.requests.length;
    const run = await runReset(simulator, { batch_size: batchSize, concurrency: '1' });

    expect(run.exitCode).toBe(0);
    const sent = simulator.requests.slice(before);
    expect(sent.map((request) => request.serverIds)).toEqual(
      batches.map((batch) => batch.map((number) => simulator.serverIds[number - 1])),
    );
    const done = logOf(run).filter((line) => line.includes(' done: '));
    expect(done).toHaveLength(batches.length);
    expect(done.at(-1)).toMatch(/ 5 accepted, 0 failed, 0 open\.$/);
  });
});

describe('concurrency', () => {
  it.each([
    { concurrency: '1', servers: 3, max: 1 },
    { concurrency: '2', servers: 6, max: 2 },
    { concurrency: '', servers: 6, max: 4 },
    { concurrency: '32', servers: 40, max: 32 },
  ])(
    'given as "$concurrency" allows at most $max calls at once',
    async ({ concurrency, servers, max }) => {
      await withSimulator({ servers }, async (simulator) => {
        const open = countOpenRequests(simulator, max);
        const run = await runReset(simulator, { concurrency, batch_size: '1' });

        expect(run.exitCode).toBe(0);
        expect(open).toHaveLength(servers);
        expect(Math.max(...open)).toBe(max);
      });
    },
  );

  it('also bounds the calls for one server', () =>
    withSimulator({ servers: 5 }, async (simulator) => {
      const open = countOpenRequests(simulator, 2);
      await runReset(simulator, { concurrency: '2', api: 'v1' });

      expect(open).toHaveLength(5);
      expect(Math.max(...open)).toBe(2);
    }));
});

describe('large fleets', () => {
  it('2,500 servers need three calls and are reported in the order of the input', () =>
    withSimulator({ servers: 2_500 }, async (simulator) => {
      const shuffled = [...simulator.serverIds].sort((a, b) =>
        reversed(a) < reversed(b) ? -1 : 1,
      );
      const run = await runReset(
        simulator,
        { server_ids: shuffled.join('\n') },
        { requested: shuffled },
      );

      expect(run.exitCode).toBe(0);
      expect(simulator.requests.map((request) => request.serverIds.length).sort()).toEqual([
        1000, 1000, 500,
      ]);
      expect(simulator.requests.flatMap((request) => request.serverIds).sort()).toEqual(
        simulator.serverIds,
      );
      expect(simulator.serverIds.every((id) => simulator.wasReset(id))).toBe(true);
      expect(run.outputs['outputs_truncated']).toBe('false');
      expect(listIn(run, 'accepted_server_ids')).toEqual(shuffled);
      expect(logOf(run).filter((line) => line.includes(' done: '))).toHaveLength(3);
    }));

  it('8,000 servers from a file: counts in the outputs, everything in the files', () =>
    withSimulator(
      { servers: Array.from({ length: 8_000 }, (_, index) => ({ locked: index === 4_321 })) },
      async (simulator) => {
        const locked = simulator.serverIds[4_321] ?? '';
        const run = await runReset(
          simulator,
          { server_ids: undefined, server_ids_file: 'fleet.txt' },
          {
            prepare: ({ workspace }) =>
              writeFile(join(workspace, 'fleet.txt'), simulator.serverIds.join('\n')),
          },
        );

        expect(run.exitCode).toBe(1);
        expect(run.outputs).toMatchObject({
          outputs_truncated: 'all',
          accepted_count: '7999',
          failed_count: '1',
          requested_count: '8000',
          ...Object.fromEntries(LISTS.map((name) => [name, ''])),
        });
        expect(run.remaining).toEqual([locked]);
        expect(run.report).toMatchObject({ counts: { requested: 8_000, failed: 1 } });
        expect(annotationsOf(run, 'warning')).toEqual([
          expect.stringMatching(/report_file and remaining_server_ids_file/),
        ]);
        // The runner drops a summary of more than 1 MiB.
        expect(Buffer.byteLength(run.summary)).toBeLessThan(1024 * 1024);
        expect(run.summary).toContain('7499 more servers are left out here.');
        expect(run.summary).toContain(locked);
      },
    ));

  it('has one row for 600 servers with the same reason, and names 500 of them', () =>
    withSimulator({ servers: Array<object>(600).fill({ locked: true }) }, async (simulator) => {
      const run = await runReset(simulator);

      expect(run.exitCode).toBe(1);
      expect(listIn(run, 'failed_server_ids')).toEqual(serverIds(600));
      expect(run.summary.match(/^\|.*Ecs\.0605/gm)).toHaveLength(1);
      expect(run.summary.match(/^0000[0-9a-f-]{32}$/gm)).toHaveLength(500);
      expect(run.summary.match(/100 more servers are left out here\./g)).toHaveLength(2);
    }));
});

function reversed(text: string): string {
  return Array.from(text).reverse().join('');
}
