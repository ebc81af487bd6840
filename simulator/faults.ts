import { emptyResponse } from './responses.ts';
import type { HttpResponse } from './responses.ts';
import type { RecordedRequest } from './request.ts';

/** Sent as it is, or as JSON. */
export type FaultBody = string | Buffer | object;

/**
 * A fault of the service or the network, used for one request. A fault that does not apply the call
 * and has no response of its own returns 503 without a body, so that no call seems to succeed.
 */
export interface Fault {
  /** The fault is used for the first request that matches. */
  match?: (request: RecordedRequest) => boolean;
  /** The fault is used for all matching requests. */
  forever?: boolean;
  /** For how many requests it is used; default 1. */
  times?: number;
  /** `before`: the call is applied before the fault occurs. Default `never`. */
  apply?: 'before' | 'never';
  /** Delay of the response. */
  delayMs?: number;
  /** Holds the response back until this promise is fulfilled. It is never rejected. */
  heldUntil?: Promise<unknown>;
  /** The response instead of that of the service; 200 if only a body is given. */
  status?: number;
  body?: FaultBody | ((request: RecordedRequest) => FaultBody);
  headers?: Record<string, string> | ((request: RecordedRequest) => Record<string, string>);
  /**
   * Closes the connection there. `inside-body` sends half of the body (of `{}` if there is none)
   * with the length of the whole body. A 204 becomes a 200, because it cannot have a body.
   */
  close?: 'before-headers' | 'inside-headers' | 'inside-body' | 'after-body';
  /** Sends no response. */
  silence?: boolean;
  /** Sends the body slowly. */
  drip?: { bytes: number; everyMs: number };
  /** Responds with 200 and a body of this many bytes, without a length. */
  hugeBody?: number;
  /** Adds a response header of this many bytes. */
  hugeHeaders?: number;
  /** Responds with 307 and this `Location`. */
  redirect?: string;
}

/** The faults that are still unused. */
export class FaultScript {
  #entries: { readonly fault: Fault; left: number }[] = [];

  add(faults: readonly Fault[]): void {
    for (const fault of faults) {
      const left = fault.forever === true ? Infinity : (fault.times ?? 1);
      this.#entries.push({ fault, left });
    }
  }

  /** Returns the first fault that matches a request, and counts it as used. */
  take(request: RecordedRequest): Fault | undefined {
    const entry = this.#entries.find(({ fault }) => fault.match?.(request) ?? true);
    if (entry === undefined) return undefined;
    entry.left -= 1;
    this.#entries = this.#entries.filter(({ left }) => left > 0);
    return entry.fault;
  }
}

/** The response of a fault. `service` is the response of the service, if the call was applied. */
export function faultyResponse(
  fault: Fault,
  request: RecordedRequest,
  service: HttpResponse | undefined,
): HttpResponse {
  const response = ownResponse(fault, request) ?? service ?? emptyResponse(503);
  const padding = fault.hugeHeaders ?? 0;
  const headers = typeof fault.headers === 'function' ? fault.headers(request) : fault.headers;
  return {
    ...response,
    headers: {
      ...response.headers,
      ...(padding > 0 && { 'x-padding': 'x'.repeat(padding) }),
      ...headers,
    },
  };
}

function isEcho(body: Fault['body']): body is (request: RecordedRequest) => FaultBody {
  return typeof body === 'function';
}

function ownResponse(fault: Fault, request: RecordedRequest): HttpResponse | undefined {
  const { hugeBody, redirect, status } = fault;
  if (redirect !== undefined) return { ...emptyResponse(307), headers: { location: redirect } };
  const body = isEcho(fault.body) ? fault.body(request) : fault.body;
  if (status === undefined && body === undefined && hugeBody === undefined) return undefined;
  const isObject = typeof body === 'object' && !Buffer.isBuffer(body);
  const bytes = isObject ? JSON.stringify(body) : (body ?? '');
  return {
    status: status ?? 200,
    headers: isObject ? { 'content-type': 'application/json' } : {},
    body: Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes),
  };
}
