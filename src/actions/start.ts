import { maskKnownSecrets } from '../auth/known-secrets.ts';
import { readInput } from '../github/core.ts';
import { readEvent } from '../github/event.ts';
import type { Event } from '../github/event.ts';
import type { RunContext } from '../github/run-context.ts';
import { Inputs } from '../inputs/inputs.ts';
import { logHelp, logProblems } from '../report/log.ts';
import { renderProblems } from '../report/problems.ts';
import { Secrets } from '../secrets/redact.ts';
import { writeSummary } from './publish.ts';

/** What every action has before it reads its settings. */
export interface Start {
  /** Milliseconds since the epoch. */
  readonly started: number;
  readonly secrets: Secrets;
  readonly event: Event;
  readonly inputs: Inputs;
}

/** Masks all secrets of the environment before anything else, and reads the event. */
export function startAction({ clock, core, environment, loadEvent }: RunContext): Start {
  const started = clock.now();
  const secrets = new Secrets((line) => {
    core.setSecret(line);
  });
  maskKnownSecrets(secrets, environment);
  return {
    started,
    secrets,
    event: readEvent(environment['GITHUB_EVENT_PATH'], loadEvent),
    inputs: new Inputs((name) => readInput(environment, name), environment),
  };
}

/**
 * Ends an action whose inputs have problems. No request was sent.
 *
 * @param caption what should have run, for the summary: `Password reset`
 */
export async function failInputs(
  { core, environment }: RunContext,
  { problems }: Inputs,
  caption: string,
): Promise<void> {
  logProblems(core, problems);
  await writeSummary(core, renderProblems(problems, caption));
  logHelp(core, environment);
}
