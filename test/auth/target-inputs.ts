/** Sample inputs of each way to sign in, and what the action reads from them. */
import { expect } from '@jest/globals';
import type { Event } from '../../src/github/event.ts';
import { Inputs } from '../../src/inputs/inputs.ts';
import { readTarget } from '../../src/auth/target.ts';
import type { AuthMethod } from '../../src/auth/auth-method.ts';
import type { Target } from '../../src/auth/target.ts';

export type Texts = Readonly<Record<string, string>>;

export const PLACE = { region: 'cn-north-4', project_id: 'p-123' };
export const KEYS = { access_key: 'input-access', secret_key: 'input-secret' };
export const PROVIDER_URN = 'iam::0123456789abcdef:oidcProvider:github';
export const AGENCY_URN = 'iam::0123456789abcdef:agency:resetter';
export const STS = { oidc_provider_urn: PROVIDER_URN, agency_urn: AGENCY_URN };
export const IAM = { identity_provider: 'github' };
export const AGENCY = { use_ecs_agency: 'true' };

export const HW_KEYS = { HW_ACCESS_KEY: 'hw-access', HW_SECRET_KEY: 'hw-secret' };
export const MAY_ASK = {
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

interface RunContext {
  readonly environment?: Texts;
  readonly event?: Event;
  readonly dryRun?: boolean;
  readonly timeoutSeconds?: number;
}

export function read(
  given: Texts,
  { environment, event = PUSH, dryRun = false, timeoutSeconds = 600 }: RunContext = {},
): { target?: Target; nobody?: string; problems: string[] } {
  const inputs = new Inputs((name) => given[name] ?? '', {
    ...RUN,
    ...MAY_ASK,
    ...environment,
  });
  const found = readTarget(inputs, event, { dryRun, timeoutSeconds });
  return { ...found, problems: inputs.problems.map(({ input, message }) => `${input} ${message}`) };
}

export function targetOf(given: Texts, world?: RunContext): Target {
  const { nobody, problems, target } = read({ ...PLACE, ...given }, world);
  expect(problems).toEqual([]);
  expect(nobody).toBeUndefined();
  if (target === undefined) throw new Error('there is no target');
  return target;
}

export function problemsOf(given: Texts, world?: RunContext): string[] {
  const { nobody, problems, target } = read(given, world);
  expect(problems).not.toEqual([]);
  expect(target).toBeUndefined();
  expect(nobody).toBeUndefined();
  return problems;
}

export function wayOf<Kind extends AuthMethod['kind']>(
  kind: Kind,
  given: Texts,
  world?: RunContext,
): Extract<AuthMethod, { kind: Kind }> {
  const { way } = targetOf(given, world);
  if (way.kind !== kind) throw new Error(`it is ${way.kind}`);
  return way as Extract<AuthMethod, { kind: Kind }>;
}

export const NO_ID_TOKEN = { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' };
