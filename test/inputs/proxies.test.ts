import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Inputs } from '../../src/inputs/inputs.ts';
import { checkProxies, proxySecrets, readProxies } from '../../src/inputs/proxies.ts';

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
  ])('reads %j', (environment, expected) => {
    expect(readProxies(environment)).toEqual(expected);
  });
});

describe('checkProxies', () => {
  const MESSAGE =
    'is not a valid proxy address: write one such as http://proxy.example.com:3128, with %25 for a % in a password';

  /** The variables with a problem. */
  function invalidIn(environment: Readonly<Record<string, string>>): string[] {
    const inputs = new Inputs(() => '', environment);
    checkProxies(inputs);
    for (const { message } of inputs.problems) expect(message).toBe(MESSAGE);
    return inputs.problems.map(({ input }) => input);
  }

  it.each(['http://p', 'https://p:3128', 'HTTP://P', 'http://user:p%25ss@p', 'http://to%40ken@p'])(
    'accepts %s',
    (value) => {
      expect(invalidIn({ HTTPS_PROXY: value, http_proxy: value })).toEqual([]);
    },
  );

  it.each(['p:3128', 'socks5://p', 'http//p', ' ', 'http://us%er@p', 'http://u:100%@p'])(
    'names the variable with the invalid value %j',
    (value) => {
      expect(invalidIn({ HTTPS_PROXY: value })).toEqual(['HTTPS_PROXY']);
      expect(invalidIn({ https_proxy: value, HTTP_PROXY: value })).toEqual([
        'https_proxy',
        'HTTP_PROXY',
      ]);
      // A variable that is not used is not checked.
      expect(invalidIn({ https_proxy: 'http://p', HTTPS_PROXY: value })).toEqual([]);
    },
  );
});

describe('proxySecrets', () => {
  it('finds any password, as written and decoded', () => {
    const password = fc.string({ minLength: 6, unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(password, (secret) => {
        const encoded = encodeURIComponent(secret);
        const secrets = proxySecrets({ HTTPS_PROXY: `http://user:${encoded}@p:3128` });
        expect(secrets).toContain(secret);
        expect(secrets).toContain(Buffer.from(`user:${secret}`).toString('base64'));
        // The parser encodes some characters again, and its spelling may be printed too.
        expect(new URL(`http://user:${encoded}@p`).password).toBe(
          secrets.find((text) => decodeURIComponent(text) === secret),
        );
      }),
    );
  });
});
