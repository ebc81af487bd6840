import { ERRORS } from './errors.ts';
import { ecsErrorResponse, jsonResponse } from './responses.ts';
import type { Call } from './routes.ts';
import type { Servers } from './servers.ts';

/** "Querying Whether Passwords of ECSs Can Be Reset in One Click" (ECS API reference). */
export function flagCalls(servers: Servers): Call[] {
  return [
    {
      name: 'ShowResetPasswordFlag',
      method: 'GET',
      path: '/v1/{project_id}/cloudservers/{server_id}/os-resetpwd-flag',
      handle: ({ params }) => {
        const server = servers.find(params['server_id'] ?? '');
        if (server === undefined || server.deleted) {
          return { response: ecsErrorResponse(ERRORS.notFound) };
        }
        return {
          response: jsonResponse(200, { resetpwd_flag: server.plugin ? 'True' : 'False' }),
        };
      },
    },
  ];
}
