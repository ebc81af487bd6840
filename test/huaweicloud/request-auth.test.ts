import { describe, expect, it } from '@jest/globals';
import { authenticated, identified } from '../../src/huaweicloud/request-auth.ts';
import type { Credentials, Sender } from '../../src/huaweicloud/request-auth.ts';
import { sign } from '../../src/huaweicloud/signing.ts';
import type { HttpRequest } from '../../src/huaweicloud/transport.ts';
import { START, USER_AGENT } from '../../harness/request-context.ts';

const REQUEST: HttpRequest = {
  method: 'GET',
  url: new URL('https://iam.cn-north-4.myhuaweicloud.com/v3/projects?name=cn-north-4'),
  headers: { Accept: 'application/json' },
  body: '',
};
const KEYS = { accessKey: 'ACCESSKEYOFTHETESTS1', secretKey: 'SecretKeyOfTheTests' };

function headersFor(credentials: Credentials, own: Partial<Sender> = {}): HttpRequest['headers'] {
  const sender = { credentials, userAgent: USER_AGENT, now: () => START, ...own };
  const { headers, ...rest } = authenticated(REQUEST, sender);
  expect({ ...rest, headers: REQUEST.headers }).toEqual(REQUEST);
  return headers;
}

/** The headers with their signature, which does not cover the name of the program. */
function signed(headers: HttpRequest['headers']): HttpRequest['headers'] {
  return {
    ...sign({ ...REQUEST, headers }, KEYS, new Date(START)),
    'User-Agent': USER_AGENT,
  };
}

describe('authenticated', () => {
  it('with keys: signs the request, without a project where there is none', () => {
    expect(headersFor({ kind: 'keys', ...KEYS })).toEqual(signed(REQUEST.headers));
  });

  it('with keys: also signs the project and the security token', () => {
    const headers = headersFor(
      { kind: 'keys', ...KEYS, securityToken: 'tok/en+1==' },
      { projectId: 'p-1' },
    );
    const more = { 'X-Project-Id': 'p-1', 'X-Security-Token': 'tok/en+1==' };
    expect(headers).toEqual(signed({ ...REQUEST.headers, ...more }));
    expect(headers['Authorization']).toContain(
      'SignedHeaders=accept;host;x-project-id;x-sdk-date;x-security-token,',
    );
  });

  it('with keys: signs with the time of the clock', () => {
    const headers = headersFor({ kind: 'keys', ...KEYS }, { now: () => START + 1_000 });
    expect(headers['X-Sdk-Date']).toBe('20261121T000001Z');
  });

  it('with a token: signs nothing, and sends no project', () => {
    expect(headersFor({ kind: 'token', token: 'an-iam-token' }, { projectId: 'p-1' })).toEqual({
      Accept: 'application/json',
      'X-Auth-Token': 'an-iam-token',
      'User-Agent': USER_AGENT,
    });
  });
});

it('identified adds the name of the program and changes nothing else', () => {
  expect(identified(REQUEST, 'name/1')).toEqual({
    ...REQUEST,
    headers: { Accept: 'application/json', 'User-Agent': 'name/1' },
  });
});
