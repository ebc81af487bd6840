/** Checks that hold for every run. */
import { expect } from '@jest/globals';
import * as z from 'zod/mini';
import type { ActionRun } from './action.ts';
import { OUTPUT_NAMES } from './action-file.ts';

const OUTCOMES = ['accepted', 'failed', 'unknown', 'not_sent'] as const;

const MASK = '::add-mask::';
/** Shorter values are not valid secrets; single tests look for those. */
const SHORTEST_SECRET = 6;

const Ids = z.array(z.string());
const Result = z.strictObject({
  id: z.string(),
  outcome: z.enum(OUTCOMES),
  code: z.optional(z.string()),
  request_id: z.optional(z.string()),
});
const ReportServer = z.extend(Result, {
  name: z.optional(z.string()),
  message: z.optional(z.string()),
});
const Count = z.number();
const Report = z.strictObject({
  version: z.literal(1),
  action: z.literal('reset'),
  dry_run: z.boolean(),
  counts: z.strictObject({
    accepted: Count,
    failed: Count,
    unknown: Count,
    not_sent: Count,
    requested: Count,
  }),
  servers: z.array(ReportServer),
  run: z.strictObject({
    url: z.string(),
    actor: z.string(),
    event: z.string(),
    commit: z.string(),
    started: z.iso.datetime(),
    ended: z.iso.datetime(),
  }),
});

/** The report file, which every run with valid inputs writes. */
export function reportOf(run: ActionRun): z.infer<typeof Report> {
  return Report.parse(run.report);
}

/** The log without the `::add-mask::` lines. */
export function logOf({ stdout }: Pick<ActionRun, 'stdout'>): string[] {
  return linesOf(stdout).filter((line) => !line.startsWith(MASK));
}

export function masksOf({ stdout }: Pick<ActionRun, 'stdout'>): string[] {
  return linesOf(stdout)
    .filter((line) => line.startsWith(MASK))
    .map((line) => unescaped(line.slice(MASK.length)));
}

/** The messages of all annotations of a kind. */
export function annotationsOf(run: ActionRun, kind: 'error' | 'notice' | 'warning'): string[] {
  const pattern = new RegExp(`^::${kind}(?: title=reset-ecs-passwords(?:,file=[^:]*)?)?::(.*)$`);
  return linesOf(run.stdout).flatMap((line) => {
    const text = pattern.exec(line)?.[1];
    return text === undefined ? [] : [unescaped(text)];
  });
}

/** The list in an output. */
export function listIn(run: ActionRun, output: string): string[] {
  return Ids.parse(JSON.parse(run.outputs[output] ?? ''));
}

/** Checks that masks come first and that no secret appears anywhere else. */
export function expectNoSecrets(run: ActionRun, secrets: readonly string[]): void {
  expect(run.stderr).toBe('');
  expect(run.state).toBe('');
  expect(run.exported).toBe('');
  const lines = linesOf(run.stdout);
  const masks = masksOf(run);
  expect(lines.slice(0, masks.length).every((line) => line.startsWith(MASK))).toBe(true);
  const visible = [
    ...lines.slice(masks.length),
    run.summary,
    ...Object.values(run.outputs),
    JSON.stringify(run.report ?? ''),
    ...run.remaining,
  ].join('\n');
  for (const secret of secrets.filter(({ length }) => length >= SHORTEST_SECRET)) {
    expect(masks).toContain(secret.trim());
    expect(visible.includes(secret.trim()) ? `visible: ${secret}` : '').toBe('');
  }
  expect(visible).not.toMatch(/^\s+at .*(?::\d+|<anonymous>)/m);
}

/** Checks that each server has exactly one outcome, and that outputs and report agree. */
export function expectConsistentReport(run: ActionRun, requested: readonly string[]): void {
  const { outputs } = run;
  expect(Object.keys(outputs).sort()).toEqual([...OUTPUT_NAMES].sort());
  const { counts, dry_run: dryRun, servers } = reportOf(run);
  expect(servers.map(({ id }) => id)).toEqual(requested);
  const idsOf = (...wanted: string[]): string[] =>
    servers.filter(({ outcome }) => wanted.includes(outcome)).map(({ id }) => id);
  expect(counts).toEqual({
    ...Object.fromEntries(OUTCOMES.map((outcome) => [outcome, idsOf(outcome).length])),
    requested: requested.length,
  });
  for (const [name, count] of Object.entries(counts)) {
    expect(outputs[`${name}_count`]).toBe(String(count));
  }
  expect(outputs['dry_run']).toBe(String(dryRun));
  expect(run.remaining).toEqual(idsOf('failed', 'not_sent'));
  const truncated = z.enum(['false', 'results', 'all']).parse(outputs['outputs_truncated']);
  if (truncated === 'all') return;
  for (const outcome of OUTCOMES) {
    expect(listIn(run, `${outcome}_server_ids`)).toEqual(idsOf(outcome));
  }
  expect(listIn(run, 'remaining_server_ids')).toEqual(run.remaining);
  expect(listIn(run, 'restart_required_server_ids')).toEqual(dryRun ? [] : idsOf('accepted'));
  if (truncated === 'results') {
    expect(outputs['results']).toBe('');
    return;
  }
  const results = z.array(Result).parse(JSON.parse(outputs['results'] ?? ''));
  expect(results.map(({ id, outcome, code }) => ({ id, outcome, code }))).toEqual(
    servers.map(({ id, outcome, code }) => ({ id, outcome, code })),
  );
}

/** Decodes the data of a workflow command as the runner does. */
function unescaped(data: string): string {
  return data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
