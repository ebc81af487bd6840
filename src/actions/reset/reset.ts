import type { Target } from '../../auth/target.ts';
import { execute } from '../../fleet/executor.ts';
import type { Ledger } from '../../fleet/ledger.ts';
import type { Reason } from '../../fleet/outcome.ts';
import type { RunContext } from '../../github/run-context.ts';
import { createResetCall } from '../../huaweicloud/ecs.ts';
import type { Session } from '../../huaweicloud/ecs.ts';
import type { RequestContext } from '../../huaweicloud/request-context.ts';
import type { Secrets } from '../../secrets/redact.ts';
import { describeReason } from '../../report/log.ts';
import { TITLE } from '../../report/report.ts';
import { withSession } from '../session.ts';
import { RESET_ADVICE, RUN_AGAIN } from './reset-texts.ts';
import { progressLog } from './log.ts';
import { adviceForWeak, readPassword, WEAK_PASSWORD } from './password.ts';
import type { PasswordInUse } from './password.ts';
import type { Settings } from './settings.ts';

export interface ResetPlan {
  readonly ledger: Ledger;
  readonly secrets: Secrets;
  readonly settings: Settings;
  readonly target: Target;
  readonly context: RunContext;
}

/** What is known beside the ledger. */
export interface ResetEnd {
  /** Why servers that were never sent were not sent. */
  readonly notSentReason: Reason;
  /** What to do about a password that the service refuses, where it comes from the secret store. */
  readonly weakAdvice?: string;
}

/** Signs in, reads the password where it is in the store, and sends the batches. The outcomes are in the ledger. */
export async function resetServers(plan: ResetPlan): Promise<ResetEnd> {
  const { context, secrets, settings, target } = plan;
  let password: PasswordInUse | undefined;
  const result = await withSession(
    { context, secrets, settings: settings.connection, target, advice: RESET_ADVICE },
    async (session, requests) => {
      const read = await readPassword(plan, session, requests);
      if (!read.ok) return read.error;
      password = read.value;
      return sendBatches(plan, password, session, requests);
    },
  );
  const reason = result.ok ? result.value : result.error;
  const stored = password?.stored;
  if (stored === undefined) return { notSentReason: reason };
  const weakAdvice = adviceForWeak(stored, plan.ledger.counts(), settings.dryRun);
  return { notSentReason: reason, weakAdvice };
}

async function sendBatches(
  { context, ledger, settings, target }: ResetPlan,
  { stored, value, watch }: PasswordInUse,
  session: Session,
  requests: RequestContext,
): Promise<Reason> {
  const { api, checkPassword, dryRun } = settings;
  const request = { endpoint: target.endpoint, api, password: value, dryRun, checkPassword };
  const refusedBy = await execute(settings.servers, {
    call: createResetCall(request, session, requests),
    ledger,
    observer: progressLog(context.core, ledger, settings.batchSize),
    batchSize: settings.batchSize,
    // A check has nothing to gain from a server that becomes ready.
    maxWaitMs: dryRun ? 0 : settings.waitForServersMs,
    resendUnknownAfterMs: dryRun ? 0 : settings.retryUnknownAfterMs,
    clock: requests.clock,
    random: requests.random,
    concurrency: settings.concurrency,
    maxRetries: requests.maxRetries,
    deadline: requests.deadline,
    stop: requests.stop,
    abort: requests.abort,
    ...(watch && { checkFirst: () => watch.check() }),
  });
  const stopped = watch?.stoppedBy;
  if (stopped === undefined) {
    const isWeak = stored !== undefined && refusedBy?.code === WEAK_PASSWORD;
    const advice = isWeak ? adviceForWeak(stored, ledger.counts(), dryRun) : refusedBy?.advice;
    return notSentAfter(refusedBy && { ...refusedBy, advice: advice ?? '' });
  }
  // Servers that were sent before keep their outcome, so the reason may stand nowhere else. A run that
  // ends early has another reason.
  if (!requests.stop.aborted) {
    context.core.warning(`${describeReason(stopped)}. ${stopped.advice}.`, { title: TITLE });
  }
  return stopped;
}

function notSentAfter(refusedBy: Reason | undefined): Reason {
  return refusedBy === undefined
    ? { message: 'the server was in no request', advice: RUN_AGAIN }
    : {
        message: `not sent, because another call was refused: ${refusedBy.message}`,
        advice: refusedBy.advice,
      };
}
