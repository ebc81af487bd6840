import * as z from 'zod/mini';
import type { Result } from '../result.ts';
import { readEcs } from './ecs-read.ts';
import type { EcsService } from './ecs-read.ts';
import type { RequestContext } from './request-context.ts';
import { readBody } from './schemas.ts';
import type { RequestFailure } from './send-with-retry.ts';

const Flag = z.object({ resetpwd_flag: z.string().check(z.maxLength(10)) });

/**
 * Reads whether the password of a server can be reset, which needs the password-reset plug-in.
 *
 * Source: ECS API reference, "Querying Whether the Password of an ECS Can Be Reset" (the flag is the
 * text `True` or `False`).
 */
export function readPluginFlag(
  serverId: string,
  service: EcsService,
  context: RequestContext,
): Promise<Result<boolean, RequestFailure>> {
  return readEcs(
    service,
    {
      path: (projectId) => `/v1/${projectId}/cloudservers/${serverId}/os-resetpwd-flag`,
      read: (response) => {
        const flag = readBody(Flag, response)?.resetpwd_flag.toLowerCase();
        return flag === 'true' || flag === 'false' ? flag === 'true' : undefined;
      },
    },
    context,
  );
}
