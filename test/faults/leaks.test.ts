/** The faults again, with debug output on and a service that echoes every request. */
import { afterAll, describe, expect, it } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';
import { runAction } from '../../harness/action.ts';
import { findLeaks } from '../../harness/leaks.ts';
import { CASES as ALL_CASES } from './cases.ts';
import {
  echoOf,
  expectNoLeak,
  FAST_TIME,
  faultCount,
  runWithFault,
  SECRETS,
} from './run-with-fault.ts';

afterAll(() => {
  process.stdout.write(`Faults tried (leaks): ${faultCount()}\n`);
});

const CASES = ALL_CASES.map((faultCase, index) => ({
  ...faultCase,
  faultCase,
  // The other suites run both modes without debug output, and look for leaks too.
  mode: index % 2 === 0 ? ('once' as const) : ('forever' as const),
}));

// runWithFault checks for leaks and for a truthful report.
it.each(CASES)('$name, $mode', async ({ faultCase, mode }) => {
  const { run } = await runWithFault(faultCase, mode, { debug: true });
  expect(run.exitCode).toBe(faultCase[mode].outcome === 'accepted' ? 0 : 1);
});

const shapesOf = (echo: string): Record<string, object> => ({
  'ECS error': { error: { code: 'Ecs.9999', message: echo } },
  'ECS error with details': {
    error: { code: 'Ecs.9999', message: echo, details: [{ code: echo, message: echo }] },
  },
  'server by server': {
    error: { code: 'Ecs.0611', message: echo },
    internalError: [{ id: echo, error_code: 'ECS.9999', error_message: echo }],
  },
  gateway: { error_code: 'APIGW.9999', error_msg: echo, request_id: echo },
  'gateway with its own canonical request': {
    error_code: 'APIGW.0301',
    error_msg: `verify aksk signature fail, ${echo}`,
    request_id: echo,
  },
  'a secret for a code': { error: { code: SECRETS.password, message: echo } },
  IAM: { error: { code: 401, message: echo, title: echo } },
  STS: { error_code: 'STS5.9999', error_msg: echo, encoded_authorization_message: echo },
  'code and message': { code: 'Ecs.9999', message: echo },
  OpenStack: { badRequest: { code: 400, message: echo } },
  text: { error: echo },
});
const ENCODINGS = Array.from({ length: 14 }, (_, index) => index);

describe.each(Object.keys(shapesOf('')))('an echo of everything in the shape of %s', (shape) => {
  it('leaks in no encoding', async () => {
    const simulator = await Simulator.start({
      servers: ENCODINGS.length,
      secretKey: SECRETS.secretKey,
      securityToken: SECRETS.securityToken,
    });
    simulator.script(
      ...ENCODINGS.map((turn) => ({
        status: 400,
        body: (request: Parameters<typeof echoOf>[0]) =>
          shapesOf(echoOf(request, turn))[shape] ?? {},
      })),
    );
    try {
      // One call for each encoding, so that each encoding comes first in one message.
      const run = await runAction(
        {
          endpoint: simulator.endpoint,
          project_id: simulator.projectId,
          access_key: simulator.accessKey,
          secret_key: SECRETS.secretKey,
          security_token: SECRETS.securityToken,
          server_ids: simulator.serverIds.join(','),
          password: SECRETS.password,
          batch_size: '1',
          max_retries: '0',
        },
        { nodeArguments: FAST_TIME, env: { RUNNER_DEBUG: '1' } },
      );
      expect(run.exitCode).toBe(1);
      expect(simulator.requests.length).toBeGreaterThan(0);
      const { password, secretKey, securityToken } = SECRETS;
      expectNoLeak(run, { password, secretKey, securityToken });
    } finally {
      await simulator.close();
    }
  });
});

describe('a secret that looks like a code or a request id', () => {
  it.each([
    {
      name: 'code',
      password: 'Wonder7.2024',
      fault: { error: { code: 'Wonder7.2024' } },
      header: '',
    },
    { name: 'request id', password: 'DEADbeef-12345678', fault: {}, header: 'DEADbeef-12345678' },
    { name: 'token as request id', password: SECRETS.password, fault: {}, header: 'f'.repeat(32) },
  ])('$name', async ({ fault, header, password }) => {
    const authToken = 'f'.repeat(32);
    const simulator = await Simulator.start({ servers: 1, authToken });
    simulator.script({
      status: 400,
      body: fault,
      headers: header ? { 'x-request-id': header } : {},
    });
    try {
      const run = await runAction({
        endpoint: simulator.endpoint,
        project_id: simulator.projectId,
        auth_token: authToken,
        server_ids: simulator.serverIds.join(','),
        password,
      });
      expect(run.exitCode).toBe(1);
      expectNoLeak(run, { password, authToken });
    } finally {
      await simulator.close();
    }
  });
});

describe('the search for leaks', () => {
  const { password } = SECRETS;
  const bytes = (text: string): Buffer => Buffer.from(text);
  it.each([
    ['as it is', password],
    ['in base64', bytes(password).toString('base64')],
    ['in base64 behind one byte', bytes(`x${password}yz`).toString('base64')],
    ['in base64 behind two bytes', bytes(`xy${password}z`).toString('base64')],
    ['in base64url', bytes(`${password}?>`).toString('base64url')],
    ['in hex', bytes(password).toString('hex')],
    ['in capital hex', bytes(password).toString('hex').toUpperCase()],
    ['for a URL', encodeURIComponent(password)],
    ['in JSON', JSON.stringify(password).replaceAll('/', '\\/')],
    ['in HTML', password.replace(/./g, (one) => `&#${one.charCodeAt(0)};`)],
    ['with invisible characters', password.split('').join('\u200b')],
    ['twice encoded', encodeURIComponent(bytes(password).toString('base64'))],
  ])('finds a secret %s', (_, leak) => {
    expect(findLeaks(`some text ${leak} and more`, SECRETS)).not.toEqual([]);
  });

  it('finds a part of a long secret', () => {
    expect(findLeaks(`token ${SECRETS.authToken.slice(0, 24)}`, SECRETS)).not.toEqual([]);
  });

  it('finds nothing in a text without secrets', () => {
    expect(findLeaks('The reset of 3 of 3 servers was accepted. ***', SECRETS)).toEqual([]);
  });

  it('finds a leak that a run of the action prints on purpose', async () => {
    // The preload prints the password.
    const plant = new URL('./planted-leak.ts', import.meta.url).href;
    const run = await runAction({ password }, { nodeArguments: ['--import', plant] });
    expect(() => {
      expectNoLeak(run, SECRETS);
    }).toThrow('password');
  });
});
