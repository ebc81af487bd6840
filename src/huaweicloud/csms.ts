import * as z from 'zod/mini';
import { success } from '../result.ts';
import type { Result } from '../result.ts';
import { NO_RESOURCE, OPERATIONS, storeTexts } from './csms-errors.ts';
import type { Operation, StoreTexts } from './csms-errors.ts';
import type { Session } from './ecs.ts';
import { authenticated } from './request-auth.ts';
import type { RequestContext } from './request-context.ts';
import { readBody } from './schemas.ts';
import { sendWithRetry } from './send-with-retry.ts';
import type { RequestFailure } from './send-with-retry.ts';
import type { HttpRequest, HttpResponse } from './transport.ts';

/** The name of a secret or of a stage (CSMS API reference, "Creating a Secret"). */
export const SECRET_NAME = /^[A-Za-z0-9_-]{1,64}$/;
/** The ID of a version. */
export const VERSION_ID = /^v[0-9]{1,10}$/;
/** The built-in stage of the version in use. */
export const CURRENT = 'SYSCURRENT';
/** Versions and stages that one secret may have. */
export const MAX_VERSIONS = 20;
export const MAX_STAGES = 12;

/** One secret never has more rows than this. */
const MAX_ROWS = 1_000;
/** The longest value of a version. */
const MAX_VALUE = 32_768;
/** Times of the service below this are in seconds, above it in milliseconds. */
const MIN_MILLISECONDS = 1e11;

/** One version of a secret, without its value. */
export interface SecretVersion {
  readonly id: string;
  /** Fit to be shown: a name that is not valid, or that is a secret, is `?`. */
  readonly stages: readonly string[];
  /** Milliseconds since the epoch; undefined where the service does not tell. */
  readonly created: number | undefined;
}

/** A version with its value, which is masked already. */
export interface SecretValue extends SecretVersion {
  readonly value: string;
}

/** Where a secret is, and in whose name it is used. */
export interface StoreOptions {
  /** Base URL of the store, without a slash at its end. */
  readonly endpoint: string;
  readonly secretName: string;
  readonly session: Session;
  /** The stages that the caller uses, which are never taken for a secret. */
  readonly ownStages: readonly string[];
  readonly texts: StoreTexts;
  readonly context: RequestContext;
}

export type StoreResult<Value> = Result<Value, RequestFailure>;

const VersionId = z.string().check(z.regex(VERSION_ID));
const Metadata = z.object({
  id: VersionId,
  version_stages: z.optional(z.nullable(z.array(z.string()))),
  create_time: z.optional(z.nullable(z.number().check(z.nonnegative()))),
});
const VersionList = z.object({ version_metadatas: z.array(Metadata).check(z.maxLength(MAX_ROWS)) });
const Version = z.object({
  version: z.object({
    secret_string: z.optional(z.nullable(z.string().check(z.maxLength(MAX_VALUE)))),
    version_metadata: Metadata,
  }),
});
const Created = z.object({ version_metadata: z.object({ id: VersionId }) });
const Stage = z.object({ stage: z.object({ version_id: VersionId }) });

/**
 * One secret in the secret store of Huawei Cloud (CSMS). A stage names one version, and moves when it
 * is set on another one. A version without a stage may be deleted by the service.
 *
 * Sources: DEW API reference, "Managing Secret Versions" and "Managing Secret Version Statuses"; the
 * creation of a stage with `POST`: "Creating a Secret Version Status".
 */
export class SecretStore {
  readonly #options: StoreOptions;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  /** All versions with their stages. */
  async versions(): Promise<StoreResult<readonly SecretVersion[]>> {
    return this.#send(OPERATIONS.listVersions, 'GET', `versions?limit=${MAX_ROWS}`, (response) =>
      readBody(VersionList, response)?.version_metadatas.map((row) => this.#versionOf(row)),
    );
  }

