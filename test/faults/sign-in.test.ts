/**
 * The faults of the transport on the calls of the sign-in.
 *
 * One function sends and retries all of these calls, so not every fault is tested on every call:
 * - A fault that happens once happens to each call of a run: every fault with STS, network faults
 *   also with IAM or the metadata service.
 * - A fault on every attempt, or a refusal, happens to one call, a different call for each fault,
 *   because the run ends there.
 * - Invalid responses differ between the calls, so each call has its own.
 */
import { describe, expect, it } from '@jest/globals';
import type { Fault } from '../../simulator/simulator.ts';
import { listIn, logOf, reportOf } from '../../harness/invariants.ts';
import { PASSWORD } from '../../harness/scenario.ts';
import { isCall, signInWith } from '../../harness/sign-in.ts';
import type { AuthMethodName, Call, SignInRun } from '../../harness/sign-in.ts';
import { CLOSED_AFTER, NETWORK_CASES, STATUS_CASES } from './cases.ts';

interface SignInCase {
  readonly method: AuthMethodName;
  /** The calls before the reset. */
  readonly calls: readonly Call[];
  /** Makes every timeout about a second, also the fixed timeouts of the action. */
  readonly timeFactor: number;
  readonly requestTimeout: string;
}

const STS: SignInCase = {
  method: 'sts',
  calls: ['GitHub', 'STS', 'IAM projects'],
  timeFactor: 60,
  requestTimeout: '60',
};
const IAM: SignInCase = { ...STS, method: 'iam', calls: ['GitHub', 'IAM token'] };
const TOKEN: SignInCase = { ...STS, method: 'token', calls: ['IAM projects of the token'] };
const AGENCY: SignInCase = {
  method: 'agency',
  calls: ['metadata token', 'metadata keys', 'IAM projects'],
  timeFactor: 4,
  requestTimeout: '4',
};

const MAX_ATTEMPTS = 2;

async function signInWithFaults(
  { requestTimeout, timeFactor, method }: SignInCase,
  faults: readonly Fault[],
): Promise<SignInRun> {
  return signInWith(method, {
    faults,
    timeFactor,
    change: { max_retries: String(MAX_ATTEMPTS - 1), request_timeout: requestTimeout },
    lostResponses: true,
  });
}

function expectStopped({ calls, run, simulator }: SignInRun, expected: readonly Call[]): void {
  expect(calls).toEqual(expected);
  expect(run.exitCode).toBe(1);
  expect(listIn(run, 'not_sent_server_ids')).toEqual(simulator.serverIds);
  expect(run.outputs['failed_count']).toBe('0');
  expect(run.outputs['unknown_count']).toBe('0');
}

// The secret in a lost response was issued, but the action did not receive it.
const NETWORK = NETWORK_CASES.filter(({ fault }) => fault.apply === 'before');
const TEMPORARY = [...NETWORK, ...STATUS_CASES].filter(({ once }) => once.outcome === 'accepted');
const FINAL = STATUS_CASES.filter(({ once }) => once.outcome !== 'accepted');
const ONCE = [
  ...TEMPORARY.map((faultCase) => ({ ...faultCase, route: STS })),
  ...NETWORK.map((faultCase, index) => ({
    ...faultCase,
    route: index % 2 === 0 ? IAM : AGENCY,
  })),
].map((row) => ({ ...row, method: row.route.method }));

describe('once on each call: the servers are reset', () => {
  it.concurrent.each(ONCE)('$name ($method)', async ({ fault, route }) => {
    // The request for a metadata token is not retried; it has its own tests.
    const retried: readonly Call[] = route.calls.filter((call) => call !== 'metadata token');
    const { calls, run } = await signInWithFaults(
      route,
      retried.map((call) => ({ ...fault, match: isCall(call) })),
    );

    expect(run.exitCode).toBe(0);
    expect(calls).toEqual([
      ...route.calls.flatMap((call) => (retried.includes(call) ? [call, call] : [call])),
      'reset',
    ]);
    const waits = logOf(run).filter((line) =>
      line.includes('Attempt 1 failed; the next one begins in'),
    );
    expect(waits).toHaveLength(retried.length);
  });

  it.concurrent.each([STS, IAM, AGENCY])('closed after the response ($method)', async (route) => {
    const { calls, run } = await signInWithFaults(
      route,
      route.calls.map((call) => ({ ...CLOSED_AFTER.fault, match: isCall(call) })),
    );

    expect(run.exitCode).toBe(0);
    expect(calls).toEqual([...route.calls, 'reset']);
  });
});

