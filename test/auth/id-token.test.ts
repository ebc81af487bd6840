import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Result } from '../../src/huaweicloud/send-with-retry.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import { describeClaims, endOf, fetchIdToken, idTokenSource } from '../../src/auth/id-token.ts';
import { Secrets } from '../../src/secrets/redact.ts';
import { response, failure, createContext, USER_AGENT } from '../../harness/request-context.ts';
import type { ScriptedContext } from '../../harness/request-context.ts';

const URL_NAME = 'ACTIONS_ID_TOKEN_REQUEST_URL';
const TOKEN_NAME = 'ACTIONS_ID_TOKEN_REQUEST_TOKEN';
const ADDRESS = 'https://token.example.com/a/b?api-version=2.0';
const ID_TOKEN = 'aGVhZGVy.cGF5bG9hZA.c2lnbmF0dXJl';

describe('idTokenSource', () => {
  const sourceOf = (address: string | undefined, bearer: string | undefined = 'bearer') =>
    idTokenSource({ [URL_NAME]: address, [TOKEN_NAME]: bearer });

  it.each([
    ADDRESS,
    'http://localhost:8080/id',
    'http://127.0.0.1:8080/id?x=y',
    'http://[::1]:8080/id',
  ])('%s', (address) => {
    expect(sourceOf(address)).toEqual({ url: new URL(address), bearer: 'bearer' });
  });

  it.each([
    'token.example.com',
    'http://token.example.com/id',
    'http://127.0.0.1.example.com/id',
    'http://10.0.0.1/id',
    'ftp://token.example.com',
    'file:///etc/passwd',
  ])('no address that protects what is sent: %s', (address) => {
    expect(sourceOf(address)).toBe('unusable');
  });

  it.each(['two words', 'line\r\nX-Injected: 1', 'ümlaut', 'tab\t'])(
    'no bearer token that fits into a header: %j',
    (bearer) => {
      expect(sourceOf(ADDRESS, bearer)).toBe('unusable');
    },
  );

  it('takes both from the job, or nothing', () => {
    expect(idTokenSource({})).toBeUndefined();
    expect(idTokenSource({ [URL_NAME]: ADDRESS })).toBeUndefined();
    expect(idTokenSource({ [TOKEN_NAME]: 'bearer' })).toBeUndefined();
  });
});

describe('fetchIdToken', () => {
  async function fetched(
    script: readonly HttpResult[],
    address = ADDRESS,
    audience = 'https://iam.myhuaweicloud.com',
  ): Promise<ScriptedContext & { readonly found: Result<string> }> {
    const scene = createContext(script);
    const source = { url: new URL(address), bearer: 'bearer-1' };
    const found = await scene.clock.run(fetchIdToken(source, audience, scene.context));
    // The address of the job is used again, so it must stay as it is.
    expect(source.url.href).toBe(new URL(address).href);
    return { ...scene, found };
  }

  it('asks with the bearer token, and keeps the query of the address', async () => {
    const { found, transport } = await fetched([response(200, { count: 1, value: ID_TOKEN })]);
    expect(found).toEqual({ value: ID_TOKEN });
    expect(transport.sent).toEqual([
      {
        method: 'GET',
        url: new URL(`${ADDRESS}&audience=https%3A%2F%2Fiam.myhuaweicloud.com`),
        headers: {
          Accept: 'application/json',
          Authorization: 'Bearer bearer-1',
          'User-Agent': USER_AGENT,
        },
        body: '',
      },
    ]);
  });

  it.each([
    ['https://t.example.com/x', 'a', 'https://t.example.com/x?audience=a'],
    ['https://t.example.com/x?', 'a', 'https://t.example.com/x?audience=a'],
    [
      'https://t.example.com/?q=%20',
      'a&b=c#d?',
      'https://t.example.com/?q=+&audience=a%26b%3Dc%23d%3F',
    ],
    ['https://t.example.com/?a=b', 'x+y %', 'https://t.example.com/?a=b&audience=x%2By+%25'],
  ])('%s for %s', async (address, audience, expected) => {
    const { calls, transport } = await fetched(
      [response(200, { value: ID_TOKEN })],
      address,
      audience,
    );
    expect(calls()).toEqual([`GET ${expected}`]);
    expect(transport.sent[0]?.url.searchParams.getAll('audience')).toEqual([audience]);
  });

  it('asks each try for the audience once', async () => {
    const { calls } = await fetched([
      response(500),
      failure('dns'),
      response(200, { value: ID_TOKEN }),
    ]);
    expect(calls()).toHaveLength(3);
    expect(new Set(calls()).size).toBe(1);
  });

  it.each<[string, unknown]>([
    ['nothing', ''],
    ['no value', { count: 1 }],
    ['a value that is null', { value: null }],
    ['two parts', { value: 'a.b' }],
    ['four parts', { value: 'a.b.c.d' }],
    ['an empty part', { value: 'a..c' }],
    ['blanks', { value: ` ${ID_TOKEN}` }],
    ['line ends', { value: `${ID_TOKEN}\r\nX-Injected: 1` }],
    ['quotes', { value: 'a.b.c","x":"' }],
    ['more than STS takes', { value: `a.b.${'c'.repeat(20_000)}` }],
  ])('takes no other answer: %s', async (_what, body) => {
    const { found, transport } = await fetched([response(200, body), response(200)]);
    expect(transport.sent).toHaveLength(1);
    expect(found).toEqual({
      status: 200,
      reason: {
        message: 'the answer of GitHub is not what its documents say (HTTP 200)',
        advice: 'Check that the runner reaches GitHub, then run the job again',
      },
    });
  });

  it('takes the longest that STS takes', async () => {
    const value = `a.b.${'c'.repeat(19_996)}`;
    expect((await fetched([response(200, { value })])).found).toEqual({ value });
  });

  it.each([
    [400, '; it says: no', /^Check oidc_audience, then run the job again$/],
    [401, '', /^Check that the job has the permission id-token: write, and run the whole job/],
    [403, '; it says: no', /^Check that the job has the permission id-token: write/],
    [404, '; it says: no', /^Check oidc_audience/],
  ])('a refusal with %i is never repeated', async (status, says, advice) => {
    const { found, transport } = await fetched([
      response(status, { message: 'no' }),
      response(200),
    ]);
    expect(transport.sent).toHaveLength(1);
    expect(found).toEqual({
      status,
      refused: true,
      reason: {
        message: `GitHub gives this job no ID token (HTTP ${status})${says}`,
        advice: expect.stringMatching(advice),
      },
    });
  });
});

