import { describe, expect, it } from '@jest/globals';
import { resetPublication } from '../../src/actions/reset/publication.ts';
import type { ResetReport } from '../../src/actions/reset/reset-report.ts';
import { setServerOutputs } from '../../src/report/outputs.ts';
import type { Reason, ServerResult } from '../../src/fleet/outcome.ts';
import { core } from '../../src/github/core.ts';
import { fleetOf, reportOf } from './recorded-log.ts';

const FILES = { report: '/tmp/r/report.json', remaining: '/tmp/r/remaining.txt' };
const LISTS = [
  'accepted_server_ids',
  'failed_server_ids',
  'unknown_server_ids',
  'not_sent_server_ids',
  'remaining_server_ids',
  'restart_required_server_ids',
  'results',
];
const REASON: Reason = {
  code: 'Ecs.0605',
  requestId: '4bf92f3577b34da6a3ce929d0e0e4736',
  message: 'the server is locked in cn-north-4',
  advice: 'Unlock it',
};

interface Written {
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly warnings: readonly (string | Error)[];
}

function write(of: ResetReport): Written {
  const outputs: Record<string, unknown> = {};
  const warnings: (string | Error)[] = [];
  setServerOutputs(
    {
      ...core,
      setOutput: (name: string, value: unknown) => {
        expect(outputs).not.toHaveProperty(name);
        outputs[name] = value;
      },
      warning: (message) => void warnings.push(message),
    },
    of,
    FILES,
    resetPublication(of, undefined).furtherLists,
  );
  return { outputs, warnings };
}

function listsOf({ outputs }: Written): unknown[] {
  return LISTS.map((name) => JSON.parse(String(outputs[name])) as unknown);
}

const MIXED: readonly ServerResult[] = [
  { id: 'd', outcome: 'not_sent', reason: { message: 'cancelled', advice: '' } },
  { id: 'c', outcome: 'accepted', requestId: REASON.requestId ?? '' },
  { id: 'b', outcome: 'failed', reason: REASON },
  { id: 'e', outcome: 'unknown', reason: { code: 'Ecs.0611', message: 'x', advice: '' } },
  { id: 'a', outcome: 'accepted' },
  { id: 'f', outcome: 'failed' },
];

describe('setServerOutputs', () => {
  it('sets every output once, as text', () => {
    const { outputs, warnings } = write(reportOf(MIXED));
    expect(outputs).toEqual({
      accepted_server_ids: '["c","a"]',
      failed_server_ids: '["b","f"]',
      unknown_server_ids: '["e"]',
      not_sent_server_ids: '["d"]',
      remaining_server_ids: '["d","b","f"]',
      restart_required_server_ids: '["c","a"]',
      accepted_count: '2',
      failed_count: '2',
      unknown_count: '1',
      not_sent_count: '1',
      requested_count: '6',
      results: JSON.stringify([
        { id: 'd', outcome: 'not_sent' },
        { id: 'c', outcome: 'accepted' },
        { id: 'b', outcome: 'failed', code: 'Ecs.0605', request_id: REASON.requestId },
        { id: 'e', outcome: 'unknown', code: 'Ecs.0611' },
        { id: 'a', outcome: 'accepted' },
        { id: 'f', outcome: 'failed' },
      ]),
      dry_run: 'false',
      report_file: FILES.report,
      remaining_server_ids_file: FILES.remaining,
      outputs_truncated: 'false',
    });
    expect(warnings).toEqual([]);
  });

  it('lists no server to restart after a dry run', () => {
    const { outputs } = write(reportOf(MIXED, { dryRun: true }));
    expect(outputs).toMatchObject({
      accepted_server_ids: '["c","a"]',
      restart_required_server_ids: '[]',
      dry_run: 'true',
    });
  });

  it('sets no free text', () => {
    expect(JSON.stringify(write(reportOf(MIXED)).outputs)).not.toMatch(/locked|cn-north-4|Unlock/);
  });

  it.each<[string, readonly ServerResult[]]>([
    ['2,500 accepted servers', fleetOf(2_500, 'accepted')],
    ['1,700 servers that failed, with code and request', fleetOf(1_700, 'failed', REASON)],
    ['3,700 unknown servers', fleetOf(3_700, 'unknown')],
    ['none', []],
  ])('lists %s completely', (_what, results) => {
    const written = write(reportOf(results));
    expect(written.outputs['outputs_truncated']).toBe('false');
    expect(listsOf(written).at(-1)).toHaveLength(results.length);
  });

  /** The characters of the lists and of `results` when they are complete. */
  const charactersOf = (results: readonly ServerResult[], names = LISTS): number => {
    const { outputs } = write(reportOf(results));
    return names.reduce((sum, name) => sum + String(outputs[name]).length, 0);
  };

  it.each([
    ['results', LISTS, 'results'],
    ['the lists', LISTS.slice(0, -1), 'all'],
  ])('sets %s as long as 400,000 characters are enough', (_what, names, next) => {
    const characters = (size: number): number => charactersOf(fleetOf(size, 'unknown'), [...names]);
    // Each server is as long as every other, so the largest list that fits can be computed.
    const each = (characters(101) - characters(1)) / 100;
    const largest = Math.floor((400_000 - (characters(1) - each)) / each);
    expect(characters(largest)).toBeLessThanOrEqual(400_000);
    expect(characters(largest)).toBeGreaterThan(399_000);
    const truncated = (size: number): unknown =>
      write(reportOf(fleetOf(size, 'unknown'))).outputs['outputs_truncated'];
    expect(truncated(largest)).not.toBe(next);
    // The lists are measured by an upper limit for each server.
    expect(truncated(largest + 10)).toBe(next);
  });

  it.each<[string, readonly ServerResult[]]>([
    ['2,900 accepted servers', fleetOf(2_900, 'accepted')],
    ['3,000 servers that failed, with code and request', fleetOf(3_000, 'failed', REASON)],
    ['2,600 servers that failed, with code and request', fleetOf(2_600, 'failed', REASON)],
  ])('%s: complete lists, and results as an empty text', (_what, results) => {
    const written = write(reportOf(results));
    expect(written.outputs).toMatchObject({ results: '', outputs_truncated: 'results' });
    const [accepted, failed] = LISTS.map((name) => String(written.outputs[name]));
    const ids = results.map(({ id }) => id);
    const isAccepted = results[0]?.outcome === 'accepted';
    expect(JSON.parse((isAccepted ? accepted : failed) ?? '')).toEqual(ids);
    expect(written.warnings).toEqual([
      'The output results is empty, because it would be longer than the outputs of a job may be. The lists of IDs are complete. The whole result is in the files that report_file and remaining_server_ids_file name.',
    ]);
  });

  it('100,000 servers: empty texts instead of all lists, which are not valid JSON, and complete counts', () => {
    const { outputs, warnings } = write(reportOf(fleetOf(100_000, 'accepted')));
    expect(LISTS.map((name) => outputs[name])).toEqual(LISTS.map(() => ''));
    expect(outputs).toMatchObject({
      requested_count: '100000',
      report_file: FILES.report,
      remaining_server_ids_file: FILES.remaining,
      outputs_truncated: 'all',
    });
    expect(warnings).toEqual([
      expect.stringMatching(/^The lists in the outputs are empty, .*report_file and remaining/),
    ]);
  });
});
