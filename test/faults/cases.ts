/** The faults of one call, and the expected outcome of its servers. */
import type { Fault } from '../../simulator/simulator.ts';

export interface Expected {
  readonly outcome: 'accepted' | 'failed' | 'unknown';
  readonly code?: string;
}

export interface FaultCase {
  readonly name: string;
  readonly fault: Fault;
  /** If only the first call has the fault. */
  readonly once: Expected;
  /** If every call has the fault. */
  readonly forever: Expected;
  /** Whether a request that only reads is sent again after the fault. */
  readonly isTemporary: boolean;
  readonly inputs?: Readonly<Record<string, string>>;
}

const ACCEPTED: Expected = { outcome: 'accepted' };
const UNKNOWN: Expected = { outcome: 'unknown' };
const FAILED: Expected = { outcome: 'failed' };

const ecs = (code: string): object => ({ error: { code, message: `message of ${code}` } });
const gateway = (code: string, message = `message of ${code}`): object => ({
  error_code: code,
  error_msg: message,
  request_id: '0123456789abcdef0123456789abcdef',
});
const bodyOf = (code: string): object => (code.startsWith('APIGW') ? gateway(code) : ecs(code));

function codes(
  kind: string,
  list: readonly (readonly [string, number])[],
  expected: (code: string) => Pick<FaultCase, 'once' | 'forever'>,
): FaultCase[] {
  return list.map(([code, status]) => ({
    name: `${code} with HTTP ${status} (${kind})`,
    fault: { status, body: bodyOf(code) },
    isTemporary: kind.includes('temporary'),
    ...expected(code),
  }));
}

/** Every documented code, with each documented HTTP status. */
export const CODE_CASES: readonly FaultCase[] = [
  ...codes(
    'temporary',
    [
      ['Ecs.0002', 400],
      ['Ecs.1000', 400],
      ['Ecs.1001', 400],
      ['Ecs.1002', 400],
      ['Ecs.1100', 400],
      ['Ecs.0301', 400],
      ['Ecs.0615', 500],
      ['Common.0001', 500],
      ['Common.0024', 202],
      ['Common.1503', 503],
      ['Common.1503', 429],
      ['APIGW.0308', 429],
    ],
    (code) => ({ once: ACCEPTED, forever: { outcome: 'failed', code } }),
  ),
  ...codes(
    'temporary, outcome unknown',
    [
      ['APIGW.0201', 502],
      ['APIGW.0201', 504],
      ['APIGW.0601', 500],
      ['APIGW.0605', 500],
      ['APIGW.0606', 500],
      ['APIGW.0613', 503],
      ['APIGW.0610', 502],
    ],
    (code) => ({ once: ACCEPTED, forever: { outcome: 'unknown', code } }),
  ),
  ...codes(
    'about one server',
    [
      ['Ecs.0030', 400],
      ['Ecs.0114', 404],
      ['Ecs.0118', 400],
      ['Ecs.0605', 400],
      ['Ecs.0611', 400],
      ['Ecs.0613', 400],
      ['Ecs.0614', 404],
    ],
    (code) => ({ once: ACCEPTED, forever: { outcome: 'failed', code } }),
  ),
  ...codes(
    'about one server, temporary',
    [
      ['Ecs.0100', 400],
      ['Ecs.0603', 501],
      ['Ecs.0610', 400],
      ['Ecs.0612', 400],
    ],
    (code) => ({ once: ACCEPTED, forever: { outcome: 'failed', code } }),
  ),
  ...codes(
    'final',
    [
      ['Ecs.0000', 400],
      ['Ecs.0003', 403],
      ['Ecs.0005', 400],
      ['Ecs.0011', 400],
      ['Ecs.0023', 400],
      ['Ecs.0110', 403],
      ['Pdp.0001', 403],
      ['Common.0002', 400],
      ['Common.0013', 401],
      ['Common.0018', 400],
      ['APIGW.0101', 404],
      ['APIGW.0201', 400],
      ['APIGW.0201', 413],
      ['APIGW.0201', 414],
      ['APIGW.0201', 494],
      ['APIGW.0301', 401],
      ['APIGW.0302', 403],
      ['APIGW.0305', 401],
      ['APIGW.0306', 403],
      ['APIGW.0307', 401],
      ['APIGW.0310', 403],
      ['APIGW.0401', 403],
      ['APIGW.0402', 403],
      ['APIGW.0602', 400],
      ['APIGW.0801', 403],
      ['APIGW.0802', 403],
      // Not documented, so the status decides and the code is shown.
      ['Ecs.9999', 400],
      ['Ecs.9999', 403],
      ['Ecs.9999', 404],
      ['Ecs.9999', 501],
    ],
    (code) => ({ once: { outcome: 'failed', code }, forever: { outcome: 'failed', code } }),
  ),
  {
    name: 'an unknown code with HTTP 500',
    fault: { status: 500, body: ecs('Ecs.9999') },
    isTemporary: true,
    once: ACCEPTED,
    forever: { outcome: 'failed', code: 'Ecs.9999' },
  },
];

