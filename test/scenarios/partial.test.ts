import { describe, expect, it } from '@jest/globals';
import type { PartialFailure, ServerSpec } from '../../simulator/simulator.ts';
import { annotationsOf, listIn, logOf, reportOf } from '../../harness/invariants.ts';
import { runResetWith, serverId, withPlaceholders } from '../../harness/scenario.ts';

const MIXED: readonly ServerSpec[] = [
  {},
  { locked: true },
  {},
  { plugin: false },
  { deleted: true },
  {},
  { frozen: true },
];
const OUTCOMES = [
  `${serverId(1)} accepted`,
  `${serverId(2)} failed Ecs.0605`,
  `${serverId(3)} accepted`,
  `${serverId(4)} failed Ecs.0613`,
  `${serverId(5)} failed Ecs.0114`,
  `${serverId(6)} accepted`,
  `${serverId(7)} failed Ecs.0030`,
];
const MODES: readonly PartialFailure[] = [
  'internal-error',
  'one-culprit',
  'code-only',
  'response-and-internal-error',
];

/** Servers of which some have special properties. */
function fleet(size: number, special: ServerSpec, ...numbers: number[]): ServerSpec[] {
  return Array.from({ length: size }, (_, index) => (numbers.includes(index + 1) ? special : {}));
}

describe('a batch with servers that cannot be reset', () => {
  it.concurrent.each(MODES.flatMap((mode) => [false, true].map((applies) => ({ mode, applies }))))(
    'reported as $mode, the other servers are reset at once: $applies',
    async ({ mode, applies }) => {
      const { run, simulator } = await runResetWith({
        servers: MIXED,
        partialFailure: mode,
        appliesPartially: applies,
      });

      expect(run.exitCode).toBe(1);
      expect(
        reportOf(run).servers.map(({ id, outcome, code = '' }) =>
          `${id} ${outcome} ${code}`.trim(),
        ),
      ).toEqual(OUTCOMES);
      const accepted = listIn(run, 'accepted_server_ids');
      expect(simulator.serverIds.filter((id) => simulator.wasReset(id))).toEqual(accepted);
      expect(run.remaining).toEqual([2, 4, 5, 7].map((number) => serverId(number)));
    },
  );

  it.concurrent('has this log and summary', async () => {
    const { run, simulator } = await runResetWith({ servers: [{}, { locked: true }, {}] });

    expect(withPlaceholders(run.stdout, run, simulator).split('\n').slice(4)).toEqual([
      'Resetting the password of 3 servers at <endpoint> in 1 call (api: batch).',
      'Credentials: inputs.',
      'The service refused the batch because of some of its servers (Ecs.0611, request <request>). Sending the other 2 servers again.',
      'Batches done: 1 of 1. So far 2 accepted, 1 failed, 0 open.',
      'The whole result: <temp>/<own folder>/report.json',
      `::error title=reset-ecs-passwords::1 server failed: The server is locked (Ecs.0605, request <request>). Unlock the server, then try again. Server: ${serverId(2)}.`,
      '::error::The reset of 2 of 3 servers was accepted, 1 failed.',
      'Restart the accepted servers (output restart_required_server_ids): the new password works only after the next start or restart. The service does not report whether the change succeeded inside a server. For the servers in remaining_server_ids fix the cause shown for them, then run again with the same password.',
      '',
    ]);
    expect(withPlaceholders(run.summary, run, simulator).split('\n')).toEqual(
      expect.arrayContaining([
        '## ❌ 1 of 3 servers still needs you',
        'Password reset: 🟦 **2** accepted · 🟥 **1** failed · 🟨 **0** unknown · ⬜ **0** not sent · **3** requested',
        '2. **Start a new run with the list “Failed”** and the same new password. “Re-run jobs” sends all 3 servers again: it is right only as long as no accepted server is restarted.',
        '| 🟥&nbsp;1&nbsp;failed | The server is locked | Ecs.0605 | Unlock the server, then try again |',
        '```text',
        serverId(2),
        '<details><summary>Failed, 1 server&#58; the server is locked &#40;Ecs.0605&#41;</summary>',
        'IDs of requests: <request>',
        '<details><summary>Accepted&#58; 2 servers</summary>',
      ]),
    );
    expect(simulator.requests.map(({ serverIds }) => serverIds)).toEqual([
      [serverId(1), serverId(2), serverId(3)],
      [serverId(1), serverId(3)],
    ]);
    expect(JSON.parse(withPlaceholders(JSON.stringify(run.report), run, simulator))).toMatchObject({
      counts: { accepted: 2, failed: 1, unknown: 0, not_sent: 0, requested: 3 },
      servers: [
        { id: serverId(1), outcome: 'accepted', request_id: '<request>' },
        {
          id: serverId(2),
          outcome: 'failed',
          code: 'Ecs.0605',
          message: 'the server is locked',
          request_id: '<request>',
        },
        { id: serverId(3), outcome: 'accepted', request_id: '<request>' },
      ],
    });
    expect(run.outputs['remaining_server_ids']).toBe(`["${serverId(2)}"]`);
  });

  it.concurrent('names three servers of each kind of failure, and counts the rest', async () => {
    const { run } = await runResetWith({ servers: fleet(9, { locked: true }, 1, 3, 5, 7, 9) });

    expect(annotationsOf(run, 'error')[0]).toMatch(
      new RegExp(`Servers: ${serverId(1)}, ${serverId(3)}, ${serverId(5)} and 2 more\\.$`),
    );
  });

  it.concurrent.each(['v1', 'v2.1'])('api %s: each server on its own', async (api) => {
    const { run, simulator } = await runResetWith(
      { servers: MIXED, singleResetNeedsPlugin: true },
      { api },
    );

    expect(run.exitCode).toBe(1);
    expect(
      reportOf(run).servers.map(({ id, outcome, code = '' }) => `${id} ${outcome} ${code}`.trim()),
    ).toEqual(OUTCOMES);
    expect(simulator.requests).toHaveLength(MIXED.length);
  });
});

