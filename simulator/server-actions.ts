import { randomUUID } from 'node:crypto';
import { ERRORS } from './errors.ts';
import { ecsErrorResponse, jsonResponse } from './responses.ts';
import type { Call } from './routes.ts';
import type { Servers } from './servers.ts';

/** Something that was done to a server. */
export interface ServerActionRecord {
  readonly action: string;
  readonly start: Date;
  /** `Error` once it has failed. */
  message: string | null;
  readonly requestId: string;
}

/** What was done to the servers. */
export class ServerActions {
  readonly #servers: Servers;
  readonly #now: () => Date;
  readonly #actions = new Map<string, ServerActionRecord[]>();

  constructor(servers: Servers, now: () => Date) {
    this.#servers = servers;
    this.#now = now;
  }

  add(serverId: string, action: string): ServerActionRecord {
    const requestId = `req-${randomUUID()}`;
    const record: ServerActionRecord = { action, start: this.#now(), message: null, requestId };
    this.#actions.set(serverId, [record, ...(this.#actions.get(serverId) ?? [])]);
    return record;
  }

  /** "Querying Actions on an ECS" (ECS API reference). Its times have microseconds and no zone. */
  calls(): Call[] {
    return [
      {
        name: 'NovaListServerActions',
        method: 'GET',
        path: '/v2.1/{project_id}/servers/{server_id}/os-instance-actions',
        handle: ({ params }) => {
          const id = params['server_id'] ?? '';
          if (this.#servers.find(id)?.deleted !== false) {
            return { response: ecsErrorResponse(ERRORS.notFound) };
          }
          const instanceActions = (this.#actions.get(id) ?? []).map((record) => ({
            action: record.action,
            instance_uuid: id,
            message: record.message,
            project_id: params['project_id'],
            request_id: record.requestId,
            start_time: record.start.toISOString().replace('Z', '000'),
            user_id: '71dff1b123b54093a00af1cb98c76666',
          }));
          return { response: jsonResponse(200, { instanceActions }) };
        },
      },
    ];
  }
}
