/** Reads what act writes with `--json`: one object a line. */
import * as z from 'zod/mini';

const Entry = z.object({
  jobID: z.optional(z.string()),
  jobResult: z.optional(z.string()),
  stage: z.optional(z.string()),
  step: z.optional(z.string()),
  stepID: z.optional(z.array(z.string())),
  stepResult: z.optional(z.string()),
  command: z.optional(z.string()),
  name: z.optional(z.string()),
  arg: z.optional(z.string()),
  msg: z.string(),
});

export interface ActLog {
  /** Result of each job that ran; skipped ones are missing. Of the jobs of a matrix a failure, if any. */
  readonly jobs: Readonly<Record<string, string>>;
  /** Result of each step that ran, by its name; skipped ones are missing. */
  readonly steps: Readonly<Record<string, string>>;
  /** Outputs by the ID of the step. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Values that were masked, by the ID of the step. */
  readonly masks: Readonly<Record<string, readonly string[]>>;
  /**
   * What a person would see of the run, summaries included: GitHub's log shows neither outputs nor
   * the values of masks. Of a step that fails, act may lose the last lines.
   */
  readonly text: string;
}

export function readLog(stdout: string): ActLog {
  const jobs: Record<string, string> = {};
  const steps: Record<string, string> = {};
  const outputs: Record<string, Record<string, string>> = {};
  const masks: Record<string, string[]> = {};
  const text: string[] = [];
  for (const line of stdout.split('\n')) {
    if (!line.startsWith('{')) continue;
    const entry = Entry.parse(JSON.parse(line));
    const { arg, command, jobID, jobResult, msg, name, stage, step, stepID, stepResult } = entry;
    if (command !== 'set-output' && command !== 'add-mask') text.push(msg);
    if (jobID !== undefined && jobResult !== undefined && jobs[jobID] !== 'failure') {
      jobs[jobID] = jobResult;
    }
    const [id = '', inner] = stepID ?? [];
    // Steps inside of composite actions are the business of the stubs.
    if (inner !== undefined) continue;
    if (stage === 'Main' && step !== undefined && stepResult !== undefined) {
      steps[step] = stepResult;
    }
    if (command === 'add-mask') (masks[id] ??= []).push(arg ?? '');
    if (command === 'set-output') (outputs[id] ??= {})[name ?? ''] = arg ?? '';
  }
  return { jobs, steps, outputs, masks, text: text.join('\n') };
}
