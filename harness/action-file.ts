import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import * as z from 'zod/mini';

const ActionFile = z.object({
  inputs: z.record(z.string(), z.object({ default: z.optional(z.string()) })),
  outputs: z.record(z.string(), z.object({ description: z.string() })),
});

/** The inputs and outputs in `action.yml`. */
const file = ActionFile.parse(
  load(readFileSync(new URL('../action.yml', import.meta.url), 'utf8')),
);

export const INPUT_NAMES: readonly string[] = Object.keys(file.inputs);
export const OUTPUT_NAMES: readonly string[] = Object.keys(file.outputs);

/** The values that the runner passes for inputs that a workflow does not set. */
export const INPUT_DEFAULTS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(file.inputs).map(([name, input]) => [name, input.default ?? '']),
);