  /**
   * One version with its value. Undefined values, as of a binary secret, do not match. The value is
   * masked as soon as it is received.
   *
   * @param versionId never `latest`, which the documentation explains in two ways
   */
  async value(versionId: string): Promise<StoreResult<SecretValue>> {
    return this.#send(OPERATIONS.readValue, 'GET', `versions/${versionId}`, (response) => {
      const version = readBody(Version, response)?.version;
      const value = version?.secret_string;
      if (value !== undefined && value !== null) this.#options.context.secrets.mask(value);
      if (version?.version_metadata.id !== versionId) return undefined;
      return { ...this.#versionOf(version.version_metadata), value: value ?? '' };
    });
  }

  /** The version that has a stage; undefined when the secret has no such stage. */
  async stage(name: string): Promise<StoreResult<string | undefined>> {
    const result = await this.#send(OPERATIONS.readStage, 'GET', `stages/${name}`, versionIn);
    return !result.ok && isMissing(result.error) ? success(undefined) : result;
  }

  /**
   * Stores a new value with stages, and returns its version. It is never sent again after it may have
   * reached the store, because each time would make a version.
   */
  async createVersion(value: string, stages: readonly string[]): Promise<StoreResult<string>> {
    return this.#write(
      OPERATIONS.createVersion,
      { method: 'POST', path: 'versions', body: { secret_string: value, version_stages: stages } },
      (response) => readBody(Created, response)?.version_metadata.id,
    );
  }

  /** Moves a stage to a version. */
  async setStage(name: string, versionId: string): Promise<StoreResult<string>> {
    return this.#write(
      OPERATIONS.setStage,
      { method: 'PUT', path: `stages/${name}`, body: { version_id: versionId } },
      (response) => sameVersion(response, versionId),
    );
  }

  /** Creates a stage. It is only needed where the store does not create it when it is set. */
  async createStage(name: string, versionId: string): Promise<StoreResult<string>> {
    return this.#write(
      OPERATIONS.createStage,
      { method: 'POST', path: 'stages', body: { name, version_id: versionId } },
      (response) => sameVersion(response, versionId),
    );
  }

  /** Deletes a stage. The version stays, until it has no other stage and the service deletes it. */
  async deleteStage(name: string): Promise<StoreResult<true>> {
    return this.#write(
      OPERATIONS.deleteStage,
      { method: 'DELETE', path: `stages/${name}` },
      () => true,
    );
  }

  #versionOf(metadata: z.output<typeof Metadata>): SecretVersion {
    const { create_time: time, id, version_stages: stages } = metadata;
    const created = time ?? undefined;
    const isSeconds = created !== undefined && created < MIN_MILLISECONDS;
    return {
      id,
      stages: (stages ?? []).map((stage) => this.#shown(stage)),
      created: isSeconds ? created * 1_000 : created,
    };
  }

  #shown(stage: string): string {
    const { context, ownStages } = this.#options;
    if (stage === CURRENT || ownStages.includes(stage)) return stage;
    return SECRET_NAME.test(stage) && !context.secrets.isIn(stage) ? stage : '?';
  }

  /** Sends a request that changes something. A lost response has to be read back by the caller. */
  async #write<Value>(
    operation: Operation,
    request: { readonly method: HttpRequest['method']; readonly path: string; body?: object },
    read: (response: HttpResponse) => Value | undefined,
  ): Promise<StoreResult<Value>> {
    return this.#send(operation, request.method, request.path, read, request.body);
  }

  async #send<Value>(
    operation: Operation,
    method: HttpRequest['method'],
    path: string,
    read: (response: HttpResponse) => Value | undefined,
    body?: object,
  ): Promise<StoreResult<Value>> {
    const { context, endpoint, secretName, session, texts } = this.#options;
    const { credentials, isSession, projectId } = session;
    const { clock, userAgent } = context;
    const url = `${endpoint}/v1/${projectId}/secrets/${secretName}/${path}`;
    return sendWithRetry(
      {
        service: 'the secret store',
        request: () =>
          authenticated(
            {
              method,
              url: new URL(url),
              headers: { 'Content-Type': 'application/json' },
              body: body === undefined ? '' : JSON.stringify(body),
            },
            { credentials, projectId, userAgent, now: () => clock.now() },
          ),
        read,
        texts: storeTexts(operation, { hasToken: credentials.kind === 'token', isSession }, texts),
        repeatable: method === 'GET',
        repeatsRefusals: method === 'GET',
      },
      { ...context, advice: texts },
    );
  }
}

/** Whether the secret has no such version or stage, as far as the response tells. */
export function isMissing({ reason, refused }: RequestFailure): boolean {
  return refused && reason.code === NO_RESOURCE;
}

function versionIn(response: HttpResponse): string | undefined {
  return readBody(Stage, response)?.stage.version_id;
}

function sameVersion(response: HttpResponse, versionId: string): string | undefined {
  return versionIn(response) === versionId ? versionId : undefined;
}
