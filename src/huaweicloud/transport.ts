import type { Dispatcher } from 'undici';
// Imported by its file: the main module of undici loads much that is not needed (see core.ts).
import Agent from 'undici/lib/dispatcher/agent.js';
import { MemberFilter } from './member-filter.ts';
import { networkErrorOf } from './network-errors.ts';
import type { NetworkError } from './network-errors.ts';
import { proxyFor } from './no-proxy.ts';
import type { Proxies } from './no-proxy.ts';

/** Time to get a connection, TLS included. */
const CONNECT_TIMEOUT_MS = 10_000;
/** The largest response names 1,000 servers with a reason each: some 400 kB. */
const MAX_RESPONSE_BYTES = 4 * 1024 * 1024;
const MAX_HEADER_BYTES = 64 * 1024;

export interface HttpRequest {
  readonly method: 'DELETE' | 'GET' | 'POST' | 'PUT';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty when there is none. */
  readonly body: string;
  /** The texts of this member of a JSON response are dropped while they arrive. */
  readonly omit?: string;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface NetworkFailure {
  readonly kind: 'failure';
  readonly error: NetworkError;
  /** The request was at least begun to be written, so it may have reached the service. */
  readonly maybeSent: boolean;
  /** Of a response of which the rest is missing. */
  readonly status?: number;
}

export type HttpResult = ({ readonly kind: 'response' } & HttpResponse) | NetworkFailure;

export interface Transport {
  /**
   * Sends one request, once, and reads the whole response. Never throws for a failure of the network;
   * never follows a redirect.
   *
   * @param abort ends it at once
   */
  send(request: HttpRequest, abort: AbortSignal): Promise<HttpResult>;
  /** Drops all connections. */
  close(): Promise<void>;
}

/**
 * HTTP with certificates always verified, also where `NODE_TLS_REJECT_UNAUTHORIZED=0` is set, because
 * the requests carry passwords. More authorities come from `NODE_EXTRA_CA_CERTS`.
 *
 * @param timeoutMs for one request, from the connection to the last byte of the response
 */
export function createTransport(options: { timeoutMs: number; proxies: Proxies }): Transport {
  const { proxies, timeoutMs } = options;
  const dispatchers = new Dispatchers(Math.min(CONNECT_TIMEOUT_MS, timeoutMs));
  return {
    async send(request, abort) {
      const dispatcher = await dispatchers.get(proxyFor(request.url, proxies));
      return exchange(dispatcher, request, timeoutMs, abort);
    },
    close: () => dispatchers.close(),
  };
}

/** The dispatchers in use: the direct one, and one for each proxy. */
class Dispatchers {
  readonly #connectTimeoutMs: number;
  readonly #open = new Map<string | undefined, Promise<Dispatcher>>();

  constructor(connectTimeoutMs: number) {
    this.#connectTimeoutMs = connectTimeoutMs;
  }

  /** @param proxy its address; undefined for direct connections */
  get(proxy: string | undefined): Promise<Dispatcher> {
    const open = this.#open.get(proxy) ?? createDispatcher(proxy, this.#connectTimeoutMs);
    this.#open.set(proxy, open);
    return open;
  }

  async close(): Promise<void> {
    const open = Array.from(this.#open.values(), async (dispatcher) =>
      (await dispatcher).destroy(),
    );
    // A connection that cannot be closed must not prevent the report.
    await Promise.allSettled(open);
  }
}

async function createDispatcher(
  proxy: string | undefined,
  connectTimeoutMs: number,
): Promise<Dispatcher> {
  const tls = { timeout: connectTimeoutMs, rejectUnauthorized: true };
  const options = {
    connect: tls,
    // One protocol, so that there is one way to tell whether a request has been sent.
    allowH2: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    // The request has its own timer; these would only add a second, coarser one.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  if (proxy === undefined) return new Agent(options);
  const { default: ProxyAgent } = await import('./proxy-agent.ts');
  return new ProxyAgent({ ...options, uri: proxy, requestTls: tls, proxyTls: tls });
}

function exchange(
  dispatcher: Dispatcher,
  request: HttpRequest,
  timeoutMs: number,
  abort: AbortSignal,
): Promise<HttpResult> {
  return new Promise((resolve) => {
    let maybeSent = false;
    let done = false;
    let controller: Dispatcher.DispatchController | undefined;
    let status = 0;
    let headers: Record<string, string> = {};
    let size = 0;
    const chunks: Buffer[] = [];
    const filter = request.omit === undefined ? undefined : new MemberFilter(request.omit);

    const finish = (result: HttpResult): void => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      abort.removeEventListener('abort', onAbort);
      // Undici frees the connection after this; only then can the next call use it.
      setImmediate(resolve, result);
    };
    const fail = (error: NetworkError): void => {
      finish({ kind: 'failure', error, maybeSent, ...(status > 0 && { status }) });
      controller?.abort(new Error(error));
    };
    const onAbort = (): void => {
      fail('aborted');
    };
    const timer = setTimeout(() => {
      fail('timeout');
    }, timeoutMs);
    abort.addEventListener('abort', onAbort);
    if (abort.aborted) {
      fail('aborted');
      return;
    }

    const { method, url, body } = request;
    dispatcher.dispatch(
      {
        origin: url.origin,
        path: url.pathname + url.search,
        method,
        headers: { ...request.headers },
        body,
      },
      {
        // Called when a connection is open and just before the first byte is written to it.
        onRequestStart(startedController) {
          controller = startedController;
          if (done) startedController.abort(new Error('ended before it was sent'));
          else maybeSent = true;
        },
        onResponseStart(_controller, statusCode, responseHeaders) {
          status = statusCode;
          headers = flatten(responseHeaders);
        },
        onResponseData(_controller, chunk) {
          const kept = filter?.pass(chunk) ?? chunk;
          size += kept.length;
          if (size > MAX_RESPONSE_BYTES) fail('too large');
          else if (!done) chunks.push(kept);
        },
        onResponseEnd() {
          finish({
            kind: 'response',
            status,
            headers,
            body: Buffer.concat(chunks).toString('utf8'),
          });
        },
        onResponseError(_controller, error) {
          fail(networkErrorOf(error, maybeSent));
        },
      },
    );
  });
}

function flatten(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const first = Array.isArray(value) ? value[0] : value;
      return first === undefined ? [] : [[name.toLowerCase(), first]];
    }),
  );
}
