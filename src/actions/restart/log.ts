import type { Core } from '../../github/core.ts';
import { describeReason, seconds } from '../../report/log.ts';
import { servers, TITLE } from '../../report/report.ts';
import type { Clock } from '../../retry/clock.ts';
import type { Decisions } from './eligibility.ts';
import type { Ledger } from './outcomes.ts';
import type { WavesObserver } from './restart-waves.ts';
import type { Settings } from './settings.ts';
import { leftOutWords } from './wave-table.ts';
import type { WaveTable } from './wave-table.ts';

/** More servers of a wave are counted, not named. */
const MAX_NAMED = 100;
/** More waves of a dry run are not logged. */
const MAX_PLANNED = 100;

/** Says what the run will do, before anything is sent. */
export function logPlan(core: Core, settings: Settings): void {
  const { dryRun, duplicates, requests, type, waves } = settings;
  core.notice(settings.notice, { title: TITLE });
  for (const warning of settings.warnings) core.warning(warning, { title: TITLE });
  if (duplicates > 0) core.info(`Duplicates left out of the list: ${duplicates}.`);
  if (requests.kind === 'skipped') {
    core.warning(`No request was sent: ${requests.skipReason}.`, { title: TITLE });
    return;
  }
  const { endpoint, source } = requests.target;
  const verb = dryRun ? 'Reading' : 'Restarting';
  const count = `${waves.length} ${waves.length === 1 ? 'wave' : 'waves'}`;
  core.info(
    `${verb} ${servers(settings.servers.length)} at ${endpoint} in ${count} (type: ${type}).`,
  );
  core.info(`Credentials: ${source}.`);
}

/** What the rows of all servers tell, before the first wave. */
export function logOverview(core: Core, { leftOut, reboot, start }: Decisions): void {
  const parts = [
    `${reboot.length} running`,
    ...(start.length > 0 ? [`${start.length} to start`] : []),
    ...(leftOut.size > 0 ? [`left out: ${leftOutWords(leftOut.values())}`] : []),
  ];
  core.info(`Status of the servers: ${parts.join(', ')}.`);
}

export interface RestartLogOptions {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly names: ReadonlyMap<string, string>;
  readonly table: WaveTable;
  readonly waves: readonly (readonly string[])[];
}

/** Shows the waves of a real run. */
export function logPlannedWaves(
  core: Core,
  waves: readonly (readonly string[])[],
  decisions: Decisions,
  names: ReadonlyMap<string, string>,
): void {
  const [reboot, start] = [new Set(decisions.reboot), new Set(decisions.start)];
  for (const [index, ids] of waves.slice(0, MAX_PLANNED).entries()) {
    const ofWave = {
      reboot: ids.filter((id) => reboot.has(id)),
      start: ids.filter((id) => start.has(id)),
      leftOut: new Map(
        ids.flatMap((id) => {
          const result = decisions.leftOut.get(id);
          return result === undefined ? [] : [[id, result] as const];
        }),
      ),
    };
    core.info(`Wave ${index + 1} of ${waves.length} of a real run: ${partsOf(ofWave, names)}.`);
  }
}

/** What is done with the servers of a wave, with their names. */
function partsOf(
  { leftOut, reboot, start }: Decisions,
  names: ReadonlyMap<string, string>,
): string {
  const named = (ids: readonly string[]): string => {
    const labels = ids.slice(0, MAX_NAMED).map((id) => names.get(id) ?? id);
    const more = ids.length - labels.length;
    return `${labels.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  };
  const parts = [
    reboot.length > 0 ? `restarting ${servers(reboot.length)} (${named(reboot)})` : '',
    start.length > 0 ? `starting ${servers(start.length)} (${named(start)})` : '',
    leftOut.size > 0
      ? `leaving out ${servers(leftOut.size)} (${leftOutWords(leftOut.values())}: ${named([...leftOut.keys()])})`
      : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** Logs the waves, and notes them for the summary. */
export function restartLog(core: Core, options: RestartLogOptions): WavesObserver {
  const { clock, ledger, names, table, waves } = options;
  const title = (wave: number): string => `Wave ${wave} of ${waves.length}`;
  let decisions: Decisions | undefined;
  return {
    wave: (number) => ({
      starting(event) {
        decisions = event;
        core.info(`${title(number)}: ${partsOf(event, names)}.`);
      },
      progress({ ms, of, open }) {
        core.info(`${title(number)} after ${seconds(ms)}: ${open} of ${servers(of)} open.`);
      },
      withoutJob({ isLost, reason, servers: count }) {
        const what = isLost
          ? `It is not known whether ${servers(count)} restarted: the action reads what was done to them`
          : 'The request is not sent again';
        core.info(`${describeReason(reason)}. ${what}.`);
      },
    }),
    ended({ ms, wave }) {
      if (decisions === undefined) return;
      const ids = waves[wave - 1] ?? [];
      const { result } = table.add(wave, ids, { decisions, ledger, ms });
      decisions = undefined;
      if (result === undefined) return;
      const { failed, restarted, unknown } = result;
      const time = new Date(clock.now()).toISOString().slice(11, 19);
      core.info(
        `${title(wave)} ended at ${time} UTC after ${seconds(ms)}: ${restarted} restarted, ${failed} failed, ${unknown} unknown.`,
      );
    },
    pausing({ ms }) {
      core.info(`The next wave starts in ${seconds(ms)}.`);
    },
  };
}
