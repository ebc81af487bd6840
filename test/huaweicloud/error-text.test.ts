import { describe, expect, it } from '@jest/globals';
import { REQUEST_ID } from '../../harness/request-context.ts';
import { RESET_ADVICE } from '../../src/actions/reset/reset-texts.ts';
import type { Reason } from '../../src/fleet/outcome.ts';
import { KNOWN_CODES, knownCode } from '../../src/huaweicloud/error-codes.ts';
import { classify, classifyServer } from '../../src/huaweicloud/error-response.ts';
import { mayEchoSecrets, redirectMessage } from '../../src/huaweicloud/error-text.ts';
import type { ErrorContext } from '../../src/huaweicloud/error-text.ts';
import type { ParsedResponse } from '../../src/huaweicloud/response.ts';
import { CONTEXT, parsed, PASSWORD, withCode } from './sample-response.ts';

function reasonOf(response: ParsedResponse, own: Partial<ErrorContext> = {}): Reason {
  return classify(response.error, response, { ...CONTEXT, ...own }).reason;
}

describe('the text of an error', () => {
  it.each(KNOWN_CODES.filter((code) => code !== 'APIGW.0301'))(
    '%s: is the one of the code, without the message of the service',
    (code) => {
      const { advice, message } = knownCode(code) ?? {};
      expect(reasonOf(withCode(400, code, 'Fake-Text'))).toEqual({
        code,
        requestId: REQUEST_ID,
        message,
        advice: typeof advice === 'string' ? RESET_ADVICE[advice] : advice?.text,
      });
    },
  );

  it.each([
    ['an unknown code', 400, { code: 'Ecs.9999', message: 'quota' }, 'the service says: quota'],
    ['no code', 400, { message: 'quota' }, 'the service says: quota'],
    ['a secret', 400, { message: `bad ${PASSWORD}` }, 'the service says: bad ***'],
    ['a command', 400, { message: 'a\n::error::b' }, 'the service says: a: :error: :b'],
    ['no message', 418, { code: 'Ecs.9999' }, 'the service responded with HTTP 418'],
    ['an invisible message', 418, { message: ' \u200b' }, 'the service responded with HTTP 418'],
  ])('%s', (_case, status, error, message) => {
    expect(reasonOf(parsed(status, { error })).message).toBe(message);
  });

  it.each([
    [401, 'Check the credentials'],
    [403, 'ecs:cloudServers:resetServerPwd'],
    [404, 'project_id'],
    [429, 'Run again'],
    [500, 'Run again'],
    [400, 'error codes of the ECS API reference'],
  ])('HTTP %i with an unknown code advises: %s', (status, advice) => {
    expect(reasonOf(withCode(status, 'Ecs.9999')).advice).toContain(advice);
  });

  it('a refused batch adds that one server outside the policy is enough', () => {
    const hint = 'One server outside the policy (by tag or enterprise project)';
    for (const code of ['Ecs.0110', 'Pdp.0001', 'Ecs.9999']) {
      expect(reasonOf(withCode(403, code)).advice).toContain(hint);
      expect(reasonOf(withCode(403, code), { batch: false }).advice).not.toContain(hint);
    }
  });

  it('does not mention policies where HTTP 403 is about one server', () => {
    const response = withCode(403, 'Ecs.0605');
    expect(classify(response.error, response, CONTEXT).scope).toBe('server');
    expect(reasonOf(response).advice).not.toContain('policy');
  });

  it.each([
    [400, true, false, true],
    [400, true, true, false],
    [400, false, true, false],
    [403, true, false, false],
  ])(
    'HTTP %i, dry run %s, password %s: says that a check may need a password: %s',
    (status, dryRun, hasPassword, expected) => {
      for (const code of ['Ecs.0005', 'Ecs.9999']) {
        const { advice } = reasonOf(withCode(status, code), { dryRun, hasPassword });
        expect(advice.includes('may require a password even for a check')).toBe(expected);
      }
    },
  );
});

