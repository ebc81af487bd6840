import type { Target } from '../../auth/target.ts';
import { execute } from '../../fleet/executor.ts';
import type { Ledger } from '../../fleet/ledger.ts';
import type { Reason } from '../../fleet/outcome.ts';
import type { RunContext } from '../../github/run-context.ts';
import { createResetCall } from '../../huaweicloud/ecs.ts';
import type { Session } from '../../huaweicloud/ecs.ts';
import type { RequestContext } from '../../huaweicloud/request-context.ts';
import type { Secrets } from '../../secrets/redact.ts';
import { withSession } from '../session.ts';
import { RESET_ADVICE, RUN_AGAIN } from './reset-texts.ts';
import { progressLog } from './log.ts';
import type { Settings } from './settings.ts';

export interface ResetPlan {
  readonly ledger: Ledger;
  readonly secrets: Secrets;
  readonly settings: Settings;
  readonly target: Target;
  readonly context: RunContext;
}

/**
 * Signs in and sends the batches. The outcomes are in the ledger.
 *
 * @returns why servers that were never sent were not sent
 */
export async function resetServers(plan: ResetPlan): Promise<Reason> {
  const { context, secrets, settings, target } = plan;
  const result = await withSession(
    { context, secrets, settings: settings.connection, target, advice: RESET_ADVICE },
    async (session, requests) => sendBatches(plan, session, requests),
  );
  return result.ok ? result.value : result.error;
}

async function sendBatches(
  { context, ledger, settings, target }: ResetPlan,
  session: Session,
  requests: RequestContext,
): Promise<Reason> {
  const { api, checkPassword, dryRun, password } = settings;
  const request = { endpoint: target.endpoint, api, password, dryRun, checkPassword };
  const refusedBy = await execute(settings.servers, {
    call: createResetCall(request, session, requests),
    repeatable: true,
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
  });
  return notSentAfter(refusedBy);
}

function notSentAfter(refusedBy: Reason | undefined): Reason {
  return refusedBy === undefined
    ? { message: 'the server was in no request', advice: RUN_AGAIN }
    : {
        message: `not sent, because another call was refused: ${refusedBy.message}`,
        advice: refusedBy.advice,
      };
}
