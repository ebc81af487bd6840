/** Reads settings from texts. */
import { readSettings } from '../../../src/actions/reset/settings.ts';
import type { Settings } from '../../../src/actions/reset/settings.ts';
import type { Target } from '../../../src/auth/target.ts';
import type { Event } from '../../../src/github/event.ts';
import type { Problem } from '../../../src/inputs/inputs.ts';
import { failure, success } from '../../../src/result.ts';
import type { Result } from '../../../src/result.ts';
import { Inputs } from '../../../src/inputs/inputs.ts';
import { Secrets } from '../../../src/secrets/redact.ts';

export type Texts = Readonly<Record<string, string>>;

export const A = '1bd0eb17-4466-4c15-a9ce-87727ad311b5';
/** Inputs that are complete and valid. */
export const VALID = {
  project_id: 'p-123',
  server_ids: A,
  password: 'Fake-Pass1',
  region: 'cn-north-4',
  access_key: 'input-access',
  secret_key: 'input-secret',
};
export const PUSH: Event = { name: 'push' };
export const PULL_REQUEST: Event = {
  name: 'pull_request',
  dryRunReason: 'the event is pull_request',
};
export const FORK: Event = {
  ...PULL_REQUEST,
  withoutSecrets: 'pull requests from forks get no secrets',
};
/** The variables by which a runner offers ID tokens. */
export const ID_TOKENS = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example.com',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
};

export async function read(
  inputs: Texts,
  environment: Texts = {},
  event = PUSH,
  secrets = new Secrets(() => undefined),
): Promise<Result<Settings, readonly Problem[]>> {
  const reader = new Inputs((name) => inputs[name] ?? '', environment);
  const settings = await readSettings({ inputs: reader, event, secrets });
  return settings === undefined ? failure(reader.problems) : success(settings);
}

export async function settingsOf(
  inputs: Texts,
  environment?: Texts,
  event?: Event,
): Promise<Settings> {
  const result = await read(inputs, environment, event);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** The target of settings with which requests are sent. */
export async function targetOf(inputs: Texts, environment?: Texts, event?: Event): Promise<Target> {
  const { requests } = await settingsOf(inputs, environment, event);
  if (requests.kind === 'skipped') throw new Error(requests.skipReason);
  return requests.target;
}

export async function problemsOf(
  inputs: Texts,
  environment?: Texts,
  event?: Event,
): Promise<string[]> {
  const result = await read(inputs, environment, event);
  if (result.ok) throw new Error('there is no problem');
  return result.error.map(({ input, message }) => `${input} ${message}`);
}
