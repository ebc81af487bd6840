import type { AdviceTexts } from '../../huaweicloud/caller-texts.ts';
import { adviceTexts } from '../../inputs/shared-texts.ts';

const RUN_AGAIN = 'Run again';

/** What to do when the addresses cannot be read. */
export const VERIFY_ADVICE: AdviceTexts = {
  ...adviceTexts({
    outcomeUnknown: RUN_AGAIN,
    tryAgain: RUN_AGAIN,
    grantPermission:
      'Grant the action ecs:cloudServers:list to the user or agency of the credentials, or give the addresses in hosts_file',
    passwordForCheck: '',
    reduceBatchSize: '',
  }),
  checkCall:
    'Check region (or endpoint) and project_id, and whether that cloud offers the list of servers (v1), or give the addresses in hosts_file',
};
