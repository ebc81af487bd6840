import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RequestFailure } from '../../src/huaweicloud/send-with-retry.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import { describeClaims, fetchIdToken, parseIdToken } from '../../src/auth/id-token.ts';
import { idTokenSource } from '../../src/auth/id-token-source.ts';
import type { IdToken } from '../../src/auth/id-token.ts';
import type { Result } from '../../src/result.ts';
import { Secrets } from '../../src/secrets/redact.ts';
import { createContext, failure, response, USER_AGENT } from '../../harness/request-context.ts';
import type { ScriptedContext } from '../../harness/request-context.ts';

const URL_NAME = 'ACTIONS_ID_TOKEN_REQUEST_URL';
const TOKEN_NAME = 'ACTIONS_ID_TOKEN_REQUEST_TOKEN';
const ADDRESS = 'https://token.example.com/a/b?api-version=2.0';
const ID_TOKEN = 'aGVhZGVy.cGF5bG9hZA.c2lnbmF0dXJl';

function tokenWith(payload: string): string {
  return `h.${Buffer.from(payload).toString('base64url')}.s`;
}

describe('idTokenSource', () => {
  const sourceOf = (address: string | undefined, bearer: string | undefined = 'bearer') =>
    idTokenSource({ [URL_NAME]: address, [TOKEN_NAME]: bearer });

  it.each([
    ADDRESS,
    'http://localhost:8080/id',
    'http://127.0.0.1:8080/id?x=y',
    'http://[::1]:8080/id',
  ])('accepts the address %s', (address) => {
    expect(sourceOf(address)).toEqual({
      kind: 'source',
      source: { url: new URL(address), bearer: 'bearer' },
    });
  });

  it.each([
    'token.example.com',
    'http://token.example.com/id',
    'http://127.0.0.1.example.com/id',
    'http://10.0.0.1/id',
    'ftp://token.example.com',
    'file:///etc/passwd',
  ])('refuses an address that does not protect the token: %s', (address) => {
    expect(sourceOf(address)).toEqual({ kind: 'invalid' });
  });

  it.each(['two words', 'line\r\nX-Injected: 1', 'ümlaut', 'tab\t'])(
    'refuses a bearer token that a header cannot contain: %j',
    (bearer) => {
      expect(sourceOf(ADDRESS, bearer)).toEqual({ kind: 'invalid' });
    },
  );

  it('is missing unless both variables are set', () => {
    const environments = [{}, { [URL_NAME]: ADDRESS }, { [TOKEN_NAME]: 'bearer' }];
    for (const environment of environments) {
      expect(idTokenSource(environment)).toEqual({ kind: 'missing' });
    }
  });
});

