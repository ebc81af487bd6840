import type { Reason } from '../../fleet/outcome.ts';
import type { Core } from '../../github/core.ts';
import { SecretStore } from '../../huaweicloud/csms.ts';
import type { Session } from '../../huaweicloud/ecs.ts';
import type { RequestContext } from '../../huaweicloud/request-context.ts';
import { OWN_STAGES } from '../../inputs/password-secret.ts';
import { storeTexts } from '../../inputs/store-texts.ts';
import { failure, success } from '../../result.ts';
import type { Result } from '../../result.ts';
import { readStoredPassword } from '../stored-password.ts';
import { passwordProblem } from './settings.ts';
import type { Settings } from './settings.ts';
import { VERIFY_ADVICE } from './verify-texts.ts';

/** The given password, or the one in the secret store. Any version may be verified, whatever its stages. */
export async function readPassword(
  { password, passwordSecret, target }: Settings,
  session: Session | undefined,
  requests: RequestContext,
  core: Core,
): Promise<Result<string, Reason>> {
  if (password !== undefined) return success(password);
  if (passwordSecret === undefined || session === undefined) throw new Error('unreachable');
  const store = new SecretStore({
    endpoint: target?.storeEndpoint ?? '',
    secretName: passwordSecret.name,
    session,
    context: requests,
    ownStages: OWN_STAGES,
    texts: storeTexts(VERIFY_ADVICE, 'password_secret'),
  });
  const read = await readStoredPassword(passwordSecret, store);
  if (!read.ok) return failure(notRead(read.error));
  const { label, value } = read.value;
  const problem = passwordProblem(value);
  if (problem !== undefined) {
    return failure({
      message: `password_secret: the value of ${label} ${problem}`,
      advice: 'Give the version with the password of the servers',
    });
  }
  core.info(`Password: ${label}.`);
  return success(value);
}

function notRead({ message, ...reason }: Reason): Reason {
  return { ...reason, message: `the password could not be read: ${message}` };
}
