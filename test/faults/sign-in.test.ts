/**
 * The faults of the transport on the calls of the sign-in.
 *
 * All of these calls go through one function that asks and repeats, so not every fault is played on
 * every call. A fault that happens once happens to each call of a run, so that all of them have to
 * be repeated for the servers to be reset: every fault with STS, those on the way with IAM or the
 * metadata service too. A fault that does not end, and a refusal, is played on one call, another
 * one each time, because the run ends there. What differs from call to call, namely what its answer
 * has to look like, is tried for each.
 */
import { describe, expect, it } from '@jest/globals';
import type { Fault } from '../../simulator/simulator.ts';
import { listIn, logOf, reportOf } from '../../harness/invariants.ts';
import { PASSWORD } from '../../harness/scenario.ts';
import { isCall, signInWith } from '../../harness/sign-in.ts';
import type { Call, SignInRun, AuthMethodName } from '../../harness/sign-in.ts';
import { CLOSED_AFTER, NETWORK_CASES, STATUS_CASES } from './cases.ts';

interface Route {
  readonly method: AuthMethodName;
  /** Before the reset. */
  readonly calls: readonly Call[];
  /** So that every limit of time is about a second, also where the action has its own. */
  readonly timeFactor: number;
  readonly requestTimeout: string;
}

const STS: Route = {
  method: 'sts',
  calls: ['GitHub', 'STS', 'IAM projects'],
  timeFactor: 60,
  requestTimeout: '60',
};
const IAM: Route = { ...STS, method: 'iam', calls: ['GitHub', 'IAM token'] };
const TOKEN: Route = { ...STS, method: 'token', calls: ['IAM projects of the token'] };
const AGENCY: Route = {
  method: 'agency',
  calls: ['metadata token', 'metadata keys', 'IAM projects'],
  timeFactor: 4,
  requestTimeout: '4',
};

const TRIES = 2;

