import { authenticate } from '../../auth/authenticate.ts';
import type { Target } from '../../auth/target.ts';
import { execute } from '../../fleet/executor.ts';
import type { Ledger } from '../../fleet/ledger.ts';
import { watchLimits } from '../../fleet/cancellation.ts';
import type { EndCause, Limits } from '../../fleet/cancellation.ts';
import type { Reason } from '../../fleet/outcome.ts';
import type { RunContext } from '../../github/run-context.ts';
import { createResetCall } from '../../huaweicloud/ecs.ts';
import { METADATA_TIMEOUT_MS } from '../../huaweicloud/metadata.ts';
import type { RequestContext } from '../../huaweicloud/request-context.ts';
import type { Proxies } from '../../huaweicloud/proxy-choice.ts';
import { createTransport } from '../../huaweicloud/transport.ts';
import type { Transport } from '../../huaweicloud/transport.ts';
import { internalError, requestLog } from '../../report/log.ts';
import { TITLE } from '../../report/report.ts';
import type { Secrets } from '../../secrets/redact.ts';
import { VERSION } from '../../version.ts';
import { RESET_ADVICE, RUN_AGAIN } from './reset-advice.ts';
import { progressLog } from './log.ts';
import type { Settings } from './settings.ts';

const USER_AGENT = `reset-ecs-passwords/${VERSION}`;
const NO_PROXIES: Proxies = { https: '', http: '', except: '' };

const END_REASONS: Readonly<Record<EndCause, Reason>> = {
  cancelled: { message: 'the run was cancelled', advice: RUN_AGAIN },
  timed_out: {
    message: 'the run reached its timeout',
    advice: `${RUN_AGAIN}, or give a longer timeout`,
  },
};

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
  const { context, settings } = plan;
  const { clock, core } = context;
  const limits = watchLimits(clock, settings.timeoutMs, context.cancelled);
  let transport: Transport | undefined;
  try {
    transport = createTransport({
      timeoutMs: settings.requestTimeoutMs,
      proxies: settings.proxies,
    });
    const reason = await sendBatches(plan, requestContext(plan, transport, limits));
    const cause = limits.endCause();
    return cause === undefined ? reason : END_REASONS[cause];
  } catch (error) {
    core.error(internalError(error), { title: TITLE });
    return { message: 'an internal error ended the run', advice: 'Please report it' };
  } finally {
    limits.release();
    await transport?.close();
  }
}

function requestContext(
  { context, secrets, settings }: ResetPlan,
  transport: Transport,
  { abort, deadline, stop }: Limits,
): RequestContext {
  return {
    transport,
    userAgent: USER_AGENT,
    proxied: settings.proxies.http !== '' || settings.proxies.https !== '',
    clock: context.clock,
    random: context.random,
    maxRetries: settings.maxRetries,
    deadline,
    stop,
    abort,
    secrets,
    advice: RESET_ADVICE,
    observer: requestLog(context.core),
  };
}

async function sendBatches(
  { context, ledger, settings, target }: ResetPlan,
  requests: RequestContext,
): Promise<Reason> {
  const { core } = context;
  const session = await authenticate(target, {
    requests,
    connectToMetadata: () =>
      createTransport({ timeoutMs: METADATA_TIMEOUT_MS, proxies: NO_PROXIES }),
    info: (line) => {
      core.info(line);
    },
  });
  if (!session.ok) return session.error;
  const { api, checkPassword, dryRun, password } = settings;
  const request = { endpoint: target.endpoint, api, password, dryRun, checkPassword };
  const refusedBy = await execute(settings.servers, {
    call: createResetCall(request, session.value, requests),
    repeatable: true,
    ledger,
    observer: progressLog(core, ledger, settings.batchSize),
    batchSize: settings.batchSize,
    // A check has nothing to gain from a server that becomes ready.
    maxWaitMs: dryRun ? 0 : settings.waitForServersMs,
    resendUnknownAfterMs: dryRun ? 0 : settings.retryUnknownAfterMs,
    clock: requests.clock,
    random: requests.random,
    concurrency: settings.concurrency,
    maxRetries: settings.maxRetries,
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
