import type { Reason } from '../../fleet/outcome.ts';
import type { AdviceTexts } from '../../huaweicloud/caller-texts.ts';
import { adviceTexts } from '../../inputs/shared-texts.ts';

const RUN_AGAIN = 'Run again';

/** What to do when the list of servers cannot be read. */
export const LIST_ADVICE: AdviceTexts = {
  ...adviceTexts({
    outcomeUnknown: RUN_AGAIN,
    tryAgain: RUN_AGAIN,
    grantPermission:
      'Grant the action ecs:cloudServers:list to the user or agency of the credentials. Who has rights in one enterprise project only also has to give enterprise_project_id',
    passwordForCheck: '',
    reduceBatchSize: '',
  }),
  checkCall:
    'Check region (or endpoint) and project_id, and whether that cloud offers the list of servers (v1)',
};

/** What to do when the flag of a server cannot be read. */
export const FLAG_ADVICE: AdviceTexts = {
  ...LIST_ADVICE,
  grantPermission:
    'Grant the action ecs:cloudServers:showResetPasswordFlag to the user or agency of the credentials, or set require_plugin to false',
  checkCall:
    'This cloud does not have the call that tells whether the plug-in is installed: set require_plugin to false',
};

/** Shared objects, so that servers with the same reason are shown as one group. */
export const REASONS = {
  notFound: {
    message: 'the server does not exist in this project and region',
    advice: 'Remove the ID from the list, or check region and project_id',
  },
  locked: { message: 'the server is locked', advice: 'Unlock the server, then run again' },
  frozen: {
    message: 'the server is frozen',
    advice: 'Unfreeze the server (renew it or settle the account), then run again',
  },
  noPlugin: {
    message: 'the password-reset plug-in is not installed or has not reported yet',
    advice:
      'Install the one-click password-reset plug-in, or set wait: a new server reports it some minutes after its start',
  },
  tagMissing: { message: 'the server does not have all of the tags in tags', advice: '' },
  tagExcluded: { message: 'the server has one of the tags in exclude_tags', advice: '' },
  name: { message: 'the name of the server fits none of the names in name', advice: '' },
  enterpriseProject: {
    message: 'the server belongs to another enterprise project than enterprise_project_id',
    advice: '',
  },
  age: { message: 'the server was created before the time of created_within', advice: '' },
  noEnterpriseProject: {
    message: 'the list of servers does not tell the enterprise project of the server',
    advice: 'Leave out enterprise_project_id where the cloud has no enterprise projects',
  },
  noCreationTime: {
    message: 'the list of servers does not tell when the server was created',
    advice: 'Leave out created_within',
  },
  notReached: {
    message: 'the run ended before the server was checked',
    advice: RUN_AGAIN,
  },
} as const satisfies Readonly<Record<string, Reason>>;

/** The names of states and tasks are from outside, so only what looks like one is shown. */
const STATE = /^[A-Za-z_-]{1,40}$/;

export function taskReason(task: string): Reason {
  const shown = STATE.test(task) ? ` (${task})` : '';
  return {
    message: `a task is under way on the server${shown}`,
    advice: 'Wait until it has ended, or set wait',
  };
}

export function statusReason(status: string): Reason {
  const shown = STATE.test(status) ? status : 'unknown';
  return {
    message: `the status of the server is ${shown}, and a reset needs ACTIVE or SHUTOFF`,
    advice:
      'Wait until the server is running or stopped, or set wait. If it stays in this status, see it in the console',
  };
}

const SYSTEM_NAMES = { linux: 'Linux', windows: 'Windows' };

export function systemReason(
  wanted: 'linux' | 'windows',
  found: 'linux' | 'windows' | undefined,
): Reason {
  const message =
    found === undefined
      ? `the list of servers does not tell the operating system, and os is ${wanted}`
      : `the operating system is ${SYSTEM_NAMES[found]}, and os is ${wanted}`;
  return { message, advice: '' };
}
