/** Forms in which keys and tokens are stored by mistake, and forms that real ones have. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formProblem } from '../../src/auth/credential-form.ts';
import { findCredentials } from '../../src/auth/static-credentials.ts';
import { Inputs } from '../../src/inputs/inputs.ts';

type Texts = Readonly<Record<string, string>>;

const ACCESS_KEY = 'ACCESSKEYOFTHETESTS1';
const SECRET_KEY = 'SecretKeyOfTheTestsThatNobodyEverMayRead';
const TOKEN = `MII${'TokenOfTheTests+/'.repeat(20)}==`;
const KEYS = { access_key: ACCESS_KEY, secret_key: SECRET_KEY };

const NAME = /^has a name in front of the value .*: store only the value itself$/;
const JSON_TEXT = /^begins with a bracket, as JSON does .*: store only the value of the one member/;
const LINES = /^has several lines, .*: store only the value itself, on one line$/;
const QUOTES = /^contains a quotation mark, .*: store the value without quotation marks$/;
const COMMA = /^contains a comma, .*: of a line of credentials\.csv, store only the column/;
const BLANK = /^contains a blank, .*: store only the value itself, without blanks$/;
const BACKSLASH = /^contains a backslash, .*: store the value without it, and without a line end/;
const NOT_REPLACED =
  /^is an expression, a variable or a placeholder, .*: write \$\{\{ secrets\.NAME/;
const OTHER =
  /^contains a control character or a character outside of ASCII, .*: copy the value again/;

/** How a form is made from a value, and what the message says. */
const MISTAKES: readonly (readonly [string, (value: string) => string, RegExp])[] = [
  ['double quotation marks', (value) => `"${value}"`, QUOTES],
  ['single quotation marks', (value) => `'${value}'`, QUOTES],
  ['backticks', (value) => `\`${value}\``, QUOTES],
  ['typographic quotation marks', (value) => `“${value}”`, QUOTES],
  ['a quotation mark at its end', (value) => `${value}"`, QUOTES],
  ['a name and an equals sign', (value) => `SecretKey=${value}`, NAME],
  ['a variable', (value) => `HW_SECRET_KEY=${value}`, NAME],
  ['a name with hyphens', (value) => `secret-key=${value}`, NAME],
  ['a name and a colon', (value) => `SecretKey:${value}`, NAME],
  ['the name of the column', (value) => `Access Key Id: ${value}`, NAME],
  ['the header of a token', (value) => `X-Auth-Token: ${value}`, NAME],
  ['a line of a shell', (value) => `export HW_SECRET_KEY=${value}`, NAME],
  ['a quoted line of a shell', (value) => `export HW_SECRET_KEY="${value}"`, NAME],
  ['a line of cmd', (value) => `set HW_SECRET_KEY=${value}`, NAME],
  ['a line of PowerShell', (value) => `$env:HW_SECRET_KEY = '${value}'`, NAME],
  ['an option', (value) => `--cli-secret-key=${value}`, NAME],
  ['a line of YAML', (value) => `- secret_key: ${value}`, NAME],
  ['a line of HCL', (value) => `secret_key = "${value}"`, NAME],
  ['a line of an INI file', (value) => `sk = ${value}`, NAME],
  ['a member of JSON', (value) => `"SecretKey": "${value}",`, NAME],
  ['a member of a Ruby hash', (value) => `'secret_key' => '${value}'`, NAME],
  ['the other key in front', (value) => `${ACCESS_KEY}:${value}`, NAME],
  ['a JSON object', (value) => JSON.stringify({ secret_key: value }), JSON_TEXT],
  ['a JSON object of several lines', (value) => JSON.stringify({ sk: value }, null, 2), JSON_TEXT],
  ['a JSON array', (value) => JSON.stringify([value]), JSON_TEXT],
  ['a JSON string', (value) => JSON.stringify(value), QUOTES],
  ['a line of credentials.csv', (value) => `octocat,${ACCESS_KEY},${value}`, COMMA],
  ['a quoted line of credentials.csv', (value) => `"octocat","${ACCESS_KEY}","${value}"`, COMMA],
  ['a comma at its end', (value) => `${value},`, COMMA],
  ['all of credentials.csv', (value) => `User Name,Secret Access Key\r\nx,${value}`, LINES],
  ['two lines', (value) => `${value}\n${value}`, LINES],
  ['a line separator', (value) => `${value}\u2028${value}`, LINES],
  ['a word in front', (value) => `Bearer ${value}`, BLANK],
  ['a blank inside', (value) => `${value.slice(0, 9)} ${value.slice(9)}`, BLANK],
  ['a tab inside', (value) => `${ACCESS_KEY}\t${value}`, BLANK],
  ['a no-break space inside', (value) => `${value.slice(0, 9)}\u00a0${value.slice(9)}`, BLANK],
  ['a line end as text', (value) => `${value}\\n`, BACKSLASH],
  ['a line end of Windows as text', (value) => `${value}\\r\\n`, BACKSLASH],
  ['an escaped character', (value) => `${value.slice(0, 9)}\\/${value.slice(9)}`, BACKSLASH],
  ['a semicolon at its end', (value) => `${value};`, /^contains a semicolon, /],
  ['parentheses', (value) => `(${value})`, /^contains a bracket, /],
  ['angle brackets', (value) => `<${value}>`, /^contains a bracket, /],
  ['brackets', (value) => `[${value}]`, JSON_TEXT],
  ['an expression', () => '${{ secrets.SECRET_KEY }}', NOT_REPLACED],
  ['an expression of other systems', () => '{{ secret_key }}', NOT_REPLACED],
  ['a variable of a shell', () => '$HW_SECRET_KEY', NOT_REPLACED],
  ['a variable of a shell in braces', () => '${HW_SECRET_KEY}', NOT_REPLACED],
  ['a command', () => '$(cat secret-key)', NOT_REPLACED],
  ['a variable of cmd', () => '%HW_SECRET_KEY%', NOT_REPLACED],
  ['asterisks', () => '***************', /^consists of asterisks, .*: store the value itself$/],
  ['a zero-width space', (value) => `${value}\u200b`, OTHER],
  ['a fullwidth letter', (value) => `${value}\uff21`, OTHER],
  ['a control character', (value) => `${value}\u0007${value}`, OTHER],
];

