import { describe, expect, it } from '@jest/globals';
import { createContext, failure, REQUEST_ID, response } from '../../harness/request-context.ts';
import type { ScriptedContext } from '../../harness/request-context.ts';
import { RESET_ADVICE } from '../../src/actions/reset/reset-texts.ts';
import { requestRestart } from '../../src/huaweicloud/restart-request.ts';
import type { RestartAction, RestartResponse } from '../../src/huaweicloud/restart-request.ts';
import type { RequestContext } from '../../src/huaweicloud/request-context.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import { A, B, JOB, PROJECT, SERVICE } from './sample-ecs.ts';

const SOFT: RestartAction = { kind: 'reboot', type: 'soft' };
const ACCEPTED = response(200, { job_id: JOB }, { 'x-request-id': REQUEST_ID });

type Sent = ScriptedContext & { readonly result: RestartResponse };

async function send(
  script: readonly HttpResult[],
  action = SOFT,
  own: Partial<RequestContext> = {},
  service = SERVICE,
): Promise<Sent> {
  const scripted = createContext(script, own);
  scripted.context.secrets.mask('Wonder7.2024');
  const work = requestRestart(action, [A, B], service, scripted.context);
  return { ...scripted, result: await scripted.clock.run(work) };
}

/** The result of a call that has no further attempt. */
async function resultOf(httpResult: HttpResult): Promise<RestartResponse> {
  const { result, transport, waits } = await send([httpResult, ACCEPTED]);
  expect(transport.sent).toHaveLength(1);
  expect(waits).toEqual([]);
  return result;
}

const error = (code: string, message = 'no'): object => ({ error: { code, message } });

describe('the request', () => {
  // ECS API reference: "Restarting ECSs in a Batch", "Starting ECSs in a Batch".
  it.each([
    [
      'a normal restart',
      SOFT,
      `{"reboot":{"type":"SOFT","servers":[{"id":"${A}"},{"id":"${B}"}]}}`,
    ],
    [
      'a forced restart',
      { kind: 'reboot', type: 'hard' } as const,
      `{"reboot":{"type":"HARD","servers":[{"id":"${A}"},{"id":"${B}"}]}}`,
    ],
    [
      'a start',
      { kind: 'start' } as const,
      `{"os-start":{"servers":[{"id":"${A}"},{"id":"${B}"}]}}`,
    ],
  ])('for %s', async (_name, action, body) => {
    const { result, transport } = await send([ACCEPTED], action);
    expect(result).toEqual({ kind: 'job', jobId: JOB, requestId: REQUEST_ID });
    expect(transport.sent).toMatchObject([
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Auth-Token': 'an-iam-token' },
        body,
      },
    ]);
    expect(transport.sent[0]?.url.href).toBe(
      `https://ecs.cn-north-4.myhuaweicloud.com/v1/${PROJECT}/cloudservers/action`,
    );
  });

  it('is signed with keys', async () => {
    const credentials = { kind: 'keys', accessKey: 'AKAKAKAK', secretKey: 'SKSKSKSK' } as const;
    const session = { ...SERVICE.session, credentials };
    const { transport } = await send([ACCEPTED], SOFT, {}, { ...SERVICE, session });
    expect(transport.sent[0]?.headers).toMatchObject({
      Authorization: expect.stringMatching(/^SDK-HMAC-SHA256 Access=AKAKAKAK, /),
      'X-Project-Id': PROJECT,
    });
  });
});

describe('a refusal', () => {
  it.each([
    ['of the service', 400, error('Ecs.0605'), 'Ecs.0605', false],
    ['with a misleading status', 403, error('Ecs.0605'), 'Ecs.0605', false],
    ['for the rate of calls', 429, { error_code: 'APIGW.0308' }, 'APIGW.0308', false],
    ['with a code that is not known', 400, error('Ecs.9999'), 'Ecs.9999', false],
    ['of the project', 400, error('Ecs.0023'), 'Ecs.0023', true],
    ['for a missing permission', 403, error('Ecs.9999'), 'Ecs.9999', true],
    ['of the signature', 401, { error_code: 'APIGW.0301', error_msg: 'x' }, 'APIGW.0301', true],
  ])('%s is final', async (_name, status, body, code, concernsAll) => {
    const result = await resultOf(response(status, body, { 'x-request-id': REQUEST_ID }));
    expect(result).toMatchObject({
      kind: 'refused',
      reason: { code, requestId: REQUEST_ID },
      concernsAll,
    });
  });

  it('shows no secret', async () => {
    const result = await resultOf(response(400, error('Ecs.9999', 'Wonder7.2024 is bad')));
    expect(result).toMatchObject({ reason: { message: 'the service says: *** is bad' } });
    expect(JSON.stringify(result)).not.toContain('Wonder7');
  });
});

