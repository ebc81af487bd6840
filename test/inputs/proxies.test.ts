import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { proxySecrets, readProxies, unusableProxies } from '../../src/inputs/proxies.ts';

describe('readProxies', () => {
  it.each([
    [{}, { https: '', http: '', except: '' }],
    [
      { HTTPS_PROXY: 'http://a', http_proxy: 'http://b', NO_PROXY: 'c' },
      { https: 'http://a', http: 'http://b', except: 'c' },
    ],
    [
      { HTTPS_PROXY: 'http://a', https_proxy: 'http://b', NO_PROXY: 'c', no_proxy: 'd' },
      { https: 'http://b', http: '', except: 'd' },
    ],
    [
      { HTTP_PROXY: 'http://a', http_proxy: '', ALL_PROXY: 'http://c' },
      { https: '', http: 'http://a', except: '' },
    ],
  ])('%j', (environment, expected) => {
    expect(readProxies(environment)).toEqual(expected);
  });
});

describe('unusableProxies', () => {
  it.each(['http://p', 'https://p:3128', 'HTTP://P', 'http://user:p%25ss@p', 'http://to%40ken@p'])(
    'can use %s',
    (value) => {
      expect(unusableProxies({ HTTPS_PROXY: value, http_proxy: value })).toEqual([]);
    },
  );

  it.each(['p:3128', 'socks5://p', 'http//p', ' ', 'http://us%er@p', 'http://u:100%@p'])(
    'names the variable that holds %j',
    (value) => {
      expect(unusableProxies({ HTTPS_PROXY: value })).toEqual(['HTTPS_PROXY']);
      expect(unusableProxies({ https_proxy: value, HTTP_PROXY: value })).toEqual([
        'https_proxy',
        'HTTP_PROXY',
      ]);
      // What is not looked at is not found wrong.
      expect(unusableProxies({ https_proxy: 'http://p', HTTPS_PROXY: value })).toEqual([]);
    },
  );
});

describe('proxySecrets', () => {
  it('finds the password, whatever it is, as written and decoded', () => {
    const password = fc.string({ minLength: 6, unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(password, (secret) => {
        const written = encodeURIComponent(secret);
        const found = proxySecrets({ HTTPS_PROXY: `http://user:${written}@p:3128` });
        expect(found).toContain(secret);
        expect(found).toContain(Buffer.from(`user:${secret}`).toString('base64'));
        // The parser spells some characters anew; what the variable holds is what may be printed.
        expect(new URL(`http://user:${written}@p`).password).toBe(
          found.find((each) => decodeURIComponent(each) === secret),
        );
      }),
    );
  });
});
