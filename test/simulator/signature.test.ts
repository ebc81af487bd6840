import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  authorizationFor,
  canonicalRequest,
  parseAuthorization,
} from '../../simulator/signature.ts';
import type { SignedRequest } from '../../simulator/signature.ts';

// The example key of the API signing guide. It belongs to no account.
const KEYS = {
  accessKey: 'QTWAOYTTINDUT2QVKYUC',
  secretKey: 'MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc',
};
const DATE = '20191115T033655Z';
const PROJECT = '0123456789abcdef0123456789abcdef';
const HOST = 'ecs.cn-north-4.myhuaweicloud.com';
const BODY =
  '{"new_password":"Fake-Pass1","dry_run":true,"servers":[{"id":"1bd0eb17-4466-4c15-a9ce-87727ad311b5"}]}';

interface Vector extends Partial<SignedRequest> {
  name: string;
  hash: string;
  signature: string;
}

const COMMON = {
  host: HOST,
  'x-project-id': PROJECT,
  'x-sdk-date': DATE,
};
const TYPED = { ...COMMON, 'content-type': 'application/json' };

const VECTORS: Vector[] = [
  {
    name: 'the example of the signing guide',
    method: 'GET',
    path: '/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs',
    query: 'limit=2&marker=13551d6b-755d-4757-b956-536f674975c0',
    headers: {
      'content-type': 'application/json',
      host: 'service.region.example.com',
      'x-sdk-date': DATE,
    },
    body: Buffer.alloc(0),
    hash: 'b25362e603ee30f4f25e7858e8a7160fd36e803bb2dfe206278659d71a9bcd7a',
    signature: '7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe',
  },
  {
    name: 'a batch reset',
    headers: TYPED,
    hash: 'af0fe7edf913d83314838103838690a5123b4b0c7891e5a9d2ea2b64cdde535f',
    signature: '2b3d9637f683ece094252f7c162a954bb4f3629f98f33919fc228dd9365a4629',
  },
  {
    name: 'temporary keys',
    headers: { ...TYPED, 'x-security-token': 'tok/en+1==' },
    hash: '64885afc00cb5dadeae4cf0583401e8cd316c0338130870591f356d43c882efe',
    signature: 'edadfb487835b34b0d5b192dfb0122bd1de8e8ab6999b134dec9d94a6f3346aa',
  },
  {
    name: 'a query that needs encoding, not in order',
    method: 'GET',
    path: `/v1/${PROJECT}/cloudservers/detail`,
    query: 'tags=foo%3Dbar%20baz&limit=100&not-tags=__type_baremetal',
    headers: TYPED,
    body: Buffer.alloc(0),
    hash: 'b3a13589125b6bbc4aa6b13601630128473e361073487d2447c0ef5ca5fefdff',
    signature: 'a28196ebc2796e2857b35e4f60366553474ee994d1b850e846b041700bad520b',
  },
  {
    name: 'without the content type',
    headers: COMMON,
    hash: '9fdaa418e87e6caa5ba0fe291dd2c023158e5ceb0e5523a139c1164a049ec5ab',
    signature: '43cf21d7d6b2b2d0b1ca357f0ab211d56fcb817a32500de0faac62e1c0772e63',
  },
];

function requestOf(over: Partial<SignedRequest> = {}): SignedRequest {
  return {
    method: 'PUT',
    path: `/v1/${PROJECT}/cloudservers/os-reset-passwords`,
    query: '',
    headers: TYPED,
    body: Buffer.from(BODY),
    ...over,
  };
}

function linesOf(over: Partial<SignedRequest>, signedHeaders: string[] = ['host']): string[] {
  return canonicalRequest(requestOf(over), signedHeaders).split('\n');
}

describe('the published signatures', () => {
  it.each(VECTORS)('$name', ({ hash, signature, ...over }) => {
    const request = requestOf(over);
    const names = Object.keys(request.headers).sort();
    const canonical = canonicalRequest(request, names);
    expect(createHash('sha256').update(canonical).digest('hex')).toBe(hash);
    expect(authorizationFor(request, names, KEYS)).toBe(
      `SDK-HMAC-SHA256 Access=${KEYS.accessKey}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
    );
  });
});

describe('canonicalRequest', () => {
  it('encodes the path segment by segment and ends it with a slash', () => {
    expect(linesOf({ path: "/a%20b/c+d/e!'()*~/%C3%A9" })[1]).toBe(
      '/a%20b/c%2Bd/e%21%27%28%29%2A~/%C3%A9/',
    );
    expect(linesOf({ path: '/a/' })[1]).toBe('/a/');
  });

  it('accepts an invalid encoding in the path', () => {
    expect(linesOf({ path: '/%zz' })[1]).toBe('/%25zz/');
  });

  it('sorts the query by name, then by value, and keeps empty values', () => {
    expect(linesOf({ query: 'b=2&a=2&B=1&a=10&a=2=3&c' })[2]).toBe('B=1&a=10&a=2&a=2%3D3&b=2&c=');
  });

  it('trims header values and ends each header with a line feed', () => {
    const headers = { host: '  h  ', 'x-a': 'b' };
    expect(linesOf({ headers }, ['host', 'x-a', 'x-missing']).slice(3, 8)).toEqual([
      'host:h',
      'x-a:b',
      'x-missing:',
      '',
      'host;x-a;x-missing',
    ]);
  });

  it('can leave the body out, but does not accept another hash for it', () => {
    const sha256 = createHash('sha256').update(BODY).digest('hex');
    const withHash = (value: string) => ({ headers: { 'x-sdk-content-sha256': value } });
    expect(linesOf(withHash('UNSIGNED-PAYLOAD')).at(-1)).toBe('UNSIGNED-PAYLOAD');
    expect(linesOf(withHash('0'.repeat(64))).at(-1)).toBe(sha256);
    expect(linesOf({}).at(-1)).toBe(sha256);
  });
});

describe('parseAuthorization', () => {
  const signature = 'ab'.repeat(32);

  it('reads the parts', () => {
    const header = `SDK-HMAC-SHA256 Access=AK, SignedHeaders=x-sdk-date;Host, Signature=${signature}`;
    expect(parseAuthorization(header)).toEqual({
      accessKey: 'AK',
      signedHeaders: ['host', 'x-sdk-date'],
      signature,
    });
  });

  it.each([
    ['another algorithm', `V11-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature=${signature}`],
    [
      'an additional comma',
      `SDK-HMAC-SHA256, Access=AK, SignedHeaders=host, Signature=${signature}`,
    ],
    ['a short signature', 'SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature=abc'],
    ['more text after it', `SDK-HMAC-SHA256 Access=AK, SignedHeaders=a, Signature=${signature}, b`],
    ['nothing', ''],
  ])('refuses %s', (_case, header) => {
    expect(parseAuthorization(header)).toBeUndefined();
  });
});
