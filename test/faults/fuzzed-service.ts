/**
 * A reset service on raw TCP for the fuzz test. It knows which servers it reset. Its own responses are
 * true; what carries them (framing, encodings, intermediaries) is random.
 */
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';

const GATEWAY_5XX = ['APIGW.0201', 'APIG.0201', 'APIGW.0601', 'APIGW.0610'];
const SERVER_CODES = ['Ecs.0114', 'Ecs.0605', 'Ecs.0613', 'Ecs.0603', 'ECS.0610', 'Pdp.0001'];
const BUSY = 'Ecs.0603';
const OPENSTACK = ['badRequest', 'itemNotFound', 'computeFault', 'conflictingRequest'];
const STATUSES = [200, 201, 202, 204, 206, 301, 302, 307, 400, 401, 403, 404, 408, 409, 413, 429];
const ANY_STATUS = fc.constantFrom(...STATUSES, 418, 500, 501, 502, 503, 504, 511, 599);
const GARBAGE = [
  '',
  ' ',
  '{}',
  '[]',
  'null',
  '0',
  '"text"',
  '{',
  '[{"id":',
  '{"response":{}}',
  '{"response":[null,1,{"id":7}]}',
  '{"internalError":"none"}',
  '{"internalError":[],"response":[]}',
  '{"error":null}',
  '{"error":""}',
  '<html><h1>502 Bad Gateway</h1></html>',
  'upstream connect error',
  '\u0000\u0001\u0002',
  '\ufeff{"response":[]}',
];

/** One response of the service, before it is known for which servers. */
export type Plan = typeof PLAN extends fc.Arbitrary<infer Value> ? Value : never;

export const PLAN = fc.record({
  kind: fc.constantFrom(
    'accepted',
    'accepted',
    'refused',
    'failed with 5xx',
    'per server',
    'contradicting',
    'error with 2xx',
    'openstack',
    'gateway',
    'other',
    'other',
  ),
  status: ANY_STATUS,
  code: fc.constantFrom(...SERVER_CODES),
  gatewayCode: fc.constantFrom(...GATEWAY_5XX),
  other: fc.oneof(fc.constantFrom(...GARBAGE), fc.string({ unit: 'binary', maxLength: 60 })),
  fault: fc.constantFrom(...OPENSTACK),
  /** Bits: which servers are reset, and which of them the response names. */
  resets: fc.nat({ max: 15 }),
  names: fc.nat({ max: 15 }),
  framing: fc.constantFrom('length', 'length', 'chunked', 'none', 'short', 'long', 'two lengths'),
  encoding: fc.constantFrom(
    '',
    '',
    '',
    'gzip',
    'br',
    'deflate',
    'unnamed gzip',
    'unnamed br',
    'named gzip',
  ),
  cut: fc.constantFrom('', '', '', '', 'body', 'head', 'all', 'silence'),
  /** The part that is sent before a cut. */
  part: fc.double({ min: 0, max: 1, noNaN: true }),
  head: fc.constantFrom(
    [],
    ['retry-after: 0'],
    ['x-request-id: 4bf92f3577b34da6a3ce929d0e0e4736'],
    ['content-type: text/html'],
    ['content-encoding: identity'],
    ['retry-after: yesterday', 'retry-after: 5'],
    [`x-long: ${'a'.repeat(9_000)}`],
  ),
  early: fc.boolean(),
});

interface FuzzedResponse {
  readonly status: number;
  readonly body: string;
  /** The servers that this request resets. */
  readonly resets: readonly string[];
}

export class FuzzedService {
  readonly applied = new Set<string>();
  responses = 0;
  readonly #plans = new Map<string, Plan[]>();
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => {
    this.#sockets.add(socket);
    let received = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      const end = received.indexOf('\r\n\r\n');
      const length = Number(/^content-length: *(\d+)/im.exec(received)?.[1] ?? Number.NaN);
      if (end < 0 || received.length < end + 4 + length) return;
      const request = received;
      received = '';
      this.#respond(socket, request);
    });
  });

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** The responses to the requests of a project, in order. */
  schedule(project: string, plans: readonly Plan[]): void {
    this.#plans.set(project, [...plans]);
  }

  #respond(socket: Socket, request: string): void {
    const [, project = ''] = /^PUT \/v[12.]+\/([\w-]+)\//.exec(request) ?? [];
    const plan = this.#plans.get(project)?.shift();
    if (plan === undefined) throw new Error(`no plan for ${request.slice(0, 80)}`);
    const body = request.slice(request.indexOf('\r\n\r\n') + 4);
    const [, single] = /^PUT \/\S+\/([0-9a-f-]{36})\/os-reset-password /.exec(request) ?? [];
    const ids =
      single === undefined
        ? Array.from(body.matchAll(/"id":"([^"]+)"/g), ([, id = '']) => id)
        : [single];
    const reply = replyTo(ids, plan, this.applied, single !== undefined);
    for (const id of reply.resets) this.applied.add(id);
    this.responses += 1;
    send(socket, reply, plan);
  }
}

