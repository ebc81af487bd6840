import { maskKnownSecrets } from '../../auth/known-secrets.ts';
import { Ledger } from '../../fleet/ledger.ts';
import { readInput } from '../../github/core.ts';
import { readEvent } from '../../github/event.ts';
import type { RunContext } from '../../github/run-context.ts';
import { logHelp, logProblems } from '../../report/log.ts';
import { renderProblems } from '../../report/problems.ts';
import { runFacts } from '../../report/report.ts';
import { writeSummary } from '../../report/write-summary.ts';
import { Secrets } from '../../secrets/redact.ts';
import { RESET_ADVICE } from './reset-advice.ts';
import { logPlan } from './log.ts';
import { publish } from './publish.ts';
import { resetServers } from './reset.ts';
import { readSettings } from './settings.ts';
import { CAPTION } from './summary.ts';

/**
 * Resets the passwords of the servers: masks the secrets, checks the inputs, sends the batches, reports.
 * The step fails unless every server is accepted.
 */
export async function run(context: RunContext): Promise<void> {
  const { clock, core, environment } = context;
  const started = clock.now();
  const secrets = new Secrets((line) => {
    core.setSecret(line);
  });
  maskKnownSecrets(secrets, environment);
  const read = await readSettings({
    input: (name) => readInput(environment, name),
    environment,
    event: readEvent(environment['GITHUB_EVENT_PATH'], context.loadEvent),
    secrets,
  });
  if (!read.ok) {
    logProblems(core, read.error);
    await writeSummary(core, () => renderProblems(read.error, CAPTION));
    logHelp(core, environment);
    return;
  }
  const settings = read.value;
  const { batchSize, dryRun, requests, servers } = settings;
  const ledger = new Ledger(servers, RESET_ADVICE.outcomeUnknown);
  logPlan(core, settings, Math.ceil(servers.length / batchSize));
  const skipReason = requests.kind === 'skipped' ? requests.skipReason : undefined;
  const notSentReason =
    requests.kind === 'skipped'
      ? { message: requests.skipReason, advice: '' }
      : await resetServers({ ledger, secrets, settings, target: requests.target, context });
  await publish(core, environment, {
    results: { [Symbol.iterator]: () => ledger.results(notSentReason) },
    counts: ledger.counts(),
    names: settings.names,
    dryRun,
    skipReason,
    run: runFacts(environment, started, clock.now()),
  });
}
