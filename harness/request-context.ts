/** Requests whose responses are scripted, on a clock that moves only while the code under test waits. */
import { RESET_ADVICE } from '../src/actions/reset/reset-texts.ts';
import type { RequestContext, RequestObserver } from '../src/huaweicloud/request-context.ts';
import type { NetworkError } from '../src/huaweicloud/network-errors.ts';
import type { HttpRequest, HttpResult, Transport } from '../src/huaweicloud/transport.ts';
import { Secrets } from '../src/secrets/redact.ts';
import { VirtualClock } from './virtual-clock.ts';

export const USER_AGENT = 'reset-ecs-passwords/1.2.3';
export const REQUEST_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
/** Start and deadline of the run. */
export const START = Date.UTC(2026, 10, 21);
export const DEADLINE = START + 600_000;

export function response(
  status: number,
  body: unknown = '',
  headers: Readonly<Record<string, string>> = {},
): HttpResult {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'response', status, headers, body: text };
}

export function failure(error: NetworkError, maybeSent = false): HttpResult {
  return { kind: 'failure', error, maybeSent };
}

/** A transport that returns the results of the script in order, and rejects further requests. */
export class ScriptedTransport implements Transport {
  readonly sent: HttpRequest[] = [];
  closed = 0;
  readonly #script: HttpResult[];
  readonly #onSend: () => void;

  /** @param onSend called for each request, before its result */
  constructor(script: readonly HttpResult[], onSend: () => void = () => undefined) {
    this.#script = [...script];
    this.#onSend = onSend;
  }

  send(request: HttpRequest): Promise<HttpResult> {
    this.sent.push(request);
    this.#onSend();
    const result = this.#script.shift();
    return result === undefined
      ? Promise.reject(new Error(`not in the script: ${request.method} ${request.url.href}`))
      : Promise.resolve(result);
  }

  close(): Promise<void> {
    this.closed += 1;
    return Promise.resolve();
  }

  /** The number of results that were not used. */
  get unused(): number {
    return this.#script.length;
  }
}

export interface ScriptedContext {
  readonly transport: ScriptedTransport;
  readonly context: RequestContext;
  readonly clock: VirtualClock;
  /** The events before each wait. */
  readonly waits: Parameters<RequestObserver['waiting']>[0][];
  readonly gaveUp: Parameters<RequestObserver['gaveUp']>[0][];
  /** The lines that were masked. */
  readonly masked: string[];
  /** `METHOD URL` of each request. */
  readonly calls: () => string[];
}

/** A context with scripted responses; every wait is half of the longest back-off. */
export function createContext(
  script: readonly HttpResult[],
  own: Partial<RequestContext> = {},
): ScriptedContext {
  const transport = new ScriptedTransport(script);
  const clock = new VirtualClock(START);
  const waits: ScriptedContext['waits'] = [];
  const gaveUp: ScriptedContext['gaveUp'] = [];
  const masked: string[] = [];
  const secrets = new Secrets((line) => void masked.push(line));
  return {
    transport,
    clock,
    waits,
    gaveUp,
    masked,
    calls: () => transport.sent.map(({ method, url }) => `${method} ${url.href}`),
    context: {
      transport,
      userAgent: USER_AGENT,
      proxied: false,
      clock,
      random: () => 0.5,
      maxRetries: 5,
      deadline: DEADLINE,
      stop: new AbortController().signal,
      abort: new AbortController().signal,
      secrets,
      advice: RESET_ADVICE,
      observer: {
        waiting: (event) => void waits.push(event),
        gaveUp: (event) => void gaveUp.push(event),
      },
      ...own,
    },
  };
}
