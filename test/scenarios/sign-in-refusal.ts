/** Checks of a refused sign-in: the calls, the message and the claims in the log. */
import { expect } from '@jest/globals';
import { logOf, reportOf } from '../../harness/invariants.ts';
import { expectNotSent, signInWith, withAuthPlaceholders } from '../../harness/sign-in.ts';
import type { AuthMethodName, Call, SignInOptions } from '../../harness/sign-in.ts';
import { asMarkup } from '../../src/report/markup.ts';

export const OTHER_SUBJECT = 'repo:octo/other:ref:refs/heads/main';
export const COMPARE_STS =
  'Compare the claims of the ID token (in the log and in the job summary) with the trust policy of the agency, the issuer with the URL of the provider, and oidc_audience with its client IDs.';
export const CHECK_PROVIDER =
  'Check in the settings of the identity provider that client_id is oidc_audience and idp_url is the issuer, and that its signing keys are those that the issuer publishes now (they are pasted, and an issuer changes them).';

/** The claims of the ID token as the log shows them on a refusal. */
export function claims({
  aud = 'https://iam.myhuaweicloud.com',
  environment = 'production',
  sub = 'repo:octo/fleet:environment:production',
} = {}): string[] {
  return [
    'The ID token of this job has these claims:',
    '  iss: https://token.actions.githubusercontent.com',
    `  sub: ${sub}`,
    `  aud: ${aud}`,
    '  repository: octo/fleet',
    '  ref: refs/heads/main',
    `  environment: ${environment}`,
  ];
}

export interface Refusal extends SignInOptions {
  readonly what: string;
  readonly says: string;
  readonly code?: string;
  /** Lines that the log contains; without them it must not show any claims. */
  readonly log?: readonly string[];
}

export async function expectRefused(
  method: AuthMethodName,
  calls: readonly Call[],
  { code, says, log = [], ...options }: Refusal,
): Promise<void> {
  const signedIn = await signInWith(method, options);
  const { run, simulator } = signedIn;
  expectNotSent(signedIn, { calls, message: says, ...(code !== undefined && { code }) });
  const lines = logOf(run);
  const start = lines.indexOf(log[0] ?? '');
  expect(lines.slice(start, start + log.length)).toEqual(log);
  if (log.length === 0) expect(run.stdout).not.toContain('claims:');
  // The summary has the same claims, without the blanks of the log.
  const [, claimLines] =
    /Claims of the ID token of this job\n\n<pre>\n(.*?)\n<\/pre>/s.exec(run.summary) ?? [];
  expect(claimLines?.split('\n') ?? []).toEqual(log.slice(1).map((line) => asMarkup(line.trim())));
  const [server] = reportOf(run).servers;
  expect(says).toContain(withAuthPlaceholders((server?.message ?? '').slice(1), run, simulator));
}

export const NOT_ACCEPTED = {
  status: 401,
  body: { error_code: 'APIGW.0301', error_msg: 'Incorrect IAM authentication: ak not exist' },
};
export const SIGNED_IN =
  'This run signed in to get them, so check that region, endpoint, iam_endpoint and sts_endpoint belong to one cloud, and the clock of the runner';
