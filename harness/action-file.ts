import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import * as z from 'zod/mini';

const Content = z.object({
  inputs: z.record(z.string(), z.object({ default: z.optional(z.string()) })),
  outputs: z.record(z.string(), z.object({ description: z.string() })),
});

/** The name of the action in the root folder. */
export const ROOT_ACTION = 'reset';

/** What an `action.yml` declares. */
export interface ActionFile {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** The values that the runner passes for inputs that a workflow does not set. */
  readonly inputDefaults: Readonly<Record<string, string>>;
}

const read = new Map<string, ActionFile>();

/** The `action.yml` of an action, by the name of its folder; that of the root folder is `reset`. */
export function actionFile(action: string): ActionFile {
  const known = read.get(action);
  if (known !== undefined) return known;
  const path = `${folderOf(action)}action.yml`;
  const text = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
  const { inputs, outputs } = Content.parse(load(text));
  const file: ActionFile = {
    inputNames: Object.keys(inputs),
    outputNames: Object.keys(outputs),
    inputDefaults: Object.fromEntries(
      Object.entries(inputs).map(([name, input]) => [name, input.default ?? '']),
    ),
  };
  read.set(action, file);
  return file;
}

/** The folder of an action below the root and below `dist/`, with a slash at its end. */
export function folderOf(action: string): string {
  return action === ROOT_ACTION ? '' : `${action}/`;
}

export const { inputDefaults: INPUT_DEFAULTS, inputNames: INPUT_NAMES } = actionFile(ROOT_ACTION);
