/** Keys and tokens in forms that no cloud issues: the action sends no request. */
import { describe, expect, it } from '@jest/globals';
import { ACCESS_KEY, AUTH_TOKEN, SECRET_KEY } from '../../harness/scenario.ts';
import { expectSignInInputError } from '../../harness/sign-in.ts';
import type { AuthMethodName, SignInOptions } from '../../harness/sign-in.ts';

const NO_INPUTS = { access_key: undefined, secret_key: undefined };
const NAMED =
  'has a name in front of the value (as in NAME=value or Name: value): store only the value itself';

interface Mistake extends SignInOptions {
  readonly form: string;
  readonly method: AuthMethodName;
  readonly errors: readonly string[];
}

describe('credentials in a form that none has', () => {
  it.concurrent.each<Mistake>([
    {
      form: 'keys in quotation marks',
      method: 'keys',
      change: { access_key: `"${ACCESS_KEY}"`, secret_key: `'${SECRET_KEY}'` },
      errors: ['access_key', 'secret_key'].map(
        (name) =>
          `${name} contains a quotation mark, which no key or token has: store the value without quotation marks`,
      ),
    },
    {
      form: 'a secret key behind its name',
      method: 'keys',
      change: { secret_key: `SecretKey=${SECRET_KEY}` },
      errors: [`secret_key ${NAMED}`],
    },
    {
      form: 'a line of credentials.csv',
      method: 'keys',
      change: { secret_key: `octocat,${ACCESS_KEY},${SECRET_KEY}` },
      errors: [
        'secret_key contains a comma, which no key or token has: of a line of credentials.csv, store only the column that belongs here',
      ],
    },
    {
      form: 'a line end as text in a variable',
      method: 'environment',
      change: NO_INPUTS,
      env: { HW_ACCESS_KEY: ACCESS_KEY, HW_SECRET_KEY: `${SECRET_KEY}\\n` },
      errors: [
        'HW_SECRET_KEY contains a backslash, which no key or token has: store the value without it, and without a line end written as \\n',
      ],
    },
    {
      form: 'a token behind its header',
      method: 'environment',
      change: NO_INPUTS,
      env: { HW_AUTH_TOKEN: `X-Auth-Token: ${AUTH_TOKEN}` },
      errors: [`HW_AUTH_TOKEN ${NAMED}`],
    },
    {
      form: 'an expression that was not replaced',
      method: 'token',
      change: { auth_token: '${{ secrets.AUTH_TOKEN }}' },
      errors: [
        'auth_token is an expression, a variable or a placeholder, which was not replaced by a value: write ${{ secrets.NAME }} in the workflow, and store the value itself in that secret',
      ],
    },
  ])('$form', async ({ errors, form, method, ...options }) => {
    const annotations = await expectSignInInputError(method, options);
    expect({ form, errors: annotations.slice(0, errors.length) }).toEqual({
      form,
      errors: errors.map((error) => expect.stringContaining(error)),
    });
    expect(annotations.join()).not.toContain(SECRET_KEY);
    expect(annotations.join()).not.toContain(AUTH_TOKEN);
  });
});
