import type { RunContext } from '../../github/run-context.ts';
import { docsAddress } from '../../report/docs-address.ts';
import { runFacts } from '../../report/report.ts';
import { publish } from '../publish.ts';
import { failInputs, startAction } from '../start.ts';
import type { RunEnd } from './guards.ts';
import { logDifference, logPlan, logSkipped } from './log.ts';
import { selectPublication } from './publication.ts';
import { MAX_NAME, selectReport } from './select-report.ts';
import { selectServers } from './select.ts';
import { Selection } from './selection.ts';
import { readSettings } from './settings.ts';

/**
 * Selects servers and checks whether their passwords can be reset: masks the secrets, checks the inputs,
 * reads the servers, reports. Nothing is changed.
 */
export async function run(context: RunContext): Promise<void> {
  const { clock, core, environment } = context;
  const start = startAction(context);
  const { secrets } = start;
  const settings = await readSettings(start);
  if (settings === undefined) {
    await failInputs(context, start.inputs, 'Selection of servers');
    return;
  }
  const { expectedNames, list, requests } = settings;
  const selection = new Selection(list?.servers, list?.names ?? new Map(), (name) =>
    secrets.quote(name, MAX_NAME),
  );
  logPlan(core, settings);
  let end: RunEnd = {};
  if (requests.kind === 'skipped') {
    const reason = { message: requests.skipReason, advice: '' };
    selection.endOpen({ outcome: 'unknown', word: 'no_credentials', reason });
  } else {
    end = await selectServers({ selection, secrets, settings, target: requests.target, context });
  }
  const names = new Map([...expectedNames, ...selection.names()]);
  const difference = end.guard?.difference;
  if (difference !== undefined) logDifference(core, difference, names, selection);
  const facts = runFacts(environment, start.started, clock.now());
  const report = selectReport({ selection, settings, end, names, run: facts });
  logSkipped(core, report);
  await publish(core, environment, selectPublication(report, selection, docsAddress(environment)));
}
