import type { EcsService } from '../../huaweicloud/ecs-read.ts';
import { readJob } from '../../huaweicloud/jobs.ts';
import { changePower } from '../../huaweicloud/power.ts';
import type { RequestContext } from '../../huaweicloud/request-context.ts';
import type { RequestFailure } from '../../huaweicloud/send-with-retry.ts';
import { listServerActions } from '../../huaweicloud/server-actions.ts';
import { failure } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { Reason } from '../../fleet/outcome.ts';
import type { RestartService, Signals } from './service.ts';

/** The calls of a restart, sent to ECS. */
export function createRestartService(
  service: EcsService,
  context: RequestContext,
  rows: RestartService['rows'],
): RestartService {
  const during = ({ abort, stop }: Signals): RequestContext => ({ ...context, abort, stop });
  return {
    rows,
    changePower: (action, ids, signals) => changePower(action, ids, service, during(signals)),
    job: async (jobId, signals) => withReason(await readJob(jobId, service, during(signals))),
    actions: async (id, signals) =>
      withReason(await listServerActions(id, service, during(signals))),
  };
}

function withReason<Value>(result: Result<Value, RequestFailure>): Result<Value, Reason> {
  return result.ok ? result : failure(result.error.reason);
}
