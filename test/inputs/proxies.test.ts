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
    [{ HTTPS_PROXY: 'p:3128' }, { https: 'http://p:3128', http: '', except: '' }],
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
  const URLS = [new URL('https://ecs.example.com'), new URL('http://127.0.0.1:8080')];

  /** The problems, as `VARIABLE message`. */
  function problemsIn(
    environment: Readonly<Record<string, string>>,
    urls: readonly URL[] = URLS,
  ): string[] {
    const inputs = new Inputs(() => '', environment);
    checkProxies(inputs, urls);
    return inputs.problems.map(({ input, message }) => `${input} ${message}`);
  }

  it.each([
    'http://p',
    'https://p:3128',
    'HTTP://P',
    'p:3128',
    'proxy.example.com',
    'user:secret@p:3128',
    'http://user:p%25ss@p',
    'http://to%40ken@p',
    'http://u:p@ss@p',
    'http://p:3128/',
  ])('accepts %s', (value) => {
    expect(problemsIn({ HTTPS_PROXY: value, http_proxy: value })).toEqual([]);
  });

  it.each(['socks5://p', 'ftp://p', ' ', 'http://', 'http://p:port', 'http://p\\q'])(
    'names the variable with the invalid address %j',
    (value) => {
      const message = 'is not a valid proxy address: write one such as';
      expect(problemsIn({ HTTPS_PROXY: value })).toEqual([
        expect.stringContaining(`HTTPS_PROXY ${message}`),
      ]);
      expect(problemsIn({ https_proxy: value, HTTP_PROXY: value })).toHaveLength(2);
    },
  );

  it.each([
    'http://CORP\\svc:Fake-Pass1@p:3128',
    'http://svc:12/Fake-Pass1@p',
    'http://svc:12?Fake-Pass1@p',
    'http://svc:12#Fake-Pass1@p',
    'svc:Fake-Pass1/@p',
    'http://us%er:Fake-Pass1@p',
    'http://u:100%@p',
  ])('says which characters to encode in %j, and quotes nothing of it', (value) => {
    const [problem = '', ...others] = problemsIn({ HTTPS_PROXY: value });
    expect(others).toEqual([]);
    expect(problem).toContain('HTTPS_PROXY has a character in its user name or password');
    for (const code of ['%5C', '%2F', '%3F', '%23', '%25']) expect(problem).toContain(code);
    expect(problem).not.toContain('Fake');
  });

  it('ignores a variable that no request would use', () => {
    const invalid = 'socks5://p';
    expect(problemsIn({ https_proxy: 'http://p', HTTPS_PROXY: invalid })).toEqual([]);
    expect(problemsIn({ HTTPS_PROXY: invalid, NO_PROXY: '.example.com' })).toEqual([]);
    expect(problemsIn({ HTTPS_PROXY: invalid }, [new URL('http://127.0.0.1')])).toEqual([]);
    expect(problemsIn({ HTTPS_PROXY: invalid, HTTP_PROXY: invalid }, [])).toEqual([]);
  });
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

  it.each([
    'http://CORP\\svc:Fake-Pass1@p:3128',
    'http://svc:Fake-Pass1/more@p',
    'http://svc:Fake-Pass1?more@p',
    'svc:Fake-Pass1@p:3128',
    'socks5://svc:Fake-Pass1@p',
    'svc:Fake-Pass1@',
  ])('finds the password in the invalid address %j', (address) => {
    for (const name of ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']) {
      const secrets = proxySecrets({ [name]: address });
      expect(secrets.some((secret) => secret.startsWith('Fake-Pass1'))).toBe(true);
    }
  });
});
