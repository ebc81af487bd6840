import type { Ledger } from '../fleet/ledger.ts';
import type { Observer } from '../fleet/executor.ts';
import type { Reason, ServerResult } from '../fleet/outcome.ts';
import type { RequestContext } from '../huaweicloud/send-with-retry.ts';
import type { Problem } from '../inputs/inputs.ts';
import type { Settings } from '../actions/reset/settings.ts';
import type { Core, Environment } from '../github/core.ts';
import { countsSentence, isSuccess, nextStep, servers, TITLE } from './report.ts';
import type { Report } from './report.ts';

/** The runner keeps ten annotations of a kind in a step; one is left for the final word. */
const MOST_ANNOTATIONS = 8;
const MOST_IDS_NAMED = 3;
/** Runs of more batches report progress now and then instead of at each batch. */
const MOST_PROGRESS_LINES = 100;

/** Says what is wrong with the inputs, one annotation each, and fails the step. */
export function logProblems(core: Core, problems: readonly Problem[]): void {
  core.info('Nothing was sent, because of the inputs:');
  // What ends in a line of its own is something to copy, and takes no full stop.
  const messages = problems.map(({ input, message }) =>
    message.endsWith('\n') ? `${input} ${message}` : `${input} ${message}.`,
  );
  for (const message of messages.slice(0, -1)) core.error(message, { title: TITLE });
  // Failing the step prints an annotation of its own, so the last problem goes that way.
  core.setFailed(messages.at(-1) ?? 'The inputs are wrong.');
}

/**
 * Says where every message is explained: in the very version of the action that runs, as far as the
 * runner names it.
 */
export function logHelp(core: Core, environment: Environment): void {
  const of = (name: string): string => environment[name] ?? '';
  const address = `${of('GITHUB_SERVER_URL')}/${of('GITHUB_ACTION_REPOSITORY')}/blob/${of('GITHUB_ACTION_REF')}`;
  if (/^https:\/\/[\w.:-]+\/[\w.-]+\/[\w.-]+\/blob\/[\w./-]+$/.test(address)) {
    core.info(`What each message means, and what to do: ${address}/docs/troubleshooting.md`);
  }
}

/** Says what is about to be done, before anything is sent. */
export function logPlan(core: Core, settings: Settings, batches: number): void {
  const { api, dryRun, duplicates, skipReason, target } = settings;
  core.notice(settings.dryRunReason, { title: TITLE });
  for (const warning of settings.warnings) core.warning(warning, { title: TITLE });
  if (duplicates > 0) core.info(`Duplicates left out of the list: ${duplicates}.`);
  if (target === undefined) {
    core.warning(`The service was not asked: ${skipReason}.`, { title: TITLE });
    return;
  }
  const verb = dryRun ? 'Checking' : 'Resetting the password of';
  const calls = `${batches} ${batches === 1 ? 'call' : 'calls'}`;
  core.info(
    `${verb} ${servers(settings.servers.length)} at ${target.endpoint} in ${calls} (api: ${api}).`,
  );
  core.info(`Credentials: ${target.source}.`);
}

/** Shows why the sign-in waits, or does not. */
export function signInLog(core: Core): Pick<RequestContext, 'waiting' | 'gaveUp'> {
  return {
    waiting({ attempt, reason, waitMs }) {
      core.info(`${describe(reason)}. Try ${attempt}; the next one in ${seconds(waitMs)}.`);
    },
    gaveUp({ reason, waitMs }) {
      core.info(
        `${describe(reason)}. No further try: it would begin in ${seconds(waitMs)}, which is too late.`,
      );
    },
  };
}

/** Shows how a run goes on. */
export function progressLog(core: Core, ledger: Ledger, batchSize: number): Observer {
  let settled = 0;
  return {
    waiting({ attempt, everybody, reason, servers: count, waitMs }) {
      core.info(
        `${describe(reason)}. Try ${attempt} for ${servers(count)}; the next one in ${seconds(waitMs)}${everybody ? ', and nothing else before that' : ''}.`,
      );
    },
    gaveUp({ reason, servers: count, waitMs }) {
      core.info(
        `${describe(reason)}. No further try for ${servers(count)}: it would begin in ${seconds(waitMs)}, after the end of timeout.`,
      );
    },
    narrowing({ reason, servers: count }) {
      core.info(`${describe(reason)}. Sending the ${servers(count)} again in two halves.`);
    },
    sendingRest({ reason, servers: count }) {
      core.info(`${describe(reason)}. Sending the other ${servers(count)} again.`);
    },
    settled({ batches }) {
      settled += 1;
      const every = Math.ceil(batches / MOST_PROGRESS_LINES);
      if (settled % every !== 0 && settled !== batches) return;
      const { accepted, failed, requested } = ledger.counts();
      const unit = batchSize === 1 ? 'Servers' : 'Batches';
      core.info(
        `${unit} done: ${settled} of ${batches}. So far ${accepted} accepted, ${failed} failed, ${requested - accepted - failed} open.`,
      );
    },
  };
}

/**
 * Says how the run ended: an annotation for each kind of failure, the counts, what comes next.
 *
 * @param unwritten parts of the report that later steps rely on and that could not be written
 */
export function logReport(core: Core, report: Report, unwritten: readonly string[]): void {
  if (report.skipReason === '') {
    const groups = [...groupByReason(report.results).values()];
    for (const group of groups.slice(0, MOST_ANNOTATIONS)) {
      core.error(describeGroup(group), { title: TITLE });
    }
    if (groups.length > MOST_ANNOTATIONS) {
      core.info(
        `There are ${groups.length - MOST_ANNOTATIONS} more kinds of failure: see the report file.`,
      );
    }
  }
  const sentences = [
    countsSentence(report),
    ...unwritten.map((part) => `${part} could not be written.`),
  ];
  if (isSuccess(report) && unwritten.length === 0) core.info(sentences.join(' '));
  else core.setFailed(sentences.join(' '));
  core.info(nextStep(report));
}

function groupByReason(results: Iterable<ServerResult>): Map<string, ServerResult[]> {
  const groups = new Map<string, ServerResult[]>();
  for (const result of results) {
    if (result.outcome === 'accepted') continue;
    const { code = '', message = '' } = result.reason ?? {};
    const key = [result.outcome, code, message].join('\n');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [result]);
    else group.push(result);
  }
  return groups;
}

function describeGroup(group: readonly ServerResult[]): string {
  const [first] = group;
  const named = group.slice(0, MOST_IDS_NAMED).map(({ id }) => id);
  const more = group.length > named.length ? ` and ${group.length - named.length} more` : '';
  const outcome = first?.outcome.replace('_', ' ') ?? '';
  const reason = first?.reason;
  const text = reason === undefined ? '' : `: ${describe(reason)}. ${reason.advice}`;
  return `${servers(group.length)} ${outcome}${text}. ${group.length === 1 ? 'Server' : 'Servers'}: ${named.join(', ')}${more}.`;
}

function describe({ code, message, requestId }: Reason): string {
  const ids = [code, requestId === undefined ? undefined : `request ${requestId}`].filter(
    (part) => part !== undefined,
  );
  return ids.length === 0 ? capitalized(message) : `${capitalized(message)} (${ids.join(', ')})`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
