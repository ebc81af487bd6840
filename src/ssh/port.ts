import { Socket } from 'node:net';
import type { Clock } from '../retry/clock.ts';
import type { HostAddress } from './host-keys.ts';

/** Why a connection could not be opened. */
export type ConnectFailure = 'connect_refused' | 'dns' | 'no_route' | 'timeout';

/** What a plain connection to a port found. */
export type PortState = 'open' | ConnectFailure | 'aborted';

export interface ProbeOptions {
  readonly clock: Clock;
  /** Time for the connection to be opened, in milliseconds. */
  readonly timeoutMs: number;
  readonly abort: AbortSignal;
}

/** Opens a plain connection to a port and closes it again. Nothing is sent. */
export function probePort(address: HostAddress, options: ProbeOptions): Promise<PortState> {
  const { abort, clock, timeoutMs } = options;
  const over = new AbortController();
  const socket = new Socket();
  return new Promise((resolve) => {
    const finish = (state: PortState): void => {
      over.abort();
      socket.destroy();
      resolve(state);
    };
    if (abort.aborted) {
      finish('aborted');
      return;
    }
    const onAbort = (): void => {
      finish('aborted');
    };
    abort.addEventListener('abort', onAbort, { signal: over.signal });
    socket.on('error', (error) => {
      finish(connectFailureOf(error));
    });
    socket.on('connect', () => {
      finish('open');
    });
    socket.connect(address);
    void clock.sleep(timeoutMs, over.signal).then(() => {
      if (!over.signal.aborted) finish('timeout');
    });
  });
}

/** Decided by the code, because the message contains addresses. */
export function connectFailureOf(error: Error): ConnectFailure {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ECONNREFUSED') return 'connect_refused';
  if (code === 'ETIMEDOUT') return 'timeout';
  return 'syscall' in error && error.syscall === 'getaddrinfo' ? 'dns' : 'no_route';
}
