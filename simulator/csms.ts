import * as z from 'zod/mini';
import { parseJson } from './request.ts';
import { emptyResponse, jsonResponse } from './responses.ts';
import type { HttpResponse } from './responses.ts';
import type { Call, CallRequest } from './routes.ts';
import { CURRENT, MAX_STAGES, PREVIOUS, Secret } from './secret.ts';
import type { SecretSpec, Version } from './secret.ts';

/** Behaviour of the store that the references do not define. */
export interface CsmsBehaviour {
  /** When versions without a stage are deleted; default `at once`. */
  readonly deprecated?: 'at once' | 'when full';
  /** Whether `PUT` creates a stage that does not exist, as Terraform expects; default true. */
  readonly putCreatesStages?: boolean;
  /** Whether SYSPREVIOUS follows when `PUT` moves SYSCURRENT; default false. */
  readonly movesPrevious?: boolean;
  /** Whether times are in seconds, as the text says, instead of milliseconds, as in the examples. */
  readonly inSeconds?: boolean;
}

/** A version of a secret, as tests see it. */
export interface StoredVersion {
  readonly id: string;
  readonly value: string;
  readonly stages: readonly string[];
}

const DEFAULT_LIMIT = 50;

const StageName = z.string().check(z.regex(/^[a-zA-Z0-9_-]{1,64}$/));
const VersionId = z.string().check(z.regex(/^v[0-9]{0,63}$/));
const VersionBody = z.object({
  secret_string: z.string().check(z.minLength(1), z.maxLength(32_768)),
  version_stages: z.optional(z.array(StageName).check(z.maxLength(MAX_STAGES))),
  expire_time: z.optional(z.number()),
});
const StageBody = z.object({ version_id: VersionId });
const NewStageBody = z.object({ name: StageName, version_id: VersionId });

/**
 * The secret store (CSMS): versions, stages and values. Sources: DEW API reference, "Managing Secret
 * Versions", "Managing Secret Version Statuses" and "Error Codes", and their machine-readable
 * definitions. Which code the 21st version and the 13th stage have is not documented, nor that of a
 * `POST` for a stage that exists; these are choices of the simulator.
 */
export class Csms {
  readonly #secrets = new Map<string, Secret>();
  readonly #behaviour: CsmsBehaviour;
  readonly #now: () => Date;

  constructor(behaviour: CsmsBehaviour, now: () => Date) {
    this.#behaviour = behaviour;
    this.#now = now;
  }

  add(spec: SecretSpec): void {
    const keepsDeprecated = this.#behaviour.deprecated === 'when full';
    const secret = new Secret({ created: this.#now(), ...spec }, keepsDeprecated);
    this.#secrets.set(spec.name, secret);
  }

  /** The versions of a secret as they are now. */
  versions(name: string): readonly StoredVersion[] {
    const versions = this.#secrets.get(name)?.versions ?? [];
    return versions.map(({ id, stages, value }) => ({ id, value, stages: [...stages] }));
  }

  /** Stores a version directly, as a person does in the console, and returns its ID. */
  store(name: string, value: string, stages: readonly string[], created = this.#now()): string {
    const secret = this.#secrets.get(name);
    if (secret === undefined) throw new Error(`there is no secret ${name}`);
    return secret.add(value, stages, created).id;
  }

  /** The calls of the store, by their paths in the official definitions. */
  calls(): Call[] {
    const call = (
      name: string,
      method: Call['method'],
      path: string,
      carryOut: (secret: Secret, request: CallRequest) => HttpResponse,
    ): Call => ({
      name,
      method,
      path: `/v1/{project_id}/secrets/{secret_name}/${path}`,
      handle: (request) => {
        const secret = this.#secrets.get(request.params['secret_name'] ?? '');
        const response =
          secret === undefined
            ? refuse('CSMS.0106', 'The secret name is not found.')
            : carryOut(secret, request);
        return { response };
      },
    });
    const stageName = ({ params }: CallRequest): string => params['stage_name'] ?? '';
    return [
      call('ListSecretVersions', 'GET', 'versions', (secret, { query }) =>
        this.#list(secret, query),
      ),
      call('CreateSecretVersion', 'POST', 'versions', (secret, { rawBody }) =>
        this.#create(secret, parseJson(rawBody)),
      ),
      call('ShowSecretVersion', 'GET', 'versions/{version_id}', (secret, { params }) =>
        this.#show(secret, params['version_id'] ?? ''),
      ),
      call('ShowSecretStage', 'GET', 'stages/{stage_name}', (secret, request) =>
        this.#showStage(secret, stageName(request)),
      ),
      call('UpdateSecretStage', 'PUT', 'stages/{stage_name}', (secret, request) =>
        this.#setStage(secret, stageName(request), parseJson(request.rawBody)),
      ),
      call('CreateSecretStage', 'POST', 'stages', (secret, { rawBody }) =>
        this.#createStage(secret, parseJson(rawBody)),
      ),
      call('DeleteSecretStage', 'DELETE', 'stages/{stage_name}', (secret, request) =>
        this.#deleteStage(secret, stageName(request)),
      ),
    ];
  }

  #list(secret: Secret, query: URLSearchParams): HttpResponse {
    const limit = Number(query.get('limit') ?? DEFAULT_LIMIT);
    if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) return invalid('limit');
    const marker = secret.versions.findIndex(({ id }) => id === query.get('marker'));
    const rows = secret.versions.slice(marker + 1, marker + 1 + limit);
    return jsonResponse(200, {
      version_metadatas: rows.map((version) => this.#metadata(secret, version)),
      page_info: { current_count: rows.length, next_marker: rows.at(-1)?.id ?? null },
    });
  }

  /** "Creating a Secret Version": without stages the new version becomes the current one. */
  #create(secret: Secret, rawBody: unknown): HttpResponse {
    const body = VersionBody.safeParse(rawBody).data;
    if (body === undefined) return invalid('body');
    const unavailable = refuseUnavailable(secret);
    if (unavailable !== undefined) return unavailable;
    const named = body.version_stages ?? [];
    if (new Set([...secret.stages, ...named]).size > MAX_STAGES) return tooManyStages();
    if (!secret.makeRoom()) return refuse('CSMS.0203', 'The number of versions is at its limit.');
    const version = secret.add(body.secret_string, named, this.#now());
    return jsonResponse(200, { version_metadata: this.#metadata(secret, version) });
  }

  /** "Querying the Secret Version and Value", only for a secret that is enabled. */
  #show(secret: Secret, id: string): HttpResponse {
    const unavailable = refuseUnavailable(secret);
    if (unavailable !== undefined) return unavailable;
    // The pages disagree about `latest`, so a client that relies on it is refused.
    const version = secret.version(id);
    if (version === undefined) return missing(`version ${id}`);
    return jsonResponse(200, {
      version: {
        secret_string: version.value,
        version_metadata: this.#metadata(secret, version),
      },
    });
  }

  #showStage(secret: Secret, name: string): HttpResponse {
    const version = secret.withStage(name);
    return version === undefined ? missing(`stage ${name}`) : this.#stage(secret, name, version);
  }

  #setStage(secret: Secret, name: string, rawBody: unknown): HttpResponse {
    const id = StageBody.safeParse(rawBody).data?.version_id;
    if (id === undefined || !StageName.safeParse(name).success) return invalid('body');
    const { putCreatesStages = true } = this.#behaviour;
    const exists = secret.stages.has(name) || name === PREVIOUS;
    return exists || putCreatesStages ? this.#name(secret, name, id) : missing(`stage ${name}`);
  }

