import type { Target as ServiceTarget } from '../../auth/target.ts';
import type { Limits } from '../../fleet/cancellation.ts';
import type { Reason } from '../../fleet/outcome.ts';
import type { RunContext } from '../../github/run-context.ts';
import { ecsTexts } from '../../huaweicloud/ecs-texts.ts';
import type { RequestContext } from '../../huaweicloud/request-context.ts';
import { success } from '../../result.ts';
import type { Secrets } from '../../secrets/redact.ts';
import type { HostKeys } from '../../ssh/host-keys.ts';
import { loadSsh2, login } from '../../ssh/login.ts';
import { probePort } from '../../ssh/port.ts';
import { signIn, withConnection } from '../session.ts';
import { lookupFailed, targetsFromHosts, targetsFromService } from './addresses.ts';
import { tryLogins } from './attempts.ts';
import type { Target } from './attempts.ts';
import type { EndingName } from './endings.ts';
import { attemptLog, logHostKey } from './log.ts';
import type { Results } from './results.ts';
import type { Settings } from './settings.ts';
import { VERIFY_ADVICE } from './verify-texts.ts';

/** Time for a plain connection to be opened. In milliseconds. */
const PROBE_TIMEOUT_MS = 5_000;

export interface VerifyPlan {
  readonly context: RunContext;
  readonly secrets: Secrets;
  readonly settings: Settings;
  readonly password: string;
  readonly results: Results;
  readonly hostKeys: HostKeys;
}

/**
 * Finds the addresses and tries the logins. What became of the servers is in the results.
 *
 * @returns why the run ended early; undefined when it did not
 */
export async function verifyServers(plan: VerifyPlan): Promise<Reason | undefined> {
  const { context, secrets, settings } = plan;
  const result = await withConnection(
    { context, secrets, settings: settings.connection, advice: VERIFY_ADVICE },
    async (requests, limits) => {
      const targets = await findTargets(plan, requests);
      if (!limits.stop.aborted) await tryTargets(targets, plan, limits);
      return success(undefined);
    },
  );
  return result.ok ? undefined : result.error;
}

async function findTargets(plan: VerifyPlan, requests: RequestContext): Promise<Target[]> {
  const { results, settings } = plan;
  if (settings.hosts !== undefined) return targetsFromHosts(settings.hosts, settings, results);
  return settings.target === undefined ? [] : readTargets(plan, settings.target, requests);
}

async function readTargets(
  { context, results, settings }: VerifyPlan,
  target: ServiceTarget,
  requests: RequestContext,
): Promise<Target[]> {
  const session = await signIn(target, requests, context);
  if (!session.ok) {
    const reason = lookupFailed(session.error);
    // A sign-in that was interrupted says nothing of the servers.
    if (!requests.stop.aborted) {
      for (const id of settings.servers) results.record(id, 'lookup_failed', reason);
    }
    return [];
  }
  const service = {
    endpoint: target.endpoint,
    session: session.value,
    texts: ecsTexts(session.value, requests),
  };
  return targetsFromService(settings, service, requests, results);
}

async function tryTargets(
  targets: readonly Target[],
  { context, hostKeys, password, results, settings }: VerifyPlan,
  { abort, stop }: Limits,
): Promise<void> {
  const { clock, core } = context;
  const ssh2 = await loadSsh2();
  const log = attemptLog(core, results);

  const attempt = async (
    target: Target,
    onPassword: () => void,
  ): Promise<EndingName | 'aborted'> => {
    let refusal: EndingName = 'host_key_unknown';
    const end = await login(ssh2, target, {
      password,
      algorithms: hostKeys.algorithmsFor(target),
      acceptsHostKey: (blob) => {
        const key = hostKeys.decide(target, blob);
        logHostKey(core, results.names, target, key);
        if (key.status === 'changed') refusal = 'host_key_changed';
        if (key.status === 'revoked') refusal = 'host_key_revoked';
        return key.isAccepted;
      },
      onPassword,
      clock,
      responseMs: settings.connection.requestTimeoutMs,
      abort,
    });
    return end === 'host_key' ? refusal : end;
  };

  await tryLogins(targets, {
    ...log,
    probe: (target, signal) =>
      probePort(target, { clock, timeoutMs: PROBE_TIMEOUT_MS, abort: signal }),
    login: attempt,
    record: (id, ending) => {
      results.record(id, ending);
    },
    clock,
    waitMs: settings.waitMs,
    settleMs: settings.settleMs,
    concurrency: settings.concurrency,
    maxRefused: settings.maxRefused,
    stop,
  });
}
