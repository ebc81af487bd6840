/** A service in memory, behind the transport: it knows what it really did, and may answer anything. */
import type { HttpRequest, HttpResult, Transport } from '../src/huaweicloud/transport.ts';
import type { VirtualClock } from './virtual-clock.ts';

export interface FakeServer {
  readonly id: string;
  readonly dead: boolean;
  /** How often it is still busy. */
  busy: number;
}

/** What one call meets. */
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

export type PartialAnswer = 'all named' | 'one named' | 'code only';

export class FakeService implements Transport {
  /** Servers that were really reset. */
  readonly reset = new Set<string>();
  /** Servers that an answer named as accepted, whether it arrived or not. */
  readonly acknowledged = new Set<string>();
  /** Servers of requests that arrived. */
  readonly received = new Set<string>();
  calls = 0;
  mostAtOnce = 0;
  largestCall = 0;
  #underWay = 0;
  readonly #servers: ReadonlyMap<string, FakeServer>;
  readonly #faults: Iterator<FaultName, undefined>;
  readonly #clock: VirtualClock;
  readonly #options: { latencyMs: number; partial: PartialAnswer; appliesPartially: boolean };

  constructor(
    servers: readonly FakeServer[],
    faults: Iterator<FaultName, undefined>,
    clock: VirtualClock,
    options: { latencyMs: number; partial: PartialAnswer; appliesPartially: boolean },
  ) {
    this.#servers = new Map(servers.map((server) => [server.id, server]));
    this.#faults = faults;
    this.#clock = clock;
    this.#options = options;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async send(request: HttpRequest, abort: AbortSignal): Promise<HttpResult> {
    const { servers } = JSON.parse(request.body) as { servers: { id: string }[] };
    const ids = servers.map(({ id }) => id);
    const fault = this.#faults.next().value ?? 'none';
    if (fault === 'unsent') return { kind: 'failure', started: false, cause: 'refused' };
    this.calls += 1;
    this.#underWay += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#underWay);
    this.largestCall = Math.max(this.largestCall, ids.length);
    for (const id of ids) this.received.add(id);
    const answer = this.#answer(ids, fault);
    const ms = fault === 'silence after' ? 60_000 : this.#options.latencyMs;
    await this.#clock.sleep(ms, abort);
    this.#underWay -= 1;
    if (abort.aborted) return { kind: 'failure', started: true, cause: 'aborted' };
    if (fault === 'silence after') return { kind: 'failure', started: true, cause: 'timeout' };
    return answer;
  }

  #answer(ids: readonly string[], fault: FaultName): HttpResult {
    const closed: HttpResult = { kind: 'failure', started: true, cause: 'closed' };
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
    const honest = this.#process(ids);
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
        return http(200, { response: this.#acknowledge(ids.slice(1)).map(named) });
      case 'both lists':
        return http(200, {
          response: this.#acknowledge(ids).map(named),
          internalError: ids.slice(0, 1).map((id) => blamed(id, 'ECS.0610')),
        });
      default:
        return honest;
    }
  }

  #acknowledge(ids: readonly string[]): string[] {
    const done = ids.filter((id) => this.reset.has(id));
    for (const id of done) this.acknowledged.add(id);
    return done;
  }

  /** What a service without faults does and answers. */
  #process(ids: readonly string[]): HttpResult {
    const culprits = ids.flatMap((id) => {
      const server = this.#servers.get(id);
      if (server === undefined || server.dead) return [{ id, code: 'Ecs.0114' }];
      if (server.busy === 0) return [];
      server.busy -= 1;
      return [{ id, code: 'Ecs.0603' }];
    });
    const bad = new Set(culprits.map(({ id }) => id));
    const [culprit] = culprits;
    if (culprit === undefined) {
      for (const id of ids) {
        this.reset.add(id);
        this.acknowledged.add(id);
      }
      return http(200, { response: ids.map(named) });
    }
    if (this.#options.partial === 'code only') {
      return http(culprit.code === 'Ecs.0114' ? 404 : 501, { error: { code: culprit.code } });
    }
    if (this.#options.appliesPartially) {
      for (const id of ids.filter((one) => !bad.has(one))) this.reset.add(id);
    }
    const blame = this.#options.partial === 'all named' ? culprits : [culprit];
    return http(400, {
      error: { code: 'Ecs.0611', message: 'batch failed' },
      internalError: blame.map(({ id, code }) => blamed(id, code.replace('Ecs', 'ECS'))),
    });
  }
}

function named(id: string): { id: string } {
  return { id };
}

function blamed(id: string, code: string): object {
  return { id, error_code: code, error_message: 'no' };
}

function http(status: number, body: object | string): HttpResult {
  return {
    kind: 'answer',
    status,
    headers: { 'x-request-id': 'a'.repeat(32) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}
