import type { Target } from '../../auth/target.ts';
import type { Counts, Reason, ServerResult } from '../../fleet/outcome.ts';
import type { RunContext } from '../../github/run-context.ts';
import { SecretStore } from '../../huaweicloud/csms.ts';
import type { Session } from '../../huaweicloud/ecs.ts';
import type { RequestContext } from '../../huaweicloud/request-context.ts';
import { checkPassword } from '../../inputs/password-rules.ts';
import { OWN_STAGES } from '../../inputs/password-secret.ts';
import { storeTexts } from '../../inputs/store-texts.ts';
import { TITLE } from '../../report/report.ts';
import { failure, success } from '../../result.ts';
import type { Result } from '../../result.ts';
import { notInUse, readStoredPassword, StageWatch } from '../stored-password.ts';
import type { StoredPassword } from '../stored-password.ts';
import { RESET_ADVICE } from './reset-texts.ts';
import type { Settings } from './settings.ts';

/** The code with which the service refuses a password. */
export const WEAK_PASSWORD = 'Ecs.0011';

/** What tells where the password is. */
interface PasswordSource {
  readonly context: RunContext;
  readonly settings: Settings;
  readonly target: Target;
}

/** The password of a run. */
export interface PasswordInUse {
  /** Undefined in a dry run without a password. */
  readonly value: string | undefined;
  readonly stored?: StoredPassword;
  /** Looks at the stages of a stored password before requests; undefined in a dry run. */
  readonly watch?: StageWatch;
}

/** The given password, or the one in the secret store, which has to keep the same rules. */
export async function readPassword(
  { context, settings, target }: PasswordSource,
  session: Session,
  requests: RequestContext,
): Promise<Result<PasswordInUse, Reason>> {
  const { api, dryRun, password, passwordSecret, system } = settings;
  if (passwordSecret === undefined) return success({ value: password });
  const { core } = context;
  const store = new SecretStore({
    endpoint: target.storeEndpoint ?? '',
    secretName: passwordSecret.name,
    session,
    context: requests,
    ownStages: OWN_STAGES,
    texts: storeTexts(RESET_ADVICE, 'password_secret'),
  });
  const read = await readStoredPassword(passwordSecret, store);
  if (!read.ok) return read;
  const stored = read.value;
  const { errors, warnings } = checkPassword(stored.value, api, system);
  if (errors.length > 0) return failure(brokenRules(stored, errors));
  const reason = stored.isInUse ? undefined : notInUse(stored);
  if (reason !== undefined && !dryRun) return failure(reason);
  core.info(`Password: ${stored.label}.`);
  for (const warning of warnings) {
    core.warning(
      `password_secret: the value of ${stored.label} ${warning} (newest documentation)`,
      {
        title: TITLE,
      },
    );
  }
  if (reason !== undefined) {
    core.warning(`A real reset would be refused: ${reason.message}.`, { title: TITLE });
  }
  if (dryRun) return success({ value: stored.value, stored });
  return success({
    value: stored.value,
    stored,
    watch: new StageWatch(store, stored, requests.clock),
  });
}

/** Names the version and the rules, and nothing of the value. */
function brokenRules(stored: StoredPassword, errors: readonly string[]): Reason {
  return {
    message: `password_secret: the value of ${stored.label} ${errors.join('; and ')}`,
    advice: stored.isPending
      ? ABANDON_IF_UNUSED
      : 'Store a password that keeps the rules in the secret, then run again',
  };
}

const ABANDON_IF_UNUSED =
  'If no run has ever had a server accepted with this version, use `mode: abandon`. Otherwise keep it';

/**
 * What to do when the service refuses a stored password as too weak. A version that a server may have
 * accepted is never to be abandoned.
 */
export function adviceForWeak(
  { isPending, label }: StoredPassword,
  { accepted, unknown }: Counts,
  dryRun: boolean,
): string {
  if (!isPending) {
    return 'Make another password: run the password action with mode: prepare, and give its output password_secret';
  }
  return accepted + unknown === 0 || dryRun
    ? ABANDON_IF_UNUSED
    : `Keep ${label}: servers of this run may have accepted it. Check the rules for passwords on the servers that refuse it (input os)`;
}

/** The results, with this advice for a password that the service refuses. */
export function* withAdvice(
  results: Iterable<ServerResult>,
  weakAdvice: string,
): Generator<ServerResult> {
  for (const result of results) {
    const { reason } = result;
    yield reason?.code === WEAK_PASSWORD
      ? { ...result, reason: { ...reason, advice: weakAdvice } }
      : result;
  }
}
