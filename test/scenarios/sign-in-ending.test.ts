/**
 * Sign-ins without a response, with retries, that are cancelled, or that use a proxy. Most of these
 * tests wait, so they are not in describe blocks: Jest runs only tests of one block concurrently.
 */
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, it } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';
import type { Fault } from '../../simulator/simulator.ts';
import { until } from '../../harness/action.ts';
import { createCertificateAuthority } from '../../harness/certificate-authority.ts';
import { listIn, logOf, reportOf } from '../../harness/invariants.ts';
import { startForwardProxy } from '../../harness/forward-proxy.ts';
import type { ForwardProxy } from '../../harness/forward-proxy.ts';
import { PROJECT_ID, withSimulator } from '../../harness/scenario.ts';
import type { Inputs } from '../../harness/scenario.ts';
import { durationOf } from '../../harness/server-report.ts';
import {
  callsTo,
  expectNotSent,
  isCall,
  signInOn,
  signInWith,
  withAuthPlaceholders,
} from '../../harness/sign-in.ts';
import type { AuthMethodName, Call, SignInOptions, SignInRun } from '../../harness/sign-in.ts';

const onUnix = process.platform === 'win32' ? it.concurrent.skip : it.concurrent;

/** A port without a listener. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Replaces the address of one service. */
function withAddress(address: string, call: Call, inputs: Inputs = {}): SignInOptions {
  switch (call) {
    case 'GitHub': {
      const url = `${address}/token?api-version=2.0`;
      return { change: inputs, environmentFor: () => ({ ACTIONS_ID_TOKEN_REQUEST_URL: url }) };
    }
    case 'STS':
      return { change: { ...inputs, sts_endpoint: address } };
    default:
      return { change: { ...inputs, iam_endpoint: address } };
  }
}

interface ServiceCase {
  readonly call: Call;
  readonly method: AuthMethodName;
  /** The calls before it. */
  readonly before: readonly Call[];
  readonly subject: string;
  readonly advice: string;
}

const CHECK_GITHUB = 'Check that the runner can reach GitHub, then run the job again';
const CHECK_STS = 'Check region (or sts_endpoint), and whether a firewall blocks the connection';
const CHECK_IAM = 'Check region (or iam_endpoint), and whether a firewall blocks the connection';
const SERVICES: readonly ServiceCase[] = [
  { call: 'GitHub', method: 'sts', before: [], subject: 'GitHub', advice: CHECK_GITHUB },
  { call: 'STS', method: 'sts', before: ['GitHub'], subject: 'STS', advice: CHECK_STS },
  { call: 'IAM token', method: 'iam', before: ['GitHub'], subject: 'IAM', advice: CHECK_IAM },
  {
    call: 'IAM projects',
    method: 'keys',
    before: [],
    subject: 'IAM',
    advice: `${CHECK_IAM}, or give project_id`,
  },
];

it.concurrent.each(SERVICES)(
  '$call: refused connections are retried until max_retries',
  async ({ advice, before, call, subject, method }) => {
    const address = `http://127.0.0.1:${await closedPort()}`;
    const signedIn = await signInWith(method, {
      ...withAddress(address, call, { max_retries: '2' }),
      timeFactor: 20,
    });

    expectNotSent(signedIn, {
      calls: before,
      message: `No response from ${subject}: the connection was refused. ${advice}.`,
    });
    const waits = logOf(signedIn.run).filter((line) => line.includes('the next one begins in'));
    expect(waits).toEqual(
      [1, 2].map((attempt) =>
        expect.stringMatching(
          `^No response from ${subject}: the connection was refused\\. Attempt ${attempt} failed; the next one begins in \\d+\\.\\d s\\.$`,
        ),
      ),
    );
  },
);

it.concurrent.each(SERVICES)(
  '$call: a request without a response ends after request_timeout',
  async ({ advice, before, call, subject, method }) => {
    const signedIn = await signInWith(method, {
      faults: [{ match: isCall(call), silence: true, forever: true }],
      change: { max_retries: '0', request_timeout: '1' },
    });

    expectNotSent(signedIn, {
      calls: [...before, call],
      message: `No response from ${subject}: there was no complete response in time. ${advice}.`,
    });
    expect(signedIn.run.milliseconds).toBeGreaterThanOrEqual(1_000);
    // Without the input it is 60 seconds.
    expect(signedIn.run.milliseconds).toBeLessThan(30_000);
  },
);

it.concurrent.each(SERVICES)(
  '$call: no request is sent to a server with an untrusted certificate',
  async ({ before, call, subject, method }) => {
    const untrusted = await createCertificateAuthority('untrusted authority');
    const elsewhere = await Simulator.start({ tls: await untrusted.issue() });
    try {
      const signedIn = await signInWith(method, {
        ...withAddress(elsewhere.endpoint, call, { max_retries: '0' }),
      });

      expectNotSent(signedIn, {
        calls: before,
        message: `No response from ${subject}: the certificate of the endpoint is from an unknown authority. Give the certificate authority of your cloud or proxy to the runner with NODE_EXTRA_CA_CERTS.`,
      });
      expect(elsewhere.requests).toEqual([]);
    } finally {
      await elsewhere.close();
    }
  },
);

