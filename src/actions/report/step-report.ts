import * as z from 'zod/mini';
import { isServerId } from '../../huaweicloud/server-id.ts';

/** The steps that a server passes, in order. */
export const STEPS = ['select', 'reset', 'restart', 'verify'] as const;
export type Step = (typeof STEPS)[number];

/** A field that is shown is longer only in a file that none of the actions wrote. */
const Text = z.string().check(z.maxLength(4_000));
const Run = z.object({ started: z.string().check(z.maxLength(40)) });
const Server = z.object({
  id: z.string().check(z.refine(isServerId)),
  name: z.optional(Text),
  outcome: Text,
  reason: z.optional(Text),
  code: z.optional(Text),
  message: z.optional(Text),
  request_id: z.optional(Text),
});
const StepReport = z.object({
  version: z.literal(1),
  action: z.enum(STEPS),
  dry_run: z.optional(z.boolean()),
  servers: z.array(Server).check(z.maxLength(100_000)),
  run: Run,
});
const PasswordReport = z.object({
  version: z.literal(1),
  action: z.literal('password'),
  mode: Text,
  dry_run: z.boolean(),
  ending: Text,
  result: z.optional(Text),
  version_id: z.optional(Text),
  due: z.optional(z.boolean()),
  run: Run,
});
const AnyReport = z.discriminatedUnion('action', [StepReport, PasswordReport]);

export type StepServer = z.output<typeof Server>;
export type StepReport = z.output<typeof StepReport>;
export type PasswordReport = z.output<typeof PasswordReport>;

/** The reports of one rotation, in the order in which their steps began. */
export interface Reports {
  readonly steps: readonly StepReport[];
  readonly passwords: readonly PasswordReport[];
}

/**
 * Reads the texts of report files. A folder of reports also holds lists and other files, so a text that
 * is not a report is left out: its servers then have no result.
 */
export function parseReports(texts: readonly string[]): Reports {
  const steps: StepReport[] = [];
  const passwords: PasswordReport[] = [];
  for (const text of texts) {
    const report = AnyReport.safeParse(parseJson(text)).data;
    if (report?.action === 'password') passwords.push(report);
    else if (report !== undefined) steps.push(report);
  }
  return { steps: steps.sort(byStart), passwords: passwords.sort(byStart) };
}

function byStart(
  { run: a }: { run: z.output<typeof Run> },
  { run: b }: { run: z.output<typeof Run> },
): number {
  return a.started < b.started ? -1 : a.started > b.started ? 1 : 0;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