/** A different call for each fault. */
function callFor(index: number): { readonly call: Call; readonly route: SignInCase } {
  switch (index % 6) {
    case 0:
      return { call: 'GitHub', route: STS };
    case 1:
      return { call: 'STS', route: STS };
    case 2:
      return { call: 'IAM projects', route: STS };
    case 3:
      return { call: 'IAM token', route: IAM };
    case 4:
      return { call: 'IAM projects of the token', route: TOKEN };
    default:
      return { call: 'metadata keys', route: AGENCY };
  }
}

describe('on every attempt: no request to ECS', () => {
  it.concurrent.each(
    [...TEMPORARY, ...FINAL].map(({ fault, name, once }, index) => ({
      name,
      fault,
      attempts: once.outcome === 'accepted' ? MAX_ATTEMPTS : 1,
      ...callFor(index),
    })),
  )('$name on $call', async ({ call, fault, route, attempts }) => {
    const signedIn = await signInWithFaults(route, [
      { ...fault, match: isCall(call), forever: true },
    ]);

    expectStopped(signedIn, [
      ...route.calls.slice(0, route.calls.indexOf(call)),
      ...Array<Call>(attempts).fill(call),
    ]);
  });
});

/** The rest of these responses never arrives. */
const LOST: Readonly<Record<string, Fault>> = {
  'cut off': { body: { error_code: 'Any.0001' }, close: 'inside-body' },
  'without end': { body: 'x'.repeat(4_000), drip: { bytes: 1, everyMs: 20 } },
  'too large': { hugeBody: 4_500_000 },
};

describe('a response of which only the status arrives', () => {
  it.concurrent.each([
    { call: 'IAM token', route: IAM, status: 401, lost: 'cut off', shown: 'claims' },
    { call: 'STS', route: STS, status: 403, lost: 'cut off', shown: 'claims' },
    { call: 'GitHub', route: STS, status: 404, lost: 'cut off', shown: 'nothing' },
    { call: 'IAM token', route: IAM, status: 403, lost: 'without end', shown: 'claims' },
    { call: 'metadata keys', route: AGENCY, status: 401, lost: 'without end', shown: 'nothing' },
    { call: 'STS', route: STS, status: 400, lost: 'too large', shown: 'claims' },
    { call: 'IAM projects', route: STS, status: 401, lost: 'too large', shown: 'nothing' },
  ] as const)('is final: $status on $call, $lost', async (row) => {
    const { call, lost, route, shown, status } = row;
    const signedIn = await signInWithFaults(route, [
      { ...LOST[lost], status, match: isCall(call), forever: true },
    ]);

    expectStopped(signedIn, [...route.calls.slice(0, route.calls.indexOf(call)), call]);
    const log = logOf(signedIn.run);
    expect(log.includes('The ID token of this job has these claims:')).toBe(shown === 'claims');
    expect(reportOf(signedIn.run).servers[0]?.message).not.toContain('no response from');
  });

  it.concurrent.each([
    { call: 'IAM token', route: IAM, status: 429 },
    { call: 'STS', route: STS, status: 408 },
  ] as const)('is retried: $status on $call', async ({ call, route, status }) => {
    const signedIn = await signInWithFaults(route, [
      { ...LOST['cut off'], status, match: isCall(call), forever: true },
    ]);

    expectStopped(signedIn, ['GitHub', ...Array<Call>(MAX_ATTEMPTS).fill(call)]);
    expect(reportOf(signedIn.run).servers[0]?.message).toContain('no response from');
  });
});

describe('a metadata token is requested only once', () => {
  it.concurrent.each<{ readonly name: string; readonly fault: Fault }>([
    { name: 'closed before the response', fault: { close: 'before-headers' } },
    { name: 'closed inside the body', fault: { close: 'inside-body', apply: 'before' } },
    { name: 'HTTP 500', fault: { status: 500 } },
    { name: 'HTTP 429', fault: { status: 429 } },
    { name: 'a redirect', fault: { redirect: 'http://127.0.0.1:9/elsewhere' } },
    { name: 'a text with blanks', fault: { status: 200, body: 'not a token' } },
    { name: 'nothing', fault: { status: 200, body: '' } },
  ])('$name', async ({ fault }) => {
    const signedIn = await signInWithFaults(AGENCY, [
      { ...fault, match: isCall('metadata token') },
    ]);
    expectStopped(signedIn, ['metadata token']);
  });
});

const hex = (text: string): string => Buffer.from(text).toString('hex');
const TIME = '2099-01-01T00:00:00Z';
const KEYS = { access: 'ACCESSKEY', secret: 'secret-key', securitytoken: 'security-token' };