/** Responses without a code of the service. */
export const STATUS_CASES: readonly FaultCase[] = [
  ...[408, 500, 502, 503, 504].map((status) => ({
    name: `HTTP ${status} without a code`,
    fault: { status, body: '<html><body>sorry</body></html>' },
    isTemporary: true,
    once: ACCEPTED,
    forever: UNKNOWN,
  })),
  {
    name: 'HTTP 429 without a code',
    fault: { status: 429, body: 'slow down' },
    isTemporary: true,
    once: ACCEPTED,
    forever: FAILED,
  },
  ...[501, 505, 520].map((status) => ({
    name: `HTTP ${status} without a code`,
    fault: { status, body: '' },
    isTemporary: false,
    once: UNKNOWN,
    forever: UNKNOWN,
  })),
  ...[400, 401, 403, 404, 409, 413, 418].map((status) => ({
    name: `HTTP ${status} without a code`,
    fault: { status, body: { itemNotFound: { code: status, message: 'of OpenStack' } } },
    isTemporary: false,
    once: FAILED,
    forever: FAILED,
  })),
  {
    name: 'a redirect',
    fault: { redirect: 'http://127.0.0.1:9/elsewhere' },
    isTemporary: false,
    once: UNKNOWN,
    forever: UNKNOWN,
  },
  ...['seconds', 'a date', 'nonsense'].map((form) => ({
    name: `HTTP 503 with Retry-After as ${form}`,
    isTemporary: true,
    fault: {
      status: 503,
      body: '',
      headers: {
        'retry-after': { seconds: '2', 'a date': new Date().toUTCString() }[form] ?? 'soon',
      },
    },
    once: ACCEPTED,
    forever: UNKNOWN,
  })),
  {
    name: 'the hint of the gateway how long to wait',
    isTemporary: true,
    fault: {
      status: 429,
      body: gateway('APIGW.0308', 'policy user over ratelimit,limit:200,time:1 minute'),
    },
    once: ACCEPTED,
    forever: { outcome: 'failed', code: 'APIGW.0308' },
  },
];

/** Responses with status 200 that are not a regular success. */
export const ODD_SUCCESS_CASES: readonly FaultCase[] = [
  ...[
    ['an empty response', ''],
    ['an empty object', '{}'],
    ['no list', '{"response":"all"}'],
    ['a list of numbers', '{"response":[{"id":1},2,null]}'],
    ['IDs that were not requested', '{"response":[{"id":"11111111-1111-1111-1111-111111111111"}]}'],
    ['an error without a code', '{"error":{"message":"no"}}'],
    ['an error that is a text', '{"error":"no"}'],
  ].map(([name = '', body = '']) => ({
    name: `HTTP 200 with ${name}`,
    fault: { status: 200, body, apply: 'before' as const },
    isTemporary: false,
    once: UNKNOWN,
    forever: UNKNOWN,
  })),
  ...[
    ['null', 'null'],
    ['an array', '[]'],
    ['a number', '5'],
    ['a text', '"ok"'],
    ['HTML', '<html>login</html>'],
    ['broken JSON', '{"response":[{"id":'],
  ].map(([name = '', body = '']) => ({
    name: `HTTP 200 with ${name}`,
    fault: { status: 200, body, apply: 'before' as const },
    isTemporary: true,
    once: ACCEPTED,
    forever: UNKNOWN,
  })),
];

const QUICK = { request_timeout: '6' };

/** Network faults before and after the service applied the call. */
export const NETWORK_CASES: readonly FaultCase[] = (['never', 'before'] as const).flatMap(
  (apply) => {
    const when =
      apply === 'before' ? 'after the reset was applied' : 'before the reset was applied';
    const lost = { once: ACCEPTED, forever: UNKNOWN, isTemporary: true };
    return [
      {
        name: `closed before the response, ${when}`,
        fault: { close: 'before-headers', apply },
        ...lost,
      },
      {
        name: `closed inside the headers, ${when}`,
        fault: { close: 'inside-headers', apply },
        ...lost,
      },
      { name: `closed inside the body, ${when}`, fault: { close: 'inside-body', apply }, ...lost },
      { name: `silence, ${when}`, fault: { silence: true, apply }, inputs: QUICK, ...lost },
      {
        name: `a slow drip, ${when}`,
        fault: { apply, status: 200, body: 'x'.repeat(400), drip: { bytes: 1, everyMs: 20 } },
        inputs: QUICK,
        ...lost,
      },
      { name: `headers of 100 kB, ${when}`, fault: { hugeHeaders: 100_000, apply }, ...lost },
      { name: `a body of 30 MB, ${when}`, fault: { hugeBody: 30_000_000, apply }, ...lost },
    ] satisfies FaultCase[];
  },
);

/** Closed after the complete response: nothing is lost. */
export const CLOSED_AFTER: FaultCase = {
  name: 'closed after the response',
  fault: { close: 'after-body', apply: 'before' },
  isTemporary: true,
  once: ACCEPTED,
  forever: ACCEPTED,
};

/** All faults. */
export const CASES: readonly FaultCase[] = [
  ...CODE_CASES,
  ...STATUS_CASES,
  ...ODD_SUCCESS_CASES,
  ...NETWORK_CASES,
  CLOSED_AFTER,
];
