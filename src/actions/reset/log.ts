import type { Observer } from '../../fleet/executor.ts';
import type { Ledger } from '../../fleet/ledger.ts';
import type { Core } from '../../github/core.ts';
import { describeReason, seconds } from '../../report/log.ts';
import { servers, TITLE } from '../../report/report.ts';
import type { Settings } from './settings.ts';

/** Runs of more batches report progress now and then instead of after each batch. */
const MAX_PROGRESS_LINES = 100;

/** Says what the run will do, before anything is sent. */
export function logPlan(core: Core, settings: Settings, batches: number): void {
  const { api, dryRun, duplicates, requests } = settings;
  core.notice(settings.notice, { title: TITLE });
  for (const warning of settings.warnings) core.warning(warning, { title: TITLE });
  if (duplicates > 0) core.info(`Duplicates left out of the list: ${duplicates}.`);
  if (requests.kind === 'skipped') {
    core.warning(`No request was sent: ${requests.skipReason}.`, { title: TITLE });
    return;
  }
  const { endpoint, source } = requests.target;
  const verb = dryRun ? 'Checking' : 'Resetting the password of';
  const calls = `${batches} ${batches === 1 ? 'call' : 'calls'}`;
  core.info(
    `${verb} ${servers(settings.servers.length)} at ${endpoint} in ${calls} (api: ${api}).`,
  );
  core.info(`Credentials: ${source}.`);
}

/** Logs the progress of a run. */
export function progressLog(core: Core, ledger: Ledger, batchSize: number): Observer {
  let settled = 0;
  return {
    waiting({ allCalls, attempt, reason, servers: count, waitMs }) {
      core.info(
        `${describeReason(reason)}. Attempt ${attempt} for ${servers(count)} failed; the next one begins in ${seconds(waitMs)}${allCalls ? ', and no other call before that' : ''}.`,
      );
    },
    gaveUp({ reason, servers: count, waitMs }) {
      core.info(
        `${describeReason(reason)}. No further attempt for ${servers(count)}: it would begin in ${seconds(waitMs)}, after the end of timeout.`,
      );
    },
    splitting({ reason, servers: count }) {
      core.info(`${describeReason(reason)}. Sending the ${servers(count)} again in two halves.`);
    },
    resendingRest({ reason, servers: count }) {
      core.info(`${describeReason(reason)}. Sending the other ${servers(count)} again.`);
    },
    waitingForServers({ servers: count, waitMs }) {
      core.info(
        `${servers(count)} ${count === 1 ? 'is' : 'are'} busy or not ready yet. Sending ${count === 1 ? 'it' : 'them'} again in ${seconds(waitMs)}.`,
      );
    },
    resendingUnknown({ servers: count, waitMs }) {
      core.info(
        `${servers(count)} ${count === 1 ? 'is' : 'are'} unknown. Sending ${count === 1 ? 'it' : 'them'} once more in ${seconds(waitMs)}.`,
      );
    },
    settled({ batches }) {
      settled += 1;
      const every = Math.ceil(batches / MAX_PROGRESS_LINES);
      if (settled % every !== 0 && settled !== batches) return;
      const { accepted, failed, requested } = ledger.counts();
      const unit = batchSize === 1 ? 'Servers' : 'Batches';
      core.info(
        `${unit} done: ${settled} of ${batches}. So far ${accepted} accepted, ${failed} failed, ${requested - accepted - failed} open.`,
      );
    },
  };
}
