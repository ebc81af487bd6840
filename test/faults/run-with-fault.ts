/** Runs the built action with one fault, and does the checks that hold for every run. */
import { expect } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';
import type { Fault, RecordedRequest } from '../../simulator/simulator.ts';
import { runAction } from '../../harness/action.ts';
import type { ActionRun } from '../../harness/action.ts';
import { actionNamed, PASSWORD } from '../../harness/actions.ts';
import type { TestedAction, TestedCall } from '../../harness/actions.ts';
import { reportOf } from '../../harness/invariants.ts';
import { findLeaks } from '../../harness/leaks.ts';
import { preload } from '../../harness/preload.ts';
import { withoutMasks } from '../../harness/masks.ts';
import type { Expected, FaultCase } from './cases.ts';

export const SECRETS = {
  password: PASSWORD,
  secretKey: 'SecretKey0fTheFaults+That/N0b0dyMayRead',
  securityToken: 'gQpjbi1ub3J0aC00Security+Token/0f/The==Faults0123456789',
  authToken: `MIIDkgYJKoZIhvcNAQcCoIIDgzCCA38CAQExDTAL${'BglghkgBZQMEAgEwggGcBgkqhkiG9w0B'.repeat(8)}`,
};

export const FAST_TIME = preload('fast-time');

const ALL_DEBUG = {
  RUNNER_DEBUG: '1',
  NODE_DEBUG: 'http,https,net,tls,undici,fetch,request,websocket',
  ACTIONS_STEP_DEBUG: 'true',
};

export type Mode = 'once' | 'forever';

let count = 0;
/** The number of faults so far in this suite. */
export const faultCount = (): number => count;

export interface FaultRun {
  readonly run: ActionRun;
  readonly requests: readonly RecordedRequest[];
}

/** What else a run with a fault depends on. */
export interface FaultOptions {
  /** Turns debug output on, and makes the service repeat the request in its response. */
  readonly debug?: boolean;
  readonly action?: TestedAction;
  /** The call that has the fault; by default every call. */
  readonly call?: TestedCall;
}

/** Runs an action, by default the reset, in which all is well but for one fault. */
export async function runWithFault(
  { fault, inputs = {} }: FaultCase,
  mode: Mode,
  { action = actionNamed('reset'), call, debug = false }: FaultOptions = {},
): Promise<FaultRun> {
  count += 1;
  const isToken = count % 2 === 0;
  const simulator = await Simulator.start({
    ...action.setting,
    secretKey: SECRETS.secretKey,
    authToken: SECRETS.authToken,
    ...(isToken ? {} : { securityToken: SECRETS.securityToken }),
  });
  simulator.script({
    ...(debug ? withEchoes(fault, count) : fault),
    ...(call && { match: call.matches }),
    forever: mode === 'forever',
  });
  try {
    const run = await runAction(
      {
        endpoint: simulator.endpoint,
        project_id: simulator.projectId,
        ...(isToken
          ? { auth_token: simulator.authToken }
          : {
              access_key: simulator.accessKey,
              secret_key: SECRETS.secretKey,
              security_token: SECRETS.securityToken,
            }),
        max_retries: '2',
        ...action.inputs(simulator),
        ...inputs,
      },
      {
        action: action.name,
        nodeArguments: FAST_TIME,
        env: {
          TEST_TIME_FACTOR: String(action.timeFactor ?? 60),
          ...(debug ? ALL_DEBUG : {}),
        },
      },
    );
    action.check(run, simulator);
    const { authToken, secretKey, securityToken } = SECRETS;
    expectNoLeak(run, {
      ...action.secrets,
      ...(isToken ? { authToken } : { secretKey, securityToken }),
    });
    if (!debug) expect(run.stderr).toBe('');
    return { run, requests: simulator.requests };
  } finally {
    await simulator.close();
  }
}

/** @param secrets the secrets of the run */
export function expectNoLeak(run: ActionRun, secrets: Readonly<Record<string, string>>): void {
  const visible = withoutMasks(run.stdout);
  const places = {
    stdout: visible,
    stderr: run.stderr,
    outputs: JSON.stringify(run.outputs),
    summary: run.summary,
    report: JSON.stringify(run.report ?? ''),
    state: run.state,
    environment: run.exported,
  };
  const leaks = Object.entries(places).flatMap(([place, text]) =>
    findLeaks(text, secrets).map((leak) => `${place}: ${leak}`),
  );
  expect(leaks).toEqual([]);
}

export function expectOutcome(run: ActionRun, { code, outcome }: Expected): void {
  expect(reportOf(run).servers.map((server) => [server.outcome, server.code])).toEqual(
    Array(3).fill([outcome, code]),
  );
  expect(run.exitCode).toBe(outcome === 'accepted' ? 0 : 1);
}

/** The request in every encoding. Another encoding comes first each time, because long texts are cut. */
export function echoOf(request: RecordedRequest, turn: number): string {
  const text = `${request.rawBody} ${Object.values(request.headers).join(' ')}`;
  const bytes = Buffer.from(text);
  const forms = [
    text,
    JSON.stringify(text),
    encodeURIComponent(text),
    [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    bytes.toString('hex'),
    bytes.toString('base64'),
    Buffer.from(`1${text}`).toString('base64'),
    Buffer.from(`12${text}`).toString('base64url'),
    ...Object.values(SECRETS),
    Array.from(SECRETS.password).join('\u200b'),
    Array.from(SECRETS.password)
      .map((character) => `&#${character.charCodeAt(0)};`)
      .join(''),
  ];
  const first = turn % forms.length;
  return [...forms.slice(first), ...forms.slice(0, first)].join(' ');
}

function withEchoes(fault: Fault, turn: number): Fault {
  if (fault.redirect !== undefined || fault.hugeBody !== undefined) return fault;
  const { body, headers } = fault;
  return {
    ...fault,
    ...(body !== undefined &&
      typeof body !== 'function' && {
        body: (request) =>
          typeof body === 'string'
            ? `${body}${body.startsWith('{') || body.startsWith('[') || body === '' ? '' : echoOf(request, turn)}`
            : withEcho(body, echoOf(request, turn)),
      }),
    headers: (request) => ({
      'x-request-id': encodeURIComponent(SECRETS.password),
      'x-echo': encodeURIComponent(request.rawBody),
      ...(typeof headers === 'object' ? headers : {}),
    }),
  };
}

/** The same object with the echo before each string, except in codes. */
function withEcho(body: object, echo: string): object {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]: [string, unknown]) => {
      if (typeof value === 'object' && value !== null) return [name, withEcho(value, echo)];
      return [
        name,
        typeof value === 'string' && !name.includes('code') ? `${echo} ${value}` : value,
      ];
    }),
  );
}