describe('fetchIdToken', () => {
  async function fetchWith(
    script: readonly HttpResult[],
    address = ADDRESS,
    audience = 'https://iam.myhuaweicloud.com',
  ): Promise<ScriptedContext & { readonly result: Result<IdToken, RequestFailure> }> {
    const scripted = createContext(script);
    const source = { url: new URL(address), bearer: 'bearer-1' };
    const result = await scripted.clock.run(fetchIdToken(source, audience, scripted.context));
    // The address is used again, so it must not change.
    expect(source.url.href).toBe(new URL(address).href);
    return { ...scripted, result };
  }

  it('sends the bearer token, and keeps the query of the address', async () => {
    const { result, transport } = await fetchWith([response(200, { count: 1, value: ID_TOKEN })]);
    expect(result).toMatchObject({ ok: true, value: { token: ID_TOKEN } });
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
  ])('adds the audience to the address: %s for %s', async (address, audience, expected) => {
    const { calls, transport } = await fetchWith(
      [response(200, { value: ID_TOKEN })],
      address,
      audience,
    );
    expect(calls()).toEqual([`GET ${expected}`]);
    expect(transport.sent[0]?.url.searchParams.getAll('audience')).toEqual([audience]);
  });

  it('adds the audience once in each attempt', async () => {
    const { calls } = await fetchWith([
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
    ['a token that is too long for STS', { value: `a.b.${'c'.repeat(20_000)}` }],
  ])('refuses another response: %s', async (_what, body) => {
    const { result, transport } = await fetchWith([response(200, body), response(200)]);
    expect(transport.sent).toHaveLength(1);
    expect(result).toEqual({
      ok: false,
      error: {
        status: 200,
        refused: false,
        reason: {
          message: 'the response of GitHub does not match its documentation (HTTP 200)',
          advice: 'Check that the runner can reach GitHub, then run the job again',
        },
      },
    });
  });

  it('accepts the longest token that STS accepts', async () => {
    const value = `a.b.${'c'.repeat(19_996)}`;
    const { result } = await fetchWith([response(200, { value })]);
    expect(result).toMatchObject({ ok: true, value: { token: value } });
  });

  it.each([
    [400, '; the service says: no', /^Check oidc_audience, then run the job again$/],
    [401, '', /^Check that the job has the permission id-token: write, and run the whole job/],
    [403, '; the service says: no', /^Check that the job has the permission id-token: write/],
    [404, '; the service says: no', /^Check oidc_audience/],
  ])('does not repeat a request that is refused with %i', async (status, serviceSays, advice) => {
    const { result, transport } = await fetchWith([
      response(status, { message: 'no' }),
      response(200),
    ]);
    expect(transport.sent).toHaveLength(1);
    expect(result).toEqual({
      ok: false,
      error: {
        status,
        refused: true,
        reason: {
          message: `GitHub did not issue an ID token for this job (HTTP ${status})${serviceSays}`,
          advice: expect.stringMatching(advice),
        },
      },
    });
  });
});

describe('parseIdToken', () => {
  const expiresAt = (payload: string): number => parseIdToken(tokenWith(payload)).expiresAt;

  it('reads when the token expires, in milliseconds', () => {
    expect(expiresAt('{"exp":1795262400}')).toBe(Date.UTC(2026, 10, 21, 12));
  });

  it.each(['{}', '{"exp":"1795262400"}', '{"exp":null}', 'null', 'no JSON', ''])(
    'never expires when the token does not say when: %j',
    (payload) => {
      expect(expiresAt(payload)).toBe(Infinity);
    },
  );
});

describe('describeClaims', () => {
  const secrets = new Secrets(() => undefined);
  const linesFor = (token: string): string[] =>
    describeClaims(parseIdToken(token), (text, maxLength) => secrets.quote(text, maxLength));
  const describePayload = (payload: string): string[] => linesFor(tokenWith(payload));
  const describeAll = (claims: object): string[] => describePayload(JSON.stringify(claims));
  const NAMES = ['iss', 'sub', 'aud', 'repository', 'ref', 'environment'];
  const NONE = NAMES.map((name) => `${name}: (none)`);

  it('shows the claims that a trust policy checks, in a fixed order, and no others', () => {
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
    expect(describeAll(claims)).toEqual([
      'iss: https://token.actions.githubusercontent.com',
      'sub: repo:octo/fleet:environment:production',
      'aud: https://iam.myhuaweicloud.com',
      'repository: octo/fleet',
      'ref: refs/heads/main',
      'environment: production',
    ]);
  });

  it('shows claims that are missing, and claims that are not text', () => {
    expect(
      describeAll({ sub: 1, aud: ['a', 'b'], repository: null, ref: '', environment: { x: true } }),
    ).toEqual([
      'iss: (none)',
      'sub: 1',
      'aud: ["a","b"]',
      'repository: (none)',
      'ref: (none)',
      'environment: {"x":true}',
    ]);
  });

  it('cuts a very long claim, but no subject of GitHub', () => {
    const [, sub = ''] = describeAll({ sub: 'x'.repeat(14_000) });
    expect(sub).toBe(`sub: ${'x'.repeat(512)}…`);
    const longest = `repo:${'o'.repeat(39)}/${'r'.repeat(100)}:ref:refs/heads/${'b'.repeat(244)}`;
    expect(describeAll({ sub: longest })[1]).toBe(`sub: ${longest}`);
  });

  it('makes workflow commands and control characters harmless', () => {
    const lines = describeAll({
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

  it('redacts a secret in the value of a claim', () => {
    secrets.mask('known-secret');
    expect(describeAll({ environment: 'known-secret', ref: ['known-secret'] }).slice(4)).toEqual([
      'ref: ["***"]',
      'environment: ***',
    ]);
  });

  it.each(['', 'no JSON', 'null', '[]', '"iss"', '1', '{"iss":'])(
    'shows no claims of the payload %j',
    (payload) => {
      expect(describePayload(payload)).toEqual(NONE);
    },
  );

  it.each(['', 'a', 'a.', '..', 'a.!!!.c'])('shows no claims of the token %j', (idToken) => {
    expect(linesFor(idToken)).toEqual(NONE);
  });

  it('writes one line for each claim, whatever its value', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...NAMES), fc.jsonValue()),
        fc.string({ unit: 'binary' }),
        (claims, noise) => {
          for (const lines of [
            describeAll(claims),
            describePayload(noise),
            describeAll({ sub: noise }),
          ]) {
            expect(lines.map((line) => line.slice(0, line.indexOf(':')))).toEqual(NAMES);
            for (const line of lines) expect(line).toMatch(/^[a-z]+: (?:(?!::|##\[)[^\p{Cc}])*$/u);
          }
        },
      ),
    );
  });
});
