/** Sample inputs of each method to sign in, and what the action reads from them. */
import { expect } from '@jest/globals';
import type { Event } from '../../src/github/event.ts';
import { Inputs } from '../../src/inputs/inputs.ts';
import { readTarget } from '../../src/auth/target.ts';
import type { AuthMethod } from '../../src/auth/auth-method.ts';
import type { Target, TargetResult } from '../../src/auth/target.ts';

export type Texts = Readonly<Record<string, string>>;

export const PLACE = { region: 'cn-north-4', project_id: 'p-123' };
export const KEYS = { access_key: 'input-access', secret_key: 'input-secret' };
export const PROVIDER_URN = 'iam::0123456789abcdef:oidcProvider:github';
export const AGENCY_URN = 'iam::0123456789abcdef:agency:resetter';
export const STS = { oidc_provider_urn: PROVIDER_URN, agency_urn: AGENCY_URN };
export const IAM = { identity_provider: 'github' };
export const AGENCY = { use_ecs_agency: 'true' };

export const HW_KEYS = { HW_ACCESS_KEY: 'hw-access', HW_SECRET_KEY: 'hw-secret' };
export const ID_TOKEN_PERMISSION = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example.com/id?api-version=2.0',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
};
export const RUN = { GITHUB_REPOSITORY: 'octo/fleet', GITHUB_RUN_ID: '42' };

export const PUSH: Event = { name: 'push' };
export const FORK: Event = {
  name: 'pull_request',
  dryRunReason: 'the event is pull_request',
  withoutSecrets: 'pull requests from forks get no secrets',
  withoutIdToken: 'pull requests from forks get no ID token',
};
export const DEPENDABOT: Event = {
  name: 'push',
  withoutSecrets: 'runs started by Dependabot get no secrets',
  withoutIdToken: 'runs started by Dependabot get no ID token',
};

interface Run {
  readonly environment?: Texts;
  readonly event?: Event;
  readonly dryRun?: boolean;
  readonly timeoutSeconds?: number;
}

interface Reading {
  readonly result: TargetResult;
  readonly problems: readonly string[];
}

export function read(
  given: Texts,
  { environment, event = PUSH, dryRun = false, timeoutSeconds = 600 }: Run = {},
): Reading {
  const inputs = new Inputs((name) => given[name] ?? '', {
    ...RUN,
    ...ID_TOKEN_PERMISSION,
    ...environment,
  });
  const result = readTarget(inputs, event, { dryRun, timeoutSeconds });
  const problems = inputs.problems.map(({ input, message }) => `${input} ${message}`);
  // The result is invalid if and only if there is a problem.
  expect(result.kind === 'invalid').toBe(problems.length > 0);
  return { result, problems };
}

export function targetOf(given: Texts, run?: Run): Target {
  return targetIn({ ...PLACE, ...given }, run);
}

/** The target without the default region and project. */
export function targetIn(given: Texts, run?: Run): Target {
  const { problems, result } = read(given, run);
  expect(problems).toEqual([]);
  if (result.kind !== 'target') throw new Error(`the result is ${result.kind}`);
  return result.target;
}

export function problemsOf(given: Texts, run?: Run): readonly string[] {
  const { problems, result } = read(given, run);
  expect(result).toEqual({ kind: 'invalid' });
  return problems;
}

export function methodOf<Kind extends AuthMethod['kind']>(
  kind: Kind,
  given: Texts,
  run?: Run,
): Extract<AuthMethod, { kind: Kind }> {
  const { method } = targetOf(given, run);
  if (method.kind !== kind) throw new Error(`the method is ${method.kind}`);
  return method as Extract<AuthMethod, { kind: Kind }>;
}

export const NO_ID_TOKEN = { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' };
