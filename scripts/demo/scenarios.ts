/** The scenarios of the demo: the servers, the inputs, and what is expected of the action. */
import type { Fault, ServerSpec, SignInOptions } from '../../simulator/simulator.ts';
import type { Outcome } from '../../src/fleet/outcome.ts';

export const OLD_PASSWORD = 'Before-the-demo-1';
export const NEW_PASSWORD = 'Fresh-since-2026!';

/** One server of a scenario and its expected outcome. */
export interface DemoServer {
  /** What is special about it, or empty. */
  readonly note: string;
  readonly spec: ServerSpec;
  /** The expected outcome, or undefined if the action stops before it reports any. */
  readonly outcome: Outcome | undefined;
  /** Which password the server accepts after a restart. */
  readonly afterRestart: 'old' | 'new';
}

export interface Scenario {
  /** One line for the list of scenarios. */
  readonly title: string;
  /** What the scenario shows. */
  readonly about: string;
  readonly servers: readonly DemoServer[];
  /** Inputs in addition to those of every scenario. An empty text removes one of those. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly event?: { readonly name: string; readonly payload: unknown };
  /** Sign in with GitHub OIDC and STS instead of keys, with these settings of the simulator. */
  readonly oidc?: SignInOptions;
  /** Faults between the action and the service. */
  readonly faults?: (serverIds: readonly string[]) => readonly Fault[];
  /** The expected exit code of the action. */
  readonly exitCode: 0 | 1;
  /** The expected number of requests to the service. */
  readonly calls: number;
}

const CHANGED: DemoServer = server('', {}, 'accepted', 'new');
const CHECKED: DemoServer = server('', {}, 'accepted', 'old');
const NOT_SENT: DemoServer = server('', {}, 'not_sent', 'old');
const NOT_REPORTED: DemoServer = server('', {}, undefined, 'old');
const LOST: DemoServer = server('its response is lost', {}, 'unknown', 'new');

function server(
  note: string,
  spec: ServerSpec,
  outcome: DemoServer['outcome'],
  afterRestart: DemoServer['afterRestart'],
): DemoServer {
  return { note, spec: { ...spec, password: OLD_PASSWORD }, outcome, afterRestart };
}

function pullRequestFrom(repository: string): NonNullable<Scenario['event']> {
  return {
    name: 'pull_request',
    payload: {
      repository: { full_name: 'octo/fleet' },
      pull_request: { head: { repo: { full_name: repository } } },
    },
  };
}

/** The first entry is the default. */
export const SCENARIOS: ReadonlyMap<string, Scenario> = new Map<string, Scenario>([
  [
    'reset',
    {
      title: 'a real reset of five servers (this one is shown by default)',
      about:
        'Five servers get a new password, and the service accepts all five. On one of them the ' +
        'script that changes the password will fail at the restart. The service does not report ' +
        'this, so the action cannot show it. The last section shows which password works.',
      servers: [
        CHANGED,
        CHANGED,
        CHANGED,
        CHANGED,
        server('its script fails, which is not reported', { guestFails: true }, 'accepted', 'old'),
      ],
      exitCode: 0,
      calls: 1,
    },
  ],
  [
    'partial',
    {
      title: 'some servers are refused, and one response is lost',
      about:
        'Six servers in two batches. Two servers of the first batch cannot be reset. This does not ' +
        'affect the other servers. The service resets the second batch, but its response is ' +
        'lost, so the outcome of these servers is unknown.',
      servers: [
        CHANGED,
        CHANGED,
        server('locked', { locked: true }, 'failed', 'old'),
        server('without the plug-in', { plugin: false }, 'failed', 'old'),
        LOST,
        LOST,
      ],
      inputs: { batch_size: '4', max_retries: '1' },
      faults: (serverIds) => [
        {
          match: (request) => request.serverIds.includes(serverIds[4] ?? ''),
          forever: true,
          apply: 'before',
          close: 'before-headers',
        },
      ],
      exitCode: 1,
      calls: 4,
    },
  ],
  [
    'dry-run',
    {
      title: 'dry_run: true, the service checks and changes nothing',
      about:
        'The same request with dry_run. The service checks it and changes nothing. A check needs ' +
        'no password.',
      servers: [CHECKED, CHECKED, CHECKED],
      inputs: { dry_run: 'true', password: '' },
      exitCode: 0,
      calls: 1,
    },
  ],
  [
    'pull-request',
    {
      title: 'the workflow of the real reset, started by a pull request',
      about:
        'The inputs of the real reset, but the event is a pull request. dry_run is auto, so ' +
        'nothing may change.',
      servers: [CHECKED, CHECKED, CHECKED],
      event: pullRequestFrom('octo/fleet'),
      exitCode: 0,
      calls: 1,
    },
  ],
  [
    'fork',
    {
      title: 'the same pull request from a fork, which gets no secrets',
      about:
        'GitHub gives no secrets to pull requests from forks: password and keys arrive empty. ' +
        'The action checks its inputs, sends no request and shows a warning.',
      servers: [NOT_SENT, NOT_SENT, NOT_SENT],
      inputs: { password: '', access_key: '', secret_key: '' },
      event: pullRequestFrom('somebody/fleet'),
      exitCode: 0,
      calls: 0,
    },
  ],
  [
    'throttled',
    {
      title: 'the service throttles the request twice, then accepts it',
      about:
        'The gateway returns status 429 and a wait of one second. Then the service returns ' +
        'Common.0024, which means the same although its status is 202. The third attempt succeeds.',
      servers: [CHANGED, CHANGED, CHANGED],
      faults: () => [
        {
          status: 429,
          headers: { 'retry-after': '1' },
          body: { error_code: 'APIGW.0308', error_msg: 'The throttling threshold is reached.' },
        },
        {
          status: 202,
          headers: { 'retry-after': '1' },
          body: { error: { code: 'Common.0024', message: 'Flow control.' } },
        },
      ],
      exitCode: 0,
      calls: 3,
    },
  ],
  [
    'oidc',
    {
      title: 'no stored key: the job signs in with GitHub OIDC and STS',
      about:
        'The action requests an ID token from GitHub, exchanges it for temporary keys at STS, and ' +
        'finds the project of the region at IAM. No key of the cloud is stored.',
      servers: [CHANGED, CHANGED, CHANGED],
      oidc: {},
      exitCode: 0,
      calls: 4,
    },
  ],
  [
    'oidc-refused',
    {
      title: 'the same from a branch that the trust policy does not allow',
      about:
        'STS refuses the ID token, because its subject may not assume the agency. The log shows the ' +
        'claims that the trust policy has to match. No server is changed.',
      servers: [NOT_SENT, NOT_SENT, NOT_SENT],
      oidc: { idToken: { environment: '', ref: 'refs/heads/try-this' } },
      exitCode: 1,
      calls: 2,
    },
  ],
  [
    'weak-password',
    {
      title: 'a password that breaks the rules: nothing is sent',
      about:
        'A password that the service would refuse. The action finds this before the first request. ' +
        'No message contains any part of the password.',
      servers: [NOT_REPORTED, NOT_REPORTED, NOT_REPORTED],
      inputs: { password: 'letmein' },
      exitCode: 1,
      calls: 0,
    },
  ],
]);
