import type { Counts, ServerResult } from '../fleet/outcome.ts';

/** Titles of annotations are not masked by the runner, so this one never changes. */
export const TITLE = 'reset-ecs-passwords';

/** Everything there is to say of a run that is over. */
export interface Report {
  /** In the order of the input; can be gone through again and again. */
  readonly results: Iterable<ServerResult>;
  readonly counts: Counts;
  readonly dryRun: boolean;
  /** Why nobody was asked; empty when the service was. */
  readonly skipReason: string;
  readonly run: RunFacts;
}

/** Where the run can be found again. */
export interface RunFacts {
  readonly url: string;
  readonly actor: string;
  readonly event: string;
  readonly commit: string;
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly ended: string;
}

/** Whether the step may pass: every server accepted, or a check that could ask nobody. */
export function isSuccess({ counts, skipReason }: Report): boolean {
  return skipReason !== '' || counts.accepted === counts.requested;
}

/** The servers for the next run: refused or never sent. An unknown one must be waited for first. */
export function* remainingIds({ results }: Report): Generator<string> {
  for (const { id, outcome } of results) {
    if (outcome === 'failed' || outcome === 'not_sent') yield id;
  }
}

/** `1 server`, `2 servers`. */
export function servers(count: number): string {
  return `${count} ${count === 1 ? 'server' : 'servers'}`;
}

/** The counts in one sentence. */
export function countsSentence({ counts, dryRun, skipReason }: Report): string {
  const { accepted, failed, not_sent: notSent, requested, unknown } = counts;
  if (skipReason !== '') return `The service was not asked about ${servers(requested)}.`;
  const what = dryRun ? 'The check was passed by' : 'The reset was accepted for';
  const others = [
    failed > 0 ? `${failed} failed` : '',
    unknown > 0 ? `${unknown} unknown` : '',
    notSent > 0 ? `${notSent} not sent` : '',
  ].filter((part) => part !== '');
  return `${[`${what} ${accepted} of ${servers(requested)}`, ...others].join(', ')}.`;
}

/** What has to happen next, in one sentence or a few. */
export function nextStep({ counts, dryRun, skipReason, results }: Report): string {
  const { accepted, failed, not_sent: notSent, unknown } = counts;
  if (skipReason !== '') {
    return 'Nothing was changed, and nothing is known of the servers: a run with credentials of a call that can check must tell.';
  }
  const remaining = failed + notSent;
  const sentences = [];
  if (dryRun) sentences.push('Nothing was changed: this was a dry run.');
  else if (accepted > 0) {
    sentences.push(
      `Restart the accepted servers (output restart_required_server_ids): the new password works only after the next start or restart, and whether the change succeeded inside a server is not reported by the service.`,
    );
  }
  if (unknown > 0) {
    sentences.push(
      'For the unknown servers (unknown_server_ids) wait ten minutes, then run again with the same password.',
    );
  }
  if (remaining > 0) {
    const isWeak = Iterator.from(results).some(({ reason }) => reason?.code === 'Ecs.0011');
    const again = isWeak ? 'run again' : 'run again with the same password';
    sentences.push(
      `For the servers in remaining_server_ids do what is said of them, then ${again}.`,
    );
  }
  return sentences.join(' ');
}
