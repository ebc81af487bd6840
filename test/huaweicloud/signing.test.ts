import { createHash, createHmac } from 'node:crypto';
import { AKSKSigner } from '@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js';
import { BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sign } from '../../src/huaweicloud/signing.ts';
import type { SignableRequest } from '../../src/huaweicloud/signing.ts';

// The example key of the API Request Signing Guide.
const KEY = {
  accessKey: 'QTWAOYTTINDUT2QVKYUC',
  secretKey: 'MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc',
};
const NOW = new Date('2019-11-15T03:36:55Z');
const EMPTY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const PROJECT = '0123456789abcdef0123456789abcdef';
const ECS = `https://ecs.cn-north-4.myhuaweicloud.com/v1/${PROJECT}/cloudservers`;
const JSON_TYPE = { 'Content-Type': 'application/json' };
const RESET: SignableRequest = {
  method: 'PUT',
  url: new URL(`${ECS}/os-reset-passwords`),
  headers: { ...JSON_TYPE, 'X-Project-Id': PROJECT },
  body: '{"new_password":"Fake-Pass1","dry_run":true,"servers":[{"id":"1bd0eb17-4466-4c15-a9ce-87727ad311b5"}]}',
};

function authorization(request: SignableRequest, now = NOW): string | undefined {
  return sign(request, KEY, now)['Authorization'];
}

