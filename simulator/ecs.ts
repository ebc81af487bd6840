import * as z from 'zod/mini';
import { ecsErrorAnswer, emptyAnswer, jsonAnswer } from './responses.ts';
import type { Answer, EcsError } from './responses.ts';
import { ERRORS } from './errors.ts';
import { isComplexPassword } from './password-rules.ts';
import { parseJson } from './request.ts';
import type { Route } from './routes.ts';
import type { Server } from './server.ts';

/** How a batch with servers that cannot be reset is answered; the references leave it open. */
export type PartialFailure =
  'internal-error' | 'one-culprit' | 'code-only' | 'response-and-internal-error';

/** Where the service's behaviour is a matter of choice. */
export interface EcsBehaviour {
  readonly partialFailure: PartialFailure;
  readonly appliesPartially: boolean;
  readonly dryRunNeedsPassword: boolean;
  readonly singleResetNeedsPlugin: boolean;
  readonly maxBatch: number;
}

/** What came of one call. */
export interface Outcome {
  readonly answer: Answer;
  /** The servers that were really reset. */
  readonly applied: string[];
}

interface Culprit {
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

/** The password resets of the service, and the servers they act on. */
export class Ecs {
  readonly #servers = new Map<string, Server>();
  readonly #behaviour: EcsBehaviour;

  constructor(behaviour: EcsBehaviour) {
    this.#behaviour = behaviour;
  }

  add(server: Server): void {
    if (this.#servers.has(server.id)) throw new Error(`there is a server ${server.id} already`);
    this.#servers.set(server.id, server);
  }

  /** The server of an id; it throws without one, which in a test is a slip. */
  server(id: string): Server {
    const server = this.#servers.get(id);
    if (server === undefined) throw new Error(`there is no server ${id}`);
    return server;
  }

  /** Carries out a call that the gateway has let through. */
  handle(route: Route, rawBody: string): Outcome {
    if (rawBody === '') return refuse(ERRORS.emptyBody);
    const body = parseJson(rawBody);
    if (route.api === 'batch') return this.#resetBatch(body);
    return route.api === 'v1'
      ? this.#resetV1(route.serverId ?? '', body)
      : this.#resetV21(route.serverId ?? '', body);
  }

  /**
   * "Resetting the Passwords for Logging In to ECSs in a Batch" (ECS API reference). Its text wants
   * `new_password` for a real reset only, its schema always; the behaviour says which holds.
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
    const culprits = ids.flatMap((id) => this.#culprit(id) ?? []);
    const good = ids.filter((id) => culprits.every((culprit) => culprit.id !== id));
    const { partialFailure, appliesPartially } = this.#behaviour;
    const applies =
      culprits.length === 0 || appliesPartially || partialFailure === 'response-and-internal-error';
    const applied = dryRun || !applies ? [] : good;
    for (const id of applied) this.server(id).reset(password ?? '');
    const [first] = culprits;
    if (first === undefined) return { answer: accepted(good), applied };
    return { answer: this.#refuseBatch(good, first, culprits), applied };
  }

  #refuseBatch(good: readonly string[], first: Culprit, culprits: readonly Culprit[]): Answer {
    const { partialFailure } = this.#behaviour;
    const namesAll =
      partialFailure === 'internal-error' || partialFailure === 'response-and-internal-error';
    const named = namesAll ? culprits : [first];
    for (const { id } of named) this.#servers.get(id)?.refused();
    switch (partialFailure) {
      case 'code-only':
        return ecsErrorAnswer(first.error);
      case 'response-and-internal-error':
        return jsonAnswer(200, { response: good.map((id) => ({ id })), ...internalError(named) });
      case 'internal-error':
      case 'one-culprit': {
        const { code, status, message } = ERRORS.batchFailed;
        return jsonAnswer(status, { error: { code, message }, ...internalError(named) });
      }
    }
  }

  /** "Resetting the Password for Logging In to an ECS" (v1): checks the password only if asked to. */
  #resetV1(id: string, rawBody: unknown): Outcome {
    const body = SingleV1Body.safeParse(rawBody).data?.['reset-password'];
    if (body === undefined) return refuse(ERRORS.invalid);
    if (body.is_check_password === true && !isComplexPassword(body.new_password)) {
      return refuse(ERRORS.weakPassword);
    }
    return this.#resetOne(id, body.new_password);
  }

  /** The older form of the call (v2.1, marked as discarded): it checks no password. */
  #resetV21(id: string, rawBody: unknown): Outcome {
    const body = SingleV21Body.safeParse(rawBody).data?.['reset-password'];
    return body === undefined ? refuse(ERRORS.invalid) : this.#resetOne(id, body.new_password);
  }

  /**
   * The definition of the v1 call gives 204; for v2.1 no source states the status. Both pages state
   * that the call cannot tell whether a server supports the reset, so that it gets 204 without the
   * plug-in too. The refusal of such a server is an option of the simulator.
   */
  #resetOne(id: string, password: string): Outcome {
    const culprit = this.#culprit(id);
    const unnoticed = culprit?.error === ERRORS.noPlugin && !this.#behaviour.singleResetNeedsPlugin;
    if (culprit !== undefined && !unnoticed) {
      this.#servers.get(id)?.refused();
      return refuse(culprit.error);
    }
    this.server(id).reset(password);
    return { answer: emptyAnswer(204), applied: [id] };
  }

  #culprit(id: string): Culprit | undefined {
    const server = this.#servers.get(id);
    const error = server === undefined ? ERRORS.notFound : server.refusal;
    return error === undefined ? undefined : { id, error };
  }
}

function refuse(error: EcsError): Outcome {
  return { answer: ecsErrorAnswer(error), applied: [] };
}

function accepted(ids: readonly string[]): Answer {
  return jsonAnswer(200, { response: ids.map((id) => ({ id })) });
}

/**
 * The reasons per server (ECS API reference, "Responses (Batch Operation)"): other names than in
 * the error above them, and the prefix of the code in capitals.
 */
function internalError(culprits: readonly Culprit[]): object {
  return {
    internalError: culprits.map(({ id, error }) => ({
      id,
      error_code: error.code.toUpperCase(),
      error_message: error.message,
    })),
  };
}
