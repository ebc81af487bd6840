/** What the demo can show: the servers, the inputs, and what the action promises for them. */
import type { Fault, ServerSpec, SignInOptions } from '../../simulator/simulator.ts';
import type { Outcome } from '../../src/fleet/outcome.ts';

export const OLD_PASSWORD = 'Before-the-demo-1';
export const NEW_PASSWORD = 'Fresh-since-2026!';

/** One server of a scenario, and what has to become of it. */
export interface DemoServer {
  /** What is special about it; empty for a plain one. */
  readonly note: string;
  readonly spec: ServerSpec;
  /** What the action has to report; undefined when it stops before there is anything to report. */
  readonly outcome: Outcome | undefined;
  /** Which password the server accepts after a restart. */
  readonly afterRestart: 'old' | 'new';
}

export interface Scenario {
  /** One line for the list of scenarios. */
  readonly title: string;
  /** A few sentences on what to look at. */
  readonly about: string;
  readonly servers: readonly DemoServer[];
  /** Inputs beside those that every scenario has; an empty text takes one of those away. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly event?: { readonly name: string; readonly payload: unknown };
  /** Signs in by GitHub OIDC and STS instead of keys; what the cloud and GitHub think of that. */
  readonly oidc?: SignInOptions;
  /** What goes wrong between the action and the service. */
  readonly faults?: (serverIds: readonly string[]) => readonly Fault[];
  /** The exit code that the action has to end with. */
  readonly exitCode: 0 | 1;
  /** Calls that have to reach the service. */
  readonly calls: number;
}

const CHANGED: DemoServer = server('', {}, 'accepted', 'new');
const CHECKED: DemoServer = server('', {}, 'accepted', 'old');
const NOT_ASKED: DemoServer = server('', {}, 'not_sent', 'old');
const UNTOUCHED: DemoServer = server('', {}, undefined, 'old');
const LOST: DemoServer = server('its answer is lost', {}, 'unknown', 'new');

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

/** The first entry is what the demo shows when nothing else is asked for. */
export const SCENARIOS: ReadonlyMap<string, Scenario> = new Map<string, Scenario>([
  [
    'reset',
    {
      title: 'a real reset of five servers (this one is shown by default)',
      about:
        'Five servers get a new password, and the service accepts all five. In one of them the ' +
        'script that changes the password will fail at the restart. The service does not report ' +
        'that, so no client can: see the last part.',
      servers: [
        CHANGED,
        CHANGED,
        CHANGED,
        CHANGED,
        server('its script fails silently', { guestFails: true }, 'accepted', 'old'),
      ],
      exitCode: 0,
      calls: 1,
    },
  ],
  [
    'partial',
    {
      title: 'some servers are refused, and one answer is lost',
      about:
        'Six servers in two batches. Two servers of the first batch cannot be reset, which must ' +
        'not cost the others their reset. The answer to the second batch never arrives, though ' +
        'the service did what it was asked: that is neither a success nor a failure, it is unknown.',
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
        'The same request with dry_run. The service checks it and changes nothing. The password ' +
        'is left out, because a check can do without.',
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
        'The action checks what it can by itself, asks nobody, and says so.',
      servers: [NOT_ASKED, NOT_ASKED, NOT_ASKED],
      inputs: { password: '', access_key: '', secret_key: '' },
      event: pullRequestFrom('somebody/fleet'),
      exitCode: 0,
      calls: 0,
    },
  ],
  [
    'throttled',
    {
      title: 'the service limits the rate of calls, then lets them through',
      about:
        'The gateway answers 429 and asks for a second of patience, then the service answers ' +
        'Common.0024, which means the same although its status is 202. Then the call passes.',
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
      title: 'no stored key: the job signs in by GitHub OIDC and STS',
      about:
        'The job asks GitHub for an ID token, STS gives temporary keys for it, and IAM tells the ' +
        'project of the region. No key of the cloud is stored anywhere.',
      servers: [CHANGED, CHANGED, CHANGED],
      oidc: {},
      exitCode: 0,
      calls: 4,
    },
  ],
  [
    'oidc-refused',
    {
      title: 'the same from a branch that the trust policy does not admit',
      about:
        'STS refuses the ID token, because its subject is not the one that may assume the agency. ' +
        'The log shows the claims that the trust policy has to match. No server is touched.',
      servers: [NOT_ASKED, NOT_ASKED, NOT_ASKED],
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
        'A password that the service would refuse. It is found out before the first request, and ' +
        'no message repeats any of it.',
      servers: [UNTOUCHED, UNTOUCHED, UNTOUCHED],
      inputs: { password: 'letmein' },
      exitCode: 1,
      calls: 0,
    },
  ],
]);
