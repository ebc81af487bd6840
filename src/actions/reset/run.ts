import { Ledger } from '../../fleet/ledger.ts';
import type { ServerResult } from '../../fleet/outcome.ts';
import type { RunContext } from '../../github/run-context.ts';
import { docsAddress } from '../../report/docs-address.ts';
import { runFacts } from '../../report/report.ts';
import { publish } from '../publish.ts';
import { failInputs, startAction } from '../start.ts';
import { logPlan } from './log.ts';
import { resetPublication } from './publication.ts';
import { resetReport } from './reset-report.ts';
import { RESET_ADVICE } from './reset-texts.ts';
import { withAdvice } from './password.ts';
import { resetServers } from './reset.ts';
import type { ResetEnd } from './reset.ts';
import { readSettings } from './settings.ts';
import { CAPTION } from './summary.ts';

/**
 * Resets the passwords of the servers: masks the secrets, checks the inputs, sends the batches, reports.
 * The step fails unless every server is accepted.
 */
export async function run(context: RunContext): Promise<void> {
  const { clock, core, environment } = context;
  const start = startAction(context);
  const { secrets } = start;
  const settings = await readSettings(start);
  if (settings === undefined) {
    await failInputs(context, start.inputs, CAPTION);
    return;
  }
  const { requests, servers } = settings;
  const ledger = new Ledger(servers, RESET_ADVICE.outcomeUnknown);
  logPlan(core, settings, Math.ceil(servers.length / settings.batchSize));
  const { notSentReason, weakAdvice }: ResetEnd =
    requests.kind === 'skipped'
      ? { notSentReason: { message: requests.skipReason, advice: '' } }
      : await resetServers({ ledger, secrets, settings, target: requests.target, context });
  const results = (): Iterator<ServerResult> =>
    weakAdvice === undefined
      ? ledger.results(notSentReason)
      : withAdvice(ledger.results(notSentReason), weakAdvice);
  const report = resetReport({
    results: { [Symbol.iterator]: results },
    counts: ledger.counts(),
    names: settings.names,
    dryRun: settings.dryRun,
    skipReason: requests.kind === 'skipped' ? requests.skipReason : undefined,
    run: runFacts(environment, start.started, clock.now()),
  });
  await publish(core, environment, resetPublication(report, docsAddress(environment)));
}
