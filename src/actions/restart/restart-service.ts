import type { Reason } from '../../fleet/outcome.ts';
import type { EcsService } from '../../huaweicloud/ecs-read.ts';
import { readJob } from '../../huaweicloud/jobs.ts';
import { requestRestart } from '../../huaweicloud/restart-request.ts';
import type { RequestContext } from '../../huaweicloud/request-context.ts';
import type { RequestFailure } from '../../huaweicloud/send-with-retry.ts';
import { listServerActions } from '../../huaweicloud/action-history.ts';
import { listServersById } from '../../huaweicloud/server-list.ts';
import type { ServersById } from '../../huaweicloud/server-list.ts';
import { failure } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { RestartService, Row, Rows, Signals } from './service.ts';

/** The calls of a restart, sent to ECS. */
export function createRestartService(service: EcsService, context: RequestContext): RestartService {
  const during = ({ abort, stop }: Signals): RequestContext => ({ ...context, abort, stop });
  return {
    rows: async (ids, signals) => rowsOf(await listServersById(ids, service, during(signals))),
    requestRestart: (action, ids, signals) => requestRestart(action, ids, service, during(signals)),
    job: async (jobId, signals) => withReason(await readJob(jobId, service, during(signals))),
    actions: async (id, signals) =>
      withReason(await listServerActions(id, service, during(signals))),
  };
}

/** After a failure the time may be that of a much earlier response, so nothing can be proved by it. */
function rowsOf({ failure: failed, serverTime, servers }: ServersById): Rows {
  const rows = new Map<string, Row | 'not_found'>();
  const unreadable = new Map<string, Reason>();
  for (const [id, server] of servers) {
    switch (server.kind) {
      case 'server': {
        const { frozen, locked, name, status, taskState } = server;
        rows.set(id, { status, hasTask: taskState !== null, locked, frozen, name });
        break;
      }
      case 'not_found':
        rows.set(id, 'not_found');
        break;
      case 'unreadable':
        unreadable.set(id, server.reason);
    }
  }
  const hasTime = serverTime !== undefined && failed === undefined;
  return { rows, unreadable, ...(hasTime && { serviceTime: serverTime }) };
}

function withReason<Value>(result: Result<Value, RequestFailure>): Result<Value, Reason> {
  return result.ok ? result : failure(result.error.reason);
}
