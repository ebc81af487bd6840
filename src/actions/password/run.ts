import type { RunContext } from '../../github/run-context.ts';
import { runFacts } from '../../report/report.ts';
import { failInputs, startAction } from '../start.ts';
import { logPlan } from './log.ts';
import { publish } from './publish.ts';
import { readSettings } from './settings.ts';
import { carryOut } from './work.ts';

/**
 * Prepares, promotes or abandons a password in the secret store: masks the secrets, checks the inputs,
 * changes the store, reports.
 */
export async function run(context: RunContext): Promise<void> {
  const { clock, core, environment } = context;
  const start = startAction(context);
  const settings = readSettings(start);
  if (settings === undefined) {
    await failInputs(context, start.inputs, 'Password in the secret store');
    return;
  }
  logPlan(core, settings);
  const result = await carryOut(settings, start.secrets, context);
  await publish(core, environment, {
    ...result,
    run: runFacts(environment, start.started, clock.now()),
  });
}
