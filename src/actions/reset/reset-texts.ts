import { adviceTexts } from '../../inputs/shared-texts.ts';

/** What to do about a server that may have been reset. */
const OUTCOME_UNKNOWN =
  'Wait ten minutes, then run again for the unknown servers with the same password: repeating the same reset is harmless';

/** What to do about servers that are not accepted. */
export const RUN_AGAIN = 'Run again with the remaining servers';

/** What to do about the failures of a reset. */
export const RESET_ADVICE = adviceTexts({
  outcomeUnknown: OUTCOME_UNKNOWN,
  tryAgain: RUN_AGAIN,
  grantPermission:
    'Grant the action ecs:cloudServers:resetServerPwd to the user or agency of the credentials',
  passwordForCheck: 'The service may require a password even for a check: give the input password',
  reduceBatchSize: 'Set batch_size to a smaller number',
});
