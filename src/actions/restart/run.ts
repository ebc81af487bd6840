import type { Reason } from '../../fleet/outcome.ts';
import type { RunContext } from '../../github/run-context.ts';
import { docsAddress } from '../../report/docs-address.ts';
import { runFacts } from '../../report/report.ts';
import { publish } from '../publish.ts';
import { failInputs, startAction } from '../start.ts';
import { logPlan } from './log.ts';
import { Ledger } from './outcomes.ts';
import { restartPublication } from './publication.ts';
import { restartReport } from './restart-report.ts';
import { SKIPPED } from './restart-texts.ts';
import { restartServers } from './restart.ts';
import { readSettings } from './settings.ts';
import { WaveTable } from './wave-table.ts';

/**
 * Restarts servers in waves: masks the secrets, checks the inputs, restarts, reports. The step fails
 * unless every server is restarted, or stopped and left so.
 */
export async function run(context: RunContext): Promise<void> {
  const { clock, core, environment } = context;
  const start = startAction(context);
  const { secrets } = start;
  const settings = await readSettings(start);
  if (settings === undefined) {
    await failInputs(context, start.inputs, 'Restart of servers');
    return;
  }
  const { dryRun, requests, servers, waves } = settings;
  const ledger = new Ledger(servers);
  const names = new Map(settings.names);
  const table = new WaveTable();
  logPlan(core, settings);
  let endReason: Reason;
  if (requests.kind === 'skipped') {
    endReason = { message: requests.skipReason, advice: '' };
    const result = { outcome: 'not_started', word: 'dry_run', reason: SKIPPED.dry_run } as const;
    for (const id of servers) ledger.leaveOut(id, result);
  } else {
    const { target } = requests;
    endReason = await restartServers({ ledger, secrets, settings, names, table, target, context });
  }
  const report = restartReport({
    results: { [Symbol.iterator]: () => ledger.results(endReason) },
    counts: ledger.counts(),
    names,
    dryRun,
    waves: table.rows,
    waveCount: waves.length,
    skipReason: requests.kind === 'skipped' ? requests.skipReason : undefined,
    run: runFacts(environment, start.started, clock.now()),
  });
  await publish(core, environment, restartPublication(report, docsAddress(environment)));
}
