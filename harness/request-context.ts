/** Services that answer by script, in a world whose time passes only while everybody waits. */
import type { RequestContext } from '../src/huaweicloud/send-with-retry.ts';
import type {
  FailureCause,
  HttpRequest,
  HttpResult,
  Transport,
} from '../src/huaweicloud/transport.ts';
import { VirtualClock } from './virtual-clock.ts';

export const USER_AGENT = 'reset-ecs-passwords/1.2.3';
export const REQUEST_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
/** When the run begins, and when it has to be over. */
export const START = Date.UTC(2026, 10, 21);
export const DEADLINE = START + 600_000;

export function response(
  status: number,
  body: unknown = '',
  headers: Readonly<Record<string, string>> = {},
): HttpResult {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'answer', status, headers, body: text };
}

export function failure(cause: FailureCause, started = false): HttpResult {
  return { kind: 'failure', cause, started };
}

/** A transport that gives one result after the other, and none that is not in the script. */
export class ScriptedTransport implements Transport {
  readonly sent: HttpRequest[] = [];
  closed = 0;
  readonly #script: HttpResult[];
  readonly #onSend: () => void;

  /** @param onSend called at each request, before it is answered */
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

  /** What the script still holds. */
  get unused(): number {
    return this.#script.length;
  }
}

export interface ScriptedContext {
  readonly transport: ScriptedTransport;
  readonly context: RequestContext;
  readonly clock: VirtualClock;
  /** What was told before each wait. */
  readonly waits: Parameters<RequestContext['waiting']>[0][];
  readonly gaveUp: Parameters<RequestContext['gaveUp']>[0][];
  /** `method URL` of all that was sent. */
  readonly calls: () => string[];
}

/** A world in which services answer by the script; half of every back-off is waited. */
export function createContext(
  script: readonly HttpResult[],
  own: Partial<RequestContext> = {},
): ScriptedContext {
  const transport = new ScriptedTransport(script);
  const clock = new VirtualClock(START);
  const waits: ScriptedContext['waits'] = [];
  const gaveUp: ScriptedContext['gaveUp'] = [];
  return {
    transport,
    clock,
    waits,
    gaveUp,
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
      clean: (text) => text,
      isSecret: () => false,
      waiting: (event) => void waits.push(event),
      gaveUp: (event) => void gaveUp.push(event),
      ...own,
    },
  };
}
