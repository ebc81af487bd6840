import type { Core } from '../../github/core.ts';
import { seconds } from '../../report/log.ts';
import { serverLabel, servers, TITLE } from '../../report/report.ts';
import type { Difference } from './guards.ts';
import type { SelectReport } from './select-report.ts';
import type { Selection } from './selection.ts';
import type { Settings } from './settings.ts';
import type { WaitObserver } from './wait.ts';

/** More servers are counted, not named. */
const MAX_NAMED = 500;

/** Says what the run will do, before anything is sent. */
export function logPlan(core: Core, settings: Settings): void {
  const { list, requests, requirePlugin } = settings;
  for (const warning of settings.warnings) core.warning(warning, { title: TITLE });
  if (list !== undefined && list.duplicates > 0) {
    core.info(`Duplicates left out of the list: ${list.duplicates}.`);
  }
  if (requests.kind === 'skipped') {
    core.warning(`No request was sent: ${requests.skipReason}.`, { title: TITLE });
    return;
  }
  const { endpoint, source } = requests.target;
  const which =
    list === undefined ? 'the servers that fit the selectors' : servers(list.servers.length);
  const flag = requirePlugin ? ', with the flag of the plug-in' : '';
  core.info(`Checking ${which} at ${endpoint}${flag}. Nothing is changed.`);
  core.info(`Credentials: ${source}.`);
}

/** The list may have changed while it was read, or the service counts servers that it does not list. */
export function logOtherCount(core: Core, listed: number, count: number): void {
  core.warning(
    `The service lists ${servers(listed)} for the selectors, but counts ${count}. If a server is missing, run again, or set expected_count.`,
    { title: TITLE },
  );
}

/** Logs one line for each round of waiting. */
export function waitLog(core: Core, selection: Selection): WaitObserver {
  return {
    waiting(delayMs) {
      core.info(`${progress(selection)} Next check in ${seconds(delayMs)}.`);
    },
    gaveUp() {
      core.info(
        `${progress(selection)} No further check: it would begin after the end of timeout.`,
      );
    },
  };
}

function progress(selection: Selection): string {
  const waiting = selection.waiting();
  const selected = selection.selected().length;
  const others = countWords(waiting.map((id) => selection.verdictOf(id)?.word ?? ''));
  return `Ready: ${selected - waiting.length} of ${servers(selected)}. The others wait: ${others}.`;
}

/** Names every server by which the selection differs from the reviewed list. */
export function logDifference(
  core: Core,
  { added, missing }: Difference,
  names: ReadonlyMap<string, string>,
  selection: Selection,
): void {
  logServers(core, 'Selected, but not in expected_server_ids_file', added, (id) =>
    serverLabel(id, names),
  );
  logServers(core, 'In expected_server_ids_file, but not selected', missing, (id) => {
    const verdict = selection.verdictOf(id);
    const why = verdict === undefined ? '' : ` (${verdict.outcome}: ${verdict.word ?? ''})`;
    return `${serverLabel(id, names)}${why}`;
  });
}

/** Warns of servers that are not ready and left out, as the workflow wants it. */
export function logSkipped(core: Core, { counts, results, skipsNotReady }: SelectReport): void {
  if (!skipsNotReady || counts.not_ready === 0) return;
  const words = countWords(
    Iterator.from(results).flatMap(({ outcome, word }) => {
      return outcome === 'not_ready' && word !== undefined ? [word] : [];
    }),
  );
  core.warning(`${servers(counts.not_ready)} left out, because of on_not_ready: skip: ${words}.`, {
    title: TITLE,
  });
}

function countWords(words: Iterable<string>): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Array.from(counts, ([word, count]) => `${count} ${word}`).join(', ');
}

function logServers(
  core: Core,
  title: string,
  ids: readonly string[],
  describe: (id: string) => string,
): void {
  if (ids.length === 0) return;
  core.info(`${title}:`);
  for (const id of ids.slice(0, MAX_NAMED)) core.info(`  ${describe(id)}`);
  if (ids.length > MAX_NAMED) core.info(`  and ${ids.length - MAX_NAMED} more`);
}
