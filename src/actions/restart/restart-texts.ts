import type { Reason } from '../../fleet/outcome.ts';
import type { AdviceTexts } from '../../huaweicloud/caller-texts.ts';
import { adviceTexts } from '../../inputs/shared-texts.ts';
import { servers } from '../../report/report.ts';
import type { SkipWord } from './outcomes.ts';

/** What to do about a server that may have been restarted. */
export const OUTCOME_UNKNOWN =
  'Look up in Cloud Trace Service (rebootServer, startServer) whether the server was restarted. Restart only servers that were not: a second restart is not harmless';

/** What to do about servers that were in no request. */
export const RUN_AGAIN = 'Run again with the remaining servers';

/** What to do when a request to restart servers fails. */
export const RESTART_ADVICE: AdviceTexts = {
  ...adviceTexts({
    outcomeUnknown: OUTCOME_UNKNOWN,
    tryAgain: RUN_AGAIN,
    grantPermission:
      'Grant the actions ecs:cloudServers:reboot and, for start_stopped, ecs:cloudServers:start to the user or agency of the credentials',
    passwordForCheck: '',
    reduceBatchSize: 'Give smaller waves',
  }),
  slowDown: `${RUN_AGAIN} later`,
  checkCall: 'Check region (or endpoint) and project_id, and whether that cloud offers this call',
};

/** What to do when the rows of servers, a job or a list of actions cannot be read. */
export const READ_ADVICE: AdviceTexts = {
  ...RESTART_ADVICE,
  grantPermission:
    'Grant the action ecs:cloudServers:list to the user or agency of the credentials',
};

const RESTART_LATER = 'the new password works after its next start or restart';

/** Why a server is left out. */
export const SKIPPED: Readonly<Record<Exclude<SkipWord, 'unreadable' | 'run_ended'>, Reason>> = {
  not_found: {
    message: 'the service does not know the server',
    advice: 'Remove the ID from the list, or check region and project_id',
  },
  busy: {
    message: 'the service is carrying out another task on the server',
    advice: `Wait until the task is done. ${RUN_AGAIN}`,
  },
  wrong_status: {
    message: 'the server is neither running nor stopped',
    advice: `Check the status of the server in the console. ${RUN_AGAIN}`,
  },
  locked: {
    message: 'the server is locked',
    advice: `Unlock the server. ${RUN_AGAIN}`,
  },
  frozen: {
    message: 'the server is frozen',
    advice: `Unfreeze the server (renew it or settle the account). ${RUN_AGAIN}`,
  },
  own_machine: {
    message: 'the server is the machine of this runner',
    advice: `Restart it from another machine: ${RESTART_LATER}`,
  },
  dry_run: { message: 'this was a dry run', advice: 'Run again without a dry run' },
};

/** The time for the waves is over. */
export const TIMED_OUT: Reason = {
  message: 'the run reached its timeout',
  advice: `${RUN_AGAIN}, or give a longer timeout`,
};

/** Nothing else tells why a server was not reached. */
export const NOT_REACHED: Reason = {
  message: 'the server was in no request',
  advice: RUN_AGAIN,
};

/** @param failures how many servers have ended `failed` or `unknown` */
export function tooManyFailures(failures: number, maxFailures: number): Reason {
  return {
    message: `the run stopped before this server: ${servers(failures)} failed or unknown, and max_failures is ${maxFailures}`,
    advice: `Fix the cause of the failures. ${RUN_AGAIN}`,
  };
}

/** Another call failed in a way that concerns every server. */
export function afterRefusal(reason: Reason): Reason {
  return {
    message: `the run stopped before this server, because another call failed: ${reason.message}`,
    advice: reason.advice,
  };
}

/** Why a server that was in a request is unknown. */
export const UNKNOWN = {
  underWay: { message: 'the run ended before the restart was done', advice: OUTCOME_UNKNOWN },
  timedOut: { message: 'the restart was not done within wave_timeout', advice: OUTCOME_UNKNOWN },
  notRunning: {
    message: 'the server was not running again within wave_timeout',
    advice: OUTCOME_UNKNOWN,
  },
  unnamed: { message: 'the job does not say what became of the server', advice: OUTCOME_UNKNOWN },
  contradicted: {
    message: 'the job reports the server both as restarted and as failed',
    advice: OUTCOME_UNKNOWN,
  },
} as const;

/** The job of a restart could not be read. */
export function jobUnreadable({ code, message, requestId }: Reason): Reason {
  return {
    ...(code !== undefined && { code }),
    ...(requestId !== undefined && { requestId }),
    message: `the job of the restart could not be read: ${message}`,
    advice: OUTCOME_UNKNOWN,
  };
}

/** What to do about a server that did not restart. */
const CHECK_SERVER = 'Check the server in the console, and restart it there if necessary';

/** The server is in the status ERROR after its restart. */
export const NOT_ACTIVE: Reason = {
  message: 'the server is in the status ERROR after the restart',
  advice: CHECK_SERVER,
};

/** @param text the words of the service, cleaned; empty without such */
export function jobFailed(code: string | undefined, text: string): Reason {
  return {
    ...(code !== undefined && { code }),
    message: `the restart failed${text === '' ? '' : `; the service says: ${text}`}`,
    advice: CHECK_SERVER,
  };
}