describe('the text of a lost response', () => {
  it('shows the status and nothing of the body', () => {
    for (const [status, body] of [
      [500, 'Fake-Text'],
      [200, 'Fake-Text'],
      [200, { error: 'Fake-Text' }],
    ] as const) {
      const { message } = reasonOf(parsed(status, body));
      expect(message).toContain(`HTTP ${status}`);
      expect(message).not.toContain('Fake-Text');
    }
  });

  it('names a redirect', () => {
    const { advice, message } = reasonOf(parsed(302, ''));
    expect(message).toBe(redirectMessage('the endpoint', 302));
    expect(message).toContain('a redirect (HTTP 302), which is not followed');
    expect(advice).toContain('endpoint');
  });
});

describe('credentials that the gateway does not accept', () => {
  it.each([
    ['verify aksk signature fail, canonicalRequest:PUT|/v1/Fake-Echo/', 'the signature wrong'],
    ['AK access key Fake-Echo not exist', 'does not know the access key'],
    ['Get secretKey failed,ak:Fake-Echo,err:ak not exist', 'does not know the access key'],
    ['Signature expired, signature timestamp:Fake-Echo, server time:x', 'too old or too new'],
    ['decrypt token fail Fake-Echo', 'does not accept the credentials'],
    ['', 'does not accept the credentials'],
  ])('%j', (text, expected) => {
    const response = parsed(401, {
      error_code: 'APIGW.0301',
      error_msg: `Incorrect IAM authentication information: ${text}`,
    });
    const result = classify(response.error, response, CONTEXT);
    expect(result).toMatchObject({ lost: false, scope: 'request', reason: { code: 'APIGW.0301' } });
    expect(result.reason.message).toContain(expected);
    expect(JSON.stringify(result)).not.toContain('Echo');
  });

  it.each<[string, string, boolean, string, RegExp]>([
    [
      'APIGW.0301',
      'verify aksk signature fail',
      false,
      'the signature wrong',
      /^Check secret_key:/,
    ],
    ['APIGW.0301', 'x', true, 'does not accept the token', /^Check auth_token,/],
    [
      'APIGW.0307',
      'x',
      true,
      'has to be renewed, or belongs to another region',
      /^Get a new token/,
    ],
    ['Common.0013', 'x', true, 'the token is not valid', /^Get a new token/],
  ])(
    '%s (%s): the advice names no input when this run obtained the credentials',
    (code, text, hasToken, message, advice) => {
      const given = reasonOf(withCode(401, code, text), { hasToken });
      expect(given.message).toContain(message);
      expect(given.advice).toMatch(advice);
      expect(reasonOf(withCode(401, code, text), { hasToken, isSession: true })).toEqual({
        ...given,
        advice:
          'This run signed in to get them, so check that region, endpoint, iam_endpoint and sts_endpoint belong to one cloud, and the clock of the runner',
      });
    },
  );

  it('the message is never shown, at any status and for one server', () => {
    const error = { code: 'APIGW.0301', message: 'canonicalRequest: Fake-Echo' };
    for (const status of [200, 400, 401, 403, 500, 503]) {
      expect(JSON.stringify(reasonOf(parsed(status, { error })))).not.toContain('Echo');
    }
    const failure = classifyServer(error, parsed(400, ''), CONTEXT);
    expect(JSON.stringify(failure)).not.toContain('Echo');
  });

  it('are explained also without a message', () => {
    const { message } = reasonOf(parsed(401, { error_code: 'APIGW.0301' }));
    expect(message).toBe('the gateway does not accept the credentials');
  });

  it('a message about keys does not change the text for a token', () => {
    const response = withCode(401, 'APIGW.0301', 'token has expired');
    const { advice, message } = reasonOf(response, { hasToken: true });
    expect(message).toBe('the gateway does not accept the token');
    expect(advice).toContain('auth_token');
  });
});

describe('a message that may repeat what was sent', () => {
  it.each([
    [401, 'APIGW.0303'],
    [400, 'APIGW.9999'],
    [401, 'Other.0001'],
  ])('is not shown: HTTP %i with %s', (status, code) => {
    const reason = reasonOf(withCode(status, code, 'x-security-token:abc123SECRET'));
    expect(JSON.stringify(reason)).not.toContain('abc123');
  });

  it.each([
    [401, undefined, true],
    [401, 'IAM.0001', true],
    [200, 'APIGW.0301', true],
    [400, 'IAM.0001', false],
    [403, undefined, false],
  ])('HTTP %i with the code %s: %s', (status, code, expected) => {
    const error = code === undefined ? undefined : { code };
    expect(mayEchoSecrets(error, status)).toBe(expected);
  });
});
