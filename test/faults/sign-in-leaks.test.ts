/**
 * Runs that sign in, with debug output on and services that repeat every secret in every error shape.
 * Each run gets each encoding, one with each attempt of the same call.
 */
import { describe, expect, it } from '@jest/globals';
import type { Fault, RecordedRequest, Simulator } from '../../simulator/simulator.ts';
import { annotationsOf, logOf, masksOf, reportOf } from '../../harness/invariants.ts';
import { AUTH_TOKEN, PASSWORD, withSimulator } from '../../harness/scenario.ts';
import { callsTo, isCall, REGION, runSignIn } from '../../harness/sign-in.ts';
import type { AuthMethodName, Call, SignInOptions } from '../../harness/sign-in.ts';
import { expectNoLeak } from './run-with-fault.ts';

const ALL_DEBUG = {
  RUNNER_DEBUG: '1',
  ACTIONS_STEP_DEBUG: 'true',
  NODE_DEBUG: 'http,https,net,tls,undici,fetch,request,websocket',
};

/** Long tokens are searched for by their start, middle and end, because messages are cut. */
function partsOf(secret: string): Record<string, string> {
  if (secret.length < 300) return { whole: secret };
  const middle = Math.floor(secret.length / 24) * 12;
  return {
    beginning: secret.slice(0, 120),
    middle: secret.slice(middle, middle + 120),
    end: secret.slice(Math.floor(secret.length / 12) * 12 - 120),
  };
}

/** Every secret of a run. */
function secretsOf(simulator: Simulator, method: AuthMethodName): Record<string, string> {
  const all = [
    ...simulator.issued,
    { name: 'password', value: PASSWORD },
    { name: 'request token', value: simulator.idTokenRequestToken },
    ...(method === 'token' ? [{ name: 'auth token', value: AUTH_TOKEN }] : []),
  ];
  return Object.fromEntries(
    all.flatMap(({ name, value }, index) =>
      Object.entries(partsOf(value)).map(([part, text]) => [`${name} ${index} (${part})`, text]),
    ),
  );
}

/** Runs with debug output on. Checks that nothing leaks and that every received secret is masked. */
async function signInWithDebug(
  simulator: Simulator,
  method: AuthMethodName,
  options: SignInOptions = {},
) {
  const { env = {}, ...rest } = options;
  const run = await runSignIn(simulator, method, { ...rest, env: { ...ALL_DEBUG, ...env } });
  expect(masksOf(run)).toEqual(
    expect.arrayContaining([PASSWORD, ...simulator.issued.map(({ value }) => value)]),
  );
  expectNoLeak(run, secretsOf(simulator, method));
  return run;
}

/** Everything that a service received or issued, in one encoding after the other. */
const ENCODINGS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => JSON.stringify(text),
  (text) => encodeURIComponent(text),
  (text) => Array.from(Buffer.from(text), (byte) => `%${byte.toString(16)}`).join(''),
  (text) => Buffer.from(text).toString('hex'),
  (text) => Buffer.from(text).toString('base64'),
  (text) => Buffer.from(`1${text}`).toString('base64'),
  (text) => Buffer.from(`12${text}`).toString('base64url'),
  (text) => Array.from(text).join('\u200b'),
  (text) => Array.from(text, (character) => `&#${character.charCodeAt(0)};`).join(''),
  (text) => Array.from(text, (one) => `\\u00${one.charCodeAt(0).toString(16)}`).join(''),
];

const SHAPES: Readonly<Record<string, (echo: string) => string | object>> = {
  'ECS and IAM': (echo) => ({ error: { code: 'IAM.9999', message: echo, title: echo } }),
  'IAM with a number': (echo) => ({ error: { code: 500, message: echo, title: echo } }),
  STS: (echo) => ({
    error_code: 'STS5.9999',
    error_msg: echo,
    encoded_authorization_message: echo,
    request_id: echo,
  }),
  gateway: (echo) => ({ error_code: 'APIGW.0301', error_msg: echo, request_id: echo }),
  'code and message': (echo) => ({ code: echo, message: echo }),
  OpenStack: (echo) => ({ internalServerError: { code: 500, message: echo } }),
  'a text in JSON': (echo) => ({ error: echo }),
  text: (echo) => echo,
};

/** Repeats the request and every issued secret, shortest first. */
function echoFault(
  simulator: Simulator,
  shape: (echo: string) => string | object,
  start = 0,
): Pick<Fault, 'body' | 'headers'> {
  let turn = start;
  const echo = ({ headers, query, rawBody }: RecordedRequest): string => {
    const encode = ENCODINGS[turn % ENCODINGS.length] ?? ((text) => text);
    const texts = [...simulator.issued.map(({ value }) => value), PASSWORD]
      .concat(Object.values(headers), query, rawBody)
      .sort((a, b) => a.length - b.length);
    // A different one comes first each time, because long texts are cut.
    const first = turn % Math.min(texts.length, 6);
    turn += 1;
    return [...texts.slice(first), ...texts.slice(0, first)].map(encode).join(' ');
  };
  return {
    body: (request) => shape(echo(request)),
    headers: ({ headers }) => ({
      'retry-after': '1',
      'x-request-id': headers['authorization']?.slice(-40) ?? 'none',
    }),
  };
}

const REFUSED_CALLS: readonly { readonly method: AuthMethodName; readonly call: Call }[] = [
  { method: 'sts', call: 'STS' },
  { method: 'sts', call: 'IAM projects' },
  { method: 'sts', call: 'reset' },
  { method: 'iam', call: 'GitHub' },
  { method: 'iam', call: 'IAM token' },
  { method: 'iam', call: 'reset' },
  { method: 'token', call: 'IAM projects of the token' },
  { method: 'agency', call: 'metadata keys' },
];

