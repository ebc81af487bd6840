/** Checks of the outputs and the report file of any action that works on servers. */
import { expect } from '@jest/globals';
import * as z from 'zod/mini';
import { actionFile } from './action-file.ts';
import type { ActionRun } from './action.ts';

/** What the outputs and the report of an action on servers consist of. */
export interface ServerAction {
  readonly name: string;
  readonly outcomes: readonly string[];
  /** The outcomes of the servers in `remaining_server_ids`; undefined for an action without this list. */
  readonly remaining?: readonly string[];
  readonly hasDryRun: boolean;
  /** Whether a result has a reason in one word for each outcome but these. */
  readonly withoutReason?: readonly string[];
  /** Further lists of IDs, by output, with the servers in them. */
  readonly lists?: Readonly<Record<string, (server: ReportedServer, dryRun: boolean) => boolean>>;
}

const Result = z.strictObject({
  id: z.string(),
  outcome: z.string(),
  reason: z.optional(z.string()),
  code: z.optional(z.string()),
  request_id: z.optional(z.string()),
});
const Server = z.extend(Result, { name: z.optional(z.string()), message: z.optional(z.string()) });
/** Where and when a run took place. */
export const RunFacts = z.strictObject({
  url: z.string(),
  actor: z.string(),
  event: z.string(),
  commit: z.string(),
  started: z.iso.datetime(),
  ended: z.iso.datetime(),
});
const Report = z.strictObject({
  version: z.literal(1),
  action: z.string(),
  dry_run: z.optional(z.boolean()),
  counts: z.record(z.string(), z.number()),
  servers: z.array(Server),
  run: RunFacts,
});
const Ids = z.array(z.string());

/** One server in a report file. */
export type ReportedServer = z.infer<typeof Server>;

/** The report file, which every run with valid inputs writes. */
export function serverReportOf(run: ActionRun): z.infer<typeof Report> {
  return Report.parse(run.report);
}

const Duration = z.looseObject({ run: RunFacts });

/**
 * How long a run took, in milliseconds, by its own clock, because a busy machine takes seconds to start
 * a process.
 */
export function durationOf(run: ActionRun): number {
  const { ended, started } = Duration.parse(run.report).run;
  return Date.parse(ended) - Date.parse(started);
}

/** The list in an output. */
export function listIn(run: ActionRun, output: string): string[] {
  return Ids.parse(JSON.parse(run.outputs[output] ?? ''));
}

/**
 * Checks that each server has exactly one outcome, and that outputs and report agree.
 *
 * @param requested the servers that the report must contain, in order
 */
export function expectServerReport(
  run: ActionRun,
  requested: readonly string[],
  action: ServerAction,
): void {
  const { outputs } = run;
  const { hasDryRun, lists = {}, name, outcomes, remaining } = action;
  expect(Object.keys(outputs).sort()).toEqual([...actionFile(name).outputNames].sort());
  const report = serverReportOf(run);
  const { counts, dry_run: dryRun, servers } = report;
  expect(report.action).toBe(name);
  expect(dryRun === undefined).toBe(!hasDryRun);
  expect(servers.map(({ id }) => id)).toEqual(requested);
  const idsOf = (...wanted: string[]): string[] =>
    servers.filter(({ outcome }) => wanted.includes(outcome)).map(({ id }) => id);
  expect(counts).toEqual({
    ...Object.fromEntries(outcomes.map((outcome) => [outcome, idsOf(outcome).length])),
    requested: requested.length,
  });
  // Every server is in one of the counts, so each has one of the outcomes.
  expect(idsOf(...outcomes)).toEqual(requested);
  for (const [outcome, count] of Object.entries(counts)) {
    expect(outputs[`${outcome}_count`]).toBe(String(count));
  }
  if (hasDryRun) expect(outputs['dry_run']).toBe(String(dryRun));
  if (action.withoutReason !== undefined) {
    const lacking = servers.filter(
      ({ outcome, reason }) =>
        (reason === undefined) !== (action.withoutReason ?? []).includes(outcome),
    );
    expect(lacking).toEqual([]);
  }
  if (remaining !== undefined) expect(run.remaining).toEqual(idsOf(...remaining));
  const truncated = z.enum(['false', 'results', 'all']).parse(outputs['outputs_truncated']);
  if (truncated === 'all') return;
  for (const outcome of outcomes) {
    expect(listIn(run, `${outcome}_server_ids`)).toEqual(idsOf(outcome));
  }
  if (remaining !== undefined) expect(listIn(run, 'remaining_server_ids')).toEqual(run.remaining);
  for (const [output, isIn] of Object.entries(lists)) {
    const ids = servers.filter((server) => isIn(server, dryRun === true)).map(({ id }) => id);
    expect(listIn(run, output)).toEqual(ids);
  }
  if (truncated === 'results') {
    expect(outputs['results']).toBe('');
    return;
  }
  const results = z.array(Result).parse(JSON.parse(outputs['results'] ?? ''));
  const compact = ({ code, id, outcome, reason }: z.infer<typeof Result>) => {
    return { id, outcome, reason, code };
  };
  expect(results.map(compact)).toEqual(servers.map(compact));
}
