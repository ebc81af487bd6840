/** Responses that contradict themselves, that report an error in another form, or that a gateway made. */
import { describe, expect, it } from '@jest/globals';
import type { Fault } from '../../simulator/simulator.ts';
import { reportOf } from '../../harness/invariants.ts';
import { runResetWith, serverIds } from '../../harness/scenario.ts';
import type { Inputs, ResetOptions } from '../../harness/scenario.ts';

const [A = '', B = '', C = ''] = serverIds(3);
const CONTRADICTION = 'the response reports the server both as accepted and as failed';

/** Runs against a service that always responds with the fault. */
async function outcomesWith(fault: Fault, inputs: Inputs = {}, options: ResetOptions = {}) {
  const { run, simulator } = await runResetWith(
    { faults: [{ ...fault, forever: true }] },
    { max_retries: '0', wait_for_servers: '0', ...inputs },
    options,
  );
  const { servers } = reportOf(run);
  return {
    run,
    simulator,
    outcomes: servers.map(({ outcome }) => outcome),
    messages: servers.map(({ message }) => message),
  };
}

const gateway = (code: string) => ({
  error_code: code,
  error_msg: 'no',
  request_id: 'a'.repeat(32),
});
const named = (id: string, code: string) => ({ id, error_code: code, error_message: 'no' });

describe('a 502, 504 or 408 proves no refusal, whatever code it has', () => {
  it.concurrent.each([
    { status: 502, body: gateway('APIG.0201') },
    { status: 504, body: gateway('APIG.0201') },
    { status: 502, body: { error: { code: 'Ecs.0114', message: 'no' } } },
    { status: 504, body: { error: { code: 'Pdp.0001', message: 'no' } } },
    { status: 408, body: { error: { code: 'Ecs.0605', message: 'no' } } },
    { status: 500, body: gateway('APIG.0601') },
  ])('$status $body', async ({ status, body }) => {
    const { outcomes } = await outcomesWith({ status, body });
    expect(outcomes).toEqual(['unknown', 'unknown', 'unknown']);
  });
});

describe('a server in response and reported as failed is unknown', () => {
  const response = [{ id: A }];

  it.concurrent.each([
    { status: 400, codeA: 'Ecs.0603', codeB: 'Ecs.0603' },
    { status: 400, codeA: 'Ecs.0114', codeB: 'Ecs.0605' },
    { status: 200, codeA: 'Ecs.0613', codeB: 'Ecs.0613' },
  ])('named in internalError too ($status, $codeA)', async ({ status, codeA, codeB }) => {
    const { outcomes, messages, simulator } = await outcomesWith(
      {
        status,
        body: {
          ...(status === 400 && { error: { code: 'Ecs.0611', message: 'no' } }),
          response,
          internalError: [named(A, codeA), named(B, codeB)],
        },
      },
      { server_ids: `${A},${B}` },
      { requested: [A, B] },
    );
    expect(outcomes).toEqual(['unknown', 'failed']);
    expect(messages[0]).toBe(CONTRADICTION);
    expect(simulator.requests).toHaveLength(1);
  });

  it.concurrent.each([
    ['Ecs.0110', 403],
    ['Ecs.0011', 400],
    ['Common.0024', 202],
    ['Ecs.1000', 200],
    ['Ecs.0615', 500],
    ['APIGW.0301', 401],
    ['Common.1503', 429],
  ])('with %s (HTTP %i) beside it', async (code, status) => {
    const body = { error: { code, message: 'no' }, response };
    const { outcomes, messages } = await outcomesWith({ status, body });
    expect(outcomes).toEqual(['unknown', 'failed', 'failed']);
    expect(messages[0]).toBe(CONTRADICTION);
  });
});

