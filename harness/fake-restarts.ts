/** Restarts behind the transport, in memory. It records what it did, and can fail in every way. */
import type { RestartAction } from '../src/huaweicloud/restart-request.ts';
import type { HttpRequest, HttpResult, Transport } from '../src/huaweicloud/transport.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What a restart of a server comes to. */
export const BEHAVIOURS = [
  'works',
  'works',
  'works',
  /** The job fails, and so does the action. */
  'fails',
  /** The job succeeds, and the server is in the status ERROR. */
  'ends in error',
  'never ends',
  /** The job succeeds before the server is running again. */
  'ends late',
  /** The job does not name the server, which is restarted. */
  'unnamed',
  /** The job does not name the server, and nothing happens to it. */
  'ignored',
  /** Two parts of the job contradict each other. */
  'named twice',
] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

/** What becomes of a request that restarts servers. */
export const POWER_FAULTS = [
  'none',
  'none',
  'none',
  'refused',
  'refused for all',
  'throttled',
  'lost before',
  'lost after',
  'no code 500 after',
  'code 500 before',
  'gateway 504 after',
  'no job after',
  'page before',
  'unsent',
] as const;
export type PowerFault = (typeof POWER_FAULTS)[number];

/** What becomes of a request that reads. */
export const READ_FAULTS = [
  'none',
  'none',
  'none',
  'none',
  'busy',
  'silence',
  'garbage',
  'gone',
] as const;
export type ReadFault = (typeof READ_FAULTS)[number];

export interface FakeServer {
  readonly id: string;
  readonly status: 'ACTIVE' | 'SHUTOFF' | 'ERROR' | 'missing';
  readonly hasTask: boolean;
  readonly locked: boolean;
  readonly behaviour: Behaviour;
  /** How long its restart takes. */
  readonly ms: number;
}

export interface FakeRestartOptions {
  readonly latencyMs: number;
  /** How far the clock of the service is ahead. */
  readonly skewMs: number;
  readonly hasDate: boolean;
  /** Whether a job of servers that all restart says only so, and names none. */
  readonly namesNone: boolean;
  /** When somebody else starts every stopped server, after the start of the run. */
  readonly startedByOthersAfterMs?: number;
  /** The end of each job that names its servers. */
  readonly parentEnd: 'SUCCESS' | 'FAIL';
}

interface Restart {
  readonly kind: RestartAction['kind'];
  readonly at: number;
}

/** Parts of a job are listed only after this time. */
const PARTS_AFTER_MS = 3_000;
/** Each server was restarted by somebody else this long before the run. */
const BEFORE_MS = 7_000;

export class FakeRestarts implements Transport {
  /** Servers in requests that reached the service, one entry for each request. */
  readonly received: string[] = [];
  /** Servers in requests that may have left, in the order of the requests. */
  readonly sent: string[] = [];
  /** `SOFT`, `HARD` or `start`, for each request that may have left. */
  readonly kinds: string[] = [];
  /** The number of reading requests. */
  reads = 0;
  maxReadsAtOnce = 0;
  #readsAtOnce = 0;
  readonly #servers: ReadonlyMap<string, FakeServer>;
  readonly #restarts = new Map<string, Restart>();
  readonly #jobs = new Map<string, readonly string[]>();
  readonly #powerFaults: Iterator<PowerFault, undefined>;
  readonly #readFaults: Iterator<ReadFault, undefined>;
  readonly #clock: VirtualClock;
  readonly #started: number;
  readonly #options: FakeRestartOptions;

  constructor(
    servers: readonly FakeServer[],
    faults: { readonly power: readonly PowerFault[]; readonly read: readonly ReadFault[] },
    clock: VirtualClock,
    options: FakeRestartOptions,
  ) {
    this.#servers = new Map(servers.map((server) => [server.id, server]));
    this.#powerFaults = faults.power.values();
    this.#readFaults = faults.read.values();
    this.#clock = clock;
    this.#started = clock.now();
    this.#options = options;
  }

