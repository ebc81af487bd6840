import type { Reason } from '../../fleet/outcome.ts';
import { describeReason } from '../../report/log.ts';
import { servers } from '../../report/report.ts';
import type { SelectReport } from './select-report.ts';

/** The result in one sentence or a few. */
export function conclusionOf(report: SelectReport): string {
  const { counts, skipReason } = report;
  const { excluded, not_ready: notReady, ready, requested, unknown } = counts;
  if (skipReason !== undefined) return `No request was sent for ${servers(requested)}.`;
  if (isWithoutServers(report)) return 'No server of the project fits the selectors.';
  const selected = requested - excluded;
  const others = [
    notReady > 0 ? `${notReady} not ready` : '',
    unknown > 0 ? `${unknown} unknown` : '',
    excluded > 0 ? `${excluded} excluded` : '',
  ].filter((part) => part !== '');
  const result = `${ready} of ${servers(selected)} ${ready === 1 ? 'is' : 'are'} ready`;
  return [endSentence(report), `${[result, ...others].join(', ')}.`]
    .filter((part) => part !== '')
    .join(' ');
}

function isWithoutServers({ counts, end, isBySelectors }: SelectReport): boolean {
  const hasEnded = end.guard !== undefined || end.reason !== undefined;
  return counts.requested === 0 && isBySelectors && !hasEnded;
}

/** Why the run ended early, where that is not shown with the servers. */
function endSentence({ counts, end }: SelectReport): string {
  const reason = end.guard?.reason ?? end.reason;
  if (reason === undefined) return '';
  return counts.requested === 0 ? withAdvice(reason) : `${describeReason(reason)}.`;
}

function withAdvice(reason: Reason): string {
  return `${describeReason(reason)}. ${reason.advice}.`;
}

/** What to do next, in one sentence or a few; empty where all is well. */
export function nextStep(report: SelectReport): string {
  const { counts, end, skipReason, skipsNotReady } = report;
  if (skipReason !== undefined) {
    return 'The servers were not checked: that takes a run with credentials.';
  }
  if (end.guard !== undefined)
    return 'The output server_ids is empty, so that no later step can use this selection.';
  if (end.reason !== undefined) return '';
  if (isWithoutServers(report)) {
    return 'Check tags, name and enterprise_project_id, and region and project_id. Upper and lower case differ.';
  }
  const sentences = [];
  if (counts.ready === 0) {
    sentences.push('The step fails, because there is no server that a later step could use.');
  }
  if (counts.not_ready > 0 && !skipsNotReady) {
    sentences.push(
      'For the servers that are not ready fix the cause shown for them, or set wait. With on_not_ready: skip they are left out.',
    );
  }
  return sentences.join(' ');
}
