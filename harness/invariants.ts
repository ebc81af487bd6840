/** Checks that hold for every run. */
import { expect } from '@jest/globals';
import * as z from 'zod/mini';
import type { ActionRun } from './action.ts';
import { expectServerReport, RunFacts } from './server-report.ts';
import type { ServerAction } from './server-report.ts';
import { MASK } from './masks.ts';

export { listIn } from './server-report.ts';

const OUTCOMES = ['accepted', 'failed', 'unknown', 'not_sent'] as const;

/** Shorter values are not valid secrets; single tests look for those. */
const SHORTEST_SECRET = 6;

/** The report of a reset. */
const Report = z.strictObject({
  version: z.literal(1),
  action: z.literal('reset'),
  dry_run: z.boolean(),
  counts: z.strictObject({
    accepted: z.number(),
    failed: z.number(),
    unknown: z.number(),
    not_sent: z.number(),
    requested: z.number(),
  }),
  servers: z.array(
    z.strictObject({
      id: z.string(),
      outcome: z.enum(OUTCOMES),
      name: z.optional(z.string()),
      code: z.optional(z.string()),
      message: z.optional(z.string()),
      request_id: z.optional(z.string()),
    }),
  ),
  run: RunFacts,
});

/** What the reports of the reset consist of. */
export const RESET: ServerAction = {
  name: 'reset',
  outcomes: OUTCOMES,
  remaining: ['failed', 'not_sent'],
  hasDryRun: true,
  lists: {
    restart_required_server_ids: ({ outcome }, dryRun) => !dryRun && outcome === 'accepted',
  },
};

/** The report file, which every run with valid inputs writes. */
export function reportOf(run: ActionRun): z.infer<typeof Report> {
  return Report.parse(run.report);
}

/** The log without the `::add-mask::` lines. */
export function logOf({ stdout }: Pick<ActionRun, 'stdout'>): string[] {
  return linesOf(stdout).filter((line) => !MASK.test(line));
}

export function masksOf({ stdout }: Pick<ActionRun, 'stdout'>): string[] {
  return linesOf(stdout)
    .filter((line) => MASK.test(line))
    .map((line) => unescaped(line.replace(MASK, '')));
}

/** The messages of all annotations of a kind. */
export function annotationsOf(run: ActionRun, kind: 'error' | 'notice' | 'warning'): string[] {
  const pattern = new RegExp(`^::${kind}(?: title=reset-ecs-passwords(?:,file=[^:]*)?)?::(.*)$`);
  return linesOf(run.stdout).flatMap((line) => {
    const text = pattern.exec(line)?.[1];
    return text === undefined ? [] : [unescaped(text)];
  });
}

/** Checks that masks come first and that no secret appears anywhere else. */
export function expectNoSecrets(run: ActionRun, secrets: readonly string[]): void {
  expect(run.stderr).toBe('');
  expect(run.state).toBe('');
  expect(run.exported).toBe('');
  const lines = linesOf(run.stdout);
  const masks = masksOf(run);
  expect(lines.slice(0, masks.length).every((line) => MASK.test(line))).toBe(true);
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
  expectServerReport(run, requested, RESET);
}

/** Decodes the data of a workflow command as the runner does. */
function unescaped(data: string): string {
  return data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