interface InvalidResponse {
  readonly call: Call;
  readonly route: SignInCase;
  readonly what: string;
  readonly response: Fault;
}

function invalidResponses(
  call: Call,
  route: SignInCase,
  responses: Readonly<Record<string, Fault>>,
): InvalidResponse[] {
  return Object.entries(responses).map(([what, response]) => ({ call, route, what, response }));
}

/** A response of STS with changes; `undefined` removes a field. */
function stsResponse(change: object): Fault {
  const { access, secret, securitytoken } = KEYS;
  const keys = { access_key_id: access, secret_access_key: secret, security_token: securitytoken };
  return { body: { credentials: { ...keys, expiration: TIME, ...change } } };
}

function iamResponse(subjectToken: string, token: object): Fault {
  return { status: 201, body: { token }, headers: { 'x-subject-token': subjectToken } };
}

/** A response of IAM to the search for the project of the region. */
function projectResponse(project: object): Fault {
  return iamResponse('a-subject-token', { expires_at: TIME, project });
}

/** Complete responses that do not match the documentation. A retry would not help. */
const INVALID_RESPONSES = [
  ...invalidResponses('GitHub', STS, {
    'no token': { body: {} },
    'a number for the token': { body: { value: 5 } },
    'a token of two parts': { body: { value: 'head.body' } },
    'a token with a line end': { body: { value: 'head.body.sign\nature' } },
  }),
  ...invalidResponses('STS', STS, {
    'no keys': { body: { credentials: null } },
    'no security token': stsResponse({ security_token: undefined }),
    'a number for a key': stsResponse({ secret_access_key: 123456789 }),
    'a key that would be two parts of a header': stsResponse({
      access_key_id: 'access,Signature=x',
    }),
    'no end': stsResponse({ expiration: undefined }),
    'an end that is not a time': stsResponse({ expiration: 'tomorrow 9999' }),
  }),
  ...invalidResponses('IAM token', IAM, {
    'no token in the header': { status: 201, body: { token: { expires_at: TIME } } },
    'no end': iamResponse('a-subject-token', {}),
    'a token with a blank': iamResponse('two words', { expires_at: TIME }),
    'a project ID that is not one path segment': projectResponse({ id: '../..' }),
    'a project inside that of the region': projectResponse({
      id: 'id-inside',
      name: 'cn-north-4_inside',
    }),
    'another project, without its ID': projectResponse({ name: 'ap-southeast-3' }),
    'the password for an ID': projectResponse({ id: hex(PASSWORD), name: 'cn-north-4' }),
  }),
  ...invalidResponses('IAM projects of the token', TOKEN, {
    'no list': { body: { projects: {} } },
    'a number for a name': { body: { projects: [{ id: 'id', name: 5 }] } },
    'an ID that is not one path segment': {
      body: { projects: [{ id: '../v2', name: 'cn-north-4' }] },
    },
  }),
  ...invalidResponses('metadata keys', AGENCY, {
    'no keys': { body: {} },
    'a short key': { body: { credential: { ...KEYS, secret: 'short', expires_at: TIME } } },
    'no end': { body: { credential: KEYS } },
  }),
];

describe('a response that does not match the documentation is not retried', () => {
  it.concurrent.each(INVALID_RESPONSES)('$call: $what', async ({ response, call, route }) => {
    const signedIn = await signInWithFaults(route, [
      { ...response, match: isCall(call), forever: true },
    ]);

    const before = route.calls.slice(0, route.calls.indexOf(call));
    expectStopped(signedIn, [...before, call]);
    expect(reportOf(signedIn.run).servers[0]?.message).toMatch(
      /^the response of .* does not match its documentation \(HTTP 20[01]\)$/,
    );
  });

  // A response that is not JSON may be truncated, so it is retried.
  it.concurrent.each([
    { call: 'GitHub', route: STS, body: '<html>login</html>' },
    { call: 'STS', route: STS, body: '{"credentials":{' },
    { call: 'IAM token', route: IAM, body: 'null' },
    { call: 'IAM projects of the token', route: TOKEN, body: '[]' },
    { call: 'metadata keys', route: AGENCY, body: '"ok"' },
  ] as const)('a response of $call that is not JSON is retried', async ({ body, call, route }) => {
    const signedIn = await signInWithFaults(route, [{ body, match: isCall(call), forever: true }]);

    const before = route.calls.slice(0, route.calls.indexOf(call));
    expectStopped(signedIn, [...before, ...Array<Call>(MAX_ATTEMPTS).fill(call)]);
  });
});
