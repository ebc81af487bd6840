import type { Limits } from '../../fleet/cancellation.ts';
import type { Reason } from '../../fleet/outcome.ts';
import type { RunContext } from '../../github/run-context.ts';
import { ecsTexts } from '../../huaweicloud/ecs-texts.ts';
import type { Session } from '../../huaweicloud/ecs.ts';
import type { RequestContext } from '../../huaweicloud/request-context.ts';
import { success } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { Secrets } from '../../secrets/redact.ts';
import type { HostKeys } from '../../ssh/host-keys.ts';
import { loadSsh2, login } from '../../ssh/login.ts';
import { probePort } from '../../ssh/port.ts';
import { signIn, withConnection } from '../session.ts';
import { targetsFromHosts, targetsFromService } from './addresses.ts';
import { tryLogins } from './attempts.ts';
import type { Target } from './attempts.ts';
import type { EndingName } from './endings.ts';
import { attemptLog, logHostKey } from './log.ts';
import { readPassword } from './password.ts';
import type { Results } from './results.ts';
import type { Settings } from './settings.ts';
import { VERIFY_ADVICE } from './verify-texts.ts';

/** Time for a plain connection to be opened. In milliseconds. */
const PROBE_TIMEOUT_MS = 5_000;

export interface VerifyPlan {
  readonly context: RunContext;
  readonly secrets: Secrets;
  readonly settings: Settings;
  readonly results: Results;
  readonly hostKeys: HostKeys;
}

/**
 * Finds the password and the addresses, and tries the logins. What became of the servers is in the
 * results.
 *
 * @returns why the run ended early; undefined when it did not
 */
export async function verifyServers(plan: VerifyPlan): Promise<Reason | undefined> {
  const { context, secrets, settings } = plan;
  const result = await withConnection(
    { context, secrets, settings: settings.connection, advice: VERIFY_ADVICE },
    async (requests, limits) => {
      const found = await findLogins(plan, requests);
      if (!found.ok) failLookup(plan, found.error, limits);
      else if (!limits.stop.aborted) await tryTargets(found.value, plan, limits);
      return success(undefined);
    },
  );
  return result.ok ? undefined : result.error;
}

/** What is needed for the logins. */
interface Logins {
  readonly password: string;
  readonly targets: readonly Target[];
}

/** A lookup that was interrupted says nothing of the servers: the end of the run is their reason. */
function failLookup({ results, settings }: VerifyPlan, reason: Reason, { stop }: Limits): void {
  if (stop.aborted) return;
  for (const id of settings.servers) results.record(id, 'lookup_failed', reason);
}

async function findLogins(
  plan: VerifyPlan,
  requests: RequestContext,
): Promise<Result<Logins, Reason>> {
  const { context, settings } = plan;
  const { target } = settings;
  if (target === undefined) return loginsOf(plan, undefined, requests);
  const session = await signIn(target, requests, context);
  return session.ok ? loginsOf(plan, session.value, requests) : session;
}

/** @param session undefined when no service is needed */
async function loginsOf(
  { context, results, settings }: VerifyPlan,
  session: Session | undefined,
  requests: RequestContext,
): Promise<Result<Logins, Reason>> {
  const password = await readPassword(settings, session, requests, context.core);
  if (!password.ok) return password;
  const { hosts, target } = settings;
  if (hosts !== undefined) {
    const targets = targetsFromHosts(hosts, settings, results);
    return success({ password: password.value, targets });
  }
  if (session === undefined) return success({ password: password.value, targets: [] });
  const endpoint = target?.endpoint ?? '';
  const service = { endpoint, session, texts: ecsTexts(session, requests) };
  const targets = await targetsFromService(settings, service, requests, results);
  return success({ password: password.value, targets });
}

async function tryTargets(
  { password, targets }: Logins,
  { context, hostKeys, results, settings }: VerifyPlan,
  { abort, stop }: Limits,
): Promise<void> {
  const { clock, core } = context;
  const ssh2 = await loadSsh2();

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
    ...attemptLog(core, results),
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