describe('the search for the servers that make a batch fail', () => {
  const one = [1, 137, 250, 251, 500].map((dead) => ({ size: 500, dead: [dead], max: 25 }));

  it.concurrent.each([
    ...one,
    { size: 1_000, dead: [1, 500, 1_000], max: 75 },
    { size: 1_000, dead: [7, 8, 9], max: 75 },
    { size: 1_000, dead: [123, 456, 789], max: 75 },
  ])('$dead of $size need at most $max calls', async ({ size, dead, max }) => {
    const { run, simulator } = await runResetWith({
      servers: fleet(size, { locked: true }, ...dead),
      partialFailure: 'code-only',
    });

    expect(listIn(run, 'failed_server_ids')).toEqual(dead.map((number) => serverId(number)));
    expect(run.outputs['accepted_count']).toBe(String(size - dead.length));
    expect(simulator.requests.length).toBeLessThanOrEqual(max);
    expect(simulator.serverIds.filter((id) => simulator.wasReset(id))).toEqual(
      listIn(run, 'accepted_server_ids'),
    );
  });

  it.concurrent('ends when no server exists', async () => {
    const { run, simulator } = await runResetWith({
      servers: Array<ServerSpec>(1_000).fill({ frozen: true }),
      partialFailure: 'code-only',
    });

    expect(run.exitCode).toBe(1);
    expect(run.outputs['failed_count']).toBe('1000');
    expect(new Set(reportOf(run).servers.map(({ code }) => code))).toEqual(new Set(['Ecs.0030']));
    // The batch itself and 32 calls that accept nothing.
    expect(simulator.requests.length).toBeLessThanOrEqual(33);
  });

  it.concurrent('a service that accepts only small batches gets smaller ones', async () => {
    const { run, simulator } = await runResetWith({ servers: 1_000, maxBatch: 300 });

    expect(run.exitCode).toBe(0);
    expect(simulator.requests.map(({ serverIds }) => serverIds.length).sort()).toEqual(
      [1000, 500, 500, 250, 250, 250, 250].sort(),
    );
    expect(logOf(run).join('\n')).toContain('There are too many servers in one call (Ecs.0118');
  });

  it.concurrent('Ecs.0611 that names no server splits the batch too', async () => {
    const { run, simulator } = await runResetWith({
      servers: 4,
      faults: [
        {
          match: ({ serverIds }) => serverIds.includes(serverId(3)),
          forever: true,
          status: 400,
          body: { error: { code: 'Ecs.0611', message: 'batch failed' }, internalError: [] },
        },
      ],
    });

    expect(listIn(run, 'failed_server_ids')).toEqual([serverId(3)]);
    expect(listIn(run, 'accepted_server_ids')).toEqual([serverId(1), serverId(2), serverId(4)]);
    expect(simulator.requests.map(({ serverIds }) => serverIds.length).sort()).toEqual([
      1, 1, 2, 2, 4,
    ]);
  });

  it.concurrent('a service that names one refused server at a time gets 25 requests', async () => {
    const { run, simulator } = await runResetWith({
      servers: fleet(40, { locked: true }, ...Array.from({ length: 30 }, (_, index) => index + 1)),
      partialFailure: 'one-culprit',
    });

    expect(run.exitCode).toBe(1);
    expect(simulator.requests).toHaveLength(25);
    expect(listIn(run, 'failed_server_ids')).toHaveLength(25);
    // These servers were not sent again, and it is unknown whether a refused batch resets any server.
    expect(listIn(run, 'unknown_server_ids')).toHaveLength(15);
  });
});
