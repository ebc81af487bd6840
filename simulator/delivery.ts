import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './responses.ts';
import type { Fault } from './faults.ts';

const CHUNK = Buffer.alloc(64 * 1024, 'x');

/** Where and how an answer goes out. */
export interface Delivery {
  readonly response: ServerResponse;
  readonly socket: Socket;
  /** Ends every wait when the simulator closes. */
  readonly signal: AbortSignal;
  /** Told the status just before it goes out. */
  readonly onStatus: (status: number) => void;
}

/** Sends an answer, with whatever a fault does to it. */
export async function deliver(to: Delivery, answer: Answer, fault: Fault = {}): Promise<void> {
  if (fault.silence === true) return;
  switch (fault.close) {
    case 'before-headers':
      to.socket.destroy();
      return;
    case 'inside-headers':
      to.socket.write('HTTP/1.1 200 OK\r\ncontent-type: appl', () => to.socket.destroy());
      return;
    case 'inside-body': {
      const body = answer.body.length > 1 ? answer.body : Buffer.from('{}');
      sendHead(to, { ...answer, status: answer.status === 204 ? 200 : answer.status }, body.length);
      to.response.write(body.subarray(0, body.length / 2), () => to.socket.destroy());
      return;
    }
    case 'after-body':
      await sendAll(to, answer, fault);
      to.socket.destroy();
      return;
    case undefined:
      await sendAll(to, answer, fault);
  }
}

async function sendAll(to: Delivery, answer: Answer, fault: Fault): Promise<void> {
  const { response, signal } = to;
  if (fault.hugeBody !== undefined) {
    sendHead(to, answer);
    await pipeline(filler(fault.hugeBody), response, { signal });
  } else if (fault.drip !== undefined && answer.body.length > 0) {
    sendHead(to, answer, answer.body.length);
    await pipeline(slowly(answer.body, fault.drip, signal), response, { signal });
  } else {
    sendHead(to, answer, answer.status === 204 ? undefined : answer.body.length);
    await new Promise<void>((resolve) => {
      // A client that has left lets the response close without finishing.
      response.once('close', resolve);
      response.end(answer.body, resolve);
    });
  }
}

function sendHead(to: Delivery, answer: Answer, length?: number): void {
  const { response } = to;
  if (length !== undefined) response.setHeader('content-length', length);
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  to.onStatus(answer.status);
  response.writeHead(answer.status);
}

function* filler(size: number): Generator<Buffer> {
  for (let left = size; left > 0; left -= CHUNK.length) {
    yield left < CHUNK.length ? CHUNK.subarray(0, left) : CHUNK;
  }
}

async function* slowly(
  body: Buffer,
  { bytes, everyMs }: { bytes: number; everyMs: number },
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  for (let start = 0; start < body.length; start += bytes) {
    if (start > 0) await sleep(everyMs, undefined, { signal });
    yield body.subarray(start, start + bytes);
  }
}