describe('endOf', () => {
  const end = (payload: string): number =>
    endOf(`h.${Buffer.from(payload).toString('base64url')}.s`);

  it('is what the token says, in milliseconds', () => {
    expect(end('{"exp":1795262400}')).toBe(Date.UTC(2026, 10, 21, 12));
  });

  it.each(['{}', '{"exp":"1795262400"}', '{"exp":null}', 'null', 'no JSON', ''])(
    'is never where it does not say so: %j',
    (payload) => {
      expect(end(payload)).toBe(Infinity);
    },
  );
});

describe('describeClaims', () => {
  const secrets = new Secrets();
  const quote = (text: string, longest: number): string => secrets.quote(text, longest);
  const described = (payload: string): string[] =>
    describeClaims(`h.${Buffer.from(payload).toString('base64url')}.s`, quote);
  const of = (claims: object): string[] => described(JSON.stringify(claims));
  const NAMES = ['iss', 'sub', 'aud', 'repository', 'ref', 'environment'];
  const NONE = NAMES.map((name) => `${name}: (none)`);

  it('shows what a trust policy looks at, in one order, and nothing else', () => {
    const claims = {
      jti: 'hidden',
      environment: 'production',
      ref: 'refs/heads/main',
      aud: 'https://iam.myhuaweicloud.com',
      sub: 'repo:octo/fleet:environment:production',
      repository: 'octo/fleet',
      actor: 'hidden',
      iss: 'https://token.actions.githubusercontent.com',
    };
    expect(of(claims)).toEqual([
      'iss: https://token.actions.githubusercontent.com',
      'sub: repo:octo/fleet:environment:production',
      'aud: https://iam.myhuaweicloud.com',
      'repository: octo/fleet',
      'ref: refs/heads/main',
      'environment: production',
    ]);
  });

  it('shows what is missing, and what is no text', () => {
    expect(
      of({ sub: 1, aud: ['a', 'b'], repository: null, ref: '', environment: { x: true } }),
    ).toEqual([
      'iss: (none)',
      'sub: 1',
      'aud: ["a","b"]',
      'repository: (none)',
      'ref: (none)',
      'environment: {"x":true}',
    ]);
  });

  it('cuts what is very long, but no subject that GitHub writes', () => {
    const [, sub = ''] = of({ sub: 'x'.repeat(14_000) });
    expect(sub).toBe(`sub: ${'x'.repeat(512)}…`);
    const longest = `repo:${'o'.repeat(39)}/${'r'.repeat(100)}:ref:refs/heads/${'b'.repeat(244)}`;
    expect(of({ sub: longest })[1]).toBe(`sub: ${longest}`);
  });

  it('is no way into the log for what was made to do harm', () => {
    const lines = of({
      iss: '\n::error::gotcha',
      sub: '##[error]gotcha',
      aud: ['\r\n::add-mask::x'],
      ref: 'a\u202Eb\u0000c\u001B[31m',
      environment: { '::set-output name=x::': '::' },
    });
    expect(lines).toEqual([
      'iss: : :error: :gotcha',
      'sub: ## [error]gotcha',
      'aud: ["\\r\\n: :add-mask: :x"]',
      'repository: (none)',
      'ref: abc[31m',
      'environment: {": :set-output name=x: :":": :"}',
    ]);
  });

  it('hides a secret that somebody put into a name', () => {
    secrets.add('known-secret');
    expect(of({ environment: 'known-secret', ref: ['known-secret'] }).slice(4)).toEqual([
      'ref: ["***"]',
      'environment: ***',
    ]);
  });

  it.each(['', 'no JSON', 'null', '[]', '"iss"', '1', '{"iss":'])(
    'has nothing to show of the payload %j',
    (payload) => {
      expect(described(payload)).toEqual(NONE);
    },
  );

  it.each(['', 'a', 'a.', '..', 'a.!!!.c'])('has nothing to show of %j', (idToken) => {
    expect(describeClaims(idToken, quote)).toEqual(NONE);
  });

  it('writes one line for each claim, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...NAMES), fc.jsonValue()),
        fc.string({ unit: 'binary' }),
        (claims, noise) => {
          for (const lines of [of(claims), described(noise), of({ sub: noise })]) {
            expect(lines.map((line) => line.slice(0, line.indexOf(':')))).toEqual(NAMES);
            for (const line of lines) expect(line).toMatch(/^[a-z]+: (?:(?!::|##\[)[^\p{Cc}])*$/u);
          }
        },
      ),
    );
  });
});