const THROTTLED: Fault = {
  status: 429,
  headers: { 'retry-after': '7' },
  body: { error_code: 'APIGW.0308', error_msg: 'too many' },
};
const DOWN: Fault = { status: 503, body: '' };

it.concurrent.each([
  { method: 'sts', retried: ['GitHub', 'STS', 'IAM projects'], subject: 'STS' },
  { method: 'iam', retried: ['GitHub', 'IAM token'], subject: 'IAM' },
] as const)(
  'a service asks to wait ($method): each call is retried, and the log says why',
  async (row) => {
    const { retried, subject, method } = row;
    const { calls, run, simulator } = await signInWith(method, {
      faults: retried.flatMap((call) =>
        [THROTTLED, DOWN].map((fault) => ({ ...fault, match: isCall(call) })),
      ),
      timeFactor: 20,
    });

    expect(run.exitCode).toBe(0);
    expect(calls).toEqual([...retried.flatMap((call) => [call, call, call]), 'reset']);
    const waits = logOf(run).filter((line) => line.includes('the next one begins in'));
    expect(waits).toHaveLength(2 * retried.length);
    expect(waits.slice(2, 4).map((line) => withAuthPlaceholders(line, run, simulator))).toEqual([
      expect.stringMatching(
        `^${subject} could not process the request \\(HTTP 429\\) \\(APIGW\\.0308, request <request>\\)\\. Attempt 1 failed; the next one begins in [78]\\.\\d s\\.$`,
      ),
      expect.stringMatching(
        `^${subject} could not process the request \\(HTTP 503\\) \\(request <request>\\)\\. Attempt 2 failed; the next one begins in [0-2]\\.\\d s\\.$`,
      ),
    ]);
  },
);

/** Sends the signal when the service has received a call. */
async function cancelled(simulator: Simulator, during: Call) {
  let sentAt = 0;
  const run = await signInOn(simulator, 'sts', {
    onStart: async (child) => {
      await until(() => callsTo(simulator).includes(during) || child.exitCode !== null);
      sentAt = performance.now();
      child.kill('SIGTERM');
    },
  });
  return { run, milliseconds: performance.now() - sentAt };
}

onUnix(
  'ended by SIGTERM: the report is written within seven seconds, and nothing was sent',
  () =>
    withSimulator({}, async (simulator) => {
      simulator.script({ match: isCall('STS'), silence: true, forever: true });
      const { milliseconds, run } = await cancelled(simulator, 'STS');

      expect(milliseconds).toBeLessThan(7_000);
      expectNotSent(
        { run, simulator, calls: callsTo(simulator) },
        {
          calls: ['GitHub', 'STS'],
          message: 'The run was cancelled. Run again with the remaining servers.',
        },
      );
    }),
  15_000,
);

onUnix('ended by SIGTERM: a response in the grace period starts no further call', () =>
  withSimulator({ latencyMs: 1_000 }, async (simulator) => {
    const { run } = await cancelled(simulator, 'GitHub');

    expect(callsTo(simulator)).toEqual(['GitHub']);
    expect(listIn(run, 'not_sent_server_ids')).toEqual(simulator.serverIds);
    expect(reportOf(run).servers[0]?.message).toBe('the run was cancelled');
  }),
);

onUnix('ended by SIGTERM: a wait for the next attempt ends at once', () =>
  withSimulator({}, async (simulator) => {
    simulator.script({ status: 503, headers: { 'retry-after': '300' }, forever: true });
    let sentAt = 0;
    const run = await signInOn(simulator, 'iam', {
      onStart: async (child) => {
        let log = '';
        child.stdout?.on('data', (chunk) => {
          log += String(chunk);
        });
        await until(() => log.includes('the next one begins in') || child.exitCode !== null);
        sentAt = Date.now();
        child.kill('SIGTERM');
      },
    });

    // A request would have another four seconds.
    expect(Date.parse(reportOf(run).run.ended) - sentAt).toBeLessThan(4_000);
    expect(callsTo(simulator)).toEqual(['GitHub']);
    expect(reportOf(run).servers[0]?.message).toBe('the run was cancelled');
  }),
);

it.concurrent('ended by timeout: the report is written within two seconds', async () => {
  const signedIn = await signInWith('iam', {
    faults: [{ match: isCall('IAM token'), silence: true, forever: true }],
    change: { timeout: '2' },
  });

  expectNotSent(signedIn, {
    calls: ['GitHub', 'IAM token'],
    message:
      'The run reached its timeout. Run again with the remaining servers, or give a longer timeout.',
  });
  expect(durationOf(signedIn.run)).toBeGreaterThanOrEqual(2_000);
  expect(durationOf(signedIn.run)).toBeLessThan(4_000);
});

