import * as z from 'zod/mini';
import type { Result } from '../result.ts';
import { readEcs } from './ecs-read.ts';
import type { EcsService } from './ecs-read.ts';
import type { RequestContext } from './request-context.ts';
import { readBody, Time } from './schemas.ts';
import type { RequestFailure } from './send-with-retry.ts';

/** Something that was done to a server, by anybody. */
export interface ServerAction {
  /** For example `reboot`, `start` or `stop`. */
  readonly action: string;
  readonly started: Date;
  /** Whether the service reports no error of it. It may still be under way. */
  readonly withoutError: boolean;
}

const Action = z.object({ action: z.string(), start_time: Time, message: z.nullable(z.string()) });
const Actions = z.object({ instanceActions: z.array(z.unknown()) });

/**
 * Lists what was done to a server. Entries that do not match the definition are left out.
 *
 * Source: ECS API reference, "Querying Actions on an ECS" (`os-instance-actions`). Its times have no
 * zone, and are in UTC.
 */
export function listServerActions(
  serverId: string,
  service: EcsService,
  context: RequestContext,
): Promise<Result<readonly ServerAction[], RequestFailure>> {
  return readEcs(
    service,
    {
      path: (projectId) => `/v2.1/${projectId}/servers/${serverId}/os-instance-actions`,
      // Each action has a message, which is that of an error only in some of them.
      mayContainError: true,
      read: (response) =>
        readBody(Actions, response)?.instanceActions.flatMap((item) => {
          const { data } = Action.safeParse(item);
          return data === undefined
            ? []
            : [
                {
                  action: data.action.trim(),
                  started: data.start_time,
                  withoutError: data.message === null,
                },
              ];
        }),
    },
    context,
  );
}
