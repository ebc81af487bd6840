import type { Core } from '../../github/core.ts';
import { serverLabel, servers, TITLE } from '../../report/report.ts';
import type { Secrets } from '../../secrets/redact.ts';
import type { PresentedKey } from '../../ssh/host-keys.ts';
import type { AttemptOptions, Target } from './attempts.ts';
import type { Results } from './results.ts';
import { MAX_USERNAME } from './settings.ts';
import type { Settings } from './settings.ts';

/** Says what the run will do, before anything is sent. */
export function logPlan(core: Core, settings: Settings, secrets: Secrets): void {
  const { connection, dryRun, duplicates, hosts, target, username } = settings;
  core.notice(settings.notice, { title: TITLE });
  for (const warning of settings.warnings) core.warning(warning, { title: TITLE });
  if (duplicates > 0) core.info(`Duplicates left out of the list: ${duplicates}.`);
  if (dryRun) {
    core.warning('No login was tried and no request was sent: this is a dry run.', {
      title: TITLE,
    });
    return;
  }
  const user = username === undefined ? '' : ` as ${secrets.quote(username, MAX_USERNAME)}`;
  core.info(
    `Trying one login${user} on each of ${servers(settings.servers.length)} by SSH, ${settings.concurrency} at once. Waits for the port: up to ${settings.waitMs / 1_000} s, then ${settings.settleMs / 1_000} s. Timeout of the run: ${connection.timeoutMs / 1_000} s.`,
  );
  if (hosts !== undefined) core.info('Addresses: from hosts_file.');
  else if (target !== undefined) {
    core.info(`Addresses: ${settings.addressKind} ones, from ${target.endpoint}.`);
    core.info(`Credentials: ${target.source}.`);
  }
}

/** Logs the progress of the attempts. */
export function attemptLog(
  core: Core,
  results: Results,
): Pick<AttemptOptions, 'onProgress' | 'onMaxRefused'> {
  return {
    onProgress({ done, servers: total, waiting }) {
      const { refused, unreachable, verified } = results.counts();
      const others = waiting === 0 ? '' : ` The SSH ports of ${servers(waiting)} are not open yet.`;
      core.info(
        `Done: ${done} of ${servers(total)}. So far ${verified} verified, ${refused} refused, ${unreachable} unreachable.${others}`,
      );
    },
    onMaxRefused() {
      core.warning(
        'No further login begins: max_refused servers have refused the password, with none between them that took it.',
        { title: TITLE },
      );
    },
  };
}

/** Logs a host key that is new or not accepted, with its fingerprint as OpenSSH prints it. */
export function logHostKey(
  core: Core,
  names: ReadonlyMap<string, string>,
  { host, id, port }: Target,
  { fingerprint, isAccepted, status }: PresentedKey,
): void {
  if (status === 'known') return;
  const label = serverLabel(id, names);
  const where = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  core.info(
    isAccepted
      ? `Accepted the new host key of ${label} at ${where}: ${fingerprint}`
      : `Host key of ${label} at ${where}, ${status}, not accepted: ${fingerprint}`,
  );
}
