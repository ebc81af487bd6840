import { adviceTexts } from '../../inputs/shared-texts.ts';
import { storeTexts } from '../../inputs/store-texts.ts';

const RUN_AGAIN = 'Run again';

/** What to do about the failures of this action. */
export const PASSWORD_ADVICE = storeTexts(
  adviceTexts({
    outcomeUnknown: `${RUN_AGAIN}: a change that is there already is not made twice`,
    tryAgain: RUN_AGAIN,
    grantPermission: 'Grant the action on the secret to the user or agency of the credentials',
    passwordForCheck: '',
    reduceBatchSize: '',
  }),
  'secret_name',
);
