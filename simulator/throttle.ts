import { gatewayErrorResponse } from './responses.ts';
import type { HttpResponse } from './responses.ts';
import type { SimulatorOptions } from './options.ts';

/** The gateway's limit of requests, for each call by itself (API Gateway user guide). */
export class Throttle {
  readonly #limit: SimulatorOptions['throttle'];
  readonly #windows = new Map<string, { start: number; calls: number }>();

  constructor(limit: SimulatorOptions['throttle']) {
    this.#limit = limit;
  }

  /** The refusal of a request that is over the limit. */
  refuse(call: string, requestId: string): HttpResponse | undefined {
    if (this.#limit === undefined) return undefined;
    const { calls, perMs } = this.#limit;
    const now = performance.now();
    const current = this.#windows.get(call);
    const window =
      current !== undefined && now < current.start + perMs ? current : { start: now, calls: 0 };
    window.calls += 1;
    this.#windows.set(call, window);
    if (window.calls <= calls) return undefined;
    const time = `${Math.ceil(perMs / 1000)} second`;
    const message = `The throttling threshold has been reached: policy user over ratelimit,limit:${calls},time:${time}`;
    return gatewayErrorResponse('APIGW.0308', message, requestId);
  }
}
