import * as z from 'zod/mini';
import { ecsErrorResponse, emptyResponse, jsonResponse } from './responses.ts';
import type { EcsError, HttpResponse } from './responses.ts';
import { ERRORS } from './errors.ts';
import { isComplexPassword } from './password-rules.ts';
import { parseJson } from './request.ts';
import type { PartialFailure, SimulatorOptions } from './options.ts';
import type { Call, CallRequest, Outcome } from './routes.ts';
import type { Servers } from './servers.ts';

/** Behaviour of the service that the references do not define. */
interface EcsBehaviour {
  readonly partialFailure: PartialFailure;
  readonly appliesPartially: boolean;
  readonly dryRunNeedsPassword: boolean;
  readonly singleResetNeedsPlugin: boolean;
  readonly maxBatch: number;
}

interface RefusedServer {
  readonly id: string;
  readonly error: EcsError;
}

const BatchBody = z.object({
  servers: z.array(z.object({ id: z.string() })).check(z.minLength(1)),
  new_password: z.optional(z.string()),
  dry_run: z.optional(z.boolean()),
});
const SingleV1Body = z.object({
  'reset-password': z.object({
    new_password: z.string(),
    is_check_password: z.optional(z.boolean()),
  }),
});
const SingleV21Body = z.object({ 'reset-password': z.object({ new_password: z.string() }) });

/** The password resets of the service. */
export class Ecs {
  readonly #servers: Servers;
  readonly #behaviour: EcsBehaviour;

