import { networkErrorMessage } from '../../src/huaweicloud/network-errors.ts';
import { parseResponse, withoutSecrets } from '../../src/huaweicloud/response.ts';
import type { HttpRequest, HttpResponse, Transport } from '../../src/huaweicloud/transport.ts';
import type { Secrets } from '../../src/secrets/redact.ts';
import { counted } from './finding.ts';

/** The names of members that are shown. Others are from outside, and only counted. */
const MEMBERS = new Set([
  ...['response', 'internalError', 'error', 'error_code', 'error_msg', 'code', 'message'],
  ...['request_id', 'count', 'servers', 'servers_links', 'resetpwd_flag', 'instanceActions'],
  ...['version_metadatas', 'page_info', 'stage', 'version', 'version_metadata'],
]);
const ID = /^(?:[0-9a-f]{8}-[0-9a-f-]{27}|v[0-9]{1,10})$/i;
/** Parts of a path that are not IDs. A secret or a stage has any name. */
const WORDS = new Set([
  ...['v1', 'v2.1', 'v3', 'v3.0', 'v5', 'cloudservers', 'detail', 'os-resetpwd-flag'],
  ...['os-reset-passwords', 'servers', 'os-instance-actions', 'secrets', 'versions', 'stages'],
  ...['projects', 'auth', 'tokens', 'SYSCURRENT', 'SYSPREVIOUS', 'live-check'],
]);

/** What one request and its response show, without text of the service. */
export interface Observation {
  /** Method and path, with placeholders for names and IDs. */
  readonly call: string;
  /** Undefined without a response. */
  readonly status: number | undefined;
  readonly code: string | undefined;
  /** `HTTP 400 Ecs.0611 with error and internalError (2 servers: Ecs.0613 twice)`. */
  readonly text: string;
  readonly members: readonly string[];
  /** The servers in `response`; undefined where there is no such list. */
  readonly accepted: ReadonlySet<string> | undefined;
  /** The servers in `internalError`, each with its code, or an empty text without one. */
  readonly failed: ReadonlyMap<string, string>;
}

/** A transport that notes what passes through it. */
export class Recorder implements Transport {
  readonly observations: Observation[] = [];
  readonly #transport: Transport;
  readonly #secrets: Secrets;
  #lastBody = '';

  constructor(transport: Transport, secrets: Secrets) {
    this.#transport = transport;
    this.#secrets = secrets;
  }

  /** Of the last request that ended. */
  get last(): Observation {
    const last = this.observations.at(-1);
    if (last === undefined) throw new Error('no request was sent');
    return last;
  }

  /** The parsed body of the last response. It must not be shown. */
  get lastBody(): unknown {
    try {
      return JSON.parse(this.#lastBody) as unknown;
    } catch {
      return undefined;
    }
  }

  async send(request: HttpRequest, abort: AbortSignal): ReturnType<Transport['send']> {
    const result = await this.#transport.send(request, abort);
    const call = `${request.method} ${pathOf(request.url)}`;
    this.#lastBody = result.kind === 'response' ? result.body : '';
    this.observations.push(
      result.kind === 'response'
        ? observe(call, result, this.#secrets)
        : {
            call,
            status: undefined,
            code: undefined,
            text: networkErrorMessage(result.error),
            members: [],
            accepted: undefined,
            failed: new Map(),
          },
    );
    return result;
  }

  close(): Promise<void> {
    return this.#transport.close();
  }
}

function observe(call: string, http: HttpResponse, secrets: Secrets): Observation {
  const parsed = withoutSecrets(parseResponse(http), (text) => secrets.isIn(text));
  const { accepted, error, form, perServer, status } = parsed;
  const members = membersOf(http.body);
  const failed = new Map(Array.from(perServer, ([id, { code = '' }]) => [id, code] as const));
  const code = error?.code === undefined ? '' : ` ${error.code}`;
  return {
    call,
    status,
    code: error?.code,
    text: `HTTP ${status}${code}, ${form === 'object' ? describeMembers(members) : `no JSON object (${form})`}${describeServers(accepted, failed)}`,
    members,
    accepted,
    failed,
  };
}

function membersOf(body: string): string[] {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? Object.keys(parsed) : [];
  } catch {
    return [];
  }
}

function describeMembers(members: readonly string[]): string {
  const known = members.filter((name) => MEMBERS.has(name));
  const others = members.length - known.length;
  const parts = [...known.map((name) => `\`${name}\``), ...(others > 0 ? [`${others} other`] : [])];
  return parts.length === 0 ? 'an empty object' : `members ${parts.join(', ')}`;
}

function describeServers(
  accepted: ReadonlySet<string> | undefined,
  failed: ReadonlyMap<string, string>,
): string {
  const codes = [...new Set(failed.values())].map((code) => (code === '' ? 'no code' : code));
  return [
    accepted === undefined ? '' : `; \`response\` names ${counted(accepted.size, 'server')}`,
    failed.size === 0
      ? ''
      : `; \`internalError\` names ${counted(failed.size, 'server')} (${codes.join(', ')})`,
  ].join('');
}

function pathOf({ pathname }: URL): string {
  return pathname
    .split('/')
    .map((part) => (part === '' || WORDS.has(part) ? part : ID.test(part) ? '{id}' : '{name}'))
    .join('/');
}