  #createStage(secret: Secret, rawBody: unknown): HttpResponse {
    const body = NewStageBody.safeParse(rawBody).data;
    if (body === undefined) return invalid('body');
    if (secret.stages.has(body.name)) return refuse('CSMS.0004', 'The stage exists.');
    return this.#name(secret, body.name, body.version_id);
  }

  #name(secret: Secret, name: string, id: string): HttpResponse {
    const unavailable = refuseUnavailable(secret);
    if (unavailable !== undefined) return unavailable;
    const version = secret.version(id);
    if (version === undefined) return missing(`version ${id}`);
    if (new Set([...secret.stages, name]).size > MAX_STAGES) return tooManyStages();
    const before = secret.current;
    const follows = name === CURRENT && this.#behaviour.movesPrevious === true;
    if (follows && before !== undefined && before.id !== id) secret.move(PREVIOUS, before.id);
    secret.move(name, id);
    return this.#stage(secret, name, version);
  }

  #deleteStage(secret: Secret, name: string): HttpResponse {
    if (name === CURRENT || name === PREVIOUS) {
      return refuse('CSMS.0105', 'A built-in stage cannot be deleted.');
    }
    if (!secret.stages.has(name)) return missing(`stage ${name}`);
    secret.delete(name);
    return emptyResponse(204);
  }

  #metadata({ name }: Secret, { created, id, stages }: Version): object {
    return {
      id,
      create_time: this.#time(created),
      kms_key_id: 'b168fe00ff56492495a7d22974df2d0b',
      secret_name: name,
      version_stages: [...stages],
    };
  }

  #stage({ name: secretName }: Secret, name: string, { id }: Version): HttpResponse {
    const time = this.#time(this.#now());
    const stage = { name, secret_name: secretName, update_time: time, version_id: id };
    return jsonResponse(200, { stage });
  }

  #time(date: Date): number {
    const ms = date.getTime();
    return this.#behaviour.inSeconds === true ? Math.floor(ms / 1_000) : ms;
  }
}

function refuseUnavailable({ state }: Secret): HttpResponse | undefined {
  if (state === 'ENABLED') return undefined;
  return state === 'DISABLED'
    ? refuse('CSMS.0109', 'The secret is not enabled.', 403)
    : refuse('CSMS.0103', 'The secret is scheduled for deletion.');
}

function tooManyStages(): HttpResponse {
  return refuse('CSMS.0204', 'The number of stages is above its limit.');
}

function invalid(what: string): HttpResponse {
  return refuse('CSMS.0002', `The value of ${what} is invalid.`);
}

function missing(what: string): HttpResponse {
  return refuse('CSMS.0005', `The resource does not exist: ${what}`);
}

function refuse(code: string, message: string, status = 400): HttpResponse {
  return jsonResponse(status, { error_code: code, error_msg: message });
}