/** What the service does with the servers, and what it says of it. */
function replyTo(
  ids: readonly string[],
  plan: Plan,
  before: ReadonlySet<string>,
  isSingle: boolean,
): FuzzedResponse {
  const { fault, gatewayCode, names, other, status } = plan;
  const chosen = (bits: number): string[] => ids.filter((_, index) => (bits >> index) % 2 === 1);
  const resets = chosen(plan.resets);
  // A server that is being reset is busy; the service does not call it locked or missing.
  const codeOf = (id: string): string => (before.has(id) ? BUSY : plan.code);
  const [first = ''] = ids;
  const error = { code: ids.some((id) => before.has(id)) ? BUSY : codeOf(first), message: 'no' };
  const entries = (of: readonly string[]): object[] => of.map((id) => ({ id }));
  const failures = (of: readonly string[]): object[] =>
    of.map((id) => ({ id, error_code: codeOf(id), error_message: 'no' }));
  const json = (value: object): string => JSON.stringify(value);
  const refusal = isDefinite(status) ? status : 400;

  switch (plan.kind) {
    case 'accepted': {
      if (isSingle) return { status: 200, body: plan.early ? '{}' : '', resets: ids };
      const named = resets.filter((id) => chosen(names).includes(id));
      return { status: 200, body: json({ response: entries(named) }), resets };
    }
    case 'refused':
      return { status: refusal, body: json({ error }), resets: [] };
    case 'failed with 5xx':
      return { status: plan.early ? 500 : 503, body: json({ error }), resets: [] };
    case 'per server': {
      const failed = ids.filter((id) => !resets.includes(id) && chosen(names).includes(id));
      const whole = { error: { code: 'Ecs.0611', message: 'no' } };
      const response = plan.early ? { response: entries(resets) } : {};
      const isWhole = isSingle || failed.length === 0;
      if (isWhole) return { status: 400, body: json({ error }), resets: [] };
      return {
        status: 400,
        body: json({ ...whole, ...response, internalError: failures(failed) }),
        resets,
      };
    }
    case 'contradicting':
      // The servers that the response names may be reset or not; the others are refused.
      if (isSingle) return { status: refusal, body: json({ error }), resets: [] };
      return {
        status: plan.early ? 200 : refusal,
        body: json({ error, response: entries(chosen(names)) }),
        resets: resets.filter((id) => chosen(names).includes(id)),
      };
    case 'error with 2xx':
      return { status: 202, body: json({ error: { ...error, code: 'Common.0024' } }), resets: [] };
    case 'openstack':
      return { status: 200, body: json({ [fault]: { code: 400, message: 'no' } }), resets };
    case 'gateway': {
      if (isDefinite(status)) {
        return {
          status: 429,
          body: json({ error_code: 'APIGW.0308', error_msg: 'no' }),
          resets: [],
        };
      }
      // With these statuses nothing is proved, whoever made the code.
      const late = [408, 502, 504][names % 3] ?? 504;
      const body = plan.early ? { error_code: gatewayCode, error_msg: 'no' } : { error };
      return { status: late, body: json(body), resets };
    }
    case 'other': {
      // A call for one server has no other success than this.
      const isSuccess = isSingle && status < 300 && (status === 204 || isSilent(other));
      if (isSuccess) return { status, body: other, resets: ids };
      return { status, body: other, resets: isDefinite(status) ? [] : resets };
    }
  }
}

/** Nothing behind an intermediary received a request that is refused with such a status. */
function isDefinite(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408;
}

/** Whether a body is empty, or an object that reports no error. */
function isSilent(body: string): boolean {
  const text = body.trim();
  return text === '' || (text.startsWith('{') && text.endsWith('}'));
}

function send(socket: Socket, { body, status }: FuzzedResponse, plan: Plan): void {
  const { bytes, header } = encode(body, plan.encoding);
  const { framing } = plan;
  const lengths: Readonly<Record<string, string[]>> = {
    length: [`content-length: ${bytes.length}`],
    short: [`content-length: ${Math.max(Math.min(1, bytes.length), bytes.length - 3)}`],
    long: [`content-length: ${bytes.length + 5}`],
    'two lengths': [`content-length: ${bytes.length}`, 'transfer-encoding: chunked'],
    chunked: ['transfer-encoding: chunked'],
    none: [],
  };
  const isChunked = framing === 'chunked' || framing === 'two lengths';
  const lines = [`HTTP/1.1 ${status} Text`, ...header, ...plan.head, ...(lengths[framing] ?? [])];
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
  const content = isChunked ? chunksOf(bytes) : bytes;
  const whole = Buffer.concat([head, content]);
  switch (plan.cut) {
    case 'silence':
      return;
    case 'all':
      socket.destroy();
      return;
    case 'head':
      socket.end(head.subarray(0, Math.floor(head.length * plan.part)));
      return;
    case 'body': {
      // Without a length nothing shows that a body is missing as a whole.
      const sent = Math.max(Math.min(1, content.length), Math.floor(content.length * plan.part));
      socket.end(whole.subarray(0, head.length + sent));
      return;
    }
    default:
      if (framing === 'none') socket.end(whole);
      else socket.write(whole);
  }
}

function chunksOf(bytes: Buffer): Buffer {
  const middle = Math.floor(bytes.length / 2);
  const parts = [bytes.subarray(0, middle), bytes.subarray(middle)].filter(({ length }) => length);
  const chunks = parts.map((part) =>
    Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]),
  );
  return Buffer.concat([...chunks, Buffer.from('0\r\n\r\n')]);
}

function encode(body: string, encoding: Plan['encoding']): { bytes: Buffer; header: string[] } {
  const bytes = Buffer.from(body);
  switch (encoding) {
    case 'gzip':
      return { bytes: gzipSync(bytes), header: ['content-encoding: gzip'] };
    case 'br':
      return { bytes: brotliCompressSync(bytes), header: ['Content-Encoding: BR'] };
    case 'deflate':
      return { bytes: deflateSync(bytes), header: ['content-encoding: deflate'] };
    case 'unnamed gzip':
      return { bytes: gzipSync(bytes), header: [] };
    case 'unnamed br':
      return { bytes: brotliCompressSync(bytes), header: [] };
    case 'named gzip':
      return { bytes, header: ['content-encoding: gzip'] };
    case '':
      return { bytes, header: [] };
  }
}