describe('a response that is cut off or encoded is lost, at any status', () => {
  it.concurrent.each([
    { status: 400, body: '{"error":{"code":"Ecs.0605","mess' },
    { status: 404, body: '{"error":{"code":"Ecs.0114"' },
    { status: 403, body: '[{"error":' },
    { status: 401, body: '{"error_msg":"no' },
    { status: 200, body: '{"response":[{"id":' },
  ])('$status $body', async (fault) => {
    const { outcomes, messages, run } = await outcomesWith(fault);
    expect(outcomes).toEqual(['unknown', 'unknown', 'unknown']);
    expect(messages[0]).toContain('cut off or encoded');
    expect(run.outputs['dry_run']).toBe('false');
  });

  it.concurrent.each(['gzip', 'br', 'deflate', 'zstd'])('encoded with %s', async (encoding) => {
    const { outcomes, run } = await outcomesWith({
      status: 400,
      headers: { 'content-encoding': encoding },
      body: '\u001f\u008b\b\u0000Zx\u00e9Qq3',
    });
    expect(outcomes).toEqual(['unknown', 'unknown', 'unknown']);
    expect(run.stdout).not.toContain('Qq3');
  });
});

describe('an error of the OpenStack layer does not mean success', () => {
  const cases: readonly { body: object; inputs: Inputs }[] = [
    { body: { badRequest: { code: 400, message: 'no' } }, inputs: { api: 'v2.1' } },
    { body: { badRequest: { code: 400, message: 'no' } }, inputs: { dry_run: 'true' } },
    { body: { itemNotFound: { code: 404, message: 'no' } }, inputs: { api: 'v1' } },
    { body: { conflictingRequest: { message: 'no', code: 409 } }, inputs: { dry_run: 'true' } },
    { body: { computeFault: { message: 'no' } }, inputs: { api: 'v2.1' } },
    { body: { overLimit: { code: 413, message: 'no' } }, inputs: {} },
  ];

  it.concurrent.each(cases)('$body with $inputs', async ({ body, inputs }) => {
    const { outcomes, run } = await outcomesWith({ status: 200, body }, inputs);
    expect(outcomes).not.toContain('accepted');
    expect(run.exitCode).toBe(1);
  });
});

describe('a code that internalError reports for one server', () => {
  it.concurrent.each(['Pdp.0001', 'Ecs.0110', 'Ecs.0011', 'APIGW.0301'])(
    '%s does not stop the other servers, also when the server is alone',
    async (code) => {
      const { run, simulator } = await runResetWith(
        {
          faults: [
            {
              status: 400,
              body: {
                error: { code: 'Ecs.0611', message: 'no' },
                internalError: [named(A, code)],
              },
            },
          ],
        },
        { batch_size: '1', concurrency: '1', max_retries: '0' },
      );
      const results = reportOf(run).servers.map(({ id, outcome }) => [id, outcome]);
      expect(results).toEqual([
        [A, 'failed'],
        [B, 'accepted'],
        [C, 'accepted'],
      ]);
      expect(simulator.requests).toHaveLength(3);
    },
  );
});

describe('a response without a code of the service', () => {
  it.concurrent.each([
    { status: 403, body: '<html><body>Blocked by policy</body></html>', outcome: 'failed' },
    { status: 407, body: '<html>Proxy</html>', outcome: 'failed' },
    { status: 502, body: '<html><h1>Bad Gateway</h1></html>', outcome: 'unknown' },
    { status: 403, body: 'Access denied by your administrator', outcome: 'failed' },
    { status: 503, body: '<!doctype html><title>Maintenance</title>', outcome: 'unknown' },
  ])('$status $body is from an intermediary', async ({ status, body, outcome }) => {
    const { messages, outcomes, run } = await outcomesWith({ status, body });
    expect(outcomes).toEqual([outcome, outcome, outcome]);
    expect(messages[0]).toContain(
      status === 407
        ? 'the proxy does not accept its credentials (HTTP 407)'
        : `an intermediary (proxy, gateway or firewall) responded, not the service (HTTP ${status})`,
    );
    expect(run.stdout).not.toContain('resetServerPwd');
  });
});
