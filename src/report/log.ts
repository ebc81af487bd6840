import type { Reason, ServerResult } from '../fleet/outcome.ts';
import type { Core, Environment } from '../github/core.ts';
import type { RequestObserver } from '../huaweicloud/request-context.ts';
import type { Problem } from '../inputs/inputs.ts';
import { docsAddress } from './docs-address.ts';
import { groupInOrder } from './reason-groups.ts';
import type { ReasonGroup } from './reason-groups.ts';
import { isComplete, serverLabel, servers, TITLE } from './report.ts';
import type { Report } from './report.ts';

/** The runner keeps ten annotations of a kind in a step; one is left for the final result. */
const MAX_ANNOTATIONS = 8;
const MAX_IDS_NAMED = 3;

/**
 * Reports the problems of the inputs, one annotation each, and fails the step. A problem in a file is
 * shown at its line in the diff of a pull request.
 */
export function logProblems(core: Core, problems: readonly Problem[]): void {
  core.info('No request was sent, because of the inputs:');
  const inFiles = problems.filter(({ location }) => location !== undefined);
  const others = problems.filter(({ location }) => location === undefined);
  for (const problem of [...inFiles, ...others.slice(0, -1)]) {
    core.error(textOf(problem), { title: TITLE, ...placeOf(problem) });
  }
  // setFailed adds an annotation of its own, which has no place, so the last of the others goes with it.
  const last = others.at(-1);
  core.setFailed(last === undefined ? 'The inputs are not valid.' : textOf(last));
}

/** A message that ends in a line of its own ends in something to copy, and takes no full stop. */
function textOf({ input, message }: Problem): string {
  return message.endsWith('\n') ? `${input} ${message}` : `${input} ${message}.`;
}

function placeOf({ location }: Problem): { file?: string; startLine?: number } {
  if (location === undefined) return {};
  const { file, line } = location;
  return line === undefined ? { file } : { file, startLine: line };
}

/** Reports an exception. Its message and stack may quote anything, so only its name is shown. */
export function internalError(error: unknown): string {
  return `Internal error (${error instanceof Error ? error.name : typeof error}). Please report it.`;
}

/** Links to the explanation of every message, in the version of the action that runs. */
export function logHelp(core: Core, environment: Environment): void {
  const docs = docsAddress(environment);
  if (docs !== undefined) {
    core.info(`What each message means, and what to do: ${docs}/troubleshooting.md`);
  }
}

/** Logs why the sign-in waits, or ends. */
export function requestLog(core: Core): RequestObserver {
  return {
    waiting({ attempt, reason, waitMs }) {
      core.info(
        `${describeReason(reason)}. Attempt ${attempt} failed; the next one begins in ${seconds(waitMs)}.`,
      );
    },
    gaveUp({ reason, waitMs }) {
      core.info(
        `${describeReason(reason)}. No further attempt: it would begin in ${seconds(waitMs)}, after the deadline.`,
      );
    },
  };
}

/** One annotation for each reason for which servers have no good outcome. */
export function logFailures(core: Core, report: Report): void {
  if (isComplete(report)) return;
  const groups = groupInOrder(failures(report));
  for (const group of groups.slice(0, MAX_ANNOTATIONS)) {
    core.error(describeGroup(group, report.names), { title: TITLE });
  }
  if (groups.length > MAX_ANNOTATIONS) {
    core.info(
      `There are ${groups.length - MAX_ANNOTATIONS} more kinds of failure: see the report file.`,
    );
  }
}

function* failures({ good, results }: Report): Generator<ServerResult<string>> {
  const isGood = new Set(good);
  for (const result of results) {
    // What a dry run leaves out has not failed.
    if (!isGood.has(result.outcome) && result.word !== 'dry_run') yield result;
  }
}

function describeGroup(
  { count, ids, outcome, reason }: ReasonGroup<string>,
  names: ReadonlyMap<string, string>,
): string {
  const named = ids.slice(0, MAX_IDS_NAMED).map((id) => serverLabel(id, names));
  const more = count > named.length ? ` and ${count - named.length} more` : '';
  const text = reason === undefined ? '' : `: ${describeReason(reason)}. ${reason.advice}`;
  return `${servers(count)} ${outcome.replace('_', ' ')}${text}. ${count === 1 ? 'Server' : 'Servers'}: ${named.join(', ')}${more}.`;
}

/** What happened, with code and request id, as a sentence without a full stop. */
export function describeReason({ code, message, requestId }: Reason): string {
  const ids = [code, requestId === undefined ? undefined : `request ${requestId}`].filter(
    (part) => part !== undefined,
  );
  return ids.length === 0 ? capitalized(message) : `${capitalized(message)} (${ids.join(', ')})`;
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