  constructor(options: SimulatorOptions, servers: Servers) {
    this.#servers = servers;
    this.#behaviour = {
      partialFailure: options.partialFailure ?? 'internal-error',
      appliesPartially: options.appliesPartially ?? false,
      dryRunNeedsPassword: options.dryRunNeedsPassword ?? false,
      singleResetNeedsPlugin: options.singleResetNeedsPlugin ?? false,
      maxBatch: options.maxBatch ?? 1000,
    };
  }

  calls(): Call[] {
    const v1 = '/v1/{project_id}/cloudservers';
    return [
      {
        name: 'BatchResetServersPassword',
        method: 'PUT',
        path: `${v1}/os-reset-passwords`,
        handle: withBody((body) => this.#resetBatch(body)),
      },
      {
        name: 'ResetServerPassword',
        method: 'PUT',
        path: `${v1}/{server_id}/os-reset-password`,
        handle: withBody((body, { params }) => this.#resetV1(params['server_id'] ?? '', body)),
      },
      {
        name: 'NovaResetServerPassword',
        method: 'PUT',
        path: '/v2.1/{project_id}/servers/{server_id}/os-reset-password',
        handle: withBody((body, { params }) => this.#resetV21(params['server_id'] ?? '', body)),
      },
    ];
  }

  /**
   * "Resetting the Passwords for Logging In to ECSs in a Batch" (ECS API reference). Its text
   * requires `new_password` only for a real reset, its schema always. An option selects one of them.
   */
  #resetBatch(rawBody: unknown): Outcome {
    const body = BatchBody.safeParse(rawBody).data;
    if (body === undefined) return refuse(ERRORS.invalid);
    if (body.servers.length > this.#behaviour.maxBatch) return refuse(ERRORS.tooMany);
    const { new_password: password, dry_run: dryRun = false } = body;
    if (password === undefined) {
      if (!dryRun || this.#behaviour.dryRunNeedsPassword) return refuse(ERRORS.invalid);
    } else if (!isComplexPassword(password)) {
      return refuse(ERRORS.weakPassword);
    }

    const ids = [...new Set(body.servers.map(({ id }) => id))];
    const refusedServers = ids.flatMap((id) => this.#refusedServer(id) ?? []);
    const accepted = ids.filter((id) => refusedServers.every((refused) => refused.id !== id));
    const { partialFailure, appliesPartially } = this.#behaviour;
    const applies =
      refusedServers.length === 0 ||
      appliesPartially ||
      partialFailure === 'response-and-internal-error';
    const applied = dryRun || !applies ? [] : accepted;
    for (const id of applied) this.#servers.get(id).reset(password ?? '');
    const [first] = refusedServers;
    if (first === undefined) return { response: acceptedResponse(accepted), applied };
    return { response: this.#refuseBatch(accepted, first, refusedServers), applied };
  }

  #refuseBatch(
    accepted: readonly string[],
    first: RefusedServer,
    refusedServers: readonly RefusedServer[],
  ): HttpResponse {
    const { partialFailure } = this.#behaviour;
    const namesAll =
      partialFailure === 'internal-error' || partialFailure === 'response-and-internal-error';
    const named = namesAll ? refusedServers : [first];
    for (const { id } of named) this.#servers.find(id)?.refused();
    switch (partialFailure) {
      case 'code-only':
        return ecsErrorResponse(first.error);
      case 'response-and-internal-error':
        return jsonResponse(200, {
          response: accepted.map((id) => ({ id })),
          ...internalError(named),
        });
      case 'internal-error':
      case 'one-culprit': {
        const { code, status, message } = ERRORS.batchFailed;
        return jsonResponse(status, { error: { code, message }, ...internalError(named) });
      }
    }
  }

  /** "Resetting the Password for Logging In to an ECS" (v1): checks the password only on request. */
  #resetV1(id: string, rawBody: unknown): Outcome {
    const body = SingleV1Body.safeParse(rawBody).data?.['reset-password'];
    if (body === undefined) return refuse(ERRORS.invalid);
    if (body.is_check_password === true && !isComplexPassword(body.new_password)) {
      return refuse(ERRORS.weakPassword);
    }
    return this.#resetOne(id, body.new_password);
  }

  /** The older form of the call (v2.1, marked as discarded). It does not check the password. */
  #resetV21(id: string, rawBody: unknown): Outcome {
    const body = SingleV21Body.safeParse(rawBody).data?.['reset-password'];
    return body === undefined ? refuse(ERRORS.invalid) : this.#resetOne(id, body.new_password);
  }

  /**
   * The definition of the v1 call gives 204; for v2.1 no source states the status. Both pages state
   * that the call cannot tell whether a server supports the reset, so it returns 204 without the
   * plug-in too. The refusal of such a server is an option of the simulator.
   */
  #resetOne(id: string, password: string): Outcome {
    const refused = this.#refusedServer(id);
    const unnoticed = refused?.error === ERRORS.noPlugin && !this.#behaviour.singleResetNeedsPlugin;
    if (refused !== undefined && !unnoticed) {
      this.#servers.find(id)?.refused();
      return refuse(refused.error);
    }
    this.#servers.get(id).reset(password);
    return { response: emptyResponse(204), applied: [id] };
  }

  #refusedServer(id: string): RefusedServer | undefined {
    const server = this.#servers.find(id);
    const error = server === undefined ? ERRORS.notFound : server.refusal;
    return error === undefined ? undefined : { id, error };
  }
}

/** Refuses a request without a body, else parses it. */
function withBody(reset: (body: unknown, request: CallRequest) => Outcome): Call['handle'] {
  return (request) =>
    request.rawBody === '' ? refuse(ERRORS.emptyBody) : reset(parseJson(request.rawBody), request);
}

function refuse(error: EcsError): Outcome {
  return { response: ecsErrorResponse(error) };
}

function acceptedResponse(ids: readonly string[]): HttpResponse {
  return jsonResponse(200, { response: ids.map((id) => ({ id })) });
}

/**
 * The reasons for each server (ECS API reference, "Responses (Batch Operation)"). The members have
 * other names than in the error itself, and the prefix of the code is in capital letters.
 */
function internalError(refusedServers: readonly RefusedServer[]): object {
  return {
    internalError: refusedServers.map(({ id, error }) => ({
      id,
      error_code: error.code.toUpperCase(),
      error_message: error.message,
    })),
  };
}