function find(given: Texts, environment: Texts = {}): { found: boolean; problems: string[] } {
  const inputs = new Inputs((name) => given[name] ?? '', environment);
  const found = findCredentials(inputs) !== undefined;
  return { found, problems: inputs.problems.map(({ input, message }) => `${input} ${message}`) };
}

describe('a value that cannot be a key or token', () => {
  it.each(MISTAKES)('is refused with the reason: %s', (_form, make, message) => {
    const values = { 'access key': ACCESS_KEY, secret: SECRET_KEY, token: TOKEN };
    for (const [name, value] of Object.entries(values)) {
      const kind = name === 'access key' ? name : 'secret key or token';
      const problem = formProblem(make(value), kind) ?? '';
      expect(problem).toMatch(message);
      expect(problem).not.toContain(value);
    }
  });

  it.each<[string, Texts, Texts]>([
    ['access_key', KEYS, {}],
    ['secret_key', KEYS, {}],
    ['security_token', { ...KEYS, security_token: TOKEN }, {}],
    ['auth_token', { auth_token: TOKEN }, {}],
    [
      'HUAWEI_CLOUD_SECRET_ACCESS_KEY',
      {},
      { HUAWEI_CLOUD_ACCESS_KEY_ID: ACCESS_KEY, HUAWEI_CLOUD_SECRET_ACCESS_KEY: SECRET_KEY },
    ],
    ['HUAWEICLOUD_SDK_AK', {}, { HUAWEICLOUD_SDK_AK: ACCESS_KEY, HUAWEICLOUD_SDK_SK: SECRET_KEY }],
    ['HW_AUTH_TOKEN', {}, { HW_AUTH_TOKEN: TOKEN }],
  ])('is refused under the name of the input or variable: %s', (name, given, environment) => {
    expect(find(given, environment)).toEqual({ found: true, problems: [] });
    const quote = (texts: Texts): Texts =>
      Object.fromEntries(
        Object.entries(texts).map(([key, value]) => [key, key === name ? `"${value}"` : value]),
      );
    expect(find(quote(given), quote(environment))).toEqual({
      found: false,
      problems: [
        `${name} contains a quotation mark, which no key or token has: store the value without quotation marks`,
      ],
    });
  });

  it('is refused as an access key for an equals sign, which ends tokens', () => {
    const problem = 'access_key contains an equals sign, which no access key has: check that it is';
    const padded = 'ACCESSKEYOFTHETESTS=';
    expect(find({ ...KEYS, access_key: padded }).problems).toEqual([
      expect.stringContaining(problem),
    ]);
    expect(find({ ...KEYS, secret_key: padded })).toEqual({ found: true, problems: [] });
  });
});

describe('a value that may be a key or token', () => {
  const base64 = fc.uint8Array({ minLength: 20, maxLength: 300 });
  const hex = '0123456789abcdef';

  it.each<[string, fc.Arbitrary<string>]>([
    ['Base64', base64.map((bytes) => Buffer.from(bytes).toString('base64'))],
    ['Base64 for URLs', base64.map((bytes) => Buffer.from(bytes).toString('base64url'))],
    ['Base64 with hyphens', base64.map((bytes) => btoa(String(bytes)).replaceAll('+', '-'))],
    [
      'a JSON Web Token',
      base64.map((bytes) => {
        const part = Buffer.from(bytes).toString('base64url');
        return `eyJ${part}.${part}.${part}`;
      }),
    ],
    [
      'hexadecimal',
      fc.string({ unit: fc.constantFrom(...Array.from(hex)), minLength: 32, maxLength: 32 }),
    ],
    ['percent-encoded Base64', base64.map((bytes) => encodeURIComponent(btoa(String(bytes))))],
  ])('is accepted: %s', (_form, values) => {
    fc.assert(
      fc.property(values, (value) => {
        expect(find({ auth_token: value })).toEqual({ found: true, problems: [] });
        const keys = { ...KEYS, secret_key: value, security_token: value };
        expect(find(keys)).toEqual({ found: true, problems: [] });
      }),
    );
  });

  it.each(['ACCESSKEYOFTHETESTS1', 'access-key-1', 'access_key.1', 'a'.repeat(200)])(
    'is accepted as an access key: %s',
    (value) => {
      expect(find({ ...KEYS, access_key: value })).toEqual({ found: true, problems: [] });
    },
  );

  it('is accepted with blanks and a line end around it, which are removed', () => {
    const around = { access_key: ` ${ACCESS_KEY}\r\n`, secret_key: `\t${SECRET_KEY}\n` };
    expect(find(around)).toEqual({ found: true, problems: [] });
  });
});
