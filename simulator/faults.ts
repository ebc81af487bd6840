import { emptyAnswer } from './responses.ts';
import type { Answer } from './responses.ts';
import type { RecordedRequest } from './request.ts';

/** Sent as it is, or as JSON. */
export type FaultBody = string | Buffer | object;

/**
 * One misbehaviour, used by one request. A fault that neither applies the call nor says what to
 * answer, answers 503 without a body: never a success that was none.
 */
export interface Fault {
  /** Leaves the fault to the first request that matches. */
  match?: (request: RecordedRequest) => boolean;
  /** Never used up. */
  forever?: boolean;
  /** How many requests use it; default 1. */
  times?: number;
  /** `before`: the call is really applied, then the fault happens. Default `never`. */
  apply?: 'before' | 'never';
  /** How long the answer waits. */
  delayMs?: number;
  /** Answers this instead; 200 when only a body is given. A function may echo the request. */
  status?: number;
  body?: FaultBody | ((request: RecordedRequest) => FaultBody);
  headers?: Record<string, string> | ((request: RecordedRequest) => Record<string, string>);
  /**
   * Destroys the connection there. `inside-body` sends half of the body (of `{}` when there is
   * none) under the length of the whole; a 204, which can have no body, becomes a 200 for it.
   */
  close?: 'before-headers' | 'inside-headers' | 'inside-body' | 'after-body';
  /** Never answers. */
  silence?: boolean;
  /** Sends the body slowly. */
  drip?: { bytes: number; everyMs: number };
  /** Answers 200 with this many bytes of body, streamed without a length. */
  hugeBody?: number;
  /** Adds a response header of this many bytes. */
  hugeHeaders?: number;
  /** Answers 307 with this as `Location`. */
  redirect?: string;
}

/** The faults that are still to come. */
export class FaultScript {
  #entries: { readonly fault: Fault; left: number }[] = [];

  add(faults: readonly Fault[]): void {
    for (const fault of faults) {
      const left = fault.forever === true ? Infinity : (fault.times ?? 1);
      this.#entries.push({ fault, left });
    }
  }

  /** The first fault that is meant for a request; using it up is part of asking. */
  take(request: RecordedRequest): Fault | undefined {
    const entry = this.#entries.find(({ fault }) => fault.match?.(request) ?? true);
    if (entry === undefined) return undefined;
    entry.left -= 1;
    this.#entries = this.#entries.filter(({ left }) => left > 0);
    return entry.fault;
  }
}

/** What a fault answers to a request, given what the service answered if it was asked. */
export function faultyAnswer(
  fault: Fault,
  request: RecordedRequest,
  service: Answer | undefined,
): Answer {
  const answer = ownAnswer(fault, request) ?? service ?? emptyAnswer(503);
  const padding = fault.hugeHeaders ?? 0;
  const headers = typeof fault.headers === 'function' ? fault.headers(request) : fault.headers;
  return {
    ...answer,
    headers: {
      ...answer.headers,
      ...(padding > 0 && { 'x-padding': 'x'.repeat(padding) }),
      ...headers,
    },
  };
}

function isEcho(body: Fault['body']): body is (request: RecordedRequest) => FaultBody {
  return typeof body === 'function';
}

function ownAnswer(fault: Fault, request: RecordedRequest): Answer | undefined {
  const { hugeBody, redirect, status } = fault;
  if (redirect !== undefined) return { ...emptyAnswer(307), headers: { location: redirect } };
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