/** Every shape on at least two calls, and every call with two shapes and all encodings. */
const ECHOES = REFUSED_CALLS.flatMap((place, index) => {
  // Keys are requested at most twice, and the metadata service has three seconds at any speed.
  const { runs, timeFactor, attempts } =
    place.call === 'metadata keys'
      ? { runs: Math.ceil(ENCODINGS.length / 2), timeFactor: 6, attempts: 2 }
      : { runs: 2, timeFactor: 60, attempts: ENCODINGS.length };
  return Array.from({ length: runs }, (_, run) => {
    const [shape = '', make = (echo: string) => echo] =
      Object.entries(SHAPES)[(index + 3 * run) % Object.keys(SHAPES).length] ?? [];
    return { ...place, timeFactor, attempts, start: run * attempts, shape, make };
  });
});

describe('a service that repeats everything leaks in no encoding', () => {
  it.concurrent.each(ECHOES)(
    '$call ($method), in the shape of $shape',
    ({ call, make, start, timeFactor, attempts, method }) =>
      withSimulator({ servers: 1 }, async (simulator) => {
        const echo = echoFault(simulator, make, start);
        simulator.script({ ...echo, status: 500, match: isCall(call), forever: true });
        const run = await signInWithDebug(simulator, method, {
          timeFactor,
          change: { max_retries: String(ENCODINGS.length - 1), request_timeout: '120' },
        });

        expect(run.exitCode).toBe(1);
        expect(callsTo(simulator).filter((each) => each === call)).toHaveLength(attempts);
      }),
  );

  it.concurrent.each(REFUSED_CALLS)('$call ($method), when it refuses', ({ call, method }) =>
    withSimulator({ servers: 1 }, async (simulator) => {
      const echo = echoFault(simulator, SHAPES['STS'] ?? String);
      simulator.script({ ...echo, status: 403, match: isCall(call), forever: true });
      const run = await signInWithDebug(simulator, method);

      expect(run.exitCode).toBe(1);
      expect(callsTo(simulator).filter((each) => each === call)).toHaveLength(1);
    }),
  );
});

describe('a run without faults', () => {
  it.concurrent.each(['sts', 'iam', 'agency'] as const)('leaks nothing (%s)', (method) =>
    withSimulator({}, async (simulator) => {
      expect((await signInWithDebug(simulator, method)).exitCode).toBe(0);
      expect(simulator.issued.map(({ name }) => name)).toEqual(
        {
          sts: ['ID token', 'temporary access key', 'temporary secret key', 'security token'],
          iam: ['ID token', 'subject token'],
          agency: [
            'metadata token',
            'temporary access key',
            'temporary secret key',
            'security token',
          ],
        }[method],
      );
    }),
  );
});

describe('a list of projects that holds secrets', () => {
  const secretNamed = (simulator: Simulator, wanted: string): string =>
    simulator.issued.find(({ name }) => name === wanted)?.value ?? '';
  const list = (make: (simulator: Simulator) => object[]) => (simulator: Simulator) => ({
    match: isCall('IAM projects'),
    forever: true,
    body: () => ({ projects: make(simulator) }),
  });

  it.concurrent.each([
    {
      what: 'in the names',
      fault: list((simulator) =>
        simulator.issued.flatMap(({ value }) =>
          [value, value.slice(-40), Buffer.from(value).toString('hex')].map((name) => ({
            id: 'id',
            name,
          })),
        ),
      ),
      says: /^IAM knows no project with the name cn-north-4; found: \*\*\* \(id\), .* more$/,
    },
    {
      what: 'in the ids',
      fault: list((simulator) =>
        ['temporary access key', 'temporary secret key'].map((name) => ({
          id: secretNamed(simulator, name),
          name: 'other',
        })),
      ),
      says: /; found: other \(\*\*\*\), other \(\*\*\*\)$/,
    },
    {
      what: 'in the id of the project of the region',
      fault: list((simulator) => [
        { id: secretNamed(simulator, 'temporary secret key'), name: REGION },
      ]),
      says: /^the answer of IAM is not what its documents say \(HTTP 200\)$/,
    },
  ])('$what', ({ fault, says }) =>
    withSimulator({ servers: 1 }, async (simulator) => {
      simulator.script(fault(simulator));
      const run = await signInWithDebug(simulator, 'sts', { change: { max_retries: '0' } });
      expect(run.exitCode).toBe(1);
      expect(callsTo(simulator)).toEqual(['GitHub', 'STS', 'IAM projects']);
      expect(reportOf(run).servers[0]?.message).toMatch(says);
    }),
  );
});

describe('claims in the log', () => {
  it.concurrent('contain no secrets and no workflow commands', () =>
    withSimulator(
      {
        servers: 1,
        signIn: {
          idToken: {
            subject: `repo:${PASSWORD}\n::error::made up\r\n##[group]x\u202e${Buffer.from(PASSWORD).toString('base64')}`,
            environment: encodeURIComponent(PASSWORD),
            repository: `octo/${'long'.repeat(300)}`,
          },
        },
      },
      async (simulator) => {
        const run = await signInWithDebug(simulator, 'iam');

        expect(run.exitCode).toBe(1);
        const log = logOf(run);
        const claims = log.slice(log.indexOf('The ID token of this job claims:'));
        expect(claims[2]).toBe('  sub: repo:***: :error: :made up## [group]x***E=');
        expect(claims[4]).toHaveLength('  repository: '.length + 513);
        expect(claims[6]).toBe('  environment: ***');
        expect(annotationsOf(run, 'error')).toHaveLength(2);
        expect(reportOf(run).servers[0]?.outcome).toBe('not_sent');
      },
    ),
  );
});