  /** Whether the service restarted a server by now. */
  isRestarted(id: string): boolean {
    const end = this.#endOf(id);
    return end !== undefined && end.restarted && this.#clock.now() >= end.at;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async send(request: HttpRequest, abort: AbortSignal): Promise<HttpResult> {
    if (request.method === 'POST') return this.#power(request.body, abort);
    this.reads += 1;
    this.#readsAtOnce += 1;
    this.maxReadsAtOnce = Math.max(this.maxReadsAtOnce, this.#readsAtOnce);
    const fault = this.#readFaults.next().value ?? 'none';
    await this.#clock.sleep(fault === 'silence' ? 60_000 : this.#options.latencyMs, abort);
    this.#readsAtOnce -= 1;
    if (abort.aborted) return failed('aborted');
    if (fault === 'silence') return failed('timeout');
    if (fault === 'busy') return this.#http(503, {});
    if (fault === 'garbage') return this.#http(200, '{"job_id":');
    const { pathname, searchParams } = request.url;
    const [, , , kind, id = '', calls] = pathname.split('/');
    if (kind === 'jobs') {
      return fault === 'gone'
        ? this.#http(400, { error: { code: 'Common.0011', message: 'gone' } })
        : this.#http(200, this.#job(id));
    }
    if (calls === 'os-instance-actions') {
      return this.#http(200, { instanceActions: this.#actions(id) });
    }
    return this.#http(200, this.#list((searchParams.get('server_id') ?? '').split(',')));
  }

  async #power(body: string, abort: AbortSignal): Promise<HttpResult> {
    const fault = this.#powerFaults.next().value ?? 'none';
    if (fault === 'unsent') return failed('refused', false);
    const content = JSON.parse(body) as Record<
      string,
      { readonly servers: readonly { readonly id: string }[]; readonly type?: string }
    >;
    const kind = 'reboot' in content ? 'reboot' : 'start';
    const ids = (content['reboot'] ?? content['os-start'])?.servers.map(({ id }) => id) ?? [];
    this.sent.push(...ids);
    this.kinds.push(content['reboot']?.type ?? kind);
    if (fault !== 'lost before') this.received.push(...ids);
    const applies = fault === 'none' || fault.endsWith(' after');
    if (applies) for (const id of ids) this.#restarts.set(id, { kind, at: this.#clock.now() });
    const jobId = `job-${this.#jobs.size}`;
    this.#jobs.set(jobId, ids);
    await this.#clock.sleep(this.#options.latencyMs, abort);
    if (abort.aborted) return failed('aborted');
    switch (fault) {
      case 'none':
        return this.#http(200, { job_id: jobId });
      case 'refused':
        return this.#http(400, { error: { code: 'Ecs.0605', message: 'locked' } });
      case 'refused for all':
        return this.#http(403, { error: { code: 'Ecs.0110', message: 'no' } });
      case 'throttled':
        return this.#http(429, { error_code: 'APIGW.0308', error_msg: 'limit' });
      case 'lost before':
      case 'lost after':
        return failed('closed');
      case 'no code 500 after':
        return this.#http(500, {});
      case 'code 500 before':
        return this.#http(500, { error: { code: 'Ecs.0615', message: 'internal' } });
      case 'gateway 504 after':
        return this.#http(504, { error_code: 'APIGW.0201', error_msg: 'timeout' });
      case 'no job after':
        return this.#http(200, {});
      case 'page before':
        return this.#http(404, '<html>');
    }
  }

