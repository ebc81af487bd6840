import * as z from 'zod/mini';
import { ERRORS } from './errors.ts';
import { ecsErrorResponse, jsonResponse } from './responses.ts';
import type { EcsError } from './responses.ts';
import { parseJson } from './request.ts';
import type { Call, Outcome } from './routes.ts';
import type { Servers } from './servers.ts';
import { Jobs } from './jobs.ts';
import type { JobOptions, JobPart } from './jobs.ts';
import { ServerActions } from './server-actions.ts';

/** Restarts and their jobs. */
export interface RestartOptions extends JobOptions {
  /** How long each restart takes, in milliseconds; default 0. */
  readonly ms?: number;
  /** All restarts take until this promise is fulfilled, instead of a time. It is never rejected. */
  readonly until?: Promise<unknown>;
  /**
   * What happens to a call with a server that is in another status, locked or deleted. No source states
   * it. Default `part`: its part of the job fails. `call`: the call is refused.
   */
  readonly refuses?: 'part' | 'call';
}

const ServerList = z.array(z.object({ id: z.string() })).check(z.minLength(1), z.maxLength(1000));
const Body = z.union([
  z.strictObject({
    reboot: z.strictObject({ type: z.enum(['SOFT', 'HARD']), servers: ServerList }),
  }),
  z.strictObject({ 'os-start': z.strictObject({ servers: ServerList }) }),
]);
type Kind = 'reboot' | 'start';

/** The first task state of each call, and the status with it (ECS API reference, "ECS Statuses"). */
const UNDER_WAY = {
  SOFT: { status: 'REBOOT', taskState: 'reboot_started' },
  HARD: { status: 'HARD_REBOOT', taskState: 'reboot_started_hard' },
  START: { status: 'SHUTOFF', taskState: 'powering-on' },
} as const;
type Type = keyof typeof UNDER_WAY;

/**
 * "Restarting ECSs in a Batch", "Starting ECSs in a Batch", "Querying Task Execution Status" and
 * "Querying Actions on an ECS" (ECS API reference).
 */
export function restartCalls(options: RestartOptions, servers: Servers, now: () => Date): Call[] {
  const actions = new ServerActions(servers, now);
  const jobs = new Jobs(options, now);
  const restarts = new Restarts(options, servers, { actions, jobs });
  return [
    {
      name: 'BatchRebootServers',
      method: 'POST',
      path: '/v1/{project_id}/cloudservers/action',
      handle: ({ rawBody }) => restarts.change(rawBody),
    },
    ...jobs.calls(),
    ...actions.calls(),
  ];
}

interface Records {
  readonly actions: ServerActions;
  readonly jobs: Jobs;
}

class Restarts {
  readonly #options: RestartOptions;
  readonly #servers: Servers;
  readonly #records: Records;

  constructor(options: RestartOptions, servers: Servers, records: Records) {
    this.#options = options;
    this.#servers = servers;
    this.#records = records;
  }

  change(rawBody: string): Outcome {
    if (rawBody === '') return refuse(ERRORS.emptyBody);
    const body = Body.safeParse(parseJson(rawBody)).data;
    if (body === undefined) return refuse(ERRORS.invalid);
    const kind: Kind = 'reboot' in body ? 'reboot' : 'start';
    const type: Type = 'reboot' in body ? body.reboot.type : 'START';
    const listed = 'reboot' in body ? body.reboot.servers : body['os-start'].servers;
    const ids = [...new Set(listed.map(({ id }) => id))];
    const refused = new Map(
      ids.flatMap((id) => {
        const error = this.#refusal(id, kind);
        return error === undefined ? [] : [[id, error] as const];
      }),
    );
    const [first] = refused.values();
    if (first !== undefined && this.#options.refuses === 'call') return refuse(first);
    const parts = ids.flatMap((id) => {
      const error = refused.get(id);
      if (error !== undefined) return [{ serverId: id, status: 'FAIL' as const, error }];
      return this.#begin(id, kind, type);
    });
    const jobId = this.#records.jobs.add(kind, parts);
    const applied = ids.filter((id) => !refused.has(id));
    return { response: jsonResponse(200, { job_id: jobId }), applied };
  }

  #refusal(id: string, kind: Kind): EcsError | undefined {
    const server = this.#servers.find(id);
    if (server === undefined || server.deleted) return ERRORS.notFound;
    if (server.locked) return ERRORS.locked;
    if (server.frozen) return ERRORS.frozen;
    const isRight = server.status === (kind === 'reboot' ? 'ACTIVE' : 'SHUTOFF');
    return isRight && server.taskState === null ? undefined : ERRORS.wrongStatus;
  }

  /** @returns the part of the job, if there is one */
  #begin(id: string, kind: Kind, type: Type): JobPart[] {
    const server = this.#servers.get(id);
    const { onRestart: behaviour, restartMs } = server;
    if (behaviour === 'ignored') return [];
    const part: JobPart = { serverId: id, status: 'RUNNING' };
    const action = this.#records.actions.add(id, kind);
    const before = { status: server.status, taskState: null };
    server.set(UNDER_WAY[type]);
    const end = (): void => {
      if (behaviour === 'fails') {
        server.set(before);
        action.message = 'Error';
        part.status = 'FAIL';
        part.error = kind === 'reboot' ? ERRORS.restartFailed : ERRORS.startFailed;
        return;
      }
      if (behaviour === 'ends in error') server.set({ status: 'ERROR', taskState: null });
      else server.restart();
      part.status = 'SUCCESS';
    };
    if (behaviour !== 'never ends') this.#schedule(end, restartMs);
    return behaviour === 'unnamed' ? [] : [part];
  }

  #schedule(end: () => void, restartMs: number | undefined): void {
    const { ms = 0, until } = this.#options;
    if (until !== undefined) void until.then(end);
    // The timer does not keep a process that has closed the simulator.
    else setTimeout(end, restartMs ?? ms).unref();
  }
}

function refuse(error: EcsError): Outcome {
  return { response: ecsErrorResponse(error) };
}
