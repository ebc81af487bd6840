import type { Dispatcher } from 'undici';
// By its file: the front door of undici loads much that only proxies need (see toolkit.ts).
import Agent from 'undici/lib/dispatcher/agent.js';
import type { HttpResponse } from './response.ts';

/** Time to get a connection, TLS included. */
const CONNECT_TIMEOUT_MS = 10_000;
/** The largest honest answer names 1,000 servers with a reason each: some 400 kB. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
const MAX_HEADER_BYTES = 64 * 1024;

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty when there is none. */
  readonly body: string;
}

/** Why there is no answer. */
export type FailureCause =
  | 'refused'
  | 'dns'
  | 'tls'
  | 'proxy'
  | 'unreachable'
  | 'timeout'
  | 'closed'
  | 'malformed'
  | 'too large'
  | 'aborted';

export type HttpResult =
  | ({ readonly kind: 'answer' } & HttpResponse)
  /** `started`: the request was at least begun to be written, so it may have reached the service. */
  | {
      readonly kind: 'failure';
      readonly started: boolean;
      readonly cause: FailureCause;
      /** Of an answer of which the rest is missing. */
      readonly status?: number;
    };

export interface Transport {
  /**
   * Sends one request, once, and reads the whole answer. Never throws for a failure of the network;
   * never follows a redirect.
   *
   * @param abort ends it at once
   */
  send(request: HttpRequest, abort: AbortSignal): Promise<HttpResult>;
  /** Drops all connections. */
  close(): Promise<void>;
}

/** Proxies as the environment names them; an empty string means none. */
export interface Proxies {
  readonly https: string;
  readonly http: string;
  readonly except: string;
}

/**
 * HTTP with certificates always verified, also where `NODE_TLS_REJECT_UNAUTHORIZED=0` asks for the
 * opposite: what travels here are passwords. More authorities come by `NODE_EXTRA_CA_CERTS`.
 *
 * @param timeoutMs for one request, from the connection to the last byte of the answer
 */
export async function createTransport(options: {
  timeoutMs: number;
  proxies: Proxies;
}): Promise<Transport> {
  const { proxies, timeoutMs } = options;
  const dispatcher = await createDispatcher(proxies, Math.min(CONNECT_TIMEOUT_MS, timeoutMs));
  return {
    send: (request, abort) => exchange(dispatcher, request, timeoutMs, abort),
    close: () => dispatcher.destroy(),
  };
}

async function createDispatcher(proxies: Proxies, connectTimeoutMs: number): Promise<Dispatcher> {
  const tls = { timeout: connectTimeoutMs, rejectUnauthorized: true };
  const options = {
    connect: tls,
    // One protocol, so that "has it been sent?" has one answer.
    allowH2: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    // The request's own timer rules; these would only add a second, coarser one.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  if (proxies.https === '' && proxies.http === '') return new Agent(options);
  const { EnvHttpProxyAgent } = await import('undici');
  return new EnvHttpProxyAgent({
    ...options,
    httpProxy: proxies.http,
    httpsProxy: proxies.https,
    noProxy: proxies.except,
    requestTls: tls,
    proxyTls: tls,
  });
}

function exchange(
  dispatcher: Dispatcher,
  request: HttpRequest,
  timeoutMs: number,
  abort: AbortSignal,
): Promise<HttpResult> {
  return new Promise((resolve) => {
    let started = false;
    let done = false;
    let controller: Dispatcher.DispatchController | undefined;
    let status = 0;
    let headers: Record<string, string> = {};
    let size = 0;
    const chunks: Buffer[] = [];

    const finish = (result: HttpResult): void => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      abort.removeEventListener('abort', onAbort);
      // Undici frees the connection after this; only then may the next call look for one.
      setImmediate(resolve, result);
    };
    const fail = (cause: FailureCause): void => {
      finish({ kind: 'failure', started, cause, ...(status > 0 && { status }) });
      controller?.abort(new Error(cause));
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
        // Called when a connection stands and just before the first byte is written to it.
        onRequestStart(startedController) {
          controller = startedController;
          if (done) startedController.abort(new Error('given up before it was sent'));
          else started = true;
        },
        onResponseStart(_controller, statusCode, responseHeaders) {
          status = statusCode;
          headers = flatten(responseHeaders);
        },
        onResponseData(_controller, chunk) {
          size += chunk.length;
          if (size > MAX_ANSWER_BYTES) fail('too large');
          else if (!done) chunks.push(chunk);
        },
        onResponseEnd() {
          finish({ kind: 'answer', status, headers, body: Buffer.concat(chunks).toString('utf8') });
        },
        onResponseError(_controller, error) {
          fail(causeOf(error, started));
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

const CAUSES: Readonly<Record<string, FailureCause>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
  UND_ERR_SOCKET: 'closed',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'closed',
  UND_ERR_HEADERS_OVERFLOW: 'too large',
  UND_ERR_ABORTED: 'proxy',
  UND_ERR_PRX_CONN: 'proxy',
  UND_ERR_PRX_TLS: 'proxy',
};

/** Only the code is looked at: messages of these errors hold addresses and, rarely, header values. */
function causeOf(error: Error, started: boolean): FailureCause {
  const code = codeOf(error) ?? codeOf(error.cause) ?? '';
  const known = CAUSES[code];
  if (known !== undefined) return known;
  if (error.name === 'HTTPParserError') return 'malformed';
  if (started) return 'closed';
  return /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|ISSUER/.test(code) ? 'tls' : 'unreachable';
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  // Where a name has several addresses, each of them has failed in its own way.
  if ('errors' in error && Array.isArray(error.errors)) return codeOf(error.errors[0]);
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