  /** When a restart is over, by the clock of this machine, and whether it restarted the server. */
  #endOf(id: string): { readonly at: number; readonly restarted: boolean } | undefined {
    const restart = this.#restarts.get(id);
    const server = this.#servers.get(id);
    if (restart === undefined || server === undefined) return undefined;
    const { behaviour, ms } = server;
    if (behaviour === 'ignored') return undefined;
    const restarted = behaviour !== 'fails' && behaviour !== 'ends in error';
    const at = behaviour === 'never ends' ? Infinity : restart.at + ms;
    return { at: behaviour === 'ends late' ? restart.at + 2 * ms : at, restarted };
  }

  /** When somebody else started a server, once that has happened. */
  #startByOthers(id: string): { readonly at: number } | undefined {
    const { startedByOthersAfterMs: afterMs = Infinity } = this.#options;
    const at = this.#started + afterMs;
    const isStopped = this.#servers.get(id)?.status === 'SHUTOFF' && !this.#restarts.has(id);
    return isStopped && this.#clock.now() >= at ? { at } : undefined;
  }

  #list(ids: readonly string[]): object {
    const servers = ids.map((id) => this.#row(id));
    return { count: servers.length, servers };
  }

  #row(id: string): object {
    const server = this.#servers.get(id);
    if (server === undefined || server.status === 'missing') {
      return { id, name: null, status: null, metadata: null, fault: null };
    }
    const end = this.#endOf(id) ?? this.#startByOthers(id);
    const isUnderWay = end !== undefined && this.#clock.now() < end.at;
    const isOver = end !== undefined && !isUnderWay;
    const ended = server.behaviour === 'ends in error' ? 'ERROR' : 'ACTIVE';
    const task = isUnderWay ? 'rebooting' : server.hasTask ? 'powering-off' : null;
    return {
      id,
      name: `name of ${id}`,
      status: isUnderWay ? 'REBOOT' : isOver ? ended : server.status,
      'OS-EXT-STS:task_state': task,
      locked: server.locked,
      metadata: {},
      addresses: {},
    };
  }

  #job(jobId: string): object {
    const ids = this.#jobs.get(jobId) ?? [];
    const started = this.#restarts.get(ids[0] ?? '')?.at ?? 0;
    const now = this.#clock.now();
    const parts = ids.flatMap((id) => this.#parts(id, now));
    const isOver =
      now >= started + PARTS_AFTER_MS && parts.every(({ status }) => status !== 'RUNNING');
    const works = ids.every((id) => this.#servers.get(id)?.behaviour === 'works');
    if (this.#options.namesNone && works) {
      return { job_id: jobId, status: isOver ? 'SUCCESS' : 'INIT', entities: {} };
    }
    const status = isOver ? this.#options.parentEnd : 'RUNNING';
    const listed = now < started + PARTS_AFTER_MS ? [] : parts;
    return {
      job_id: jobId,
      status,
      error_code: status === 'FAIL' ? 'Common.0021' : null,
      fail_reason: status === 'FAIL' ? 'Sub job fail!' : null,
      entities: { sub_jobs_total: ids.length, sub_jobs: listed },
    };
  }

  #parts(id: string, now: number): { readonly status: string; readonly entities: object }[] {
    const { behaviour = 'ignored', ms = 0 } = this.#servers.get(id) ?? {};
    const isOver = now >= (this.#restarts.get(id)?.at ?? 0) + ms && behaviour !== 'never ends';
    const part = (status: string): { status: string; entities: object } => ({
      status: isOver ? status : 'RUNNING',
      entities: { server_id: id },
    });
    switch (behaviour) {
      case 'unnamed':
      case 'ignored':
        return [];
      case 'fails':
        return [part('FAIL')];
      case 'named twice':
        return [part('SUCCESS'), part('FAIL')];
      default:
        return [part('SUCCESS')];
    }
  }

  #actions(id: string): object[] {
    const before = this.#started - BEFORE_MS;
    const old = { action: 'reboot', start_time: this.#time(before), message: null };
    const restart = this.#restarts.get(id);
    const end = this.#endOf(id);
    const other = this.#startByOthers(id);
    if (other !== undefined) {
      return [{ action: 'start', start_time: this.#time(other.at), message: null }, old];
    }
    if (restart === undefined || end === undefined) return [old];
    const hasFailed = !end.restarted && this.#clock.now() >= end.at;
    const message = hasFailed ? 'Error' : null;
    return [{ action: restart.kind, start_time: this.#time(restart.at), message }, old];
  }

  /** A time by the clock of the service, without a zone. */
  #time(at: number): string {
    return new Date(at + this.#options.skewMs).toISOString().replace('Z', '000');
  }

  #http(status: number, body: object | string): HttpResult {
    const date = new Date(this.#clock.now() + this.#options.skewMs).toUTCString();
    return {
      kind: 'response',
      status,
      headers: this.#options.hasDate ? { date } : {},
      body: typeof body === 'string' ? body : JSON.stringify(body),
    };
  }
}

function failed(
  error: Extract<HttpResult, { kind: 'failure' }>['error'],
  maybeSent = true,
): HttpResult {
  return { kind: 'failure', error, maybeSent };
}