function expected(signedHeaders: string, signature: string): string {
  return `SDK-HMAC-SHA256 Access=${KEY.accessKey}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
}

describe('published and independently computed signatures', () => {
  it.each<[string, SignableRequest, string, string]>([
    [
      'the example of the signing guide',
      {
        method: 'GET',
        url: new URL(
          'https://service.region.example.com/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0',
        ),
        headers: JSON_TYPE,
        body: '',
      },
      'content-type;host;x-sdk-date',
      '7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe',
    ],
    [
      'a reset',
      RESET,
      'content-type;host;x-project-id;x-sdk-date',
      '2b3d9637f683ece094252f7c162a954bb4f3629f98f33919fc228dd9365a4629',
    ],
    [
      'a reset with temporary keys',
      { ...RESET, headers: { ...RESET.headers, 'X-Security-Token': 'tok/en+1==' } },
      'content-type;host;x-project-id;x-sdk-date;x-security-token',
      'edadfb487835b34b0d5b192dfb0122bd1de8e8ab6999b134dec9d94a6f3346aa',
    ],
    [
      'a query with blanks and special characters',
      {
        method: 'GET',
        url: new URL(`${ECS}/detail?tags=foo%3Dbar%20baz&limit=100&not-tags=__type_baremetal`),
        headers: { ...JSON_TYPE, 'X-Project-Id': PROJECT },
        body: '',
      },
      'content-type;host;x-project-id;x-sdk-date',
      'a28196ebc2796e2857b35e4f60366553474ee994d1b850e846b041700bad520b',
    ],
    [
      'a reset without a content type',
      { ...RESET, headers: { 'X-Project-Id': PROJECT } },
      'host;x-project-id;x-sdk-date',
      '43cf21d7d6b2b2d0b1ca357f0ab211d56fcb817a32500de0faac62e1c0772e63',
    ],
  ])('%s', (_case, request, signedHeaders, signature) => {
    expect(authorization(request)).toBe(expected(signedHeaders, signature));
  });
});

it('returns the headers of the request, the date and the signature, and does not change the request', () => {
  const before = structuredClone(RESET.headers);
  expect(sign(RESET, KEY, NOW)).toEqual({
    'Content-Type': 'application/json',
    'X-Project-Id': PROJECT,
    'X-Sdk-Date': '20191115T033655Z',
    Authorization: authorization(RESET),
  });
  expect(RESET.headers).toEqual(before);
});

describe('the rules that the signature follows', () => {
  /** The signature of a canonical request, given by its lines. */
  function authorizationOf(lines: readonly string[]): string {
    const hash = createHash('sha256').update(lines.join('\n')).digest('hex');
    const toSign = `SDK-HMAC-SHA256\n20191115T033655Z\n${hash}`;
    const signature = createHmac('sha256', KEY.secretKey).update(toSign).digest('hex');
    return expected(lines.at(-2) ?? '', signature);
  }

  it.each<[string, string, string, string, string]>([
    ['an empty path', 'https://h.example', '/', '', 'h.example'],
    ['a slash at the end', 'https://h.example/a/', '/a/', '', 'h.example'],
    ['a path beyond ASCII', 'https://h.example/ä/密', '/%C3%A4/%E5%AF%86/', '', 'h.example'],
    ['a blank in the path', 'https://h.example/a b', '/a%20b/', '', 'h.example'],
    ['an encoded slash', 'https://h.example/a%2fb', '/a%2Fb/', '', 'h.example'],
    ['unreserved characters', 'https://h.example/a-b_c.d~e', '/a-b_c.d~e/', '', 'h.example'],
    [
      'reserved characters',
      "https://h.example/!'()*:@",
      '/%21%27%28%29%2A%3A%40/',
      '',
      'h.example',
    ],
    ['the default port', 'https://h.example:443/a', '/a/', '', 'h.example'],
    ['the default port of http', 'http://127.0.0.1:80/a', '/a/', '', '127.0.0.1'],
    ['another port', 'https://h.example:8443/a', '/a/', '', 'h.example:8443'],
    ['capitals in the host', 'https://H.Example/a', '/a/', '', 'h.example'],
    ['a query out of order', 'https://h.example/?b=2&a=1', '/', 'a=1&b=2', 'h.example'],
    ['keys that repeat', 'https://h.example/?a=2&b=&a=10&a=1', '/', 'a=1&a=10&a=2&b=', 'h.example'],
    ['blanks in the query', 'https://h.example/?a=x+y%20z', '/', 'a=x%20y%20z', 'h.example'],
    ['a plus in the query', 'https://h.example/?a=1%2B2', '/', 'a=1%2B2', 'h.example'],
    ['no value', 'https://h.example/?a', '/', 'a=', 'h.example'],
    ['beyond ASCII in the query', 'https://h.example/?ä=ö', '/', '%C3%A4=%C3%B6', 'h.example'],
    ['sorted before it is encoded', 'https://h.example/?é=1&~=2', '/', '~=2&%C3%A9=1', 'h.example'],
  ])('%s', (_case, url, path, query, host) => {
    expect(authorization({ method: 'get', url: new URL(url), headers: {}, body: '' })).toBe(
      authorizationOf([
        'GET',
        path,
        query,
        `host:${host}`,
        'x-sdk-date:20191115T033655Z',
        '',
        'host;x-sdk-date',
        EMPTY_HASH,
      ]),
    );
  });

  it('headers are trimmed and sorted, in small letters', () => {
    const headers = { 'X-Project-Id': '  p  ', 'Content-Type': ' a  b\t', aaa: '' };
    expect(authorization({ method: 'PUT', url: new URL('https://h/'), headers, body: '密' })).toBe(
      authorizationOf([
        'PUT',
        '/',
        '',
        'aaa:',
        'content-type:a  b',
        'host:h',
        'x-project-id:p',
        'x-sdk-date:20191115T033655Z',
        '',
        'aaa;content-type;host;x-project-id;x-sdk-date',
        createHash('sha256').update('密').digest('hex'),
      ]),
    );
  });
});

describe('compared with the official SDK', () => {
  const segment = fc.stringMatching(
    /^[A-Za-z0-9_~!$&()*+,;=:@-][A-Za-z0-9._~!$&()*+,;=:@-]{0,11}$/,
  );
  const path = fc.array(segment, { maxLength: 5 }).map((parts) => `/${parts.join('/')}`);
  const text = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 8 }));
  const query = fc.dictionary(text, fc.array(text, { minLength: 1, maxLength: 3 }), { maxKeys: 4 });
  const headers = fc.dictionary(
    fc.stringMatching(/^x-[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5})?$/),
    fc.stringMatching(/^[!-~]([ -~]{0,30}[!-~])?$/),
    { maxKeys: 4 },
  );
  const port = fc.constantFrom('', ':8443', ':1');
  const date = fc.date({
    min: new Date('2000-01-01T00:00:00Z'),
    max: new Date('2099-12-31T23:59:59Z'),
    noInvalidDate: true,
  });
  const method = fc.constantFrom(
    'GET' as const,
    'PUT' as const,
    'POST' as const,
    'DELETE' as const,
  );
  const data = fc.oneof(fc.constant(undefined), fc.jsonValue());
  const key = fc.stringMatching(/^[A-Za-z0-9]{6,40}$/);

  it('1,000 random requests have the same signature', () => {
    fc.assert(
      fc.property(
        fc.record({ method, path, query, headers, port, date, data, ak: key, sk: key }),
        (given) => {
          const now = new Date(Math.floor(given.date.getTime() / 1_000) * 1_000);
          const base = `https://ecs.example.com${given.port}${given.path}`;
          const url = new URL(base);
          for (const [name, values] of Object.entries(given.query)) {
            for (const value of values) url.searchParams.append(name, value);
          }
          const allHeaders = { ...JSON_TYPE, ...given.headers };
          const ours = sign(
            {
              method: given.method,
              url,
              headers: allHeaders,
              body: given.data ? JSON.stringify(given.data) : '',
            },
            { accessKey: given.ak, secretKey: given.sk },
            now,
          );
          const theirs = AKSKSigner.sign(
            {
              endpoint: base,
              method: given.method,
              queryParams: structuredClone(given.query),
              headers: { ...allHeaders, 'X-Sdk-Date': ours['X-Sdk-Date'] },
              data: given.data,
            },
            new BasicCredentials().withAk(given.ak).withSk(given.sk),
          );
          expect(theirs).toHaveProperty('Authorization', ours['Authorization']);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