it.concurrent(
  'ended by timeout: no wait for an attempt that would start after the deadline',
  async () => {
    const { calls, run } = await signInWith('iam', {
      faults: [{ status: 503, headers: { 'retry-after': '60' }, forever: true }],
      change: { timeout: '30' },
    });

    expect(calls).toEqual(['GitHub']);
    // A wait until the deadline would take 30 seconds.
    expect(durationOf(run)).toBeLessThan(20_000);
    expect(reportOf(run).servers[0]?.message).toMatch(
      /^GitHub could not process the request \(HTTP 503\)/,
    );
    expect(logOf(run).filter((line) => line.includes('No further attempt'))).toEqual([
      expect.stringMatching(
        /^GitHub could not process the request \(HTTP 503\) \(request \w+\)\. No further attempt: it would begin in 6\d\.\d s, after the deadline\.$/,
      ),
    ]);
  },
);

it.concurrent.each([
  { method: 'sts', call: 'STS', subject: 'STS', advice: CHECK_STS },
  { method: 'iam', call: 'IAM token', subject: 'IAM', advice: CHECK_IAM },
] as const)(
  'the ID token is not sent again after its end ($method)',
  async ({ advice, call, subject, method }) => {
    const signedIn = await signInWith(method, {
      setting: { signIn: { idToken: { lifetimeSeconds: 100 } } },
      faults: [{ ...THROTTLED, headers: { 'retry-after': '100' }, match: isCall(call) }],
    });

    expectNotSent(signedIn, {
      calls: ['GitHub', call],
      message: `${subject} could not process the request (HTTP 429) (APIGW.0308, request <request>). Try again. If the error persists: ${advice}.`,
      code: 'APIGW.0308',
    });
    expect(signedIn.run.stdout).toMatch(
      /\. No further attempt: it would begin in 1\d\d\.\d s, after the deadline\.\n/,
    );
  },
);

const NO_ANSWER = (why: string): string =>
  `No response from the metadata service of ECS (169.254.169.254): ${why}. use_ecs_agency works only on a self-hosted runner on an ECS of Huawei Cloud, and a container on it must be allowed to connect to 169.254.169.254; elsewhere sign in with OIDC or keys.`;

it.concurrent('a refused connection to the metadata service is not retried', async () => {
  const signedIn = await signInWith('agency', { env: { TEST_METADATA_PORT: 'refused' } });

  expectNotSent(signedIn, { calls: [], message: NO_ANSWER('the connection was refused') });
  expect(signedIn.run.stdout).not.toContain('the next one begins in');
});

it.concurrent(
  'the metadata service does not respond: the request ends after three seconds',
  async () => {
    const signedIn = await signInWith('agency', {
      env: { TEST_METADATA_PORT: 'silent' },
      timeFactor: 5,
    });

    expectNotSent(signedIn, {
      calls: [],
      message: NO_ANSWER('there was no complete response in time'),
    });
    expect(durationOf(signedIn.run)).toBeGreaterThanOrEqual(3_000);
    // Six attempts would take at least 18 seconds.
    expect(durationOf(signedIn.run)).toBeLessThan(12_000);
  },
);

it.concurrent('the metadata service does not respond to the request for keys', async () => {
  const signedIn = await signInWith('agency', {
    faults: [{ match: isCall('metadata keys'), silence: true, forever: true }],
    timeFactor: 5,
  });

  expectNotSent(signedIn, {
    calls: ['metadata token', 'metadata keys', 'metadata keys'],
    message: NO_ANSWER('there was no complete response in time'),
  });
});

it.concurrent('requests to the metadata service do not use the proxy, all others do', async () => {
  const proxy = await startForwardProxy();
  try {
    await withSimulator({}, async (simulator) => {
      const run = await signInOn(simulator, 'agency', {
        env: { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, NODE_USE_ENV_PROXY: '1' },
      });

      expect(run.exitCode).toBe(0);
      expect(callsTo(simulator)).toEqual([
        'metadata token',
        'metadata keys',
        'IAM projects',
        'reset',
      ]);
      const { host } = new URL(simulator.endpoint);
      expect(proxy.requests).toEqual([
        `GET http://${host}/v3/projects?name=cn-north-4`,
        `PUT http://${host}/v1/${PROJECT_ID}/cloudservers/os-reset-passwords`,
      ]);
    });
  } finally {
    await proxy.close();
  }
});

it.concurrent(
  'requests of OIDC use the proxy too, and the message names a proxy that rejects them',
  async () => {
    const [open, closed] = await Promise.all([startForwardProxy(), startForwardProxy()]);
    await closed.close();
    const by = ({ url }: ForwardProxy): Promise<SignInRun> =>
      signInWith('iam', { change: { max_retries: '0' }, env: { HTTP_PROXY: url } });
    try {
      const [passed, stopped] = await Promise.all([by(open), by(closed)]);

      expect(passed.run.exitCode).toBe(0);
      expect(open.requests.map((line) => line.split(' ')[0])).toEqual(['GET', 'POST', 'PUT']);
      expectNotSent(stopped, {
        calls: [],
        message: `No response from GitHub: the connection was refused. ${CHECK_GITHUB}; a proxy is configured, so check HTTPS_PROXY, HTTP_PROXY and NO_PROXY too.`,
      });
    } finally {
      await open.close();
    }
  },
);
