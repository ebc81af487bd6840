/** An in-memory service behind the transport. It records what it did and can return any response. */
import type { HttpRequest, HttpResult, Transport } from '../src/huaweicloud/transport.ts';
import type { VirtualClock } from './virtual-clock.ts';

export interface FakeServer {
  readonly id: string;
  readonly missing: boolean;
  /** How many more calls find it busy. */
  busy: number;
  /** For how long it is not ready. */
  readonly notReadyMs: number;
}

/** The faults of one call. */
export const FAULTS = [
  'none',
  'none',
  'none',
  'lost before',
  'lost after',
  'silence after',
  'unsent',
  'throttled',
  'throttled 202',
  'no code 500 before',
  'no code 500 after',
  'code 500',
  'gateway 504 after',
  'redirect after',
  'unreadable after',
  'truncated after',
  'fewer named',
  'both lists',
  'bare 0611',
  'forbidden',
] as const;
export type FaultName = (typeof FAULTS)[number];

export type PartialResponse = 'all named' | 'one named' | 'code only';

export class FakeService implements Transport {
  /** Servers that the service reset. */
  readonly reset = new Set<string>();
  /** Servers that a response named as accepted, also if the response was lost. */
  readonly acknowledged = new Set<string>();
  /** Servers in the requests that the service received. */
  readonly received = new Set<string>();
  calls = 0;
  maxConcurrent = 0;
  maxServersPerCall = 0;
  /** Whether a server was in two requests at the same time. */
  sentTwiceAtOnce = false;
  readonly #underWay = new Set<string>();
  #active = 0;
  readonly #servers: ReadonlyMap<string, FakeServer>;
  readonly #faults: Iterator<FaultName, undefined>;
  readonly #clock: VirtualClock;
  readonly #started: number;
  readonly #options: { latencyMs: number; partial: PartialResponse; appliesPartially: boolean };

  constructor(
    servers: readonly FakeServer[],
    faults: Iterator<FaultName, undefined>,
    clock: VirtualClock,
    options: { latencyMs: number; partial: PartialResponse; appliesPartially: boolean },
  ) {
    this.#servers = new Map(servers.map((server) => [server.id, server]));
    this.#faults = faults;
    this.#clock = clock;
    this.#started = clock.now();
    this.#options = options;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async send(request: HttpRequest, abort: AbortSignal): Promise<HttpResult> {
    const { servers } = JSON.parse(request.body) as { servers: { id: string }[] };
    const ids = servers.map(({ id }) => id);
    const fault = this.#faults.next().value ?? 'none';
    if (fault === 'unsent') return { kind: 'failure', error: 'refused', maybeSent: false };
    this.calls += 1;
    this.#active += 1;
    this.maxConcurrent = Math.max(this.maxConcurrent, this.#active);
    this.maxServersPerCall = Math.max(this.maxServersPerCall, ids.length);
    for (const id of ids) {
      this.received.add(id);
      this.sentTwiceAtOnce ||= this.#underWay.has(id);
      this.#underWay.add(id);
    }
    const response = this.#respond(ids, fault);
    const ms = fault === 'silence after' ? 60_000 : this.#options.latencyMs;
    await this.#clock.sleep(ms, abort);
    this.#active -= 1;
    for (const id of ids) this.#underWay.delete(id);
    if (abort.aborted) return { kind: 'failure', error: 'aborted', maybeSent: true };
    if (fault === 'silence after') return { kind: 'failure', error: 'timeout', maybeSent: true };
    return response;
  }

  #respond(ids: readonly string[], fault: FaultName): HttpResult {
    const closed: HttpResult = { kind: 'failure', error: 'closed', maybeSent: true };
    switch (fault) {
      case 'lost before':
        return closed;
      case 'throttled':
        return http(429, { error_code: 'APIGW.0308', error_msg: 'limit:10,time:1 second' });
      case 'throttled 202':
        return http(202, { error: { code: 'Common.0024', message: 'flow limit' } });
      case 'no code 500 before':
        return http(500, '<html>');
      case 'code 500':
        return http(500, { error: { code: 'Common.0001', message: 'system error' } });
      case 'bare 0611':
        return http(400, { error: { code: 'Ecs.0611', message: 'batch failed' } });
      case 'forbidden':
        return http(403, { error: { code: 'Pdp.0001', message: 'policy' } });
      default:
        break;
    }
    const correct = this.#process(ids);
    switch (fault) {
      case 'lost after':
      case 'silence after':
        return closed;
      case 'no code 500 after':
        return http(500, '');
      case 'gateway 504 after':
        return http(504, { error_code: 'APIGW.0201', error_msg: 'Backend timeout.' });
      case 'redirect after':
        return http(307, '');
      case 'unreadable after':
        return http(200, '<html>hello</html>');
      case 'truncated after':
        return http(200, '{"response":[{"id":"');
      case 'fewer named':
        return http(200, { response: this.#acknowledge(ids.slice(1)).map(serverEntry) });
      case 'both lists':
        return http(200, {
          response: this.#acknowledge(ids).map(serverEntry),
          internalError: ids.slice(0, 1).map((id) => serverError(id, 'ECS.0610')),
        });
      default:
        return correct;
    }
  }

  #acknowledge(ids: readonly string[]): string[] {
    const done = ids.filter((id) => this.reset.has(id));
    for (const id of done) this.acknowledged.add(id);
    return done;
  }

  /** The behaviour without a fault. */
  #process(ids: readonly string[]): HttpResult {
    const refused = ids.flatMap((id) => {
      const server = this.#servers.get(id);
      if (server === undefined || server.missing) return [{ id, code: 'Ecs.0114' }];
      if (this.#clock.now() < this.#started + server.notReadyMs) return [{ id, code: 'Ecs.0610' }];
      if (server.busy === 0) return [];
      server.busy -= 1;
      return [{ id, code: 'Ecs.0603' }];
    });
    const refusedIds = new Set(refused.map(({ id }) => id));
    const [firstRefused] = refused;
    if (firstRefused === undefined) {
      for (const id of ids) {
        this.reset.add(id);
        this.acknowledged.add(id);
      }
      return http(200, { response: ids.map(serverEntry) });
    }
    if (this.#options.partial === 'code only') {
      const status = { 'Ecs.0114': 404, 'Ecs.0603': 501 }[firstRefused.code] ?? 400;
      return http(status, { error: { code: firstRefused.code } });
    }
    if (this.#options.appliesPartially) {
      for (const id of ids.filter((one) => !refusedIds.has(one))) this.reset.add(id);
    }
    const reported = this.#options.partial === 'all named' ? refused : [firstRefused];
    return http(400, {
      error: { code: 'Ecs.0611', message: 'batch failed' },
      internalError: reported.map(({ id, code }) => serverError(id, code.replace('Ecs', 'ECS'))),
    });
  }
}

function serverEntry(id: string): { id: string } {
  return { id };
}

function serverError(id: string, code: string): object {
  return { id, error_code: code, error_message: 'no' };
}

function http(status: number, body: object | string): HttpResult {
  return {
    kind: 'response',
    status,
    headers: { 'x-request-id': 'a'.repeat(32) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}