describe('a lost response', () => {
  it.each([
    ['5xx with a code', response(500, error('Ecs.0615')), 'Ecs.0615', false],
    ['5xx without a code', response(503), undefined, false],
    ['502 with a code', response(502, error('Ecs.0605')), 'Ecs.0605', false],
    ['408 with a code', response(408, error('Ecs.0605')), 'Ecs.0605', false],
    ['4xx without a code', response(400, { message: 'no' }), undefined, false],
    ['a page of a firewall', response(403, '<html>'), undefined, true],
    ['4xx with a job', response(400, { job_id: JOB, ...error('Ecs.0605') }), 'Ecs.0605', false],
    ['a refusal that is cut off', response(400, '{"error":{"code":"Ecs.06'), undefined, false],
    ['a redirect', response(307, '', { location: 'https://x' }), undefined, false],
    ['success without a job', response(200, {}), undefined, false],
    ['success with an empty body', response(200), undefined, false],
    ['success with an error', response(202, error('Common.0024')), 'Common.0024', false],
    ['an ID of a job that is not one', response(200, { job_id: '../x' }), undefined, false],
    ['a success that is cut off', response(200, '{"job_id":"70a5'), undefined, false],
    ['a closed connection', failure('closed', true), undefined, false],
    ['a timeout', failure('timeout', true), undefined, false],
    ['a response that is not HTTP', failure('malformed', true), undefined, false],
  ])('%s is never repeated', async (_name, httpResult, code, concernsAll) => {
    const result = await resultOf(httpResult);
    expect(result).toMatchObject({ kind: 'lost', concernsAll });
    expect(result.kind === 'lost' ? result.reason.code : undefined).toBe(code);
    // A redirect says what to fix as well.
    if (httpResult.kind === 'failure' || httpResult.status !== 307) {
      expect(result).toHaveProperty('reason.advice', RESET_ADVICE.outcomeUnknown);
    }
  });

  it('says that a success names no job', async () => {
    expect(await resultOf(response(200, { other: 1 }))).toMatchObject({
      reason: { message: 'the response names no job (HTTP 200)' },
    });
  });
});

describe('a request that never left', () => {
  it('is sent again', async () => {
    const { result, transport, waits } = await send([failure('refused'), failure('dns'), ACCEPTED]);
    expect(result.kind).toBe('job');
    expect(transport.sent.map(({ body }) => body)).toEqual(
      Array<string | undefined>(3).fill(transport.sent[0]?.body),
    );
    expect(waits.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  it('is not sent again after a later one was lost', async () => {
    const { result, transport } = await send([
      failure('refused'),
      failure('closed', true),
      ACCEPTED,
    ]);
    expect(result.kind).toBe('lost');
    expect(transport.sent).toHaveLength(2);
  });

  it('gives up after max_retries', async () => {
    const { result, transport } = await send([failure('refused'), failure('refused')], SOFT, {
      maxRetries: 1,
    });
    expect(result).toMatchObject({
      kind: 'not_sent',
      reason: { message: 'the connection was refused', advice: RESET_ADVICE.allowConnection },
    });
    expect(transport.sent).toHaveLength(2);
  });

  it('gives up where the next attempt would be after the deadline', async () => {
    const { gaveUp, result, transport } = await send([failure('refused')], SOFT, { deadline: 1 });
    expect(result.kind).toBe('not_sent');
    expect(transport.sent).toHaveLength(1);
    expect(gaveUp).toHaveLength(1);
  });

  it('is not repeated at a proxy that denies it', async () => {
    const { result, transport } = await send([failure('proxy_denied'), ACCEPTED]);
    expect(result.kind).toBe('not_sent');
    expect(transport.sent).toHaveLength(1);
  });

  it('is not repeated once the run stops, also during the wait', async () => {
    const before = await send([failure('refused'), ACCEPTED], SOFT, { stop: AbortSignal.abort() });
    expect(before.result.kind).toBe('not_sent');
    expect(before.transport.sent).toHaveLength(1);

    const stop = new AbortController();
    const during = await send([failure('refused'), ACCEPTED], SOFT, {
      stop: stop.signal,
      observer: {
        waiting: () => {
          stop.abort();
        },
        gaveUp: () => undefined,
      },
    });
    expect(during.result.kind).toBe('not_sent');
    expect(during.transport.sent).toHaveLength(1);
  });
});
