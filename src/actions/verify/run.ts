import type { RunContext } from '../../github/run-context.ts';
import { docsAddress } from '../../report/docs-address.ts';
import { runFacts } from '../../report/report.ts';
import { HostKeys } from '../../ssh/host-keys.ts';
import { publish } from '../publish.ts';
import { failInputs, startAction } from '../start.ts';
import { logPlan } from './log.ts';
import { verifyPublication } from './publication.ts';
import { Results } from './results.ts';
import { readSettings } from './settings.ts';
import { verifyReport } from './verify-report.ts';
import { verifyServers } from './verify.ts';

/**
 * Tries one login on each server: masks the secrets, checks the inputs, reads the addresses, logs in,
 * reports. The step fails unless every server is verified.
 */
export async function run(context: RunContext): Promise<void> {
  const { clock, core, environment } = context;
  const start = startAction(context);
  const { secrets } = start;
  const settings = await readSettings(start);
  if (settings === undefined) {
    await failInputs(context, start.inputs, 'Check of logins');
    return;
  }
  const results = new Results(settings.servers, settings.names);
  const hostKeys = new HostKeys(settings.knownHosts, settings.acceptsNewKeys);
  logPlan(core, settings, secrets);
  const { dryRun } = settings;
  const end = dryRun
    ? undefined
    : await verifyServers({ context, secrets, settings, results, hostKeys });
  const report = verifyReport({
    results: results.final(dryRun ? 'dry_run' : 'run_ended', end),
    names: results.names,
    dryRun,
    run: runFacts(environment, start.started, clock.now()),
  });
  await publish(
    core,
    environment,
    verifyPublication(report, {
      knownHosts: settings.acceptsNewKeys && !dryRun ? settings.knownHostsText : undefined,
      newLines: hostKeys.newLines,
      docs: docsAddress(environment),
    }),
  );
}
