import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpResponse } from './responses.ts';
import type { Fault } from './faults.ts';

const CHUNK = Buffer.alloc(64 * 1024, 'x');

/** Where and how a response is sent. */
export interface Delivery {
  readonly output: ServerResponse;
  readonly socket: Socket;
  /** Ends all waiting when the simulator closes. */
  readonly signal: AbortSignal;
  /** Called with the status just before it is sent. */
  readonly onStatus: (status: number) => void;
}

/** Sends a response, changed by a fault. */
export async function deliver(
  to: Delivery,
  response: HttpResponse,
  fault: Fault = {},
): Promise<void> {
  if (fault.silence === true) return;
  switch (fault.close) {
    case 'before-headers':
      to.socket.destroy();
      return;
    case 'inside-headers':
      to.socket.write('HTTP/1.1 200 OK\r\ncontent-type: appl', () => to.socket.destroy());
      return;
    case 'inside-body': {
      const body = response.body.length > 1 ? response.body : Buffer.from('{}');
      sendHead(
        to,
        { ...response, status: response.status === 204 ? 200 : response.status },
        body.length,
      );
      to.output.write(body.subarray(0, body.length / 2), () => to.socket.destroy());
      return;
    }
    case 'after-body':
      await sendAll(to, response, fault);
      to.socket.destroy();
      return;
    case undefined:
      await sendAll(to, response, fault);
  }
}

async function sendAll(to: Delivery, response: HttpResponse, fault: Fault): Promise<void> {
  const { output, signal } = to;
  if (fault.hugeBody !== undefined) {
    sendHead(to, response);
    await pipeline(filler(fault.hugeBody), output, { signal });
  } else if (fault.drip !== undefined && response.body.length > 0) {
    sendHead(to, response, response.body.length);
    await pipeline(slowly(response.body, fault.drip, signal), output, { signal });
  } else {
    sendHead(to, response, response.status === 204 ? undefined : response.body.length);
    await new Promise<void>((resolve) => {
      // If the client has disconnected, the response closes without finishing.
      output.once('close', resolve);
      output.end(response.body, resolve);
    });
  }
}

function sendHead(to: Delivery, response: HttpResponse, length?: number): void {
  const { output } = to;
  if (length !== undefined) output.setHeader('content-length', length);
  for (const [name, value] of Object.entries(response.headers)) output.setHeader(name, value);
  to.onStatus(response.status);
  output.writeHead(response.status);
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
