import { authenticate } from '../auth/authenticate.ts';
import type { Target } from '../auth/target.ts';
import { watchLimits } from '../fleet/cancellation.ts';
import type { EndCause, Limits } from '../fleet/cancellation.ts';
import type { Reason } from '../fleet/outcome.ts';
import type { RunContext } from '../github/run-context.ts';
import type { AdviceTexts } from '../huaweicloud/caller-texts.ts';
import type { Session } from '../huaweicloud/ecs.ts';
import { METADATA_TIMEOUT_MS } from '../huaweicloud/metadata.ts';
import type { Proxies } from '../huaweicloud/no-proxy.ts';
import type { RequestContext } from '../huaweicloud/request-context.ts';
import { createTransport } from '../huaweicloud/transport.ts';
import type { Transport } from '../huaweicloud/transport.ts';
import { internalError, requestLog } from '../report/log.ts';
import { TITLE } from '../report/report.ts';
import { failure, success } from '../result.ts';
import type { Result } from '../result.ts';
import type { Secrets } from '../secrets/redact.ts';
import { VERSION } from '../version.ts';
import type { ConnectionSettings } from './connection.ts';

const USER_AGENT = `reset-ecs-passwords/${VERSION}`;
const NO_PROXIES: Proxies = { https: '', http: '', except: '' };

/** What an action gives to its requests. */
export interface ConnectionPlan {
  readonly context: RunContext;
  readonly secrets: Secrets;
  readonly settings: ConnectionSettings;
  readonly advice: AdviceTexts;
}

/**
 * Opens connections, does the work, and closes them, within the timeout of the run and until the
 * runner cancels it.
 *
 * @returns what the work returned; or why the run ended early, which is also the case when the work
 *   returned after that. What was done before the end is known to the work alone.
 */
export async function withConnection<Value>(
  plan: ConnectionPlan,
  work: (requests: RequestContext, limits: Limits) => Promise<Result<Value, Reason>>,
): Promise<Result<Value, Reason>> {
  const { advice, context, settings } = plan;
  const limits = watchLimits(context.clock, settings.timeoutMs, context.cancelled);
  let transport: Transport | undefined;
  try {
    transport = createTransport({
      timeoutMs: settings.requestTimeoutMs,
      proxies: settings.proxies,
    });
    const result = await work(requestContext(plan, transport, limits), limits);
    const cause = limits.endCause();
    return cause === undefined ? result : failure(endReason(cause, advice));
  } catch (error) {
    context.core.error(internalError(error), { title: TITLE });
    return failure(endReason('internal_error', advice));
  } finally {
    limits.release();
    await transport?.close();
  }
}

/** The same with credentials. A sign-in that fails is the reason why the run ended. */
export async function withSession<Value>(
  plan: ConnectionPlan & { readonly target: Target },
  work: (session: Session, requests: RequestContext, limits: Limits) => Promise<Value>,
): Promise<Result<Value, Reason>> {
  return withConnection(plan, async (requests, limits) => {
    const session = await signIn(plan.target, requests, plan.context);
    return session.ok ? success(await work(session.value, requests, limits)) : session;
  });
}

/** Gets credentials and project, and logs what was learned. */
export async function signIn(
  target: Target,
  requests: RequestContext,
  { core }: RunContext,
): Promise<Result<Session, Reason>> {
  return authenticate(target, {
    requests,
    connectToMetadata: () =>
      createTransport({ timeoutMs: METADATA_TIMEOUT_MS, proxies: NO_PROXIES }),
    info: (line) => {
      core.info(line);
    },
  });
}

function requestContext(
  { advice, context, secrets, settings }: ConnectionPlan,
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
    advice,
    observer: requestLog(context.core),
  };
}

function endReason(cause: EndCause, { tryAgain }: AdviceTexts): Reason {
  switch (cause) {
    case 'cancelled':
      return { message: 'the run was cancelled', advice: tryAgain };
    case 'timed_out':
      return {
        message: 'the run reached its timeout',
        advice: `${tryAgain}, or give a longer timeout`,
      };
    case 'internal_error':
      return { message: 'an internal error ended the run', advice: 'Please report it' };
  }
}
