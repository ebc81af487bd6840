import type { Counts, Reason, ServerResult } from '../../fleet/outcome.ts';
import { isComplete } from '../../report/report.ts';
import type { Report, RunFacts } from '../../report/report.ts';
import type { Secrets } from '../../secrets/redact.ts';
import type { Settings } from './settings.ts';
import { standings } from './standing.ts';
import type { Standing } from './standing.ts';

export const OUTCOMES = ['done', 'not_done'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What became of the new password in the store. */
export type Password =
  /** No step made or took up a new one. */
  | 'not_part'
  | 'not_due'
  | 'promoted'
  | 'promote_failed'
  /** All servers are done, and it is not promoted, because other servers may be left. */
  | 'pending';

/** The result of all steps of a rotation. */
export interface RotationReport extends Report<Outcome> {
  readonly password: Password;
  /** The version of the new password; undefined without one. */
  readonly versionId: string | undefined;
  /** Whether a server accepted a reset. */
  readonly isChanged: boolean;
  readonly settings: Settings;
}

const MAX_NAME = 64;

export function rotationReport(
  settings: Settings,
  secrets: Secrets,
  run: RunFacts,
): RotationReport {
  const { reports, steps } = settings;
  const all = standings(reports.steps, steps);
  const results = all.map((standing) => resultOf(standing, secrets));
  const done = results.filter(({ outcome }) => outcome === 'done').length;
  const counts: Counts<Outcome> = {
    done,
    not_done: results.length - done,
    requested: results.length,
  };
  const dryRun = reports.steps.some(({ dry_run: dry }) => dry === true);
  const { password, versionId } = passwordOf(settings);
  return {
    action: 'report',
    outcomes: OUTCOMES,
    good: ['done'],
    remaining: ['not_done'],
    results,
    counts,
    names: namesOf(all, secrets),
    dryRun,
    skipReason: undefined,
    run,
    password,
    versionId,
    isChanged: !dryRun && all.some(({ isAccepted }) => isAccepted),
    settings,
  };
}

/** Whether there are servers, all are done, and so is the new password in the store. */
export function isSuccess(report: RotationReport): boolean {
  const isSettled = report.password !== 'promote_failed' && report.password !== 'pending';
  const hasServers = report.counts.requested > 0;
  return hasServers && isComplete(report) && (isSettled || report.dryRun === true);
}

function passwordOf({ reports }: Settings): Pick<RotationReport, 'password' | 'versionId'> {
  const prepared = reports.passwords.findLast(({ mode }) => mode === 'prepare');
  const promoted = reports.passwords.findLast(
    ({ dry_run: dry, mode }) => mode === 'promote' && !dry,
  );
  const versionId = prepared?.version_id;
  if (promoted !== undefined) {
    return { password: promoted.ending === 'done' ? 'promoted' : 'promote_failed', versionId };
  }
  if (prepared === undefined) return { password: 'not_part', versionId };
  return { password: prepared.due === false ? 'not_due' : 'pending', versionId };
}

function namesOf(all: readonly Standing[], secrets: Secrets): ReadonlyMap<string, string> {
  return new Map(
    all.flatMap(({ id, name }) =>
      name === undefined || name === '' ? [] : [[id, secrets.quote(name, MAX_NAME)] as const],
    ),
  );
}

function resultOf(standing: Standing, secrets: Secrets): ServerResult<Outcome> {
  const { id, isDone, result, step } = standing;
  if (isDone) return { id, outcome: 'done', word: plain(result?.outcome ?? step) };
  if (result === undefined) {
    return { id, outcome: 'not_done', word: `${step}_missing`, reason: missing(step) };
  }
  const word = `${step}_${plain(result.reason ?? result.outcome)}`;
  return { id, outcome: 'not_done', word, reason: reasonOf(standing, secrets) };
}

/** A word of an action; what is none comes from another program. */
function plain(text: string): string {
  return /^[a-z_]{1,40}$/.test(text) ? text : 'other';
}

function missing(step: Standing['step']): Reason {
  return {
    message: `no result of the step ${step}`,
    advice: 'See why that step did not run, or ended early',
  };
}

function reasonOf({ result, step }: Standing, secrets: Secrets): Reason {
  const { code, message, outcome, request_id: requestId } = result ?? {};
  const what =
    message === undefined || message === ''
      ? `the outcome is ${plain(outcome ?? '')}`
      : secrets.clean(message);
  return {
    message: `${step}: ${what}`,
    advice: `See the summary of the step ${step}`,
    ...(code !== undefined && /^[\w.]{1,64}$/.test(code) && { code }),
    ...(requestId !== undefined && /^[\w-]{1,64}$/.test(requestId) && { requestId }),
  };
}