async function play(
  { requestTimeout, timeFactor, method }: Route,
  faults: readonly Fault[],
): Promise<SignInRun> {
  return signInWith(method, {
    faults,
    timeFactor,
    change: { max_retries: String(TRIES - 1), request_timeout: requestTimeout },
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

// What the service did before the answer was lost is one more secret that nobody got.
const ON_THE_WAY = NETWORK_CASES.filter(({ fault }) => fault.apply === 'before');
const PASSING = [...ON_THE_WAY, ...STATUS_CASES].filter(({ once }) => once.outcome === 'accepted');
const FINAL = STATUS_CASES.filter(({ once }) => once.outcome !== 'accepted');
const ONCE = [
  ...PASSING.map((faultCase) => ({ ...faultCase, route: STS })),
  ...ON_THE_WAY.map((faultCase, index) => ({
    ...faultCase,
    route: index % 2 === 0 ? IAM : AGENCY,
  })),
].map((row) => ({ ...row, method: row.route.method }));

describe('once on each call: the servers are reset in the end', () => {
  it.concurrent.each(ONCE)('$name ($method)', async ({ fault, route }) => {
    // Whoever gets no metadata token is not asked again: that call has its own tests.
    const asked: readonly Call[] = route.calls.filter((call) => call !== 'metadata token');
    const { calls, run } = await play(
      route,
      asked.map((call) => ({ ...fault, match: isCall(call) })),
    );

    expect(run.exitCode).toBe(0);
    expect(calls).toEqual([
      ...route.calls.flatMap((call) => (asked.includes(call) ? [call, call] : [call])),
      'reset',
    ]);
    const waits = logOf(run).filter((line) => line.includes('Try 1; the next one in'));
    expect(waits).toHaveLength(asked.length);
  });

  it.concurrent.each([STS, IAM, AGENCY])('closed after the answer ($method)', async (route) => {
    const { calls, run } = await play(
      route,
      route.calls.map((call) => ({ ...CLOSED_AFTER.fault, match: isCall(call) })),
    );

    expect(run.exitCode).toBe(0);
    expect(calls).toEqual([...route.calls, 'reset']);
  });
});

/** Another call for each fault. */
function placeOf(index: number): { readonly call: Call; readonly route: Route } {
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

describe('without end: no server is asked about', () => {
  it.concurrent.each(
    [...PASSING, ...FINAL].map(({ fault, name, once }, index) => ({
      name,
      fault,
      tries: once.outcome === 'accepted' ? TRIES : 1,
      ...placeOf(index),
    })),
  )('$name on $call', async ({ call, fault, route, tries }) => {
    const signedIn = await play(route, [{ ...fault, match: isCall(call), forever: true }]);

    expectStopped(signedIn, [
      ...route.calls.slice(0, route.calls.indexOf(call)),
      ...Array<Call>(tries).fill(call),
    ]);
  });
});

/** The rest of these answers never comes. */
const LOST: Readonly<Record<string, Fault>> = {
  'cut off': { body: { error_code: 'Any.0001' }, close: 'inside-body' },
  'without end': { body: 'x'.repeat(4_000), drip: { bytes: 1, everyMs: 20 } },
  'too large': { hugeBody: 4_500_000 },
};

describe('an answer of which the status alone arrives', () => {
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
    const signedIn = await play(route, [
      { ...LOST[lost], status, match: isCall(call), forever: true },
    ]);

    expectStopped(signedIn, [...route.calls.slice(0, route.calls.indexOf(call)), call]);
    const log = logOf(signedIn.run);
    expect(log.includes('The ID token of this job claims:')).toBe(shown === 'claims');
    expect(reportOf(signedIn.run).servers[0]?.message).not.toContain('gave no answer');
  });

  it.concurrent.each([
    { call: 'IAM token', route: IAM, status: 429 },
    { call: 'STS', route: STS, status: 408 },
  ] as const)('is asked for again: $status on $call', async ({ call, route, status }) => {
    const signedIn = await play(route, [
      { ...LOST['cut off'], status, match: isCall(call), forever: true },
    ]);

    expectStopped(signedIn, ['GitHub', ...Array<Call>(TRIES).fill(call)]);
    expect(reportOf(signedIn.run).servers[0]?.message).toContain('gave no answer');
  });
});

describe('the question for a metadata token is put once', () => {
  it.concurrent.each<{ readonly name: string; readonly fault: Fault }>([
    { name: 'closed before the answer', fault: { close: 'before-headers' } },
    { name: 'closed inside the body', fault: { close: 'inside-body', apply: 'before' } },
    { name: 'HTTP 500', fault: { status: 500 } },
    { name: 'HTTP 429', fault: { status: 429 } },
    { name: 'a redirect', fault: { redirect: 'http://127.0.0.1:9/elsewhere' } },
    { name: 'a text with blanks', fault: { status: 200, body: 'this is no token' } },
    { name: 'nothing', fault: { status: 200, body: '' } },
  ])('$name', async ({ fault }) => {
    const signedIn = await play(AGENCY, [{ ...fault, match: isCall('metadata token') }]);
    expectStopped(signedIn, ['metadata token']);
  });
});

const hex = (text: string): string => Buffer.from(text).toString('hex');
const TIME = '2099-01-01T00:00:00Z';
const KEYS = { access: 'ACCESSKEY', secret: 'secret-key', securitytoken: 'security-token' };

interface Wrong {
  readonly call: Call;
  readonly route: Route;
  readonly what: string;
  readonly answer: Fault;
}

function wrong(call: Call, route: Route, answers: Readonly<Record<string, Fault>>): Wrong[] {
  return Object.entries(answers).map(([what, answer]) => ({ call, route, what, answer }));
}

/** Keys as STS gives them, but for a change; what is `undefined` is left out. */
function ofSts(change: object): Fault {
  const { access, secret, securitytoken } = KEYS;
  const keys = { access_key_id: access, secret_access_key: secret, security_token: securitytoken };
  return { body: { credentials: { ...keys, expiration: TIME, ...change } } };
}

function ofIam(subjectToken: string, token: object): Fault {
  return { status: 201, body: { token }, headers: { 'x-subject-token': subjectToken } };
}

/** IAM was asked for the project of the region. */
function ofProject(project: object): Fault {
  return ofIam('a-subject-token', { expires_at: TIME, project });
}

/** Whole answers that are not what the documents say, and would be no better the next time. */
const WRONG = [
  ...wrong('GitHub', STS, {
    'no token': { body: {} },
    'a number for the token': { body: { value: 5 } },
    'a token of two parts': { body: { value: 'head.body' } },
    'a token with a line end': { body: { value: 'head.body.sign\nature' } },
  }),
  ...wrong('STS', STS, {
    'no keys': { body: { credentials: null } },
    'no security token': ofSts({ security_token: undefined }),
    'a number for a key': ofSts({ secret_access_key: 123456789 }),
    'a key that would be two parts of a header': ofSts({ access_key_id: 'access,Signature=x' }),
    'no end': ofSts({ expiration: undefined }),
    'an end that is no time': ofSts({ expiration: 'tomorrow 9999' }),
  }),
  ...wrong('IAM token', IAM, {
    'no token in the header': { status: 201, body: { token: { expires_at: TIME } } },
    'no end': ofIam('a-subject-token', {}),
    'a token with a blank': ofIam('two words', { expires_at: TIME }),
    'a project that is no path': ofProject({ id: '../..' }),
    'a project inside that of the region': ofProject({
      id: 'id-inside',
      name: 'cn-north-4_inside',
    }),
    'another project, without its ID': ofProject({ name: 'ap-southeast-3' }),
    'the password for an ID': ofProject({ id: hex(PASSWORD), name: 'cn-north-4' }),
  }),
  ...wrong('IAM projects of the token', TOKEN, {
    'no list': { body: { projects: {} } },
    'a number for a name': { body: { projects: [{ id: 'id', name: 5 }] } },
    'an id that is no path': { body: { projects: [{ id: '../v2', name: 'cn-north-4' }] } },
  }),
  ...wrong('metadata keys', AGENCY, {
    'no keys': { body: {} },
    'a short key': { body: { credential: { ...KEYS, secret: 'short', expires_at: TIME } } },
    'no end': { body: { credential: KEYS } },
  }),
];

describe('an answer that is not what the documents say is not asked for again', () => {
  it.concurrent.each(WRONG)('$call: $what', async ({ answer, call, route }) => {
    const signedIn = await play(route, [{ ...answer, match: isCall(call), forever: true }]);

    const before = route.calls.slice(0, route.calls.indexOf(call));
    expectStopped(signedIn, [...before, call]);
    expect(reportOf(signedIn.run).servers[0]?.message).toMatch(
      /^the answer of .* is not what its documents say \(HTTP 20[01]\)$/,
    );
  });

  // What can't even be read may have been cut off, so that one is.
  it.concurrent.each([
    { call: 'GitHub', route: STS, body: '<html>login</html>' },
    { call: 'STS', route: STS, body: '{"credentials":{' },
    { call: 'IAM token', route: IAM, body: 'null' },
    { call: 'IAM projects of the token', route: TOKEN, body: '[]' },
    { call: 'metadata keys', route: AGENCY, body: '"ok"' },
  ] as const)('but no JSON of $call is', async ({ body, call, route }) => {
    const signedIn = await play(route, [{ body, match: isCall(call), forever: true }]);

    const before = route.calls.slice(0, route.calls.indexOf(call));
    expectStopped(signedIn, [...before, ...Array<Call>(TRIES).fill(call)]);
  });
});
